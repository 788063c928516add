"""Who a message comes from, and where one says that there shall be no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import quote

from brochure.errors import BadInput, Place
from brochure.mail.address import parse
from brochure.mail.headers import unfit
from brochure.workspace.config import Config

_PLACE = Place(Path("brochure.toml"))
_URL = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Sender:
    """The clinic as a sender. `unsubscribe_url` holds {address}, or is empty, as may be `reply_to`."""

    name: str
    address: str
    reply_to: str = ""
    unsubscribe_url: str = ""

    @property
    def opt_out_mail(self) -> str:
        """A link that writes to the clinic to say so."""
        return f"mailto:{quote(self.reply_to or self.address, safe='@')}?subject=Unsubscribe"

    def opt_out_page(self, address: str) -> str:
        """The page that takes `address` off the list; empty where the clinic has none."""
        return self.unsubscribe_url.replace("{address}", quote(address, safe=""))

    def new_message_id(self) -> str:
        """A Message-ID that nothing else has; it tells nothing of this machine."""
        return make_msgid(domain=self.address.rpartition("@")[2])


def sender(config: Config) -> Sender:
    """The sender that brochure.toml describes. Raises BadInput where it cannot be one."""
    mail, name = config.mail, " ".join(config.clinic.name.split())
    if fault := unfit(config.clinic.name):
        raise BadInput(f"The clinic's name {fault}.", hint="Write it in plain letters.", place=_PLACE)
    address = mail.sender if mail and mail.sender else config.clinic.email
    if not address:
        raise BadInput("Messages have no sender.", hint="Write an email address in [clinic].", place=_PLACE)
    page = mail.unsubscribe_url if mail else ""
    if page and (not _URL.fullmatch(page) or re.search(r"[<>,\"\\]", page)):
        hint = "Write it with letters of web addresses only; others as %20 and the like."
        raise BadInput("unsubscribe_url in [mail] cannot stand in a message.", hint=hint, place=_PLACE)
    reply_to = _mailbox(mail.reply_to, "reply_to in [mail]") if mail and mail.reply_to else ""
    key = "sender in [mail]" if mail and mail.sender else "email in [clinic]"
    return Sender(name, _mailbox(address, key), reply_to, page)


def _mailbox(address: str, key: str) -> str:
    try:
        return parse(address).envelope
    except BadInput as error:
        raise BadInput(f"{key} is wrong: {error.message}", hint=error.hint, place=_PLACE) from None
