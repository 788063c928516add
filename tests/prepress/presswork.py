"""Pieces, panels and profiles of plain ink, for tests of the press sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf

from brochure.geometry.fold import Fold
from brochure.geometry.layout import Layout
from brochure.geometry.office_settings import OfficeSettings
from brochure.geometry.office_sheet import OfficeSheets, office_sheets
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Piece, pieces
from brochure.geometry.press import PressSheet, press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.pdf.xmp import About
from brochure.prepress.colour_bar import Patch, colour_bar
from brochure.prepress.marks import add_marks
from brochure.prepress.press_sheet import impose_press
from brochure.prepress.separation.inks import Job
from brochure.units import INCH

#: How far the art of these tests reaches beyond the trim.
ART_BLEED = INCH / 8
ABOUT = About("Tea & sympathy – é", "brochure 1", "brochure 1", date(2026, 1, 31))
_SETTING = {"leading": 1.4, "spacing": 0.5}


@dataclass(frozen=True)
class Output:
    """An output condition; the profile is a header and an empty table of tags."""

    condition: str = "CGATS TR 006"
    registry: str = "http://www.color.org"
    info: str = "GRACoL 2006"
    icc: bytes = b"".join((b"\0" * 8, b"\2", b"\0" * 3, b"prtrCMYK", b"Lab ", b"\0" * 12, b"acsp", b"\0" * 92))


def piece_of(
    fold: Fold = "roll", rows: Sequence[int] = (3,), paper: str = "letter", orientation: str = "landscape"
) -> Piece:
    """A piece of two sides, with so many panels in each row of a side."""
    sides = [
        {
            "name": side,
            "rows": [{"panels": [f"{side}{row}{n}" for n in range(count)]} for row, count in enumerate(rows)],
        }
        for side in ("outside", "inside")
    ]
    names = [name for side in sides for row in side["rows"] for name in row["panels"]]  # type: ignore[index]
    type_range = {name: {"size": size, **_SETTING} for name, size in (("smallest", 9), ("ideal", 10), ("largest", 11))}
    layout = {"title": "T", "fold": fold, "orientation": orientation, "papers": ["letter"], "margin": (9, 9, 9, 9)}
    arrangement = {"sides": sides, "reading": names, "flow": names[:1]}
    model = Layout.model_validate({**layout, "type": type_range, "arrangements": [arrangement]})
    return pieces(model, PAPERS[paper])[0]


def as_it_is(piece: Piece) -> OfficeSheets:
    """The office's sheets for a piece that takes all of letter paper."""
    return office_sheets(piece, PAPERS["letter"], OfficeSettings(ART_BLEED, 0))


def panels_of(piece: Piece) -> tuple[bytes, list[str]]:
    """Pages for the piece: art all over in yellow, panels with cyan that reaches beyond their page."""
    pdf = pikepdf.new()
    names = []
    for panel in piece.panels:
        page = pdf.add_blank_page(page_size=(panel.width, panel.height))
        page.obj.Contents = pdf.make_stream(b"0.5 0 0 0 k -50 -50 2000 2000 re f")
        names.append(panel.name)
    for side in piece.sides:
        page = pdf.add_blank_page(page_size=(piece.width + 2 * ART_BLEED, piece.height + 2 * ART_BLEED))
        page.obj.Contents = pdf.make_stream(b"0 0 0.5 0 k 0 0 2000 2000 re f")
        names.append(side.art)
    return saved(pdf), names


def pressed(piece: Piece, sheet: PressSheet, *, fold_layer: bool = True, slug: str = "job · 1.0") -> pikepdf.Pdf:
    """The piece imposed, with marks."""
    pdf = impose_press(*panels_of(piece), sheet, art_bleed=ART_BLEED)
    bar = colour_bar(Job.PROCESS, [])
    add_marks(pdf, sheet, [slug for _ in piece.sides], bar=bar, fold_layer=fold_layer)
    return pdf


def marks_only(piece: Piece, sheet: PressSheet, bar: Sequence[Patch] | None = None) -> pikepdf.Pdf:
    """The sheets with nothing on them but marks."""
    pdf = pikepdf.new()
    for _ in piece.sides:
        pdf.add_blank_page(page_size=(sheet.media.width, sheet.media.height)).obj.Resources = pikepdf.Dictionary()
    bar = colour_bar(Job.PROCESS, []) if bar is None else bar
    add_marks(pdf, sheet, ["A slug line: jgpqy, Åé"] * len(piece.sides), bar=bar, fold_layer=True)
    return pdf


def full_sheet(fold: Fold = "roll", rows: Sequence[int] = (3,), **settings: float) -> tuple[Piece, PressSheet]:
    """A piece and its sheet with everything around it."""
    piece = piece_of(fold, rows)
    wanted = PressSettings(**{"colour_bar": True, "slug": True, **settings})  # type: ignore[arg-type]
    return piece, press_sheet(piece, wanted)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def kept(folder: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / "press.pdf"
    path.write_bytes(data)
    return path
