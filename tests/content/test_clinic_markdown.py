"""Copy to HTML: headings, boxes, quotes, figures, and what cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.containers import CONTAINERS
from brochure.content.markdown import inline, plain
from brochure.content.typography import NO_BREAK_SPACE
from brochure.content.words import words
from brochure.errors import BadInput
from tests.content.conftest import as_tree

Copy = Callable[..., BeautifulSoup]


def said(tag: Tag | None) -> str:
    """The words of an element, ties between them undone; of none, none."""
    return tag.get_text().strip().replace(NO_BREAK_SPACE, " ") if tag else ""


headings = st.lists(st.integers(1, 6).map(lambda level: f"{'#' * level} Heading\n\nText.\n"))
#: Kinds that any copy can stand in; the others are in test_clinic_boxes.
ANY = {kind: element for kind, element in CONTAINERS.items() if kind not in ("big-number", "compare")}
boxes = st.sampled_from(sorted(ANY)).map(lambda kind: f"::: {kind} A title\nText.\n:::\n")


@given(st.lists(st.one_of(headings.map("\n".join), boxes), max_size=8))
def test_headings_begin_at_h2_and_never_skip_a_level(parts: list[str]) -> None:
    tree = as_tree("\n".join(parts))
    levels = [int(heading.name[1]) for heading in tree.find_all(re.compile("^h[1-6]$"))]
    assert len(levels) == sum(part.count("# Heading") + part.count(":::") // 2 for part in parts)
    assert all(level >= 2 for level in levels)
    assert all(after <= before + 1 for before, after in pairwise([1, *levels]))


@given(st.lists(st.sampled_from([2, 3, 4]), min_size=1))
def test_headings_that_skip_nothing_keep_their_levels(steps: list[int]) -> None:
    levels = [2]
    for step in steps:
        levels.append(min(step, levels[-1] + 1))
    tree = as_tree("\n\n".join(f"{'#' * level} Heading" for level in levels))
    assert [int(heading.name[1]) for heading in tree.find_all(re.compile("^h[1-6]$"))] == levels


@pytest.mark.parametrize(("kind", "element"), sorted(ANY.items()))
def test_a_box_is_its_element_with_its_class(copy: Copy, kind: str, element: str) -> None:
    tree = copy(f"Before.\n\n::: {kind} A title of its own\n- One\n- Two\n:::\n\nAfter.")
    (box,) = tree.find_all(class_="box")
    assert box.name == element
    assert box["class"] == ["box", kind]
    assert [part.name for part in box.find_all(recursive=False)] == ["h2", "ul"]
    assert said(box.find(class_="label")) == "A title of its own"
    assert [part.get_text() for part in tree.find_all("p", recursive=False)] == ["Before.", "After."]


@pytest.mark.parametrize("language", ["en", "es-MX", "fr"])
@pytest.mark.parametrize("kind", sorted(ANY))
def test_a_box_without_a_title_has_that_of_its_language(copy: Copy, kind: str, language: str) -> None:
    label = copy(f"::: {kind}\nText.\n:::", language).find(class_="label")
    assert said(label) == words(language).texts.get(kind.replace("-", "_"), "")


def test_a_label_stands_one_level_below_its_section(copy: Copy) -> None:
    tree = copy("## Section\n\n::: help\nCall.\n:::\n\n### Part\n\n::: callout Note\nText.\n:::")
    assert [(part.name, said(part)) for part in tree.find_all(["h2", "h3", "h4"])] == [
        ("h2", "Section"),
        ("h3", "When to get help"),
        ("h3", "Part"),
        ("h4", "Note"),
    ]


@pytest.mark.parametrize(
    ("language", "set_as"),
    [
        ("en", "“Rest,” she said, “it’s ‘needed’.”"),
        ("es", "«Rest,» she said, «it’s “needed”.»"),
        ("fr", "«\u00a0Rest,\u00a0» she said, «\u00a0it’s “needed”.\u00a0»"),
        ("de-AT", "„Rest,“ she said, „it’s ‚needed‘.“"),
        ("he", "”Rest,” she said, ”it’s ’needed’.”"),
        ("sw", "“Rest,” she said, “it’s ‘needed’.”"),
    ],
)
def test_quotes_are_those_of_the_language(copy: Copy, language: str, set_as: str) -> None:
    assert copy('"Rest," she said, "it\'s \'needed\'."', language).get_text().strip() == set_as


def test_a_picture_alone_is_a_figure_with_its_caption(copy: Copy) -> None:
    tree = copy('![A quiet room](room.png "Where you rest")')
    figure = tree.find("figure")
    assert figure is not None
    assert [part.name for part in figure.find_all(recursive=False)] == ["img", "figcaption"]
    assert (figure.img["src"], figure.img["alt"]) == ("found:room.png", "A quiet room")  # type: ignore[index]
    assert said(figure.figcaption) == "Where you rest"
    assert not tree.find("p")


def test_a_picture_without_a_title_has_no_caption(copy: Copy) -> None:
    tree = copy("![A quiet room](room.png)")
    assert tree.find("figure")
    assert not tree.find("figcaption")


def test_a_picture_among_words_is_no_figure(copy: Copy) -> None:
    tree = copy("See ![A quiet room](room.png) here.")
    assert tree.find("img")
    assert not tree.find("figure")


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("Text.\n\n::: callouts\nText.\n:::", "no box 'callouts'", 3),
        ("Text.\n\n::: help\nText.\n", "has no end", 3),
        ("Text.\n\n![](room.png)", "no text for readers", 3),
        ("Text.\n\nSee [this](page.html).", "leads nowhere", 3),
        ("Text.\n\n[Run](javascript:alert(1))", "leads nowhere", 3),
    ],
)
def test_what_cannot_be_printed_has_its_line(copy: Copy, text: str, fault: str, line: int) -> None:
    with pytest.raises(BadInput, match=fault) as refused:
        copy(text)
    assert refused.value.place
    assert refused.value.place.line == line


@given(st.text(st.sampled_from("<>&\"'ab /=!-"), max_size=40))
def test_markup_in_copy_is_text(text: str) -> None:
    tree = as_tree(f"a {text}<script>x</script><b onclick=1>y</b>")
    assert {part.name for part in tree.find_all()} <= {"p", "h1", "h2", "hr", "blockquote", "code", "a"}
    assert not tree.find("script")


def test_front_matter_is_one_line_of_quotes_and_emphasis() -> None:
    assert inline('A "reset" [x](y) *at once*', "en") == "A “reset” [x](y) <em>at\u00a0once</em>"
    assert plain('A "reset" -- [x](y) *at once*', "en") == "A “reset” – [x](y) at once"
    assert plain('A "reset" & *now*', "en") == "A “reset” & now"


LISTS = [
    pytest.param("1. a\n2. b\n", [None], id="short"),
    pytest.param("3. a\n4. b\n", ["counter-reset: list-item 2"], id="begins at three"),
    pytest.param("0. a\n", ["counter-reset: list-item -1"], id="begins at zero"),
    pytest.param("9. a\n10. b\n", ["counter-reset: list-item 8; --digits: 2"], id="comes to ten"),
    pytest.param("1. a\n" * 9, [None], id="nine"),
    pytest.param("1. a\n" * 100, ["--digits: 3"], id="hundred"),
    pytest.param("1. a\n   - b\n   - c\n" * 10, ["--digits: 2"], id="with lists in it"),
    pytest.param("1. a\n\n   1. b\n\n" * 10, ["--digits: 2", *[None] * 10], id="with short ones in it"),
    pytest.param("::: steps\n8. a\n9. b\n10. c\n:::\n", ["counter-reset: list-item 7; --digits: 2"], id="steps"),
]


@pytest.mark.parametrize(("body", "styles"), LISTS)
def test_a_list_says_where_it_begins_and_how_far_it_counts(copy: Copy, body: str, styles: list[str | None]) -> None:
    assert [found.get("style") for found in copy(body).find_all("ol")] == styles
