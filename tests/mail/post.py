"""What the tests of the ledger and of delivery share: people, messages, and a clock that does not wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from brochure.mail.clock import Clock
from brochure.mail.delivery import Envelope, Outcome, deliver
from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, Mailing, MessageState, Recipient
from brochure.workspace.mail_settings import Mail
from tests.mail.faulty import Faulty, Taken

MAILING = Mailing("sleep", "1")
DOMAIN = "clinic.example"
SENDER = f"office@{DOMAIN}"


def people(count: int, start: int = 0) -> Iterator[Recipient]:
    """So many people, made as they are asked for."""
    for number in range(start, start + count):
        address = f"person{number}@home.example"
        yield Recipient(address, address, f"Person {number}", "en", number + 1)


def letter(entry: Entry) -> Envelope:
    """A small message."""
    head = f"From: <{SENDER}>\r\nTo: <{entry.address}>\r\nMessage-ID: {entry.message_id}\r\nSubject: Sleep\r\n\r\n"
    return Envelope(SENDER, head.encode() + b"Sleep well.\r\n.\r\n..two\r\n")


class Hasty(Clock):
    """Time goes on only by waiting, and waiting takes no time."""

    def __init__(self) -> None:
        self.time = datetime(2030, 1, 1, tzinfo=UTC)
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)


def mail(server: Faulty | int, **more: Any) -> Mail:
    """[mail] for a server, without pauses."""
    values: dict[str, Any] = {"per_minute": 0, "timeout": 20, "pause": 1, "attempts": 3}
    if isinstance(server, Faulty):
        values |= {"port": server.port, "security": "tls" if server.tls else "starttls"}
    else:
        values["port"] = server
    return Mail(**{"host": "localhost", **values, **more})


def send(ledger: Ledger, config: Mail, run: int, clock: Clock | None = None) -> list[tuple[Entry, Outcome]]:
    """Delivers; returns what was reported."""
    reports: list[tuple[Entry, Outcome]] = []
    deliver(
        ledger, config, run, letter, lambda entry, outcome: reports.append((entry, outcome)), clock=clock or Hasty()
    )
    return reports


def check_account(ledger: Ledger, taken: list[Taken], expected: int) -> Counter[MessageState]:
    """Nobody got it twice, nobody is missing, and the ledger says no more and no less than it can know."""
    times = Counter(message.recipient for message in taken)
    entries = list(ledger.entries())
    assert len({entry.key for entry in entries}) == len(entries) == expected
    assert set(times) <= {entry.address for entry in entries}
    for entry in entries:
        got = times[entry.address]
        allowed = {
            MessageState.SENT: {1},
            MessageState.FAILED: {0},
            MessageState.QUEUED: {0},
            MessageState.UNKNOWN: {0, 1},
        }
        assert got in allowed[entry.state], f"line {entry.line}: {entry.state}, and the server has it {got} times"
    sent = {entry.message_id: entry.address for entry in entries}
    assert all(sent[message.message_id] == message.recipient for message in taken)
    return Counter(entry.state for entry in entries)
