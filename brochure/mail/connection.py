"""The line to the mail server: always encrypted, its certificate always checked, logged in only after both."""

from __future__ import annotations

import base64
import io
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from brochure.clinic.mail import Mail
from brochure.errors import DeliveryFailed
from brochure.mail.password import Login
from brochure.mail.replies import discreet, reply

PORTS = {"starttls": 587, "tls": 465}
#: What we say we are: an address literal as RFC 5321, 4.1.3 has it, which tells nothing of this computer.
OUR_NAME = "[127.0.0.1]"

#: Bytes. An answer may have many lines, as that to EHLO; none has so many.
_LONGEST_ANSWER = 64 * 1024

# Of OpenSSL's x509_vfy.h.
_CERTIFICATE = {
    9: "is not valid yet",
    10: "has expired",
    18: "is signed by itself, not by an authority that this computer trusts",
    19: "comes from an authority that this computer does not trust",
    20: "comes from an authority that this computer does not trust",
    62: "belongs to another name",
    64: "belongs to another name",
}


class Unreachable(Exception):
    """The server does not answer as it should at the moment; in a while it may."""


def connect(config: Mail, login: Login | None) -> smtplib.SMTP:
    """A connection that is ready to take messages.

    Raises DeliveryFailed where trying again is no use: certificate, encryption, login. Raises Unreachable where it is.
    """
    with _explained(config):
        smtp = _dial(config)
        try:
            _hurry(smtp)
            _greet(smtp)
            if config.security == "starttls":
                smtp.starttls(context=_context())
                _greet(smtp)
            if login:
                _log_in(smtp, login, config)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _dial(config: Mail) -> smtplib.SMTP:
    port = config.port or PORTS[config.security]
    try:
        return _open(config, port)
    except UnicodeError as error:  # no name at all, as `..`
        raise _nobody(config) from error


def _open(config: Mail, port: int) -> smtplib.SMTP:
    if config.security == "tls":
        return _TimelyTls(config.host, port, OUR_NAME, timeout=config.timeout, context=_context())
    return _Timely(config.host, port, OUR_NAME, timeout=config.timeout)


class _Timely(smtplib.SMTP):
    """Waits for each answer as long as [mail] timeout says, in all: smtplib would wait so long for each byte of it.

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


class _TimelyTls(_Timely, smtplib.SMTP_SSL):
    pass


class _Answers(io.RawIOBase):
    """What comes from the server, until an answer should have been there, or is too long to be one."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._until = 0.0
        self._left = 0

    def expect(self, seconds: float) -> None:
        """From now on another answer is awaited, for so long."""
        self._until = time.monotonic() + seconds
        self._left = _LONGEST_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises TimeoutError once the answer is late, and another OSError once it is too long."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the answer is late")
        if self._left <= 0:
            raise OSError("the answer is too long")
        self._sock.settimeout(seconds)
        count = self._sock.recv_into(buffer)
        self._left -= count
        return count


def _hurry(smtp: smtplib.SMTP) -> None:
    """The final dot goes out alone, and would else wait until the server has acknowledged what came before it."""
    if smtp.sock:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _greet(smtp: smtplib.SMTP) -> None:
    code, words = smtp.ehlo()
    if code != 250:
        raise smtplib.SMTPHeloError(code, words)


@contextmanager
def _explained(config: Mail) -> Iterator[None]:
    """Sorts what can go wrong while connecting into what a wait may mend and what it does not."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        why = _CERTIFICATE.get(error.verify_code, f"is not in order ({error.verify_message})")
        raise _refused(
            f"The certificate of the mail server {config.host} {why}; nothing was sent.",
            "Check host in [mail], or tell who runs the server.",
        ) from error
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise Unreachable("it closed the connection") from error
    except ssl.SSLError as error:
        raise _refused(
            f"The mail server {config.host} does not encrypt as it should ({error.reason or 'TLS failed'}).",
            "Check security and port in [mail]: mostly starttls goes with 587, and tls with 465.",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise _refused(
            f"The mail server {config.host} offers no encryption (STARTTLS); nothing was sent.",
            'Check host and port in [mail], or try security = "tls".',
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(config, error) from error
    except socket.gaierror as error:
        if error.errno != socket.EAI_NONAME:
            raise Unreachable("its address cannot be looked up") from error
        raise _nobody(config) from error
    except smtplib.SMTPServerDisconnected as error:
        raise Unreachable("it closed the connection or fell silent") from error
    except OSError as error:
        raise Unreachable(error.strerror or "it does not answer") from error


def _refused(message: str, hint: str) -> DeliveryFailed:
    return DeliveryFailed(message, hint=hint)


def _nobody(config: Mail) -> DeliveryFailed:
    return _refused(f"There is no mail server {config.host}.", "Check host in [mail], and the network connection.")


def _by_code(config: Mail, error: smtplib.SMTPResponseException) -> Exception:
    words = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
    answer = reply(error.smtp_code, words)
    if answer.never:
        return _refused(
            f"The mail server {config.host} does not talk to us: {discreet(str(answer))}.", "Ask who runs it."
        )
    return Unreachable(discreet(str(answer)))


# ---- Login ----------------------------------------------------------------------------------------------------------


def _log_in(smtp: smtplib.SMTP, login: Login, config: Mail) -> None:
    """One way, one try: a server that counts wrong passwords closes the account after a few."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    # Not smtplib's own: it takes ASCII alone, and tries each way in turn with a password that is wrong.
    if "PLAIN" in offered:
        code, words = smtp.docmd("AUTH", f"PLAIN {_encoded(chr(0) + login.user + chr(0) + login.password)}")
    elif "LOGIN" in offered:
        code, words = smtp.docmd("AUTH", f"LOGIN {_encoded(login.user)}")
        if code == 334:
            code, words = smtp.docmd(_encoded(login.password))
    else:
        ways = discreet(" ".join(offered))[:100] or "none"
        raise _refused(
            f"The mail server {config.host} offers no way to log in that we know (it offers: {ways}).",
            "We know PLAIN and LOGIN. Ask who runs it.",
        )
    if code != 235:
        _login_failed(code, words, login, config)


def _login_failed(code: int, words: bytes, login: Login, config: Mail) -> None:
    answer = reply(code, words)
    if not answer.never:
        raise smtplib.SMTPResponseException(code, words)
    raise _refused(
        f"The mail server {config.host} refuses the login: {discreet(str(answer), [login.user])}.",
        "Check user in [mail] and the password; many hosts ask for a password made for programs.",
    )


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
