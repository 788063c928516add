"""Takes people into the ledger: writes what `policy.decide` decides of each, and counts them.

What goes out again is a campaign: one that was interrupted is finished before the next begins.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from brochure.mail.policy import (
    Decision,
    Mailing,
    Recipient,
    Round,
    State,
    decide,
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
class Queued:
    """What became of a list of people: how many of each kind. Only `new` and `resumed` are sent to in this `run`.

    `resumed` were queued by a run that did not finish, or had failed for a passing reason. `already` have it. `twice`
    stood on the list before, and are counted there. `unknown` may have it: the user is asked.
    `failed_for_good`: the server refused them.
    """

    run: int
    new: int = 0
    resumed: int = 0
    already: int = 0
    twice: int = 0
    opted_out: int = 0
    unknown: int = 0
    failed_for_good: int = 0

    @property
    def to_send(self) -> int:
        return self.new + self.resumed

    def add(self, decision: Decision) -> None:
        """Counts one person more."""
        name = _COUNTED_AS[decision]
        setattr(self, name, getattr(self, name) + 1)


_COUNTED_AS = {
    Decision.NEW: "new",
    Decision.AGAIN: "new",
    Decision.RESUME: "resumed",
    Decision.TWICE: "twice",
    Decision.SENT: "already",
    Decision.OPTED_OUT: "opted_out",
    Decision.UNKNOWN: "unknown",
    Decision.REFUSED: "failed_for_good",
}


@dataclass(frozen=True)
class Rules:
    """By which a run decides: those of `decide`. `latest` and `opted_out` look a mailbox up in the ledger."""

    run: int
    again_before: int
    retry_unknown: bool
    latest: Callable[[str], Round | None]
    opted_out: Callable[[str], bool]

    def of(self, key: str) -> tuple[Decision, Round | None]:
        """What is done about the owner of a mailbox, and the latest round that says so."""
        latest = self.latest(key)
        decision = decide(
            latest,
            opted_out=self.opted_out(key),
            run=self.run,
            again_before=self.again_before,
            retry_unknown=self.retry_unknown,
        )
        return decision, latest


@dataclass
class Intake:
    """One call of `Ledger.queue`. Only to be used inside a transaction."""

    connection: sqlite3.Connection
    mailing: Mailing
    domain: str
    rules: Rules
    counts: Queued

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
        if latest and latest.state == State.QUEUED:
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
    """The latest for a mailing: the run that began it, and the latest that took up all who were left of it.

    Whom a run from `first` on has taken in belongs to it, and gets no other message by it.
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
        known = Campaign(*map(int, row[0].split()))
        if connection.execute(_UNFINISHED, (mailing.slug, mailing.version, known.last, OPTED_OUT)).fetchone():
            return known
    return Campaign(run, run)


def _campaign_name(mailing: Mailing) -> str:
    return f"again\n{mailing.slug}\n{mailing.version}"
