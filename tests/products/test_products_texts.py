"""The two texts that the first clinic sent: they come in and build as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Desk
from tests.products.conftest import build_json

pytestmark = pytest.mark.xdist_group("texts")

TEXTS = ROOT.parent / "shared" / "articles"
NAMES = ("ketamine-neuroplasticity-reset", "science-of-ketamine-and-neuroplasticity")


@pytest.mark.parametrize("name", NAMES)
def test_comes_in_and_builds(desk: Desk, name: str) -> None:
    source: Path = TEXTS / f"{name}.txt"
    if not source.is_file():
        pytest.skip("the clinic's texts are not beside this checkout")
    came = desk.brochure("import", source, "--workspace", desk.root)
    assert came.code == 0, came.err
    assert came.out.strip() == f"assets/articles/{name}.md"
    document = build_json(desk.root, name, cwd=desk.root)
    assert [product["status"] for product in document["products"]] == ["built"] * 3
