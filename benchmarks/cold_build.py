"""Times the command line as a clinic feels it: whole processes, cold, in turn with the bare engine on the same HTML.

    python -m benchmarks.cold_build [--rounds 7]

Prints the median of the ratios of runs taken in turn, and the spread, so that a machine that drifts does not matter.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.bare import ARTICLE, BROCHURE, bare_command, compare, run


def main() -> None:
    """Makes a workspace and the merged page in a temporary folder, and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_command(folder)
        broken = folder / "clinic" / "assets" / "articles" / "broken.md"
        broken.write_text("---\ntitel: A typing error\n---\nCopy.\n", encoding="utf-8")
        build = [
            *BROCHURE,
            "build",
            ARTICLE,
            "--layout",
            "trifold",
            "--workspace",
            str(folder / "clinic"),
            "--force",
        ]
        office = [*build, "--edition", "office"]
        wrong = [*BROCHURE, "build", "broken", "--workspace", str(folder / "clinic")]
        compare("build, office + email", [*office, "--edition", "email"], bare, rounds, ("wall", "peak memory"))
        _compare_extra(office, ["--edition", "press"], bare, rounds)
        compare("--help", [*BROCHURE, "--help"], bare, rounds, ("wall",))
        compare("bad input", wrong, bare, rounds, ("wall",))


def _compare_extra(less: Sequence[str], more: Sequence[str], bare: Sequence[str], rounds: int) -> None:
    """What the press edition costs on top of the office edition."""
    triples = [(run([*less, *more]), run(less), run(bare)) for _ in range(rounds)]
    ratios = [(a["wall"] - b["wall"]) / c["wall"] for a, b, c in triples]
    print(f"press on top of office: wall {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main()
