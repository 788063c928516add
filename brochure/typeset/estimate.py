"""Which layout would take copy, estimated from one galley: nothing is set for it.

A galley knows of each of its parts how many letters and lines it has in one measure and one size. How many lines those
letters take in another follows from how many a line holds; gaps and padding grow with the line, pictures with the
measure. What is no copy, such as whether a title finds room on a cover, an estimate does not see.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import NamedTuple

from brochure.errors import BadInput
from brochure.geometry.layout import Setting, TypeRange
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece
from brochure.storage import read_trace
from brochure.typeset import layouts
from brochure.typeset.breaks import SHRINK
from brochure.typeset.fit import ladder
from brochure.typeset.galley import GIVES, Block, Galley, Kind, Seam, Strip
from brochure.typeset.score import Standing, score
from brochure.workspace.workspace import Workspace

#: What is said of copy that no layout takes.
TOO_LONG = "No layout holds so much: cut it, or make two articles of it."
#: So much of their depth copy fills of panels that hold no more of it.
_FULL = 0.98
#: The share of a hole that is not filled by copy which changes places with a box, and by gaps.
_HOLE = 0.5
#: So many lines of a paragraph stand on a panel at least.
_FEW = 2
#: A picture is at most as deep as this share of a panel.
_DEEPEST = 0.45
#: The share of a last line that is filled, on average.
_LAST_LINE = 0.55
#: How much of a change of the measure is seen in the depth of a box or a table.
_ELASTIC = 0.5
#: What takes less of a line's depth is one line, if in larger type.
_TWO = 1.7


class Part(NamedTuple):
    """A paragraph, an item, a row: its letters, the lines it takes, and what it has of padding and gap above (lines).

    `picture` is the depth of its picture, in points. It `opens` where a panel may begin with it: it belongs to no
    heading, and to no box that one panel would hold. It `flows` if it is of lines that may be parted.
    """

    letters: int
    lines: float
    space: float
    picture: float
    opens: bool
    flows: bool


@dataclass(frozen=True)
class Sample:
    """Copy as it was set once, in lines of `measure` points, of which each has so many `letters`.

    It takes so many times as many panels as its parts say.
    """

    parts: tuple[Part, ...]
    measure: float
    setting: Setting
    letters: float
    times: float = 1.0

    def corrected(self, piece: Piece, type_: TypeRange, used: float) -> Sample:
        """The same for copy of which it is known that it takes more panels of this piece in the smallest type."""
        return replace(self, times=max(1.0, used / self.panels(piece, type_.ideal, type_.smallest)))

    def panels(self, piece: Piece, ideal: Setting, setting: Setting) -> float:
        """How many panels of a piece the copy takes that is broken only where it may be, the last one in part.

        In no larger type than the ideal it gives some of its gaps.
        """
        flow = piece.flow
        measure = sum(panel.measure for panel in flow) / len(flow)
        wider = measure / self.measure
        letters = wider * self.setting.size / setting.size
        line = setting.size * setting.leading
        depth = sum(panel.depth for panel in flow) / len(flow)
        given = SHRINK if setting.size <= ideal.size else 0.0
        at = start = 0.0  # where copy is, and where what has to stay together began
        for part in self.parts:
            if part.opens:
                start = at
            picture = min(_DEEPEST * depth, wider * part.picture)
            space = max(0.0, part.space - given) if part.opens else part.space
            takes = line * (_lines(part, letters, self.letters) + space) + picture
            foot = (start // depth + 1) * depth
            together = at - start + (min(takes, _FEW * line) if part.flows else takes)
            if start + together > foot and together <= depth:
                # Copy that may change places with a box fills some of the hole that is left.
                at += _HOLE * (foot - start)
                start = foot if part.opens else start
            at += takes
        return self.times * at / depth


def _lines(part: Part, more: float, letters: float) -> float:
    """How many lines it takes where a line has so many times as many letters."""
    if not part.flows and part.lines >= _TWO:  # of rows, cells and items, many of which are not full in any measure
        return max(1.0, part.lines * (1 + _ELASTIC * (1 / more - 1)))
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
    first = number == 0 or galley.seams[_first_strip(galley, number)] is not Seam.NEVER
    for at, strips in enumerate(_runs(block.strips)):
        picture = sum(strip.gives for strip in strips) / GIVES
        lines = (sum(strip.bottom - strip.top for strip in strips) - picture) / galley.line
        opens = strips[0].before is not Seam.BOX if at else first
        flows = len(strips) > 1
        yield Part(sum(len(strip.text) for strip in strips), max(0.0, lines), space, picture, opens, flows)
        space = 0.0


def _first_strip(galley: Galley, number: int) -> int:
    return galley.block_of.index(number)


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
    settings = ladder(type_)
    for piece in pieces:
        least = type_.smallest.size if piece is pieces[-1] else max(type_.least_good, piece.least)
        tried = [setting for setting in settings if setting.size >= least]
        room = _FULL * len(piece.flow)
        # Larger type takes more panels: the last one that does not take too many.
        found = bisect_right(tried, room, key=partial(sample.panels, piece, type_.ideal))
        if found:
            setting = tried[found - 1]
            return _standing(type_, piece, setting.size, sample.panels(piece, type_.ideal, setting) / len(piece.flow))
    return None


def _standing(type_: TypeRange, piece: Piece, size: float, fill: float) -> Standing:
    """Short copy takes as few panels as hold it, and is level on them."""
    panels = len(piece.flow)
    used = min(panels, max(1, ceil(fill * panels / _FULL)))
    level = min(1.0, fill * panels / used)
    return Standing(type_, piece, size, (level,) * used, notes=int(used < panels))
