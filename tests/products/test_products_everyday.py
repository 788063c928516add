"""Leaflets that every clinic needs, in every layout on every paper: built, or it is said how much is too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.articles import Sample
from benchmarks.copyfit import BOUNDS, make, new_workspace
from brochure.errors import ExitCode
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PaperName
from brochure.storage.shipped import SHIPPED
from brochure.workspace import toml

EVERYDAY = {file.stem: file for file in sorted((Path(__file__).parents[1] / "data/everyday").glob("*.md"))}
LAYOUTS = {
    file.parent.name: toml.load(file.read_text("utf-8"), Layout, file)
    for file in sorted((SHIPPED / "layouts").glob("*/layout.toml"))
}
LEAFLETS = [(name, paper) for name, layout in LAYOUTS.items() for paper in layout.papers]
NEVER = {name for name, whole, bound in BOUNDS if whole == "built" and bound == 0}
#: Each in what a clinic would print it as.
SUITS = [
    ("crisis-card", "card"),
    ("fees", "halffold"),
    ("fees", "poster"),
    ("procedure", "fourfold"),
    ("sleep-tips", "trifold"),
    ("sleep-tips", "handout"),
    ("vaccination", "rack-card"),
    ("welcome-pack", "booklet"),
]


def sample(name: str) -> Sample:
    return Sample(name, "en", EVERYDAY[name].read_text("utf-8"))


@pytest.mark.sample(1)
@pytest.mark.parametrize("leaflet", LEAFLETS, ids="-".join)
@pytest.mark.parametrize("name", EVERYDAY)
def test_every_layout_takes_it_or_says_what_is_too_much(
    tmp_path: Path, name: str, leaflet: tuple[str, PaperName]
) -> None:
    (made,) = make(new_workspace(tmp_path / "workspace"), [sample(name)], 1, [leaflet])
    assert made.code in (ExitCode.DONE, ExitCode.OVERSET), made.said
    if made.measured:
        assert not {fault: found for fault, found in made.measured.faults.items() if fault in NEVER}


@pytest.mark.sample(1)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("name", "layout"), SUITS)
def test_it_fits_what_it_is_printed_as(tmp_path: Path, name: str, layout: str, paper: PaperName) -> None:
    (made,) = make(new_workspace(tmp_path / "workspace"), [sample(name)], 1, [(layout, paper)])
    assert made.code == ExitCode.DONE, made.said
    assert made.fit
    assert made.fit["type_size_pt"] >= LAYOUTS[layout].type.least_good
