"""Bytes to clean text: encodings are guessed safely, and what only a screen needs is taken out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.storage.charset import guess_charset, other_format

SAVE_AS_TEXT = "Save it as plain text in UTF-8, or copy the words into a new text file."

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WINDOWS_IN_DISGUISE = re.compile(r"[\x80-\x9f]")
LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")
NO_BREAK = re.compile(r"[\u00a0\u202f]")
# The joiners (U+200C, U+200D) are letters' business in Persian, Hindi and emoji; after Latin letters they are litter.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]|(?<![\u0250-\U0010ffff])[\u200c\u200d]")


def decode(data: bytes, file: Path, *, declared: str = "") -> str:
    """The text in these bytes, tidied. `declared` is the charset that the document claims, if it does."""
    if kind := other_format(data):
        raise BadInput(f"This is not text but {kind}.", hint=SAVE_AS_TEXT, place=Place(file))
    charset = guess_charset(lambda: (data,), declared)
    text = data.decode(charset) if charset else ""
    if not charset or CONTROL.search(text):
        raise BadInput("This is not text: it holds binary data.", hint=SAVE_AS_TEXT, place=Place(file))
    return tidy(text)


def tidy(text: str) -> str:
    """The same words with plain line ends and spaces, nothing invisible, and each letter in one form (NFC)."""
    text = WINDOWS_IN_DISGUISE.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = INVISIBLE.sub("", NO_BREAK.sub(" ", LINE_END.sub("\n", CONTROL.sub("", text))))
    return unicodedata.normalize("NFC", text)
