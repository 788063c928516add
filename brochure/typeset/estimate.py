"""Which layout would take copy, estimated from one galley: nothing is set for it.

A galley knows of each of its parts how many letters and lines it has in one measure and one size. How many lines those
letters take in another follows from how many a line holds; gaps and padding grow with the line, pictures with the
measure. What is no copy, such as whether a title finds room on a cover, an estimate does not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from brochure.errors import BadInput
from brochure.geometry.layout import Setting, TypeRange
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece
from brochure.storage import read_trace
from brochure.typeset import layouts
from brochure.typeset.fit import ladder
from brochure.typeset.galley import GIVES, Block, Galley, Kind, Seam, Strip
from brochure.typeset.score import Standing, score
from brochure.workspace.workspace import Workspace

#: What is said of copy that no layout takes.
TOO_LONG = "No layout holds so much: cut it, or make two articles of it."
#: So much of their depth copy fills of panels that hold no more of it, where breaks leave the rest.
_FULL = 0.97
#: A picture is at most as deep as this share of a panel.
_DEEPEST = 0.45
#: The share of a last line that is filled, on average.
_LAST_LINE = 0.55
#: What takes less of a line's depth is one line, if in larger type.
_TWO = 1.7


class Part(NamedTuple):
    """A paragraph, an item, a row: its letters, the lines it takes, and what it has of padding and gap above (lines).

    `picture` is the depth of its picture, in points.
    """

    letters: int
    lines: float
    space: float
    picture: float


@dataclass(frozen=True)
class Sample:
    """Copy as it was set once, in lines of `measure` points, of which each has so many `letters`."""

    parts: tuple[Part, ...]
    measure: float
    setting: Setting
    letters: float

    def depth(self, piece: Piece, setting: Setting) -> float:
        """How deep the copy is in the panels of a piece, in points."""
        flow = piece.flow
        measure = sum(panel.measure for panel in flow) / len(flow)
        wider = measure / self.measure
        letters = wider * self.setting.size / setting.size
        line = setting.size * setting.leading
        deepest = _DEEPEST * max(panel.depth for panel in flow)
        return sum(
            line * (_lines(part, letters, self.letters) + part.space) + min(deepest, wider * part.picture)
            for part in self.parts
        )


def _lines(part: Part, more: float, letters: float) -> float:
    """How many lines it takes where a line has so many times as many letters."""
    if part.lines < _TWO:
        return part.lines * ceil(part.letters / (more * max(letters, part.letters)) or 1)
    # What is set in larger type, or beside something, has fewer letters in each of its lines.
    own = part.letters / (part.lines - 1 + _LAST_LINE)
    return max(1.0, part.letters / (more * own) + 1 - _LAST_LINE) if own else part.lines


def sample_of(galley: Galley, setting: Setting, measure: float) -> Sample:
    """What an estimate needs to know of copy that was set in lines of so many points."""
    parts = tuple(part for number, block in enumerate(galley.blocks) for part in _parts(galley, number, block))
    full = [len(strip.text) for strip, after in _lines_of(galley) if after.before in (Seam.LINES, Seam.NEVER)]
    copy = sorted(full)[len(full) // 4 :]  # a line before a forced break, or of a heading, is no full one
    letters = sum(copy) / len(copy) if copy else measure / (0.45 * setting.size)
    return Sample(parts, measure, setting, letters)


def _lines_of(galley: Galley) -> Iterator[tuple[Strip, Strip]]:
    """The lines of paragraphs that are followed by one more, with that."""
    for block in galley.blocks:
        if block.kind is Kind.COPY:
            yield from zip(block.strips, block.strips[1:], strict=False)


def _parts(galley: Galley, number: int, block: Block) -> Iterator[Part]:
    gap = galley.gap(number) if number else 0.0
    inside = block.height - sum(strip.bottom - strip.top for strip in block.strips)
    space = (gap + max(0.0, inside)) / galley.line
    for strips in _runs(block.strips):
        picture = sum(strip.gives for strip in strips) / GIVES
        lines = (sum(strip.bottom - strip.top for strip in strips) - picture) / galley.line
        yield Part(sum(len(strip.text) for strip in strips), max(0.0, lines), space, picture)
        space = 0.0


def _runs(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """The lines of each paragraph, item or row."""
    run: list[Strip] = []
    for strip in strips:
        if run and strip.before not in (Seam.LINES, Seam.NEVER):
            yield run
            run = []
        run.append(strip)
    yield run


@dataclass(frozen=True)
class Estimate:
    """A layout that would take the copy, and how bad it is there."""

    layout: str
    badness: float


def estimates(workspace: Workspace, sample: Sample, paper: PaperName) -> list[Estimate]:
    """The layouts on this paper that would take the copy, the best one first.

    What is only named for a person is no input of a product: what is read for it is not noted.
    """
    found: list[Estimate] = []
    with read_trace.unnoted():
        for name in layouts.names(workspace):
            with suppress(BadInput):  # of a layout that has a fault, or is not made for the paper
                layout, _ = layouts.load(workspace, name)
                pieces = layouts.on_paper(layout, name, paper, workspace.config.printer)
                if standing := estimate(sample, layout.type, pieces):
                    found.append(Estimate(name, score(standing, PAPERS[paper].sheet("portrait")).badness))
    return sorted(found, key=lambda each: (each.badness, each.layout))


def best_estimate(workspace: Workspace, sample: Sample, paper: PaperName, *, apart_from: str = "") -> str:
    """The layout that would suit the copy best, `apart_from` one; empty where none would take it."""
    return next((each.layout for each in estimates(workspace, sample, paper) if each.layout != apart_from), "")


def offer(layout: str) -> str:
    """The sentence that names it."""
    return f"It would fit the layout '{layout}', by an estimate." if layout else TOO_LONG


def estimate(sample: Sample, type_: TypeRange, pieces: Sequence[Piece]) -> Standing | None:
    """How the copy would stand in the first of the pieces that takes it in good type, else in the last; else None."""
    for piece in pieces:
        least = type_.smallest.size if piece is pieces[-1] else type_.least_good
        room = sum(panel.depth for panel in piece.flow)
        for setting in reversed(ladder(type_)):
            depth = sample.depth(piece, setting)
            if setting.size >= least and depth <= _FULL * room:
                return _standing(type_, piece, setting.size, depth / room)
    return None


def _standing(type_: TypeRange, piece: Piece, size: float, fill: float) -> Standing:
    """Short copy takes as few panels as hold it, and is level on them."""
    panels = len(piece.flow)
    used = min(panels, max(1, ceil(fill * panels / _FULL)))
    level = min(1.0, fill * panels / used)
    return Standing(type_, piece, size, (level,) * used, notes=int(used < panels))
