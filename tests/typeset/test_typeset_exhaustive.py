"""The search for breaks finds some wherever there are any: held against one that leaves nothing out."""

from __future__ import annotations

import random

import pytest

from benchmarks.exhaustive import breaks
from brochure.typeset.breaks import Costs, Give, Room, best
from brochure.typeset.galley import Block, Galley, Kind, Seam, Strip

_SEAMS = (Seam.NEVER, Seam.ITEMS, Seam.LINES, Seam.LINES, Seam.BOX, Seam.TALL)


def galley(dice: random.Random) -> Galley:
    """Up to 12 blocks of up to 8 strips; lines are 14 points apart."""
    blocks: list[Block] = []
    for number in range(dice.randint(1, 12)):
        kind = dice.choice((Kind.COPY, Kind.COPY, Kind.HEADING, Kind.DISPLAY))
        top = 0.0
        strips: list[Strip] = []
        for _ in range(dice.randint(1, 8)):
            height = dice.choice((14.0, 14.0, 14.0, 28.0, 90.0))
            repeated = dice.choice((0.0, 0.0, 21.0)) if strips else 0.0
            strips.append(Strip(top, top + height, dice.choice(_SEAMS), repeated=repeated))
            top += height
        blocks.append(Block(kind, tuple(strips), 14.0, 7.0, number, keeps_next=kind is Kind.HEADING))
    return Galley(blocks, 14.0)


@pytest.mark.parametrize("seed", range(4))
def test_breaks_are_found_wherever_there_are_any(seed: int) -> None:
    dice = random.Random(seed)
    answers = set()
    for _ in range(100):
        copy = galley(dice)
        depths = [dice.uniform(0.7, 1.3) * copy.depth(0, len(copy)) / 3 for _ in range(3)]
        found = best(copy, [Room(depth) for depth in depths], Costs(), Give.NOTHING)
        there = breaks(copy, depths, 1.0)
        assert bool(found) == bool(there)
        answers.add(bool(found))
        if found:
            assert all(copy.depth(*span) <= depth + 0.1 for span, depth in zip(found.spans, depths, strict=False))
    assert answers == {True, False}


def test_a_box_does_not_come_between_a_line_and_what_it_leads_to() -> None:
    """Of the words, the list, the box and the words below it, the box changes places with the last alone."""

    def block(kind: Kind, text: str, number: int) -> Block:
        return Block(kind, (Strip(0, 14, Seam.NEVER, text=text),), 7, 7, number)

    said = [
        (Kind.COPY, "Write down:"),
        (Kind.COPY, "when you slept"),
        (Kind.DISPLAY, "Call us"),
        (Kind.COPY, "Then rest."),
    ]
    assert Galley([block(kind, text, number) for number, (kind, text) in enumerate(said)], 14).exchanges() == [2]
    said[0] = Kind.COPY, "You write."
    assert Galley([block(kind, text, number) for number, (kind, text) in enumerate(said)], 14).exchanges() == [1, 2]
