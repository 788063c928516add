"""Every box in every layout that takes it, in every look: no fault of make-up, nothing outside, all to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.articles import Sample
from benchmarks.copyfit import BOUNDS, make
from brochure.art.colour import contrast
from brochure.errors import ExitCode
from brochure.storage.shipped import SHIPPED
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.seen import pairs

SPECIMEN = (Path(__file__).parents[1] / "data" / "specimen.md").read_text("utf-8")
BOXES = {found[1]: found[0] for found in re.finditer(r"^::: ([\w-]+).*?^:::$", SPECIMEN, re.MULTILINE | re.DOTALL)}
LOOKS = sorted(folder.name for folder in (SHIPPED / "layouts/looks").iterdir())
WHOLE = ("trifold", "zfold", "gatefold", "fourfold", "handout", "booklet")
#: How many boxes one leaflet has where the whole specimen is too long.
FEW = {"halffold": 9, "accordion-card": 9, "poster": 6, "rack-card": 3, "card": 2}
KINDS = list(BOXES)
LEAFLETS = [(layout, "whole", KINDS) for layout in WHOLE] + [
    (layout, f"{first}", KINDS[first : first + few])
    for layout, few in FEW.items()
    for first in range(0, len(KINDS), few)
]
NEVER = {name for name, whole, bound in BOUNDS if whole == "built" and bound == 0}


def article(part: str, kinds: list[str]) -> str:
    boxes = "\n\n".join(BOXES[kind] for kind in kinds)
    return SPECIMEN if part == "whole" else f"---\ntitle: A day at the clinic\n---\n\nAll you need.\n\n{boxes}\n"


@pytest.mark.sample(2)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("layout", "part", "kinds"), LEAFLETS, ids=[f"{name}-{part}" for name, part, _ in LEAFLETS])
def test_every_box_in_every_layout_and_look(
    tmp_path: Path, layout: str, part: str, kinds: list[str], look: str
) -> None:
    root = tmp_path / "workspace"
    scaffold(root, empty=True, look=look)
    (made,) = make(open_workspace(root), [Sample("specimen", "en", article(part, kinds))], 1, [(layout, "letter")])
    assert made.code == ExitCode.DONE, made.said
    assert made.measured
    assert not {fault: found for fault, found in made.measured.faults.items() if fault in NEVER}
    (path,) = (root / "output/specimen").glob("*.pdf")
    with pypdfium2.PdfDocument(path) as document:
        worst = min(
            (contrast(text, ground), what, text.hex, ground.hex)
            for page in document
            for what, text, ground in pairs(page)
            if what != "box"
        )
    assert worst[0] >= 4.5, worst


@pytest.mark.sample(1)
@pytest.mark.parametrize("edition", ["email", "large-print", "office"])
def test_boxes_in_a_box_of_help_are_read_and_seen(desk: Desk, edition: str) -> None:
    kinds = ("big-number", "checklist", "medicines", "timeline", "steps", "compare", "callout", "contact")
    desk.article("".join(f":::: help\n{BOXES[kind]}\n::::\n\n" for kind in kinds), "title: A test")
    assert desk.build("test", "--edition", edition, "--layout", "handout").code == 0
    (path,) = desk.root.glob("output/test/*.pdf")
    with pypdfium2.PdfDocument(path) as document:
        found = [pair for page in list(document)[edition == "email" :] for pair in pairs(page)]
        assert min(contrast(text, ground) for what, text, ground in found if what != "box") >= 4.5
