"""The budget of a job: no file takes more time or memory than this, whatever is in it.

A job is one import, one typesetting, one edition, one picture, one letter. How much it may take is told in one place,
`brochure.workspace.limits`. Three things hold it to that, none of which costs anything that can be measured:

- a thread looks every tenth of a second, which is there only while the job runs, and makes the job stop;
- where the system has it (Linux), the address space of the process is limited to the job's memory, so that one large
  piece is refused before it is there. C libraries abort when nothing is left, so the thread steps in at seven eighths;
- in the main thread a signal counts its processor time: regular expressions listen to signals, but to no thread.

A machine that stands still, such as a laptop whose lid was shut or one that is out of memory for others, is no fault of
the file: what passed between two looks without a look and without work does not count.

Some libraries go on after any exception, so ours is raised again until the job ends. A job that does not end even then
is stuck inside a library: the process says so in one line, and ends.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol, TypeVar

from brochure.errors import BadInput
from brochure.storage import temporary as scratch

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

Product = TypeVar("Product")

_MB = 2**20
#: Seconds between two looks, and until a job that goes on all the same is stopped once more.
_LOOK, _AGAIN = 0.1, 0.5
#: Seconds between two looks that are a busy machine; where more have passed, it stood still.
_BUSY = 1.0
#: Seconds that a job gets to stop, and how far over its memory it may be meanwhile.
_GRACE, _FAR = 10.0, 1.5
#: The part of the memory at which the thread steps in.
_SOON = 7 / 8
#: Address space, and memory in use, in pages.
_STATM = Path("/proc/self/statm")
_PAGE = resource.getpagesize()
#: Bytes to a unit of `ru_maxrss`.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Bounds(Protocol):
    """What a job may take: seconds, and MB above what the process has when it begins."""

    @property
    def seconds(self) -> float: ...
    @property
    def memory_mb(self) -> int: ...


class Over(BaseException):
    """Thrown into a job that takes too much. Not an Exception: libraries take those for faults of what they read."""


def within(what: str, bounds: Bounds, work: Callable[[], Product]) -> Product:
    """What `work` returns. A job inside another one counts as a part of it.

    Raises BadInput, which names `what` and the bound, where it takes more than it may.
    """
    if threading.get_ident() in _jobs:
        return work()
    job = _Job(what, bounds)
    try:
        # Not a context manager: the exception could hit the gap between the end of its block and its own.
        job.begin()
        result = work()
        job.end()
    except BaseException as error:
        job.ended = True  # before anything is called: from now on nothing is thrown
        job.end()
        job.judge(error)
        if not job.over:
            raise
    # Raised here, so that nothing holds on to what the job had made.
    if job.over:
        gc.collect()
        raise job.fault()
    return result


def before_giving_up(farewell: Callable[[BadInput], object]) -> None:
    """Sets what this process does before it ends because a job does not stop."""
    global _farewell
    _farewell = farewell


def address_space_limits() -> tuple[int, int]:
    """The limits of this process's address space outside of jobs, for the processes that it starts within one."""
    return _ceiling.address_space_limits()


def _say(fault: BadInput) -> None:
    with suppress(OSError):
        os.write(2, f"brochure: {fault}\n".encode())


#: Jobs by the thread that they run in.
_jobs: dict[int, _Job] = {}
_lock = threading.Lock()
_farewell: Callable[[BadInput], object] = _say


class _Job:
    def __init__(self, what: str, bounds: Bounds) -> None:
        self._what = what
        self._seconds, self._memory_mb = bounds.seconds, bounds.memory_mb
        self._deadline = time.monotonic() + self._seconds
        self._most = _resident() + self._memory_mb * _MB * _SOON
        self._thread = threading.get_ident()
        self._main = threading.current_thread() is threading.main_thread()
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="budget", daemon=True)
        self._last_stop = self._last_thrown = 0.0
        self.ended = False
        #: What there was too little of.
        self.over = ""

    def begin(self) -> None:
        # Signals are for the main thread: the thread that is started here blocks them all.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            self._watcher.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if self._main:
            self._hook, sys.unraisablehook = sys.unraisablehook, self._pass_over
            # The handler that was there before is put back by `end`.
            self._handler = signal.signal(signal.SIGVTALRM, self._heard)
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, _AGAIN)
        with _lock:
            _jobs[self._thread] = self
            _ceiling.raise_for(self._memory_mb * _MB)

    def end(self) -> None:
        """May be called twice: an exception on its way may hit the first call."""
        self.ended = True
        with _lock:
            if not self._main:
                _throw(self._thread, None)
            if _jobs.pop(self._thread, None) and not _jobs:
                _ceiling.restore()
        if self._main and self._handler is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._handler)
            sys.unraisablehook, self._handler = self._hook, None
        self._done.set()
        if self._watcher.ident:
            self._watcher.join()

    _handler: signal._HANDLER = None
    _hook: Callable[[UnraisableHookArgs], object] = sys.__unraisablehook__

    def judge(self, error: BaseException) -> None:
        """Whether a fault is one of memory, whatever a library made of it. An interrupt stays one."""
        if not isinstance(error, Exception | Over):
            self.over = ""
        elif not self.over and _ran_out(error):
            self.over = "memory"

    def fault(self) -> BadInput:
        bound = f"longer than {self._seconds:g} seconds"
        key = "seconds"
        if self.over == "memory":
            bound, key = f"more than {self._memory_mb} MB of memory", "memory_mb"
        hint = f"Make it simpler, or raise {key} in [limits] of brochure.toml."
        return BadInput(f"{self._what} takes {bound}.", hint=hint)

    def _watch(self) -> None:
        looked, worked = time.monotonic(), time.process_time()
        while not self._done.wait(_LOOK):
            now, work = time.monotonic(), time.process_time()
            stood = max(0.0, now - looked - max(_BUSY, work - worked))
            self._deadline += stood
            self._overdue += stood
            looked, worked = now, work
            self._look()

    def _look(self) -> None:
        now, resident = time.monotonic(), _resident()
        if not self.over:
            self.over = "time" if now > self._deadline else "memory" if resident > self._most else ""
            self._overdue = now + _GRACE
        if not self.over or self.ended:
            return
        if now > self._overdue or resident > self._most + (_FAR - _SOON) * self._memory_mb * _MB:
            _farewell(self.fault())
            scratch.remove()
            os._exit(BadInput.code)
        if now > self._last_stop + _AGAIN:
            self._last_stop = now
            self._stop()

    _overdue = 0.0

    def _stop(self) -> None:
        with _lock:
            if self.ended:
                return
            if self._main:
                signal.pthread_kill(self._thread, signal.SIGVTALRM)
            else:
                _throw(self._thread, Over)

    def _heard(self, _: int, __: FrameType | None) -> None:
        if not self.over and time.monotonic() > self._deadline:
            self.over = "time"
        # Two signals may come at once; the second must not interrupt the cleaning up after the first.
        now = time.monotonic()
        if self.over and not self.ended and now > self._last_thrown + _AGAIN:
            self._last_thrown = now
            raise Over

    def _pass_over(self, passed_over: UnraisableHookArgs) -> None:
        # In a callback Python can only report an exception and go on. Ours is raised again, so it needs no report.
        if not isinstance(passed_over.exc_value, Over):
            self._hook(passed_over)


def _throw(thread: int, error: type[BaseException] | None) -> None:
    """Makes another thread raise `error` at its next step; None takes back what it has not raised yet."""
    thrown = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), thrown)


def _ran_out(error: BaseException | None) -> bool:
    # An error that is raised again may stand twice in the chain, which then has no end.
    seen: set[int] = set()
    while error and id(error) not in seen:
        if isinstance(error, MemoryError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


class _Ceiling:
    """The bound of the process's address space while jobs run; nothing where the system does not tell how large it is.

    Two jobs at once, as of the proof page, share the higher one.
    """

    def __init__(self) -> None:
        self._before: tuple[int, int] | None = None

    def raise_for(self, size: int) -> None:
        present = _pages(0)
        if not present:
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if self._before is None:
            self._before = soft, hard
            soft_limit = present + size
        else:
            soft_limit = max(soft, present + size)
        bounds = [bound for bound in (self._before[0], hard) if bound != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (min(soft_limit, *bounds) if bounds else soft_limit, hard))

    def address_space_limits(self) -> tuple[int, int]:
        return self._before or resource.getrlimit(resource.RLIMIT_AS)

    def restore(self) -> None:
        if self._before:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_AS, self._before)
            self._before = None


def _resident() -> int:
    """Bytes of memory in use; where the system does not tell it, the most that ever were."""
    return _pages(1) or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT


def _pages(which: int) -> int:
    try:
        return int(_STATM.read_bytes().split()[which]) * _PAGE
    except (OSError, MemoryError):
        return 0


_ceiling = _Ceiling()
