"""Makes an edition: what every maker of the table gets, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from brochure.content.article import Article
from brochure.editions import EDITIONS
from brochure.editions.language import language_findings
from brochure.findings import Finding
from brochure.geometry.layout import Layout
from brochure.geometry.paper import Paper
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.typeset.panels import PanelSet


@dataclass(frozen=True)
class Job:
    """What an edition is made of.

    `layout`, its name and `panels` are there where it is folded: typeset once for all of them.
    """

    workspace: Workspace
    article: Article
    paper: Paper
    layout: Layout | None = None
    panels: PanelSet | None = None
    layout_name: str = ""

    @property
    def folded(self) -> tuple[Layout, PanelSet]:
        """The layout and its panels; only makers of folded editions ask."""
        assert self.layout
        assert self.panels
        return self.layout, self.panels


@dataclass(frozen=True)
class EditionFile:
    """A PDF with its number of pages, and what was noticed while it was made."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


def make(name: str, job: Job) -> EditionFile:
    """The edition of that name. Raises BadInput or Overset where it cannot be made of this job."""
    module, _, function = EDITIONS[name].maker.partition(":")
    made: EditionFile = getattr(import_module(module), function)(job)
    return replace(made, findings=(*made.findings, *language_findings(job.workspace, job.article)))
