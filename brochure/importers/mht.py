"""A web page saved as one file (.mht, .mhtml): a mail that holds the page and its pictures."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from brochure.errors import BadInput, Place
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.decode import decode
from brochure.importers.html import PageSource, page
from brochure.importers.pictures import in_address
from brochure.importers.report import ImportReport

SAVE_AGAIN = "Save the page again, as 'web page, complete', and import its .html file."
_MOST_PARTS = 2_000


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from the first page in the file, with the pictures that came with it."""
    report = ImportReport()
    message = email.message_from_bytes(data, policy=default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages or len(parts) > _MOST_PARTS:
        raise BadInput("There is no web page in this file.", hint=SAVE_AGAIN, place=Place(file))
    first = pages[0]
    declared = first.get_content_charset() or ""
    html = decode(_bytes(first), file, declared=declared, encoding=options.encoding, report=report)
    base = str(first.get("Content-Location", ""))
    pictures = {name: _bytes(part) for part in parts if part is not first for name in _names(part)}

    def find(source: str) -> bytes | None:
        return pictures.get(source) or pictures.get(urljoin(base, source)) or in_address(source)

    copy = page(html, file, options, PageSource(find, report))
    for other in pages[1:]:
        report.leave_out("a page within the page", str(other.get("Content-Location", "")))
    return copy


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _names(part: EmailMessage) -> list[str]:
    """What a page may call the part."""
    names = [str(part.get("Content-Location", ""))]
    if identity := re.sub(r"[<>\s]", "", str(part.get("Content-ID", ""))):
        names.append(f"cid:{identity}")
    return [name for name in names if name and urlsplit(name)]
