"""Takes people into the ledger: writes what the policy decides of each.

A leaflet that goes out again is a campaign: one that was interrupted is finished before the next begins.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from brochure.mail.policy import (
    Decision,
    IntakeCounts,
    Mailing,
    MessageState,
    Recipient,
    Round,
    Rules,
)

#: The `detail` of a message that was withdrawn from the queue.
OPTED_OUT = "opted out"

_QUEUE_AGAIN = """
    UPDATE message SET state = 'queued', run = ?, address = ?, name = ?, language = ?, line = ?, attempts = 0,
        permanent = 0, not_before = ?, changed = ? WHERE id = ?
"""
_INSERT = """
    INSERT INTO message (slug, version, round, run, address, key, name, language, line, state, not_before, message_id,
        queued, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)
"""
_UNFINISHED = """
    SELECT 1 FROM message WHERE slug = ? AND version = ? AND live AND run >= ? AND detail != ?
        AND NOT (state = 'sent' OR (state = 'failed' AND permanent)) LIMIT 1
"""


def stamp(time: datetime) -> str:
    """As the ledger keeps it: of one length and in UTC, so that the database's order is that of time."""
    return time.isoformat(timespec="microseconds")


@dataclass
class Intake:
    """One call of `Ledger.queue`. Only to be used inside a transaction."""

    connection: sqlite3.Connection
    mailing: Mailing
    domain: str
    rules: Rules
    counts: IntakeCounts

    def take(self, person: Recipient, now: datetime) -> None:
        """Queues the person or counts why not."""
        decision, latest = self.rules.of(person.key)
        self.counts.add(decision)
        if decision == Decision.OPTED_OUT:
            self._withdraw(latest, now)
        elif decision == Decision.RESUME and latest:
            # With its old Message-ID: many a mailbox shows a message once that comes twice under one.
            self._queue_again(person, latest, now)
        elif decision.sends:
            if latest:
                self.connection.execute("UPDATE message SET live = 0 WHERE id = ?", (latest.id,))
            self._insert(person, latest.number + 1 if latest else 1, now)

    def _withdraw(self, latest: Round | None, now: datetime) -> None:
        if latest and latest.state == MessageState.QUEUED:
            self.connection.execute(
                "UPDATE message SET state = 'failed', detail = ?, changed = ? WHERE id = ?",
                (OPTED_OUT, stamp(now), latest.id),
            )

    def _queue_again(self, person: Recipient, latest: Round, now: datetime) -> None:
        at = stamp(now)
        who = (person.address, person.name, person.language, person.line)
        self.connection.execute(_QUEUE_AGAIN, (self.rules.run, *who, at, at, latest.id))

    def _insert(self, person: Recipient, number: int, now: datetime) -> None:
        at = stamp(now)
        who = (person.address, person.key, person.name, person.language, person.line)
        message_id = f"<{uuid4().hex}@{self.domain}>"
        values = (self.mailing.slug, self.mailing.version, number, self.rules.run, *who, at, message_id, at, at)
        self.connection.execute(_INSERT, values)


@dataclass(frozen=True)
class Campaign:
    """The latest campaign of a mailing: the run that began it, and the last one that took up all who were left of it.

    Everyone whom a run from `first` on has taken in belongs to it, and gets no second message by it.
    """

    first: int
    last: int

    def note(self, connection: sqlite3.Connection, mailing: Mailing) -> None:
        """Writes it into the ledger."""
        values = (_campaign_name(mailing), f"{self.first} {self.last}")
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", values)


def campaign_of(connection: sqlite3.Connection, mailing: Mailing, run: int) -> Campaign:
    """The unfinished campaign of a mailing, or a new one that begins with `run`.

    It is unfinished while anyone whom its latest run took up has no message and may get one, or is in doubt. Who has
    been left off the list since does not hold up the next.
    """
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_campaign_name(mailing),)).fetchone()
    if row:
        campaign = Campaign(*map(int, row[0].split()))
        if connection.execute(_UNFINISHED, (mailing.slug, mailing.version, campaign.last, OPTED_OUT)).fetchone():
            return campaign
    return Campaign(run, run)


def _campaign_name(mailing: Mailing) -> str:
    return f"again\n{mailing.slug}\n{mailing.version}"
