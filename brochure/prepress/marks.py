"""Draws the marks around the trim, once the product itself is ink: nothing here passes through separation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from brochure.geometry.press import SLUG, PressSheet
from brochure.geometry.press_settings import LINE, TARGET
from brochure.geometry.rect import Line, Rect
from brochure.pdf.colour import Ink
from brochure.pdf.spaces import separation
from brochure.prepress.colour_bar import Patch
from brochure.prepress.impose import Drawn, rounded
from brochure.prepress.outlines import outlines
from brochure.prepress.separation.inks import Spot

#: The spot colour of the fold layer. ISO 19593-1 wants one of its own: neither a process ink nor All, and overprinting.
FOLD_SPOT = "Fold"
#: Dashes and gaps of a fold mark, points: five in the mark of a quarter inch.
_DASHES = [2, 2]
#: A circle's radius in a registration mark, as part of the cross hair's half length; and how a curve nears its quarter.
_RING, _QUARTER = 0.6, 0.5523
#: The slug line's baseline is so many ems above the foot of its rectangle: the typeface's descent (`hhea` table).
_DESCENT = 0.316

_ALL, _BAR, _FOLD, _OVERPRINT, _LAYER = "/MarkAll", "/MarkBar", "/MarkFold", "/MarkOverprint", "/MarkLayer"


def slug_text(job: str, version: str, edition: str, side: str, profile: str, reviewed: date | None) -> str:
    """What the slug line says; the date is that of the article's review, never that of the build."""
    parts = [job, version, edition, side, profile, f"reviewed {reviewed.isoformat()}" if reviewed else ""]
    return " · ".join(part for part in parts if part)


def add_marks(
    pdf: pikepdf.Pdf,
    sheet: PressSheet,
    slugs: Iterable[str],
    *,
    bar: Sequence[Patch] = (),
    fold_layer: bool = False,
) -> None:
    """Adds marks to each page, the flats of the sheet in their order; `slugs` are their slug lines.

    `bar` has the patches of the colour bar, which is drawn where the sheet has room for one. With `fold_layer`, folds
    are drawn as processing steps too (ISO 19593-1), on a layer that is off: it is there for programs that plan the
    folding, not for ink, though some shops take it for a fifth plate. PDF/X-1a has no layers.
    """
    sides = [flat.name for flat in sheet.flats]
    layer = _layer(pdf) if fold_layer and any(sheet.fold_lines(side) for side in sides) else None
    for page, side, slug in zip(pdf.pages, sides, slugs, strict=True):
        _table(page, "/ColorSpace")[_ALL] = separation(pdf, "All", Ink(1, 1, 1, 1))
        drawn = [*marks(sheet, side, slug), *_bar(pdf, page, sheet, bar)]
        if layer is not None and sheet.fold_lines(side):
            drawn += _on_layer(pdf, page, layer, sheet.fold_lines(side))
        page.contents_add(pdf.make_stream(pikepdf.unparse_content_stream(drawn)))


def marks(sheet: PressSheet, side: str, slug: str = "") -> list[Drawn]:
    """Instructions for what is printed on all plates around the trim: marks and the slug line."""
    name = Name(_ALL)
    drawn: list[Drawn] = [_do("q"), _do("CS", name), _do("SCN", 1), _do("cs", name), _do("scn", 1), _do("w", LINE)]
    drawn += _lines(sheet.crop_marks)
    for x, y in sheet.targets:
        drawn += _target(x, y)
    drawn += [_do("d", Array(_DASHES), 0), *_lines(sheet.fold_marks(side))]
    if sheet.slug and slug:
        drawn += _slug(sheet.slug, slug)
    return [*drawn, _do("Q")]


def _bar(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: PressSheet, bar: Sequence[Patch]) -> list[Drawn]:
    drawn: list[Drawn] = []
    for patch, area in zip(bar, sheet.patches(len(bar)), strict=False):
        colour = [_do("k", *patch.process)] if patch.spot is None else _spot(pdf, page, patch.spot)
        drawn += [*colour, _do("re", area.x, area.y, area.width, area.height), _do("f")]
    return [_do("q"), *drawn, _do("Q")] if drawn else []


def _spot(pdf: pikepdf.Pdf, page: pikepdf.Page, spot: Spot) -> list[Drawn]:
    spaces = _table(page, "/ColorSpace")
    name = next((key for key, value in spaces.items() if key.startswith(_BAR) and value[1] == f"/{spot.name}"), None)
    if name is None:
        name = f"{_BAR}{len(spaces)}"
        spaces[name] = separation(pdf, spot.name, spot.alternate)
    return [_do("cs", Name(name)), _do("scn", spot.tint)]


def _do(operator: str, *operands: object) -> Drawn:
    return [rounded(value) if isinstance(value, float) else value for value in operands], Operator(operator)


def _lines(lines: Iterable[Line]) -> list[Drawn]:
    return [
        step
        for line in lines
        for step in (_do("m", float(line.x0), float(line.y0)), _do("l", float(line.x1), float(line.y1)), _do("S"))
    ]


def _target(x: float, y: float) -> list[Drawn]:
    """Cross hairs and a circle."""
    r, k = TARGET * _RING, TARGET * _RING * _QUARTER
    circle = [
        _do("m", x + r, y),
        _do("c", x + r, y + k, x + k, y + r, x, y + r),
        _do("c", x - k, y + r, x - r, y + k, x - r, y),
        _do("c", x - r, y - k, x - k, y - r, x, y - r),
        _do("c", x + k, y - r, x + r, y - k, x + r, y),
        _do("s"),
    ]
    return [*_lines([Line(x - TARGET, y, x + TARGET, y), Line(x, y - TARGET, x, y + TARGET)]), *circle]


def _slug(area: Rect, text: str) -> list[Drawn]:
    """The text as outlines, so that no font is needed around the product; smaller where it is too wide."""
    shape = outlines(text)
    size = min(SLUG, area.width / shape.width) if shape.width else SLUG
    x, y = area.x, area.y + SLUG * _DESCENT
    drawn = [_do(operator, *_scaled(points, size, x, y)) for operator, points in shape.steps]
    said = Dictionary(ActualText=String(text))
    return [_do("BDC", Name.Span, said), *drawn, _do("f"), _do("EMC")] if drawn else []


def _scaled(points: Iterable[tuple[float, float]], size: float, x: float, y: float) -> list[float]:
    return [value for across, up in points for value in (x + across * size, y + up * size)]


def _on_layer(pdf: pikepdf.Pdf, page: pikepdf.Page, layer: Dictionary, folds: Iterable[Line]) -> list[Drawn]:
    _table(page, "/ColorSpace")[_FOLD] = separation(pdf, FOLD_SPOT, Ink(0, 1, 0, 0))
    _table(page, "/Properties")[_LAYER] = layer
    overprint = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    _table(page, "/ExtGState")[_OVERPRINT] = overprint
    begin = [_do("BDC", Name.OC, Name(_LAYER)), _do("q"), _do("gs", Name(_OVERPRINT))]
    colour = [_do("CS", Name(_FOLD)), _do("SCN", 1), _do("w", LINE)]
    return [*begin, *colour, *_lines(folds), _do("Q"), _do("EMC")]


def _table(page: pikepdf.Page, kind: str) -> pikepdf.Object:
    """The page's resources of a kind."""
    if kind not in page.obj.Resources:
        page.obj.Resources[kind] = Dictionary()
    return page.obj.Resources[kind]


def _layer(pdf: pikepdf.Pdf) -> Dictionary:
    """The layer of folds; the configuration is named and lists all layers in /Order, as PDF/A-2 asks too.

    There is no /AS: nothing but /OFF decides, and no viewer or RIP turns the layer on for printing.
    """
    steps = Dictionary(GTS_ProcStepsGroup=Name.Structural, GTS_ProcStepsType=Name.Folding)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Folding"), GTS_Metadata=steps))
    default = Dictionary(Name=String("Print"), BaseState=Name.ON, OFF=[layer], Order=[layer])
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=default)
    return layer
