"""What a file is by what it holds: a web page may be called .doc or .docx, and so may a page saved as a mail."""

from __future__ import annotations

import re

_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.IGNORECASE)
_START = 16_000
#: Readers of packages and of text; a page that is called .txt or .md is meant to be read as that.
_OF_PACKAGES = ("docx", "office")


def reader_by_content(reader: str, data: bytes) -> str:
    """The reader that fits the bytes where that of the file's name does not."""
    start = data[:_START]
    if reader == "html" and _MAIL.match(start) and b"multipart/" in start.lower():
        return "mht"
    if reader in (*_OF_PACKAGES, "mht") and _PAGE.match(start):
        return "html"
    if reader in _OF_PACKAGES and _MAIL.match(start):
        return "mht"
    return reader
