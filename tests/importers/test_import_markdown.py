"""Markdown files: front matter, titles, heading levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.importers import ImportedCopy, as_article, load


def imported(tmp_path: Path, text: str, name: str = "copy.md") -> ImportedCopy:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return load(file)


def test_our_front_matter_is_kept_and_so_is_the_body(tmp_path: Path) -> None:
    body = "Lead with *stress*.\n\n## One\n\n::: callout\n- a\n:::\n\n### Two\n\nwalk # stays"
    text = f"---\ntitle: Sleep\nsubtitle: 'Rest: how'\nlanguage: no\nversion: '3'\n---\n\n{body}\n"
    assert imported(tmp_path, text) == ImportedCopy("Sleep", body, "Rest: how", "no", {"version": "3"})


@pytest.mark.parametrize(
    "heading", ["# Sleep *well* & `long`", "Sleep *well* & `long`\n=====", "# Sleep *well* & `long` #"]
)
def test_the_first_h1_is_the_title_and_leaves_the_body(tmp_path: Path, heading: str) -> None:
    copy = imported(tmp_path, f"{heading}\n\nBody.\n\n## One\n\nMore.\n", "copy.markdown")
    assert copy == ImportedCopy("Sleep well & long", "Body.\n\n## One\n\nMore.")


def test_an_h1_that_repeats_the_title_is_left_out(tmp_path: Path) -> None:
    assert imported(tmp_path, "---\ntitle: Sleep\n---\n# Sleep\n\nBody.").body == "Body."


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        ("# A\n\n## B\n\n# C #", "## A\n\n### B\n\n## C"),
        ("A\n===\n\nB\n---", "## A\n\n### B"),
        ("### A\n\n#### B", "## A\n\n### B"),
        ("# A\n\n###### B", "## A\n\n###### B"),
        ("C #\n===", "## C \\#"),
        ("## A\n\nB\n---", "## A\n\nB\n---"),
        ("# A\n\n```\n# code\n```", "## A\n\n\\# code"),
        ("# A\n\n    code # stays", "## A\n\ncode # stays"),
    ],
)
def test_headings_begin_at_the_second_level(tmp_path: Path, headings: str, levels: str) -> None:
    assert imported(tmp_path, f"---\ntitle: Sleep\n---\n\n{headings}\n").body == levels


@pytest.mark.parametrize("text", ["## Sleep\n\nBody.", "Sleep\n\nBody.", "**Sleep**\n\nBody."])
def test_without_an_h1_what_stands_first_is_the_title(tmp_path: Path, text: str) -> None:
    assert imported(tmp_path, text) == ImportedCopy("Sleep", "Body.")


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    assert imported(tmp_path, "---\n\n# Sleep\n\nBody.") == ImportedCopy("Sleep", "---\n\n\nBody.")
    assert imported(tmp_path, "---\nSleep\n---\n\n# Title").title == "Title"


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    assert imported(tmp_path, "\ufeff---\r\ntitle: Sleep\r\n---\r\nBody.\r\n") == ImportedCopy("Sleep", "Body.")


def test_faulty_front_matter_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="quotation mark that opens here is not closed") as caught:
        imported(tmp_path, '---\ntitle: Sleep\nsubtitle: "open\n---\nBody.')
    assert caught.value.place is not None
    assert caught.value.place.line == 3


def test_copy_without_a_title_has_that_of_its_file(tmp_path: Path) -> None:
    copy = imported(tmp_path, "- a list\n- and no more", "knee-care_2.md")
    assert (copy.title, copy.body) == ("Knee care 2", "- a list\n- and no more")
    assert copy.report.title_from == "the file's name"


def test_an_alias_bomb_does_no_harm(tmp_path: Path) -> None:
    levels = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 30))
    assert imported(tmp_path, f"---\nk0: &k0 lol\n{levels}\ntitle: Sleep\n---\nBody.").title == "Sleep"


def test_what_our_front_matter_says_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "copy.md"
    file.write_text(
        "---\ntitle: Sleep\nversion: 1.10\nreferences:\n  - Doe 2020\nmood: calm\n---\n\nRest well.\n", "utf-8"
    )
    article = as_article(load(file))
    assert "version: '1.10'" in article
    assert "- Doe 2020" in article
    assert "\n# mood: calm\n---\n" in article
