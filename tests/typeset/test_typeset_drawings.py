"""Drawings of others, as they come out on paper: against a renderer that is not ours, in three viewers."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pikepdf
import pytest
import resvg_py
from PIL import Image

from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from tests.typeset.conftest import FAMILY
from tests.viewers import PPI, ghostscript, needs_viewers, pdfium, poppler, worst

#: Side of the page, in points.
SIDE = 144
FONT = SHIPPED / "assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'
STOPS = '<stop offset="0" stop-color="#fc0"/><stop offset="1" stop-color="#0cf"/>'
DISC = '<circle cx="50" cy="50" r="40"/>'
FULL = '<rect width="100" height="100" fill="#fc0"/>'


def bitmap(size: int = 300) -> str:
    out = io.BytesIO()
    ramp = Image.linear_gradient("L").resize((size, size))
    Image.merge("RGB", (ramp, ramp.rotate(90), Image.new("L", (size, size), 90))).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


#: What stays lines and areas.
SHARP = {
    "clip on a group": f'<clipPath id="c">{DISC}</clipPath><g clip-path="url(#c)">{FULL}</g>',
    "clip by reference": f'<defs><circle id="d" cx="50" cy="50" r="40"/></defs><clipPath id="c"><use xlink:href="#d"'
    f' overflow="visible"/></clipPath><g clip-path="url(#c)">{FULL}</g>',
    "mask": f'<mask id="m"><circle cx="50" cy="50" r="40" fill="#fff"/></mask><g mask="url(#m)">{FULL}</g>',
    "mask by alpha": f'<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="100"'
    f' height="100">{DISC}</mask><g mask="url(#m)">{FULL}</g>',
    "mask that takes its fill over": f'<mask id="m" fill="white">{DISC}</mask><g mask="url(#m)">{FULL}</g>',
    "mask on a gradient": f'<linearGradient id="g">{STOPS}</linearGradient><mask id="m"><circle cx="50" cy="50" r="40"'
    ' fill="#fff"/></mask><circle cx="50" cy="50" r="45" fill="url(#g)" mask="url(#m)"/>',
    "current colour": '<rect width="100" height="100" fill="currentColor"/><g color="#08f"><g stroke="currentColor">'
    '<path d="M20 20L80 80" stroke-width="9"/></g></g>',
    "gradients": f'<linearGradient id="g">{STOPS}</linearGradient><radialGradient id="r" xlink:href="#g" fx="30%"/>'
    '<rect x="5" y="5" width="40" height="90" fill="url(#g)"/><circle cx="70" cy="50" r="25" fill="url(#r)"/>'
    '<path d="M50 95 L95 95 L95 80Z" fill="url(#g)"/>',
    "fading gradient": '<linearGradient id="g" gradientTransform="rotate(20)"><stop offset="0" stop-color="#04c"/>'
    f'<stop offset="1" stop-color="#c00" stop-opacity="0"/></linearGradient>{FULL}<circle cx="50" cy="50" r="45"'
    ' fill="url(#g)"/>',
    "stroked gradient": f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="100">{STOPS}</linearGradient>'
    '<path d="M10 90C40 0 60 0 90 90" fill="none" stroke="url(#g)" stroke-width="12"/>',
    "style sheet": "<style>.a{fill:#08f} #b, g > path{fill:none;stroke:#c00;stroke-width:6px} .a.c{fill:#0a0}</style>"
    '<rect class="a" width="50" height="50"/><rect class="a c" x="50" width="50" height="50" fill="#000"/>'
    '<g><path id="b" d="M10 70h80"/></g><path class="a" d="M10 80h80v15h-80z" style="fill:#609"/>',
    "parts used twice": '<defs><g id="u"><rect width="30" height="30"/><circle cx="40" cy="40" r="9"/></g></defs>'
    '<use xlink:href="#u" x="5" y="5" fill="#c00"/><use href="#u" transform="translate(45 45)" fill="#08f"/>',
    "round corners and arcs": '<rect x="5" y="5" width="40" height="40" rx="30" fill="#08f"/>'
    '<path d="m55 25a20 20 0 0120-20 20 20 0 0120 20z" fill="#c00"/><ellipse cx="30" cy="75" rx="25" ry="15"/>'
    '<path d="M60 60q10-10 20 0t20 0v30h-40z" fill="#0a0"/>',
    "outside the page": '<circle cx="0" cy="0" r="60" fill="#c00"/><rect x="90" y="90" width="80" height="80"/>',
    "a stroke that is seen through": '<circle cx="50" cy="50" r="30" fill="#fc0" stroke="#00f" stroke-opacity=".5"'
    ' stroke-width="20"/>',
    "bitmap": f'{FULL}<image x="20" y="20" width="60" height="60" xlink:href="{bitmap()}"/>',
}
#: What becomes pixels, and what for.
PIXELS = {
    "filter": '<filter id="f"><feFlood flood-color="#fc0"/><feComposite in2="SourceAlpha" operator="in"/></filter>'
    '<circle cx="50" cy="50" r="40" fill="#8a2a1f" filter="url(#f)"/>',
    "blur": '<filter id="f"><feGaussianBlur stdDeviation="4"/></filter><rect x="20" y="20" width="60" height="60"'
    ' filter="url(#f)"/>',
    "blending": f'{FULL}<circle cx="50" cy="50" r="40" fill="#0cf" style="mix-blend-mode:multiply"/>',
    "mask of shades": f'<linearGradient id="g">{STOPS}</linearGradient><mask id="m"><rect width="100" height="100"'
    f' fill="url(#g)"/></mask><g mask="url(#m)"><rect width="100" height="100" fill="#04c"/></g>',
    "part with a mask": '<mask id="m"><rect width="100" height="100" fill="#fff"/><circle cx="50" cy="50" r="20"/>'
    f'</mask><defs><g id="u" mask="url(#m)">{FULL}</g></defs><use xlink:href="#u"/>',
    "pattern": '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse"><rect width="10" height="10"'
    ' fill="#c00"/></pattern><rect width="100" height="100" fill="url(#p)"/>',
    "markers": '<marker id="m" markerWidth="4" markerHeight="4" refX="2" refY="2"><path d="M0 0h4v4z"/></marker>'
    '<path d="M20 50h60" stroke="#000" stroke-width="5" marker-start="url(#m)" marker-end="url(#m)"/>',
    "even-odd clip": '<clipPath id="c"><path clip-rule="evenodd" d="M10 10h80v80h-80zM30 30h40v40h-40z"/></clipPath>'
    f'<g clip-path="url(#c)">{FULL}</g>',
    "text": f"<text x='5' y='60' font-size='30' font-family=\"{FAMILY}\">Logo</text>",
}


def drawn(body: str, tmp_path: Path) -> Typeset:
    """A page that is nothing but the drawing."""
    (tmp_path / "assets/images").mkdir(parents=True)
    (tmp_path / "assets/images/d.svg").write_text(f"{HEAD}{body}</svg>", "utf-8")
    fetcher = Fetcher(Files(tmp_path), tmp_path, {}, {}, font_folders=(SHIPPED / "assets/fonts",))
    css = f"@page {{ size: {SIDE}pt; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: {SIDE}pt }}"
    html = '<!doctype html><html lang=en><title>T</title><img alt="A" src="brochure:workspace/assets/images/d.svg">'
    return Typesetter(html, [Sheet(css)], fetcher).typeset()


def reference(body: str) -> Image.Image:
    pixels = round(SIDE / 72 * PPI)
    png = resvg_py.svg_to_bytes(
        svg_string=f"{HEAD}{body}</svg>", width=pixels, skip_system_fonts=True, font_files=[str(FONT)], dpi=96
    )
    page = Image.new("RGBA", (pixels, pixels), "white")
    page.alpha_composite(Image.open(io.BytesIO(bytes(png))).convert("RGBA"))
    return page.convert("RGB")


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", [*SHARP, *PIXELS])
def test_a_drawing_is_as_another_renderer_draws_it(name: str, tmp_path: Path) -> None:
    body = {**SHARP, **PIXELS}[name]
    typeset = drawn(body, tmp_path)
    assert worst(pdfium(typeset.pdf()), reference(body), 2) < 0.1
    assert bool(typeset.notes) == (name in PIXELS)
    for note in typeset.notes:
        assert "'d.svg'" in note.message
        assert note.severity == "note"


@needs_viewers
@pytest.mark.parametrize("name", ["gradients", "fading gradient", "stroked gradient", "mask on a gradient"])
def test_every_viewer_shows_all_of_a_gradient(name: str, tmp_path: Path) -> None:
    pdf = drawn(SHARP[name], tmp_path).pdf()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kinds = [thing.get("/PatternType") for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        streams = [thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    assert 2 in kinds
    assert not [thing for thing in streams if thing.get("/PatternType") == 1]
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf)
    shown = pdfium(pdf)
    assert worst(shown, poppler(file), 5) < 0.1
    assert worst(shown, ghostscript(file), 5) < 0.1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<text y="60" font-family="Courier New">Logo</text>', "'Courier New'"),
        (
            '<style>.t{font-family:"Comic Sans MS",sans-serif}</style><text y="60" class="t">Logo</text>',
            "Comic Sans MS",
        ),
        ('<text y="60">Logo</text>', "names no font"),
        (f'<text y="60" font-family="{FAMILY}">Logo Ж</text>', "'Ж' (U+0416)"),
    ],
)
def test_text_is_set_in_the_font_that_it_asks_for_or_in_none(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"'d\.svg'") as caught:
        drawn(text, tmp_path).pdf()
    assert said in caught.value.message
    assert caught.value.hint
