"""What is wrong with a folded product in the eyes of a book designer, each with its place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.article_blocks import letters
from benchmarks.leaflet_pages import Letter, Placed, PlacedBlock, Product, outside

#: A hole, and one that nobody overlooks: the share of a panel before the last that is empty.
HOLE, LARGE_HOLE = 0.15, 0.30
#: Fills of panels that differ by more.
UNEVEN = 0.30
#: At the largest type, copy fills the flow where it takes so much of it.
_FULL = 0.97
#: A box that takes more of the deepest panel than this cannot stand in one piece.
_TOO_TALL = 0.93
#: Sources take a panel that they fill so far, and those that began on the panel before, so far.
_ALL, _MANY = 0.9, 0.6
#: A letter is raised or lowered that is so much smaller than others of its text.
_RAISED = 0.75
#: A last line has so many letters at least; a heading so many lines below it.
_LAST_LINE, _BELOW_HEADING = 8, 2
#: A paragraph of so many lines shows no single line on a panel.
_LONG = 3

_SPLIT = {"box": "box split", "table": "table split", "steps": "steps split"}


@dataclass(frozen=True)
class Measured:
    """One product: its type size in points, its panels' fills, what is wrong; and what was counted beside that."""

    size: float
    fills: dict[str, float]
    notes: int
    full: bool
    faults: dict[str, list[str]]
    paragraphs: int = 0
    items: int = 0


def measure(product: Product, largest: float) -> Measured:
    """`largest` is the layout's largest type, in points."""
    copy = product.copy
    fills = {product.pages[number].panel.name: round(product.pages[number].fill, 3) for number in copy}
    size = _size(product)
    share = sum(product.pages[number].foot for number in copy) / sum(
        product.pages[number].panel.depth for number in product.flow
    )
    found: dict[str, list[str]] = defaultdict(list)
    for name, fault in _faults(product):
        found[name].append(fault)
    texts = [placed for block in product.blocks for placed in block.texts if len(placed.lines) > 1]
    return Measured(
        size,
        fills,
        notes=len(product.notes),
        full=len(copy) == len(product.flow) and (size < largest - 0.05 or share >= _FULL),
        faults=dict(found),
        paragraphs=sum(placed.text.kind == "paragraph" for placed in texts),
        items=sum(placed.text.kind == "item" for placed in texts),
    )


def _size(product: Product) -> float:
    """The size of type in which most letters of paragraphs are set, but those of summaries and boxes."""
    sizes = Counter(
        round(letter.size, 1)
        for block in product.blocks
        if block.block.kind in ("paragraph", "list")
        for text in block.texts
        for letter in text.letters
    )
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _faults(product: Product) -> Iterator[tuple[str, str]]:
    yield from _holes(product)
    yield from _sources_alone(product)
    yield from _turns(product)
    for number, block in enumerate(product.blocks):
        name = str(block.block)
        if block.block.kind in _SPLIT and len(block.panels) > 1 and _might_be_whole(product, block):
            yield _SPLIT[block.block.kind], f"{name} on {_names(product, block.panels)}"
        if block.block.kind == "heading" and block.panels and _lonely(product, number):
            yield "heading at a foot", f"{name} on {_names(product, block.panels)}"
        for placed in block.texts:
            yield from ((kind, f"{name}: “{placed.text.words[:50]}”") for kind in _text_faults(product, placed))
    if len(product.notes) > 1:
        yield "several panels of notes", _names(product, product.notes)


def _holes(product: Product) -> Iterator[tuple[str, str]]:
    copy = [product.pages[number] for number in product.copy]
    for page in copy[:-1]:
        if page.fill <= 1 - HOLE:
            yield "hole of 15 %", f"{page.panel.name} {page.fill:.0%}"
        if page.fill <= 1 - LARGE_HOLE:
            yield "hole of 30 %", f"{page.panel.name} {page.fill:.0%}"
    for name, pages in (("fills differ by 30", copy), ("so before the last", copy[:-1])):
        fills = [page.fill for page in pages]
        if fills and max(fills) - min(fills) > UNEVEN:
            yield name, " ".join(f"{fill:.0%}" for fill in fills)


def _sources_alone(product: Product) -> Iterator[tuple[str, str]]:
    """Panels of the flow that bear nothing but sources: so many that they take one, or else they are alone."""
    sources = {panel for block in product.blocks if block.block.kind == "sources" for panel in block.panels}
    others = {panel for block in product.blocks if block.block.kind != "sources" for panel in block.panels}
    for panel in sorted(sources - others):
        page = product.pages[panel]
        if page.panel.flow:
            many = page.fill >= (_MANY if sources & others else _ALL)
            yield "sources take a panel" if many else "sources alone", f"{page.panel.name} {page.fill:.0%}"


def _turns(product: Product) -> Iterator[tuple[str, str]]:
    """Copy that goes on where its reader has to turn the leaflet over, or to open it."""
    for before, after in pairwise(product.copy):
        if product.pages[before].panel.side == product.pages[after].panel.side:
            continue
        name = product.pages[before].panel.name
        for block in product.blocks:
            if not (before in block.panels and after in block.panels):
                continue
            yield "turn within a block", f"{name}: {block.block}"
            for placed in block.texts:
                if placed.panels[:2] == [before, after] and not _ends_sentence(placed, before):
                    yield "turn within a sentence", f"{name}: “{placed.text.words[:50]}”"


def _ends_sentence(placed: Placed, panel: int) -> bool:
    """Whether what stands of a text up to the end of this panel ends with a sentence."""
    count = sum(letter.panel <= panel for letter in placed.letters)
    words = placed.text.words
    at = next((at for at in range(len(words)) if len(letters(words[: at + 1])) >= count), len(words))
    return bool(re.match(r"\W*[.!?:]", words[at + 1 :]))


def _might_be_whole(product: Product, block: PlacedBlock) -> bool:
    """Whether some panel of the flow could hold a block in one piece."""
    return block.height() <= _TOO_TALL * max(product.pages[number].panel.depth for number in product.flow)


def _lonely(product: Product, number: int) -> bool:
    """Whether a heading has too little below it on its panel."""
    heading = product.blocks[number]
    panel = heading.panels[-1]
    after = [block for block in product.blocks[number + 1 :] if block.block.kind != "heading"]
    if not after or any(foot > _foot(product, heading) for foot in product.pages[panel].pictures):
        return False
    lines = [line for block in after for text in block.texts for line in text.lines if line[0].panel == panel]
    return after[0].panels != [panel] and len({round(line[0].base) for line in lines}) < _BELOW_HEADING


def _foot(product: Product, block: PlacedBlock) -> float:
    """How far down its panel a block ends."""
    panel = product.pages[block.panels[-1]].panel
    last = (
        letter.base for text in block.texts for letter in text.letters if product.pages[letter.panel].panel == panel
    )
    return max(last) - panel.y - panel.margin[0]


def _text_faults(product: Product, placed: Placed) -> Iterator[str]:
    if not placed.letters:
        if placed.text.letters:
            yield "letters lost"
        return
    if any(outside(letter, product.pages[letter.panel].panel) for letter in placed.letters):
        yield "text outside"
    lines = placed.lines
    largest = max(letter.size for letter in placed.letters)
    if any(line[0].size < _RAISED * largest for line in lines[1:]):
        yield "line begins raised"
    if placed.text.kind in ("paragraph", "item"):
        yield from _single_lines(lines)
        if len(lines) > 1 and len(lines[-1]) < _LAST_LINE:
            yield "short last line" if placed.text.kind == "paragraph" else "short last line of an item"


def _single_lines(lines: Sequence[Sequence[Letter]]) -> Iterator[str]:
    """What stands alone of a paragraph that goes over panels."""
    panels = [line[0].panel for line in lines]
    if len(lines) >= _LONG and len(set(panels)) > 1:
        if panels.count(panels[0]) == 1:
            yield "orphan"
        if panels.count(panels[-1]) == 1:
            yield "widow"


def _names(product: Product, panels: Sequence[int]) -> str:
    return ", ".join(product.pages[panel].panel.name for panel in panels)
