"""Who is queued and who is not: once for each version, again only when asked, never who opted out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, IntakeCounts, Mailing, MessageState, Recipient
from tests.mail.post import DOMAIN, MAILING, Hasty, people


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / ".brochure", clock=Hasty()) as ledger:
        yield ledger


def queue(
    ledger: Ledger, count: int = 1, mailing: Mailing = MAILING, *, again: bool = False, retry_unknown: bool = False
) -> IntakeCounts:
    """Takes people in, and sees that a dry run would have said the same of each."""
    decide = ledger.foresee(mailing, again=again, retry_unknown=retry_unknown)
    foreseen = IntakeCounts(0)
    for person in people(count):
        foreseen.add(decide(person.key))
    queued = ledger.queue(mailing, people(count), domain=DOMAIN, again=again, retry_unknown=retry_unknown)
    assert counts(queued) == counts(foreseen)
    return queued


def due(ledger: Ledger, run: int) -> Entry:
    entry = ledger.due(run)
    assert entry
    return entry


def bring(ledger: Ledger, state: MessageState, permanent: bool = False) -> Entry:
    """One person's message in a state."""
    entry = due(ledger, queue(ledger).run)
    if state == MessageState.FAILED:
        ledger.failed(entry, "550 nobody", permanent)
    elif state != MessageState.QUEUED:
        assert ledger.sending(entry)
        {MessageState.SENT: ledger.sent, MessageState.UNKNOWN: ledger.unknown}[state](entry, "said")
    return only(ledger)


def only(ledger: Ledger) -> Entry:
    (entry,) = ledger.entries()
    return entry


def counts(queued: IntakeCounts) -> dict[str, Any]:
    """What is not nought, without the number of the run."""
    return {name: value for name, value in vars(queued).items() if value and name != "run"}


def test_a_new_person(ledger: Ledger) -> None:
    person = Recipient("Person@Home.example", "person@home.example", "A. Person", "de", 7)
    queued = ledger.queue(MAILING, iter([person]), domain=DOMAIN)
    assert counts(queued) == {"new": 1}
    assert queued.to_send == 1
    entry = due(ledger, queued.run)
    assert (entry.address, entry.key, entry.name) == ("Person@Home.example", "person@home.example", "A. Person")
    assert (entry.slug, entry.version, entry.round, entry.language, entry.line) == ("sleep", "1", 1, "de", 7)
    assert (entry.state, entry.attempts, entry.detail, entry.permanent) == (MessageState.QUEUED, 0, "", False)
    assert entry.message_id.startswith("<")
    assert entry.message_id.endswith(f"@{DOMAIN}>")
    assert entry.queued.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("state", "permanent", "how", "expected"),
    [
        (MessageState.QUEUED, False, {}, {"resumed": 1}),
        (MessageState.QUEUED, False, {"again": True}, {"resumed": 1}),
        (MessageState.FAILED, False, {}, {"resumed": 1}),
        (MessageState.FAILED, True, {}, {"failed_for_good": 1}),
        (MessageState.FAILED, True, {"again": True}, {"new": 1}),
        (MessageState.SENT, False, {}, {"already": 1}),
        (MessageState.SENT, False, {"retry_unknown": True}, {"already": 1}),
        (MessageState.SENT, False, {"again": True}, {"new": 1}),
        (MessageState.UNKNOWN, False, {}, {"unknown": 1}),
        (MessageState.UNKNOWN, False, {"again": True}, {"unknown": 1}),
        (MessageState.UNKNOWN, False, {"retry_unknown": True}, {"resumed": 1}),
    ],
)
def test_somebody_known(
    ledger: Ledger, state: MessageState, permanent: bool, how: dict[str, bool], expected: dict[str, int]
) -> None:
    before = bring(ledger, state, permanent)
    queued = ledger.queue(MAILING, people(1), domain=DOMAIN, **how)
    assert counts(queued) == expected
    after = ledger.due(queued.run)
    assert (after is not None) == bool(queued.to_send)
    if after:
        assert (after.round, after.message_id == before.message_id) == ((2, False) if queued.new else (1, True))
        assert after.attempts == 0


def test_twice_on_one_list(ledger: Ledger) -> None:
    for again in (False, True):
        queued = ledger.queue(MAILING, [*people(2), *people(2)], domain=DOMAIN, again=again)
        assert (queued.twice, queued.already) == (2, 0)
        assert queued.to_send == 2


def had_it(ledger: Ledger, count: int) -> None:
    run = queue(ledger, count).run
    for _ in range(count):
        settle(ledger, run)


def test_again_that_was_interrupted_is_finished_and_nobody_gets_a_third(ledger: Ledger) -> None:
    had_it(ledger, 3)
    run = queue(ledger, 3, again=True).run
    assert [settle(ledger, run), settle(ledger, run)] == [1, 2]  # and here it is killed
    queued = queue(ledger, 4, again=True)
    assert counts(queued) == {"already": 2, "resumed": 1, "new": 1}
    assert [settle(ledger, queued.run), settle(ledger, queued.run)] == [3, 4]
    # That was all of it: who asks now means a third.
    assert counts(queue(ledger, 3, again=True)) == {"new": 3}


def test_again_that_was_interrupted_after_another_that_was(ledger: Ledger) -> None:
    """The first run reaches one of three; --again reaches the two others, but not that one again."""
    settle(ledger, queue(ledger, 3).run)
    run = queue(ledger, 3, again=True).run
    assert [settle(ledger, run), settle(ledger, run)] == [2, 3]
    for _ in range(2):
        queued = queue(ledger, 3, again=True)
        assert counts(queued) == {"already": 2, "resumed": 1}
    assert settle(ledger, queued.run) == 1


def test_again_with_somebody_in_doubt_goes_on_once_that_is_decided(ledger: Ledger) -> None:
    had_it(ledger, 2)
    run = queue(ledger, 2, again=True).run
    settle(ledger, run)
    entry = due(ledger, run)
    assert ledger.sending(entry)
    ledger.unknown(entry, "no answer")
    for _ in range(2):
        assert counts(queue(ledger, 2, again=True)) == {"already": 1, "unknown": 1}
    queued = queue(ledger, 2, again=True, retry_unknown=True)
    assert counts(queued) == {"already": 1, "resumed": 1}


def test_who_left_the_list_does_not_hold_up_the_next_round(ledger: Ledger) -> None:
    had_it(ledger, 3)
    run = queue(ledger, 3, again=True).run
    assert [settle(ledger, run), settle(ledger, run)] == [1, 2]
    assert counts(queue(ledger, 2, again=True)) == {"already": 2}
    assert counts(queue(ledger, 2, again=True)) == {"new": 2}


def test_another_version_and_another_leaflet_are_other_mailings(ledger: Ledger) -> None:
    bring(ledger, MessageState.SENT)
    assert counts(queue(ledger, mailing=Mailing("sleep", "2"))) == {"new": 1}
    assert counts(queue(ledger, mailing=Mailing("rest", "1"))) == {"new": 1}
    assert ledger.counts(MAILING)[MessageState.SENT] == 1
    assert [entry.version for entry in ledger.entries(slug="sleep")] == ["1", "2"]
    assert [entry.slug for entry in ledger.entries(state=MessageState.QUEUED)] == ["sleep", "rest"]


def test_rounds_stay_in_the_list_and_only_the_latest_counts(ledger: Ledger) -> None:
    bring(ledger, MessageState.SENT)
    run = queue(ledger, again=True).run
    ledger.failed(due(ledger, run), "550 nobody", permanent=True)
    assert [(entry.round, entry.state) for entry in ledger.entries()] == [
        (1, MessageState.SENT),
        (2, MessageState.FAILED),
    ]
    assert ledger.counts(MAILING) == dict.fromkeys(MessageState, 0) | {MessageState.FAILED: 1}


def test_leftovers_of_another_list_are_not_sent_by_surprise(ledger: Ledger) -> None:
    first = queue(ledger, 3)
    second = ledger.queue(MAILING, people(1, start=9), domain=DOMAIN)
    ledger.failed(due(ledger, second.run), "no", permanent=False)
    assert ledger.due(second.run) is None
    assert ledger.counts(first.run)[MessageState.QUEUED] == 3


def test_who_is_put_off_comes_after_the_others_and_when_it_is_time(ledger: Ledger) -> None:
    run = queue(ledger, 3).run
    first = due(ledger, run)
    later = first.not_before + timedelta(minutes=5)
    ledger.deferred(first, "450 later", later)
    assert [due(ledger, run).line, *(settle(ledger, run) for _ in range(2))] == [2, 2, 3]
    entry = due(ledger, run)
    assert (entry.line, entry.not_before, entry.attempts, entry.detail) == (1, later, 1, "450 later")


def settle(ledger: Ledger, run: int) -> int:
    entry = due(ledger, run)
    assert ledger.sending(entry)
    ledger.sent(entry, "250 ok")
    return entry.line


def test_the_database_itself_refuses_a_second_live_round(ledger: Ledger, tmp_path: Path) -> None:
    bring(ledger, MessageState.SENT)
    connection = sqlite3.connect(tmp_path / ".brochure" / "mail.sqlite")
    try:
        columns = "slug, version, run, address, key, name, language, line, not_before, message_id, queued, changed"
        for values in ("round, 0", "round + 1, 1"):
            with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
                connection.execute(
                    f"INSERT INTO message ({columns}, state, round, live)"
                    f" SELECT {columns}, 'queued', {values} FROM message"
                )
    finally:
        connection.close()


def test_who_was_about_to_be_sent_to_when_the_run_ended_is_unknown(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        assert ledger.sending(due(ledger, queue(ledger).run))
    with Ledger.open(tmp_path) as ledger:
        assert only(ledger).state == MessageState.UNKNOWN
        assert "before the server answered" in only(ledger).detail


def test_nothing_is_sent_twice_through_an_old_entry(ledger: Ledger) -> None:
    entry = due(ledger, queue(ledger).run)
    assert ledger.sending(entry)
    assert not ledger.sending(entry)
    ledger.sent(entry, "250 ok")
    assert not ledger.sending(entry)
    ledger.unknown(entry, "too late")
    ledger.deferred(entry, "too late", entry.not_before)
    assert only(ledger).state == MessageState.SENT


def test_a_list_that_breaks_off_is_taken_up_by_the_next_run(ledger: Ledger) -> None:
    def broken() -> Iterator[Recipient]:
        yield from people(1500)
        raise ValueError("line 1501")

    with pytest.raises(ValueError, match="line 1501"):
        ledger.queue(MAILING, broken(), domain=DOMAIN)
    queued = queue(ledger, 1500)
    assert queued.to_send == 1500
    assert sum(1 for _ in ledger.entries()) == 1500
