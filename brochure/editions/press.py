"""The edition for the print shop: press sheets with bleed and marks, every colour in ink, as PDF/X."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from brochure import __version__
from brochure.content.article import Article
from brochure.content.markdown import plain
from brochure.editions.folded import underfull
from brochure.editions.making import EditionFile, Job
from brochure.editions.print_job import PrintJob, print_job
from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.geometry.fold import Fold
from brochure.geometry.piece import Piece
from brochure.geometry.press import PressSheet, press_sheet
from brochure.pdf.xmp import About
from brochure.prepress.marks import add_marks, slug_text
from brochure.prepress.pdfx import pdfx
from brochure.prepress.press_sheet import impose_press
from brochure.prepress.separation.separate import Picture, separate
from brochure.typeset.pages import BLEED
from brochure.typeset.panels import PanelSet
from brochure.units import MM

#: Resolution of a photograph where it is printed: 300 ppi is wanted (Ghent R0031: below 150 an error, 225 a warning).
WANTED, DOUBTFUL, TOO_COARSE = 300, 225, 150
#: The longest edge of a page, in points (ISO 32000-1, Annex C).
_LARGEST = 14_400
#: A file must have a date, and the day of the build would make other bytes tomorrow; so an undated article has this.
_UNDATED = date(2000, 1, 1)


#: The same for pictures of black and white alone, whose edges have no greys to be smooth by (Ghent R0032).
LINE_ART_DOUBTFUL, LINE_ART_TOO_COARSE = 800, 550
#: The thinnest line that a press holds, in points (Ghent R0018 and R0019).
HAIRLINE = 0.25
_SHARPER = "Use a picture with more pixels, or print it smaller; 300 ppi is wanted, 800 for black and white alone."


def press(job: Job) -> EditionFile:
    """The PDF/X file. Raises BadInput for a picture that is too coarse to print, or what the standard cannot hold."""
    layout, panels = job.folded
    pdf, doubtful = _press(panels, layout.fold, job.article, print_job(job.workspace, job.paper.name))
    coarse = tuple(Finding("coarse-picture", "warning", f"{picture}.", _SHARPER) for picture in doubtful)
    findings = (*underfull(panels), *panels.notes, *_hairlines(panels), *coarse)
    return EditionFile(pdf, len(panels.piece.sides), findings)


def _hairlines(panels: PanelSet) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "hairline",
            "warning",
            f"The drawing '{name}' has a line that is {width:.2f} pt wide in print; a press holds {HAIRLINE} pt.",
            "Draw it thicker, or print the drawing larger.",
        )
        for name, width in panels.thinnest.items()
        if round(width, 2) < HAIRLINE
    )


def _press(panels: PanelSet, fold: Fold, article: Article, job: PrintJob) -> tuple[bytes, tuple[str, ...]]:
    """The file, and the pictures that are coarser than one would request."""
    sheet = press_sheet(panels.piece, fold, job.settings)
    if max(sheet.media.width, sheet.media.height) > _LARGEST:
        raise BadInput(
            f"The press sheet would be {sheet.media.width / MM:.0f} × {sheet.media.height / MM:.0f} mm;"
            f" a PDF ends at {_LARGEST / MM:.0f} mm.",
            hint="Lower across or down in [printer].",
            place=Place(Path("brochure.toml")),
        )
    front = article.front
    title = plain(front.title, front.language)
    with impose_press(panels.pdf, panels.names, panels.piece, sheet, art_bleed=BLEED) as pdf:
        pictures = separate(pdf, job.inks).pictures
        _check(pictures, sheet, panels.piece, article.file)
        slugs = [
            slug_text(title, f"version {front.version}", "press", side.name, job.profile.name, front.reviewed)
            for side in panels.piece.sides
        ]
        add_marks(pdf, panels.piece, sheet, slugs, fold_layer=job.standard == "x-4")
        program = f"brochure {__version__}"
        about = About(title, program, program, front.reviewed or _UNDATED)
        doubtful = tuple(_said(picture, sheet, panels.piece) for picture in pictures if _is_doubtful(picture))
        return pdfx(pdf, job.standard, job.profile, about), doubtful


def _check(pictures: Sequence[Picture], sheet: PressSheet, piece: Piece, file: Path) -> None:
    for picture in pictures:
        if picture.ppi < (LINE_ART_TOO_COARSE if picture.is_line_art else TOO_COARSE):
            said = _said(picture, sheet, piece)
            raise BadInput(f"{said}, too coarse to print.", hint=_remedy(picture), place=Place(file))


def _is_doubtful(picture: Picture) -> bool:
    return picture.ppi < (LINE_ART_DOUBTFUL if picture.is_line_art else DOUBTFUL)


def _said(picture: Picture, sheet: PressSheet, piece: Piece) -> str:
    kind = "picture of black and white alone" if picture.is_line_art else "picture"
    return (
        f"The {kind} {_place(picture, sheet, piece)} has {picture.ppi:.0f} ppi"
        f" at {picture.width_mm:.0f} × {picture.height_mm:.0f} mm"
    )


def _place(picture: Picture, sheet: PressSheet, piece: Piece) -> str:
    """In which panel the picture stands, and how far its middle is from the panel's left and upper edge."""
    side = piece.sides[picture.page - 1]
    x, y = picture.x - sheet.trim.x, sheet.trim.top - picture.y
    for panel in side.panels:
        right, down = x - panel.x, y - panel.y
        if 0 <= right <= panel.width and 0 <= down <= panel.height:
            return f"in the panel '{panel.name}' ({right / MM:.0f} mm from its left, {down / MM:.0f} mm from its top)"
    return f"on the side '{side.name}'"


def _remedy(picture: Picture) -> str:
    share = picture.ppi / (LINE_ART_DOUBTFUL if picture.is_line_art else WANTED)
    return (
        f"It would do at {picture.width_mm * share:.0f} × {picture.height_mm * share:.0f} mm,"
        f" or with {1 / share:.1f} times as many pixels each way."
    )
