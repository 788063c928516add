"""Sections: what a reader sees of an article, and which section became which."""

from __future__ import annotations

from pathlib import Path

from brochure.release.changes import Change, changes
from brochure.release.sections import Section, of_article, of_front, of_html

FILE = Path("a.md")


def sections(body: str, language: str = "en") -> tuple[Section, ...]:
    return of_article(f"---\ntitle: A\nlanguage: {language}\n---\n\n{body}\n", FILE)[1]


def words(body: str, language: str = "en") -> str:
    return " | ".join(f"{section.title}: {' '.join(section.words)}" for section in sections(body, language))


def test_marks_are_not_words() -> None:
    assert words("# One\n\n**Bold** and *leaning* `text`, ~~gone~~\n\n# Two\n\n- a\n- b") == (
        "One: Bold and leaning text, gone | Two: a ¶ b"
    )
    assert sections("## One\n\nsoft\nline") == sections("## One\n\nsoft line")
    assert sections("## One\n\n*so*") == sections("## One\n\n_so_")


def test_boxes_tables_pictures_and_links_are_read() -> None:
    assert words("::: callout Mind\nthis\n:::") == ": Mind ¶ this"
    assert words("::: help\nnow\n:::") == ": When to get help ¶ now"
    assert words("| a | b |\n|---|---|\n| 1 | 2 |") == ": a ¶ b ¶ 1 ¶ 2"
    assert words('![a boat](boat.png "Ours")') == ": [boat.png: a boat] ¶ Ours"
    assert words("[here](https://a.example/x)") == ": here <https://a.example/x>"
    assert words("<https://a.example/x>") == ": https://a.example/x"


def test_letters_of_other_languages_and_tags_that_are_text() -> None:
    assert words("## ¿Qué es?\n\nMañana, «sí».", "es") == "¿Qué es?: Mañana, «sí»."
    assert words("## Größe\n\nÜber die Straße & <b>mehr</b>.", "de") == "Größe: Über die Straße & <b>mehr</b>."


def test_front_matter_is_what_is_printed() -> None:
    source = "---\ntitle: A\nversion: 2\nreviewed: 2026-09-14\nreferences: [One, Two]\n---\n\nText."
    front, _ = of_article(source, FILE)
    assert (
        " ".join(of_front(front).words) == "Title: A ¶ Version: 2 ¶ Reviewed: 2026-09-14 ¶ Sources: One ¶ Sources: Two"
    )


def section(title: str, text: str = "") -> Section:
    return Section(title, tuple((text or f"the words of {title} are here").split()))


def fates(old: str, new: str) -> list[tuple[str, str, bool]]:
    """Of sections by one-letter titles: title, fate, moved."""
    result = changes([section(title) for title in old], [section(title) for title in new])
    return [(change.title, change.fate, change.moved) for change in result]


def test_sections_that_come_go_and_move() -> None:
    assert fates("abc", "abc") == [("a", "stayed", False), ("b", "stayed", False), ("c", "stayed", False)]
    assert fates("abcd", "dabc")[0] == ("d", "stayed", True)
    assert [moved for _, _, moved in fates("abcd", "dabc")] == [True, False, False, False]
    assert fates("ab", "") == [("a", "gone", False), ("b", "gone", False)]
    assert fates("", "a") == [("a", "new", False)]


def test_a_section_that_is_gone_stands_where_it_stood() -> None:
    old = [section("a"), section("b", "quite other words stood in there once"), section("c")]
    assert [(change.title, change.fate) for change in changes(old, [old[0], old[2]])] == [
        ("a", "stayed"),
        ("b", "gone"),
        ("c", "stayed"),
    ]


def test_a_section_under_another_title_is_the_same() -> None:
    text = "the sea rises twice a day and falls as often"
    (change,) = changes([section("Old", text)], [section("New", text)])
    assert (change.title, change.was, change.unchanged) == ("New", "Old", False)
    assert change.count("cut") == change.count("new") == 0
    other = changes([section("Old", text)], [section("New", "nothing of it is left in this one here")])
    assert [change.fate for change in other] == ["new", "gone"]


def test_two_sections_of_one_title_are_two() -> None:
    twice = of_html("<h2>A</h2><p>one</p><h2>A</h2><p>two</p>")
    assert all(change.unchanged for change in changes(twice, twice))
    first, second = changes(twice, of_html("<h2>A</h2><p>one</p><h2>A</h2><p>three</p>"))
    assert isinstance(first, Change)
    assert (first.unchanged, second.unchanged) == (True, False)
