"""How a piece lies on the sheets of each edition, by what brochure.toml asks for; and what to do with the sheets."""

from __future__ import annotations

from brochure.findings import Finding, counted
from brochure.geometry.flat import ImposedPage
from brochure.geometry.office_settings import OfficeSettings
from brochure.geometry.office_sheet import OfficeSheets, office_sheets
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece
from brochure.geometry.placement import PAGES_A_SHEET
from brochure.geometry.press import PressSheet, press_sheet
from brochure.prepress.impose import WHITE_EDGE
from brochure.typeset.pages import BLEED
from brochure.workspace.workspace import Workspace


def for_office(workspace: Workspace, piece: Piece, paper: PaperName) -> OfficeSheets:
    """The sheets of the office edition."""
    office, printer = workspace.config.office, workspace.config.printer
    caliper = printer.thickness if piece.fold == "saddle" else 0.0
    settings = OfficeSettings(BLEED, WHITE_EDGE, caliper, office.several, office.flip)
    return office_sheets(piece, PAPERS[paper], settings)


def pages_of(workspace: Workspace, edition: str, piece: Piece, paper: PaperName) -> tuple[ImposedPage, ...]:
    """What lies on each page of an edition that is folded."""
    if edition != "press":
        return for_office(workspace, piece, paper).pages
    # Loaded here: only the press needs profiles.
    from brochure.editions.print_job import print_job

    return press_sheet(piece, print_job(workspace, paper).settings).pages


def office_notes(piece: Piece, sheets: OfficeSheets) -> tuple[Finding, ...]:
    """What whoever stands at the printer does with sheets that are not the piece itself."""
    if piece.fold == "saddle":
        leaves, edge = len(piece.sides) // PAGES_A_SHEET, "right" if piece.to_left else "left"
        message = (
            f"The booklet is {counted(leaves, 'sheet')}, printed on both sides, with its pages as they come to lie."
        )
        cut = "Cut them at the marks. " if sheets.marks else ""
        if sheets.up > 1 and len(sheets.pages) // 2 < leaves:
            cut = f"{cut}Lay the pile of each place behind the one before it. "
        hint = f"{cut}Lay them in each other, the cover outermost, fold them, and staple the fold: it is at the {edge}."
        return (Finding("booklet-sheets", "note", message, hint),)
    if sheets.marks:
        message = f"Each sheet bears {sheets.up} copies." if sheets.up > 1 else "It is smaller than the paper."
        return (Finding("copies", "note", message, "Cut it out at the marks."),)
    return ()


def press_notes(piece: Piece, sheet: PressSheet) -> tuple[Finding, ...]:
    """In which order a booklet's pages are, for the job's ticket; nothing for what is flat."""
    if piece.fold != "saddle":
        return ()
    count, edge = len(piece.sides), "right" if piece.to_left else "left"
    bound = f"saddle-stitched at the {edge}, self-cover"
    if sheet.settings.signatures:
        sheets = counted(count // PAGES_A_SHEET, "sheet")
        message = f"The file has {sheets} of {count} pages, front and back, the outermost first; {bound}, with creep."
        return (Finding("page-order", "note", message, "Tell the print shop that it is imposed."),)
    message = f"The file has {count} single pages in the order in which they are read, 1 to {count}; {bound}."
    hint = "Tell the print shop so; signatures = true in [printer] lays them two by two, if it asks for that."
    return (Finding("page-order", "note", message, hint),)
