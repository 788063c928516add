"""Dictionaries of hyphens, read as they are asked for: the same places as pyphen itself finds."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest

from brochure.content import hyphenation

#: Letters by their number, other letters where a word is parted, a comment, and a pattern twice, of which one says
#: nothing.
_PATTERNS = """UTF-8
% comment
LEFTHYPHENMIN 2
a1^^e4
.s2chif1f
f1f/f=ff,1,2
8en.
en.
1t
0s1t0r
"""


@pytest.mark.parametrize("name", ["made", "eo", "es"])
def test_words_are_parted_where_pyphen_parts_them(name: str, tmp_path: Path) -> None:
    (tmp_path / "made.dic").write_text(_PATTERNS, "utf-8")
    path = tmp_path / "made.dic" if name == "made" else pyphen.LANGUAGES[name]
    theirs, ours = hyphenation._Dictionary.__base__(path), hyphenation._Dictionary(path)
    assert theirs.patterns == {letters: ours.patterns.get(letters) for letters in theirs.patterns}
    for word in ("schiffahrt", "aästren", "pacientes", "kuracistoen", "Tratamiento"):
        found = [[(place, place.data) for place in each.positions(word)] for each in (theirs, ours)]
        assert found[0] == found[1], word
        assert found[0]


def test_an_unknown_language_parts_no_word() -> None:
    assert hyphenation.positions("paciente", "es-MX", 2, 2) == [2, 6]
    assert hyphenation.positions("paciente", "tlh", 2, 2) == []
