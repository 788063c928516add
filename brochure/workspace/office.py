"""[office]: how the printer in the office turns sheets over, and how several copies share one."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from brochure.geometry.office_settings import Flip, Order
from brochure.workspace.tables import Table


class Office(Table):
    """The printer in the office. What is not said follows from each sheet."""

    section: ClassVar[str] = "office"

    flip: Flip | None = Field(
        None,
        description="The edge on which it turns sheets over, if it knows but one; else the edge that suits the sheet.",
    )
    several: Order = Field(
        "step-and-repeat",
        description="What shares a sheet: copies of one thing, or with cut-and-stack what follows in the pile.",
    )
