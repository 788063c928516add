"""Reads a folded product: which letters and pictures stand on which panel, and where the texts of its article went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from benchmarks.article_blocks import Block, Text, letters
from benchmarks.office_sides import sides_apart
from brochure.geometry.piece import Panel, Piece

#: What hangs out of a panel's measure by less is rounding, or the overhang of an italic (points).
_HANGING = 2.0
#: A line begins where the next letter stands so much further left (points).
_BACK = 4.0
#: A text that is found in two parts has at least so many letters in each.
_PART = 3
#: So many shapes as wide as a panel's copy are lines to write on: of a rule PDFium gives the box at whose edge it is.
_LINES = 5
#: What stands for letters that are raised or lowered, and their size as a share of the others'.
_SMALL = 0.63
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"


@dataclass(frozen=True)
class Letter:
    """A letter or digit of a product. `left` and `right` from the sheet's left edge, `base` from its top, in points."""

    sign: str
    panel: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class _Ink:
    """A path or a `picture`: how far its lower edge is from the upper margin of its panel, and how wide it is."""

    bottom: float
    width: float
    picture: bool


@dataclass(frozen=True)
class Page:
    """A panel as it came out: `foot` is how far down its copy reaches, from the panel's upper margin.

    Of its pictures it has the lower edges, and it says how many rules are drawn on it.
    """

    panel: Panel
    foot: float
    pictures: tuple[float, ...]
    rules: int

    @property
    def fill(self) -> float:
        """The share of its depth that copy takes."""
        return self.foot / self.panel.depth


@dataclass(frozen=True)
class Placed:
    """A text of the article, and the letters that it became; none where it is not in the product."""

    text: Text
    letters: tuple[Letter, ...]
    at: int

    @property
    def lines(self) -> list[list[Letter]]:
        """Its lines, in order."""
        found: list[list[Letter]] = []
        for letter in self.letters:
            last = found[-1][-1] if found else None
            if not last or letter.panel != last.panel or letter.left < last.left - _BACK:
                found.append([])
            found[-1].append(letter)
        return found

    @property
    def panels(self) -> list[int]:
        """The panels on which it stands, in order."""
        return list(dict.fromkeys(letter.panel for letter in self.letters))


@dataclass(frozen=True)
class PlacedBlock:
    """A block of the article in the product."""

    block: Block
    texts: tuple[Placed, ...]

    @property
    def at(self) -> int:
        """Its place among the letters of the product; -1 where nothing of it was found."""
        return min((text.at for text in self.texts if text.letters), default=-1)

    @property
    def panels(self) -> list[int]:
        """The panels on which it stands, in order."""
        return sorted({panel for text in self.texts for panel in text.panels})

    def height(self) -> float:
        """How deep it is, without padding: on all its panels together."""
        heights = 0.0
        for panel in self.panels:
            bases = [letter.base for text in self.texts for letter in text.letters if letter.panel == panel]
            heights += max(bases) - min(bases)
        return heights


@dataclass(frozen=True)
class Product:
    """A product with its panels in reading order and its article's blocks in the order in which they are printed."""

    piece: Piece
    pages: tuple[Page, ...]
    blocks: tuple[PlacedBlock, ...]

    @property
    def flow(self) -> list[int]:
        """The panels of the flow."""
        return [number for number, page in enumerate(self.pages) if page.panel.flow]

    @property
    def copy(self) -> list[int]:
        """Those of them that bear copy: more than the summary, large, on a panel that was free."""
        bearing = {panel for block in self.blocks if block.block.kind != "summary" for panel in block.panels}
        return [number for number in self.flow if number in bearing or self.pages[number].pictures]

    @property
    def notes(self) -> list[int]:
        """Those that bear lines for notes and no copy."""
        return [number for number in self.flow if number not in self.copy and self.pages[number].rules >= _LINES]


def read(file: Path, piece: Piece, article: Sequence[Block]) -> Product:
    """The product in `file`, in which the blocks of `article` are looked for."""
    found: list[Letter] = []
    inks: dict[int, list[_Ink]] = {}
    sides = [side.name for side in piece.sides]
    with pypdfium2.PdfDocument(sides_apart(file, piece)) as document:
        for number, panel in enumerate(piece.panels):
            leaf = document[sides.index(panel.side)]
            inks[number] = list(_ink(leaf, panel))
        for number, leaf in enumerate(document):
            found += _letters(
                leaf, [(at, panel) for at, panel in enumerate(piece.panels) if panel.side == sides[number]]
            )
    found.sort(key=lambda letter: letter.panel)
    placed = _place(found, article)
    pages = tuple(_page(panel, number, found, inks[number]) for number, panel in enumerate(piece.panels))
    return Product(piece, pages, tuple(sorted(placed, key=lambda block: block.at)))


def outside(letter: Letter, panel: Panel) -> bool:
    """Whether a letter stands out of the copy's part of its panel."""
    top, right, bottom, left = panel.margin
    sides = panel.x + left - _HANGING <= letter.left and letter.right <= panel.x + panel.width - right + _HANGING
    return not (sides and panel.y + top <= letter.base <= panel.y + panel.height - bottom + 1)


def _page(panel: Panel, number: int, found: Sequence[Letter], ink: Sequence[_Ink]) -> Page:
    top = panel.y + panel.margin[0]
    feet = [letter.base + letter.size / 4 - top for letter in found if letter.panel == number]
    foot = max((*feet, *(drawn.bottom for drawn in ink)), default=0.0)
    rules = sum(not drawn.picture and drawn.width > 0.9 * panel.measure for drawn in ink)
    return Page(panel, foot, tuple(drawn.bottom for drawn in ink if drawn.picture), rules)


def _letters(leaf: Any, panels: Sequence[tuple[int, Panel]]) -> Iterator[Letter]:
    """The letters of one side, in the order in which they were set."""
    text = leaf.get_textpage()
    height = leaf.get_height()
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    last: Letter | None = None
    for at in range(text.count_chars()):
        printed = chr(raw.FPDFText_GetUnicode(text, at))
        signs = letters(printed)
        if not signs or not raw.FPDFText_GetCharBox(text, at, left, right, bottom, top):
            continue
        if printed in _RAISED:
            if last:
                yield _raised(last, signs, (left.value, right.value), height - bottom.value, leaf, dict(panels))
            continue
        raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        base = height - y.value
        middle = (left.value + right.value) / 2
        for number, panel in panels:
            if panel.x <= middle < panel.x + panel.width and panel.y <= base < panel.y + panel.height:
                size = raw.FPDFText_GetFontSize(text, at) * _scale(text, at)
                for sign in signs:
                    last = Letter(sign, number, left.value, right.value, base, size)
                    yield last


def _raised(
    last: Letter, sign: str, edges: tuple[float, float], base: float, leaf: Any, panels: dict[int, Panel]
) -> Letter:
    """A raised or lowered letter, for which PDFium gives a place on the panel and not on the sheet."""
    panel = panels[last.panel]
    left, right = (edge + panel.x for edge in edges)
    within = panel.x <= left and right <= panel.x + panel.width
    if not within:
        return replace(last, sign=sign, size=last.size * _SMALL)
    return Letter(sign, last.panel, left, right, base - leaf.get_height() + panel.y + panel.height, last.size * _SMALL)


def _scale(text: Any, at: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    return float(abs(matrix.d) or abs(matrix.b))


def _ink(leaf: Any, panel: Panel) -> Iterator[_Ink]:
    """What is drawn within a panel's copy."""
    top, right, bottom, left = panel.margin
    height = leaf.get_height()
    for kind, box in _drawn(leaf):
        upper, lower = height - box[3], height - box[1]
        within = panel.x + left - _HANGING <= box[0] and box[2] <= panel.x + panel.width - right + _HANGING
        if within and panel.y + top - 1 <= upper and lower <= panel.y + panel.height - bottom + 1:
            yield _Ink(lower - panel.y - top, box[2] - box[0], kind == raw.FPDF_PAGEOBJ_IMAGE)


def _drawn(leaf: Any) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Paths and pictures of a sheet and of the panels that were imposed on it, and where they stand."""
    for thing in leaf.get_objects(max_depth=3):
        if thing.type not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        box = thing.get_bounds()
        holder = thing.container
        while holder is not None:
            box = holder.get_matrix().on_rect(*box)
            holder = holder.container
        yield thing.type, box


def _place(found: Sequence[Letter], article: Sequence[Block]) -> list[PlacedBlock]:
    """Each text where its letters stand, the longest first; what stands twice goes where its neighbours are."""
    texts = [text for block in article for text in block.texts]
    sought = _Sought("".join(letter.sign for letter in found))
    places: dict[int, list[int]] = {}
    for number in sorted(range(len(texts)), key=lambda at: -len(texts[at].letters)):
        near = min(places, key=lambda other: abs(other - number), default=None)
        places[number] = sought.find(texts[number].letters, places[near][0] if near is not None and places[near] else 0)
    numbers = iter(range(len(texts)))
    blocks: list[PlacedBlock] = []
    for block in article:
        placed = []
        for text in block.texts:
            at = places[next(numbers)]
            placed.append(Placed(text, tuple(found[place] for place in at), at[0] if at else -1))
        blocks.append(PlacedBlock(block, tuple(placed)))
    return blocks


class _Sought:
    """A string of letters, each of which can be found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken = [False] * len(text)

    def find(self, wanted: str, near: int) -> list[int]:
        """Where the letters of `wanted` are: in one piece, or else in two; empty where they are not."""
        if wanted and (whole := self._free(wanted)):
            return self._take([min(whole, key=lambda at: abs(at - near))], [wanted])
        for cut in range(len(wanted) - _PART, _PART - 1, -1):
            for first in self._free(wanted[:cut]):
                rest = [at for at in self._free(wanted[cut:]) if at >= first + cut]
                if rest:
                    return self._take([first, rest[0]], [wanted[:cut], wanted[cut:]])
        return []

    def _free(self, wanted: str) -> list[int]:
        found: list[int] = []
        at = self._text.find(wanted)
        while at >= 0:
            if not any(self._taken[at : at + len(wanted)]):
                found.append(at)
            at = self._text.find(wanted, at + 1)
        return found

    def _take(self, starts: Sequence[int], parts: Sequence[str]) -> list[int]:
        places = [at for start, part in zip(starts, parts, strict=True) for at in range(start, start + len(part))]
        for at in places:
            self._taken[at] = True
        return places
