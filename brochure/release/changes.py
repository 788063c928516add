"""What changed between two articles, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from brochure.release.alignment import align, longest_rising
from brochure.release.sections import Section

Kind = Literal["same", "cut", "new"]
_EDITS: tuple[Kind, ...] = ("new", "cut")
#: Sections with different titles count as one that was renamed where they share this part of the longer one's words.
_ALIKE = 0.5


@dataclass(frozen=True)
class Operation:
    """A run of words that stayed, was cut or is new."""

    kind: Kind
    words: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A section as it is now, or was where it is gone. `was` is its title before, where that was another.

    The title's own words are not among the operations.
    """

    title: str
    operations: tuple[Operation, ...]
    was: str | None = None
    moved: bool = False
    fate: Literal["stayed", "gone", "new"] = "stayed"

    @property
    def unchanged(self) -> bool:
        edited = any(operation.kind != "same" for operation in self.operations)
        return not (edited or self.moved or self.was is not None or self.fate != "stayed")

    def count(self, kind: Kind) -> int:
        """How many words stayed, were cut or are new."""
        return sum(len(operation.words) for operation in self.operations if operation.kind == kind)

    @property
    def brief(self) -> str:
        """What became of it in a few words, such as '3 new, 1 cut, moved'."""
        parts = [f"{count} {kind}" for kind in _EDITS if (count := self.count(kind))]
        parts += ["renamed"] if self.was is not None else []
        return ", ".join(parts + (["moved"] if self.moved else []))

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "was": self.was,
            "moved": self.moved,
            "fate": self.fate,
            "changed": not self.unchanged,
            "operations": [{"kind": operation.kind, "words": list(operation.words)} for operation in self.operations],
        }


def operations(old: Sequence[str], new: Sequence[str]) -> tuple[Operation, ...]:
    """What turns the old words into the new ones: where words are replaced, the cut ones stand first."""
    result: list[Operation] = []
    for span in align(old, new):
        gone, come = tuple(old[span.start : span.end]), tuple(new[span.new_start : span.new_end])
        if span.same:
            result.append(Operation("same", come))
        else:
            result += [Operation("cut", gone)] if gone else []
            result += [Operation("new", come)] if come else []
    return tuple(result)


def changes(old: Sequence[Section], new: Sequence[Section]) -> tuple[Change, ...]:
    """A change for each section, in the order of the new ones; those that are gone stand where they stood."""
    partner = _partners(old, new)
    stays = {here for _, here in longest_rising(sorted((there, here) for here, there in partner.items()))}
    result: list[Change] = []
    gone = sorted(set(range(len(old))) - set(partner.values()))
    for here, section in enumerate(new):
        there = partner.get(here)
        if there is None:
            result.append(Change(section.title, operations((), section.words), fate="new"))
            continue
        while gone and gone[0] < there and here in stays:
            result.append(_gone(old[gone.pop(0)]))
        before = old[there]
        was = before.title if before.title != section.title else None
        result.append(Change(section.title, operations(before.words, section.words), was, here not in stays))
    return (*result, *(_gone(old[there]) for there in gone))


def _gone(section: Section) -> Change:
    return Change(section.title, operations(section.words, ()), fate="gone")


def _partners(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """For sections of the new article the number of the same in the old: by title, then by their words."""
    partner: dict[int, int] = {}
    free = list(range(len(old)))
    for here, section in enumerate(new):
        there = next((there for there in free if old[there].title == section.title), None)
        if there is not None:
            partner[here] = there
            free.remove(there)
    bags = {there: Counter(old[there].words) for there in free}
    for here, section in enumerate(new):
        if here not in partner and free:
            bag = Counter(section.words)
            best = max(free, key=lambda there: _alike(bags[there], bag))
            if _alike(bags[best], bag) >= _ALIKE:
                partner[here] = best
                free.remove(best)
    return partner


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(one.total(), other.total(), 1)
