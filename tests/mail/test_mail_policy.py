"""The one rule of who gets a message: every state of the latest round, with every request."""

from __future__ import annotations

import pytest

from brochure.mail.policy import Decision, MessageState, Round, decide

SENT, QUEUED, UNKNOWN, SENDING, FAILED = (
    Round(1, 3, 1, state, False)
    for state in (
        MessageState.SENT,
        MessageState.QUEUED,
        MessageState.UNKNOWN,
        MessageState.SENDING,
        MessageState.FAILED,
    )
)
REFUSED = Round(1, 3, 1, MessageState.FAILED, True)

CASES = [
    # The latest round; what run 5 does, with --retry-unknown, and with --again begun in run 5 and in run 2.
    (None, Decision.NEW, Decision.NEW, Decision.NEW, Decision.NEW),
    (QUEUED, Decision.RESUME, Decision.RESUME, Decision.RESUME, Decision.RESUME),
    (FAILED, Decision.RESUME, Decision.RESUME, Decision.RESUME, Decision.RESUME),
    (UNKNOWN, Decision.UNKNOWN, Decision.RESUME, Decision.UNKNOWN, Decision.UNKNOWN),
    (SENDING, Decision.UNKNOWN, Decision.RESUME, Decision.UNKNOWN, Decision.UNKNOWN),
    (SENT, Decision.SENT, Decision.SENT, Decision.AGAIN, Decision.SENT),
    (REFUSED, Decision.REFUSED, Decision.REFUSED, Decision.AGAIN, Decision.REFUSED),
]


@pytest.mark.parametrize(("latest", "plainly", "retried", "again", "resumed"), CASES)
def test_what_is_done(
    latest: Round | None, plainly: Decision, retried: Decision, again: Decision, resumed: Decision
) -> None:
    def decided(again_before: int = 0, *, retry_unknown: bool = False) -> Decision:
        return decide(latest, opted_out=False, run=5, again_before=again_before, retry_unknown=retry_unknown)

    assert (decided(), decided(retry_unknown=True), decided(5), decided(2)) == (plainly, retried, again, resumed)


@pytest.mark.parametrize("latest", [None, SENT, QUEUED, UNKNOWN, SENDING, REFUSED, FAILED])
def test_who_opted_out_gets_nothing_whatever_is_wished(latest: Round | None) -> None:
    assert decide(latest, opted_out=True, run=3, again_before=9, retry_unknown=True) == Decision.OPTED_OUT


@pytest.mark.parametrize("latest", [SENT, QUEUED, UNKNOWN, SENDING, REFUSED, FAILED])
def test_who_was_taken_in_by_the_same_run_stands_there_twice(latest: Round) -> None:
    assert decide(latest, opted_out=False, run=3, again_before=9, retry_unknown=True) == Decision.TWICE


def test_three_of_the_decisions_send() -> None:
    assert [decision for decision in Decision if decision.sends] == [Decision.NEW, Decision.RESUME, Decision.AGAIN]
