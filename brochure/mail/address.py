"""One mailbox: how it goes on the envelope, and the key under which all its spellings are the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from brochure.errors import BadInput

_HINT = "Write it as in maria@clinic.example."
#: What the library would take for a display name, and what no mailbox has.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029<>,;()]")
_SPACES = " \u00a0"


@dataclass(frozen=True)
class Address:
    """`envelope` is what servers are told, its domain in ASCII; `key` is the same for all spellings of one mailbox."""

    envelope: str
    key: str


def parse(text: str) -> Address:
    """The mailbox that `text` names; nothing is asked of the network.

    Raises BadInput, whose message never repeats the address, for it may end in a log.
    """
    text = text.strip(_SPACES)
    if forbidden := _FORBIDDEN.search(text):
        raise BadInput(f"An e-mail address cannot hold {_named(forbidden[0])}.", hint=_HINT)
    if "=?" in text:
        raise BadInput("The e-mail address is still encoded as in the head of a message.", hint=_HINT)
    try:
        # Quotation marks that the mailbox does not need (RFC 5321, 4.1.2) are taken off, so that it has one key.
        valid = validate_email(text, check_deliverability=False, allow_quoted_local=True, strict=True)
    except EmailNotValidError as error:
        raise BadInput(_without_quotes(error), hint=_HINT) from None
    if valid.local_part.startswith('"'):
        raise BadInput("E-mail addresses in quotation marks are not taken, for many servers refuse them.", hint=_HINT)
    domain = str(valid.ascii_domain).lower()
    local = unicodedata.normalize("NFC", valid.local_part.casefold())
    return Address(f"{valid.local_part}@{domain}", f"{local}@{domain}")


def _named(character: str) -> str:
    return f"'{character}'" if character.isprintable() else "a line break or another control character"


def _without_quotes(error: EmailNotValidError) -> str:
    """The library's sentence, without what it quotes of the address."""
    return re.sub(r" ?\(.*\)", "", " ".join(str(error).split()))
