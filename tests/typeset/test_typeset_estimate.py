"""The estimate of which layout takes copy goes by one galley, and is near what is found when the copy is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.content.article import load
from brochure.geometry.paper import PAPERS
from brochure.storage import read_trace
from brochure.typeset import layouts
from brochure.typeset.estimate import Sample, best_estimate, estimate, estimates
from brochure.typeset.panels import fit_panels, panels_sample
from brochure.typeset.ranking import best, ranking
from brochure.typeset.score import Standing, score
from brochure.workspace.workspace import Workspace, open_workspace
from tests.conftest import Desk

EVERYDAY = Path(__file__).resolve().parents[1] / "data" / "everyday"
SAMPLE = "how-ketamine-therapy-works"


def sample(workspace: Workspace, slug: str, layout: str = "trifold") -> Sample:
    article = load(workspace, workspace.article(slug))
    found, folder = layouts.load(workspace, layout)
    made = panels_sample(workspace, article, found, folder, layouts.on_paper(found, layout, "letter"))
    assert made
    return made


@pytest.mark.sample(1)
@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_the_size_in_another_layout_is_estimated_from_either(desk: Desk, layout: str) -> None:
    workspace = open_workspace(desk.root)
    article = load(workspace, workspace.article(SAMPLE))
    found, folder = layouts.load(workspace, layout)
    pieces = layouts.on_paper(found, layout, "letter")
    true = fit_panels(workspace, article, found, folder, pieces).fit.type_size_pt
    for other in ("trifold", "handout", "booklet"):
        standing = estimate(sample(workspace, SAMPLE, other), found.type, pieces)
        assert standing
        assert abs(standing.size - true) < 0.5, other


def test_a_layout_with_no_more_room_than_one_that_is_too_small_does_not_take_it(desk: Desk) -> None:
    """A z fold has the room of a roll fold, in which boxes may leave holes that an estimate does not foresee."""
    workspace = open_workspace(desk.root)
    copy = sample(workspace, SAMPLE)
    trifold, zfold = (layouts.load(workspace, name)[0] for name in ("trifold", "zfold"))
    roll, z = (layouts.on_paper(layout, name, "letter") for layout, name in ((trifold, "trifold"), (zfold, "zfold")))
    assert estimate(copy, zfold.type, z)
    over = copy.corrected(roll[0], trifold.type, used=4.2)
    assert estimate(over, zfold.type, z) is None
    assert copy.corrected(roll[0], trifold.type, used=0.1) == copy


def test_nothing_that_is_read_for_it_is_noted(desk: Desk) -> None:
    workspace = open_workspace(desk.root)
    copy = sample(workspace, SAMPLE)
    with read_trace.recording() as trace:
        assert best_estimate(workspace, copy, "letter")
    assert (trace.files, trace.folders) == ({}, {})
    assert best_estimate(workspace, copy, "legal") in ("", "fourfold")


def test_more_copy_needs_more_paper_until_none_takes_it(desk: Desk) -> None:
    workspace = open_workspace(desk.root)
    chosen = []
    for sentences in (12, 90, 300, 1_400):
        desk.article("Rest for a day, and drink as much water as you like.\n\n" * sentences)
        chosen.append(best_estimate(workspace, sample(workspace, "test"), "letter"))
    assert chosen[0] == "card"
    assert chosen[2:] == ["booklet", ""]


def test_a_poster_is_for_a_wall_and_never_the_best(desk: Desk) -> None:
    desk.article("Wash your hands.")
    workspace = open_workspace(desk.root)
    found = estimates(workspace, sample(workspace, "test"), "letter")
    assert found[0].layout == "card"
    assert found[-1].layout == "poster"


def test_what_is_bad_about_copy_in_a_layout(desk: Desk) -> None:
    workspace = open_workspace(desk.root)
    trifold, _ = layouts.load(workspace, "trifold")
    (piece,) = layouts.on_paper(trifold, "trifold", "letter")
    ideal = trifold.type.ideal.size

    def badness(size: float, *fills: float) -> float:
        return score(Standing(trifold.type, piece, size, fills), PAPERS["letter"].sheet("portrait")).badness

    good = badness(ideal, 1, 1, 1, 1)
    assert good < badness(ideal, 1, 1, 1, 0.6)
    assert good < badness(ideal, 1, 0.6, 1, 1)
    assert good < badness(ideal, 1, 1, 1)
    assert good < badness(ideal - 0.8, 1, 1, 1, 1) < badness(ideal - 1.2, 1, 1, 1, 1)
    assert good < badness(ideal + 2, 1, 1, 1, 1)


@pytest.mark.sample(0)
@pytest.mark.parametrize("file", sorted(EVERYDAY.glob("*.md")), ids=lambda file: file.stem)
def test_the_best_is_the_first_of_the_ranking(desk: Desk, file: Path) -> None:
    desk.write(f"assets/articles/{file.name}", file.read_bytes())
    workspace = open_workspace(desk.root)
    article = load(workspace, workspace.article(file.stem))
    first = ranking(workspace, article, "letter")[0]
    assert best(workspace, article, "letter").name == first.name
    expected = {"crisis-card": "card", "vaccination": "card", "welcome-pack": "booklet"}
    assert first.name == expected.get(file.stem, first.name)
