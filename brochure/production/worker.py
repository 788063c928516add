"""What a worker process does: it makes the tasks that come in, one after the other, and ends when nothing can come.

Its standard input is a pipe from the process that started it. A thread waits for the end of that pipe, so that even a
busy worker ends when that process does, however it ends. Messages are pickled.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, BinaryIO

from brochure import budget
from brochure.errors import BadInput, BrochureError, our_fault
from brochure.storage import temporary as scratch

if TYPE_CHECKING:
    from brochure.production.make import MakeResult
    from brochure.production.plan import Task

#: For `python -P -c`: it finds our code where the process that started it found it.
BOOT = "import sys,pickle;sys.path[:]=pickle.load(sys.stdin.buffer);import brochure.production.worker as w;w.work()"


def work() -> None:
    """Works until the end of its input, and never returns."""
    answers = _answers()
    # This process may be told to end. Ctrl-C is for the one that started it, and stays blocked here.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    heard: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(heard,), daemon=True).start()
    folder, space, workspace = pickle.loads(heard.get())
    scratch.use_folder(folder)
    # It was started while a job ran, and has its bounds.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, space)

    from brochure.production.make import clear_away, make

    while True:
        task = pickle.loads(heard.get())
        answers.concerning(task)
        answers.give(make(workspace, task))
        clear_away()


def _listen(heard: SimpleQueue[bytes]) -> None:
    with suppress(Exception):
        while True:
            # It is pickled twice: the main thread unpacks what is inside, while this one goes on listening.
            heard.put(pickle.load(sys.stdin.buffer))
    os._exit(0)


def _answers() -> _Answers:
    """The way back; what a library prints on standard output does not get into it."""
    answers = _Answers(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    budget.before_giving_up(answers.give_up)
    return answers


class _Answers:
    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = Lock()
        self._task: Task | None = None

    def concerning(self, task: Task) -> None:
        self._task = task

    def give(self, results: list[MakeResult]) -> None:
        """The products of the task; there is more to come."""
        try:
            answer = pickle.dumps((results, True))
        except Exception as error:
            answer = pickle.dumps((self._failed(our_fault(error)), True))
        self._send(answer)

    def give_up(self, fault: BadInput) -> None:
        """The last words of a process that is stuck in its task."""
        self._send(pickle.dumps((self._failed(fault), False)))

    def _send(self, answer: bytes) -> None:
        with self._lock:
            self._out.write(answer)
            self._out.flush()

    def _failed(self, error: BrochureError) -> list[MakeResult]:
        from brochure.production.make import failed

        return failed(self._task, error) if self._task else []
