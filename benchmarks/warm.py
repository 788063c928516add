"""Times a process that has built before: warm office editions, in turn with the bare engine's warm `write_pdf`.

    python -m benchmarks.warm [--rounds 15]

Before each build a word of the copy changes, or the address on the back panel; the yardstick is set by a
process of its own, since ours mends the engine. Prints the median of the ratios of processor time, and the spread.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bare import ARTICLE, ROOT, yardstick

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); import benchmarks.warm as warm; warm.child()"
_KINDS = ("a word of the copy", "the back panel")


def main() -> None:
    """Asks each process for one after the other, and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--without-rules", action="store_true", help="No product is judged, as before there were rules."
    )
    asked = parser.parse_args()
    rounds, more = asked.rounds, ["bare"] * asked.without_rules
    with _Child("yardstick") as bare, _Child(_KINDS[0], *more) as word, _Child(_KINDS[1], *more) as back:
        triples = [(bare.seconds(), word.seconds(), back.seconds()) for _ in range(rounds)]
    for at, kind in enumerate(_KINDS, 1):
        ratios = [each[at] / each[0] for each in triples]
        print(
            f"office edition, {kind} changed: {statistics.median(ratios):.2f} × the yardstick's warm write_pdf", end=""
        )
        print(f" ({min(ratios):.2f}–{max(ratios):.2f})")


class _Child:
    """A process that makes one of its kind for each line that it reads, and prints how long that took."""

    def __init__(self, kind: str, *more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, str(ROOT), kind, *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> _Child:
        for _ in range(3):
            self.seconds()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def seconds(self) -> float:
        """Of processor time, for one more."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def child() -> None:
    """What such a process does."""
    kind = sys.argv[2]
    with tempfile.TemporaryDirectory() as name:
        once = _bare() if kind == "yardstick" else _ours(Path(name) / "clinic", kind)
        for number, _ in enumerate(sys.stdin):
            print(once(number), flush=True)


def _bare() -> Callable[[int], float]:
    import weasyprint

    html = yardstick()

    def once(number: int) -> float:
        del number
        start = time.process_time()
        weasyprint.HTML(string=html).write_pdf()
        return time.process_time() - start

    return once


def _ours(root: Path, kind: str) -> Callable[[int], float]:
    from brochure.production.make import make
    from brochure.production.plan import Task
    from brochure.workspace.scaffold import scaffold
    from brochure.workspace.workspace import open_workspace

    if sys.argv[3:]:
        from brochure.production import judged

        judged.judged = lambda *_: ()
    scaffold(root)
    article, config = root / "assets" / "articles" / f"{ARTICLE}.md", root / "brochure.toml"
    head, copy = re.split(r"(?<=\n---\n)", article.read_text("utf-8"), maxsplit=1)
    settings = config.read_text("utf-8")

    def once(number: int) -> float:
        if kind == _KINDS[0]:
            article.write_text(head + copy.replace("ketamine", f"Ketamine{number}", 1), "utf-8")
        else:
            config.write_text(
                re.sub(r"(?m)^address = .*$", f'address = ["{number} Main Street"]', settings, count=1), "utf-8"
            )
        start = time.process_time()
        (result,) = make(open_workspace(root), Task(ARTICLE, "trifold", "letter", ("office",)))
        if result.error:
            raise result.error
        return time.process_time() - start

    return once


if __name__ == "__main__":
    main()
