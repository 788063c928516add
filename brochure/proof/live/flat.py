"""The flat sheet in numbers: what the overlays draw and where the piece folds."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.build.plan import Task
from brochure.clinic.workspace import Workspace
from brochure.editions.print_job import print_job
from brochure.geometry.fold import Fold
from brochure.geometry.piece import Piece
from brochure.geometry.press import press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.typeset import layouts


@dataclass(frozen=True)
class Flat:
    """A layout on a paper: its title, how it folds, how far the bleed reaches (points), and its arrangements."""

    title: str
    fold: Fold
    bleed: float
    pieces: tuple[Piece, ...]

    def piece(self, sides: int) -> Piece | None:
        """The arrangement that a product of so many sides has."""
        return next((piece for piece in self.pieces if len(piece.sides) == sides), None)

    def folds(self, piece: Piece) -> dict[str, tuple[float, ...]]:
        """For each side where it folds, in points from the left."""
        return dict(press_sheet(piece, self.fold, PressSettings()).folds)


def flat(workspace: Workspace, task: Task) -> Flat | None:
    """The task's layout on its paper; None for what has no fold. Raises BadInput for a layout that cannot be."""
    if task.layout is None:
        return None
    layout, _ = layouts.load(workspace, task.layout)
    pieces = layouts.on_paper(layout, task.layout, task.paper, workspace.config.printer.fold_allowance)
    return Flat(layout.title, layout.fold, print_job(workspace, task.paper).settings.bleed, pieces)
