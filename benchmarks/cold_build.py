"""Times the command line as a clinic feels it: whole processes, cold, in turn with the bare engine on the same HTML.

    python benchmarks/cold_build.py [--rounds 7]

Prints the median of the ratios of runs taken in turn, and the spread, so that a machine that drifts does not matter.
"""

from __future__ import annotations

import argparse
import base64
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from brochure.build.found import found
from brochure.clinic.article import load as load_article
from brochure.clinic.workspace import open_workspace
from brochure.typeset import layouts
from brochure.typeset.merge import Merged
from brochure.typeset.pages import type_css
from brochure.typeset.panels import merge_panels

ARTICLE = "how-ketamine-therapy-works"
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Makes a workspace and the merged page in a temporary folder, and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found(folder / "clinic")
        page = folder / "page.html"
        page.write_text(_standalone(folder / "clinic"), encoding="utf-8")
        broken = folder / "clinic" / "assets" / "articles" / "broken.md"
        broken.write_text("---\ntitel: A typing error\n---\nCopy.\n", encoding="utf-8")
        bare = [str(Path(sys.executable).with_name("weasyprint")), str(page), str(folder / "page.pdf")]
        brochure = [sys.executable, "-P", "-m", "brochure"]
        build = [
            *brochure,
            "build",
            ARTICLE,
            "--layout",
            "trifold",
            "--workspace",
            str(folder / "clinic"),
            "-q",
            "--force",
        ]
        office = [*build, "--edition", "office"]
        wrong = [*brochure, "build", "broken", "--workspace", str(folder / "clinic")]
        _compare("build, office + email", [*office, "--edition", "email"], bare, rounds, ("wall", "peak memory"))
        _compare_extra(office, ["--edition", "press"], bare, rounds)
        _compare("--help", [*brochure, "--help"], bare, rounds, ("wall",))
        _compare("bad input", wrong, bare, rounds, ("wall",))


def _standalone(workspace_folder: Path) -> str:
    """The merged page with everything it needs inside it, at the ideal type size, as the bare engine can read it."""
    workspace = open_workspace(workspace_folder)
    layout, folder = layouts.load(workspace, "trifold")
    piece = layouts.on_paper(layout, "trifold", "letter")[0]
    merged = merge_panels(workspace, load_article(workspace, workspace.article(ARTICLE)), folder, piece)
    css = _resolved("\n".join(merged.css), merged) + type_css(layout.type.ideal)
    return _resolved(merged.html, merged).replace("</head>", f"<style>{css}</style></head>")


def _resolved(text: str, merged: Merged) -> str:
    for name, file in merged.fetcher.fonts.items():
        text = text.replace(f"brochure:font/{name}", file.as_uri())
    for name, data in merged.fetcher.made.items():
        address = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
        text = text.replace(f"brochure:made/{name}", address)
    return text


def _compare(title: str, ours: Sequence[str], bare: Sequence[str], rounds: int, figures: Sequence[str]) -> None:
    _run(ours), _run(bare)
    pairs = [(_run(ours), _run(bare)) for _ in range(rounds)]
    for what in figures:
        ratios = [a[what] / b[what] for a, b in pairs]
        print(f"{title}: {what} {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f})")


def _compare_extra(less: Sequence[str], more: Sequence[str], bare: Sequence[str], rounds: int) -> None:
    """What the press edition costs on top of the office edition."""
    triples = [(_run([*less, *more]), _run(less), _run(bare)) for _ in range(rounds)]
    ratios = [(a["wall"] - b["wall"]) / c["wall"] for a, b, c in triples]
    print(f"press on top of office: wall {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f})")


def _run(command: Sequence[str]) -> dict[str, float]:
    """Wall seconds and peak memory of one run; memory counts from what this process itself takes upwards."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"wall": time.perf_counter() - start, "peak memory": float(usage.ru_maxrss)}


if __name__ == "__main__":
    main()
