"""Times sending: messages with a 100 KB attachment, over TLS, to a server on this computer in a process of its own.

    python benchmarks/mail_speed.py [--messages 1000] [--kilobytes 100]

Prints messages a second, how much of the time the ledger takes, and what one fsync costs on this disk: two of them
stand between one message and the next. The goal is 50 messages a second.
"""

from __future__ import annotations

import argparse
import base64
import multiprocessing
import os
import secrets
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from multiprocessing.connection import Connection
from pathlib import Path

from brochure.mail.delivery import Envelope, deliver
from brochure.mail.ledger import Ledger
from brochure.mail.policy import Entry, Mailing, MessageState, Recipient
from brochure.workspace.mail_settings import Mail
from tests.mail.authority import Authority, found_authority
from tests.mail.faulty import Faulty

SENDER = "office@clinic.example"


def main() -> None:
    """Starts the server, sends, reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--kilobytes", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = found_authority(folder / "certificates")
        os.environ["SSL_CERT_FILE"] = str(authority.file)
        print(f"one fsync: {_fsync(folder) * 1000:.2f} ms")
        print(f"the ledger alone: {_ledger_alone(folder / 'alone', arguments.messages) * 1000:.2f} ms a message")
        with _server(authority) as port:
            for what, compose in (("made once", _ready), ("made for each", _fresh)):
                speed = _send(folder / what, port, arguments.messages, compose(arguments.kilobytes))
                print(f"{arguments.kilobytes} KB, {what}: {speed:.0f} messages a second")
            for count in (arguments.messages // 10, arguments.messages):
                tracemalloc.start()
                _send(folder / str(count), port, count, _ready(arguments.kilobytes))
                print(f"{count} messages: peak of {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB of Python's memory")
                tracemalloc.stop()


@contextmanager
def _server(authority: Authority) -> Iterator[int]:
    ours, its = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(authority, its))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join()


def _serve(authority: Authority, pipe: Connection) -> None:
    with Faulty(authority.server(), tls=True, keep=False) as server:
        pipe.send(server.port)
        pipe.recv()


def _send(folder: Path, port: int, count: int, compose: Callable[[Entry], Envelope]) -> float:
    """Messages a second."""
    config = Mail(host="localhost", port=port, security="tls", per_minute=0)
    with Ledger.open(folder) as ledger:
        run = ledger.queue(Mailing("sleep", "1"), _people(count), domain="clinic.example").run
        start = time.perf_counter()
        deliver(ledger, config, run, compose, lambda *_: None)
        seconds = time.perf_counter() - start
        assert ledger.counts(run)[MessageState.SENT] == count
    return count / seconds


def _people(count: int) -> Iterator[Recipient]:
    for number in range(count):
        yield Recipient(f"person{number}@home.example", f"person{number}@home.example", line=number + 1)


def _ready(kilobytes: int) -> Callable[[Entry], Envelope]:
    """The message's bytes lie ready but for its first line."""
    rest = b"\r\n".join([b"Subject: Sleep", b"", base64.encodebytes(secrets.token_bytes(kilobytes * 1024))])
    rest = rest.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return lambda entry: Envelope(SENDER, f"To: {entry.address}\r\n".encode() + rest)


def _fresh(kilobytes: int) -> Callable[[Entry], Envelope]:
    """The standard library makes each message anew."""
    attachment = secrets.token_bytes(kilobytes * 1024)

    def compose(entry: Entry) -> Envelope:
        message = EmailMessage(SMTP)
        message["To"], message["Subject"] = entry.address, "Sleep"
        message.set_content("Sleep well.")
        message.add_attachment(attachment, "application", "pdf", filename="sleep.pdf")
        return Envelope(SENDER, message.as_bytes())

    return compose


def _ledger_alone(folder: Path, count: int) -> float:
    """Seconds."""
    with Ledger.open(folder) as ledger:
        run = ledger.queue(Mailing("sleep", "1"), _people(count), domain="clinic.example").run
        start = time.perf_counter()
        while entry := ledger.due(run):
            ledger.sending(entry)
            ledger.sent(entry, "250 ok")
        return (time.perf_counter() - start) / count


def _fsync(folder: Path, rounds: int = 200) -> float:
    """Seconds."""
    with (folder / "probe").open("wb") as file:
        start = time.perf_counter()
        for _ in range(rounds):
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
        return (time.perf_counter() - start) / rounds


if __name__ == "__main__":
    main()
