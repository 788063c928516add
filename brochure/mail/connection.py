"""The connection to the mail server: opened when needed, opened again when it broke, and given up in the end.

It is always encrypted, the certificate always checked, and logged in only after both.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from brochure.errors import DeliveryFailed
from brochure.mail.clock import Clock, doubled
from brochure.mail.login import Login, find_login, log_in
from brochure.mail.smtp import Session, TimedSmtp, TimedSmtpTls, discreet, reply
from brochure.storage.os_errors import reason
from brochure.workspace.mail_settings import Mail

PORTS = {"starttls": 587, "tls": 465}
#: What we say we are: an address literal as RFC 5321, 4.1.3 has it, which tells nothing of this computer.
OUR_NAME = "[127.0.0.1]"

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


class GaveUp(Exception):
    """The server failed us as often in a row as [mail] allows."""


class Connection:
    """The connection of a run. Faults count until the server answers a message properly; each doubles the wait."""

    def __init__(self, config: Mail, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._session: Session | None = None
        self._faults = 0
        self._last_fault = ""

    @cached_property
    def _login(self) -> Login | None:
        return find_login(self._config)

    def session(self) -> Session:
        """The connection, opened if there is none.

        Raises GaveUp after too many faults, DeliveryFailed where trying again is no use, BadInput without a password.
        """
        while self._session is None:
            self._wait()
            try:
                self._session = Session(_connect(self._config, self._login))
            except Unreachable as error:
                self.fault(str(error))
        return self._session

    def fault(self, reason: str) -> None:
        """Something went wrong that is not one message's fault; a broken connection is cut."""
        self._faults += 1
        self._last_fault = reason
        self.cut()

    def proven(self) -> None:
        """The server works."""
        self._faults = 0

    def cut(self) -> None:
        """Ends the connection without a word."""
        if self._session:
            self._session.close()
            self._session = None

    def hang_up(self) -> None:
        """Ends the connection in good form."""
        if self._session:
            self._session.quit()
            self._session = None

    def _wait(self) -> None:
        if self._faults >= self._config.attempts:
            raise GaveUp(self._last_fault)
        if self._faults:
            self._clock.sleep(doubled(self._config.pause, self._faults - 1))


def _connect(config: Mail, login: Login | None) -> smtplib.SMTP:
    """A connection that is ready to take messages.

    Raises DeliveryFailed where trying again is no use: certificate, encryption, login. Raises Unreachable where it is.
    """
    with _explained(config):
        smtp = _dial(config)
        try:
            _disable_nagle(smtp)
            _greet(smtp)
            if config.security == "starttls":
                smtp.starttls(context=_context())
                _greet(smtp)
            if login:
                log_in(smtp, login, config)
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
        return TimedSmtpTls(config.host, port, OUR_NAME, timeout=config.timeout, context=_context())
    return TimedSmtp(config.host, port, OUR_NAME, timeout=config.timeout)


def _disable_nagle(smtp: smtplib.SMTP) -> None:
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
        raise Unreachable(reason(error, "it does not answer")) from error


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
