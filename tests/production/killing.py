"""What the tests share that kill the program, or play tricks on it."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.conftest import ROOT, environment

#: A wait that never ends is a fault; how long it takes on a busy machine is none.
PATIENCE = 60


def tricks(notes: Path, **more: str) -> dict[str, str]:
    """The environment in which articles of certain names play tricks (see tricks/sitecustomize.py)."""
    path = f"{Path(__file__).with_name('tricks')}:{ROOT}"
    return {**environment(**more), "PYTHONPATH": path, "TRICKS": str(notes)}


def until(done: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Waits for an event; fails where it does not come."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.002)


def noted(notes: Path, what: str) -> list[Path]:
    """The files of the processes that are, or were, there."""
    return [path.with_suffix("") for path in notes.glob(f"{what}-*.there")]


def lives(note: Path) -> bool:
    """Whether the process that wrote the note is still there; a zombie is not."""
    with note.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def strays(root: Path) -> Iterator[Path]:
    """What a killed run left in a workspace, half-written files and temporary ones, without the empty folder."""
    yield from (path for path in root.rglob(".*.tmp"))
    yield from (root / ".brochure" / "tmp").glob("*")
    yield from (root / "output" / "releases").glob("*/.new-*")
