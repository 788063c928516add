"""Whether copy that was refused, or set with a large hole, could have been broken better: every way is tried.

    python -P -m benchmarks.exhaustive [--count 150] [--seed 14] [--jobs 2]

Takes the benchmark's articles of fewer than 40 blocks. Where one is overset in a leaflet, or a panel before its last is
30 % empty though the copy fills the flow, all lawful breaks of its galley are walked through, with up to two pairs of
neighbouring blocks in each other's place, in each size of type that is as good to read. This leaves nothing out and
weighs nothing, so that it can be trusted where the search cannot: it shares with that the galley, and what a lawful
break is, but not a line.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from benchmarks.article_blocks import blocks
from benchmarks.articles import samples
from benchmarks.copyfit import Made, make, new_workspace
from benchmarks.copyfit_faults import LARGE_HOLE
from brochure.errors import ExitCode
from brochure.geometry.layout import Setting, TypeRange
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.typeset import layouts
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.fit import ladder
from brochure.typeset.galley import Galley, Kind, Seam
from brochure.typeset.pages import type_css
from brochure.workspace.workspace import Workspace

#: Articles with as many blocks are not walked through.
MOST_BLOCKS = 40
#: So many pairs of blocks may change places.
_EXCHANGES = 2
#: Without a hole, but in type so much smaller and below the ideal, is no better (points).
_SMALLER = 0.5
#: Breaks that are none, or that nobody would call better.
_UNLAWFUL = (Seam.NEVER, Seam.BOX)
#: The engine's rounding, in points.
_SLACK = 0.05


def main() -> None:
    """Builds, takes what came out badly, looks for better."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    few = {s.name: s for s in samples(options.count, options.seed) if len(blocks(s.text)) < MOST_BLOCKS}
    with TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder) / "workspace")
        made = make(workspace, list(few.values()), options.jobs)
        bad = [one for one in made if _is_bad(one)]
        better = [(one, found) for one in bad if (found := _better(workspace, one))]
    for one, found in better:
        fills = one.measured.fills.values() if one.measured else ()
        print(f"{one.name}: {one.said or ' '.join(f'{fill:.0%}' for fill in fills)} — better: {found}")
    print(
        f"{len(made)} leaflets, {len(bad)} overset or with a large hole; {len(better)} could be better, 0 are allowed."
    )


def _is_bad(one: Made) -> bool:
    if one.measured:
        return one.measured.full and "hole of 30 %" in one.measured.faults
    return one.code == ExitCode.OVERSET


def _better(workspace: Workspace, one: Made) -> str:
    """How a leaflet could be better: its size of type and where its panels end; empty where it could not."""
    layout, _ = layouts.load(workspace, one.layout)
    pieces = layouts.on_paper(layout, one.layout, one.paper, workspace.config.printer)
    depths = [panel.depth for panel in pieces[-1 if one.arrangement is None else one.arrangement].flow]
    least = min(one.measured.size - _SMALLER, layout.type.ideal.size) if one.measured else 0.0
    rungs = [rung for rung in ladder(layout.type) if rung.size >= least - 0.001]
    for rung, galley in _galleys(workspace, one, rungs[::-1] if one.measured else rungs[:1]):
        for order in orders(galley):
            ends = breaks(order, depths, LARGE_HOLE if one.measured else 1.0)
            # To leave a panel free is another leaflet, and no better one.
            if ends and (len(ends) == len(depths) or not one.measured):
                return f"{rung.size} pt: {_said(order, ends)}{'' if order is galley else ', blocks exchanged'}"
    return ""


def _galleys(workspace: Workspace, one: Made, rungs: Sequence[Setting]) -> Iterator[tuple[Setting, Galley]]:
    """The galley of a leaflet in these sizes, set as the program sets it while it builds the leaflet."""
    calls: dict[int, tuple[Typesetter, str]] = {}
    asked: list[tuple[Typesetter, str, tuple[Any, ...]]] = []
    kept: list[Typeset] = []
    typeset, read = Typesetter.typeset, Typeset.galley

    def typesetting(typesetter: Typesetter, setting: str = "", *more: Any) -> Typeset:
        kept.append(typeset(typesetter, setting, *more))
        calls[id(kept[-1])] = typesetter, setting
        return kept[-1]

    def reading(pages: Typeset, line: float, *more: Any) -> Galley:
        asked.append((*calls[id(pages)], more))
        return read(pages, line, *more)

    with (
        patch.object(Typesetter, "typeset", typesetting),
        patch.object(Typeset, "galley", reading),
        TemporaryDirectory() as output,
    ):
        request = BuildRequest((one.article,), one.layout, one.paper, ("office",))
        build(workspace, request, Path(output), 1, lambda _: None, force=True)
    if asked:
        typesetter, css, more = asked[-1]
        type_ = next(text for rung in ladder(_type(workspace, one)) if css.startswith(text := type_css(rung)))
        for rung in rungs:
            pages = typesetter.typeset(type_css(rung) + css.removeprefix(type_))
            yield rung, pages.galley(rung.size * rung.leading, *more)


def _type(workspace: Workspace, one: Made) -> TypeRange:
    return layouts.load(workspace, one.layout)[0].type


def orders(galley: Galley) -> Iterator[Galley]:
    """The copy as it is, and with one or two boxes, tables or pictures in the place of the paragraph beside them."""
    yield galley
    pairs = [at for at in range(len(galley.blocks) - 1) if _may_change(galley, at)]
    for count in range(1, _EXCHANGES + 1):
        for chosen in combinations(pairs, count):
            if len(chosen) == 1 or chosen[1] - chosen[0] > 1:
                order = list(galley.blocks)
                for at in chosen:
                    order[at], order[at + 1] = order[at + 1], order[at]
                yield Galley(order, galley.line)


def _may_change(galley: Galley, at: int) -> bool:
    """A heading keeps the paragraph below it, and one that ends with a colon what it leads to."""
    upper, lower = galley.blocks[at : at + 2]
    copy = [block for block in (upper, lower) if block.kind is Kind.COPY]
    if {upper.kind, lower.kind} != {Kind.COPY, Kind.DISPLAY} or upper.keeps_next or lower.keeps_above:
        return False
    above = galley.blocks[at - 1] if at else None
    kept = above and (above.kind is Kind.HEADING or above.strips[-1].text.rstrip().endswith(":"))
    return not kept and not copy[0].strips[-1].text.rstrip().endswith(":")


def breaks(galley: Galley, depths: Sequence[float], hole: float) -> tuple[int, ...]:
    """Where panels of these depths could end so that all copy is on them and none before the last has such a hole.

    Empty where they cannot. Each panel may end at any lawful place, full or not; no gap grows or shrinks.
    """
    total = len(galley)

    @cache
    def rest(first: int, panel: int) -> tuple[int, ...] | None:
        """The ends of this panel and those after it, if the copy from `first` on is all that is left."""
        if panel == len(depths):
            return None
        for end in range(total, first, -1):
            taken = galley.depth(first, end)
            if taken > depths[panel] + _SLACK:
                continue
            if end == total:
                return (end,)
            if galley.seams[end] in _UNLAWFUL or 1 - taken / depths[panel] >= hole:
                continue
            if (after := rest(end, panel + 1)) is not None:
                return (end, *after)
        return None

    return rest(0, 0) or ()


def _said(galley: Galley, ends: Sequence[int]) -> str:
    strips = [strip.text for block in galley.blocks for strip in block.strips]
    return ", ".join(f"“…{strips[end - 1][-24:]}”" for end in ends)


if __name__ == "__main__":
    main()
