"""The layouts that ship: each resolves on each paper it names, and keeps copy off the trim and the folds."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Panel, Piece, pieces
from brochure.storage.shipped import SHIPPED
from brochure.units import INCH
from brochure.workspace import toml

FROM_TRIM = INCH / 4
FROM_FOLD = INCH / 8
NAMES = sorted(file.parent.name for file in (SHIPPED / "layouts").glob("*/layout.toml"))


def read(name: str) -> Layout:
    text = (SHIPPED / "layouts" / name / "layout.toml").read_text(encoding="utf-8")
    return toml.load(text, Layout, Path(name))


ON_PAPER = [(name, paper) for name in NAMES for paper in read(name).papers]


@pytest.fixture(params=ON_PAPER, ids="-".join)
def resolved(request: pytest.FixtureRequest) -> tuple[Layout, tuple[Piece, ...]]:
    name, paper = request.param
    layout = read(name)
    return layout, pieces(layout, PAPERS[paper])


def test_there_are_some() -> None:
    assert {"trifold", "handout"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_has_all_its_files(name: str) -> None:
    folder = SHIPPED / "layouts" / name
    sides = {side.name for arrangement in read(name).arrangements for side in arrangement.sides}
    assert all((folder / file).is_file() for file in ("leaflet.html", "style.css", *(f"{side}.svg" for side in sides)))


def test_panels_have_room(resolved: tuple[Layout, tuple[Piece, ...]]) -> None:
    layout, pieces = resolved
    assert len(pieces) == len(layout.arrangements)
    for panel in (panel for piece in pieces for panel in piece.panels):
        assert panel.measure > INCH
        assert panel.depth > INCH / 4


def test_copy_keeps_off_the_trim(resolved: tuple[Layout, tuple[Piece, ...]]) -> None:
    for piece in resolved[1]:
        for panel in piece.panels:
            assert min(at_edge(panel, piece), default=FROM_TRIM) >= FROM_TRIM, panel


def test_copy_keeps_off_the_folds(resolved: tuple[Layout, tuple[Piece, ...]]) -> None:
    layout, pieces = resolved
    least = 0 if layout.fold == "none" else FROM_FOLD
    for panel in (panel for piece in pieces for panel in piece.panels):
        assert min(panel.margin[1], panel.margin[3]) >= least, panel


def at_edge(panel: Panel, piece: Piece) -> list[float]:
    """The panel's margins on those edges that are the sheet's."""
    top, right, bottom, left = panel.margin
    touching = [
        (top, panel.y < 0.01),
        (right, panel.x + panel.width > piece.width - 0.01),
        (bottom, panel.y + panel.height > piece.height - 0.01),
        (left, panel.x < 0.01),
    ]
    return [margin for margin, touches in touching if touches]
