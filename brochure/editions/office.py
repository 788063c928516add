"""The edition for the office printer: imposed sheets in RGB with a white edge, never scaled, turned over right."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name, String

from brochure import __version__
from brochure.editions import pictures
from brochure.geometry.layout import Layout
from brochure.prepress.impose import WHITE_EDGE, impose
from brochure.typeset.pages import BLEED
from brochure.typeset.panels import PanelSet


def office(panels: PanelSet, layout: Layout, title: str, language: str) -> bytes:
    """The PDF that a reader's print dialog leaves as it is: duplex on the right edge, no scaling to the page."""
    with impose(panels.pdf, panels.names, panels.piece, art_bleed=BLEED, white_edge=WHITE_EDGE) as pdf:
        two_sided = len(panels.piece.sides) == 2
        pdf.Root.Lang = String(language)
        pdf.Root.PageLayout = Name.SinglePage
        pdf.Root.ViewerPreferences = Dictionary(
            Duplex=Name("/" + (layout.duplex if two_sided else "Simplex")),
            PrintScaling=Name("/None"),
            PickTrayByPDFSize=True,
            DisplayDocTitle=True,
        )
        pdf.docinfo["/Title"] = String(title)
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
        return out.getvalue()
