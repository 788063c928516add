"""What can safely be put right by itself, put right in an article's file: written beside it and renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.findings import Finding, Fix
from brochure.storage.atomic import publish
from brochure.storage.files import read_file

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Fixed:
    """How often a file was put right, and the lines of the difference."""

    count: int
    difference: tuple[str, ...]


def mended(source: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """The text with the fixes of the findings, and how many were made; of two that overlap, the first alone."""
    parts: list[str] = []
    done = count = 0
    for fix in _in_order(findings):
        if fix.start < done:
            continue
        parts += [source[done : fix.start], fix.replacement]
        done, count = fix.end, count + 1
    return "".join([*parts, source[done:]]), count


def _in_order(findings: Iterable[Finding]) -> Iterator[Fix]:
    yield from sorted({each.fix for each in findings if each.fix}, key=lambda fix: (fix.start, -fix.end))


def fix_file(path: Path, shown: Path, source: str, findings: Iterable[Finding]) -> Fixed:
    """Puts the article in `path` right, which was read as `source`; ends of lines stay as they are.

    Raises BadInput where it is another by now, CannotWrite where it cannot be written.
    """
    text, count = mended(source, findings)
    if not count:
        return Fixed(0, ())
    path = path.resolve()
    data = read_file(path)
    ends = "\r\n" if b"\r\n" in data else "\r" if b"\r" in data else "\n"
    if data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n") != source:
        raise BadInput("The file changed in this moment.", hint="Check it again.", place=Place(shown))
    publish((_BOM if data.startswith(_BOM) else b"") + text.replace("\n", ends).encode(), path)
    lines = unified_diff(source.split("\n"), text.split("\n"), shown.as_posix(), shown.as_posix(), lineterm="", n=0)
    return Fixed(count, tuple(lines))
