"""[printer]: what the print shop asks for."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from brochure.geometry.layout import Length
from brochure.workspace.tables import Table

Preset = Literal["online-us", "online-eu", "digital", "newsprint"]
JobName = Literal["process", "black", "black-and-spot"]


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
    fold_allowance: Length | None = Field(None, description="How much narrower a panel is cut that folds in.")
    across: int = Field(1, ge=1, le=20, description="Copies side by side.")
    down: int = Field(1, ge=1, le=20, description="Copies one below the other.")
    gutter: Length | None = Field(None, description="Between copies; twice the bleed, if not said.")
    job: JobName = Field("process", description="All inks, black alone, or black and one spot colour.")
