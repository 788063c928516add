"""A whole build: plan, make in one process or several, publish each product as it comes."""

from __future__ import annotations

import gc
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from brochure.build.make import Made, make
from brochure.build.outcome import Outcome
from brochure.build.plan import Task, Wish, plan
from brochure.build.publish import publish
from brochure.clinic.workspace import Workspace
from brochure.errors import BadInput, BrochureError, ExitCode, highest_ranking

#: Starting a second process costs about as much as two products; fewer tasks are made one after the other.
_WORTH_A_PROCESS = 3


def build(
    workspace: Workspace, wish: Wish, output: Path, jobs: int, report: Callable[[Outcome], None]
) -> tuple[list[Outcome], ExitCode]:
    """Makes all that can be made, in the order of the plan; `report` hears of each product as it is done.

    Returns the outcomes and the code of the failure that ranks highest. `jobs` 0 lets the machine decide.
    """
    tasks = plan(workspace, wish)
    outcomes: list[Outcome] = []
    for made in _made(workspace, tasks, _jobs(jobs, len(tasks))):
        outcomes.append(_publish(made, workspace, output))
        report(outcomes[-1])
    order = {product.path: at for at, product in enumerate(p for task in tasks for p in task.products)}
    outcomes.sort(key=lambda outcome: order[outcome.product.path])
    return outcomes, highest_ranking(outcome.code for outcome in outcomes)


def _jobs(wanted: int, tasks: int) -> int:
    most = wanted or (os.cpu_count() or 1 if tasks >= _WORTH_A_PROCESS else 1)
    return max(1, min(most, tasks))


def _made(workspace: Workspace, tasks: Sequence[Task], jobs: int) -> Iterator[Made]:
    if jobs == 1:
        for number, task in enumerate(tasks):
            if number:
                # The engine's boxes point at each other; without this each task would need as much memory again.
                gc.collect()
            yield from make(workspace, task)
    else:
        yield from _in_processes(workspace, tasks, jobs)


def _in_processes(workspace: Workspace, tasks: Sequence[Task], jobs: int) -> Iterator[Made]:
    # Imported here, for a build in one process need not wait for them.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    # Spawned, not forked: the engine's libraries do not survive a fork on every system.
    context = multiprocessing.get_context("spawn")
    with (
        # Their temporary files lie where this process removes them, even if it has to end them.
        TemporaryDirectory(prefix="brochure-") as scratch,
        ProcessPoolExecutor(jobs, context, initializer=_work_in, initargs=(scratch,)) as pool,
    ):
        try:
            with _interrupts_held():
                futures = {pool.submit(make, workspace, task): task for task in tasks}
            for future in as_completed(futures):
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    yield from _lost(futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.kill()
            raise


def _work_in(folder: str) -> None:
    tempfile.tempdir = folder
    # The pool ends a worker by it where another one was lost.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _lost(task: Task) -> Iterator[Made]:
    """A worker was killed from outside; most often the machine ran out of memory."""
    error = BrochureError("A worker process was killed.", hint="Close other programs, or build with --jobs 1.")
    return (Made(product, 0, error=error) for product in task.products)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """The parent hears an interrupt after, when no worker is half-started; the workers never hear Ctrl-C at all."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _publish(made: Made, workspace: Workspace, output: Path) -> Outcome:
    path = output / made.product.path
    shown = path.relative_to(workspace.root) if path.is_relative_to(workspace.root) else path
    error = made.error
    if not error:
        try:
            publish(made.data, path)
        except BadInput as refused:
            error = refused
    if error:
        return Outcome(made.product, shown, "failed", made.seconds, error=error)
    return Outcome(made.product, shown, "built", made.seconds, made.pages, made.fit, made.findings)
