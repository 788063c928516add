"""How the letters in a file are written: guessed once, for articles and for lists alike."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from brochure.storage.code_pages import guess_page

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
# Pages label Windows-1252 as Latin-1 so often that browsers read it so; who reads the label can read no UTF-16.
_MISNAMED = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
#: Pages that a language has its own letters on are guessed from so many bytes.
_SAMPLE = 64_000
#: Bytes that are no UTF-8 in a file that else is, are read as Windows-1252 by this handler of errors.
ODD_BYTES = "brochure-odd-bytes"
#: Bytes that are too few to be taken for UTF-16, and how much of a text is of one script and its signs.
_SHORTEST = 16
_ONE_SCRIPT = 0.9
#: A space, an end of a line: one letter in so many is one in any text.
_SPACES = 40


@dataclass(frozen=True)
class Charset:
    """How a file is written: the `codec` and its handler of `errors`, and `how` that is known, as 'a guess'."""

    codec: str
    how: str
    errors: str = "strict"


def _read_odd_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(ODD_BYTES, _read_odd_bytes)


def other_format(start: bytes) -> str:
    """What a file that begins so is, where that is no text: 'a PDF'; empty where it may be text. 8 bytes suffice."""
    return next((name for magic, name in _MAGIC if start.startswith(magic)), "")


def guess_charset(
    chunks: Callable[[], Iterable[bytes]], declared: str = "", *, unmarked: bool = False
) -> Charset | None:
    """How the bytes are written: by their mark, as `declared`, as UTF-8, as UTF-16, or on the likeliest code page.

    `chunks` gives the bytes from the beginning, in pieces of any size, each time it is called. None where no codec
    makes text of them: NULs are none, unless UTF-16 `unmarked` by its byte order is looked for.
    """
    start = next(iter(chunks()), b"")
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), "")
    if marked:
        return Charset(marked, "its byte order mark") if _is_text(chunks(), marked) else None
    if (meant := _meant(declared)) and _is_text(chunks(), meant):
        return Charset(meant, "the file")
    if _is_text(chunks(), "utf-8"):
        return Charset("utf-8", "its letters")
    if b"\0" in start:
        wide = _without_mark(start) if unmarked else ""
        return Charset(wide, "a guess") if wide and _is_text(chunks(), wide) else None
    if _is_mostly_utf8(chunks()):
        return Charset("utf-8", "a guess", ODD_BYTES)
    pages = guess_page(_sample(chunks()))
    return next((Charset(page, "a guess") for page in pages if _is_text(chunks(), page)), None)


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


def _without_mark(start: bytes) -> str:
    """Which UTF-16 this is: read the right way round it has spaces, and all its signs exist; empty for neither."""
    even = start[: min(_SAMPLE, len(start)) // 2 * 2]
    if len(even) < _SHORTEST:
        return ""
    found = {codec: _spaces(even, codec) for codec in ("utf-16-le", "utf-16-be")}
    best = max(found, key=lambda codec: found[codec])
    return best if found[best] * _SPACES >= len(even) / 2 else ""


def _spaces(data: bytes, codec: str) -> int:
    """How many spaces and ends of lines there are; none where signs do not exist or are for machines."""
    # Of a script all letters have the same first byte, but for spaces and signs.
    firsts = Counter(data[1::2] if codec == "utf-16-le" else data[::2])
    if sum(count for _, count in firsts.most_common(3)) < _ONE_SCRIPT * len(data) / 2:
        return 0
    text = data.decode(codec, "replace")
    if any(unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs") and sign not in "\t\n\r\f\x1a" for sign in set(text)):
        return 0
    return sum(text.count(sign) for sign in " \n\r")


def _is_mostly_utf8(chunks: Iterable[bytes]) -> bool:
    """Whether as many letters are UTF-8 as bytes are not: by chance two bytes of another code hardly ever are."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    good = odd = 0
    for chunk in (*chunks, b""):
        text = decoder.decode(chunk, final=not chunk)
        good += sum(not sign.isascii() for sign in text)
        odd += len(chunk) - len(text.encode())
    return good >= odd > 0


def _sample(chunks: Iterable[bytes]) -> bytes:
    """The lines that are not plain ASCII, as far as a guess needs them."""
    sample = b""
    for chunk in chunks:
        sample += b"\n".join(line for line in chunk.splitlines() if not line.isascii())
        if len(sample) >= _SAMPLE:
            break
    return sample[:_SAMPLE]
