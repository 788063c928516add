"""`layouts = ["best"]`: the layout is chosen by a build, remembered, and told where another was chosen before."""

from __future__ import annotations

import pytest

from brochure.production.records import BuildRecords
from brochure.typeset import ranking
from tests.conftest import Desk
from tests.production.conftest import Small

CONFIG = """
[clinic]
name = "Clinic"
phone = "555 0100"

[defaults]
layouts = ["best"]
editions = ["office"]
"""
FEW = "Call us at any hour. " * 12
MORE = "One sentence of a text that is somewhat longer than a card. " * 55
CARD, FOLDED = "one-card-letter-office", "one-{}-letter-office"


@pytest.fixture
def best(desk: Desk) -> Small:
    """A workspace with an article of a few words, whose leaflet is to have the layout that suits it best."""
    small = Small(desk)
    small.config("one", text=CONFIG)
    desk.article(FEW, "title: One", name="one")
    return small


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be typeset to choose a layout."""
    for name in ("best", "in_layout"):
        monkeypatch.setattr(ranking, name, lambda *_: pytest.fail("a layout was chosen"))


def test_it_is_chosen_once_and_again_when_copy_changes(best: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    assert best.standing() == {"one-best-letter-office": ("missing", "its layout is chosen when it is built")}
    done = best.desk.brochure("build", "--json")
    (product,) = done.json["products"]
    (chosen,) = done.json["chosen"]
    assert (product["layout"], product["best"], product["status"]) == ("card", True, "built")
    assert (chosen["article"], chosen["layout"], chosen["no_longer_chosen"]) == ("one", "card", [])
    assert "one: the best layout on letter is 'card': " in done.err

    with monkeypatch.context() as patch:
        patch.setattr(ranking, "best", lambda *_: pytest.fail("a layout was chosen"))
        assert best.standing() == {CARD: ("fresh",)}
        assert best.built() == {}

    best.desk.article(MORE, "title: One", name="one")
    assert best.standing() == {CARD: ("stale", "assets/articles/one.md changed")}
    done = best.desk.brochure("build", "--json")
    (product,) = done.json["products"]
    assert product["layout"] != "card"
    left = "output/one/one-card-letter-office.pdf"
    assert done.json["chosen"][0]["no_longer_chosen"] == [left]
    assert f"{left} is of a layout that is no longer chosen" in done.err
    assert (best.root / left).exists()
    assert f"{left} is of a layout that is no longer chosen" in best.desk.brochure("status").out

    (best.root / left).unlink()
    assert "no longer chosen" not in best.desk.brochure("status").out


def test_a_new_layout_may_be_better_and_status_says_so(best: Small) -> None:
    best.built()
    best.desk.write("layouts/ours/layout.toml", "")
    assert best.standing() == {CARD: ("stale", "its layout is chosen anew: there are other files in layouts/")}
    assert best.built() == {}  # the choice is the same, and what lies there is fresh
    assert best.standing() == {CARD: ("fresh",)}


def test_a_translation_has_the_layout_of_its_original_if_it_fits(best: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    best.built()  # what is remembered of the original counts as well as what is found for it
    best.config("one-es", "two-es", text=CONFIG)
    best.desk.article(FEW, "title: Two", name="two")
    best.desk.article("Llame.", "title: Uno\nlanguage: es", name="one-es")
    best.desk.article(MORE, "title: Dos\nlanguage: es", name="two-es")
    chosen = {each["article"]: each for each in best.desk.brochure("build", "--json").json["chosen"]}
    assert chosen["one-es"]["layout"] == "card"
    assert chosen["one-es"]["why"] == "that is the layout of its original 'one'."
    assert chosen["two-es"]["layout"] != "card"
    assert chosen["two-es"]["why"].startswith("it does not fit 'card', the layout of its original 'two'; ")
    monkeypatch.setattr(ranking, "best", lambda *_: pytest.fail("a layout was chosen"))
    best.desk.write("layouts/ours/layout.toml", "")
    assert (
        "its layout is chosen anew: there are other files in layouts/" in best.standing()["one-es-card-letter-office"]
    )
    (best.root / "layouts" / "ours" / "layout.toml").unlink()
    (best.root / "layouts" / "ours").rmdir()
    best.desk.article(f"{FEW} More.", "title: One", name="one")
    assert best.standing()["one-es-card-letter-office"] == (
        "stale",
        "its layout is chosen anew: assets/articles/one.md changed",
    )


def test_an_article_with_a_fault_has_no_layout_yet_and_others_are_built(best: Small) -> None:
    best.desk.article("![A dog](dog.png)", "title: Two", name="two")
    best.config("two", "one", text=CONFIG)
    done = best.desk.brochure("build", "--json")
    assert done.code == 3
    assert [(each["layout"], each["status"]) for each in done.json["products"]] == [
        ("best", "failed"),
        ("card", "built"),
    ]
    assert "dog.png" in done.err
    assert "two-best-letter-office.pdf" in done.err


def test_a_layout_that_is_named_as_well_is_made_once(best: Small) -> None:
    best.config(text=CONFIG, more='\n[[leaflet]]\narticle = "one"\nlayouts = ["best", "card"]\n')
    assert [product["layout"] for product in best.desk.brochure("build", "--json").json["products"]] == ["card"]


def test_a_release_tells_that_it_was_chosen(best: Small) -> None:
    assert "best" in best.desk.brochure("release", "one").refusal(3)
    best.built()
    (released,) = best.desk.brochure("release", "one", "--json").json["release"]["products"]
    assert (released["layout"], released["best"]) == ("card", True)


def test_few_words_in_a_large_layout_are_told_of_a_smaller_one(best: Small) -> None:
    for layout, hint in (
        ("trifold", "Write more, or choose the layout 'card', which suits it better by an estimate."),
        ("card", None),
    ):
        (product,) = best.desk.brochure("build", "one", "--layout", layout, "--json").json["products"]
        assert next((each["hint"] for each in product["findings"] if each["rule"] == "underfull"), None) == hint


@pytest.mark.usefixtures("never")
def test_without_it_nothing_is_chosen(small: Small) -> None:
    small.config("one")
    assert set(small.built()) == {"one-email"}
    done = small.desk.brochure("build", "--json")
    assert done.json["chosen"] == []


def test_a_choice_is_forgotten_with_a_damaged_memory(best: Small) -> None:
    best.built()
    (best.root / ".brochure" / "build.sqlite").write_bytes(b"no database" * 500)
    assert best.standing() == {"one-best-letter-office": ("missing", "its layout is chosen when it is built")}
    records = BuildRecords(best.root / ".brochure", pytest.fail)
    assert records.choice("one-letter") is None
    records.close()
