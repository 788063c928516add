"""A layout's `layout.toml`: how it folds, which panels there are, in which order they are read, and their type."""

from __future__ import annotations

from pydantic import Field, model_validator

from brochure.errors import Fault
from brochure.geometry.arrangement import Arrangement
from brochure.geometry.fold import Fold
from brochure.geometry.paper import PAPERS, Orientation, Paper, PaperName, SheetName
from brochure.geometry.placement import check_folding, check_size, sides_of
from brochure.geometry.tables import Length, Margin, Table


class Setting(Table):
    """Type as it is set: size in points, leading and spacing (between paragraphs) in parts of size and of a line."""

    size: float = Field(gt=4, lt=40)
    leading: float = Field(ge=1, le=2)
    spacing: float = Field(ge=0, le=2)


class TypeRange(Table):
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


class PanelStyle(Table):
    """What one panel has of its own. Its copy may stand in `columns`, with a `gutter` between two of them."""

    margin: Margin
    columns: int = Field(1, ge=1, le=4)
    gutter: Length = 17.0


class Layout(Table):
    """A folder in `layouts/`.

    `sheet` says which of a paper's sheets it is made of, and `fold_on`, by the paper's name, where it folds otherwise.
    """

    title: str
    fold: Fold
    fold_on: dict[PaperName, Fold] = Field(default_factory=dict)
    orientation: Orientation
    sheet: SheetName = "full"
    papers: tuple[PaperName, ...] = Field(min_length=1)
    margin: Margin
    type: TypeRange
    arrangements: tuple[Arrangement, ...] = Field(min_length=1)
    panels: dict[str, PanelStyle] = Field(default_factory=dict)

    def folds_on(self, paper: Paper) -> Fold:
        """How it folds on this paper."""
        return self.fold_on.get(paper.name, self.fold)

    def size(self, arrangement: Arrangement, paper: Paper) -> tuple[float, float]:
        """Width and height of the flat sheet, or of a booklet's page, in points."""
        return paper.sheet(self.orientation, arrangement.sheet or self.sheet)

    @model_validator(mode="after")
    def _known_panels(self) -> Layout:
        names = {name for arrangement in self.arrangements for name in arrangement.reading}
        for name in self.panels:
            if name not in names:
                raise ValueError(f"[panels.{name}] belongs to no arrangement")
        return self

    @model_validator(mode="after")
    def _has_type_for_all(self) -> Layout:
        for number, arrangement in enumerate(self.arrangements):
            if arrangement.least > self.type.largest.size:
                message = f"'least' is more than the largest type, {self.type.largest.size:g}"
                raise Fault(message, "least").within("arrangements", number)
        return self

    @model_validator(mode="after")
    def _can_be(self) -> Layout:
        for paper in (PAPERS[name] for name in self.papers):
            for number, arrangement in enumerate(self.arrangements):
                try:
                    self._check(arrangement, paper)
                except Fault as fault:
                    raise fault.within("arrangements", number) from None
        return self

    def _check(self, arrangement: Arrangement, paper: Paper) -> None:
        """Raises Fault, whose keys lead from the arrangement, where its panels cannot lie on the paper."""
        fold = self.folds_on(paper)
        for number, side in enumerate(sides_of(arrangement, fold)):
            try:
                check_size(side, fold, self.size(arrangement, paper), inside=number == 1)
            except Fault as fault:
                raise fault.within("sides", number, on=f" on {paper.name} paper") from None
        check_folding(arrangement, fold)
