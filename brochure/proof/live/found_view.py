"""What the checks found, as the page shows it: in a list with its mend, and drawn at its place on the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brochure.editions import EDITIONS
from brochure.findings import SEVERITIES, Finding, Severity
from brochure.geometry.flat import SideOnPage
from brochure.geometry.piece import Piece
from brochure.production.plan import Product
from brochure.proof.live.checker import Checked, LeafletChecks, Told
from brochure.proof.live.snapshot import Leaflet
from brochure.proof.live.status import page_id, panel_id
from brochure.proof.quotations import Mark

#: Pins of findings that begin so near to one another (points) are one.
_NEAR = 9.0
#: A box is drawn so much larger than what it is about (points).
_AROUND = 1.5


@dataclass(frozen=True)
class Found:
    """A finding in the list. `number` is that of its pin, `target` the place on the page that it is about, or ''."""

    number: int
    severity: Severity
    where: str
    quote: str
    message: str
    hint: str
    rule: str
    name: str
    fixed: bool
    target: str


@dataclass(frozen=True)
class Box:
    """What is drawn around words on a picture: in points from its upper left corner."""

    severity: Severity
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Pin:
    """A number at a place on a picture that leads to what was found there; `says` is for those who listen."""

    id: str
    label: str
    says: str
    first: int
    severity: Severity
    x: float
    y: float


@dataclass(frozen=True)
class FoundView:
    """All findings, of the copy and of each file; and by the number of a picture what is drawn on it."""

    copy: tuple[Found, ...] = ()
    files: tuple[Found, ...] = ()
    boxes: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)
    pins: Mapping[int, tuple[Pin, ...]] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    known: bool = False
    pending: bool = True


@dataclass(frozen=True)
class Place:
    """Pictures as they lie on pages: with `sides`, the piece's; else each is a page of such a height (points)."""

    heights: Sequence[float]
    sides: Sequence[SideOnPage] = ()

    def on_picture(self, mark: Mark) -> tuple[int, float, float, float, float] | None:
        """The picture, from 1, on which a mark lies, and its box there; None where it is not shown."""
        box = mark.box.grown(_AROUND)
        for number, side in enumerate(self.sides, start=1):
            area = side.area
            x, y = box.x - area.x, area.top - box.top
            inside = 0 <= x + box.width / 2 <= area.width and 0 <= y + box.height / 2 <= area.height
            if side.page == mark.page and inside:
                if side.turned:
                    x, y = area.width - x - box.width, area.height - y - box.height
                return number, x, y, box.width, box.height
        if not self.sides and mark.page <= len(self.heights):
            return mark.page, box.x, self.heights[mark.page - 1] - box.top, box.width, box.height
        return None


def found_view(leaflet: Leaflet, checks: LeafletChecks, piece: Piece | None, place: Place) -> FoundView:
    """What was found of a leaflet. Numbers count from 1, in the order in which things are listed."""
    copy = _sorted(checks.copy)
    of_files = [
        (product, told)
        for product in leaflet.task.products
        if product in checks.files
        for told in _sorted(checks.files[product])
    ]
    shown: list[tuple[Product | None, Told]] = [*of_files, *((None, told) for told in copy)]
    drawn = {}
    for number, (product, told) in enumerate(shown, start=1):
        marks = told.marks if product in (None, leaflet.representative) else ()
        drawn[number] = [at for mark in marks if (at := place.on_picture(mark))]
    pins, pin_of = _pins(shown, drawn)
    listed = [
        _found(number, product, told, pin_of.get(number) or _elsewhere(leaflet, product, told.finding, piece))
        for number, (product, told) in enumerate(shown, start=1)
    ]
    boxes: dict[int, list[Box]] = {}
    for number, (_, told) in enumerate(shown, start=1):
        for picture, *box in drawn[number]:
            boxes.setdefault(picture, []).append(Box(told.finding.severity, *box))
    files = [checks.files[product] for product in leaflet.task.products if product in checks.files]
    errors = dict.fromkeys(each.error for each in (checks.copy, *files) if each and each.error)
    return FoundView(
        tuple(listed[len(of_files) :]),
        tuple(listed[: len(of_files)]),
        {picture: tuple(each) for picture, each in boxes.items()},
        pins,
        tuple(errors),
        checks.copy is not None,
        checks.pending,
    )


def _sorted(checked: Checked | None) -> list[Told]:
    """The gravest first, then by place."""
    told = checked.told if checked else ()
    return sorted(told, key=lambda each: (SEVERITIES.index(each.finding.severity), each.finding.line or 0))


def _found(number: int, product: Product | None, told: Told, target: str) -> Found:
    finding = told.finding
    return Found(
        number,
        finding.severity,
        _where(product, finding),
        finding.quote or "",
        finding.message,
        finding.hint,
        finding.rule,
        told.name,
        finding.fix is not None,
        target,
    )


def _where(product: Product | None, finding: Finding) -> str:
    if product is None:
        return f"Line {finding.line}" if finding.line else ""
    parts = [EDITIONS[product.edition].title]
    parts += [f"page {finding.page}"] if finding.page else []
    return ", ".join(parts)


def _elsewhere(leaflet: Leaflet, product: Product | None, finding: Finding, piece: Piece | None) -> str:
    """What a finding is about that has no place of its own: a panel, or a page of what is shown."""
    if product not in (None, leaflet.representative):
        return ""
    if piece and finding.panel in {panel.name for panel in piece.panels}:
        return panel_id(finding.panel)
    return page_id(finding.page) if finding.page and not piece else ""


def _pins(
    shown: Sequence[tuple[Product | None, Told]],
    drawn: Mapping[int, Sequence[tuple[int, float, float, float, float]]],
) -> tuple[dict[int, tuple[Pin, ...]], dict[int, str]]:
    """The pins of each picture, and the pin of each finding by its number."""
    groups: list[tuple[int, float, float, list[int]]] = []
    for number, boxes in drawn.items():
        if not boxes:
            continue
        picture, x, y, _, _ = boxes[0]
        near = (each for each in groups if each[0] == picture and abs(each[1] - x) < _NEAR and abs(each[2] - y) < _NEAR)
        if group := next(near, None):
            group[3].append(number)
        else:
            groups.append((picture, x, y, [number]))
    pins: dict[int, tuple[Pin, ...]] = {}
    pin_of = {}
    for picture, x, y, numbers in groups:
        findings = [shown[number - 1][1].finding for number in numbers]
        label = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}+{len(numbers) - 1}"
        pin = Pin(f"pin-{numbers[0]}", label, _says(numbers, findings), numbers[0], findings[0].severity, x, y)
        pins[picture] = (*pins.get(picture, ()), pin)
        pin_of.update(dict.fromkeys(numbers, pin.id))
    return pins, pin_of


def _says(numbers: Iterable[int], findings: Iterable[Finding]) -> str:
    pairs: Iterator[tuple[int, Finding]] = zip(numbers, findings, strict=True)
    return " ".join(f"{finding.severity.capitalize()} {number}: {finding.message}" for number, finding in pairs)
