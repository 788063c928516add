"""What templates are given: plain values that hold no more than they show. `layouts/README.md` lists them.

A template may come from anywhere, so nothing that it gets has a method, opens a file or changes; the sandbox gives out
the declared fields of these classes and nothing else (see `sandbox`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from brochure.art.palette import Palette
from brochure.geometry.piece import Panel, Piece
from brochure.typeset.pages import BLEED

if TYPE_CHECKING:
    from brochure.content.frontmatter import FrontMatter
    from brochure.workspace.tables import Table

#: Panels lie at an edge of their sheet to within this, in points.
_HAIR = 0.01


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Value:
    """A template may read the fields of it. Those of a `section` of brochure.toml are noted when they are read."""

    section: ClassVar[str] = ""

    def __str__(self) -> str:
        """Not a text: what is printed as a whole would be of fields that nobody noted."""
        raise TypeError(f"{type(self).__name__.removesuffix('Value').lower()} is no text; name one of its fields")

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ClinicValue(Value):
    """Who publishes, as [clinic] says it: `clinic`."""

    section: ClassVar[str] = "clinic"

    name: str
    tagline: str
    phone: str
    address: tuple[str, ...]
    postal_address: tuple[str, ...]
    web: str
    email: str
    emergency: str
    scan: str
    map: str
    logo: str

    @classmethod
    def of(cls, table: Table, texts: Mapping[str, str]) -> Self:
        """The table with `texts` in the place of its own; which of them are used is only noted by who reads them."""
        return cls(**_fields(cls, {**dict(table), **texts}))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LocationValue(Value):
    """A place where the clinic sees patients: one of `locations`. `map` is the link to it, as that of the clinic."""

    name: str
    address: tuple[str, ...]
    phone: str
    hours: tuple[str, ...]
    map: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FontsValue(Value):
    """The brand's families: `fonts`."""

    section: ClassVar[str] = "brand.fonts"

    body: str
    heading: str

    @classmethod
    def of(cls, table: Table) -> Self:
        return cls(**_fields(cls, dict(table)))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DayValue(Value):
    """A day: `front.reviewed`."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FrontValue(Value):
    """The head of the article, as it is written: `front`. Its texts as they are printed are in `text`."""

    title: str
    subtitle: str
    summary: str
    language: str
    version: str
    reviewed: DayValue | None
    review_by: DayValue | None
    reviewer: str
    author: str
    audience: str
    cover_art: str
    cover: str
    cover_photo: str
    cover_alt: str
    topic: str
    next_step: str
    references: tuple[str, ...]

    @classmethod
    def of(cls, front: FrontMatter) -> Self:
        days = {name: _day(getattr(front, name)) for name in ("reviewed", "review_by")}
        return cls(**_fields(cls, {**dict(front), **days}))


def _day(day: date | None) -> DayValue | None:
    return DayValue(day.year, day.month, day.day) if day else None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TextValue(Value):
    """Words, and the tag of the language that they are in."""

    words: str
    language: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ColourValue(Value):
    """A colour of the brand, or one mixed from them: '#8a2a1f'."""

    hex: str


@lru_cache(maxsize=8)
def palette_values(palette: Palette) -> Mapping[str, ColourValue]:
    """Every colour by its name: `palette.primary`, `palette.secondary_tint`, …"""
    colours = palette.css_variables()
    return MappingProxyType({name.replace("-", "_"): ColourValue(colour) for name, colour in colours.items()})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LookValue(Value):
    """The leaflet's look: `title` is its largest title in parts of the layout's; `cover`, what stands `on_cover` and
    `back` are colours, '#8a2a1f'; `contact_icons` says whether an icon stands before each way to the clinic.
    """

    name: str
    title: float
    cover: str
    on_cover: str
    back: str
    contact_icons: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LogoValue(Value):
    """The clinic's logo for a ground: its address, how much wider it is than high, and whether it says the name itself.

    `plate` is the colour that it has to stand on, '#ffffff', where it would be lost on the ground; else empty.
    """

    address: str
    ratio: float
    plate: str
    says_name: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PictureValue(Value):
    """A picture in a message: its address, its size in CSS pixels, and the colour that it must stand on, or none."""

    address: str
    width: int
    height: int
    plate: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PhotographValue(Value):
    """The photograph that the cover is to have: its size in pixels, and what it shows, or nothing for an ornament."""

    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CodeValue(Value):
    """The QR code, `brochure:made/qr.svg`: how many modules it is wide, and how many of quiet zone are around them."""

    modules: int
    quiet: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AreaValue(Value):
    """A rectangle on a drawing, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def bled(cls, panel: Panel, piece: Piece) -> Self:
        """What a panel's art covers: where it lies at an edge of the sheet, the bleed as well."""
        left, right = _grown(panel.x, panel.width, piece.width)
        top, foot = _grown(panel.y, panel.height, piece.height)
        return cls(left, top, right - left, foot - top)


def _grown(start: float, length: float, sheet: float) -> tuple[float, float]:
    """Where art begins and ends on the drawing that begins and ends so on the sheet."""
    at_start, at_end = start < _HAIR, start + length > sheet - _HAIR
    return 0.0 if at_start else start + BLEED, sheet + 2 * BLEED if at_end else start + length + BLEED


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PanelValue(Value):
    """A panel on the flat sheet, in points; `margin` is top, right, bottom, left; `rotation` in degrees.

    `bled` is what its art covers of the side's drawing.
    """

    name: str
    side: str
    x: float
    y: float
    width: float
    height: float
    margin: tuple[float, float, float, float]
    flow: bool
    rotation: int
    depth: float
    measure: float
    bled: AreaValue

    @classmethod
    def of(cls, panel: Panel, piece: Piece) -> Self:
        own = {name: getattr(panel, name) for name in declared(cls) if name != "bled"}
        return cls(**own, bled=AreaValue.bled(panel, piece))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PieceValue(Value):
    """The flat sheet, in points: `piece`. `panels` in reading order, `panel` the same by name: `piece.panel.cover`."""

    width: float
    height: float
    panels: tuple[PanelValue, ...]
    panel: Mapping[str, PanelValue]

    @classmethod
    def of(cls, piece: Piece) -> Self:
        panels = tuple(PanelValue.of(panel, piece) for panel in piece.panels)
        return cls(piece.width, piece.height, panels, MappingProxyType({panel.name: panel for panel in panels}))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Drawing(Value):
    """Art that a layout draws, from the template of that name in its folder, or `NAME.svg`; points."""

    name: str
    width: float
    height: float
    template: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ContentsEntry(Value):
    """A line of the contents: the heading without tags, and the anchor of its section."""

    anchor: str
    heading: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MailboxValue(Value):
    """A person or the clinic, in a message."""

    name: str
    address: str


def declared(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a Value that a template may read."""
    names: tuple[str, ...] = kind.__match_args__
    return names


def _fields(kind: type[Value], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in declared(kind)}
