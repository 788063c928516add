"""Emoji that decorate do not come in, and are told; signs that say something do."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.importers import load

CASES = [
    ("Great 😀 job 🎉🎉, done 🙂.", "Great job, done."),
    ("🏥 Call ☎ 555-0142 → now ⚠\ufe0f", "Call ☎ 555-0142 → now ⚠"),
    ("✅ Walk 👩🏽\u200d⚕\ufe0f daily", "✅ Walk daily"),
    ("- 💊 One tablet\n- two 🇺🇸 tablets", "- One tablet\n- two tablets"),
    ("Call 555-0142 😀 ≥ 38 °C 🙂 (often) 🎉 **now**", "Call 555-0142 ≥ 38 °C (often) **now**"),
    ("**😀 Bold** and *last 😀*", "**Bold** and *last*"),
]


@pytest.mark.parametrize(("text", "kept"), CASES)
def test_they_go_and_leave_no_gap(tmp_path: Path, text: str, kept: str) -> None:
    file = tmp_path / "copy.md"
    file.write_text(f"# Knee 🦵 care\n\n{text}\n", "utf-8")
    copy = load(file)
    assert copy.title == "Knee care"
    assert copy.body == kept
    (note,) = copy.report.left_out
    assert note.what == "emoji that decorate"
    assert note.words.startswith("🦵")


def test_copy_without_them_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text("Knee care\n\nThese ✓ ☐ → µ ✅ 🗸 stay.\n", "utf-8")
    copy = load(file)
    assert copy.body == "These ✓ ☐ → µ ✅ 🗸 stay."
    assert copy.report.left_out == []
