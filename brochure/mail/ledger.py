"""The ledger of what went to whom: written before each step, so that no crash makes a message go out twice.

A message is queued → sending → sent, failed or unknown. `sending` is on the disk before the server gets the last byte;
where no answer follows, nobody knows whether it was taken, and it is not sent again unless the user says so.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from brochure.errors import BadInput
from brochure.mail import store
from brochure.mail.clock import Clock
from brochure.mail.intake import (
    Campaign,
    Intake,
    campaign_of,
    stamp,
)
from brochure.mail.policy import (
    Decision,
    Entry,
    IntakeCounts,
    Mailing,
    MessageState,
    Recipient,
    Round,
    Rules,
)

#: Rows of one transaction, and of one page when listing.
BATCH = 1000
#: Facts that begin so hold why something was sent in spite of the rules.
_ANYWAY = "anyway "
ENDED_EARLY = "the program ended before the server answered"

_COLUMNS = ", ".join(field.name for field in fields(Entry))
_PAGE = f"""
    SELECT {_COLUMNS} FROM message
    WHERE id > :after AND (:slug IS NULL OR slug = :slug) AND (:state IS NULL OR state = :state)
    ORDER BY id LIMIT {BATCH}
"""
_RUN = "SELECT value FROM fact WHERE name = 'run'"
_OPTED_OUT = "SELECT 1 FROM opted_out WHERE mark = ?"
_LATEST = "SELECT id, run, round, state, permanent FROM message WHERE key = ? AND slug = ? AND version = ? AND live"
_DUE = f"SELECT {_COLUMNS} FROM message WHERE run = ? AND state = 'queued' ORDER BY not_before, id LIMIT 1"
_SENDING = """
    UPDATE message SET state = 'sending', changed = ?
    WHERE id = ? AND state = 'queued' AND NOT EXISTS (SELECT 1 FROM opted_out WHERE mark = ?)
"""
_MOVE = """
    UPDATE message SET state = ?, detail = ?, permanent = ?, attempts = ?, not_before = ?, changed = ?
    WHERE id = ? AND state IN ('sending', ?)
"""


class Ledger:
    """One open ledger; a context manager. All its methods raise BadInput where the file is locked, damaged or full."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, clock: Clock) -> None:
        self._connection = connection
        self._folder = folder
        self._file = folder / store.NAME
        self._clock = clock
        self._send_lock: int | None = None
        self._secret: bytes = connection.execute("SELECT value FROM fact WHERE name = 'secret'").fetchone()[0]

    @classmethod
    def open(cls, folder: Path, *, patience: float | None = None, clock: Clock | None = None) -> Self:
        """The ledger in `folder`, made if there is none; waits `patience` seconds for who holds it, 20 if not said.

        Raises BadInput where it is locked, damaged, not writable, or made by a newer version of this program.
        """
        folder = folder.absolute()
        connection = store.open_store(folder, store.PATIENCE if patience is None else patience)
        try:
            with store.errors_translated(folder / store.NAME):
                return cls(connection, folder, clock or Clock())
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets the next one send, if this is the sender, and closes the file."""
        try:
            if self._send_lock is not None:
                with suppress(BadInput):  # the next sender does it
                    self._doubt_unanswered()
        finally:
            self._connection.close()
            if self._send_lock is not None:
                os.close(self._send_lock)
                self._send_lock = None

    # ---- What was overlooked --------------------------------------------------------------------------------------

    def note_anyway(self, mailing: Mailing, reason: str, rules: Iterable[str]) -> None:
        """Keeps why a version was sent in spite of what some rules said of its copy."""
        when = stamp(self._clock.now())
        fact = json.dumps([mailing.slug, mailing.version, reason, sorted(set(rules))], ensure_ascii=False)
        with store.errors_translated(self._file), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (f"{_ANYWAY}{when}", fact))

    def anyways(self) -> list[dict[str, object]]:
        """When, of what, why, and in spite of which rules; the earliest first."""
        with store.errors_translated(self._file):
            rows = self._connection.execute(
                "SELECT name, value FROM fact WHERE name LIKE ? ORDER BY name", (f"{_ANYWAY}%",)
            ).fetchall()
        keys = ("article", "version", "reason", "rules")
        return [
            {"when": name.removeprefix(_ANYWAY), **dict(zip(keys, json.loads(value), strict=True))}
            for name, value in rows
        ]

    # ---- Queueing -------------------------------------------------------------------------------------------------

    def become_sender(self) -> None:
        """Makes this the only sender until it is closed; what a killed one left in the air is unknown from now on.

        Raises BadInput while another process sends.
        """
        if self._send_lock is None:
            self._send_lock = store.lock_sending(self._folder)
            self._doubt_unanswered()

    def queue(
        self,
        mailing: Mailing,
        people: Iterable[Recipient],
        *,
        again: bool = False,
        retry_unknown: bool = False,
        domain: str,
    ) -> IntakeCounts:
        """Takes people in, in the order given, and says what became of them; `people` is read as it comes.

        `again` starts a new round for who has had it or was refused; where such a campaign was interrupted, it only
        finishes that, and nobody gets it a third time. `retry_unknown` sends to who may have had it. Who
        opted out gets nothing either way. `domain` is that of the Message-IDs. This becomes the sender: raises BadInput
        while another process sends.
        """
        self.become_sender()
        run = self._new_run()
        first = self._begin_campaign(mailing, run) if again else 0
        rules = self._rules(mailing, run, first, retry_unknown=retry_unknown)
        intake = Intake(self._connection, mailing, domain, rules, IntakeCounts(run))
        people = iter(people)
        while batch := list(islice(people, BATCH)):
            with self._writing():
                now = self._clock.now()
                for person in batch:
                    intake.take(person, now)
        if again and not intake.counts.unknown:  # who is in doubt stays with the run that left them so
            with self._writing():
                Campaign(first, run).note(self._connection, mailing)
        return intake.counts

    def foresee(self, mailing: Mailing, *, again: bool, retry_unknown: bool) -> Callable[[str], Decision]:
        """Tells by the key of a mailbox what `queue` would decide of its owner now. Nothing is written."""
        with store.errors_translated(self._file):
            run = int(self._connection.execute(_RUN).fetchone()[0]) + 1
            first = campaign_of(self._connection, mailing, run).first if again else 0
        rules = self._rules(mailing, run, first, retry_unknown=retry_unknown)

        def decide(key: str) -> Decision:
            with store.errors_translated(self._file):
                return rules.of(key)[0]

        return decide

    def due(self, run: int) -> Entry | None:
        """The queued message of a run that comes first; its `not_before` says when. None where none is left."""
        with store.errors_translated(self._file):
            row = self._connection.execute(_DUE, (run,)).fetchone()
        return _entry(row) if row else None

    # ---- One message on its way -----------------------------------------------------------------------------------

    def sending(self, entry: Entry) -> bool:
        """Writes that the server is about to take it. False where it must not: opted out or erased meanwhile."""
        parameters = (stamp(self._clock.now()), entry.id, self._mark(entry.key))
        with store.errors_translated(self._file):
            return self._connection.execute(_SENDING, parameters).rowcount == 1

    def sent(self, entry: Entry, detail: str) -> None:
        """The server has taken it."""
        self._move(entry, MessageState.SENT, detail, MessageState.SENDING)

    def failed(self, entry: Entry, detail: str, permanent: bool) -> None:
        """It does not go out in this run; where that is not `permanent`, the next run tries."""
        self._move(entry, MessageState.FAILED, detail, MessageState.QUEUED, permanent=permanent)

    def deferred(self, entry: Entry, detail: str, not_before: datetime) -> None:
        """It has not gone out, and is tried again at `not_before`."""
        self._move(entry, MessageState.QUEUED, detail, MessageState.QUEUED, not_before=not_before)

    def unknown(self, entry: Entry, detail: str) -> None:
        """The server may have taken it or not."""
        self._move(entry, MessageState.UNKNOWN, detail, MessageState.SENDING)

    # ---- People ---------------------------------------------------------------------------------------------------

    def opt_out(self, key: str) -> None:
        """From now on nothing goes to this mailbox, not even what is queued."""
        with store.errors_translated(self._file):
            values = (self._mark(key), stamp(self._clock.now()))
            self._connection.execute("INSERT OR IGNORE INTO opted_out VALUES (?, ?)", values)

    def opt_in(self, key: str) -> None:
        """Takes an opt-out back."""
        with store.errors_translated(self._file):
            self._connection.execute("DELETE FROM opted_out WHERE mark = ?", (self._mark(key),))

    def opted_out(self, key: str) -> bool:
        """Whether this mailbox is not to be written to."""
        with store.errors_translated(self._file):
            return self._has_opted_out(key)

    def forget(self, key: str) -> int:
        """Erases a person, from the files too; says how many messages that were. An opt-out stays, as a mark."""
        with store.errors_translated(self._file):
            count = self._connection.execute("DELETE FROM message WHERE key = ?", (key,)).rowcount
            # Deleted cells are overwritten, but older copies of them may be left where pages were rearranged.
            self._connection.execute("VACUUM")
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise store.locked(self._file)
        return count

    # ---- Listing --------------------------------------------------------------------------------------------------

    def entries(self, slug: str | None = None, state: MessageState | None = None) -> Iterator[Entry]:
        """All messages, or those of an article or in a state, oldest first, read page by page."""
        after = 0
        while True:
            with store.errors_translated(self._file):
                rows = self._connection.execute(_PAGE, {"after": after, "slug": slug, "state": state}).fetchall()
            yield from map(_entry, rows)
            if not rows:
                return
            after = rows[-1]["id"]

    def counts(self, of: Mailing | int) -> dict[MessageState, int]:
        """How many messages of a mailing's latest rounds, or of a run, are in each state."""
        parameters: tuple[str | int, ...]
        if isinstance(of, Mailing):
            where, parameters = "slug = ? AND version = ? AND live", (of.slug, of.version)
        else:
            where, parameters = "run = ?", (of,)
        with store.errors_translated(self._file):
            rows = self._connection.execute(
                f"SELECT state, count(*) FROM message WHERE {where} GROUP BY state", parameters
            ).fetchall()
        return dict.fromkeys(MessageState, 0) | {MessageState(state): count for state, count in rows}

    # ---- Inside ---------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with store.errors_translated(self._file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    self._connection.execute("ROLLBACK")
                raise

    def _new_run(self) -> int:
        with self._writing():
            self._connection.execute("UPDATE fact SET value = value + 1 WHERE name = 'run'")
            return int(self._connection.execute(_RUN).fetchone()[0])

    def _rules(self, mailing: Mailing, run: int, again_before: int, *, retry_unknown: bool) -> Rules:
        def latest(key: str) -> Round | None:
            row = self._connection.execute(_LATEST, (key, mailing.slug, mailing.version)).fetchone()
            return (
                Round(row["id"], row["run"], row["round"], MessageState(row["state"]), bool(row["permanent"]))
                if row
                else None
            )

        return Rules(run, again_before, retry_unknown, latest, self._has_opted_out)

    def _has_opted_out(self, key: str) -> bool:
        return bool(self._connection.execute(_OPTED_OUT, (self._mark(key),)).fetchone())

    def _mark(self, key: str) -> bytes:
        """What stands for a mailbox that opted out, so that it outlasts an erasure: HMAC-SHA256 of its key."""
        return hmac.digest(self._secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256)

    def _begin_campaign(self, mailing: Mailing, run: int) -> int:
        """The run with which it began: this one, or that of a campaign that was interrupted."""
        with self._writing():
            campaign = campaign_of(self._connection, mailing, run)
            campaign.note(self._connection, mailing)
        return campaign.first

    def _doubt_unanswered(self) -> None:
        with store.errors_translated(self._file):
            self._connection.execute(
                "UPDATE message SET state = 'unknown', detail = ?, changed = ? WHERE state = 'sending'",
                (ENDED_EARLY, stamp(self._clock.now())),
            )

    def _move(
        self,
        entry: Entry,
        to: MessageState,
        detail: str,
        from_too: MessageState,
        *,
        permanent: bool = False,
        not_before: datetime | None = None,
    ) -> None:
        at = stamp(not_before or entry.not_before)
        changes = (to, detail, permanent, entry.attempts + 1, at, stamp(self._clock.now()))
        with store.errors_translated(self._file):
            self._connection.execute(_MOVE, (*changes, entry.id, from_too))


def _entry(row: sqlite3.Row) -> Entry:
    values = dict(row)
    times = {name: datetime.fromisoformat(values[name]) for name in ("not_before", "queued", "changed")}
    return Entry(**{**values, **times, "state": MessageState(values["state"]), "permanent": bool(values["permanent"])})
