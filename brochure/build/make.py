"""Makes the editions of one task. Values in, values out: nothing is written here, so that any process may do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.budget import within
from brochure.build.inputs import Inputs, inputs
from brochure.build.outcome import About, Finding
from brochure.build.plan import Product, Task
from brochure.clinic.article import Article
from brochure.clinic.article import load as load_article
from brochure.clinic.markdown import plain
from brochure.clinic.workspace import Workspace
from brochure.errors import BadInput, BrochureError, our_fault
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS
from brochure.journal import Journal, recording
from brochure.typeset import layouts
from brochure.typeset.fit import Fit

if TYPE_CHECKING:
    from brochure.typeset.panels import PanelSet

_SHARPER = "Use a picture with more pixels, or print it smaller; 300 ppi is wanted."


@dataclass(frozen=True)
class Made:
    """A product's bytes and what is known of them, or the error that kept it from being made.

    `inputs` is what it was made from; None where that changed while it was being made, or it was not made.
    """

    product: Product
    data: bytes = b""
    pages: int = 0
    fit: Fit | None = None
    findings: tuple[Finding, ...] = ()
    error: BrochureError | None = None
    seconds: float = 0
    about: About | None = None
    inputs: Inputs | None = None


def make(workspace: Workspace, task: Task) -> list[Made]:
    """Every product of the task; where its copy or layout is at fault, each with that error."""
    start = time.perf_counter()
    try:
        return list(_make(workspace, task))
    except Exception as error:  # the other products are made all the same
        return failed(task, _told(error), time.perf_counter() - start)


def failed(task: Task, error: BrochureError, seconds: float = 0) -> list[Made]:
    """Every product of the task with the error that kept it from being made."""
    return [Made(product, error=error, seconds=seconds) for product in task.products]


def readable(workspace: Workspace, task: Task) -> bool:
    """Whether the task's article is without faults in itself; takes no more than reading it."""
    try:
        limits = workspace.config.limits
        within(task.article, limits, lambda: load_article(workspace, workspace.article(task.article)))
    except BrochureError:
        return False
    return True


def _told(error: Exception) -> BrochureError:
    """Whatever went wrong, as an error that says what to do."""
    if isinstance(error, BrochureError):
        return error
    if isinstance(error, OSError):
        refused = f"{error.filename or 'A temporary file'} cannot be written or read: {error.strerror}."
        return BadInput(refused, hint="Make room on the disk, or mend the permissions.")
    return our_fault(error)


def _make(workspace: Workspace, task: Task) -> Iterator[Made]:
    start, limits, what = time.perf_counter(), workspace.config.limits, _named(task)
    with recording() as shared:
        article, maker = within(what, limits, lambda: _prepared(workspace, task))
    about = About.of(article.front)
    for product in task.products:
        with recording() as own:
            try:
                made = within(f"{what}, {product.edition},", limits, partial(maker, product))
            except Exception as error:  # what the press refuses, the office printer may take
                made = Made(product, error=_told(error))
        own.add(shared)
        yield replace(made, about=about, inputs=_inputs(own, workspace), seconds=time.perf_counter() - start)


def _named(task: Task) -> str:
    """How a message names the job."""
    return f"'{Path(task.article).stem}'" + (f" in {task.layout} on {task.paper}" if task.layout else "")


def _prepared(workspace: Workspace, task: Task) -> tuple[Article, Callable[[Product], Made]]:
    """What all products of the task share, and what makes one of them from it."""
    path = workspace.article(task.article)
    if task.layout is None:
        article = load_article(workspace, path)
        return article, partial(_paged, workspace, article)
    # A wrong layout is told before the article is read, and that before the engine is there.
    layout, folder = layouts.load(workspace, task.layout)
    pieces = layouts.on_paper(layout, task.layout, task.paper, workspace.config.printer.fold_allowance)
    article = load_article(workspace, path)

    from brochure.typeset.panels import typeset_panels

    panels = typeset_panels(workspace, article, layout, folder, pieces)
    return article, partial(_folded, workspace, article, layout, panels)


def _inputs(noted: Journal, workspace: Workspace) -> Inputs | None:
    return None if noted.torn else inputs(noted, workspace)


def _folded(workspace: Workspace, article: Article, layout: Layout, panels: PanelSet, product: Product) -> Made:
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
    return Made(product, data, len(panels.piece.sides), panels.fit, findings)


def _paged(workspace: Workspace, article: Article, product: Product) -> Made:
    from brochure.editions.email import email
    from brochure.editions.large_print import large_print

    edition = email if product.edition == "email" else large_print
    made = edition(workspace, article, PAPERS[product.paper])
    return Made(product, made.pdf, made.pages)


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
