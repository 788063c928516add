"""The fold view: the pictures of a piece's sides on its flaps, and what its stages of opening are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brochure.geometry.fold import Axis
from brochure.geometry.opening import View, opened
from brochure.geometry.piece import Piece
from brochure.proof.live.fold_animation import Corner, Extent, FoldAnimation, fold_animation
from brochure.proof.live.pictures import Picture


@dataclass(frozen=True)
class Stage:
    """A moment of opening: what faces the reader in words, and what the paper covers."""

    words: str
    extent: Extent


@dataclass(frozen=True)
class FoldView:
    """How the piece opens, or is leafed (`booklet`); `pictures` are those of its sides.

    On the axis of `turn` the back of the flat sheet is printed; `to_left`: it is read from right to left.
    """

    pictures: tuple[Picture, ...]
    animation: FoldAnimation
    stages: tuple[Stage, ...]
    booklet: bool
    to_left: bool
    turn: Axis

    def picture(self, corner: Corner) -> Picture:
        """The picture of which a flap's face shows a part."""
        return self.pictures[corner.side]


def fold_view(piece: Piece, pictures: tuple[Picture, ...]) -> FoldView:
    """How `piece` opens, with a picture of each of its sides."""
    animation = fold_animation(piece)
    words = list(_words(piece))
    stages = tuple(Stage(*stage) for stage in zip(words, animation.extents, strict=True))
    return FoldView(pictures, animation, stages, piece.fold == "saddle", piece.to_left, piece.turn)


def _words(piece: Piece) -> Iterator[str]:
    """What is seen at each stage; a booklet's last is its back."""
    made = opened(piece)
    order = [panel.name for panel in piece.panels]
    for view in (*made.stages, *([made.closed_back] if piece.fold == "saddle" else [])):
        yield _said(sorted(_names(view), key=order.index))


def _names(view: View) -> list[str]:
    return [seen.panel.name for seen in view]


def _said(names: Sequence[str]) -> str:
    *first, last = (name.replace("-", " ") for name in names or ["nothing printed"])
    return (f"{', '.join(first)} and {last}" if first else last).capitalize()
