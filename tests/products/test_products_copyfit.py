"""Leaflets of made-up articles, as the benchmark of copyfit measures them: what must hold for each."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.article_blocks import Block, Text, blocks
from benchmarks.articles import Sample, samples
from benchmarks.copyfit import BOUNDS, LEAFLETS, make, new_workspace
from benchmarks.copyfit_edits import without_words
from benchmarks.copyfit_faults import measure
from benchmarks.leaflet_pages import read
from brochure.errors import ExitCode
from brochure.geometry.paper import PaperName
from brochure.typeset import overset
from tests.products.conftest import HOW, Made

#: Another seed than the benchmark's own.
ARTICLES = {sample.name: sample for sample in samples(24, 41)}
#: Faults that no product may have.
NEVER = {name for name, whole, bound in BOUNDS if whole == "built" and bound == 0}


@pytest.mark.sample(1)
@pytest.mark.parametrize("leaflet", LEAFLETS, ids="-".join)
@pytest.mark.parametrize("name", ARTICLES)
def test_copy_is_well_broken(tmp_path: Path, name: str, leaflet: tuple[str, PaperName]) -> None:
    (made,) = make(new_workspace(tmp_path / "workspace"), [ARTICLES[name]], 1, [leaflet])
    assert made.code in (ExitCode.DONE, ExitCode.OVERSET), made.said
    if made.measured:
        assert made.fit
        assert made.measured.size == pytest.approx(made.fit["type_size_pt"], abs=0.06)
        assert not {name: faults for name, faults in made.measured.faults.items() if name in NEVER}
        if made.measured.full:
            assert "hole of 30 %" not in made.measured.faults


#: Those of them that are too long for a trifold.
TOO_LONG = ("a006", "a009", "a013", "a015")


@pytest.mark.sample(0)
@pytest.mark.parametrize("leaflet", LEAFLETS[:2], ids="-".join)
@pytest.mark.parametrize("name", TOO_LONG)
def test_the_cut_that_is_advised_is_enough_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, leaflet: tuple[str, PaperName]
) -> None:
    workspace = new_workspace(tmp_path / "workspace")
    (made,) = make(workspace, [ARTICLES[name]], 1, [leaflet])
    assert made.code == ExitCode.OVERSET, made.said
    assert made.fit
    words = made.fit["overset_words"]

    def code(count: int) -> int:
        return make(workspace, [without_words(ARTICLES[name], count, f"{name}-{count}")], 1, [leaflet])[0].code

    assert code(words) == ExitCode.DONE
    monkeypatch.setattr(overset, "fewest_words", lambda *_: None)  # what would be advised now takes its time
    assert code(int(0.85 * words) - 1) == ExitCode.OVERSET


@pytest.mark.sample(1)
@pytest.mark.parametrize("leaflet", LEAFLETS[1:], ids="-".join)
def test_lists_within_a_list_go_on_on_the_next_panel(tmp_path: Path, leaflet: tuple[str, PaperName]) -> None:
    text = "---\ntitle: Knee\n---\nWalk every day.\n\n" + "- Shoes\n  - Socks\n" * 20
    (made,) = make(new_workspace(tmp_path / "workspace"), [Sample("knee", "en", text)], 1, [leaflet])
    assert made.code == ExitCode.DONE, made.said
    assert made.measured
    assert sum(fill > 0.5 for fill in made.measured.fills.values()) > 1


def test_why_type_is_no_larger_is_not_said_of_a_smaller_size(tmp_path: Path) -> None:
    """Even panels are worth larger type than that in which the copy first fits."""
    *_, article = samples(67, 14)
    (made,) = make(new_workspace(tmp_path / "workspace"), [article], 1, LEAFLETS[:1])
    assert made.fit
    assert made.fit["why"] == "In larger type its panels would not come out as well."


@pytest.mark.xdist_group(HOW)
def test_the_benchmark_sees_what_is_not_printed_and_what_is_parted(made: Made) -> None:
    found = made(HOW, "trifold", "letter")

    def faults(*article: Block) -> dict[str, list[str]]:
        return measure(read(found.path, found.piece, article), found.layout.type.largest.size).faults

    article = blocks(found.source())
    assert not faults(*article).keys() & {"letters lost", "box split", "text outside"}
    assert len(faults(*article, Block("paragraph", (Text("paragraph", "Never printed."),), ""))["letters lost"]) == 1
    # As if one box held what ends a panel and what begins the next.
    copy = [block for block in read(found.path, found.piece, article).blocks if block.block.kind == "paragraph"]
    upper, lower = next(pair for pair in pairwise(copy) if pair[0].panels != pair[1].panels)
    assert len(faults(Block("box", (*upper.block.texts, *lower.block.texts), ""))["box split"]) == 1
