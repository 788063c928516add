"""What the benchmarks compare with: `weasyprint page.html page.pdf` on the merged HTML of one leaflet, run in turn."""

from __future__ import annotations

import base64
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from brochure.content.article import load as load_article
from brochure.typeset import layouts
from brochure.typeset.merge import Merged
from brochure.typeset.pages import sheet_pages, type_css
from brochure.typeset.panel_job import merge_panels
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace

ARTICLE = "how-ketamine-therapy-works"
ROOT = Path(__file__).resolve().parent.parent
BROCHURE = (sys.executable, "-P", "-m", "brochure")


def bare_command(folder: Path) -> list[str]:
    """Founds a workspace in `folder`/clinic, writes the merged page of the sample, and returns the command for it."""
    scaffold(folder / "clinic")
    page = folder / "page.html"
    page.write_text(_standalone(folder / "clinic"), encoding="utf-8")
    return [str(Path(sys.executable).with_name("weasyprint")), str(page), str(folder / "page.pdf")]


def _standalone(workspace_folder: Path) -> str:
    """The merged page with everything it needs inside it, at the ideal type size, as the bare engine can read it."""
    workspace = open_workspace(workspace_folder)
    layout, folder = layouts.load(workspace, "trifold")
    piece = layouts.on_paper(layout, "trifold", "letter")[0]
    merged = merge_panels(workspace, load_article(workspace, workspace.article(ARTICLE)), folder, piece)
    sheets = "\n".join(sheet.text for sheet in merged.css)
    css = _resolved(sheets + sheet_pages(piece), merged) + type_css(layout.type.ideal)
    art = "".join(f'<div class="{side.art}"></div>' for side in piece.sides)
    html = _resolved(merged.html, merged).replace("</body>", f"{art}</body>")
    return html.replace("</head>", f"<style>{css}</style></head>")


def _resolved(text: str, merged: Merged) -> str:
    for name, font in merged.fetcher.fonts.items():
        data = font.read_bytes() if isinstance(font, Path) else font.data(Path.read_bytes)
        text = text.replace(f"brochure:font/{name}", "data:font/ttf;base64," + base64.b64encode(data).decode())
    for name, data in merged.fetcher.made.items():
        address = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
        text = text.replace(f"brochure:made/{name}", address)
    return text


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
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"wall": time.perf_counter() - start, "peak memory": float(usage.ru_maxrss)}
