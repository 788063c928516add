"""Edits one after the other: each product is judged as by a process that read no page before."""

from __future__ import annotations

from random import Random

import pytest

from brochure.preflight import catalogue
from brochure.preflight.document import Document
from brochure.preflight.profiles import Wishes
from brochure.production import judged
from tests.conftest import Desk
from tests.production.test_build_parted import EDITS, NAME, ready

ALL = Wishes("release")


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(16))
def test_edits_one_after_the_other_are_judged_alike(desk: Desk, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    compared, keep = 0, Document.keep

    def compare(document: Document) -> None:
        nonlocal compared
        anew = Document(document.content, document.made)
        assert catalogue.judge_pdf(document, ALL) == catalogue.judge_pdf(anew, ALL)
        compared += 1
        keep(document)

    judged.forget()
    monkeypatch.setattr(Document, "keep", compare)
    random = Random(seed)
    ready(desk)
    more = random.choice(["email", "large-print", "office"])
    for number in range(4):
        for edit in random.sample(EDITS, min(number, 2)):
            edit(desk, random)
        # A page is kept when it is met for the second time.
        edition = random.choice(["office", more])
        done = desk.build(NAME, "--layout", "trifold", "--force", "--edition", edition)
        assert done.code == 0, done.err
    assert compared == 4
