"""Heads that cannot be read: what is wrong, in the words of who wrote it, on the line that has to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.content.frontmatter import parse
from brochure.errors import BadInput

HEADS = [
    ("title: Knee: care", 2, "a second colon", 'title: "Knee: care"'),
    ("title: Knee\nsubtitle: Week one: rest\nversion: 1", 3, "a second colon", 'subtitle: "Week one: rest"'),
    ('title: "Knee\nversion: 1', 2, "not closed", "Close it"),
    ('title: Knee\nsummary: "Walk\nversion: "1"', 3, "not closed", "Close it"),
    ("title: Knee\nreferences:\n- 'Smith\n- Jones", 4, "not closed", "Close it"),
    ("title: Knee\nsummary: [Walk, rest\nversion: 1", 3, "bracket", 'summary: "[Walk, rest"'),
    ("title: Knee\n summary: Walk", 3, "begins with spaces", "Delete"),
    ("\ttitle: Knee", 2, "begins with a tab", "Delete"),
    ("title: Knee\nsummary\nversion: 1", 3, "no colon", "title: …"),
    ("title: 'Don't walk'", 2, "behind the closing", 'title: "Don\'t walk"'),
    ("title: [Draft] Knee", 2, "begins with '['", 'title: "[Draft] Knee"'),
    ("title: @home", 2, "begins with '@'", 'title: "@home"'),
    ("title: `Knee`", 2, "begins with '`'", "quotation marks"),
    ("version: 1\ntitle: *Knee*", 3, "begins with '*'", "quotation marks"),
    ("title: Knee\n- Walk", 3, "item of a list", "references:"),
    ("title: Knee\nsummary: a\x07b", 3, "no text", "anew"),
]


@pytest.mark.parametrize(("head", "line", "what", "mend"), HEADS)
def test_what_cannot_be_read_is_told_on_its_line(head: str, line: int, what: str, mend: str) -> None:
    with pytest.raises(BadInput, match="The head cannot be read: ") as caught:
        parse(head, Path("knee.md"), 2)
    error = caught.value
    assert error.place
    assert error.place.line == line
    assert what in error.message
    assert mend in error.hint
    assert "YAML" not in str(error)
    assert "matter" not in str(error)
