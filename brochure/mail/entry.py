"""What the ledger says of one message to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


def stamp(time: datetime) -> str:
    """As the ledger keeps it: of one length and in UTC, so that the database's order is that of time."""
    return time.isoformat(timespec="microseconds")


class State(StrEnum):
    """Where a message is on its way. `SENDING` is written before the server can take it, and never trusted later."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. All times are UTC.

    `address` stands as it goes on the envelope, `key` is the same for all spellings of one mailbox. `round` counts from
    1: how often this version went to this person because somebody asked for it again. `line` is the place in the list.
    `attempts` counts those of the latest run. `detail` is what the server said last. `permanent`: trying again is no
    use.
    """

    id: int
    slug: str
    version: str
    round: int
    run: int
    address: str
    key: str
    name: str
    language: str
    line: int
    state: State
    attempts: int
    not_before: datetime
    message_id: str
    detail: str
    permanent: bool
    queued: datetime
    changed: datetime


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
