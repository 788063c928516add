"""What gives way where copy does not find room: the title and what stands below it, the clinic's panels, and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from brochure.content.records import as_records

#: Classes that a table is given, one more with each step; the layout's style says what they come to. After the last it
#: is no table any more.
TABLE_STEPS = ("smaller", "tighter", "smallest", "hyphenated")
#: So often a title gives way; by then it is as small as its layout lets it be.
MOST_OF_TITLE = 12
#: What stands below the title is that much smaller with each step.
_LESS = 0.96
#: So often the other fixed panels, such as a back, are set closer; with each step by so much.
MOST_OF_OTHERS = 4
_CLOSER = 0.2


@dataclass(frozen=True)
class Concessions:
    """How often the title gave way, the other fixed panels, and each table, by its first line in the article.

    Tables on the lines `across` run across the columns, where the layout has room for that; `within`: none may.
    """

    title: int = 0
    others: int = 0
    tables: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    across: frozenset[int] = frozenset()
    within: bool = False

    @property
    def css(self) -> str:
        """`--give` is by how much what stands below the title may be smaller than the layout wants it.

        `--air` is by how much what stands on the other fixed panels may be closer, and, in the end, smaller.
        """
        give = f":root {{ --give: {_LESS**self.title:.3f} }}\n" if self.title else ""
        return give + (f":root {{ --air: {1 - _CLOSER * self.others:.1f} }}\n" if self.others else "")

    def of_tables(self, lines: Iterable[int]) -> Concessions | None:
        """The next for the tables on these lines; None where they are all lists already."""
        further = {line: self.tables.get(line, 0) + 1 for line in lines if self.tables.get(line, 0) <= len(TABLE_STEPS)}
        return replace(self, tables=MappingProxyType({**self.tables, **further})) if further else None

    @property
    def records(self) -> tuple[int, ...]:
        """The lines of the tables that became lists."""
        return tuple(sorted(line for line, step in self.tables.items() if step > len(TABLE_STEPS)))

    def applied(self, copy: str) -> str:
        """The copy (HTML) with its tables as they are now."""
        copy = str(copy)
        for line, step in self.tables.items():
            opening = f'<table data-line="{line}"'
            if step > len(TABLE_STEPS):
                start = copy.index(f"{opening}>")
                end = copy.index("</table>", start) + len("</table>")
                copy = copy[:start] + as_records(copy[start:end]) + copy[end:]
            else:
                copy = copy.replace(opening, f'{opening} class="{" ".join(TABLE_STEPS[:step])}"', 1)
        return copy


NO_CONCESSIONS = Concessions()


def fewest(holds: Callable[[int], bool], start: int, most: int) -> int:
    """How often something has to give way until its page `holds` it; as often as it can where that is of no use."""
    if holds(start) or start == most:
        return start
    if not holds(most):
        return most
    low, high = start, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
