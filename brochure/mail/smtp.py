"""The dialogue with a mail server: answers, each in time, and a message handed over in steps.

In steps, so that the ledger can be written between the last line and the final dot.
"""

from __future__ import annotations

import io
import re
import smtplib
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

_CLOSING = 421
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_OUTSIDE_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*"')

#: Bytes. An answer may have many lines, as that to EHLO; none has so many.
_LONGEST_ANSWER = 64 * 1024
#: Characters of a server's words that are kept.
LONGEST = 400
_HIDDEN = "…"
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,]+@[^\s<>()\[\]:;,]+")


@dataclass(frozen=True)
class Reply:
    """A server's answer: the code and the words, in one line and without control characters."""

    code: int
    text: str

    @property
    def taken(self) -> bool:
        return 200 <= self.code < 300

    @property
    def definite(self) -> bool:
        """Whether it answers the question at all: yes, later, or never."""
        return self.taken or 400 <= self.code < 600

    @property
    def never(self) -> bool:
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


def reply(code: int, words: bytes) -> Reply:
    """A reply as smtplib gives it. What a terminal would obey is taken out: the words are a stranger's."""
    decoded = words[: 4 * LONGEST].decode("utf-8", "replace")
    printable = "".join(character if character.isprintable() else " " for character in decoded)
    return Reply(code, " ".join(printable.split())[:LONGEST])


def discreet(text: str, names: Iterable[str] = ()) -> str:
    """`text` without addresses: neither those of `names`, also where `<…>` holds only the local part, nor others."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        local = name.rpartition("@")[0]
        text = re.sub(re.escape(name), _HIDDEN, text, flags=re.IGNORECASE)
        if local:
            text = re.sub(rf"<{re.escape(local)}>", f"<{_HIDDEN}>", text, flags=re.IGNORECASE)
    return _ADDRESS.sub(_HIDDEN, text)


class TimedSmtp(smtplib.SMTP):
    """smtplib with a deadline for each whole answer, [mail] timeout; by itself it waits so long for each byte.

    Handshakes, and messages that are sent, are timed as a whole by the ssl module.
    """

    def getreply(self) -> tuple[int, bytes]:
        """The next answer. Raises SMTPServerDisconnected where it is late, too long, or the connection is gone."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        if self.file is None:  # at first, and again once TLS has begun
            self.file = io.BufferedReader(_Answers(self.sock))
        self.file.raw.expect(self.timeout)
        answer = super().getreply()
        self.sock.settimeout(self.timeout)
        return answer


class TimedSmtpTls(TimedSmtp, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class _Answers(io.RawIOBase):
    """What comes from the server, until an answer should have been there, or is too long to be one."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._until = 0.0
        self._remaining = 0

    def expect(self, seconds: float) -> None:
        """From now on another answer is awaited, for so long."""
        self._until = time.monotonic() + seconds
        self._remaining = _LONGEST_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises TimeoutError once the answer is late, and another OSError once it is too long."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the answer is late")
        if self._remaining <= 0:
            raise OSError("the answer is too long")
        self._sock.settimeout(seconds)
        count = self._sock.recv_into(buffer)
        self._remaining -= count
        return count


@dataclass(frozen=True)
class Envelope:
    """A message as it goes out: who sends it, and its bytes, with CRLF at the line ends."""

    sender: str
    data: bytes


class Lost(Exception):
    """The connection is gone, or the server makes no sense. `before_message`: it had not yet heard whom to write to."""

    def __init__(self, reason: str, *, before_message: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.before_message = before_message


class Refused(Exception):
    """The message is not taken, and the connection is good for the next.

    `of_sender`: the server minds who sends, or what; it is no fault of the one person.
    """

    def __init__(self, answer: Reply, *, of_sender: bool = False) -> None:
        super().__init__(str(answer))
        self.answer = answer
        self.of_sender = of_sender


class TooLarge(Exception):
    """The server has said that it takes no messages of this size."""


class Session:
    """An open connection. `used` once a message has gone over it: from then on the server may close it unnoticed."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self.used = False

    def offer(self, address: str, envelope: Envelope) -> None:
        """Everything of the message but the final dot. Raises Refused, TooLarge, Lost: then nobody has got it."""
        utf8 = not (address + envelope.sender).isascii() or not _header(envelope.data).isascii()
        options = self._options(address, envelope, utf8)
        _check_address(envelope.sender, of_sender=True)
        _check_address(address)
        self._smtp.command_encoding = "utf-8" if utf8 else "ascii"
        self._mail(f"FROM:<{envelope.sender}>{options}")
        self._ask(f"RCPT TO:<{address}>")
        self._ask("DATA", 354)
        self._send(stuffed(envelope.data))

    def finish(self) -> Reply:
        """The final dot, and what the server says to it. Raises Lost where it says nothing that counts."""
        self.used = True
        self._send(b".\r\n")
        answer = self._hear()
        if not answer.definite:
            raise Lost(f"an answer that means nothing: {answer}")
        return answer

    def reset(self) -> None:
        """Makes the server ready for the next message after a refusal. Raises Lost."""
        self.used = True
        self._send(b"RSET\r\n")
        if not self._hear().taken:
            raise Lost("it cannot begin anew")

    def quit(self) -> None:
        """Takes leave."""
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()
        self.close()

    def close(self) -> None:
        """Cuts the line; a message without its final dot is thrown away by the server."""
        with suppress(OSError):
            self._smtp.close()

    def _options(self, address: str, envelope: Envelope, utf8: bool) -> str:
        """What MAIL says of the message. Raises Refused or TooLarge where the server has said that it takes no such."""
        features = self._smtp.esmtp_features
        size = features.get("size", "")
        if size.isdecimal() and 0 < int(size) < len(envelope.data):
            raise TooLarge(f"the message has {len(envelope.data)} bytes, and it takes {int(size)} at most")
        if utf8 and "smtputf8" not in features:
            of_sender = address.isascii() or not envelope.sender.isascii()
            raise Refused(Reply(553, "the server does not take addresses beyond ASCII (SMTPUTF8)"), of_sender=of_sender)
        if not envelope.data.isascii() and "8bitmime" not in features:
            raise Refused(Reply(554, "the server does not take messages beyond ASCII (8BITMIME)"), of_sender=True)
        options = f" SIZE={len(envelope.data)}" if "size" in features else ""
        options += "" if envelope.data.isascii() else " BODY=8BITMIME"
        return options + (" SMTPUTF8" if utf8 else "")

    def _mail(self, arguments: str) -> None:
        try:
            self._ask(f"MAIL {arguments}")
        except Lost as lost:
            raise Lost(lost.reason, before_message=True) from lost
        except Refused as refused:
            raise Refused(refused.answer, of_sender=True) from refused

    def _ask(self, command: str, *expected: int) -> None:
        self._send(f"{command}\r\n".encode(self._smtp.command_encoding))
        answer = self._hear()
        if answer.code in expected or (answer.taken and not expected):
            return
        if answer.code == _CLOSING or answer.taken or not answer.definite:
            raise Lost(str(answer))
        raise Refused(answer)

    def _send(self, data: bytes) -> None:
        with _lost():
            self._smtp.send(data)

    def _hear(self) -> Reply:
        with _lost():
            return reply(*self._smtp.getreply())


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise Lost("the server closed the connection or fell silent") from error


def _header(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[0]


def _check_address(address: str, *, of_sender: bool = False) -> None:
    """Nothing may follow the address on its line. Raises Refused."""
    plain = _OUTSIDE_QUOTES.sub("", address)
    if not address.isprintable() or any(character in plain for character in '<>" '):
        raise Refused(Reply(553, "the address cannot stand on an envelope"), of_sender=of_sender)


def stuffed(data: bytes) -> bytes:
    """As it goes over the line (RFC 5321, 4.5.2): every line end CRLF, a second dot before one that begins a line."""
    lines = _LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", data))
    return lines if lines.endswith(b"\r\n") or not lines else lines + b"\r\n"
