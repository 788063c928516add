"""One way to lay the panels of a layout: `[[arrangements]]` of layout.toml."""

from __future__ import annotations

from itertools import chain

from pydantic import Field, model_validator

from brochure.errors import Fault
from brochure.geometry.paper import SheetName
from brochure.geometry.tables import Length, Name, Table


class Row(Table):
    """Panels side by side. A row without a height shares what the other rows leave.

    Their `widths`, from the left, are those of the fold or, of a flat sheet, equal, if not said. A row that is `across`
    is one panel for a table that is too wide for the columns above it: as deep as that table, at their cost, and not
    there without one.
    """

    panels: tuple[Name, ...] = Field(min_length=1)
    height: Length | None = None
    widths: tuple[Length, ...] | None = None
    across: bool = False

    @model_validator(mode="after")
    def _as_deep_as_its_table(self) -> Row:
        if self.across and (len(self.panels) != 1 or self.height is not None):
            raise ValueError("a row that is 'across' has one panel, and no height of its own")
        return self


class Side(Table):
    """One side of the sheet, or a page of a booklet; rows from top to bottom.

    `drawing` names the template of its art, NAME.svg, where that is not the side's own name.
    """

    name: Name
    rows: tuple[Row, ...] = Field(min_length=1)
    drawing: Name | None = None


class Arrangement(Table):
    """One way to lay the panels: a layout may offer several, the first that takes the copy at the ideal size wins.

    Without `sides`, each panel of `reading` lies where the fold has it: panels in the order in which one who opens the
    piece comes to them. `sheet` is one of another size than the layout's. Copy that would have to be smaller than
    `least` points stands in the next arrangement: lines of a wide column would have too many letters.
    """

    sheet: SheetName | None = None
    least: float = Field(0, ge=0, le=40)
    sides: tuple[Side, ...] = Field((), min_length=1)
    reading: tuple[Name, ...] = Field(min_length=1)
    flow: tuple[Name, ...] = Field(min_length=1)
    #: In which order short copy takes the panels of the flow; those that it takes are neighbours at any length.
    short: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Arrangement:
        self._check_panels()
        self._check_across()
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

    def _check_panels(self) -> None:
        printed = list(chain.from_iterable(row.panels for side in self.sides for row in side.rows)) or self.reading
        for names, key in ((self.reading, "reading"), (printed, "sides")):
            if twice := next((name for name in names if names.count(name) > 1), None):
                message = f"the panel '{twice}' is there twice; 'reading' must name each panel of the sides once"
                raise Fault(message, key)
        if sorted(printed) != sorted(self.reading):
            raise ValueError("'reading' must name each panel of the sides once")

    def _check_across(self) -> None:
        above: Row | None = None
        for row in chain.from_iterable(side.rows for side in self.sides):
            if row.across and not (above and set(above.panels) <= set(self.flow)):
                raise ValueError("a row that is 'across' lies below a row of panels that are in 'flow'")
            if row.across and row.panels[0] in self.flow:
                raise ValueError("a panel that is 'across' is not in 'flow'")
            above = row
        if sum(row.across for side in self.sides for row in side.rows) > 1:
            raise ValueError("one row of an arrangement may be 'across'")
