"""What a font calls itself, without fontTools' reader of names: that loads the tables of OpenType, 20 ms of a start."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_HEAD, _RECORD = struct.Struct(">3H"), struct.Struct(">6H")
#: By platform, encoding and language, as they stand in nearly all fonts.
_MACINTOSH, _WINDOWS = (1, 0, 0), frozenset({(3, 0), (3, 1), (3, 10)})
#: English, by platform and language: Windows' comes first, since Macintosh's are old.
_ENGLISH = (3, 0x409), (1, 0)


class _Rare(Exception):
    """Only fontTools knows such a table."""


def name_of(font: Any, number: int) -> str:
    """The name of that number, the English one if there is, as fontTools' getDebugName has it; empty for none.

    Raises what fontTools does.
    """
    try:
        names = list(_names(font.reader["name"], number))
    except (_Rare, KeyError, struct.error):
        return str(font["name"].getDebugName(number) or "")
    english = (next((name for key, name in names if key == wanted), "") for wanted in _ENGLISH)
    return next(filter(None, english), names[-1][1] if names else "")


def _names(table: bytes, number: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The names of that number in their order, each with its platform and language."""
    form, count, start = _HEAD.unpack_from(table)
    if form > 1 or _HEAD.size + count * _RECORD.size > start:
        raise _Rare
    for at in range(count):
        platform, encoding, language, id_, length, offset = _RECORD.unpack_from(table, _HEAD.size + at * _RECORD.size)
        if id_ != number:
            continue
        written = table[start + offset : start + offset + length]
        windows = (platform, encoding) in _WINDOWS
        if len(written) != length or (length % 2 if windows else (platform, encoding, language) != _MACINTOSH):
            raise _Rare
        with suppress(UnicodeDecodeError):
            yield (platform, language), written.decode("utf-16-be" if windows else "mac-roman")
