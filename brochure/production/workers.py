"""Tasks made in several processes at once, this one among them. Imported only where there is more than one task.

Each worker has its own pipes and its own thread here, so that one which dies takes nothing along but its task.
"""

from __future__ import annotations

import os
import pickle
import re
import resource
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Lock, Thread

from brochure import budget
from brochure.errors import BadInput, BrochureError
from brochure.production.make import MakeResult, clear_away, failed, make
from brochure.production.plan import Task
from brochure.production.worker import BOOT
from brochure.workspace.workspace import Workspace

#: A worker that is silent for so many seconds more than its jobs may take is ended from here: it is stuck in a library
#: that holds up all of its threads.
_PATIENCE = 60
#: Signals with which C libraries end a process where they find no memory, and what they print then.
_CRASHES = {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP, signal.SIGILL}
_NO_MEMORY = re.compile(rb"alloc|memory", re.IGNORECASE)
#: Bytes of its last words that are looked through.
_LAST_WORDS = 10_000


def make_in_processes(workspace: Workspace, tasks: Sequence[Task], jobs: int, folder: Path) -> Iterator[MakeResult]:
    """The products of the tasks as they are done, made in `jobs` processes, each of which warms up once.

    The workers' temporary files lie in `folder`; this process removes them, however a worker ends. It begins before the
    workers are up: each takes the next task as soon as it is free.
    """
    queue = _Queue(workspace, tasks)
    threads = [_WorkerThread(queue, workspace, folder) for _ in range(jobs - 1)]
    try:
        with _interrupts_held():
            for thread in threads:
                thread.start()
        yield from queue.all_results()
    finally:
        queue.close()
        for thread in threads:
            thread.dismiss()


class _Queue:
    """The tasks that wait, and the products that came back from the other processes."""

    def __init__(self, workspace: Workspace, tasks: Sequence[Task]) -> None:
        self._workspace = workspace
        self._waiting = deque(tasks)
        self._count = len(tasks)
        #: None where a task came back as it was.
        self._back: SimpleQueue[list[MakeResult] | None] = SimpleQueue()

    def take(self) -> Task | None:
        """The last task that waits: the others begin later, so they take from the end."""
        try:
            return self._waiting.pop()
        except IndexError:
            return None

    def put_results(self, results: list[MakeResult]) -> None:
        """What a worker made."""
        self._back.put(results)

    def put_back(self, task: Task) -> None:
        """A task that no worker could be started for."""
        self._waiting.append(task)
        self._back.put(None)

    def close(self) -> None:
        """Nothing more is wanted."""
        self._waiting.clear()

    def all_results(self) -> Iterator[MakeResult]:
        """Makes what nobody else has taken yet, and yields the others' products as they come."""
        remaining = self._count
        while remaining:
            if results := self._next():
                remaining -= 1
                yield from results

    def _next(self) -> list[MakeResult] | None:
        """What came back; else what this process makes of the next task; else what comes back next."""
        with suppress(Empty):
            return self._back.get_nowait()
        try:
            task = self._waiting.popleft()
        except IndexError:
            return self._back.get()
        results = make(self._workspace, task)
        clear_away()
        return results


class _WorkerThread(Thread):
    """Hands tasks to one worker, and starts another where that one is lost."""

    def __init__(self, queue: _Queue, workspace: Workspace, folder: Path) -> None:
        # A daemon: a process that is ended early does not wait for it, and the worker notices by itself.
        super().__init__(name="worker", daemon=True)
        self._queue = queue
        self._workspace = workspace
        self._folder = folder
        self._worker: _Worker | None = None
        self._lock = Lock()
        self._dismissed = False

    def run(self) -> None:
        """One task after the other, as long as there are any."""
        while task := self._queue.take():
            try:
                worker = self._ensure_worker()
            except OSError:  # the system gives no more processes; the first one makes it all
                self._queue.put_back(task)
                return
            if worker:
                self._queue.put_results(self._make(worker, task))
        if self._worker:
            self._worker.leave()

    def dismiss(self) -> None:
        """Ends the worker, whatever it is doing, and waits until it has gone."""
        with self._lock:
            self._dismissed = True
            if self._worker:
                self._worker.kill()
        self.join()

    def _ensure_worker(self) -> _Worker | None:
        with self._lock:
            if self._dismissed:
                return None
            if not self._worker:
                self._worker = _Worker(self._folder, self._workspace)
            return self._worker

    def _make(self, worker: _Worker, task: Task) -> list[MakeResult]:
        try:
            results, goes_on = worker.make(task)
            if goes_on:
                return results
        except (OSError, EOFError, pickle.UnpicklingError, TimeoutError) as error:
            results = failed(task, worker.lost(task, error))
        with self._lock:
            self._worker = None
        worker.leave()
        return results


class _Worker:
    """A process (see `brochure.production.worker`). Raises OSError where the system starts none."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self._limits = workspace.config.limits
        # What a library says on its way down is for us: the user gets one line.
        self._stderr = TemporaryFile(dir=folder)  # noqa: SIM115 - it stays open as long as the worker
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )
        self._first = pickle.dumps(sys.path) + _pickled_twice((folder, budget.address_space_limits(), workspace))

    def make(self, task: Task) -> tuple[list[MakeResult], bool]:
        """The products, and whether the worker goes on. Raises OSError or EOFError where it is lost."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(self._first + _pickled_twice(task))
        self._process.stdin.flush()
        self._first = b""
        patience = self._limits.seconds * (1 + task.tells + len(task.products)) + _PATIENCE
        if not select.select([self._process.stdout], [], [], patience)[0]:
            raise TimeoutError
        answer: tuple[list[MakeResult], bool] = pickle.load(self._process.stdout)
        return answer

    def lost(self, task: Task, error: Exception) -> BrochureError:
        """Why it is gone: its task took too much, or it was killed from outside, mostly for want of memory."""
        self.kill()
        signal_number = -self._process.wait()
        job, hint = f"'{task.article}'", "Make it simpler, or raise {} in [limits] of brochure.toml."
        if isinstance(error, TimeoutError):
            return BadInput(f"{job} takes longer than {self._limits.seconds:g} seconds.", hint=hint.format("seconds"))
        if signal_number in _CRASHES and self._ran_out():
            message = f"{job} takes more than {self._limits.memory_mb} MB of memory."
            return BadInput(message, hint=hint.format("memory_mb"))
        return BrochureError("A worker process was killed.", hint="Close other programs, or build with --jobs 1.")

    def _ran_out(self) -> bool:
        size = os.fstat(self._stderr.fileno()).st_size
        last = os.pread(self._stderr.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS))
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
        return bool(_NO_MEMORY.search(last)) or peak > self._limits.memory_mb * 2**20 / 2

    def kill(self) -> None:
        """Ends it at once."""
        self._process.kill()

    def leave(self) -> None:
        """Lets it go, and waits until it has gone."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()
        self._stderr.close()


def _pickled_twice(message: object) -> bytes:
    return pickle.dumps(pickle.dumps(message))


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Blocks interrupts while threads and workers start, which inherit that: the main thread alone hears one, later."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
