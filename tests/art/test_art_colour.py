"""Colour maths: WCAG's own numbers, and promises that must hold for any brand."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.art.colour import (
    BLACK,
    WHITE,
    Colour,
    contrast,
    mix,
    on,
    paler,
    readable,
    readable_on_all,
)
from brochure.art.palette import Palette

channels = st.integers(0, 255)
colours = st.builds(Colour, channels, channels, channels)
shares = st.floats(0, 1)
MAPLE = Palette(*map(Colour.parse, ("#8a2a1f", "#2f5d57", "#e3a23b", "#2a2320", "#ffffff")))


def test_parses_six_and_three_digits() -> None:
    assert Colour.parse("#8c2f1b") == Colour(0x8C, 0x2F, 0x1B)
    assert Colour.parse(" #FA0 ") == Colour(0xFF, 0xAA, 0)


@pytest.mark.parametrize("text", ["", "8c2f1b", "#8c2f1", "#8c2f1bff", "#ggg", "red", "#12 456"])
def test_refuses_what_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="hex digits"):
        Colour.parse(text)


def test_refuses_a_channel_out_of_range() -> None:
    with pytest.raises(ValueError, match="0 to 255"):
        Colour(0, 256, 0)


@given(colours)
def test_hex_round_trip(colour: Colour) -> None:
    assert Colour.parse(colour.hex) == colour


def test_known_contrasts() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(Colour.parse("#777"), WHITE) == pytest.approx(4.48, abs=0.01)


@given(colours, colours)
def test_contrast_is_symmetric_and_within_bounds(a: Colour, b: Colour) -> None:
    assert contrast(a, b) == contrast(b, a)
    assert 1 <= contrast(a, b) <= 21.001


@given(colours, colours, shares)
def test_a_mix_lies_between(a: Colour, b: Colour, share: float) -> None:
    for one, other, mixed in zip(a.channels, b.channels, mix(a, b, share).channels, strict=True):
        assert min(one, other) <= mixed <= max(one, other)
    assert mix(a, b, 0) == a
    assert mix(a, b, 1) == b


@given(colours, colours, colours)
def test_on_takes_the_better(ground: Colour, dark: Colour, light: Colour) -> None:
    chosen = on(ground, dark, light)
    assert contrast(chosen, ground) == max(contrast(dark, ground), contrast(light, ground))


@given(colours, colours, st.floats(1, 4.5))
def test_readable_reaches_least(colour: Colour, ground: Colour, least: float) -> None:
    assert contrast(readable(colour, ground, least), ground) >= least


def test_readable_changes_no_more_than_it_must() -> None:
    gold = Colour.parse("#e3a23b")
    assert readable(BLACK, WHITE) == BLACK
    assert 4.5 <= contrast(readable(gold, WHITE), WHITE) < 4.65
    assert readable(gold, Colour(119, 119, 119), 21) in (BLACK, WHITE)


@given(st.builds(Palette, colours, colours, colours, colours, st.just(WHITE)))
def test_text_colours_are_readable_for_any_brand(palette: Palette) -> None:
    for text in (palette.primary_text, palette.secondary_text, palette.accent_text, palette.muted):
        assert contrast(text, palette.paper) >= 4.5
        assert contrast(text, palette.tint) >= 4.5
    assert contrast(palette.on_primary, palette.primary) >= 4.5
    assert contrast(palette.on_secondary, palette.secondary) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.accent_on_primary, palette.primary) >= 3


@given(colours, colours, colours, colours, colours.map(lambda colour: mix(colour, WHITE, 0.5)))
def test_text_is_readable_on_whatever_it_stands_on_for_any_brand(
    primary: Colour, secondary: Colour, accent: Colour, ink: Colour, paper: Colour
) -> None:
    """As long as the ink is read on paper and on white, which a brand must have."""
    palette = Palette(primary, secondary, accent, readable_on_all(ink, (paper, WHITE)), paper)
    grounds = (palette.paper, WHITE, palette.tint, palette.secondary_tint)
    texts = (palette.ink, palette.primary_text, palette.secondary_text, palette.accent_text, palette.muted)
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 4.5
    assert contrast(palette.ink, palette.tint_strong) >= 4.5
    assert min(contrast(palette.secondary_mark, ground) for ground in grounds) >= 3


def test_a_ground_is_no_paler_than_text_wants() -> None:
    assert paler(MAPLE.tint, MAPLE.ink) == MAPLE.tint
    assert 4.5 <= contrast(paler(Colour.parse("#ccc"), Colour.parse("#666")), Colour.parse("#666")) < 4.65
    assert paler(MAPLE.tint, WHITE) == WHITE


def test_css_variables_name_every_colour() -> None:
    variables = MAPLE.css_variables()
    assert {field.name for field in fields(Palette)} <= set(variables)
    assert variables["primary"] == "#8a2a1f"
    assert {"tint", "tint-strong", "deep", "rule", "on-primary", "primary-text"} <= set(variables)
    assert all(re.fullmatch("[a-z-]+", name) for name in variables)
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in variables.values())
