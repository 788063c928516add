"""Tasks made in several processes at once. Imported only then, for a build in one process need not wait for it."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import resource_tracker
from tempfile import TemporaryDirectory

from brochure.build.make import Made, make
from brochure.build.plan import Task
from brochure.clinic.workspace import Workspace
from brochure.errors import BrochureError


def make_in_processes(workspace: Workspace, tasks: Sequence[Task], jobs: int) -> Iterator[Made]:
    """The products of the tasks as they are done, made in `jobs` processes, each of which warms up once."""

    def end(interrupted: type[BaseException] | None, *_: object) -> None:
        if interrupted:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.kill()

    # Spawned, not forked: the engine's libraries do not survive a fork on every system.
    context = multiprocessing.get_context("spawn")
    # It lets interrupts through when it starts, so it has to be there before they are held.
    resource_tracker.ensure_running()
    # The workers' temporary files lie where this process removes them, even if it has to end them.
    with TemporaryDirectory(prefix="brochure-") as scratch, ExitStack() as stack:
        with _interrupts_held():
            pool = stack.enter_context(ProcessPoolExecutor(jobs, context, initializer=_work_in, initargs=(scratch,)))
            stack.push(end)
            futures = {pool.submit(make, workspace, task): task for task in tasks}
        for future in as_completed(futures):
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from _lost(futures[future])


def _work_in(folder: str) -> None:
    tempfile.tempdir = folder
    # The pool ends a worker by it where another one was lost.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _lost(task: Task) -> Iterator[Made]:
    """A worker was killed from outside; most often the machine ran out of memory."""
    error = BrochureError("A worker process was killed.", hint="Close other programs, or build with --jobs 1.")
    return (Made(product, error=error) for product in task.products)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """The parent hears an interrupt after, when the pool is whole; the workers never hear Ctrl-C at all."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
