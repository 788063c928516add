"""[printer]: what the print shop asks for."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from brochure.errors import Fault
from brochure.geometry import stock
from brochure.geometry.paper import Paper
from brochure.geometry.stock import CALIPERS, THICKEST, THINNEST, Stock
from brochure.geometry.tables import Length
from brochure.units import MM
from brochure.workspace.tables import Table

Preset = Literal["online-us", "online-eu", "digital", "newsprint"]
JobName = Literal["process", "black", "black-and-spot"]


def _caliper(length: float) -> float:
    if not THINNEST <= length <= THICKEST:
        raise Fault(
            f"no paper is {length / MM:.4g} mm thick; a sheet has {THINNEST / MM:g} to {THICKEST / MM:g} mm",
            hint="Ask the print shop for the caliper of one sheet, or leave it out: text is 0.1 mm, cover 0.25 mm.",
        )
    return length


class Printer(Table):
    """What the print shop asks for. What is not said comes from the preset, and that from the paper."""

    section: ClassVar[str] = "printer"

    preset: Preset | None = Field(None, description="online-us for letter and online-eu for A4, if not said.")
    profile: str = Field("", description="fogra39, gracol2006, snap2007, swop3, swop5, or a workspace's .icc file.")
    condition: str = Field("", description="The registered name of the printing condition of an .icc file.")
    standard: Literal["x-4", "x-1a"] | None = Field(None, description="PDF/X-4, or PDF/X-1a:2003 for old equipment.")
    ink_limit: int | None = Field(None, ge=100, le=400, description="Most ink in one place, in percent.")
    bleed: Length | None = Field(None, description="How far colour runs beyond the trim; 9pt at most.")
    marks: bool | None = Field(None, description="Crop, fold and registration marks.")
    mark_offset: Length | None = Field(None, description="From the trim to where marks begin.")
    colour_bar: bool = Field(False, description="A bar of control patches at the head of the sheet.")
    fold_layer: bool = Field(False, description="The folds as a layer of their own, for shops that plan by it.")
    slug: bool = Field(False, description="A line below the sheet: job, version, side, profile, date of review.")
    stock: Stock = Field("text", description="What it is printed on: text, or cover, which folds in 1/8 in narrower.")
    caliper: Annotated[Length, AfterValidator(_caliper)] | None = Field(
        None, description="How thick a sheet is, for a booklet's creep; that of the stock, if not said."
    )
    fold_allowance: Length | None = Field(
        None, description="How much narrower a panel is cut that folds in; that of the stock, if not said."
    )
    signatures: bool = Field(False, description="A booklet's pages two by two on its sheets, instead of single pages.")
    across: int = Field(1, ge=1, le=20, description="Copies side by side.")
    down: int = Field(1, ge=1, le=20, description="Copies one below the other.")
    gutter: Length | None = Field(None, description="Between copies; twice the bleed, if not said.")
    job: JobName = Field("process", description="All inks, black alone, or black and one spot colour.")

    def tuck(self, paper: Paper) -> float:
        """How much narrower a panel that folds in is cut, in points."""
        return stock.tuck(self.stock, paper) if self.fold_allowance is None else self.fold_allowance

    @property
    def thickness(self) -> float:
        """The caliper of one sheet, in points."""
        return CALIPERS[self.stock] if self.caliper is None else self.caliper
