"""What SQLite answers, sorted by what its reader has to do; and what may lie where it would open its files."""

from __future__ import annotations

import sqlite3
from enum import Enum
from pathlib import Path

from brochure.storage.files import refuse_other


class DatabaseFault(Enum):
    """Why a database did not do what it was asked. All but DAMAGED leave it whole."""

    #: Another process holds it for longer than we wait.
    BUSY = "busy"
    #: Its file, or the folder, may not be written, or the disk fails.
    UNWRITABLE = "unwritable"
    FULL = "full"
    DAMAGED = "damaged"


_FAULTS = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), DatabaseFault.BUSY),
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR),
        DatabaseFault.UNWRITABLE,
    ),
    sqlite3.SQLITE_FULL: DatabaseFault.FULL,
}


def fault_of(error: sqlite3.Error) -> DatabaseFault:
    """By the low byte of SQLite's code (sqlite.org/rescode.html); what SQLite did not answer itself is damage."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return _FAULTS.get(code & 0xFF, DatabaseFault.DAMAGED)


def check_database(file: Path, *more: str) -> None:
    """Raises NotAFile where SQLite would meet something else in place of the file, or of one that it keeps beside.

    `more` are other ends of names beside it.
    """
    for end in ("", "-journal", "-wal", "-shm", *more):
        beside = file.with_name(file.name + end)
        refuse_other(beside, beside.name if end else "it")
