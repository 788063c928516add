"""A mend of the engine's HTML parser: how it looks for the end of a run of letters is worked out once for each set.

It means to keep that, and keeps it under what it was about to keep (seen in tinyhtml5 2.1): half of the time of reading
a document went into it.
"""

from __future__ import annotations

import re


class _Kept(dict[tuple[str | tuple[str, ...] | frozenset[str], bool], re.Pattern[str]]):
    """By the letters, and whether the run is of these or of others."""

    def __missing__(self, asked: tuple[str | tuple[str, ...] | frozenset[str], bool]) -> re.Pattern[str]:
        letters, of_these = asked
        written = "".join(map(re.escape, sorted(letters)))
        self[asked] = found = re.compile(f"[{'' if of_these else '^'}{written}]+")
        return found


def mend() -> None:
    """From now on it is kept. Called once, when the engine is loaded."""
    from weasyprint import tinyhtml5

    tinyhtml5.inputstream.characters_until_regex = _Kept()
