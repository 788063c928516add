"""Tells of saved edits. Editors that save by renaming a new file over the old one are heard like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from brochure.errors import Lacking

#: Milliseconds without another save after which a burst of them is over, and the longest that one may last.
_QUIET, _LONGEST = 10, 400
#: Milliseconds after which a stop is noticed.
_HEED = 200
#: What the program writes itself, and what nobody prints from.
_OWN = frozenset(("output", ".brochure", ".git", ".venv", "__pycache__", "node_modules"))
#: What editors leave beside the file that is being written.
_SCRATCH = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")


def saves(root: Path, stop: Event) -> Iterator[frozenset[Path]]:
    """Yields the files of each burst of saved edits below `root`, until `stop` is set.

    The first set is empty: watching has begun, and who reads the workspace now misses nothing. Files that were deleted
    or renamed away count as saved. Where the root itself goes, it waits until it is back.
    Raises Lacking where the system cannot watch so many folders.
    """
    root = root.resolve()
    while not stop.is_set():
        if root.is_dir():
            yield from _heard(root, stop)
            if not stop.is_set():
                yield frozenset((root,))
        else:
            stop.wait(_HEED / 1000)


def _heard(root: Path, stop: Event) -> Iterator[frozenset[Path]]:
    """As `saves`, until the root is gone."""
    heard = watch(
        root,
        watch_filter=lambda _, path: concerns(root, Path(path)),
        stop_event=stop,
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_HEED,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    listens = False
    try:
        for changes in heard:
            if changes or not listens:
                listens = True
                yield frozenset(Path(path) for _, path in changes)
            if not root.is_dir():
                return
    except OSError as error:
        if root.is_dir():
            raise Lacking(
                f"The system does not watch {root}: {error}.",
                hint="Raise its limit (on Linux fs.inotify.max_user_watches), or name a smaller folder.",
            ) from error


def concerns(root: Path, path: Path) -> bool:
    """Whether a product may depend on a file: not on the program's own, nor on what an editor leaves beside it."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
    return bool(parts) and parts[0] not in _OWN and not path.name.startswith(".#") and not path.name.endswith(_SCRATCH)
