"""A letter and a message to one person, and how a mail program reads them."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from brochure.content.article import Article, load
from brochure.mail.attachment import Attachment
from brochure.mail.letter import Letter, Letters
from brochure.mail.message import compose
from brochure.mail.policy import Recipient
from brochure.mail.sender import Sender, sender
from brochure.workspace.workspace import Workspace, open_workspace

DATE = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
MARIA = Recipient("maria@example.org", "maria@example.org", "Maria Lopez", line=1)
PDF = Attachment("A test.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)
CLINIC = Sender("Red Maple Wellness", "hello@redmaple.example")


def opened(root: Path, name: str = "test") -> tuple[Workspace, Article, Sender]:
    """A workspace, an article of it, and its sender."""
    workspace = open_workspace(root)
    return workspace, load(workspace, workspace.article(name)), sender(workspace.config)


def letter(root: Path, name: str = "test", recipient: Recipient = MARIA) -> Letter:
    """What the workspace writes to the recipient about the article."""
    workspace, article, whose = opened(root, name)
    return Letters(workspace, article, whose).to(recipient)


def message(
    subject: str = "A leaflet",
    recipient: Recipient = MARIA,
    whose: Sender = CLINIC,
    attachment: Attachment = PDF,
    *,
    draft: bool = False,
) -> bytes:
    """A message with texts of no interest."""
    written = Letter(subject, "Hello Mária,\n", "<p>Hello Mária,</p>\n", "en")
    return compose(written, recipient, whose, attachment, "<1@redmaple.example>", DATE, draft=draft)


def opened_mail(data: bytes) -> EmailMessage:
    """The message as the standard library reads it, and finds nothing wrong with it."""
    read = email.message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    assert [part.defects for part in read.walk() if part.defects] == []
    assert [value.defects for value in read.values() if value.defects] == []
    return read


def body(read: EmailMessage, kind: str) -> str:
    """The text of that kind ('plain', 'html'), with the line ends of this system."""
    part = read.get_body((kind,))
    assert part
    assert part["Content-Transfer-Encoding"] == "quoted-printable"
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")
