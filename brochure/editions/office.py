"""The edition for the office printer: imposed sheets in RGB with a white edge, never scaled, turned over right."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import String

from brochure import __version__
from brochure.content.markdown import plain
from brochure.editions import pictures
from brochure.editions.folded import rearranged, underfull
from brochure.editions.imposition import for_office, office_notes
from brochure.editions.making import EditionFile, Job
from brochure.editions.shades import shades
from brochure.prepress.impose import WHITE_EDGE, impose, print_as_it_is
from brochure.typeset.pages import BLEED


def office(job: Job) -> EditionFile:
    """The PDF that a reader's print dialog leaves as it is: duplex on the right edge, no scaling to the page."""
    _, panels = job.folded
    front = job.article.front
    sheets = for_office(job.workspace, panels.piece, job.paper.name)
    with impose(panels.pdf, panels.names, sheets, art_bleed=BLEED, white_edge=WHITE_EDGE) as pdf:
        pdf.Root.Lang = String(front.language)
        print_as_it_is(pdf, sheets.duplex)
        pdf.docinfo["/Title"] = String(plain(front.title, front.language))
        pdf.docinfo["/Creator"] = String(f"brochure {__version__}")
        for picture in filter(pictures.has_profile, pictures.found(pdf)):
            # Loaded here: most leaflets have no such pictures.
            from brochure.editions.repaint import in_srgb

            in_srgb(picture)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        brand = shades(job.workspace.config.brand.colours)
        notes = office_notes(panels.piece, sheets)
        findings = (*underfull(job), *rearranged(panels), *panels.notes, *notes, *brand)
        return EditionFile(out.getvalue(), len(sheets.pages), findings)
