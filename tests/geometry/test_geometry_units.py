"""Lengths: what is written with a unit comes back in points, and what is no length is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.units import INCH, MM, POINTS, css, points

lengths = st.floats(-5000, 5000)


@given(lengths)
def test_css_round_trip(length: float) -> None:
    assert points(css(length)) == pytest.approx(length, abs=0.0005001)


@given(st.integers(0, 10**7), st.sampled_from(sorted(POINTS)))
def test_a_number_and_a_unit(thousandths: int, unit: str) -> None:
    text = f"{thousandths // 1000}.{thousandths % 1000:03}"
    for written in (f"{text}{unit}", f"  {text} {unit.upper()} "):
        assert points(written) == pytest.approx(float(text) * POINTS[unit])


def test_units_agree_with_each_other() -> None:
    inch = [points(text) for text in ("1in", "25.4mm", "2.54cm", "96px", "72pt")]
    assert inch == pytest.approx([INCH] * 5)
    assert points("25.4 mm") == pytest.approx(25.4 * MM)


@pytest.mark.parametrize(
    "text", ["", "12", "mm", "12 em", "12%", "1,5mm", "1e3pt", "12mm 3mm", "--3mm", "1.mm", "nanpt"]
)
def test_refuses_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length"):
        points(text)


@pytest.mark.parametrize(
    ("length", "text"), [(72.0, "72pt"), (100, "100pt"), (0, "0pt"), (7.25, "7.25pt"), (283.46456, "283.465pt")]
)
def test_css_writes_no_idle_zeros(length: float, text: str) -> None:
    assert css(length) == text
