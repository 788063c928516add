"""A whole build: plan, see what is stale, make that in one process or several, publish and remember each product."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.errors import BadInput, BrochureError, ExitCode, error_json, highest_ranking
from brochure.findings import Finding
from brochure.production.choices import resolve
from brochure.production.freshness import Verdict, judge
from brochure.production.inputs import CurrentInputs, Inputs
from brochure.production.outcome import Outcome
from brochure.production.plan import BuildRequest, Product, Task, plan, products
from brochure.production.records import BuildRecords, Record
from brochure.storage import read_trace
from brochure.storage.atomic import publish
from brochure.storage.fingerprint import fingerprint
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.production.make import MakeResult

#: Starting a second process takes as long as making a product or two; fewer tasks are made one after the other.
_WORTH_A_PROCESS = 3


def build(
    workspace: Workspace,
    request: BuildRequest,
    output: Path,
    jobs: int,
    report: Callable[[Outcome], None],
    *,
    force: bool = False,
    begin: Callable[[int], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
    preview: Callable[[Outcome, bytes], object] = lambda *_: None,
    tell: Callable[[str, Sequence[Finding]], None] | None = None,
    last: bool = False,
) -> tuple[list[Outcome], ExitCode]:
    """Makes what is stale of what is asked for, or with `force` all of it.

    `begin` hears how many products will be made, `report` of each as it is done, and `say` what went wrong with the
    memory of builds; `tell`, if it is given, hears what the rules say of the copy of an article that was made. Returns
    the outcomes in the order of the plan, and the code of the failure that ranks highest. `jobs` 0 lets the machine
    decide. Where one process makes all, `preview` gets each draft as soon as it is set: what is to become a product,
    and its bytes, before rules judge whether it may. After the `last` build of a process nothing more is made by it.
    """
    tasks = plan(workspace, request)
    tidy(workspace, output, (product.slug for product in products(tasks)))
    with closing(BuildRecords(workspace.records, say)) as records:
        resolved = resolve(workspace, tasks, records)
        tasks = resolved.tasks
        verdicts = judge_all(workspace, tasks, output, records)
        stale = _stale([task for task in tasks if task not in resolved.faults], verdicts, force=force)
        if tell:
            stale = _telling(stale)
        begin(sum(len(task.products) for task in stale))
        outcomes = {
            product: Outcome.fresh(product, workspace.display_path(verdict.path), verdict.record.facts)
            for product, verdict in verdicts.items()
            if verdict.record and verdict.record.facts and not force and verdict.freshness == "fresh"
        }

        def show(draft: MakeResult) -> None:
            preview(_outcome(draft, workspace, verdicts[draft.product]), draft.data)

        made = _make_tasks(workspace, stale, _jobs(jobs, len(stale)), show, last=last)
        for result in chain(_not_chosen(resolved.faults), made):
            outcome = _publish(result, workspace, verdicts[result.product], records)
            outcomes[result.product] = outcome
            if tell and result.copy is not None:
                tell(result.product.article, result.copy)
            report(outcome)
    ordered = [outcomes[product] for product in products(tasks)]
    return ordered, highest_ranking(outcome.code for outcome in ordered)


def judge_all(
    workspace: Workspace, tasks: Sequence[Task], output: Path, records: BuildRecords
) -> dict[Product, Verdict]:
    """Whether each product of the tasks is fresh."""
    current = CurrentInputs(workspace)
    return {product: judge(product, output / product.path, records, current) for product in products(tasks)}


def _stale(tasks: Sequence[Task], verdicts: Mapping[Product, Verdict], *, force: bool) -> list[Task]:
    """The tasks with what must be made of each."""
    to_make = (
        (task, tuple(p.edition for p in task.products if force or verdicts[p].freshness != "fresh")) for task in tasks
    )
    return [replace(task, editions=editions) for task, editions in to_make if editions]


def _telling(tasks: Sequence[Task]) -> list[Task]:
    """The tasks, of which the first of each article shall find what the rules say of its copy: it was read for that."""
    first = {task.article: task for task in reversed(tasks)}
    return [replace(task, tells=task is first[task.article]) for task in tasks]


def _jobs(requested: int, tasks: int) -> int:
    most = requested or ((os.cpu_count() or 1) if tasks >= _WORTH_A_PROCESS else 1)
    return max(1, min(most, tasks))


def _make_tasks(
    workspace: Workspace, tasks: Sequence[Task], jobs: int, preview: Callable[[MakeResult], None], *, last: bool
) -> Iterator[MakeResult]:
    if not tasks:
        return
    # Imported here: a build that finds everything fresh does without all that makes products.
    from brochure.production.make import clear_away, make, readable
    from brochure.storage import temporary as scratch

    with scratch.process_folder(workspace.records) as folder:
        # A fault in the first article is told at once: no process is begun for it.
        if jobs == 1 or not readable(workspace, tasks[0]):
            for number, task in enumerate(tasks):
                if number:
                    before = tasks[number - 1]
                    clear_away(settings=last and (before.article, before.layout) != (task.article, task.layout))
                yield from make(workspace, task, preview)
        else:
            from brochure.production.workers import make_in_processes

            yield from make_in_processes(workspace, tasks, jobs, folder)


def _not_chosen(faults: Mapping[Task, BrochureError]) -> Iterator[MakeResult]:
    """The products that have no layout, since their article or all layouts have a fault."""
    if faults:
        from brochure.production.make import failed

        for task, error in faults.items():
            yield from failed(task, error)


def _publish(result: MakeResult, workspace: Workspace, verdict: Verdict, records: BuildRecords) -> Outcome:
    if not result.error:
        try:
            publish(result.data, verdict.path)
        except BadInput as refused:
            result = replace(result, error=refused)
    outcome = _outcome(result, workspace, verdict)
    _remember(outcome, result, verdict, records)
    return outcome


def _outcome(result: MakeResult, workspace: Workspace, verdict: Verdict) -> Outcome:
    error = result.error
    return Outcome(
        result.product,
        workspace.display_path(verdict.path),
        "failed" if error else "built",
        result.seconds,
        None if error else result.pages,
        None if error else result.fit,
        None if error else result.arrangement,
        () if error else result.findings,
        error,
        result.about,
        ("it could not be made before",) if verdict.freshness == "failed" else verdict.reasons,
    )


def _remember(outcome: Outcome, result: MakeResult, verdict: Verdict, records: BuildRecords) -> None:
    """Records what was made and from what. A product that could not be made keeps its old record, with the error."""
    if outcome.error:
        old = verdict.record or Record("", "", Inputs({}, {}, {}), None)
        records.record(verdict.path, replace(old, error=error_json(outcome.error)))
    elif result.inputs:
        record = Record(fingerprint(), read_trace.digest(result.data), result.inputs, outcome.facts)
        records.record(verdict.path, record)
    else:
        records.forget(verdict.path)
