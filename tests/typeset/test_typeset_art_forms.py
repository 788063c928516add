"""Art that is written as operators looks as the engine draws it, and what is not stands among it as before."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image, ImageChops

from brochure.art import MotifName
from brochure.art.colour import Colour
from brochure.art.frame import Inks, Shape
from brochure.art.motifs import MOTIFS, draw
from brochure.content.article import load
from brochure.content.drawings.operators import operators
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset import layouts
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.free_panels import FreePanels
from brochure.typeset.merge import merge
from brochure.typeset.panel_job import merge_panels
from brochure.typeset.values import Drawing
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

INKS = Inks((Colour(138, 42, 31), Colour(47, 93, 87), Colour(9, 9, 90)), Colour(227, 162, 59), Colour(255, 255, 255))
SIZES = {Shape.COVER: (110, 140), Shape.BAND: (400, 36), Shape.EMBLEM: (60, 60)}

LOOKS = sorted(folder.name for folder in (SHIPPED / "layouts/looks").iterdir())
LAYOUTS = sorted(file.parent.name for file in (SHIPPED / "layouts").glob("*/layout.toml"))
#: Where the engine's drawings are asked about.
USED = "brochure.typeset.engine.art_forms.operators"

Drawn = Callable[..., bytes]


@pytest.fixture
def drawn(tmp_path: Path) -> Drawn:
    """A PDF with a page of 300 × 150 pt for each drawing, which covers it."""

    def pdf(*drawings: str) -> bytes:
        made = {f"{at}.svg": drawing.encode() for at, drawing in enumerate(drawings)}
        pages = "".join(
            f"@page p{at} {{ size: 300pt 150pt; margin: 0; background: url(brochure:made/{at}.svg) 0 0 / 100% 100% }}"
            f"#p{at} {{ page: p{at} }}"
            for at in range(len(drawings))
        )
        html = "<!doctype html><html lang=en><title>T</title><body>" + "".join(
            f"<div id=p{at}></div>" for at in range(len(drawings))
        )
        return Typesetter(html, [Sheet(pages)], Fetcher(Files(tmp_path), tmp_path, {}, made)).typeset().pdf()

    return pdf


def svg(inside: str, box: str = "0 0 300 150") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=150 / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def compare(drawn: Drawn, monkeypatch: pytest.MonkeyPatch, *drawings: str) -> None:
    """Each of the drawings is written as operators, and looks as the engine draws it."""
    written: list[str | None] = []

    def noting(*given: Any) -> str | None:
        written.append(operators(*given))
        return written[-1]

    monkeypatch.setattr(USED, noting)
    ours = pictures(drawn(*drawings))
    assert len(written) == len(drawings)
    assert all(written)
    monkeypatch.setattr(USED, lambda *_: None)
    for one, other in zip(ours, pictures(drawn(*drawings)), strict=True):
        assert len(one.getcolors(1 << 20) or ()) > 1
        assert max(ImageChops.difference(one, other).tobytes()) <= 3


@pytest.mark.sample(8)
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("name", MOTIFS)
def test_motifs_look_as_the_engine_draws_them(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch, name: MotifName, shape: Shape
) -> None:
    width, height = SIZES[shape]
    place = f'x="9" y="7.5" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    motifs = (draw(name, shape=shape, width=width, height=height, inks=INKS, seed=seed) for seed in "ab")
    compare(drawn, monkeypatch, *(svg(f"<svg {place}>{motif}</svg>") for motif in motifs))


RED, BLUE = 'fill="#ff0000"', 'fill="#1020c0"'
SHAPES = [
    # One over the other, in their order.
    f'<rect x="10" y="10" width="90.5" height="60" {RED}/><circle cx="80" cy="60" r="40.25" {BLUE}/>'
    f'<rect x="70" y="50" width="20" height="20" {RED} stroke="#00aa00" stroke-width="3"/>',
    # A drawing in it of other proportions, cut at its edges, and another one within that.
    '<svg x="20" y="10" width="200" height="100" overflow="hidden" viewBox="10 20 60 60">'
    f'<rect width="200" height="200" {RED}/><circle cx="70" cy="50" r="30" {BLUE}/>'
    f'<svg x="15" y="25" width="20" height="40" viewBox="0 0 10 10"><rect width="30" height="30" {BLUE}/></svg></svg>',
    # Moved, and as in a mirror, with round ends and corners within and others behind it.
    f'<g transform="translate(30 12.5)"><rect width="50" height="20" {RED}/></g>'
    f'<g transform="matrix(-1 0 0 1 300 0)"><rect x="10" y="90" width="50" height="20" {BLUE}/>'
    '<g stroke-linecap="round" stroke-linejoin="round"><path d="M20,40l40,20 -30,30" fill="none" stroke="#00aa00"'
    ' stroke-width="12"/></g></g><path d="M150,30l40,60 40,-60" fill="none" stroke="#00aa00" stroke-width="12"/>',
    # Paths as templates write them, and as others may.
    f'<path d="M 200 100 A 80 80 0 0 0 120 20 H 200 Z" {RED}/>'
    f'<path d="M 10 60 C 20 10 40 10 60 60 S 100 120 120 90 V 140 H 10 Z" {BLUE}/>',
    f'<path d="M10,10 60,10 60,60 10,60ZM20,20 20,50 50,50 50,20Z" {RED}/>'
    f'<path d="m100 10 50 0 0 50zl-20 60q60 20 100-30t20-20" {BLUE}/>',
    f'<path d="M250,100c-20,-60 20,-60 10,-20l20,5 -3,20ZM10,10l40,0 0,40Zl-5,60 60,0Z" {RED}/>',
]


def test_what_templates_write_looks_as_the_engine_draws_it(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    more = svg(SHAPES[0], "0.0 0.0 0.3 0.15").replace('="10"', '="0.01"'), svg(SHAPES[1], "-20 -10 200 600")
    fine = '<path d="M0.011,0.022l0.123,0.019 0.013,0.077 -0.1,0.01Z" fill="#ff0000"/>'
    compare(drawn, monkeypatch, *map(svg, SHAPES), *more, svg(fine, "0 0 0.3 0.15"))


@pytest.mark.sample(6)
@pytest.mark.parametrize("composition", ["art", "type"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layout", [*LAYOUTS, "email"])
def test_all_that_shipped_templates_draw_is_written(desk: Desk, layout: str, look: str, composition: str) -> None:
    desk.article("Rest well.")
    desk.swap("brochure.toml", "[brand.colours]", f'[brand]\ncovers = ["{composition}"]\n\n[brand.colours]')
    desk.swap("brochure.toml", 'look = "maple"', f'look = "{look}"')
    workspace = open_workspace(desk.root)
    article = load(workspace, Path("assets/articles/test.md"))
    if layout == "email":
        pages = Drawing("cover", 396.0, 612.0), Drawing("band", 396.0, 30.0)
        values = {"width": 396.0, "height": 612.0, "contents": ()}
        made = merge(workspace, article, SHIPPED / "layouts/email", "", pages, values).fetcher.made
    else:
        geometry, folder = layouts.load(workspace, layout)
        piece = layouts.on_paper(geometry, layout, "letter")[0]
        free = FreePanels(piece.flow[:1], after=("art",) * (len(piece.flow) - 1))
        made = merge_panels(workspace, article, folder, piece, free).fetcher.made
    drawings = {name: made[name] for name in made if not name.startswith(("qr", "icon-", "sign-"))}
    assert drawings
    assert [name for name in drawings if not operators(ElementTree.fromstring(drawings[name]), 800, 600)] == []


def test_a_drawing_with_more_than_that_is_the_engines(drawn: Drawn) -> None:
    gradient = (
        '<defs><linearGradient id="a"><stop stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'
        '</linearGradient></defs><rect width="300" height="100" fill="url(#a)"/>'
    )
    (page,) = pictures(drawn(svg(f'{gradient}<rect x="0" y="100" width="300" height="50" fill="#00ff00"/>')))
    left, right, foot = (page.getpixel(at) for at in ((5, 50), (page.width - 5, 50), (5, page.height - 5)))
    assert left == pytest.approx((252, 0, 3), abs=4)
    assert right == pytest.approx((3, 0, 252), abs=4)
    assert foot == (0, 255, 0)


def test_each_stream_is_compressed_once(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    compressed: list[bytes] = []

    class Noting:
        def __init__(self, level: int) -> None:
            self._compressor = zlib.compressobj(level)
            self.flush = self._compressor.flush

        def compress(self, data: bytes) -> bytes:
            compressed.append(data)
            return self._compressor.compress(data)

    class Zlib:
        compressobj = Noting

    monkeypatch.setattr("pydyf.zlib", Zlib)
    pdf = drawn(svg(SHAPES[0]))
    assert any(b"90.5 60 re" in data for data in compressed)
    assert len(compressed) == len(set(compressed))
    monkeypatch.undo()
    assert pdf == drawn(svg(SHAPES[0]))
