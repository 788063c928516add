"""Defects put one at a time into good products and a good article: the rule that is meant finds each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from benchmarks.preflight_fuzz import built
from brochure.preflight import catalogue
from brochure.preflight.document import Document, Made
from brochure.preflight.profiles import Wishes
from brochure.production.known import made_by, product_at
from brochure.workspace.workspace import open_workspace
from tests.conftest import ROOT
from tests.preflight.copy_defects import COPY_DEFECTS
from tests.preflight.copy_examples import copy_of
from tests.preflight.defects import DEFECTS, Defect

Product = Callable[[str], tuple[bytes, Made]]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Product:
    """An edition of the sample, as it was built, and its job."""
    folder = tmp_path_factory.mktemp("defects") / "clinic"
    built(folder)
    workspace = open_workspace(folder)

    @cache
    def of(edition: str) -> tuple[bytes, Made]:
        (path,) = folder.glob(f"output/*/*{edition}.pdf")
        found = product_at(workspace, folder / "output", path)
        assert found
        return path.read_bytes(), made_by(workspace, *found)

    return of


@pytest.mark.sample(8)
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.rule}: {defect.what}")
def test_a_defect_of_a_product_is_found_by_its_rule(product: Product, defect: Defect) -> None:
    content, made = product(defect.edition)
    rule = catalogue.rule(defect.rule)
    (before,) = catalogue.check(Document(content, made), [rule], Wishes())
    assert before.findings == ()
    outcomes = catalogue.judge_pdf(defect.document(content, made), Wishes(defect.edition))
    states = {outcome.rule: outcome.state for outcome in outcomes}
    assert [name for name, state in states.items() if state == "crashed"] == []
    assert states[defect.rule] == "fail"


@pytest.mark.sample(12)
@pytest.mark.parametrize(("rule", "old", "new"), COPY_DEFECTS, ids=lambda said: said[:30])
def test_a_defect_of_an_article_is_found_by_its_rule(rule: str, old: str, new: str) -> None:
    text = (ROOT / "assets/articles/how-ketamine-therapy-works.md").read_text("utf-8")
    assert text.count(old) == 1
    for content, found in ((text, False), (text.replace(old, new), True)):
        _, head, body = content.split("---\n", 2)
        copy = replace(copy_of(body, head.rstrip()), spelling=rule == "COPY-SPELLING")
        outcomes = catalogue.judge_copy(copy, Wishes("copy"))
        assert [outcome for outcome in outcomes if outcome.state == "crashed"] == []
        (mine,) = (outcome for outcome in outcomes if outcome.rule == rule)
        assert (mine.state == "fail") == found, mine
