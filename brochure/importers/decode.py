"""Bytes to clean text: encodings are guessed safely, and what only a screen needs is taken out."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from brochure.errors import BadInput, Place

# UTF-32 is absent: its mark begins like that of UTF-16, and the NULs that follow are refused.
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
)
# Pages label Windows-1252 as Latin-1 so often that browsers read it so; UTF-16 without its mark is never UTF-16.
MISNAMED = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
SAVE_AS_TEXT = "Save it as plain text in UTF-8, or copy the words into a new text file."

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WINDOWS_IN_DISGUISE = re.compile(r"[\x80-\x9f]")
LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")
NO_BREAK = re.compile(r"[\u00a0\u202f]")
# The joiners (U+200C, U+200D) are letters' business in Persian, Hindi and emoji; after Latin letters they are litter.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]|(?<![\u0250-\U0010ffff])[\u200c\u200d]")


def decode(data: bytes, file: Path, *, declared: str = "") -> str:
    """The text in these bytes, tidied. `declared` is the charset that the document claims, if it does."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise BadInput(f"This is not text but {kind}.", hint=SAVE_AS_TEXT, place=Place(file))
    text = _characters(data, declared)
    if text is None or CONTROL.search(text):
        raise BadInput("This is not text: it holds binary data.", hint=SAVE_AS_TEXT, place=Place(file))
    return tidy(text)


def tidy(text: str) -> str:
    """The same words with plain line ends and spaces, nothing invisible, and each letter in one form (NFC)."""
    text = WINDOWS_IN_DISGUISE.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = INVISIBLE.sub("", NO_BREAK.sub(" ", LINE_END.sub("\n", CONTROL.sub("", text))))
    return unicodedata.normalize("NFC", text)


def _characters(data: bytes, declared: str) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding)
    for encoding in (_meant(declared), "utf-8", "cp1252"):
        text = _strictly(data, encoding) if encoding else None
        if text is not None:
            return text
    return None


def _meant(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return MISNAMED.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):  # LookupError: a codec that makes no text of bytes, such as rot13
        return None
