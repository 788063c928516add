"""Tasks made in several processes at once, this one among them. Imported only where there is more than one task."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import resource_tracker
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from brochure.build.make import Made, make
from brochure.build.plan import Task
from brochure.clinic.workspace import Workspace
from brochure.errors import BrochureError, our_fault


def make_in_processes(workspace: Workspace, tasks: Sequence[Task], jobs: int) -> Iterator[Made]:
    """The products of the tasks as they are done, made in `jobs` processes, each of which warms up once.

    This one does not wait for the others to be there: each takes the next task as soon as it is free.
    """

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
            pool = ProcessPoolExecutor(jobs - 1, context, initializer=_work_in, initargs=(scratch,))
            stack.enter_context(pool)
            stack.push(end)
            queue = _Queue(workspace, tasks, pool)
            for _ in range(jobs - 1):
                queue.hand_on()
        yield from queue.all_made()


class _Queue:
    """The tasks that wait, and the products that came back from the other processes."""

    def __init__(self, workspace: Workspace, tasks: Sequence[Task], pool: ProcessPoolExecutor) -> None:
        self._workspace = workspace
        # The others begin later, so they take from the end.
        self._waiting = deque(tasks)
        self._count = len(tasks)
        self._pool = pool
        self._back: SimpleQueue[list[Made]] = SimpleQueue()

    def hand_on(self) -> None:
        """Gives a worker the last task that waits, if there is one."""
        try:
            task = self._waiting.pop()
        except IndexError:
            return
        try:
            self._pool.submit(make, self._workspace, task).add_done_callback(lambda done: self._take(task, done))
        except RuntimeError as error:  # the pool is broken, or is being shut down
            self._back.put(_lost(task, error))

    def _take(self, task: Task, done: Future[list[Made]]) -> None:
        """In the pool's own thread, when a worker is done, was killed, or is no longer wanted."""
        if done.cancelled():
            return
        if error := done.exception():
            self._back.put(_lost(task, error))
        else:
            self._back.put(done.result())
            self.hand_on()

    def all_made(self) -> Iterator[Made]:
        """Makes what nobody else has taken yet, and yields the others' products as they come."""
        left = self._count
        while left:
            for made in self._next():
                left -= 1
                yield from made

    def _next(self) -> Iterator[list[Made]]:
        """What came back; else what this process makes of the next task; else what comes back next."""
        try:
            yield self._back.get_nowait()
            return
        except Empty:
            pass
        try:
            task = self._waiting.popleft()
        except IndexError:
            yield self._back.get()
            return
        yield make(self._workspace, task)
        # The engine's boxes point at each other; without this each task would need as much memory again.
        gc.collect()


def _work_in(folder: str) -> None:
    tempfile.tempdir = folder
    # The pool ends a worker by it where another one was lost.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _lost(task: Task, error: BaseException) -> list[Made]:
    """A worker was killed from outside, most often because the machine ran out of memory; else the fault is ours."""
    told = BrochureError("A worker process was killed.", hint="Close other programs, or build with --jobs 1.")
    if isinstance(error, Exception) and not isinstance(error, RuntimeError):
        told = our_fault(error)
    return [Made(product, error=told) for product in task.products]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """The parent hears an interrupt after, when the pool is whole; the workers never hear Ctrl-C at all."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
