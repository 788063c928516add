"""What SQLite leaves beside a ledger after a kill: it belongs to that very file, and must not flow into another one.

SQLite itself cannot tell: it plays `mail.sqlite-wal` into whatever is called `mail.sqlite`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.files import read_file

MOVE_ALL = "Move away all files beginning with mail.sqlite, then put the backup there."


def journal(file: Path) -> bool:
    """Whether changes lie beside the ledger that are not in it yet."""
    beside = _beside(file, "wal")
    return beside.is_file() and beside.stat().st_size > 0


def refuse_orphans(file: Path) -> None:
    """Raises BadInput where the ledger is gone and a part of it is left: a new one would take up what the old had."""
    for kind in ("wal", "shm"):
        if (part := _beside(file, kind)).exists():
            raise BadInput(
                f"The ledger of sent mail is gone, but {part.name} is left of it.",
                hint=f"{MOVE_ALL} Without a backup a new one is begun, and nobody knows who has had what.",
                place=Place(file),
            )
    unmark(file)


def mark_damaged(file: Path) -> None:
    """Notes which file the changes beside it belong to, now that somebody may put another in its place."""
    with suppress(OSError):  # it is only one guard more
        if journal(file):
            _mark(file).write_text(_looks(file), "ascii")


def unmark(file: Path) -> None:
    """Takes the note back: the ledger is sound, or there is nothing that could flow into it."""
    with suppress(OSError):
        _mark(file).unlink(missing_ok=True)


def refuse_mixture(file: Path) -> None:
    """Raises BadInput where another file has taken the place of a damaged one, beside the changes meant for that."""
    if not (mark := _mark(file)).exists():
        return
    if not journal(file):
        unmark(file)
    elif read_file(mark).decode("ascii", "replace") != _looks(file):
        raise BadInput(
            "The ledger of sent mail was replaced, but mail.sqlite-wal still belongs to the damaged one.",
            hint=MOVE_ALL,
            place=Place(file),
        )


def _looks(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}"


def _mark(file: Path) -> Path:
    return _beside(file, "damaged")


def _beside(file: Path, kind: str) -> Path:
    return file.with_name(f"{file.name}-{kind}")
