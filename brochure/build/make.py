"""Makes the editions of one task. Values in, values out: nothing is written here, so that any process may do it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brochure.build.outcome import Finding
from brochure.build.plan import Product, Task
from brochure.clinic.article import Article
from brochure.clinic.article import load as load_article
from brochure.clinic.markdown import plain
from brochure.clinic.workspace import Workspace
from brochure.errors import BadInput, BrochureError, our_fault
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS
from brochure.typeset import layouts

if TYPE_CHECKING:
    from brochure.typeset.panels import Fit, PanelSet


_SHARPER = "Use a picture with more pixels, or print it smaller; 300 ppi is wanted."


@dataclass(frozen=True)
class Made:
    """A product's bytes and what is known of them, or the error that kept it from being made."""

    product: Product
    seconds: float
    data: bytes = b""
    pages: int = 0
    fit: Fit | None = None
    findings: tuple[Finding, ...] = ()
    error: BrochureError | None = None


def make(workspace: Workspace, task: Task) -> list[Made]:
    """Every product of the task; where its copy or layout is at fault, each with that error."""
    start = time.perf_counter()
    try:
        return list(_make(workspace, task))
    except Exception as error:  # the other products are made all the same
        seconds, told = time.perf_counter() - start, _told(error)
        return [Made(product, seconds, error=told) for product in task.products]


def _told(error: Exception) -> BrochureError:
    """Whatever went wrong, as an error that says what to do."""
    if isinstance(error, BrochureError):
        return error
    if isinstance(error, OSError):
        refused = f"{error.filename or 'A temporary file'} cannot be written or read: {error.strerror}."
        return BadInput(refused, hint="Make room on the disk, or mend the permissions.")
    return our_fault(error)


def _make(workspace: Workspace, task: Task) -> Iterator[Made]:
    start = time.perf_counter()
    path = workspace.article(task.article)
    if task.layout is None:
        yield _paged(workspace, task, load_article(workspace, path), start)
        return
    layout, folder = layouts.load(workspace, task.layout)
    pieces = layouts.on_paper(layout, task.layout, task.paper, workspace.config.printer.fold_allowance)
    article = load_article(workspace, path)

    from brochure.typeset.panels import typeset_panels

    panels = typeset_panels(workspace, article, layout, folder, pieces)
    for product in task.products:
        try:
            yield _folded(workspace, article, layout, panels, product, start)
        except Exception as error:  # what the press refuses, the office printer may take
            yield Made(product, time.perf_counter() - start, error=_told(error))


def _folded(
    workspace: Workspace, article: Article, layout: Layout, panels: PanelSet, product: Product, start: float
) -> Made:
    findings = _findings(panels)
    if product.edition == "press":
        from brochure.editions.press import press
        from brochure.editions.print_job import print_job

        made = press(panels, layout.fold, article, print_job(workspace, product.paper))
        data = made.pdf
        findings += tuple(Finding("coarse-picture", "warning", f"{said}.", _SHARPER) for said in made.doubtful)
    else:
        from brochure.editions.office import office

        data = office(panels, layout, plain(article.front.title, article.front.language), article.front.language)
    return Made(product, time.perf_counter() - start, data, len(panels.piece.sides), panels.fit, findings)


def _paged(workspace: Workspace, task: Task, article: Article, start: float) -> Made:
    from brochure.editions.email import email

    product = task.products[0]
    made = email(workspace, article, PAPERS[task.paper])
    return Made(product, time.perf_counter() - start, made.pdf, made.pages)


def _findings(panels: PanelSet) -> tuple[Finding, ...]:
    if not panels.spare:
        return ()
    count = len(panels.piece.flow)
    return (
        Finding(
            "underfull",
            "note",
            f"The copy fills {count - len(panels.spare)} of {count} panels at the largest type;"
            f" lines for notes fill {', '.join(panels.spare)}.",
            "Write more, or choose a smaller layout.",
            panel=panels.spare[0],
        ),
    )
