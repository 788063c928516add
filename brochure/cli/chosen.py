"""What `build` and `status` say of layouts that were chosen for an article's copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from brochure.cli.standing import shown

if TYPE_CHECKING:
    from brochure.production.choices import Chosen


def chosen_lines(choices: Sequence[Chosen], told: Collection[str]) -> Iterator[str]:
    """The choice for each of the `told` articles; and each product that lies there of a layout chosen before."""
    for choice in choices:
        if choice.layout and choice.article in told:
            yield f"{choice.article}: the best layout on {choice.paper} is '{choice.layout}': {choice.why}"
        for path in choice.left:
            yield f"{shown(path)} is of a layout that is no longer chosen; it was left where it is."
