"""Copy as HTML, read back as a tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from brochure.content.markdown import render
from brochure.content.words import words

Copy = Callable[..., BeautifulSoup]


def as_tree(text: str, language: str = "en") -> BeautifulSoup:
    """The copy rendered; a picture's address is its name after `found:`."""
    titles = words(language).texts
    html = render(text, language, Path("article.md"), lambda source, _: f"found:{source}", titles=titles)
    return BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="session")
def copy() -> Copy:
    return as_tree
