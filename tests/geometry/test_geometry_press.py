"""The press sheet: everything on it has a place of its own, and nothing but the product lies in the bleed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.fold import Fold
from brochure.geometry.press import PATCH, SLUG, PressSheet, press_sheet
from brochure.geometry.press_settings import LINE, TARGET, PressSettings
from brochure.geometry.rect import Line, Rect
from brochure.units import INCH, MM
from tests.prepress.presswork import piece_of

#: What touches but for this much in points does not overlap.
TOUCH = 1e-6
FOLDS: list[tuple[Fold, int, int]] = [
    ("roll", 3, 1),
    ("roll", 4, 1),
    ("half", 2, 1),
    ("z", 3, 1),
    ("gate", 3, 1),
    ("none", 2, 1),
    ("parallel", 4, 1),
    ("accordion", 4, 1),
    ("tent", 1, 2),
    ("cross", 2, 2),
]


@st.composite
def any_settings(draw: st.DrawFn) -> PressSettings:
    bleed = draw(st.floats(0, 18))
    gutters = st.floats(max(1.0, 2 * bleed), 2 * bleed + 20)
    return PressSettings(
        bleed=bleed,
        offset=max(LINE, bleed + draw(st.floats(0, 18))),
        length=draw(st.floats(3, 36)),
        marks=draw(st.booleans()),
        colour_bar=draw(st.booleans()),
        slug=draw(st.booleans()),
        across=draw(st.integers(1, 4)),
        down=draw(st.integers(1, 3)),
        gutter=draw(gutters if bleed else gutters | st.just(0.0)),
    )


@st.composite
def any_sheet(draw: st.DrawFn) -> PressSheet:
    fold, count, down = draw(st.sampled_from(FOLDS))
    paper, turned = draw(st.sampled_from(["letter", "a4", "legal"])), draw(st.sampled_from(["portrait", "landscape"]))
    return press_sheet(piece_of(fold, [count] * down, paper, turned), draw(any_settings()))


def overlap(one: Rect, other: Rect) -> bool:
    return (
        min(one.right, other.right) - max(one.x, other.x) > TOUCH
        and min(one.top, other.top) - max(one.y, other.y) > TOUCH
    )


def contains(outer: Rect, inner: Rect) -> bool:
    low, high = outer.x - TOUCH <= inner.x and outer.y - TOUCH <= inner.y, inner.right <= outer.right + TOUCH
    return low and high and inner.top <= outer.top + TOUCH


def inked(line: Line) -> Rect:
    """What the line covers: it has no caps."""
    across, up = (LINE, 0.0) if line.x0 == line.x1 else (0.0, LINE)
    x, y = min(line.x0, line.x1), min(line.y0, line.y1)
    width, height = abs(line.x1 - line.x0), abs(line.y1 - line.y0)
    return Rect(x - across / 2, y - up / 2, width + across, height + up)


def around(sheet: PressSheet, side: str) -> Iterator[Rect]:
    """What is printed outside the product."""
    yield from map(inked, sheet.crop_marks + sheet.fold_marks(side))
    yield from (Rect(x - TARGET, y - TARGET, 2 * TARGET, 2 * TARGET) for x, y in sheet.targets)
    yield from sheet.patches(14)
    if sheet.slug:
        yield sheet.slug


@given(any_sheet())
def test_nothing_overlaps_and_all_is_on_the_media(sheet: PressSheet) -> None:
    for side in ("outside", "inside"):
        things = [*around(sheet, side), *(copy.grown(sheet.settings.bleed) for copy in sheet.copies)]
        assert all(contains(sheet.media, thing) for thing in things)
        assert not any(overlap(one, other) for one, other in combinations(things, 2))
        assert not any(overlap(thing, sheet.bleed) for thing in around(sheet, side))
    assert (sheet.media.x, sheet.media.y) == (0, 0)


@given(any_sheet())
def test_marks_keep_their_distance_from_the_trim(sheet: PressSheet) -> None:
    near = sheet.trim.grown(sheet.settings.offset)
    assert contains(near, sheet.bleed)
    for line in sheet.crop_marks + sheet.fold_marks("outside") + sheet.fold_marks("inside"):
        assert not overlap(inked(line), near)


def test_copies_without_a_gutter_share_a_cut() -> None:
    settings = PressSettings(bleed=0, across=3)
    sheet = press_sheet(piece_of("none", [1]), settings)
    assert len(sheet.crop_marks) == 2 * (4 + 2)


@given(any_sheet())
def test_each_cut_has_a_mark_at_both_ends(sheet: PressSheet) -> None:
    upright = sorted({round(line.x0, 3) for line in sheet.crop_marks if line.x0 == line.x1})
    level = sorted({round(line.y0, 3) for line in sheet.crop_marks if line.y0 == line.y1})
    if sheet.settings.marks:
        assert upright == sorted({round(edge, 3) for copy in sheet.copies for edge in (copy.x, copy.right)})
        assert level == sorted({round(edge, 3) for copy in sheet.copies for edge in (copy.y, copy.top)})
        assert len(sheet.crop_marks) == 2 * (len(upright) + len(level))
    else:
        assert not sheet.crop_marks


@given(any_sheet())
def test_copies_are_whole_and_the_trim_holds_them_all(sheet: PressSheet) -> None:
    assert len(sheet.copies) == sheet.settings.across * sheet.settings.down
    assert all((copy.width, copy.height) == (sheet.width, sheet.height) for copy in sheet.copies)
    assert all(contains(sheet.trim, copy) for copy in sheet.copies)
    assert sheet.copies[-1].right == pytest.approx(sheet.trim.right)
    assert sheet.copies[-1].top == pytest.approx(sheet.trim.top)


@given(any_sheet())
def test_turned_over_each_fold_and_each_copy_falls_on_itself(sheet: PressSheet) -> None:
    media = sheet.media

    def turned(line: Line) -> tuple[float, ...]:
        if sheet.turn == "upright":
            return media.width - line.x1, line.y0, media.width - line.x0, line.y1
        return line.x0, media.height - line.y1, line.x1, media.height - line.y0

    def ends(line: Line) -> tuple[float, ...]:
        (x0, x1), (y0, y1) = sorted((line.x0, line.x1)), sorted((line.y0, line.y1))
        return x0, y0, x1, y1

    for lines in (sheet.fold_lines, sheet.fold_marks):
        fronts = sorted(tuple(round(value, 3) for value in ends(line)) for line in lines("outside"))
        backs = sorted(tuple(round(value, 3) for value in ends(Line(*turned(line)))) for line in lines("inside"))
        assert [value for line in backs for value in line] == pytest.approx(
            [value for line in fronts for value in line], abs=0.002
        )
    assert media.width - sheet.trim.right == pytest.approx(sheet.trim.x)
    if sheet.turn == "level":
        assert media.height - sheet.trim.top == pytest.approx(sheet.trim.y)


def test_a_level_fold_has_its_marks_at_both_sides() -> None:
    sheet = press_sheet(piece_of("tent", [1, 1], "letter", "portrait"), PressSettings(across=2, gutter=18))
    assert sheet.flat("outside").upright_folds == ()
    assert sheet.flat("outside").level_folds == pytest.approx([5.5 * INCH])
    assert [line.y0 - sheet.trim.y for line in sheet.fold_marks("inside")] == pytest.approx([5.5 * INCH] * 2)
    for line, copy in zip(sheet.fold_lines("inside"), sheet.copies, strict=True):
        assert (line.x0, line.x1) == pytest.approx((copy.x, copy.right))


@pytest.mark.parametrize(
    ("fold", "count", "paper", "inside"),
    [
        ("roll", 3, "letter", (3.6875 * INCH, 7.375 * INCH)),
        ("roll", 3, "a4", (100 * MM, 200 * MM)),
        ("half", 2, "letter", (5.5 * INCH,)),
        ("gate", 3, "letter", (2.71875 * INCH, 8.28125 * INCH)),
        ("none", 3, "letter", ()),
    ],
)
def test_folds_are_where_printers_fold(fold: Fold, count: int, paper: str, inside: tuple[float, ...]) -> None:
    sheet = press_sheet(piece_of(fold, [count], paper), PressSettings())
    assert sheet.flat("inside").upright_folds == pytest.approx(inside)
    lines = sheet.fold_lines("inside")
    assert [line.x0 - sheet.trim.x for line in lines] == pytest.approx(inside)
    assert all((line.y0, line.y1) == (sheet.trim.y, sheet.trim.top) for line in lines)
    assert len(sheet.fold_marks("inside")) == 2 * len(inside)


def test_everything_around_the_trim_is_where_the_figures_say() -> None:
    """A letter sheet: bleed 1/8 in, marks 1/4 in long from 1/6 in on, targets 14 pt wide, 4 pt between all of them."""
    settings = PressSettings(colour_bar=True, slug=True)
    sheet = press_sheet(piece_of("half", [2]), settings)
    reach, line, patch = 12 + 18 + 14 + 8, 6 * 1.3, 5 * MM
    assert settings.reach == pytest.approx(reach)
    assert pytest.approx((0.25, 7, 6, patch)) == (LINE, TARGET, SLUG, PATCH)
    trim = sheet.trim
    assert (trim.x, trim.y, trim.width, trim.height) == pytest.approx((reach, reach + line + 8, 792, 612))
    assert (sheet.bleed.x, sheet.bleed.top) == pytest.approx((trim.x - 9, trim.top + 9))
    assert (sheet.media.width, sheet.media.height) == pytest.approx((792 + 2 * reach, trim.top + reach + patch + 8))
    assert sheet.slug
    assert (sheet.slug.x, sheet.slug.y, sheet.slug.width, sheet.slug.height) == pytest.approx((reach, 4, 792, line))
    far = 12 + 18 + 4 + 7
    across, up = zip(*sheet.targets, strict=True)
    assert across == pytest.approx((trim.x + 396, trim.x + 396, trim.x - far, trim.right + far))
    assert up == pytest.approx((trim.y - far, trim.top + far, trim.y + 306, trim.y + 306))
    first, second = sheet.patches(14)[:2]
    assert (first.x, first.top) == pytest.approx((trim.x, sheet.media.top - 4))
    assert (second.x, second.width, second.height) == pytest.approx((trim.x + patch, patch, patch))
    assert [(mark.x0, mark.y0, mark.x1, mark.y1) for mark in sheet.fold_marks("outside")] == [
        pytest.approx((trim.x + 396, trim.y - 12, trim.x + 396, trim.y - 30)),
        pytest.approx((trim.x + 396, trim.top + 12, trim.x + 396, trim.top + 30)),
    ]


def test_patches_of_a_narrow_trim_are_smaller() -> None:
    sheet = press_sheet(piece_of("none", [1]), PressSettings(colour_bar=True))
    patches = sheet.patches(100)
    assert (patches[0].width, patches[0].height) == pytest.approx((7.92, 7.92))
    assert patches[-1].right == pytest.approx(sheet.trim.right)
    assert patches[0].top == pytest.approx(sheet.media.top - 4)


def test_copies_stand_a_gutter_apart() -> None:
    sheet = press_sheet(piece_of("none", [1]), PressSettings(across=3, down=2, gutter=20))
    assert (sheet.trim.width, sheet.trim.height) == pytest.approx((3 * 792 + 40, 2 * 612 + 20))
    corners = [(copy.x - sheet.trim.x, copy.y - sheet.trim.y) for copy in sheet.copies]
    assert [value for corner in corners for value in corner] == pytest.approx(
        [value for y in (0, 632) for x in (0, 812, 1624) for value in (x, y)]
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"bleed": 9, "offset": 9},
        {"bleed": 0, "offset": LINE},
        {"bleed": 0, "across": 2},
        {"bleed": 0, "across": 2, "gutter": 1},
        {"bleed": 0, "down": 2, "gutter": 1},
        {"bleed": 9, "down": 2, "gutter": 18},
        {"gutter": 0.5},
        {"length": 0.1},
    ],
)
def test_takes_what_can_just_be_cut(settings: dict[str, float]) -> None:
    assert PressSettings(**settings)  # type: ignore[arg-type]


def test_without_anything_around_it_the_media_is_the_bleed() -> None:
    sheet = press_sheet(piece_of(), PressSettings(marks=False))
    assert sheet.media == sheet.bleed == Rect(0, 0, 11.25 * INCH, 8.75 * INCH)
    assert not (sheet.crop_marks + sheet.fold_marks("outside") + sheet.patches(3))
    assert sheet.targets == ()
    assert sheet.slug is None


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"bleed": 9, "offset": 8.9}, "lie in the bleed"),
        ({"across": 2, "gutter": 17.9}, "no room for two bleeds"),
        ({"across": 0}, "at least one copy"),
        ({"down": 0}, "at least one copy"),
        ({"down": 2, "gutter": 17.9}, "no room for two bleeds"),
        ({"gutter": -1}, "less than nothing"),
        ({"bleed": 0, "across": 2, "gutter": 0.99}, "make it 0 or 1 pt"),
        ({"bleed": 0, "offset": 0.24}, "run into each other"),
        ({"bleed": 0, "across": 2, "gutter": 0.5}, "make it 0 or 1 pt"),
        ({"bleed": 0, "offset": 0.1}, "run into each other"),
        ({"bleed": -1}, "less than nothing"),
        ({"length": 0}, "marks shorter"),
    ],
)
def test_refuses_what_cannot_be_cut(settings: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PressSettings(**settings)  # type: ignore[arg-type]
