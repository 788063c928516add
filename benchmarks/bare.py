"""What the benchmarks compare with: `weasyprint page.html page.pdf` on one frozen page, in turn with ours."""

from __future__ import annotations

import base64
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from brochure.workspace.scaffold import scaffold

ARTICLE = "how-ketamine-therapy-works"
ROOT = Path(__file__).resolve().parent.parent
YARDSTICK = ROOT / "benchmarks" / "yardstick"
BROCHURE = (sys.executable, "-P", "-m", "brochure")


def bare_command(folder: Path) -> list[str]:
    """Founds a workspace in `folder`/clinic, writes the yardstick's page, and returns the command for it."""
    scaffold(folder / "clinic")
    page = folder / "page.html"
    page.write_text(yardstick(), encoding="utf-8")
    return [str(Path(sys.executable).with_name("weasyprint")), str(page), str(folder / "page.pdf")]


def yardstick() -> str:
    """The page that all is compared with, with everything it needs inside it, as the bare engine can read it.

    It is the merged HTML of a trifold in the ideal type with its art, of 26 November 2026; only the fonts are
    those of `assets/fonts`. It stays as it is, so that what becomes faster in us does not become so in it.
    """
    page = (YARDSTICK / "page.html").read_text(encoding="utf-8")
    for font in (ROOT / "assets" / "fonts").glob("*.ttf"):
        page = page.replace(f"brochure:font/{font.name}", f"data:font/ttf;base64,{_encoded(font)}")
    for drawing in YARDSTICK.glob("*.svg"):
        page = page.replace(f"brochure:made/{drawing.name}", f"data:image/svg+xml;base64,{_encoded(drawing)}")
    return page


def _encoded(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


def compare(title: str, ours: Sequence[str], bare: Sequence[str], rounds: int, figures: Sequence[str]) -> None:
    """Prints the median of the ratios of runs taken in turn, and the spread; `figures` are those of `run`."""
    run(ours), run(bare)
    pairs = [(run(ours), run(bare)) for _ in range(rounds)]
    for what in figures:
        ratios = [a[what] / b[what] for a, b in pairs]
        print(f"{title}: {what} {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f})")


def run(command: Sequence[str]) -> dict[str, float]:
    """Wall seconds and peak memory of one run; memory counts from what this process itself takes upwards."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # The bare engine was compiled when it was installed; we are by the first run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"wall": time.perf_counter() - start, "peak memory": float(usage.ru_maxrss)}
