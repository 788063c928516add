"""What became of each product, as people and as programs read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from brochure.build.plan import Product
from brochure.errors import BrochureError, ExitCode, Overset, error_json

if TYPE_CHECKING:
    from brochure.typeset.panels import Fit

Status = Literal["built", "fresh", "failed"]


@dataclass(frozen=True)
class Finding:
    """Something about a product that its maker should know."""

    rule: str
    severity: Literal["error", "warning", "note"]
    message: str
    hint: str = ""
    page: int | None = None
    panel: str | None = None


@dataclass(frozen=True)
class Outcome:
    """A product, made or not. `path` is where it lies, or lay before."""

    product: Product
    path: Path
    status: Status
    seconds: float = 0
    pages: int | None = None
    fit: Fit | None = None
    findings: tuple[Finding, ...] = ()
    error: BrochureError | None = field(default=None, compare=False)

    @property
    def code(self) -> ExitCode:
        return self.error.code if self.error else ExitCode.DONE

    def as_json(self) -> dict[str, Any]:
        """The shape of one entry of `products` in the JSON of `build`."""
        product = self.product
        return {
            "article": product.slug,
            "layout": product.layout,
            "paper": product.paper,
            "edition": product.edition,
            "path": self.path.as_posix(),
            "status": self.status,
            "pages": self.pages,
            "seconds": round(self.seconds, 3),
            "fit": self._fit(),
            "findings": [asdict(finding) for finding in self.findings],
            "error": error_json(self.error) if self.error else None,
        }

    def _fit(self) -> dict[str, Any] | None:
        if self.fit:
            return {**asdict(self.fit), "overset_lines": 0, "overset_words": 0}
        if isinstance(self.error, Overset) and self.error.lines:
            return {
                "type_size_pt": None,
                "fill": None,
                "overset_lines": self.error.lines,
                "overset_words": self.error.words,
            }
        return None
