"""The edition to e-mail: pages in reading order on a half-letter or A5 page, tagged, with live links and an outline."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.clinic.article import Article
from brochure.clinic.workspace import Workspace
from brochure.geometry.layout import Setting
from brochure.geometry.paper import Paper
from brochure.typeset.merge import Drawing, merge
from brochure.typeset.overset import check
from brochure.typeset.pages import type_css
from brochure.typeset.render import Typesetter
from brochure.typeset.templates import layout_file
from brochure.units import css

#: For screens and for print-outs alike: 12 pt is the least that RNIB's clear print guide asks for.
SETTING = Setting(size=12, leading=1.45, spacing=0.5)


@dataclass(frozen=True)
class Email:
    """The edition's PDF and how many pages it has."""

    pdf: bytes
    pages: int


def email(workspace: Workspace, article: Article, paper: Paper) -> Email:
    """The article on pages of half the paper. Raises Overset where text does not find room."""
    folder = layout_file(workspace.layout_folders, "email/leaflet.html").parent
    width, height = paper.leaf
    merged = merge(
        workspace,
        article,
        folder,
        f"@page {{ size: {css(width)} {css(height)} }}\n",
        [Drawing("cover", width, height)],
        {"width": width, "height": height},
    )
    typeset = Typesetter(merged.html, merged.css, merged.fetcher).typeset(type_css(SETTING))
    check(typeset.pages, article)
    return Email(typeset.pdf(tagged=True), len(typeset.pages))
