"""Tasks made in several processes at once, this one among them. Imported only where there is more than one task.

Each worker has its own pipes and its own thread here, so that one which dies takes nothing along but its task.
"""

from __future__ import annotations

import gc
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
from brochure.production.make import Made, failed, make
from brochure.production.plan import Task
from brochure.production.worker import BOOT
from brochure.workspace.workspace import Workspace

#: Seconds above those of its jobs after which a worker that answers nothing is ended from here: it is in a library
#: that lets none of its threads go on.
_PATIENCE = 60
#: How a C library ends that finds no memory, and what it says then.
_CRASHES = {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP, signal.SIGILL}
_NO_MEMORY = re.compile(rb"alloc|memory", re.IGNORECASE)
#: Bytes of its last words that are looked through.
_LAST_WORDS = 10_000


def make_in_processes(workspace: Workspace, tasks: Sequence[Task], jobs: int, folder: Path) -> Iterator[Made]:
    """The products of the tasks as they are done, made in `jobs` processes, each of which warms up once.

    The workers' temporary files lie in `folder`, where this process removes them, however those end. This one does not
    wait for the others to be there: each takes the next task as soon as it is free.
    """
    queue = _Queue(workspace, tasks)
    seats = [_Seat(queue, workspace, folder) for _ in range(jobs - 1)]
    try:
        with _interrupts_held():
            for seat in seats:
                seat.start()
        yield from queue.all_made()
    finally:
        queue.close()
        for seat in seats:
            seat.dismiss()


class _Queue:
    """The tasks that wait, and the products that came back from the other processes."""

    def __init__(self, workspace: Workspace, tasks: Sequence[Task]) -> None:
        self._workspace = workspace
        self._waiting = deque(tasks)
        self._count = len(tasks)
        #: None where a task came back as it was.
        self._back: SimpleQueue[list[Made] | None] = SimpleQueue()

    def take(self) -> Task | None:
        """The last task that waits: the others begin later, so they take from the end."""
        try:
            return self._waiting.pop()
        except IndexError:
            return None

    def bring(self, made: list[Made]) -> None:
        """What a worker made."""
        self._back.put(made)

    def bring_back(self, task: Task) -> None:
        """A task that no worker could be started for."""
        self._waiting.append(task)
        self._back.put(None)

    def close(self) -> None:
        """Nothing more is wanted."""
        self._waiting.clear()

    def all_made(self) -> Iterator[Made]:
        """Makes what nobody else has taken yet, and yields the others' products as they come."""
        left = self._count
        while left:
            if made := self._next():
                left -= 1
                yield from made

    def _next(self) -> list[Made] | None:
        """What came back; else what this process makes of the next task; else what comes back next."""
        with suppress(Empty):
            return self._back.get_nowait()
        try:
            task = self._waiting.popleft()
        except IndexError:
            return self._back.get()
        made = make(self._workspace, task)
        # The engine's boxes point at each other; without this each task would need as much memory again.
        gc.collect()
        return made


class _Seat(Thread):
    """Looks after one worker, and after the next where that one is lost."""

    def __init__(self, queue: _Queue, workspace: Workspace, folder: Path) -> None:
        # Where this process is ended before its time, it does not wait: the worker notices.
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
                worker = self._there()
            except OSError:  # the system gives no more processes; the first one makes it all
                self._queue.bring_back(task)
                return
            if worker:
                self._queue.bring(self._made(worker, task))
        if self._worker:
            self._worker.leave()

    def dismiss(self) -> None:
        """Ends the worker, whatever it is doing, and waits until it has gone."""
        with self._lock:
            self._dismissed = True
            if self._worker:
                self._worker.kill()
        self.join()

    def _there(self) -> _Worker | None:
        with self._lock:
            if self._dismissed:
                return None
            if not self._worker:
                self._worker = _Worker(self._folder, self._workspace)
            return self._worker

    def _made(self, worker: _Worker, task: Task) -> list[Made]:
        try:
            made, stays = worker.make(task)
            if stays:
                return made
        except (OSError, EOFError, pickle.UnpicklingError, TimeoutError) as error:
            made = failed(task, worker.lost(task, error))
        with self._lock:
            self._worker = None
        worker.leave()
        return made


class _Worker:
    """A process (see `brochure.production.worker`). Raises OSError where the system starts none."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self._limits = workspace.config.limits
        # What a library says on its way down is for us: the user gets one line.
        self._said = TemporaryFile(dir=folder)  # noqa: SIM115 - it stays open as long as the worker
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        self._first = pickle.dumps(sys.path) + _wrapped((folder, budget.outside(), workspace))

    def make(self, task: Task) -> tuple[list[Made], bool]:
        """The products, and whether the worker goes on. Raises OSError or EOFError where it is lost."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(self._first + _wrapped(task))
        self._process.stdin.flush()
        self._first = b""
        patience = self._limits.seconds * (1 + len(task.products)) + _PATIENCE
        if not select.select([self._process.stdout], [], [], patience)[0]:
            raise TimeoutError
        answer: tuple[list[Made], bool] = pickle.load(self._process.stdout)
        return answer

    def lost(self, task: Task, error: Exception) -> BrochureError:
        """Why it is gone: its task took too much, or it was killed from outside, mostly for want of memory."""
        self.kill()
        ended = -self._process.wait()
        what, hint = f"'{task.article}'", "Make it simpler, or raise {} in [limits] of brochure.toml."
        if isinstance(error, TimeoutError):
            return BadInput(f"{what} takes longer than {self._limits.seconds:g} seconds.", hint=hint.format("seconds"))
        if ended in _CRASHES and self._ran_out():
            said = f"{what} takes more than {self._limits.memory_mb} MB of memory."
            return BadInput(said, hint=hint.format("memory_mb"))
        return BrochureError("A worker process was killed.", hint="Close other programs, or build with --jobs 1.")

    def _ran_out(self) -> bool:
        size = os.fstat(self._said.fileno()).st_size
        last = os.pread(self._said.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS))
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
        self._said.close()


def _wrapped(message: object) -> bytes:
    return pickle.dumps(pickle.dumps(message))


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """The main thread hears an interrupt after, when all others are there; they and the workers never hear one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
