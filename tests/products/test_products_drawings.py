"""Drawings look in products as another program draws them: its picture in the place of the drawing changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import resvg_py

from tests.conftest import Desk
from tests.viewers import ghostscript, needs_viewers, pdfium, poppler, worst

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="1800" height="1200">'
_FADE = '<linearGradient id="g"><stop stop-color="#fc0"/><stop offset="1" stop-color="#0cf"/></linearGradient>'
_DISC = '<circle cx="150" cy="100" r="80"/>'
_ALL = '<rect width="300" height="200" {}/>'
_YELLOW = _ALL.format('fill="#fc0"')
_MASK = f'<mask id="m"><g fill="#fff">{_DISC}</g></mask>'
#: Kinds of drawings as designers export them. Black is left out: in a drawing it is K alone, in a picture four inks.
KINDS = {
    "a style sheet": "<defs><style>.a{fill:#2f5d57}.b{fill:none;stroke:#8a2a1f;stroke-width:6}</style></defs>"
    '<circle class="a" cx="100" cy="100" r="60"/><rect class="b" x="180" y="40" width="90" height="120"/>',
    "a clipped group": f'<clipPath id="c">{_DISC}</clipPath><g clip-path="url(#c)">{_YELLOW}</g>',
    "a mask": _MASK + _ALL.format('fill="#c60" mask="url(#m)"'),
    "a mask by alpha": '<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" width="300" height="200">'
    f'<g fill="#000">{_DISC}</g></mask><g mask="url(#m)">{_YELLOW}</g>',
    "a gradient on three shapes": f'<defs>{_FADE}</defs><rect x="10" y="10" width="280" height="40" fill="url(#g)"/>'
    '<circle cx="60" cy="130" r="50" fill="url(#g)"/><path d="M140 180L280 180L210 70Z" fill="url(#g)"/>',
    "a masked gradient": f"<defs>{_FADE}{_MASK}</defs>" + _ALL.format('fill="url(#g)" mask="url(#m)"'),
    "a gradient that fades": '<radialGradient id="g"><stop stop-color="#06c"/>'
    '<stop offset="1" stop-color="#06c" stop-opacity="0"/></radialGradient>' + _ALL.format('fill="url(#g)"'),
    "a filter": '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
    f'<g filter="url(#f)" fill="#2f5d57">{_DISC}</g>',
    "blending": '<circle cx="120" cy="100" r="70" fill="#f60"/>'
    '<circle cx="180" cy="100" r="70" fill="#0af" style="mix-blend-mode:multiply"/>',
    "a symbol used twice": '<symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></symbol>'
    '<use href="#s" width="100" height="100" fill="#8a2a1f"/>'
    '<use href="#s" x="120" y="50" width="100" height="100" fill="#2f5d57"/>',
    "currentColor": '<g color="#2f5d57"><circle cx="100" cy="100" r="60" fill="currentColor"/></g>',
    "dashes and joins": '<path d="M20 20L150 180L280 20" fill="none" stroke="#8a2a1f" stroke-width="14"'
    ' stroke-linejoin="round" stroke-linecap="round" stroke-dasharray="40 26"/>',
}
EDITIONS = {"office": "trifold-letter-office", "press": "trifold-letter-press", "email": "email"}


def drawing(kind: str) -> str:
    return f'{_HEAD}<rect width="300" height="200" fill="#fff"/>{KINDS[kind]}</svg>'


def products(desk: Desk, name: str, editions: list[str]) -> dict[str, Path]:
    """The products of an article with this picture."""
    desk.article(f"Words.\n\n![A drawing](../images/{name})")
    done = desk.build("test", "--layout", "trifold", *(part for edition in editions for part in ("--edition", edition)))
    assert done.code == 0, done.err
    return {edition: desk.root / f"output/test/test-{EDITIONS[edition]}.pdf" for edition in editions}


@needs_viewers
def test_drawings_look_as_another_program_draws_them_in_every_viewer(desk: Desk, pytestconfig: pytest.Config) -> None:
    """No square of 2 mm differs by a tenth from that picture, nor one of 5 mm between viewers, at 300 ppi.

    In press the drawing and the picture go through the same profile.
    """
    whole, chance = pytestconfig.getoption("whole"), random.Random(11)
    for kind in KINDS if whole else [chance.choice(list(KINDS))]:
        svg, editions = drawing(kind), list(EDITIONS) if whole else [chance.choice(list(EDITIONS))]
        desk.write("assets/images/picture.png", bytes(resvg_py.svg_to_bytes(svg_string=svg, width=1800, height=1200)))
        theirs = {edition: file.read_bytes() for edition, file in products(desk, "picture.png", editions).items()}
        desk.write("assets/images/drawing.svg", svg)
        for edition, file in products(desk, "drawing.svg", editions).items():
            for page in range(2):
                shown = pdfium(file.read_bytes(), page)
                assert worst(shown, pdfium(theirs[edition], page), 2) < 0.1, (kind, edition)
                assert worst(shown, poppler(file, page), 5) < 0.1, (kind, edition)
                assert worst(shown, ghostscript(file, page), 5) < 0.1, (kind, edition)
