"""A layout's `layout.toml`: which panels there are, in which order they are printed and read, and their type."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from brochure.geometry.fold import Fold
from brochure.geometry.paper import Orientation, PaperName
from brochure.units import points

Length = Annotated[
    float, BeforeValidator(lambda value: points(value) if isinstance(value, str) else value), Field(ge=0, le=5000)
]
#: Of a panel or a side: it becomes a page name in CSS and part of a file name.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
#: Top, right, bottom, left, in points, as in CSS; on the inside of a sheet nothing is mirrored.
Margin = tuple[Length, Length, Length, Length]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Setting(_Table):
    """Type as it is set: size in points, leading and spacing (between paragraphs) in parts of size and of a line."""

    size: float = Field(gt=4, lt=40)
    leading: float = Field(ge=1, le=2)
    spacing: float = Field(ge=0, le=2)


class TypeRange(_Table):
    """What copyfit may choose from. It tries from the largest down; below the smallest, copy is overset."""

    smallest: Setting
    ideal: Setting
    largest: Setting

    @model_validator(mode="after")
    def _ordered(self) -> TypeRange:
        if not self.smallest.size < self.ideal.size < self.largest.size:
            raise ValueError("smallest, ideal and largest must grow in size")
        return self

    @property
    def least_good(self) -> float:
        """The size from which on type is good to read, and larger type no reason for more sides, in points."""
        return (self.smallest.size + self.ideal.size) / 2


class Row(_Table):
    """Panels side by side. A row without a height shares what the other rows leave."""

    panels: tuple[Name, ...] = Field(min_length=1)
    height: Length | None = None


class Side(_Table):
    """One side of the sheet, rows from top to bottom."""

    name: Name
    rows: tuple[Row, ...] = Field(min_length=1)


class Arrangement(_Table):
    """One way to lay the panels: a layout may offer several, the first that takes the copy at the ideal size wins."""

    sides: tuple[Side, ...] = Field(min_length=1, max_length=2)
    reading: tuple[Name, ...] = Field(min_length=1)
    flow: tuple[Name, ...] = Field(min_length=1)
    #: In which order short copy takes the panels of the flow; those that it takes are neighbours at any length.
    short: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Arrangement:
        printed = list(chain.from_iterable(row.panels for side in self.sides for row in side.rows))
        if sorted(printed) != sorted(self.reading) or len(set(printed)) != len(printed):
            raise ValueError("'reading' must name each panel of the sides once")
        if len({side.name for side in self.sides}) != len(self.sides):
            raise ValueError("each side must have a name of its own")
        start = self.reading.index(self.flow[0]) if self.flow[0] in self.reading else len(self.reading)
        if self.reading[start : start + len(self.flow)] != self.flow:
            raise ValueError("'flow' must be a run of neighbours in 'reading'")
        if self.short and sorted(self.short) != sorted(self.flow):
            raise ValueError("'short' must name each panel of 'flow' once")
        for count in range(1, len(self.short)):
            taken = sorted(self.flow.index(name) for name in self.short[:count])
            if taken[-1] - taken[0] != count - 1:
                raise ValueError("the first panels of 'short' must be neighbours in 'flow', however many they are")
        return self


class PanelStyle(_Table):
    """What one panel has of its own."""

    margin: Margin


class Layout(_Table):
    """A folder in `layouts/`."""

    title: str
    fold: Fold
    orientation: Orientation
    papers: tuple[PaperName, ...] = Field(min_length=1)
    margin: Margin
    type: TypeRange
    arrangements: tuple[Arrangement, ...] = Field(min_length=1)
    panels: dict[str, PanelStyle] = {}

    @property
    def duplex(self) -> Literal["DuplexFlipShortEdge", "DuplexFlipLongEdge"]:
        """A landscape sheet is turned over on its short edge, a portrait one on its long edge."""
        return "DuplexFlipShortEdge" if self.orientation == "landscape" else "DuplexFlipLongEdge"

    @model_validator(mode="after")
    def _known_panels(self) -> Layout:
        names = {name for arrangement in self.arrangements for name in arrangement.reading}
        for name in self.panels:
            if name not in names:
                raise ValueError(f"[panels.{name}] belongs to no arrangement")
        return self
