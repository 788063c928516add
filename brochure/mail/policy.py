"""Who gets a message: what the ledger says of somebody, and the one rule by which a run, real or dry, decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True)
class Recipient:
    """One person. `line` is that of the list, or the place among the arguments, counting from 1.

    `address` is written as it goes on the envelope; `key` is the same for all spellings of one mailbox. An empty
    `language` leaves the choice to the article.
    """

    address: str
    key: str
    name: str = ""
    language: str = ""
    line: int = 0


@dataclass(frozen=True)
class Mailing:
    """What nobody gets twice: a version of a leaflet, in whatever language."""

    slug: str
    version: str


class State(StrEnum):
    """Where a message is on its way. `SENDING` is written before the server can take it, and never trusted later."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: a message to one person. All times are UTC.

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


class Round(NamedTuple):
    """As much of an entry as the rule goes by: the latest round of a mailing to one person."""

    id: int
    run: int
    number: int
    state: State
    permanent: bool


class Decision(StrEnum):
    """What a run does about one person. The first three get a message; the words of the others tell why not."""

    NEW = "new"
    RESUME = "resumed"
    AGAIN = "again"
    TWICE = "on the list twice"
    SENT = "sent before"
    OPTED_OUT = "opted out"
    UNKNOWN = "unknown"
    REFUSED = "refused for good"

    @property
    def sends(self) -> bool:
        """Whether the person gets a message."""
        return self in (Decision.NEW, Decision.RESUME, Decision.AGAIN)


def decide(latest: Round | None, *, opted_out: bool, run: int, again_before: int, retry_unknown: bool) -> Decision:
    """The rule. `latest` is None where the mailing never went to the person.

    Who was taken in by this very `run` stands on the list twice. A new round begins for who has had it, or was refused,
    in a run before `again_before`: 0 begins none. Who may have had it gets it only with `retry_unknown`.
    """
    if opted_out:
        return Decision.OPTED_OUT
    if latest is None:
        return Decision.NEW
    if latest.run == run:
        return Decision.TWICE
    if latest.state == State.QUEUED or (latest.state == State.FAILED and not latest.permanent):
        return Decision.RESUME
    if latest.state in (State.UNKNOWN, State.SENDING):
        return Decision.RESUME if retry_unknown else Decision.UNKNOWN
    if latest.run < again_before:
        return Decision.AGAIN
    return Decision.SENT if latest.state == State.SENT else Decision.REFUSED
