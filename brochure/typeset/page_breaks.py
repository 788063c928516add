"""Pages that would end half empty because a box goes whole to the next one: the box is parted instead, as on panels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.edits import Edits
from brochure.typeset.engine.page_heads import goes_on, kept_whole
from brochure.typeset.engine.render import Typeset, Typesetter

#: A foot that is emptier than this part of the page is worth parting a box.
HOLE = 1 / 3
#: Each round sets the pages once more; what is parted moves what comes after it.
_ROUNDS = 3
#: A box has its padding at both edges of the cut.
_PARTED = "break-inside: auto; box-decoration-break: clone"


def levelled(typesetter: Typesetter, css: str, continued: str, first: Typeset) -> Typeset:
    """The pages of `first`, without the holes that can be helped.

    Where a box goes on, the line `continued` says so. Order stays as it is written.
    """
    typeset, parted = first, frozenset[int]()
    for _ in range(_ROUNDS):
        further = _after_holes(typeset.pages) - parted
        if not further:
            break
        parted |= further
        typeset = typesetter.typeset(css, _edits(parted, {}))
    heads = [head for page in typeset.pages[1:] if not page.name and (head := goes_on(page.root, parted))]
    if not heads:
        return typeset
    return typesetter.typeset(css, _edits(parted, {head.part: continued for head in heads}))


def _after_holes(pages: Sequence[SetPage]) -> frozenset[int]:
    """What stands whole at the head of a page because the one before it had not enough room left."""
    found = (
        kept_whole(page.root)
        for before, page in pairwise(pages)
        if not before.name and not page.name and before.depth - before.used > HOLE * before.depth
    )
    return frozenset(element for element in found if element is not None)


def _edits(parted: frozenset[int], continued: dict[int, str]) -> Edits:
    # The line goes with what follows it, where a line of room is left above, too.
    return Edits((), dict.fromkeys(parted, _PARTED), continued, "break-before: page")
