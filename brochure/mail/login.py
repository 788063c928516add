"""Logs in at the mail server: who and with what password, from the environment or the keyring, never from a file."""

from __future__ import annotations

import base64
import os
import smtplib
from dataclasses import dataclass, field

from brochure.errors import BadInput, DeliveryFailed, Missing
from brochure.mail.smtp import discreet, reply
from brochure.workspace.mail_settings import Mail

USER = "BROCHURE_MAIL_USER"
PASSWORD = "BROCHURE_MAIL_PASSWORD"
SERVICE = "brochure"


@dataclass(frozen=True)
class Login:
    """A name and its password, which no printout of this shows."""

    user: str
    password: str = field(repr=False)


def find_login(config: Mail) -> Login | None:
    """The login of the mail server; None where nobody is to log in.

    Raises Missing where the password is, BadInput where it or the name is no text that can be sent.
    """
    user = os.environ.get(USER) or config.user
    if not user:
        return None
    password = os.environ.get(PASSWORD) or _from_keyring(user)
    if not password:
        raise Missing(
            f"There is no password for the mail server {config.host}.",
            hint=f"Put it into the environment as {PASSWORD}, or into the keyring with `keyring set {SERVICE} USER`.",
        )
    _check_text(user, f"The user of the mail server {config.host}", USER)
    _check_text(password, f"The password for the mail server {config.host}", PASSWORD)
    return Login(user, password)


def _check_text(value: str, what: str, name: str) -> None:
    """The environment may hold any bytes. The cause is not passed on, for it shows the value."""
    try:
        value.encode()
    except UnicodeError:
        raise BadInput(f"{what} is not proper text (UTF-8).", hint=f"Set {name} anew, in UTF-8.") from None


def _from_keyring(user: str) -> str | None:
    # Imported late because it is slow. Its backends are other programs' and may fail in any way they like: where one
    # does, or where there is none, as on a server, there is no password.
    try:
        import keyring

        return keyring.get_password(SERVICE, user)
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "keyring":
            raise  # it is not installed, which can be mended
        return None


def log_in(smtp: smtplib.SMTP, login: Login, config: Mail) -> None:
    """One way, one try: a server that counts wrong passwords closes the account after a few.

    Raises DeliveryFailed where it is no use, SMTPResponseException where it may be later.
    """
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
        raise DeliveryFailed(
            f"The mail server {config.host} offers no way to log in that we know (it offers: {ways}).",
            hint="We know PLAIN and LOGIN. Ask who runs it.",
        )
    if code != 235:
        _login_failed(code, words, login, config)


def _login_failed(code: int, words: bytes, login: Login, config: Mail) -> None:
    answer = reply(code, words)
    if not answer.never:
        raise smtplib.SMTPResponseException(code, words)
    raise DeliveryFailed(
        f"The mail server {config.host} refuses the login: {discreet(str(answer), [login.user])}.",
        hint="Check user in [mail] and the password; many hosts ask for a password made for programs.",
    )


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
