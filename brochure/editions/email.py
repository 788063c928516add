"""The edition to e-mail: pages in reading order on a half-letter or A5 page, tagged, with live links and an outline."""

from __future__ import annotations

from brochure.editions.making import EditionFile, Job
from brochure.editions.paged import paged
from brochure.editions.shades import shades
from brochure.geometry.layout import Setting
from brochure.typeset.paged import Book
from brochure.typeset.values import Drawing

#: A telephone shows half a letter page at about its own size, and 14 pt then reads without zooming; on paper too 14 pt
#: is what RNIB's clear print guide asks for, with 12 pt as the least.
SETTING = Setting(size=14, leading=1.4, spacing=0.5)
#: The same closer, for copy that one page holds with all else: as much as a card takes.
CLOSE = Setting(size=14, leading=1.3, spacing=0.4)
#: How deep the art at the head of such a page is, in points.
_STRIP = 30.0


def email(job: Job) -> EditionFile:
    """The article on pages of half the paper. Raises Overset where text does not find room."""
    width, height = job.paper.leaf
    book = Book(
        "email",
        width,
        height,
        SETTING,
        Drawing("cover", width, height),
        CLOSE,
        Drawing("band", width, _STRIP),
        photograph=True,
    )
    return paged(job.workspace, job.article, book, shades(job.workspace.config.brand.colours))
