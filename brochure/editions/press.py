"""The edition for the print shop: press sheets with bleed and marks, every colour in ink, as PDF/X."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from brochure import __version__
from brochure.content.images import named_pictures
from brochure.content.markdown import plain
from brochure.editions.culprit import named
from brochure.editions.folded import rearranged, underfull
from brochure.editions.imposition import press_notes
from brochure.editions.making import EditionFile, Job
from brochure.editions.press_findings import changed_inks, check_ink, check_resolution, hairlines
from brochure.editions.print_job import PrintJob, print_job
from brochure.editions.shades import shades
from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.geometry.press import PressSheet, press_sheet
from brochure.pdf.xmp import About
from brochure.prepress.colour_bar import colour_bar
from brochure.prepress.marks import add_marks, slug_text
from brochure.prepress.pdfx import pdfx
from brochure.prepress.press_sheet import impose_press
from brochure.prepress.separation.separate import separate
from brochure.typeset.covers import place_of
from brochure.typeset.pages import BLEED
from brochure.typeset.panels import PanelSet
from brochure.units import MM

#: The longest edge of a page, in points (ISO 32000-1, Annex C).
_LARGEST = 14_400
#: A file must have a date, and the day of the build would make other bytes tomorrow; so an undated article has this.
_UNDATED = date(2000, 1, 1)


def press(job: Job) -> EditionFile:
    """The PDF/X file. Raises BadInput for what is too coarse or has too much ink, or what the standard cannot hold."""
    _, panels = job.folded
    printed = print_job(job.workspace, job.paper.name)
    sheet = press_sheet(panels.piece, printed.settings)
    with named(job.workspace, job.article):
        pdf, findings = _press(job, panels, printed, sheet)
    brand = (*press_notes(panels.piece, sheet), *shades(job.workspace.config.brand.colours))
    notes = (*underfull(job), *rearranged(panels), *panels.notes, *brand, *hairlines(panels.thinnest), *findings)
    return EditionFile(pdf, len(sheet.flats), notes)


def _place_of_pictures(job: Job) -> Place:
    """Where pictures are named: the article, or brochure.toml where only the logo can be one."""
    clinic = job.workspace.config.clinic
    if job.article.front.cover_photo:
        return place_of(job.article, "cover_photo")
    if named_pictures(job.article.html) or not (clinic.logo or clinic.logo_on_dark):
        return Place(job.article.file)
    key = "logo" if clinic.logo else "logo_on_dark"
    return Place(Path("brochure.toml"), job.workspace.line_of(key))


def _press(made_of: Job, panels: PanelSet, job: PrintJob, sheet: PressSheet) -> tuple[bytes, tuple[Finding, ...]]:
    """The file, and what is worth saying about its pictures and inks."""
    article = made_of.article
    if max(sheet.media.width, sheet.media.height) > _LARGEST:
        raise BadInput(
            f"The press sheet would be {sheet.media.width / MM:.0f} × {sheet.media.height / MM:.0f} mm;"
            f" a PDF ends at {_LARGEST / MM:.0f} mm.",
            hint="Lower across or down in [printer].",
            place=Place(Path("brochure.toml")),
        )
    front = article.front
    title = plain(front.title, front.language)
    with impose_press(panels.pdf, panels.names, sheet, art_bleed=BLEED) as pdf:
        separated = separate(pdf, job.inks)
        coarse = check_resolution(separated.pictures, sheet, partial(_place_of_pictures, made_of))
        slugs = [
            slug_text(title, f"version {front.version}", "press", flat.title, job.profile.name, front.reviewed)
            for flat in sheet.flats
        ]
        bar = colour_bar(job.inks.job, separated.spots)
        add_marks(pdf, sheet, slugs, bar=bar, fold_layer=job.fold_layer)
        program = f"brochure {__version__}"
        about = About(title, program, program, front.reviewed or _UNDATED)
        file = pdfx(pdf, job.standard, job.profile, about)
    limit = job.inks.conversion.limit
    changed = changed_inks(separated, limit, sheet)
    return file, (*coarse, *changed, *check_ink(file, separated, limit, sheet))
