"""The sheet as values and as HTML: one page for a browser and, in the clinic's fonts, for paper."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from brochure.content.markdown import plain
from brochure.findings import SEVERITIES, Finding, counted
from brochure.preflight.checked import Checked
from brochure.preflight.prose import reading
from brochure.preflight.rule import Outcome
from brochure.preflight.subject_copy import Copy

#: What became of an item: a program found nothing, found something, or could not look.
Mark = Literal["no fault found", "see above", "to tick"]


@dataclass(frozen=True)
class Item:
    """An item of a list for approval, and what became of it."""

    no: str
    says: str
    mark: Mark


@dataclass(frozen=True)
class Listed:
    """A finding on the sheet: its number, and the products that it was found in; none for one of the copy."""

    number: int
    finding: Finding
    files: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Its line in the copy, or its place in the products."""
        found = self.finding
        page = [f"page {found.page}"] if found.page else []
        panel = [f"panel {found.panel}"] if found.panel else []
        said = [f"line {found.line}"] if found.line else [*self.files, *page, *panel]
        return ", ".join(said)


@dataclass(frozen=True)
class Picture:
    """A panel or a page with what was found drawn on it, a JPEG; `numbers` of findings; its size in points."""

    panel: str
    numbers: tuple[int, ...]
    data: bytes
    width: float
    height: float

    @property
    def said(self) -> str:
        """What it shows, for those who listen."""
        which = ", ".join(map(str, self.numbers))
        return f"{self.panel.capitalize()}, with finding{'s' if len(self.numbers) > 1 else ''} {which}"

    @property
    def shape(self) -> str:
        """How it is laid beside others."""
        return "wide" if self.width > self.height else "tall" if self.height > 1.7 * self.width else "page"

    @property
    def address(self) -> str:
        """All of it, as a page without other files needs it."""
        return f"data:image/jpeg;base64,{b64encode(self.data).decode()}"


@dataclass(frozen=True)
class Drawn:
    """A product, and its panels on which something is drawn."""

    product: str
    pictures: Sequence[Picture]


@dataclass(frozen=True)
class Sheet:
    """What the sheet says of an article on a day. Findings are numbered through; `unseen` says what is not drawn."""

    title: str
    slug: str
    version: str
    clinic: str
    day: date
    review: str
    grades: str
    total: str
    findings: Mapping[str, Sequence[Listed]]
    names: Mapping[str, str]
    items: Mapping[str, Sequence[Item]]
    not_run: Sequence[str]
    drawn: Sequence[Drawn] = ()
    unseen: str = ""

    @property
    def pictures(self) -> list[Picture]:
        """All of them, in their order."""
        return [picture for each in self.drawn for picture in each.pictures]


def sheet(
    copy: Copy, outcomes: Sequence[Outcome], names: Mapping[str, str], today: date, products: Sequence[Checked] = ()
) -> Sheet:
    """The sheet of an article and of the products that were made of it; `names` are those of rules by id."""
    front = copy.article.front
    found = [finding for outcome in outcomes for finding in outcome.findings]
    listed = [(each, ()) for each in sorted(found, key=lambda each: each.line or 0)] + _of_products(products)
    counts = Counter(finding.severity for finding, _ in listed)
    number = count(1)
    by_severity: dict[str, list[Listed]] = {
        severity: [Listed(next(number), each, files) for each, files in listed if each.severity == severity]
        for severity in SEVERITIES
        if counts[severity]
    }
    return Sheet(
        plain(front.title, front.language),
        copy.article.slug,
        front.version,
        copy.config.clinic.name,
        today,
        _review(copy),
        _grades(copy),
        ", ".join(counted(counts[severity], severity) for severity in SEVERITIES if counts[severity]) or "nothing",
        by_severity,
        names,
        _items(copy, {outcome.rule: outcome for outcome in outcomes}),
        _not_run(outcomes, products),
    )


def _of_products(products: Sequence[Checked]) -> list[tuple[Finding, tuple[str, ...]]]:
    """What was found in them; what is the same in several is told once, with all their names."""
    found: dict[object, tuple[Finding, tuple[str, ...]]] = {}
    for product in products:
        for finding in product.findings:
            key = finding.rule, finding.severity, finding.message, finding.page, finding.panel
            first, files = found.get(key, (finding, ()))
            found[key] = first, (*files, product.file) if product.file not in files else files
    return list(found.values())


def _not_run(outcomes: Sequence[Outcome], products: Sequence[Checked]) -> list[str]:
    """Why the copy, or a product, could not be judged by a rule, or at all."""
    said = {outcome.reason for outcome in outcomes if outcome.state == "not run"}
    for product in products:
        said |= {f"{product.file}: {each.reason}" for each in product.outcomes if each.state == "not run"}
        if product.error:
            said.add(f"{product.file}: {product.error.message.rstrip('.')}")
    return sorted(said)


def _review(copy: Copy) -> str:
    front = copy.article.front
    said = f"Reviewed on {front.reviewed:%Y-%m-%d}" if front.reviewed else "Not reviewed"
    said += f" by {plain(front.reviewer, front.language)}" if front.reviewed and front.reviewer else ""
    return f"{said}; next review by {front.review_by:%Y-%m-%d}." if front.review_by else f"{said}."


def _grades(copy: Copy) -> str:
    placed = [sentence for _, sentence in reading.running(copy.passages)]
    measured = reading.measure(placed, copy.language)
    about = f"{counted(measured.words, 'word')} in {counted(len(placed), 'sentence')}"
    if copy.speaks("en"):
        return f"{about}; {measured.grades}."
    return f"{about}; {measured.inflesz:.0f} points on the INFLESZ scale." if copy.speaks("es") else f"{about}."


def _items(copy: Copy, outcomes: Mapping[str, Outcome]) -> dict[str, list[Item]]:
    lists: dict[str, list[Item]] = {}
    for item in copy.lists.entries("approval", "item"):
        mark = _mark([outcomes[rule] for rule in item["rules"] if rule in outcomes])
        lists.setdefault(item["of"], []).append(Item(item["no"], item["says"], mark))
    return lists


def _mark(asked: Sequence[Outcome]) -> Mark:
    if any(outcome.state == "fail" for outcome in asked):
        return "see above"
    return "no fault found" if any(outcome.state == "pass" for outcome in asked) else "to tick"


def html(values: Sheet, *, printed: bool) -> str:
    """The page; for paper without a style of its own. All that comes from copy is escaped."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("sheet.html").render(sheet=values, printed=printed, style=style())


def style() -> str:
    """How the sheet looks, on a screen and on paper."""
    return (Path(__file__).parent / "sheet.css").read_text("utf-8")
