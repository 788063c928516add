"""What became of each product, as people and as programs read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from brochure.errors import BrochureError, ExitCode, Overset, error_json
from brochure.findings import Finding
from brochure.geometry.arranged import Arranged
from brochure.production.plan import Product
from brochure.typeset.fit import Fit

if TYPE_CHECKING:
    from brochure.content.frontmatter import FrontMatter

Status = Literal["built", "fresh", "failed"]


@dataclass(frozen=True)
class About:
    """What the article says of itself that those who keep leaflets in order ask for."""

    title: str
    language: str
    version: str
    reviewed: date | None
    review_by: date | None

    def as_json(self) -> dict[str, Any]:
        """Dates as 2026-09-14, or null."""
        days = {
            name: day and day.isoformat() for name, day in (("reviewed", self.reviewed), ("review_by", self.review_by))
        }
        return {"title": self.title, "language": self.language, "version": self.version, **days}

    @classmethod
    def of(cls, front: FrontMatter) -> About:
        """What the front matter says."""
        return cls(front.title, front.language, front.version, front.reviewed, front.review_by)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> About:
        """What `as_json` gave."""
        days = {name: fields[name] and date.fromisoformat(fields[name]) for name in ("reviewed", "review_by")}
        return cls(fields["title"], fields["language"], fields["version"], **days)


@dataclass(frozen=True)
class Facts:
    """What a build decided and saw when it made a product: release, proof and status go by it and never guess.

    `arrangement` is None, as `fit`, where the product is not folded.
    """

    paper: str
    pages: int
    fit: Fit | None
    arrangement: Arranged | None
    findings: tuple[Finding, ...]
    about: About | None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "paper": self.paper,
            "pages": self.pages,
            "fit": self.fit and asdict(self.fit),
            **_arrangement_json(self.arrangement),
            "findings": [finding.as_json() for finding in self.findings],
            "about": self.about and self.about.as_json(),
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Facts:
        """What `as_json` gave."""
        fit, about = fields["fit"], fields["about"]
        return cls(
            fields["paper"],
            fields["pages"],
            fit and Fit.from_json(fit),
            _arrangement(fields),
            tuple(Finding.from_json(finding) for finding in fields["findings"]),
            about and About.from_json(about),
        )


def _arrangement_json(arrangement: Arranged | None) -> dict[str, Any]:
    return {"arrangement": arrangement and arrangement.number, "across": arrangement.across if arrangement else 0}


def _arrangement(fields: dict[str, Any]) -> Arranged | None:
    return None if (number := fields["arrangement"]) is None else Arranged(number, fields.get("across", 0))


@dataclass(frozen=True)
class Outcome:
    """A product, made or not. `path` is where it lies, or lay before; `reasons` say why it was made."""

    product: Product
    path: Path
    status: Status
    seconds: float = 0
    pages: int | None = None
    fit: Fit | None = None
    arrangement: Arranged | None = None
    findings: tuple[Finding, ...] = ()
    error: BrochureError | None = field(default=None, compare=False)
    about: About | None = None
    reasons: tuple[str, ...] = ()

    @property
    def code(self) -> ExitCode:
        return self.error.code if self.error else ExitCode.DONE

    def as_json(self) -> dict[str, Any]:
        """The shape of one entry of `products` in the JSON of `build`."""
        product = self.product
        return {
            "article": product.slug,
            "look": product.look,
            "locations": list(product.locations),
            "layout": product.layout,
            "best": product.best,
            "paper": product.paper,
            "edition": product.edition,
            "path": self.path.as_posix(),
            "status": self.status,
            "pages": self.pages,
            "seconds": round(self.seconds, 3),
            "fit": self._fit(),
            **_arrangement_json(self.arrangement),
            "findings": [finding.as_json() for finding in self.findings],
            "error": error_json(self.error) if self.error else None,
            "about": self.about.as_json() if self.about else None,
            "reasons": list(self.reasons),
        }

    @classmethod
    def fresh(cls, product: Product, path: Path, facts: Facts) -> Outcome:
        """A product that is as it was when these were its facts."""
        return cls(
            product,
            path,
            "fresh",
            pages=facts.pages,
            fit=facts.fit,
            arrangement=facts.arrangement,
            findings=facts.findings,
            about=facts.about,
        )

    @property
    def facts(self) -> Facts:
        """Of a product that was made."""
        assert self.pages is not None
        return Facts(self.product.paper, self.pages, self.fit, self.arrangement, self.findings, self.about)

    def _fit(self) -> dict[str, Any] | None:
        if self.fit:
            return {**asdict(self.fit), "overset_lines": 0, "overset_words": 0}
        if isinstance(self.error, Overset) and self.error.lines:
            return {
                "type_size_pt": None,
                "fill": None,
                "panels": [],
                "overset_lines": self.error.lines,
                "overset_words": self.error.words,
            }
        return None
