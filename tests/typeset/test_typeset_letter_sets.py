"""How the HTML parser looks for the end of a run of letters is kept, and finds what the parser's own way finds."""

from __future__ import annotations

import re

import pytest

from brochure.typeset.engine import letter_sets
from brochure.typeset.engine.loading import load

HTML = "<!doctype html><p class=a-b id='x]y' title=\"^&amp;\\\">One &lt; two-three<!-- a-b --><![CDATA[x]]></p>\ttail"


def test_sets_are_worked_out_once_and_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tinyhtml5 = load().tinyhtml5
    monkeypatch.setattr(tinyhtml5.inputstream, "characters_until_regex", {})
    own = [(element.tag, element.attrib, element.text, element.tail) for element in tinyhtml5.parse(HTML).iter()]
    letter_sets.mend()
    worked_out: list[object] = []
    work_out = letter_sets._Kept.__missing__

    def noting(sets: letter_sets._Kept, asked: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        worked_out.append(asked)
        return work_out(sets, asked)

    monkeypatch.setattr(letter_sets._Kept, "__missing__", noting)
    for _ in range(3):
        found = [(element.tag, element.attrib, element.text, element.tail) for element in tinyhtml5.parse(HTML).iter()]
        assert found == own
    assert len(worked_out) == len(set(worked_out)) > 3
