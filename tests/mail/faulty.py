"""A mail server on this computer that takes messages over TLS and fails as it is told to, at any step."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO


class Step(StrEnum):
    """Where a fault can happen. BODY is after the first line of a message, DOT after its last."""

    GREETING = "greeting"
    EHLO = "ehlo"
    TLS = "tls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    DOT = "dot"


class Act(StrEnum):
    """What happens instead of an answer. At the DOT, DROP and STALL have taken the message and LOSE has not.

    With DRIP the answer comes, a byte at a time: no byte is late, and all are after more than `stall` seconds. In the
    BODY it is the message that is taken so.
    """

    DROP = "drop"
    LOSE = "lose"
    STALL = "stall"
    DRIP = "drip"


#: What goes wrong at a step of the connection with this number: an Act, another answer, or nothing.
Plan = Callable[[Step, int], "Act | str | None"]


class Gone(Exception):
    """The connection is over."""


@dataclass(frozen=True)
class Taken:
    """A message that the server has answered for, or would have."""

    sender: str
    recipient: str
    data: bytes

    @property
    def message_id(self) -> str:
        match = re.search(rb"(?mi)^Message-ID: *(\S+)", self.data)
        assert match
        return match[1].decode()


@dataclass
class Faulty:
    """The server; a context manager. `tls`: from the first byte. Without `keep` it takes messages and forgets them."""

    context: ssl.SSLContext
    plan: Plan = lambda *_: None
    tls: bool = False
    extensions: tuple[str, ...] = ("STARTTLS", "8BITMIME", "AUTH PLAIN LOGIN")
    stall: float = 1.0
    login: tuple[str, str] | None = None
    keep: bool = True
    taken: list[Taken] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Faulty:
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        for thread in self._threads[1:]:
            thread.join()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock, self.connections))
            self._threads = [self._threads[0], *(old for old in self._threads[1:] if old.is_alive()), thread]
            thread.start()

    def _serve(self, sock: socket.socket, number: int) -> None:
        # A client that is killed closes its socket; the limit is for a test that goes wrong.
        sock.settimeout(20)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(self, sock, number)
        try:
            connection.talk()
        except (Gone, OSError, ValueError):
            pass
        finally:
            connection.close()


class Connection:
    """One client at the server."""

    def __init__(self, server: Faulty, sock: socket.socket, number: int) -> None:
        self.server = server
        self.sock = sock
        self.number = number
        self.lines: BinaryIO | None = None
        self.encrypted = False
        self.sender = self.recipient = ""

    def close(self) -> None:
        if self.lines:
            self.lines.close()
        self.sock.close()

    def talk(self) -> None:
        if self.server.tls:
            self.encrypt()
        self.answer(Step.GREETING, "220 test ESMTP")
        while line := self.line():
            words = line.decode("utf-8").strip()
            self.server.heard.append(words)
            getattr(self, f"on_{words.partition(' ')[0].lower()}", self.on_unknown)(words)

    # ---- Commands -------------------------------------------------------------------------------------------------

    def on_ehlo(self, _: str) -> None:
        offered = [one for one in self.server.extensions if not (self.encrypted and one == "STARTTLS")]
        *first, last = ["test", *offered]
        self.answer(Step.EHLO, "".join(f"250-{one}\r\n" for one in first) + f"250 {last}")

    def on_starttls(self, _: str) -> None:
        self.say("220 go ahead")
        self.encrypt()

    def on_auth(self, words: str) -> None:
        _, way, response = words.split()
        assert self.encrypted
        user, password = base64.b64decode(response).decode(), ""
        if way == "PLAIN":
            _, user, password = user.split("\0")
        else:
            self.say("334 UGFzc3dvcmQ6")
            password = base64.b64decode(self.line()).decode()
        right = (user, password) == self.server.login
        self.answer(Step.AUTH, "235 welcome" if right else f"535 5.7.8 wrong password for {user}")

    def on_mail(self, words: str) -> None:
        if self.answer(Step.MAIL, "250 ok"):
            self.sender, self.recipient = _address(words), ""

    def on_rcpt(self, words: str) -> None:
        if self.answer(Step.RCPT, "250 ok"):
            self.recipient = _address(words)

    def on_data(self, _: str) -> None:
        if not self.answer(Step.DATA, "354 go ahead"):
            return
        lines = [self.line()]
        fault = self.server.plan(Step.BODY, self.number)
        if fault == Act.DRIP:
            self.drink()
        self.act(fault)
        while lines[-1] != b".\r\n":
            lines.append(self.line())
        data = b"".join(line.removeprefix(b".") for line in lines[:-1])
        self.on_dot(Taken(self.sender, self.recipient, data))

    def on_dot(self, message: Taken) -> None:
        fault = self.server.plan(Step.DOT, self.number)
        if fault in (None, Act.DROP, Act.STALL, Act.DRIP) or (isinstance(fault, str) and fault.startswith("2")):
            self.server.taken += [message] * self.server.keep
        self.give(fault, "250 taken")

    def on_rset(self, _: str) -> None:
        self.say("250 ok")

    def on_quit(self, _: str) -> None:
        self.say("221 bye")
        raise Gone

    def on_unknown(self, _: str) -> None:
        self.say("500 what?")

    # ---- The line -------------------------------------------------------------------------------------------------

    def encrypt(self) -> None:
        fault = self.server.plan(Step.TLS, self.number)
        if fault == Act.DRIP:
            self.drip_handshake()
        self.act(fault)
        if self.lines:
            self.lines.close()
            self.lines = None
        self.sock = self.server.context.wrap_socket(self.sock, server_side=True)
        self.encrypted = True

    def line(self) -> bytes:
        self.lines = self.lines or self.sock.makefile("rb")
        line = self.lines.readline()
        if not line.endswith(b"\r\n"):
            raise Gone
        return line

    def answer(self, step: Step, usual: str) -> bool:
        """Gives the usual answer and returns True, or does what the plan says."""
        fault = self.server.plan(step, self.number)
        self.give(fault, usual)
        return fault in (None, Act.DRIP)

    def give(self, fault: Act | str | None, usual: str) -> None:
        """The answer, or what happens instead."""
        if fault == Act.DRIP:
            # One of several lines: each of them is soon there, too.
            self.drip(f"{usual[:3]}-wait\r\n".encode() * 10 + usual.encode() + b"\r\n")
            return
        self.act(fault)
        self.say(fault or usual)

    def drip(self, data: bytes) -> None:
        for at in range(len(data)):
            self.sock.sendall(data[at : at + 1])
            self.server._over.wait(self.server.stall / 50)

    def drink(self) -> None:
        while self.sock.recv(1 << 10):
            self.server._over.wait(self.server.stall / 50)

    def drip_handshake(self) -> None:
        received, sent = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self.server.context.wrap_bio(received, sent, server_side=True)
        with suppress(ssl.SSLWantReadError):
            received.write(self.sock.recv(1 << 16))
            tls.do_handshake()
        self.drip(sent.read())

    def act(self, fault: Act | str | None) -> None:
        if fault == Act.STALL:
            self.server._over.wait(self.server.stall)
        if isinstance(fault, Act):
            raise Gone

    def say(self, text: str) -> None:
        self.sock.sendall(text.encode() + b"\r\n")
        if text.startswith("421"):
            raise Gone


def _address(words: str) -> str:
    match = re.search(r":<(.*?)>(?: |$)", words)
    assert match, words
    return match[1]
