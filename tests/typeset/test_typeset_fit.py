"""Copyfit as a function: whatever the copy takes, the largest setting that fits is found, none tried twice."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.layout import Setting, TypeRange
from brochure.typeset.fit import STEP, Depth, Fitted, fit, ladder


def setting(size: float, leading: float = 1.4, spacing: float = 0.5) -> Setting:
    return Setting(size=size, leading=leading, spacing=spacing)


RANGE = TypeRange(smallest=setting(9.2, 1.34), ideal=setting(10.4, 1.4), largest=setting(13, 1.5))
LADDER = ladder(RANGE)


class Copy:
    """Copy that takes `used[n]` panels at the n-th of the settings."""

    def __init__(self, settings: tuple[Setting, ...], used: list[float], room: int) -> None:
        self.settings = settings
        self.used = used
        self.room = room
        self.tried: list[int] = []

    def fitted(self, start: Setting) -> Fitted[int]:
        return fit(self.settings, self._attempt, lambda rung: Depth(self.used[rung], self.room, self.used[rung]), start)

    def _attempt(self, setting: Setting) -> int:
        self.tried.append(self.settings.index(setting))
        return self.tried[-1]

    @property
    def largest(self) -> int:
        """The rung that must be found; -1 where nothing fits."""
        return sum(used <= self.room for used in self.used) - 1

    def check(self, found: Fitted[int]) -> None:
        assert found.fits == (self.largest >= 0)
        assert found.pages == max(self.largest, 0)
        assert found.setting == self.settings[found.pages]
        assert len(self.tried) == len(set(self.tried))


@st.composite
def any_copy(draw: st.DrawFn) -> Copy:
    count = draw(st.integers(1, len(LADDER)))
    used = sorted(draw(st.lists(st.floats(0, 12), min_size=count, max_size=count)))
    return Copy(LADDER[:count], used, draw(st.integers(1, 6)))


@given(any_copy(), st.data())
def test_finds_the_largest_for_any_monotone_copy(copy: Copy, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(copy.settings))
    copy.check(copy.fitted(start))


@st.composite
def real_copy(draw: st.DrawFn) -> Copy:
    """Takes room as its area grows, a little more where lines and boxes do not break well."""
    room = draw(st.integers(1, 6))
    area = draw(st.floats(0.1, 12)) / RANGE.ideal.size**2
    waste = draw(st.lists(st.floats(0, 0.05), min_size=len(LADDER), max_size=len(LADDER)))
    used, least = [], 0.0
    for rung, share in zip(LADDER, waste, strict=True):
        least = max(least, area * rung.size**2 * rung.leading / RANGE.ideal.leading * (1 + share))
        used.append(least)
    return Copy(LADDER, used, room)


@given(real_copy())
def test_takes_few_attempts_for_copy_that_grows_as_its_area(copy: Copy) -> None:
    copy.check(copy.fitted(RANGE.ideal))
    assert len(copy.tried) <= 8


def test_guesses_save_typesettings() -> None:
    """Each attempt is a whole typesetting: halving the ladder would take 4 of them, going to its ends 5.3."""
    attempts = []
    for number in range(1, 400):
        used = [
            0.03 * number * rung.size**2 * rung.leading / (RANGE.ideal.size**2 * RANGE.ideal.leading) for rung in LADDER
        ]
        copy = Copy(LADDER, used, 1 + number % 6)
        copy.check(copy.fitted(RANGE.ideal))
        if 0 <= copy.largest < len(LADDER) - 1:
            attempts.append(len(copy.tried))
    assert fmean(attempts) < 3.6


@pytest.mark.parametrize("start", [LADDER[0], RANGE.ideal, LADDER[-1]])
def test_nothing_fits(start: Setting) -> None:
    copy = Copy(LADDER, [9.0] * len(LADDER), 4)
    found = copy.fitted(start)
    assert (found.fits, found.setting, found.pages) == (False, RANGE.smallest, 0)
    assert len(copy.tried) <= 3


def test_everything_fits() -> None:
    copy = Copy(LADDER, [0.0] * len(LADDER), 4)
    assert copy.fitted(RANGE.ideal).setting == RANGE.largest
    assert len(copy.tried) <= 3


def test_no_settings_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        Copy((), [], 1).fitted(RANGE.ideal)


def test_depth_fits_to_the_brim() -> None:
    assert Depth(4, 4, 3.9).fits
    assert not Depth(3, 4, 3, whole=False).fits
    assert not Depth(4.001, 4, 3.9).fits


@st.composite
def ranges(draw: st.DrawFn) -> TypeRange:
    """As people write them: to a hundredth of a point."""
    size = draw(st.integers(401, 2000))
    sizes = [size, size + draw(st.integers(1, 500)), size + draw(st.integers(501, 1500))]
    leading = st.integers(100, 200).map(lambda hundredths: hundredths / 100)
    spacing = st.integers(0, 200).map(lambda hundredths: hundredths / 100)
    smallest, ideal, largest = (setting(value / 100, draw(leading), draw(spacing)) for value in sizes)
    return TypeRange(smallest=smallest, ideal=ideal, largest=largest)


@given(ranges())
def test_the_ladder_ascends_through_the_ideal(range_: TypeRange) -> None:
    rungs = ladder(range_)
    assert (rungs[0], rungs[-1]) == (range_.smallest, range_.largest)
    assert range_.ideal in rungs
    for lower, upper in pairwise(rungs):
        assert lower.size < upper.size <= lower.size + 1.5 * STEP + 0.001
    assert len(rungs) <= ceil((range_.largest.size - range_.smallest.size) / STEP) + 3


def test_leading_and_spacing_grow_with_the_size() -> None:
    for lower, upper in pairwise(LADDER):
        assert lower.leading <= upper.leading
        assert lower.spacing == upper.spacing == 0.5


def test_an_ideal_with_many_decimals_is_on_the_ladder() -> None:
    ideal = setting(10.4, 1.3999999)
    assert ideal in ladder(TypeRange(smallest=RANGE.smallest, ideal=ideal, largest=RANGE.largest))
