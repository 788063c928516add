"""Takes people into the ledger: who gets a message in this run, who has had it or may have had it, who must not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from brochure.mail.entry import Queued, State, stamp
from brochure.mail.optout import is_opted_out
from brochure.mail.recipient import Mailing, Recipient

OPTED_OUT = "opted out"

_LIVE = "SELECT id, run, round, state, permanent FROM message WHERE key = ? AND slug = ? AND version = ? AND live"
_QUEUE_AGAIN = """
    UPDATE message SET state = 'queued', run = ?, address = ?, name = ?, language = ?, line = ?, attempts = 0,
        permanent = 0, not_before = ?, changed = ? WHERE id = ?
"""
_INSERT = """
    INSERT INTO message (slug, version, round, run, address, key, name, language, line, state, not_before, message_id,
        queued, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)
"""


@dataclass
class Intake:
    """One call of `Ledger.queue`. Only to be used inside a transaction.

    A new round begins for whoever has had it, or was refused, in a run before `again_before`.
    """

    connection: sqlite3.Connection
    secret: bytes
    mailing: Mailing
    domain: str
    again_before: int
    retry_unknown: bool
    counts: Queued

    def take(self, person: Recipient, now: datetime) -> None:
        """Queues the person or counts why not."""
        row = self.connection.execute(_LIVE, (person.key, self.mailing.slug, self.mailing.version)).fetchone()
        if is_opted_out(self.connection, self.secret, person.key):
            self.counts.opted_out += 1
            self._withdraw(row, now)
        elif row is None:
            self.counts.new += 1
            self._insert(person, 1, now)
        elif row["run"] == self.counts.run:
            self.counts.twice += 1
        else:
            self._take_up(person, row, now)

    def _take_up(self, person: Recipient, row: sqlite3.Row, now: datetime) -> None:
        """Somebody whom an earlier run knew."""
        state, permanent = State(row["state"]), bool(row["permanent"])
        if state == State.QUEUED or (state == State.FAILED and not permanent):
            self.counts.resumed += 1
            self._queue_again(person, row, now)
        elif state in (State.UNKNOWN, State.SENDING):
            if self.retry_unknown:
                # With its old Message-ID: many a mailbox shows a message once that comes twice under one.
                self.counts.resumed += 1
                self._queue_again(person, row, now)
            else:
                self.counts.unknown += 1
        elif row["run"] < self.again_before:
            self.counts.new += 1
            self.connection.execute("UPDATE message SET live = 0 WHERE id = ?", (row["id"],))
            self._insert(person, row["round"] + 1, now)
        elif state == State.SENT:
            self.counts.already += 1
        else:
            self.counts.failed_for_good += 1

    def _withdraw(self, row: sqlite3.Row | None, now: datetime) -> None:
        if row is not None and row["state"] == State.QUEUED:
            self.connection.execute(
                "UPDATE message SET state = 'failed', detail = ?, changed = ? WHERE id = ?",
                (OPTED_OUT, stamp(now), row["id"]),
            )

    def _queue_again(self, person: Recipient, row: sqlite3.Row, now: datetime) -> None:
        at = stamp(now)
        who = (person.address, person.name, person.language, person.line)
        self.connection.execute(_QUEUE_AGAIN, (self.counts.run, *who, at, at, row["id"]))

    def _insert(self, person: Recipient, number: int, now: datetime) -> None:
        at = stamp(now)
        who = (person.address, person.key, person.name, person.language, person.line)
        message_id = f"<{uuid4().hex}@{self.domain}>"
        values = (self.mailing.slug, self.mailing.version, number, self.counts.run, *who, at, message_id, at, at)
        self.connection.execute(_INSERT, values)
