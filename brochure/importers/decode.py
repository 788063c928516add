"""Bytes to clean text: encodings are guessed safely, and what only a screen needs is taken out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.importers.report import ImportReport
from brochure.storage.charset import ODD_BYTES, Charset, guess_charset, other_format

SAVE_AS_TEXT = "Save it as plain text in UTF-8, or copy the words into a new text file."

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WINDOWS_IN_DISGUISE = re.compile(r"[\x80-\x9f]")
LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")
NO_BREAK = re.compile(r"[\u00a0\u202f]")
# The joiners (U+200C, U+200D) are letters' business in Persian, Hindi and emoji; after Latin letters they are litter.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufe0e\ufe0f\ufeff]|(?<![\u0250-\U0010ffff])[\u200c\u200d]")
DOS_END = re.compile(r"\x1a[\x1a\s]*\Z")
_ODD = re.compile(r"\S*[\udc80-\udcff]\S*")


def decode(
    data: bytes, file: Path, *, declared: str = "", encoding: str = "", report: ImportReport | None = None
) -> str:
    """The text in these bytes, tidied, page breaks as line ends.

    `declared` is the charset that the document claims, if it does, and `encoding` the one that the user names.
    """
    return tidy(decode_raw(data, file, declared=declared, encoding=encoding, report=report))


def decode_raw(
    data: bytes, file: Path, *, declared: str = "", encoding: str = "", report: ImportReport | None = None
) -> str:
    """The text in these bytes as it stands."""
    report = report or ImportReport()
    if kind := other_format(data):
        raise BadInput(f"This is not text but {kind}.", hint=SAVE_AS_TEXT, place=Place(file))
    charset = _named(encoding, data, file) if encoding else guess_charset(lambda: (data,), declared, unmarked=True)
    text = data.decode(charset.codec, charset.errors) if charset else ""
    if end := DOS_END.search(text):
        report.leave_out("the end mark of DOS (^Z)", "", f"line {text.count(chr(10), 0, end.start()) + 1}")
        text = text[: end.start()]
    if not charset or CONTROL.search(text):
        raise BadInput("This is not text: it holds binary data.", hint=SAVE_AS_TEXT, place=Place(file))
    report.encoding, report.encoding_from = charset.codec.removesuffix("-sig"), charset.how
    if charset.errors == ODD_BYTES:
        _tell_odd_bytes(data, report)
    return text


def _named(encoding: str, data: bytes, file: Path) -> Charset:
    try:
        data.decode(encoding)
    except (LookupError, TypeError):
        hint = "Name one such as utf-8, cp1252 or cp1251, or leave --encoding out."
        raise BadInput(f"There is no encoding '{encoding}'.", hint=hint, place=Place(file)) from None
    except UnicodeError as fault:
        line = data.count(b"\n", 0, getattr(fault, "start", 0)) + 1
        hint = "Name another, or leave --encoding out."
        raise BadInput(f"This is not written in {encoding}.", hint=hint, place=Place(file, line)) from None
    return Charset(encoding.lower(), "the user")


def _tell_odd_bytes(data: bytes, report: ImportReport) -> None:
    """Each word with a byte that is no UTF-8, as it was read, with its line."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        for word in _ODD.findall(line.decode("utf-8", "surrogateescape")):
            odd = word.encode("utf-8", "surrogateescape")
            report.change(
                "a byte that is no UTF-8, read as Windows-1252", odd.decode("utf-8", ODD_BYTES), f"line {number}"
            )


def tidy(text: str) -> str:
    """The same words with plain line ends and spaces, nothing invisible, and each letter in one form (NFC)."""
    text = WINDOWS_IN_DISGUISE.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = INVISIBLE.sub("", NO_BREAK.sub(" ", LINE_END.sub("\n", CONTROL.sub("", text))))
    return unicodedata.normalize("NFC", text)
