"""A mailing that goes out again, as one campaign: an interrupted one is finished before the next one begins."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from brochure.mail.intake import OPTED_OUT
from brochure.mail.recipient import Mailing

_UNFINISHED = """
    SELECT 1 FROM message WHERE slug = ? AND version = ? AND live AND run >= ? AND detail != ?
        AND NOT (state = 'sent' OR (state = 'failed' AND permanent)) LIMIT 1
"""


@dataclass(frozen=True)
class Campaign:
    """The latest for a mailing: the run that began it, and the latest that took up all who were left of it.

    Whom a run from `first` on has taken in belongs to it, and gets no other message by it.
    """

    first: int
    last: int

    def note(self, connection: sqlite3.Connection, mailing: Mailing) -> None:
        """Writes it into the ledger."""
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_name(mailing), f"{self.first} {self.last}"))


def campaign_of(connection: sqlite3.Connection, mailing: Mailing, run: int) -> Campaign:
    """The unfinished campaign of a mailing, or a new one that begins with `run`.

    It is unfinished while anyone whom its latest run took up has no message and may get one, or is in doubt. Who has
    been left off the list since does not hold up the next.
    """
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_name(mailing),)).fetchone()
    if row:
        known = Campaign(*map(int, row[0].split()))
        if connection.execute(_UNFINISHED, (mailing.slug, mailing.version, known.last, OPTED_OUT)).fetchone():
            return known
    return Campaign(run, run)


def _name(mailing: Mailing) -> str:
    return f"again\n{mailing.slug}\n{mailing.version}"
