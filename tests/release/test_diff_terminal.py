"""Colour is for terminals that want it, and is never the only sign."""

from __future__ import annotations

import pytest

from brochure.release.changes import changes
from brochure.release.sections import Section
from brochure.release.terminal import change_lines
from tests.conftest import Desk
from tests.release.conftest import edit

OLD, NEW = Section("Tide", ("it", "falls", "again")), Section("Tide", ("it", "rises", "again"))


def test_without_colour_there_are_brackets() -> None:
    assert list(change_lines(changes([OLD], [NEW]), colour=False)) == ["Tide", "  it [-falls-] {+rises+} again", ""]


def test_in_colour_cut_words_are_struck_and_new_ones_underlined() -> None:
    text = "\n".join(change_lines(changes([OLD], [NEW]), colour=True))
    assert "\x1b[31m\x1b[9mfalls\x1b[0m" in text
    assert "\x1b[32m\x1b[4mrises\x1b[0m" in text


def test_moved_renamed_new_and_cut_sections_say_so() -> None:
    other, third = Section("Seals", ("we", "see", "them", "there")), Section("Fares", ("two", "crowns"))
    renamed = Section("Tides", OLD.words)
    assert next(change_lines(changes([OLD], [renamed]), colour=False)) == "[-Tide-] {+Tides+}"
    lines = list(change_lines(changes([OLD, third], [OLD, other]), colour=False))
    assert {"Seals (new section)", "Fares (cut)"} <= set(lines)
    assert "Tide (moved)" in list(change_lines(changes([other, third, OLD], [OLD, other, third]), colour=False))


@pytest.mark.parametrize("coloured", [True, False])
def test_no_color_is_obeyed(leaflet: Desk, monkeypatch: pytest.MonkeyPatch, coloured: bool) -> None:
    edit(leaflet, "Nobody", "Someone")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("click._compat.isatty", lambda _: True)
    if coloured:
        monkeypatch.delenv("NO_COLOR")
    out = leaflet.brochure("diff", "test").out
    assert ("\x1b[" in out) is coloured
    assert ("[-Nobody-]" in out) is not coloured
