"""Who gets a message: what the ledger says of somebody, and the one rule by which a run, real or dry, decides.

Nothing here touches the ledger: the rule gets what it needs to know, and its decisions are counted.
"""

from __future__ import annotations

from collections.abc import Callable
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


class MessageState(StrEnum):
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
    state: MessageState
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
    state: MessageState
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

    Whoever was taken in by this very `run` stands on the list twice. Whoever got it, or was refused, in a run before
    `again_before` gets a new round; 0 begins none. Whoever may have got it gets it once more only with `retry_unknown`.
    """
    if opted_out:
        return Decision.OPTED_OUT
    if latest is None:
        return Decision.NEW
    if latest.run == run:
        return Decision.TWICE
    if latest.state == MessageState.QUEUED or (latest.state == MessageState.FAILED and not latest.permanent):
        return Decision.RESUME
    if latest.state in (MessageState.UNKNOWN, MessageState.SENDING):
        return Decision.RESUME if retry_unknown else Decision.UNKNOWN
    if latest.run < again_before:
        return Decision.AGAIN
    return Decision.SENT if latest.state == MessageState.SENT else Decision.REFUSED


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
class IntakeCounts:
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
