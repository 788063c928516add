"""How the letters in a file are written: guessed once, for articles and for lists alike."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable

#: What a file of another kind begins with, and how messages call it.
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
)
# Each of these codecs takes its own mark away. UTF-32 is absent: its mark begins like that of UTF-16, and the NULs that
# follow are refused.
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Pages label Windows-1252 as Latin-1 so often that browsers read it so; UTF-16 without its mark is never UTF-16.
_MISNAMED = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}


def other_format(start: bytes) -> str:
    """What a file that begins so is, where that is no text: 'a PDF'; empty where it may be text. 8 bytes suffice."""
    return next((name for magic, name in _MAGIC if start.startswith(magic)), "")


def guess_charset(chunks: Callable[[], Iterable[bytes]], declared: str = "") -> str | None:
    """The codec that reads the bytes: by their mark, else as `declared`, else UTF-8 if they all are, else Windows-1252.

    `chunks` gives the bytes from the beginning, in pieces of any size, each time it is called. None where no codec
    makes text of them: NULs are none.
    """
    start = next(iter(chunks()), b"")
    marked = [codec for mark, codec in _MARKS if start.startswith(mark)]
    candidates = marked or [_meant(declared), "utf-8", "cp1252"]
    return next((codec for codec in candidates if codec and _is_text(chunks(), codec)), None)


def _meant(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
        b"    ".decode(name, "replace")
    except (LookupError, UnicodeError):  # unknown, or a codec that makes no text of bytes, such as rot13
        return ""
    return _MISNAMED.get(name, name)


def _is_text(chunks: Iterable[bytes], codec: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(codec)()
        return not any("\0" in decoder.decode(chunk) for chunk in chunks) and "\0" not in decoder.decode(
            b"", final=True
        )
    except (LookupError, UnicodeError):
        return False
