"""An article with every box in it: in folded pieces, on pages, to read on a screen, for the press."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from brochure.content.containers import CONTAINERS
from tests.conftest import Desk
from tests.products.accessible import Made
from tests.products.pdf import words

SPECIMEN = (Path(__file__).parents[1] / "data" / "specimen.md").read_text("utf-8")
_MARKUP = re.compile(r"^::: ?[a-z-]*(?: {icon=\w+})?", re.MULTILINE)


def said(*texts: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(texts).lower()))


def test_the_specimen_has_every_box() -> None:
    assert set(re.findall(r"^::: ([\w-]+)", SPECIMEN, re.MULTILINE)) == set(CONTAINERS)


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("edition", "layout"), [("office", "trifold"), ("office", "booklet"), ("press", "handout"), ("email", "")]
)
def test_every_box_is_set_with_all_its_words(desk: Desk, edition: str, layout: str) -> None:
    desk.write("assets/articles/specimen.md", SPECIMEN)
    built = desk.build("specimen", "--edition", edition, *(("--layout", layout) if layout else ()), "--json")
    assert built.code == 0, built.err
    (product,) = built.json["products"]
    path = desk.root / product["path"]
    found = said(*(word.text for page in words(path) for word in page))
    wanted = said(_MARKUP.sub("", SPECIMEN.split("---\n", 2)[2]))
    assert not wanted - found
    if edition == "email":
        made = Made(path.read_bytes())
        assert made.failures == []
        assert made.tree.count("Table\n") == 3
        assert made.tree.count("\n    BlockQuote") == 1
        # The icons are drawn and not told: below the numeral stands what it is about.
        assert "Figure" not in made.tree


def test_rows_that_no_panel_holds_go_on_the_next(desk: Desk) -> None:
    rows = "\n".join(f"- Item {number}: ${number}" for number in range(40))
    desk.article(f"## Fees\n\nWords.\n\n::: prices What you pay\n{rows}\n:::")
    built = desk.build("test", "--layout", "trifold", "--edition", "office")
    assert built.code == 0, built.err
