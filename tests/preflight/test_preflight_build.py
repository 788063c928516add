"""A build asks the rules about each product that it makes: an error stops it, and the last good one stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image

from brochure.errors import CheckFailed
from brochure.preflight import catalogue
from brochure.preflight.rule import Found, Rule
from brochure.production.build import build
from brochure.production.outcome import Outcome
from brochure.production.plan import BuildRequest
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

RULE = "A11Y-ALT-SAYS"


@pytest.fixture
def vague(desk: Desk) -> Desk:
    """An article whose picture is described by a word that says nothing; its e-mail edition is made."""
    desk.root.joinpath("assets/images").mkdir(exist_ok=True)
    Image.new("RGB", (900, 600), "#2a5a4a").save(desk.root / "assets/images/leg.png")
    desk.article("Walk every day.\n\n![image](leg.png)\n\nRest at night.")
    return desk


def test_a_warning_is_told_with_the_product(vague: Desk) -> None:
    result = vague.build("test", "--edition", "email", "--json")
    assert result.code == 0
    (product,) = result.json["products"]
    (finding,) = [one for one in product["findings"] if one["rule"] == RULE]
    assert finding["severity"] == "warning"
    assert finding["quote"] == "image"


def test_an_error_stops_the_product_and_leaves_the_last_good_one(vague: Desk) -> None:
    assert vague.build().code == 0
    before = vague.files()
    settings = (vague.root / "brochure.toml").read_text()
    vague.write("brochure.toml", f'{settings}\n[check.severity]\n{RULE} = "error"\n')
    message = vague.build().refusal(5)
    assert f"assets/articles/test.md: {RULE} on page 2: A picture's description says nothing. “image”" in message
    assert "Not built: test-email.pdf" in message
    assert vague.files() == before
    vague.write("brochure.toml", f'{settings}\n[[check.ignore]]\nrule = "{RULE}"\nreason = "It is decoration."\n')
    assert vague.build().code == 0


def test_drafts_are_handed_out_before_they_are_judged(vague: Desk) -> None:
    vague.write("brochure.toml", f'{(vague.root / "brochure.toml").read_text()}\n[check.severity]\n{RULE} = "error"\n')
    drafts: list[tuple[Outcome, bytes, dict[str, bytes]]] = []

    def preview(outcome: Outcome, content: bytes) -> None:
        drafts.append((outcome, content, vague.files()))

    def built() -> list[Outcome]:
        request = BuildRequest(("test",), editions=("email",))
        return build(open_workspace(vague.root), request, vague.root / "output", 1, lambda _: None, preview=preview)[0]

    (made,) = built()
    ((outcome, content, files),) = drafts
    assert isinstance(made.error, CheckFailed)
    assert (outcome.error, outcome.pages, outcome.product) == (None, 3, made.product)
    assert content.startswith(b"%PDF")
    assert files == vague.files() == {}
    # what cannot be set has no draft
    vague.article("::: nonsense\nwords\n:::")
    assert built()[0].error
    assert len(drafts) == 1


def test_a_rule_that_breaks_is_told_and_stops_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Iterator[Found]:
        raise KeyError("lost")

    rule = Rule("TYPE-BROKEN", "Broken", "error", "What.", "Why.", "Mend.", "nowhere", broken)
    monkeypatch.setattr(catalogue, "of_family", lambda family: (rule,) if family == "TYPE" else ())
    desk.article("Walk every day.")
    result = desk.build("test", "--edition", "email", "--json")
    assert result.code == 0
    (finding,) = [one for one in result.json["products"][0]["findings"] if one["rule"] == "TYPE-BROKEN"]
    assert "a fault of brochure: KeyError: 'lost'" in finding["message"]
