"""Addresses in copy: where a line may end in them, and what is printed of a link."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from brochure.content.addresses import BREAK, JOIN, breakable
from tests.content.conftest import as_tree

ADDRESSES = [
    "https://clinic.example/a/long-path/to.html", "http://clinic.example", "www.clinic.example/find-a-clinic",
    "clinic.example/knee", "hello@clinic.example", "https://clinic.example/a?b=c&d=e", "https://clinic.example/a_(b)",
]  # fmt: skip


def plain(text: str) -> str:
    return text.replace(BREAK, "").replace(JOIN, "").replace("\u00a0", " ")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("around", ["See {} for more.", "See {}.", "({})", "“{}”, or call"])
def test_an_address_is_marked_whole_and_no_more(address: str, around: str) -> None:
    tree = as_tree(around.format(address))
    (found,) = tree.select("span.web")
    assert plain(found.get_text()) == address
    assert plain(tree.get_text()).strip() == around.format(address)


@pytest.mark.parametrize("copy", ["and/or", "10.5 mg", "e.g. walk", "Walk.Then rest", "1/2 a tablet", "*.example"])
def test_what_is_no_address_is_left_alone(copy: str) -> None:
    assert not as_tree(f"Take {copy} today.").select(".web")


def test_lines_end_behind_a_stroke_or_a_dot_and_at_a_hyphen_only_of_a_long_part() -> None:
    assert breakable("https://www.a-b.example/c-d") == (
        f"https:/{JOIN}/{JOIN}www.{JOIN}a-{JOIN}b.{BREAK}example/{BREAK}c-{JOIN}d"
    )
    long = "a-part-that-is-longer-than-a-line"
    assert breakable(f"clinic.example/{long}") == f"clinic.{BREAK}example/{BREAK}{long}"


LINKS = [
    ("[ask us](https://www.clinic.example/ask/)", "(www.clinic.example/ask)"),
    ("[write](mailto:hello@clinic.example?subject=Hi)", "(hello@clinic.example)"),
    ("[call](tel:+15555550142)", "(+15555550142)"),
    ("[call 555-555-0142](tel:+15555550142)", ""),
    ("[our page, clinic.example/ask](https://clinic.example/ask)", ""),
    ("<https://clinic.example/ask>", ""),
]


@pytest.mark.parametrize(("link", "shown"), LINKS)
def test_what_a_link_hides_is_printed_behind_it(link: str, shown: str) -> None:
    tree: BeautifulSoup = as_tree(f"Or {link} today.")
    assert [plain(found.get_text()).strip() for found in tree.select(".shown")] == ([shown] if shown else [])
    assert len(tree.select("a")) == 1
    # The engine makes a second link of an element within one.
    assert not tree.select("a *")
    assert re.search(r"\S today\.$", plain(tree.get_text()).strip())
