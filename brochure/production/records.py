"""The memory of builds: for each product what it was made from and what came of it. Losing it costs only time.

`.brochure/build.sqlite` in the workspace. A record speaks only of the bytes whose digest it names: one that is written
late, twice, by another process or not at all never makes a stale product look fresh.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brochure.production.inputs import Inputs
from brochure.production.outcome import Facts
from brochure.storage import read_trace
from brochure.storage.databases import DatabaseFault, check_database, fault_of
from brochure.storage.os_errors import reason
from brochure.storage.private_folder import make_private

#: The shape of the tables; a file with another is made anew.
_SHAPE = 4
_TABLES = {
    "product": "create table product (path blob primary key, record text not null, digest text not null)",
    "choice": "create table choice (name text primary key, record text not null, digest text not null)",
}
#: Seconds that one process waits for another's record to be written.
_PATIENCE = 10


@dataclass(frozen=True)
class Record:
    """What is known of a product: the digest of its bytes, its facts, and the error if the last try failed.

    One that was never made has no facts.
    """

    program: str
    digest: str
    inputs: Inputs
    facts: Facts | None
    error: dict[str, Any] | None = None


@dataclass(frozen=True)
class Choice:
    """The layout that was chosen for a leaflet, why, and from what; `former` are those that were chosen before."""

    layout: str
    why: str
    program: str
    inputs: Inputs
    former: tuple[str, ...] = ()


class BuildRecords:
    """The records of one workspace. A fault of their file is reported once to `say`; the build goes on without them."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._file = folder / "build.sqlite"
        self._say = say
        self._connection: sqlite3.Connection | None = None
        try:
            make_private(folder)
            self._connection = _connect(self._file)
        except (sqlite3.Error, OSError) as error:
            self._mend(error)

    def record(self, path: Path, record: Record) -> None:
        """Remembers a product that lies at `path`."""
        text = _text(record)
        with self._using() as connection:
            if connection:
                row = os.fsencode(path), text, read_trace.digest(text.encode())
                connection.execute("insert or replace into product values (?, ?, ?)", row)

    def of(self, path: Path) -> Record | None:
        """What is remembered of the product at `path`."""
        with self._using() as connection:
            if connection:
                rows = connection.execute("select record, digest from product where path = ?", (os.fsencode(path),))
                for text, digest in rows.fetchall():
                    if not isinstance(text, str) or read_trace.digest(text.encode()) != digest:
                        raise sqlite3.DatabaseError("a record is not what was written")
                    return _record(text)
        return None

    def forget(self, path: Path) -> None:
        """Forgets a product: it counts as never made."""
        with self._using() as connection:
            if connection:
                connection.execute("delete from product where path = ?", (os.fsencode(path),))

    def record_choice(self, name: str, choice: Choice) -> None:
        """Remembers what was chosen for the leaflets of that name."""
        text = json.dumps({**vars(choice), "inputs": _parts(choice.inputs)})
        with self._using() as connection:
            if connection:
                row = name, text, read_trace.digest(text.encode())
                connection.execute("insert or replace into choice values (?, ?, ?)", row)

    def choice(self, name: str) -> Choice | None:
        """What was chosen for the leaflets of that name."""
        with self._using() as connection:
            if connection:
                rows = connection.execute("select record, digest from choice where name = ?", (name,))
                for text, digest in rows.fetchall():
                    if not isinstance(text, str) or read_trace.digest(text.encode()) != digest:
                        raise sqlite3.DatabaseError("a choice is not what was written")
                    fields = json.loads(text)
                    made_from, former = Inputs(**fields.pop("inputs")), tuple(fields.pop("former"))
                    return Choice(**fields, inputs=made_from, former=former)
        return None

    def close(self) -> None:
        """Lets go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, in a transaction; None once it does not work any more."""
        try:
            if self._connection:
                with self._connection:
                    yield self._connection
            else:
                yield None
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.close()
            self._connection = None
            self._mend(error)

    def _mend(self, error: sqlite3.Error | OSError) -> None:
        """A damaged file is begun anew. With any other fault this run does without, and never waits for it again."""
        if isinstance(error, OSError) or fault_of(error) is not DatabaseFault.DAMAGED:
            why = reason(error) if isinstance(error, OSError) else error
            self._say(f"The memory of builds cannot be used ({why}): what it would have spared is made again.")
            return
        self._say("The memory of builds was damaged: it is begun anew, and everything is made again.")
        with suppress(sqlite3.Error, OSError):
            for end in ("", "-journal", "-wal", "-shm"):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)
            self._connection = _connect(self._file)


def _connect(file: Path) -> sqlite3.Connection:
    check_database(file)
    connection = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        # A killed process leaves the file whole all the same; what a power cut damages is found and begun anew.
        connection.execute("pragma synchronous = off")
        if connection.execute("pragma user_version").fetchone() != (_SHAPE,):
            with connection:
                connection.execute("begin immediate")
                if connection.execute("pragma user_version").fetchone() != (_SHAPE,):
                    for name, table in _TABLES.items():
                        connection.execute(f"drop table if exists {name}")
                        connection.execute(table)
                    connection.execute(f"pragma user_version = {_SHAPE}")
    except BaseException:
        connection.close()
        raise
    return connection


def _text(record: Record) -> str:
    facts = record.facts and record.facts.as_json()
    fields = {"program": record.program, "digest": record.digest, "facts": facts, "error": record.error}
    return json.dumps({**fields, "inputs": _parts(record.inputs)})


def _parts(made_from: Inputs) -> dict[str, dict[str, str]]:
    return {"files": dict(made_from.files), "folders": dict(made_from.folders), "keys": dict(made_from.keys)}


def _record(text: str) -> Record:
    fields = json.loads(text)
    facts = fields["facts"] and Facts.from_json(fields["facts"])
    return Record(fields["program"], fields["digest"], Inputs(**fields["inputs"]), facts, fields["error"])
