"""The ledger's file: made whole and private, opened only if it is sound, and its faults told with their mend.

Two guards stand here, too: one that keeps what a killed program left beside one ledger out of another, and the lock by
which one process sends at a time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from secrets import token_bytes

from brochure.errors import BadInput, Busy, CannotWrite, Place
from brochure.storage.databases import DatabaseFault, check_database, fault_of
from brochure.storage.files import read_file
from brochure.storage.locks import open_lock, try_lock, wait_for_lock
from brochure.storage.os_errors import NotAFile, reason
from brochure.storage.private_folder import make_private

NAME = "mail.sqlite"
_SEND_LOCK = "sending.lock"
#: Counts the changes of the tables below; stands in the file as its user_version.
SCHEMA_VERSION = 1
#: Tells our file from other programs' ("brml").
APPLICATION = 0x62726D6C
#: Seconds to wait for another program that writes.
PATIENCE = 20.0

# The two unique indexes are what keeps a message from going out twice, whatever a program above them does: one row for
# each round, and only one round of a version that is not history. No index is needed to list.
_SCHEMA = f"""
    PRAGMA application_id = {APPLICATION};
    PRAGMA user_version = {SCHEMA_VERSION};
    BEGIN;
    CREATE TABLE message (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL,
        version TEXT NOT NULL,
        round INTEGER NOT NULL,
        live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
        run INTEGER NOT NULL,
        address TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        line INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before TEXT NOT NULL,
        message_id TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        permanent INTEGER NOT NULL DEFAULT 0,
        queued TEXT NOT NULL,
        changed TEXT NOT NULL
    );
    CREATE UNIQUE INDEX message_round ON message (key, slug, version, round);
    CREATE UNIQUE INDEX message_live ON message (key, slug, version) WHERE live;
    CREATE INDEX message_due ON message (run, not_before) WHERE state = 'queued';
    CREATE INDEX message_sending ON message (state) WHERE state = 'sending';
    CREATE TABLE opted_out (mark BLOB PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE fact (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    INSERT INTO fact VALUES ('run', 0);
    COMMIT;
"""

_MOVE_ALL = "Move away all files beginning with mail.sqlite, then put the backup there."
_START_ANEW = (
    f"Nothing was sent. {_MOVE_ALL} Or save what can be saved with `sqlite3 mail.sqlite .recover`. Without it nobody"
    " knows who has had what and who opted out, so begin without one only if nothing was ever sent from here."
)


class Damaged(BadInput):
    """The file is no sound ledger."""


def open_store(folder: Path, patience: float) -> sqlite3.Connection:
    """The ledger in `folder`, an absolute path, made if there is none.

    Raises BadInput where it is locked, damaged, not writable, or made by a newer version of this program.
    """
    file = folder / NAME
    with _disk(file):
        make_private(folder)
        _check_kinds(file)
        _make_file(folder, file)
        _refuse_mixture(file)
    with errors_translated(file):
        if _has_changes(file):
            _check_read_only(file, patience)
        connection = _connect(file, patience, "rw")
        try:
            _check(connection, file)
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_read_only(file: Path, patience: float) -> None:
    """Checks it read-only: whoever closes a ledger last merges the changes beside it, be they damaged or foreign."""
    try:
        with errors_translated(file), closing(_connect(file, patience, "ro")) as connection:
            _check(connection, file)
    except Damaged:
        _mark_damaged(file)
        raise
    _unmark(file)


@contextmanager
def errors_translated(file: Path) -> Iterator[None]:
    """Turns the database's errors into ours. A broken rule of the tables is a fault of ours and stays as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise _refusal(error, file) from error


def locked(file: Path) -> Busy:
    """Another program holds the ledger for longer than we wait."""
    return Busy(
        "The ledger of sent mail is locked by another program.",
        hint="Close what else has it open, a database browser or a backup, and run the same command again.",
        place=Place(file),
    )


def _refusal(error: sqlite3.DatabaseError, file: Path) -> BadInput:
    match fault_of(error):
        case DatabaseFault.BUSY:
            return locked(file)
        case DatabaseFault.UNWRITABLE:
            return _not_writable(file, str(error))
        case DatabaseFault.FULL:
            return _not_writable(file, "the disk is full")
        case DatabaseFault.DAMAGED:
            return _damaged(file)


def _not_writable(file: Path, why: str) -> CannotWrite:
    return CannotWrite(
        f"The ledger of sent mail cannot be written: {why}.",
        hint="Nothing is sent without it. Mend the folder's permissions or make room, and run the same command again.",
        place=Place(file),
    )


def _damaged(file: Path) -> Damaged:
    return Damaged("The ledger of sent mail is damaged.", hint=_START_ANEW, place=Place(file))


@contextmanager
def _disk(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _not_writable(file, reason(error)) from error


def _check_kinds(file: Path) -> None:
    try:
        check_database(file, "-damaged")
    except NotAFile as error:
        raise BadInput(
            f"The ledger of sent mail cannot be opened: {reason(error)}.",
            hint="Nothing was sent. Move that away, and put the ledger back from a backup.",
            place=Place(file),
        ) from error


def _make_file(folder: Path, file: Path) -> None:
    """Made beside its place, then renamed: so an empty or half-made ledger in its place can only be a damaged one."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        wait_for_lock(handle)
        # To close a file that SQLite has open too would drop SQLite's locks; so it is not opened here.
        if not os.path.lexists(file):
            _refuse_orphans(file)
            _create(beside := folder / f"{NAME}.new")
            beside.rename(file)
            os.fsync(handle)
    finally:
        os.close(handle)
    _check_kinds(file)
    if file.stat().st_mode & 0o077:
        file.chmod(0o600)


def _create(beside: Path) -> None:
    for leftover in beside.parent.glob(f"{beside.name}*"):  # by a run that was killed here
        leftover.unlink()
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with errors_translated(beside), closing(sqlite3.connect(beside, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO fact VALUES ('secret', ?)", (token_bytes(32),))
        connection.execute("PRAGMA journal_mode = WAL")


def _connect(file: Path, patience: float, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, timeout=patience, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _check(connection: sqlite3.Connection, file: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    if ours and version > SCHEMA_VERSION:
        raise BadInput(
            "The ledger of sent mail was written by a newer version of brochure.",
            hint="Use that version, or a newer one, to send from here.",
            place=Place(file),
        )
    if not ours or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _damaged(file)


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # SQLite opens a ledger that can only be read, and even begins to write to it, without complaint; a write finds out.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE fact SET value = value WHERE name = 'run'")
    connection.execute("ROLLBACK")


# ---- The guard of what SQLite leaves beside --------------------------------------------------------------------------
#
# After a kill, changes lie in mail.sqlite-wal. They belong to that very ledger, and SQLite cannot tell: it plays them
# into whatever is called mail.sqlite.


def _has_changes(file: Path) -> bool:
    """Whether changes lie beside the ledger that are not in it yet."""
    beside = _beside(file, "wal")
    return beside.is_file() and beside.stat().st_size > 0


def _refuse_orphans(file: Path) -> None:
    """Raises BadInput where the ledger is gone and a part of it is left: a new one would take up what the old had."""
    for kind in ("wal", "shm"):
        if (part := _beside(file, kind)).exists():
            raise BadInput(
                f"The ledger of sent mail is gone, but {part.name} is left of it.",
                hint=f"{_MOVE_ALL} Without a backup a new one is begun, and nobody knows who has had what.",
                place=Place(file),
            )
    _unmark(file)


def _mark_damaged(file: Path) -> None:
    """Notes which file the changes beside it belong to, now that somebody may put another in its place."""
    with suppress(OSError):  # it is only one guard more
        if _has_changes(file):
            _mark(file).write_text(_identity(file), "ascii")


def _unmark(file: Path) -> None:
    """Takes the note back: the ledger is sound, or there is nothing that could flow into it."""
    with suppress(OSError):
        _mark(file).unlink(missing_ok=True)


def _refuse_mixture(file: Path) -> None:
    """Raises BadInput where another file has taken the place of a damaged one, beside the changes meant for that."""
    if not (mark := _mark(file)).exists():
        return
    if not _has_changes(file):
        _unmark(file)
    elif read_file(mark).decode("ascii", "replace") != _identity(file):
        raise BadInput(
            "The ledger of sent mail was replaced, but mail.sqlite-wal still belongs to the damaged one.",
            hint=_MOVE_ALL,
            place=Place(file),
        )


def _identity(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}"


def _mark(file: Path) -> Path:
    return _beside(file, "damaged")


def _beside(file: Path, kind: str) -> Path:
    return file.with_name(f"{file.name}-{kind}")


# ---- The lock of the sender ------------------------------------------------------------------------------------------


def lock_sending(folder: Path) -> int:
    """The handle that holds the lock; closing it lets go. Raises Busy while another process sends."""
    file = folder / _SEND_LOCK
    try:
        handle = open_lock(file, 0o600)
    except OSError as error:
        raise _lock_refusal(file, error) from error
    try:
        try_lock(handle)
    except OSError as error:
        os.close(handle)
        raise _lock_refusal(file, error) from error
    return handle


def _lock_refusal(file: Path, error: OSError) -> Busy | CannotWrite:
    if isinstance(error, BlockingIOError):
        return Busy(
            "Another `brochure send` is at work in this workspace.", hint="Wait until it is done.", place=Place(file)
        )
    return CannotWrite(
        f"The lock for sending cannot be taken: {reason(error)}.",
        hint="Mend the permissions of its folder, and keep the workspace on a disk of this computer.",
        place=Place(file),
    )
