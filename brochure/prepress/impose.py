"""Lays typeset panels on the flat sheet: art first, the panels over it, each clipped to itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from brochure.geometry.piece import Piece, Side

#: The edge that office printers leave white (they cannot print the outer 4–6 mm), in points: 5 mm.
WHITE_EDGE = 5 * 72 / 25.4


#: An instruction of a content stream: operands, operator.
Drawn = tuple[list[Any], Operator]


@dataclass(frozen=True)
class _Area:
    """A rectangle in PDF coordinates, from the bottom left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def clip(self) -> list[Drawn]:
        corners = [_round(value) for value in (self.x, self.y, self.width, self.height)]
        return [(corners, Operator("re")), ([], Operator("W")), ([], Operator("n"))]


def impose(panels: bytes, names: Sequence[str], piece: Piece, *, art_bleed: float, white_edge: float) -> pikepdf.Pdf:
    """A page for each side of the piece.

    `panels` is a PDF, `names` says which panel or side's art each of its pages bears. The art reaches `art_bleed`
    points beyond the trim. Nothing is printed within `white_edge` points of the sheet's edge.
    """
    with pikepdf.open(io.BytesIO(panels)) as source:
        sheets = pikepdf.new()
        pages = dict(zip(names, source.pages, strict=True))
        for side in piece.sides:
            _sheet(sheets, piece, side, pages, art_bleed, white_edge)
        return sheets


def _sheet(
    sheets: pikepdf.Pdf,
    piece: Piece,
    side: Side,
    pages: dict[str, pikepdf.Page],
    art_bleed: float,
    white_edge: float,
) -> None:
    forms = Dictionary()
    drawn: list[Drawn] = [([], Operator("q"))]
    drawn += _Area(white_edge, white_edge, piece.width - 2 * white_edge, piece.height - 2 * white_edge).clip
    forms["/Art"] = sheets.copy_foreign(pages[side.art].as_form_xobject())
    drawn += _placed("/Art", -art_bleed, -art_bleed)
    for number, panel in enumerate(side.panels):
        name = f"/Panel{number}"
        forms[name] = sheets.copy_foreign(pages[panel.name].as_form_xobject())
        x, y = panel.x, piece.height - panel.y - panel.height
        drawn += _placed(name, x, y, _Area(x, y, panel.width, panel.height))
    drawn.append(([], Operator("Q")))
    page = sheets.add_blank_page(page_size=(_round(piece.width), _round(piece.height)))
    page.obj.Resources = Dictionary(XObject=forms)
    page.obj.Contents = sheets.make_stream(pikepdf.unparse_content_stream(drawn))
    page.obj.TrimBox = Array([0, 0, _round(piece.width), _round(piece.height)])


def _placed(form: str, x: float, y: float, clip: _Area | None = None) -> list[Drawn]:
    return [
        ([], Operator("q")),
        *(clip.clip if clip else []),
        ([1, 0, 0, 1, _round(x), _round(y)], Operator("cm")),
        ([Name(form)], Operator("Do")),
        ([], Operator("Q")),
    ]


def _round(value: float) -> float:
    return round(value, 4)
