"""Sends what a run has queued, one message to one person at a time, and writes to the ledger what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from brochure.errors import BrochureError, DeliveryFailed
from brochure.mail.clock import Clock, RateLimit, doubled
from brochure.mail.connection import Connection, GaveUp
from brochure.mail.intake import OPTED_OUT
from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, MessageState
from brochure.mail.smtp import (
    Envelope,
    Lost,
    Refused,
    Reply,
    Session,
    TooLarge,
    discreet,
)
from brochure.workspace.mail_settings import Mail

__all__ = ["Envelope", "Kind", "Outcome", "deliver"]

_WANTS_LOGIN = 530
#: Seconds for which a connection is kept with nothing to send.
_IDLE = 5


class Kind(StrEnum):
    """How it ended for one person in this run."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    OPTED_OUT = "opted out"
    ERASED = "erased"


@dataclass(frozen=True)
class Outcome:
    """What became of a message in this run, and why: `reason` names no address, and often is the server's answer.

    Where it is `permanent`, another run is no use.
    """

    kind: Kind
    reason: str = ""
    permanent: bool = False


def deliver(
    ledger: Ledger,
    config: Mail,
    run: int,
    compose: Callable[[Entry], Envelope],
    report: Callable[[Entry, Outcome], None],
    *,
    clock: Clock | None = None,
) -> None:
    """Hands over all that the run has queued; `compose` makes each message when its turn comes.

    `report` is told once for each person, after the ledger. Where `compose` raises BrochureError for one person, the
    others still get theirs. Raises DeliveryFailed where the server takes nothing from us: then the rest stays queued,
    and the same command goes on with it. Raises BadInput where the password is missing, where another process sends,
    or where the ledger cannot be written.
    """
    ledger.become_sender()
    delivery = _Delivery(ledger, config, run, compose, report, clock or Clock())
    try:
        delivery.all()
    except BaseException:
        delivery.connection.cut()
        raise
    delivery.connection.hang_up()


class _Delivery:
    def __init__(
        self,
        ledger: Ledger,
        config: Mail,
        run: int,
        compose: Callable[[Entry], Envelope],
        report: Callable[[Entry, Outcome], None],
        clock: Clock,
    ) -> None:
        self.ledger = ledger
        self.config = config
        self.run = run
        self.compose = compose
        self.report = report
        self.clock = clock
        self.rate_limit = RateLimit(config.per_minute, clock)
        self.connection = Connection(config, clock)

    def all(self) -> None:
        while entry := self.ledger.due(self.run):
            wait = (entry.not_before - self.clock.now()).total_seconds()
            if wait <= 0:
                self._one(entry)
                continue
            if wait > _IDLE:
                self.connection.hang_up()
            self.clock.sleep(wait)

    def _one(self, entry: Entry) -> None:
        if self.ledger.opted_out(entry.key):
            self._opted_out(entry)
            return
        try:
            envelope = self.compose(entry)
        except BrochureError as error:
            self._failed(entry, str(error), permanent=False)
            return
        try:
            self._hand_over(entry, envelope)
        except GaveUp as error:
            raise self._gave_up(str(error), "Run the same command again later: it goes on with them.") from error
        except TooLarge as error:
            hint = "Use smaller pictures in the leaflet, or ask who runs the server to take larger messages."
            raise self._gave_up(str(error), hint) from error

    def _hand_over(self, entry: Entry, envelope: Envelope) -> None:
        session = self.connection.session()
        self.rate_limit.wait()
        try:
            session.offer(entry.address, envelope)
        except Lost as lost:
            self._lost(entry, session, lost)
        except Refused as refused:
            self._refused(entry, session, refused)
        else:
            self._finish(entry, session)

    def _finish(self, entry: Entry, session: Session) -> None:
        """The ledger notes that the server may have it before it can; until it answers, nobody knows."""
        if not self.ledger.sending(entry):
            self.connection.cut()
            self._withdrawn(entry)
            return
        try:
            answer = session.finish()
        except Lost as lost:
            self.ledger.unknown(entry, lost.reason)
            self.connection.fault(lost.reason)
            self.report(entry, Outcome(Kind.UNKNOWN, discreet(lost.reason, _names(entry))))
        except BaseException:
            self.ledger.unknown(entry, "interrupted before the server answered")
            raise
        else:
            self.connection.proven()
            self._answered(entry, answer)

    def _answered(self, entry: Entry, answer: Reply) -> None:
        if answer.taken:
            self.ledger.sent(entry, str(answer))
            self.report(entry, Outcome(Kind.SENT, discreet(str(answer), _names(entry))))
        elif answer.never:
            self._failed(entry, str(answer), permanent=True)
        else:
            self._put_off(entry, str(answer))

    def _lost(self, entry: Entry, session: Session, lost: Lost) -> None:
        """Before the final dot. A person not yet named is not to blame, nor a server that closed an idle connection."""
        if lost.before_message and session.used:
            self.connection.cut()
            return
        self.connection.fault(lost.reason)
        if not lost.before_message:
            self._put_off(entry, lost.reason)

    def _refused(self, entry: Entry, session: Session, refused: Refused) -> None:
        answer = refused.answer
        if answer.code == _WANTS_LOGIN:
            raise self._gave_up("it wants a login", "Set user in [mail], and the password in the environment.")
        self._reset(session)
        if refused.of_sender and answer.never:
            # It will refuse everybody so: nobody is marked as refused for good, and after a few faults we give up.
            self.connection.fault(str(answer))
            self._failed(entry, str(answer), permanent=False)
            return
        self.connection.proven()
        if answer.never:
            self._failed(entry, str(answer), permanent=True)
        else:
            self._put_off(entry, str(answer))

    def _reset(self, session: Session) -> None:
        try:
            session.reset()
        except Lost:
            self.connection.cut()

    # ---- What the ledger and the caller are told ------------------------------------------------------------------

    def _put_off(self, entry: Entry, reason: str) -> None:
        if entry.attempts + 1 >= self.config.attempts:
            self._failed(entry, reason, permanent=False)
        else:
            wait = timedelta(seconds=doubled(self.config.pause, entry.attempts))
            self.ledger.deferred(entry, reason, self.clock.now() + wait)

    def _failed(self, entry: Entry, reason: str, *, permanent: bool) -> None:
        self.ledger.failed(entry, reason, permanent)
        self.report(entry, Outcome(Kind.FAILED, discreet(reason, _names(entry)), permanent))

    def _withdrawn(self, entry: Entry) -> None:
        if self.ledger.opted_out(entry.key):
            self._opted_out(entry)
        else:
            self.report(entry, Outcome(Kind.ERASED))

    def _opted_out(self, entry: Entry) -> None:
        self.ledger.failed(entry, OPTED_OUT, permanent=False)
        self.report(entry, Outcome(Kind.OPTED_OUT))

    def _gave_up(self, why: str, hint: str) -> DeliveryFailed:
        queued = self.ledger.counts(self.run)[MessageState.QUEUED]
        messages = "1 message is" if queued == 1 else f"{queued} messages are"
        return DeliveryFailed(
            f"The mail server {self.config.host} takes no mail: {discreet(why)}. {messages} still queued.", hint=hint
        )


def _names(entry: Entry) -> tuple[str, str]:
    return entry.address, entry.key
