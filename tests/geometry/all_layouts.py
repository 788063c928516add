"""Every layout that ships, and drafts of the folds of which none does, on every paper and stock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Piece, pieces
from brochure.geometry.stock import tuck
from brochure.storage.shipped import SHIPPED
from brochure.workspace import toml

DRAFTS = Path(__file__).parent / "drafts"
FILES = {file.stem: file for file in DRAFTS.glob("*.toml")} | {
    file.parent.name: file for file in (SHIPPED / "layouts").glob("*/layout.toml")
}
LAYOUTS = {name: toml.load(file.read_text("utf-8"), Layout, file) for name, file in sorted(FILES.items())}
STOCKS = ("text", "cover")


def made(name: str, paper: str, stock: str) -> tuple[Piece, ...]:
    """The layout's pieces, a panel in columns as the one that it is on paper."""
    usual = PAPERS[paper]
    layout = LAYOUTS[name]
    whole = {panel: style.model_copy(update={"columns": 1}) for panel, style in layout.panels.items()}
    layout = layout.model_copy(update={"panels": whole})
    return pieces(layout, replace(usual, tuck=tuck(stock, usual)))  # type: ignore[arg-type]
