"""A message as it goes to the server: its head, two texts, and the leaflet attached (RFC 5322, 2045, 2369, 8058)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime

from brochure.errors import OurFault
from brochure.mail.attachment import PLACEHOLDER, Attachment
from brochure.mail.headers import Field, address_field, text_field
from brochure.mail.letter import LOGO, Letter
from brochure.mail.policy import Recipient
from brochure.mail.sender import Sender


def compose(
    letter: Letter,
    recipient: Recipient,
    sender: Sender,
    attachment: Attachment,
    message_id: str,
    date: datetime,
    *,
    draft: bool = False,
    more: Sequence[Attachment] = (),
) -> bytes:
    """The message to one recipient. `date` knows its time zone; a draft opens in mail programs ready to be sent.

    `more` are attached behind the `attachment`.

    A person starts each mailing, so nothing says Auto-Submitted. Raises OurFault where the head would not be what it
    must be: nothing of the kind may leave.
    """
    head = _head(letter, recipient, sender, message_id, date)
    if draft:
        head.append(Field("X-Unsent", "1"))
    message = EmailMessage(policy=_policy(recipient, sender))
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.logo and (html := message.get_body(("html",))):
        html.add_related(letter.logo, "image", "png", cid=f"<{LOGO.partition(':')[2]}>", disposition="inline")
    message.make_mixed()
    attachments = (attachment, *more)
    for one in attachments:
        message.attach(one.part)
    for field in head:  # only now, for the library moves headers that begin with Content- down to the text
        message[field.name] = field
    before, parts = message.as_bytes(), list[bytes]()
    for one in reversed(attachments):
        before, _, after = before.rpartition(PLACEHOLDER.encode() + b"\r\n")
        parts = [one.encoded, after, *parts]
    check_head(before, [*(field.name for field in head), "MIME-Version", "Content-Type"], recipient.address)
    return b"".join([before, *parts])


def _policy(recipient: Recipient, sender: Sender) -> EmailPolicy[EmailMessage]:
    """Letters beyond ASCII stand in a head only where an address has them (RFC 6532)."""
    return SMTP if (recipient.address + sender.address + sender.reply_to).isascii() else SMTPUTF8


def _head(letter: Letter, recipient: Recipient, sender: Sender, message_id: str, date: datetime) -> list[Field]:
    page = sender.opt_out_page(recipient.address)
    ways = [page, sender.opt_out_mail] if page else [sender.opt_out_mail]
    head = [
        text_field("Subject", letter.subject),
        address_field("From", sender.name, sender.address),
        address_field("To", recipient.name, recipient.address),
        Field("Date", format_datetime(date)),
        Field("Message-ID", message_id),
        Field("List-Unsubscribe", ",\r\n ".join(f"<{way}>" for way in ways)),
        Field("Content-Language", letter.language),
    ]
    if sender.reply_to:
        head.append(address_field("Reply-To", sender.name, sender.reply_to))
    if page:
        head.append(Field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return head


def check_head(data: bytes, names: Sequence[str], address: str) -> None:
    """Raises OurFault unless the head of `data` has exactly these headers, each once, and goes to `address` alone."""
    head = data.partition(b"\r\n\r\n")[0]
    lines = head.split(b"\r\n")
    present = [line.partition(b":")[0].decode("ascii", "replace") for line in lines if line[:1] not in (b" ", b"\t")]
    if sorted(present) != sorted(names) or re.search(rb"[\r\n\0]", b"".join(lines)):
        raise _broken(f"its headers are {', '.join(sorted(present))[:200]!a}")
    try:
        addressees = HeaderParser(policy=SMTPUTF8).parsestr(head.decode(errors="replace"))["To"].addresses
    except Exception as error:  # the library stumbles over some that it should only call wrong
        raise _broken("nobody can tell to whom it would go") from error
    if [to.addr_spec for to in addressees] != [address]:
        raise _broken(f"it would go to {len(addressees)} addresses or to another one")


def _broken(why: str) -> OurFault:
    return OurFault(
        f"This is a fault of brochure, not yours: a message was not made as it must be: {why}.",
        hint="Nothing of it was sent. Please report it.",
    )
