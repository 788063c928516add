"""Takes an office product apart: a page for each side, whichever sheets they were imposed on."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array

from brochure.geometry.flat import ImposedPage, first_copies
from brochure.geometry.office_settings import OfficeSettings
from brochure.geometry.office_sheet import office_sheets
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Piece
from brochure.geometry.stock import CALIPERS
from brochure.prepress.impose import WHITE_EDGE
from brochure.typeset.pages import BLEED


def sides_apart(file: Path, piece: Piece) -> bytes:
    """The product as a PDF with the piece's sides, in their order, as pages of its size."""
    with pikepdf.open(file) as pdf, pikepdf.new() as apart:
        pages = _imposed(pdf, piece)
        for side in first_copies(pages, piece):
            apart.pages.append(pdf.pages[side.page - 1])
            page = apart.pages[-1]
            if not pages[side.page - 1].whole:
                # A stream of its own: of a page that bears two sides, each is taken.
                place = f"q 1 0 0 1 {-side.area.x:.4f} {-side.area.y:.4f} cm ".encode()
                content = pdf.pages[side.page - 1].obj.Contents.read_bytes()
                page.obj.Contents = apart.make_stream(place + content + b" Q")
                page.obj.MediaBox = page.obj.TrimBox = Array([0, 0, round(piece.width, 4), round(piece.height, 4)])
        out = io.BytesIO()
        apart.save(out)
        return out.getvalue()


def _imposed(pdf: pikepdf.Pdf, piece: Piece) -> tuple[ImposedPage, ...]:
    """How the piece lies on the sheets of the paper that the product has, on text stock."""
    width, height = (float(edge) for edge in list(pdf.pages[0].mediabox)[2:])
    for paper in PAPERS.values():
        pages = office_sheets(piece, paper, OfficeSettings(BLEED, WHITE_EDGE, CALIPERS["text"])).pages
        if len(pages) == len(pdf.pages) and abs(pages[0].width - width) + abs(pages[0].height - height) < 0.1:
            return pages
    raise ValueError("the product is not of this piece")
