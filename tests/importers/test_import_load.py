"""The front door: which files are refused and how, the article file, and slugs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.errors import BadInput
from brochure.importers import LARGEST_FILE, ImportedCopy, as_article, load, slug
from brochure.importers.markdown import read as read_markdown


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        load(path)
    assert caught.value.place is not None
    assert caught.value.place.file == path
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "not a file" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a file" in refusal(tmp_path / "pipe.txt")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"copy{suffix}"
    file.touch()
    assert "empty" in refusal(file)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", " \n\t\n"), ("b.txt", "***\n---"), ("c.html", "<html><body><img src=x></body></html>"), ("d.md", "# …")],
)
def test_a_file_without_words_is_refused(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    assert "words" in refusal(file)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(LARGEST_FILE + 1)
    assert "64 MB" in refusal(file)


@pytest.mark.parametrize(
    ("name", "mend"),
    [("a.pages", "as .docx"), ("a.pdf", ".txt"), ("a.xyz", ".docx"), ("README", ".markdown")],
)
def test_other_formats_are_refused_with_what_can_be_read(tmp_path: Path, name: str, mend: str) -> None:
    (tmp_path / name).write_text("words", "utf-8")
    message = refusal(tmp_path / name)
    assert mend in message
    assert ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .xht, .mht, .mhtml, .docx" in message


def test_the_extension_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "COPY.TXT").write_text("Title\nBody.", "utf-8")
    assert load(tmp_path / "COPY.TXT") == ImportedCopy("Title", "Body.")


def test_an_article_begins_with_front_matter() -> None:
    article = as_article(ImportedCopy("Sleep: “why” — #1", "Body.\n", subtitle="Café"))
    front, body = article.removeprefix("---\n").split("---\n", 1)
    assert yaml.safe_load(front) == {
        "title": "Sleep: “why” — #1",
        "subtitle": "Café",
        "language": "en",
        "version": "1",
    }
    assert front.index("title") < front.index("subtitle") < front.index("language") < front.index("version")
    assert body == "\nBody.\n"


def test_a_long_title_stays_on_one_line_and_no_subtitle_is_no_key() -> None:
    lines = as_article(ImportedCopy("word " * 60 + "end", "Body.")).split("\n")
    assert lines[1].endswith("word end")
    assert lines[2] == "language: en"


TITLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(lambda text: text == text.strip())


@settings(database=None, deadline=None)
@given(title=TITLE, subtitle=TITLE | st.just(""), language=st.sampled_from(["en", "no", "fr-CA"]))
def test_an_article_reads_back_as_it_was(title: str, subtitle: str, language: str) -> None:
    copy = ImportedCopy(title, "Body with *stress*.\n\n## Heading", subtitle, language)
    again = read_markdown(as_article(copy).encode(), Path("x.md"))
    assert again.body == copy.body
    assert again.language == language
    assert as_article(again) == as_article(read_markdown(as_article(again).encode(), Path("x.md")))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What Is Neuroplasticity?", "what-is-neuroplasticity"),
        ("It doesn\u2019t “fix” Café Ørsted & Straße", "it-doesnt-fix-cafe-orsted-strasse"),
        ("—", "article"),
        ("Здоровье", "article"),
        ("", "article"),
        ("x" * 80, "x" * 60),
        ("word " * 30, "word-" * 11 + "word"),
        ("a" * 60 + " b", "a" * 60),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@settings(database=None)
@given(st.text())
def test_a_slug_is_a_safe_name_and_its_own_slug(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 60
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name.strip("-") == name
    assert slug(name) == name
