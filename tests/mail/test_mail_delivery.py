"""Sending as it should go: encrypted, logged in, over one connection, every byte as it was."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from aiosmtpd.smtp import Envelope as Received

from brochure.errors import BadInput
from brochure.mail.delivery import Envelope, Kind, deliver
from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, MessageState
from brochure.workspace.mail_settings import Mail
from tests.mail.authority import Authority
from tests.mail.faulty import Act, Faulty, Step
from tests.mail.post import DOMAIN, MAILING, SENDER, Hasty, letter, mail, people, send


def queue(ledger: Ledger, count: int = 3) -> int:
    return ledger.queue(MAILING, people(count), domain=DOMAIN).run


@dataclass
class Honest:
    """What aiosmtpd, as an ordinary server, has received, and over how many connections."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    connections: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Received) -> str:  # noqa: N802 - aiosmtpd's
        self.received.append(envelope)
        return "250 taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _way: str, data: LoginPassword) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data == LoginPassword(b"office", "pässword".encode()))


@contextmanager
def honest(context: ssl.SSLContext, *, implicit: bool = False, login: bool = False) -> Iterator[Honest]:
    """aiosmtpd in a thread of its own."""
    handler = Honest()
    options: dict[str, Any] = {"hostname": "test"}
    if not implicit:
        options |= {"tls_context": context, "require_starttls": True}
    if login:
        options |= {"auth_required": True, "authenticator": handler.authenticate}

    def connected() -> SMTP:
        handler.connections += 1
        return SMTP(handler, **options)

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> asyncio.Server:
        return await loop.create_server(connected, "127.0.0.1", 0, ssl=context if implicit else None)

    async def stop(server: asyncio.Server) -> None:
        server.close()
        await server.wait_closed()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_everybody_gets_their_own_over_one_connection(ledger: Ledger, authority: Authority, security: str) -> None:
    run = queue(ledger)
    with honest(authority.server(), implicit=security == "tls") as server:
        reports = send(ledger, mail(server.port, security=security), run)
    assert [(entry.line, outcome.kind, outcome.reason) for entry, outcome in reports] == [
        (number, Kind.SENT, "250 taken") for number in (1, 2, 3)
    ]
    assert server.connections == 1
    entries = list(ledger.entries())
    assert [(one.mail_from, one.rcpt_tos) for one in server.received] == [(SENDER, [e.address]) for e in entries]
    assert [one.content for one in server.received] == [letter(entry).data for entry in entries]
    assert {(entry.state, entry.detail, entry.attempts) for entry in entries} == {(MessageState.SENT, "250 taken", 1)}


def test_with_a_login(ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pässword")
    run = queue(ledger)
    with honest(authority.server(), login=True) as server:
        send(ledger, mail(server.port, user="office"), run)
    assert server.logins == [(b"office", "pässword".encode())]
    assert len(server.received) == 3


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_the_login_comes_after_the_encryption(
    ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_USER", "someone")
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pw")
    extensions = ("STARTTLS", f"AUTH {way}")
    with Faulty(authority.server(), extensions=extensions, login=("someone", "pw")) as server:
        send(ledger, mail(server, user="office"), queue(ledger, 1))
    assert [words.split()[0].upper() for words in server.heard][:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]
    assert server.heard[0] == "ehlo [127.0.0.1]"
    assert len(server.taken) == 1


BODIES = [
    (b".\r\n", b".\r\n"),
    (b"..\r\n.\r\n.a\r\n", b"..\r\n.\r\n.a\r\n"),
    (b"a\n.\nb\n", b"a\r\n.\r\nb\r\n"),
    (b"a\r.\rb", b"a\r\n.\r\nb\r\n"),
    (b"a\r\n.\nMAIL FROM:<x@y.example>\r\n", b"a\r\n.\r\nMAIL FROM:<x@y.example>\r\n"),
    (b"a\n\r\n.\r\r\nb\r\n", b"a\r\n\r\n.\r\n\r\nb\r\n"),
    (b"no end", b"no end\r\n"),
    ("ä € \U0001f600\r\n".encode(), "ä € \U0001f600\r\n".encode()),
    (b".x" * 50_000 + b"\r\n", b".x" * 50_000 + b"\r\n"),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_dots_and_line_ends(ledger: Ledger, authority: Authority, body: bytes, expected: bytes) -> None:
    """Nothing in a body ends the message early: no second message can be smuggled in."""
    head = b"Subject: Dots\r\n\r\n"
    with Faulty(authority.server()) as server:
        deliver(
            ledger,
            mail(server),
            queue(ledger, 1),
            lambda _: Envelope(SENDER, head + body),
            lambda *_: None,
        )
    (message,) = server.taken
    assert message.data == head + expected


def test_the_ledger_says_sending_before_the_server_gets_the_last_byte(
    ledger: Ledger, authority: Authority, tmp_path: Path
) -> None:
    seen: list[list[MessageState]] = []

    def look(step: Step, _: int) -> None:
        if step in (Step.BODY, Step.DOT):
            with Ledger.open(tmp_path / ".brochure") as other:
                seen.append([entry.state for entry in other.entries()])

    with Faulty(authority.server(), look) as server:
        send(ledger, mail(server), queue(ledger, 2))
    assert seen[1] == [MessageState.SENDING, MessageState.QUEUED]
    assert seen[3] == [MessageState.SENT, MessageState.SENDING]


def test_evenly_spaced(ledger: Ledger, authority: Authority) -> None:
    clock = Hasty()
    with Faulty(authority.server()) as server:
        send(ledger, mail(server, per_minute=30), queue(ledger, 4), clock)
    assert clock.waits == [2, 2, 2]


def test_a_server_that_closes_between_messages_costs_nobody_anything(ledger: Ledger, authority: Authority) -> None:
    """With and without a word, and after each message or each third."""
    for fault in (Act.DROP, "421 enough for one connection"):
        heard: dict[int, int] = {}

        def plan(
            step: Step, connection: int, fault: Act | str = fault, heard: dict[int, int] = heard
        ) -> Act | str | None:
            if step == Step.MAIL:
                heard[connection] = heard.get(connection, 0) + 1
            return fault if step == Step.MAIL and heard[connection] > connection else None

        clock = Hasty()
        run = ledger.queue(MAILING, people(8), domain=DOMAIN, again=True).run
        with Faulty(authority.server(), plan) as server:
            send(ledger, mail(server, attempts=1), run, clock)
        assert server.connections == 4
        assert clock.waits == []
        assert ledger.counts(run)[MessageState.SENT] == 8
    assert {entry.attempts for entry in ledger.entries()} == {1}


def test_a_message_is_made_when_its_turn_comes(ledger: Ledger, authority: Authority) -> None:
    order: list[tuple[str, int]] = []

    def compose(entry: Entry) -> Envelope:
        order.append(("made", entry.line))
        return letter(entry)

    with Faulty(authority.server()) as server:
        deliver(
            ledger, mail(server), queue(ledger, 2), compose, lambda entry, _: order.append(("reported", entry.line))
        )
    assert order == [("made", 1), ("reported", 1), ("made", 2), ("reported", 2)]


def test_one_that_cannot_be_made_does_not_stop_the_others(ledger: Ledger, authority: Authority) -> None:
    def compose(entry: Entry) -> Envelope:
        if entry.line == 2:
            raise BadInput(f"No name for {entry.address}.")
        return letter(entry)

    outcomes = []
    with Faulty(authority.server()) as server:
        deliver(ledger, mail(server), queue(ledger), compose, lambda _, outcome: outcomes.append(outcome))
    assert [outcome.kind for outcome in outcomes] == [Kind.SENT, Kind.FAILED, Kind.SENT]
    assert outcomes[1].reason == "No name for …."
    assert not outcomes[1].permanent
    assert len(server.taken) == 2


def test_with_nothing_to_send_nobody_is_called(ledger: Ledger) -> None:
    assert send(ledger, Mail(host="nowhere.invalid", user="without password"), queue(ledger, 0)) == []
