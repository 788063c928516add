"""Who logs in at the mail server, and with what: from the environment or the system's keyring, never from a file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from brochure.clinic.mail import Mail
from brochure.errors import BadInput

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

    Raises BadInput where the password is missing, or where it or the name is no text that can be sent.
    """
    user = os.environ.get(USER) or config.user
    if not user:
        return None
    password = os.environ.get(PASSWORD) or _from_keyring(user)
    if not password:
        raise BadInput(
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
