"""Each fault of a server by itself: what is tried again, what is not, and what nobody can know."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from brochure.errors import DeliveryFailed, ExitCode
from brochure.mail.delivery import Envelope, Kind, Outcome, deliver
from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, MessageState, Recipient
from tests.mail.authority import Authority
from tests.mail.faulty import Act, Faulty, Plan, Step
from tests.mail.post import DOMAIN, MAILING, SENDER, Hasty, check_account, letter, mail, people, send

#: Seconds that a silent server waits; the sender gives up at half of it, and a busy computer answers in less.
STALL = 4.0


def queue(ledger: Ledger, count: int = 3) -> int:
    return ledger.queue(MAILING, people(count), domain=DOMAIN).run


def once(step: Step, fault: Act | str, times: int = 1) -> Plan:
    """The fault at the first so many times that the step is reached."""
    remaining = [fault] * times

    def plan(at: Step, _: int) -> Act | str | None:
        return remaining.pop() if at == step and remaining else None

    return plan


def always(step: Step, fault: Act | str) -> Plan:
    return lambda at, _: fault if at == step else None


def patience(fault: Act | str) -> float:
    """Short only where it is the server's silence that is wanted: a busy computer is no fault."""
    return STALL / 2 if fault == Act.STALL else 20


def kinds(reports: list[tuple[Entry, Outcome]]) -> list[tuple[int, Kind]]:
    return [(entry.line, outcome.kind) for entry, outcome in reports]


BEFORE_THE_DOT = [
    *((step, "450 4.2.0 later") for step in (Step.MAIL, Step.RCPT, Step.DATA, Step.DOT)),
    *((step, Act.DROP) for step in (Step.RCPT, Step.DATA, Step.BODY)),
    *((step, "421 4.3.2 closing") for step in (Step.RCPT, Step.DATA, Step.DOT)),
    (Step.RCPT, "gibberish"),
    (Step.DATA, "250 thanks"),
    (Step.BODY, Act.STALL),
]


@pytest.mark.parametrize(("step", "fault"), BEFORE_THE_DOT)
def test_who_is_put_off_gets_it_after_the_others(
    ledger: Ledger, authority: Authority, step: Step, fault: Act | str
) -> None:
    clock = Hasty()
    with Faulty(authority.server(), once(step, fault), stall=STALL) as server:
        # The body is larger than what the network holds, so that a server that stops listening is noticed.
        big = b"x" * 76 + b"\r\n"
        reports: list[tuple[Entry, Outcome]] = []
        deliver(
            ledger,
            mail(server, timeout=patience(fault)),
            queue(ledger),
            lambda entry: Envelope(SENDER, letter(entry).data + big * (200_000 if step == Step.BODY else 1)),
            lambda entry, outcome: reports.append((entry, outcome)),
            clock=clock,
        )
    assert sorted(kinds(reports)) == [(1, Kind.SENT), (2, Kind.SENT), (3, Kind.SENT)]
    assert sum(clock.waits) >= 1
    assert check_account(ledger, server.taken, 3) == {MessageState.SENT: 3}
    assert [entry.attempts for entry in ledger.entries()] == [2, 1, 1]


@pytest.mark.sample(2)
@pytest.mark.parametrize("step", [Step.GREETING, Step.TLS, Step.MAIL])
@pytest.mark.parametrize("fault", [Act.DROP, "421 busy", Act.STALL])
@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_is_unwell_for_a_moment(
    ledger: Ledger, authority: Authority, step: Step, fault: Act | str, tls: bool
) -> None:
    if step == Step.TLS and fault == "421 busy":
        fault = Act.DROP
    clock = Hasty()
    with Faulty(authority.server(), once(step, fault, 2), tls=tls, stall=STALL) as server:
        reports = send(ledger, mail(server, timeout=patience(fault)), queue(ledger), clock)
    assert kinds(reports) == [(1, Kind.SENT), (2, Kind.SENT), (3, Kind.SENT)]
    assert clock.waits == [1, 2]
    assert server.connections == 3
    assert {entry.attempts for entry in ledger.entries()} == {1}


@pytest.mark.parametrize("step", [Step.GREETING, Step.TLS, Step.MAIL])
@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_stays_unwell(ledger: Ledger, authority: Authority, step: Step, tls: bool) -> None:
    clock = Hasty()
    run = queue(ledger)
    fault = Act.DROP if step == Step.TLS else "421 busy, office@clinic.example"
    with Faulty(authority.server(), always(step, fault), tls=tls) as server:
        with pytest.raises(DeliveryFailed, match="3 messages are still queued") as caught:
            send(ledger, mail(server), run, clock)
        assert clock.waits == [1, 2]
        assert server.connections == 3
    assert caught.value.code == ExitCode.DELIVERY_FAILED
    assert "Run the same command again" in caught.value.hint
    assert "@" not in str(caught.value)
    with Faulty(authority.server()) as server:
        assert len(send(ledger, mail(server), queue(ledger))) == 3


DRIPPED = [Step.GREETING, Step.EHLO, Step.TLS, Step.AUTH, Step.MAIL, Step.RCPT, Step.DATA]


@pytest.mark.sample(2)
@pytest.mark.parametrize("step", DRIPPED)
def test_an_answer_that_drips_is_late_as_a_whole(
    ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "secret")
    plan, login = once(step, Act.DRIP), ("office", "secret")
    with Faulty(authority.server(), plan, tls=step == Step.TLS, stall=STALL, login=login) as server:
        reports = send(ledger, mail(server, timeout=STALL, user="office"), queue(ledger, 2))
    assert sorted(kinds(reports)) == [(1, Kind.SENT), (2, Kind.SENT)]
    assert check_account(ledger, server.taken, 2) == {MessageState.SENT: 2}
    assert server.connections == 2


def test_whether_who_drips_at_the_end_has_it_is_unknown(ledger: Ledger, authority: Authority) -> None:
    with Faulty(authority.server(), once(Step.DOT, Act.DRIP), stall=STALL) as server:
        reports = send(ledger, mail(server, timeout=STALL), queue(ledger, 2))
    assert kinds(reports) == [(1, Kind.UNKNOWN), (2, Kind.SENT)]
    assert check_account(ledger, server.taken, 2) == {MessageState.UNKNOWN: 1, MessageState.SENT: 1}


def test_a_message_that_is_taken_too_slowly(ledger: Ledger, authority: Authority) -> None:
    big = b"x" * 76 + b"\r\n"
    reports: list[tuple[Entry, Outcome]] = []
    with Faulty(authority.server(), once(Step.BODY, Act.DRIP), stall=STALL) as server:
        deliver(
            ledger,
            mail(server, timeout=2 * STALL),
            queue(ledger, 1),
            lambda entry: Envelope(SENDER, letter(entry).data + big * 120_000),
            lambda entry, outcome: reports.append((entry, outcome)),
            clock=Hasty(),
        )
    assert kinds(reports) == [(1, Kind.SENT)]
    assert server.connections == 2


def test_an_answer_without_an_end(ledger: Ledger, authority: Authority) -> None:
    endless = "250-and\r\n" * 10_000 + "250 so on"
    with Faulty(authority.server(), once(Step.RCPT, endless)) as server:
        reports = send(ledger, mail(server), queue(ledger, 1))
    assert kinds(reports) == [(1, Kind.SENT)]
    assert server.connections == 2


def test_no_server_at_all(ledger: Ledger) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(DeliveryFailed, match=r"Connection refused\. 1 message is still queued"):
        send(ledger, mail(port), queue(ledger, 1))


def test_put_off_too_often(ledger: Ledger, authority: Authority) -> None:
    """The waits double, and the next run tries again."""
    clock = Hasty()
    with Faulty(authority.server(), always(Step.RCPT, "450 greylisted"), stall=0.2) as server:
        reports = send(ledger, mail(server, attempts=4, pause=4), queue(ledger, 1), clock)
    assert clock.waits == [4, 8, 16]
    # The line is not kept while there is nothing to say.
    assert server.connections == 3
    assert server.heard.count("quit") == 3
    assert [(outcome.kind, outcome.permanent) for _, outcome in reports] == [(Kind.FAILED, False)]
    with Faulty(authority.server()) as server:
        assert kinds(send(ledger, mail(server), queue(ledger, 1))) == [(1, Kind.SENT)]


@pytest.mark.parametrize("step", [Step.RCPT, Step.DATA, Step.DOT])
def test_refused_for_good(ledger: Ledger, authority: Authority, step: Step) -> None:
    with Faulty(authority.server(), once(step, "550 5.1.1 no such person")) as server:
        reports = send(ledger, mail(server), queue(ledger))
        assert kinds(reports) == [(1, Kind.FAILED), (2, Kind.SENT), (3, Kind.SENT)]
        assert reports[0][1] == Outcome(Kind.FAILED, "550 5.1.1 no such person", permanent=True)
        assert send(ledger, mail(server), queue(ledger)) == []
        assert server.connections == 1
    assert check_account(ledger, server.taken, 3) == {MessageState.SENT: 2, MessageState.FAILED: 1}


@pytest.mark.parametrize("fault", [Act.DROP, Act.LOSE, Act.STALL, "gibberish", "354 go on", "25"])
def test_no_answer_to_the_final_dot_is_never_sent_again_by_itself(
    ledger: Ledger, authority: Authority, fault: Act | str
) -> None:
    with Faulty(authority.server(), once(Step.DOT, fault), stall=STALL) as server:
        reports = send(ledger, mail(server, timeout=patience(fault)), queue(ledger))
        assert kinds(reports) == [(1, Kind.UNKNOWN), (2, Kind.SENT), (3, Kind.SENT)]
        queued = ledger.queue(MAILING, people(3), domain=DOMAIN)
        assert (queued.unknown, queued.already, queued.to_send) == (1, 2, 0)
    assert check_account(ledger, server.taken, 3) == {MessageState.SENT: 2, MessageState.UNKNOWN: 1}


def test_a_server_that_always_falls_silent_after_the_dot_is_given_up(ledger: Ledger, authority: Authority) -> None:
    with (
        Faulty(authority.server(), always(Step.DOT, Act.LOSE)) as server,
        pytest.raises(DeliveryFailed, match="7 messages are still queued"),
    ):
        send(ledger, mail(server), queue(ledger, 10))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Whoever started the tests may have them ignore interrupts, as a shell does with what runs in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_after_the_dot(ledger: Ledger, authority: Authority) -> None:
    def plan(step: Step, _: int) -> Act | None:
        if step == Step.DOT:
            os.kill(os.getpid(), signal.SIGINT)
            return Act.STALL
        return None

    # The server waits until the interrupt has come through, however long that takes, for its end is the test's.
    with Faulty(authority.server(), plan, stall=60) as server, pytest.raises(KeyboardInterrupt):
        send(ledger, mail(server), queue(ledger))
    assert [entry.state for entry in ledger.entries()] == [
        MessageState.UNKNOWN,
        MessageState.QUEUED,
        MessageState.QUEUED,
    ]


def test_a_sender_that_the_server_does_not_like_is_nobodys_fault(ledger: Ledger, authority: Authority) -> None:
    with (
        Faulty(authority.server(), always(Step.MAIL, "550 you may not send as that")) as server,
        pytest.raises(DeliveryFailed, match=r"you may not send as that\. 7 messages are still queued"),
    ):
        send(ledger, mail(server), queue(ledger, 10))
    assert not any(entry.permanent for entry in ledger.entries())


@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT])
def test_a_server_that_wants_a_login(ledger: Ledger, authority: Authority, step: Step) -> None:
    clock = Hasty()
    with (
        Faulty(authority.server(), always(step, "530 5.7.0 log in")) as server,
        pytest.raises(DeliveryFailed, match=r"it wants a login\. 3 messages are still queued"),
    ):
        send(ledger, mail(server), queue(ledger), clock)
    assert clock.waits == []


def test_a_message_larger_than_the_server_takes(ledger: Ledger, authority: Authority) -> None:
    with (
        Faulty(authority.server(), extensions=("STARTTLS", "SIZE 100")) as server,
        pytest.raises(DeliveryFailed, match=r"has \d+ bytes, and it takes 100 at most\. 5 messages are") as caught,
    ):
        send(ledger, mail(server), queue(ledger, 5))
    assert not any(words.startswith("MAIL") for words in server.heard)
    assert "smaller" in caught.value.hint
    assert {entry.state for entry in ledger.entries()} == {MessageState.QUEUED}


def test_a_size_that_the_server_names_only_when_asked_is_nobodys_fault(ledger: Ledger, authority: Authority) -> None:
    with (
        Faulty(authority.server(), always(Step.MAIL, "552 5.3.4 too large")) as server,
        pytest.raises(DeliveryFailed, match="too large"),
    ):
        send(ledger, mail(server), queue(ledger, 5))
    assert not any(entry.permanent for entry in ledger.entries())


@pytest.mark.parametrize(
    ("sender", "text", "reason"),
    [("büro@clinic.example", "", "SMTPUTF8"), (SENDER, "ü", "8BITMIME"), ("a b@clinic.example", "", "envelope")],
)
def test_what_is_wrong_with_every_message_is_nobodys_fault(
    ledger: Ledger, authority: Authority, sender: str, text: str, reason: str
) -> None:
    def compose(entry: Entry) -> Envelope:
        return Envelope(sender, letter(entry).data + text.encode())

    with Faulty(authority.server(), extensions=("STARTTLS",)) as server, pytest.raises(DeliveryFailed, match=reason):
        deliver(ledger, mail(server), queue(ledger, 5), compose, lambda *_: None, clock=Hasty())
    assert not any(entry.permanent for entry in ledger.entries())
    assert server.taken == []


@pytest.mark.parametrize("offered", [True, False])
def test_an_address_beyond_ascii(ledger: Ledger, authority: Authority, offered: bool) -> None:
    address = "jürgen@home.example"
    run = ledger.queue(MAILING, [Recipient(address, address), *people(1)], domain=DOMAIN).run
    extensions = ("STARTTLS", "8BITMIME", *(("SMTPUTF8",) if offered else ()))
    with Faulty(authority.server(), extensions=extensions) as server:
        reports = send(ledger, mail(server), run)
    assert [outcome.kind for _, outcome in reports] == [Kind.SENT if offered else Kind.FAILED, Kind.SENT]
    assert [message.recipient for message in server.taken] == [address] * offered + ["person0@home.example"]
    assert [words for words in server.heard if "SMTPUTF8" in words] == (
        [f"MAIL FROM:<{SENDER}> BODY=8BITMIME SMTPUTF8"] * offered
    )
    assert reports[0][1].permanent is not offered


@pytest.mark.parametrize(
    "address", ["a@b.example> SIZE=1", "a@b.example\r\nRCPT TO:<c@d.example", "a b@c.example", "a\t@b"]
)
def test_an_address_that_would_say_more_than_it_should(ledger: Ledger, authority: Authority, address: str) -> None:
    run = ledger.queue(MAILING, [Recipient(address, "key")], domain=DOMAIN).run
    with Faulty(authority.server()) as server:
        deliver(ledger, mail(server), run, lambda _: Envelope(SENDER, b"\r\n"), lambda *_: None)
    assert not any(words.startswith(("MAIL", "RCPT")) for words in server.heard)
    assert [entry.permanent for entry in ledger.entries()] == [True]


def test_a_quoted_address(ledger: Ledger, authority: Authority) -> None:
    address = r'"a \"b\" <c>"@home.example'
    run = ledger.queue(MAILING, [Recipient(address, address)], domain=DOMAIN).run
    with Faulty(authority.server()) as server:
        deliver(ledger, mail(server), run, lambda _: Envelope(SENDER, b"\r\n"), lambda *_: None)
    assert f"RCPT TO:<{address}>" in server.heard


def test_who_opts_out_or_is_erased_at_the_last_moment_gets_nothing(
    ledger: Ledger, authority: Authority, tmp_path: Path
) -> None:
    bodies = 0

    def plan(step: Step, _: int) -> None:
        nonlocal bodies
        if step != Step.BODY:
            return
        bodies += 1
        with Ledger.open(tmp_path / ".brochure") as other:
            if bodies == 1:
                other.opt_out("person0@home.example")
                other.opt_out("person2@home.example")
            if bodies == 2:
                other.forget("person1@home.example")

    def compose(entry: Entry) -> Envelope:
        # Large enough that the server hears of it long before the end.
        return Envelope(SENDER, letter(entry).data + b"x" * 20_000_000)

    reports: list[tuple[Entry, Outcome]] = []
    with Faulty(authority.server(), plan) as server:
        deliver(ledger, mail(server), queue(ledger, 4), compose, lambda *report: reports.append(report))
    assert kinds(reports) == [(1, Kind.OPTED_OUT), (2, Kind.ERASED), (3, Kind.OPTED_OUT), (4, Kind.SENT)]
    assert [message.recipient for message in server.taken] == ["person3@home.example"]
    assert [entry.line for entry in ledger.entries()] == [1, 3, 4]


def test_what_the_server_says_is_kept_whole_and_told_without_the_address(ledger: Ledger, authority: Authority) -> None:
    answer = "550 5.1.1 <Person0@HOME.example>: \x1b[31mno\x00 <PERSON0> here, ask other@home.example"
    with Faulty(authority.server(), once(Step.RCPT, answer)) as server:
        reports = send(ledger, mail(server), queue(ledger, 1))
    assert reports[0][1].reason == "550 5.1.1 <…>: [31mno <…> here, ask …"
    (entry,) = ledger.entries()
    assert entry.detail == "550 5.1.1 <Person0@HOME.example>: [31mno <PERSON0> here, ask other@home.example"


def test_no_wait_grows_beyond_an_hour(ledger: Ledger, authority: Authority) -> None:
    clock = Hasty()
    with Faulty(authority.server(), always(Step.RCPT, "450 later")) as server:
        send(ledger, mail(server, attempts=20, pause=600), queue(ledger, 1), clock)
    assert clock.waits == [600, 1200, 2400, *[3600] * 16]
