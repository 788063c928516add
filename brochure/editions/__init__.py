"""The editions that are made of a leaflet: the one table from which every list of them derives.

It imports nothing, so any room may read it; what makes an edition is imported when the first one is made (`making`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal


@dataclass(frozen=True)
class Edition:
    """`title` says whom it is for, `heading` what it is called by itself, if otherwise.

    `folded` ones are made of typeset panels, the others are read page by page. `maker` is 'module:function'; what the
    function takes and gives is in `making`.
    """

    title: str
    folded: bool
    maker: str
    heading: str = ""


#: By name, in the order in which they are offered; of several that look alike, the first stands for all.
EDITIONS = {
    "office": Edition("Office printer", True, "brochure.editions.office:office"),
    "email": Edition("E-mail", False, "brochure.editions.email:email", heading="E-mail edition"),
    "large-print": Edition("Large print", False, "brochure.editions.large_print:large_print"),
    "press": Edition("Print shop", True, "brochure.editions.press:press"),
}

if TYPE_CHECKING:
    EditionName = str
else:
    EditionName = Literal[tuple(EDITIONS)]
