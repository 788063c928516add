"""Folds: the figures of print-facts, and what must hold for any sheet."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.fold import GATE_GAP, Fold, panel_widths
from brochure.geometry.paper import PAPERS, Orientation
from brochure.units import INCH, MM

FOLDS: dict[Fold, tuple[int, ...]] = {
    "none": tuple(range(1, 9)),
    "half": (2,),
    "z": tuple(range(3, 9)),
    "roll": tuple(range(3, 9)),
    "gate": (3,),
}
POSSIBLE: list[tuple[Fold, int]] = [(fold, count) for fold, counts in FOLDS.items() for count in counts]
IMPOSSIBLE: list[tuple[Fold, int]] = [
    *[("half", count) for count in (1, 3, 4)],
    *[("z", count) for count in (1, 2)],
    *[("roll", count) for count in (1, 2)],
    *[("gate", count) for count in (1, 2, 4)],
]

folds = st.sampled_from(POSSIBLE)
papers = st.sampled_from(sorted(PAPERS))
orientations = st.sampled_from(["portrait", "landscape"])


@given(folds, papers, orientations)
def test_widths_sum_to_the_sheet(fold: tuple[Fold, int], paper: str, orientation: Orientation) -> None:
    name, count = fold
    width = PAPERS[paper].sheet(orientation)[0]
    widths = panel_widths(name, count, width, PAPERS[paper].tuck)
    assert len(widths) == count
    assert min(widths) > 0
    assert sum(widths) == pytest.approx(width, abs=1e-9)


@given(st.integers(3, 8), st.floats(400, 1200), st.floats(0, 12))
def test_a_roll_folds_into_itself(count: int, width: float, tuck: float) -> None:
    widths = panel_widths("roll", count, width, tuck)
    assert widths[-1] == pytest.approx(widths[-2])
    for inner, around in pairwise(widths[:-1]):
        assert around - inner == pytest.approx(tuck, abs=1e-9)
    assert sum(widths) == pytest.approx(width, abs=1e-9)


def test_roll_of_letter() -> None:
    widths = panel_widths("roll", 3, 11 * INCH, PAPERS["letter"].tuck)
    assert [width / INCH for width in widths] == pytest.approx([3.625, 3.6875, 3.6875], abs=1e-12)


def test_roll_of_a4() -> None:
    widths = panel_widths("roll", 3, 297 * MM, PAPERS["a4"].tuck)
    assert [width / MM for width in widths] == pytest.approx([97, 100, 100], abs=1e-12)


def test_roll_of_legal_narrows_inwards() -> None:
    tuck = PAPERS["legal"].tuck
    widths = panel_widths("roll", 4, 14 * INCH, tuck)
    assert INCH / 32 <= tuck <= INCH / 16
    assert widths == pytest.approx([widths[3] - 2 * tuck, widths[3] - tuck, widths[3], widths[3]])


def test_z_is_equal() -> None:
    assert panel_widths("z", 3, 11 * INCH, 4.5) == pytest.approx([11 * INCH / 3] * 3)
    assert panel_widths("z", 3, 297 * MM, 3 * MM) == pytest.approx([99 * MM] * 3)


def test_half_is_equal() -> None:
    assert panel_widths("half", 2, 11 * INCH, 4.5) == pytest.approx([5.5 * INCH] * 2)
    assert panel_widths("half", 2, 297 * MM, 3 * MM) == pytest.approx([148.5 * MM] * 2)


@given(st.floats(300, 1200))
def test_the_flaps_of_a_gate_do_not_butt(width: float) -> None:
    left, middle, right = panel_widths("gate", 3, width, 4.5)
    assert left == right
    assert middle - left - right == pytest.approx(GATE_GAP)
    assert pytest.approx(INCH / 8) == GATE_GAP


@pytest.mark.parametrize(("fold", "count"), IMPOSSIBLE)
def test_impossible_counts_are_refused(fold: Fold, count: int) -> None:
    with pytest.raises(ValueError, match=f"not {count}"):
        panel_widths(fold, count, 11 * INCH, 4.5)


def test_papers() -> None:
    assert PAPERS["letter"].sheet("landscape") == (792, 612)
    assert PAPERS["letter"].sheet("portrait") == (612, 792)
    assert PAPERS["legal"].sheet("landscape") == (1008, 612)
    assert PAPERS["a4"].sheet("landscape") == pytest.approx((841.8898, 595.2756), abs=1e-4)
    assert PAPERS["letter"].leaf == PAPERS["legal"].leaf == (396, 612)
    assert PAPERS["a4"].leaf == pytest.approx((148 * MM, 210 * MM))
    assert [PAPERS[name].tuck for name in ("letter", "a4", "legal")] == pytest.approx([4.5, 3 * MM, 4.5])
    assert [name for name, paper in PAPERS.items() if paper.iso] == ["a4"]
    assert all(name == paper.name for name, paper in PAPERS.items())
