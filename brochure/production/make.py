"""Makes the editions of one task. Values in, values out: nothing is written here, so that any process may do it."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from brochure.budget import within
from brochure.content.article import load as load_article
from brochure.editions import making as editions
from brochure.editions.making import EditionFile, Job
from brochure.errors import BrochureError, CannotWrite, our_fault
from brochure.findings import Finding
from brochure.geometry.arranged import Arranged
from brochure.geometry.paper import PAPERS
from brochure.production.inputs import Inputs, inputs
from brochure.production.outcome import About
from brochure.production.plan import Product, Task
from brochure.storage.os_errors import reason
from brochure.storage.read_trace import ReadTrace, recording, unnoted
from brochure.typeset import layouts, looks
from brochure.typeset.estimate import Sample
from brochure.typeset.fit import Fit
from brochure.workspace.workspace import Workspace

#: It is done after the first task, and then after so many more, which leave some 2 MB each.
_SEVERAL = 8
_cleared = count()


@dataclass(frozen=True)
class MakeResult:
    """A product's bytes and what is known of them, or the error that kept it from being made.

    `inputs` is what it was made from; None where that changed while it was being made, or it was not made. `sample` is
    what an estimate of other layouts goes by, and `copy` what was found of the copy, where its task tells it.
    """

    product: Product
    data: bytes = b""
    pages: int = 0
    fit: Fit | None = None
    arrangement: Arranged | None = None
    findings: tuple[Finding, ...] = ()
    error: BrochureError | None = None
    seconds: float = 0
    about: About | None = None
    inputs: Inputs | None = None
    sample: Sample | None = None
    copy: Sequence[Finding] | None = None


def make(
    workspace: Workspace, task: Task, preview: Callable[[MakeResult], object] = lambda _: None
) -> list[MakeResult]:
    """Every product of the task; where its copy or layout is at fault, each with that error.

    `preview` gets each as a draft, before rules judge whether it may be published.
    """
    start = time.perf_counter()
    try:
        results = list(_make(workspace, task, preview))
    except Exception as error:  # the other products are made all the same
        return failed(task, _as_brochure_error(error), time.perf_counter() - start)
    if task.tells:
        with suppress(Exception):  # the products are made; whoever tells of the copy asks again
            results[0] = replace(results[0], copy=_copy_findings(workspace, task))
    return results


def _copy_findings(workspace: Workspace, task: Task) -> Sequence[Finding]:
    # Loaded here: whoever watches or sends leaflets does without the rules about copy.
    from brochure.production.copy_told import copy_findings

    return copy_findings(workspace, task.article)


def clear_away(*, settings: bool = False) -> None:
    """Takes away what tasks left: the engine's boxes point at each other, and each task would need as much again.

    Not where they left next to nothing, since hardly anything was set anew; and not after each, for to look through all
    that is kept takes a sixth of the time of a variant. With `settings`, what was set goes, too.
    """
    if settings and (parted := sys.modules.get("brochure.typeset.engine.parted")):
        parted.forget()
    if any(gc.get_count()[1:]) and next(_cleared) % _SEVERAL == 0:
        gc.collect()


def failed(task: Task, error: BrochureError, seconds: float = 0) -> list[MakeResult]:
    """Every product of the task with the error that kept it from being made."""
    return [MakeResult(product, error=error, seconds=seconds) for product in task.products]


def readable(workspace: Workspace, task: Task) -> bool:
    """Whether the task's article is without faults in itself; takes no more than reading it."""
    try:
        limits = workspace.config.limits
        within(task.article, limits, lambda: load_article(workspace, workspace.article(task.article)))
    except BrochureError:
        return False
    return True


def _as_brochure_error(error: Exception) -> BrochureError:
    """Any exception, as an error that says what to do."""
    if isinstance(error, BrochureError):
        return error
    if isinstance(error, OSError):
        message = f"{error.filename or 'A temporary file'} cannot be written or read: {reason(error)}."
        return CannotWrite(message, hint="Make room on the disk, or mend the permissions.")
    return our_fault(error)


def _make(workspace: Workspace, task: Task, preview: Callable[[MakeResult], object]) -> Iterator[MakeResult]:
    start, limits, what = time.perf_counter(), workspace.config.limits, _job_name(task)
    with recording() as shared:
        job = within(what, limits, lambda: _prepared(workspace, task))
    about = About.of(job.article.front)
    for product in task.products:
        named = f"{what}, {product.edition},"
        with recording() as own:
            try:
                draft = within(named, limits, partial(_edition, job, product))
                with unnoted():
                    preview(replace(draft, about=about))
                result = within(named, limits, partial(_judged, job, draft))
            except Exception as error:  # what the press refuses, the office printer may take
                result = MakeResult(product, error=_as_brochure_error(error))
        own.add(shared)
        yield replace(result, about=about, inputs=_inputs(own, workspace), seconds=time.perf_counter() - start)


def _job_name(task: Task) -> str:
    """How a message names the job."""
    return f"'{Path(task.article).stem}'" + (f" in {task.layout} on {task.paper}" if task.layout else "")


def _prepared(workspace: Workspace, task: Task) -> Job:
    """What all products of the task share."""
    path = workspace.article(task.article)
    workspace = workspace.showing(task.locations).wearing(task.look)
    if task.layout is None:
        article = load_article(workspace, path)
        return Job(workspace, article, PAPERS[task.paper])
    # A fault of the layout is found before the article is read, and one of the article before the engine is loaded.
    layout, folder = layouts.load(workspace, task.layout)
    looks.load(workspace, workspace.look)
    pieces = layouts.on_paper(layout, task.layout, task.paper, workspace.config.printer)
    article = load_article(workspace, path)
    pieces = layouts.facing(article.front.language, pieces)

    from brochure.typeset.panels import typeset_panels

    panels = typeset_panels(workspace, article, layout, folder, pieces, task.paper)
    return Job(workspace, article, PAPERS[task.paper], layout, panels, task.layout)


def _inputs(trace: ReadTrace, workspace: Workspace) -> Inputs | None:
    return None if trace.torn else inputs(trace, workspace)


def _edition(job: Job, product: Product) -> MakeResult:
    file = editions.make(product.edition, job)
    if not (panels := job.panels):
        return MakeResult(product, file.pdf, file.pages, findings=file.findings)
    return MakeResult(
        product, file.pdf, file.pages, panels.fit, panels.arrangement, file.findings, sample=panels.sample
    )


def _judged(job: Job, draft: MakeResult) -> MakeResult:
    """The draft with what rules find in it. Raises CheckFailed where one of them is an error."""
    # Imported here: the engine is loaded by now, and what only reads PDFs takes a moment more.
    from brochure.production.judged import judged

    found = judged(job, draft.product, EditionFile(draft.data, draft.pages))
    return replace(draft, findings=(*draft.findings, *found))
