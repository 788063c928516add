"""No word of an article is lost in any edition, none is set twice, and all stand in their order."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.products.conftest import ARTICLES, OFFICE, Leaflet
from tests.products.pdf import letters, panel_text, same_letters, text

_MARKUP = re.compile(r"^(?:#+ |- |\d+\. |::: ?[a-z-]*)|\*\*", re.M)


def copy_of(leaflet: Leaflet) -> str:
    """The letters that the flow must hold: summary, body, sources. Read from the file with no help of the program."""
    _, front, body = leaflet.source().split("---\n", 2)
    data = yaml.safe_load(front)
    return letters(data["summary"], _MARKUP.sub("", body), "Sources", *data["references"])


@pytest.mark.parametrize("office", OFFICE, indirect=True)
def test_office(office: Leaflet) -> None:
    pages = {side.name: page for page, side in enumerate(office.piece.sides)}
    flow = [panel_text(office.path, pages[panel.side], panel) for panel in office.piece.flow]
    same_letters(letters(*flow), copy_of(office))


@pytest.mark.parametrize("email", ARTICLES, indirect=True)
def test_email(email: Leaflet) -> None:
    inner = [text(email.path, page, 0, 0, 396, 612 - 48) for page in range(1, email.said["pages"])]
    found, wanted = letters(*inner), copy_of(email)
    same_letters(found[: len(wanted)], wanted)
    closing = found[len(wanted) :]
    assert letters("Contact us") in closing
    assert letters("call or text 988 at any hour") in closing


def test_a_lost_word_would_be_noticed() -> None:
    with pytest.raises(AssertionError, match="is not"):
        same_letters(letters("Rest on first day."), letters("Rest on the first day."))
    assert letters("follow-\nup, “night’s” sleep") == letters('Follow-up, "night\'s" sleep')
