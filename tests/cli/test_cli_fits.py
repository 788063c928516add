"""`brochure layouts`: which there are, and with --fits how well an article's copy suits each of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk

SHIPPED_LAYOUTS = tuple(sorted(file.parent.name for file in (SHIPPED / "layouts").glob("*/layout.toml")))
EVERYDAY = Path(__file__).resolve().parents[1] / "data" / "everyday"
#: Layouts between which a few words choose; all of them are ranked with --all.
A_FEW = ("card", "rack-card", "trifold")
FAULTY = """
title = "Ours"
fold = "none"
orientation = "portrait"
papers = ["letter"]
"""


@pytest.fixture
def everyday(desk: Desk) -> Desk:
    """A workspace with the everyday leaflets, none of which brochure.toml names."""
    for file in EVERYDAY.glob("*.md"):
        shutil.copy(file, desk.root / "assets" / "articles")
    return desk


def test_the_layouts_that_there_are(desk: Desk) -> None:
    shutil.copytree(SHIPPED / "layouts" / "trifold", desk.root / "layouts" / "ours")
    rows = {row["name"]: row for row in desk.brochure("layouts", "--json").json["layouts"]}
    assert set(rows) == {"ours", *SHIPPED_LAYOUTS}
    assert rows["ours"]["fold"] == "roll"
    assert "a4" in rows["ours"]["papers"]


def test_a_card_is_offered_to_few_words_before_they_are_stretched(everyday: Desk, pytestconfig: pytest.Config) -> None:
    among = SHIPPED_LAYOUTS if pytestconfig.getoption("whole") else A_FEW
    everyday.write("layouts/ours/layout.toml", FAULTY)
    for name in set(SHIPPED_LAYOUTS) - set(among):
        everyday.write(f"layouts/{name}/layout.toml", FAULTY)
    done = everyday.brochure("layouts", "--fits", "crisis-card", "--json")
    assert done.code == 0
    rows = {row["name"]: row for row in done.json["layouts"]}
    first = done.json["layouts"][0]
    assert (first["name"], first["fits"], first["sides"], first["words_over"]) == ("card", True, 1, 0)
    assert first["fill"] > 0.8
    scores = [row["score"] for row in done.json["layouts"] if row["fits"]]
    assert scores == sorted(scores)
    assert {name for name, row in rows.items() if row["fold"]} == set(among)
    trifold, faulty = rows["trifold"], rows["ours"]
    assert trifold["panels_used"] < trifold["panels"] == 4
    assert trifold["type_size_pt"] > trifold["ideal_size_pt"]
    assert "of 4 panels" in trifold["why"]
    assert (faulty["fits"], faulty["score"], faulty["fold"]) == (False, None, None)
    assert faulty["why"].startswith("layouts/ours/layout.toml")


def test_copy_that_no_layout_takes(desk: Desk) -> None:
    desk.article("Words of that kind are many. " * 800)
    done = desk.brochure("layouts", "--fits", "test", "--paper", "legal")
    assert done.code == 4
    (line,) = done.out.splitlines()
    assert line.split()[:4] == ["fourfold", "The", "copy", "is"]
    assert done.err.startswith("brochure: assets/articles/test.md: No layout holds so much: cut it, or make two")


def test_an_article_with_a_fault_is_named_once(desk: Desk) -> None:
    desk.article("![A dog](dog.png)")
    done = desk.brochure("layouts", "--fits", "test")
    assert (done.code, done.out) == (3, "")
    assert "dog.png" in done.err
