"""layout.toml: what is inconsistent is refused, and says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import pieces

Make = Callable[..., dict[str, Any]]

PANELS = ["cover", "flap", "left", "middle", "right", "back"]
ONE_SIDE = [{"name": "outside", "rows": [{"panels": ["flap", "back", "cover"]}]}]
SAME_NAME = [
    {"name": "outside", "rows": [{"panels": ["flap", "back", "cover"]}]},
    {"name": "outside", "rows": [{"panels": ["left", "middle", "right"]}]},
]
MANY_SIDES = [{"name": name, "rows": [{"panels": [f"{name}{n}" for n in range(3)]}]} for name in ("a", "b", "c", "d")]
MANY_PANELS = [f"{name}{n}" for name in ("a", "b", "c", "d") for n in range(3)]
TWICE = [{"name": "outside", "rows": [{"panels": ["flap", "flap", "cover"]}]}]


def sizes(smallest: float, ideal: float, largest: float) -> dict[str, dict[str, float]]:
    named = {"smallest": smallest, "ideal": ideal, "largest": largest}
    return {name: {"size": size, "leading": 1.4, "spacing": 0.5} for name, size in named.items()}


def test_a_good_one(spec: Make) -> None:
    layout = Layout.model_validate(spec())
    assert layout.margin[0] == pytest.approx(12 * 72 / 25.4)
    assert [panel.name for panel in pieces(layout, PAPERS["a4"])[0].panels] == PANELS


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"reading": PANELS[:-1]}, "each panel of the sides once"),
        ({"reading": [*PANELS, "spine"]}, "each panel of the sides once"),
        ({"reading": [*PANELS, "back"]}, "each panel of the sides once"),
        ({"reading": ["flap", "flap", "cover"], "sides": TWICE, "flow": ["flap"]}, "each panel of the sides once"),
        ({"sides": ONE_SIDE}, "each panel of the sides once"),
        ({"flow": ["flap", "middle"]}, "run of neighbours"),
        ({"flow": ["left", "flap"]}, "run of neighbours"),
        ({"flow": ["spine"]}, "run of neighbours"),
        ({"flow": ["right", "back", "cover"]}, "run of neighbours"),
        ({"flow": []}, "at least 1"),
        ({"sides": []}, "at least 1"),
        ({"sides": ONE_SIDE * 2}, "'flap' is there twice"),
        (
            {"sides": MANY_SIDES, "reading": MANY_PANELS, "flow": MANY_PANELS[:1], "panels": {}},
            "a sheet has two sides, not 4",
        ),
        ({"arrangements": []}, "at least 1"),
        ({"papers": []}, "at least 1"),
        ({"papers": ["tabloid"]}, "'letter', 'a4' or 'legal'"),
        ({"fold": "origami"}, "'none', 'half', 'tent', .* 'parallel' or 'saddle'"),
        ({"margin": ["12mm", "9mm", "19mm"]}, "Field required"),
        ({"sides": SAME_NAME}, "name of its own"),
        ({"margin": ["-12mm", 9, 9, 9]}, "greater than or equal to 0"),
        ({"margin": [float("nan"), 9, 9, 9]}, "greater than or equal to 0"),
        ({"margin": [9, float("inf"), 9, 9]}, "less than or equal to 5000"),
        ({"margin": ["12mm", "9", "19mm", "9mm"]}, "is not a length"),
        ({"type": sizes(10, 10, 12)}, "must grow in size"),
        ({"type": sizes(11, 10, 12)}, "must grow in size"),
        ({"type": sizes(9, 12, 12)}, "must grow in size"),
        ({"type": sizes(9, 13, 12)}, "must grow in size"),
        ({"type": sizes(3, 10, 12)}, "greater than 4"),
        ({"panels": {"spine": {"margin": [9, 9, 9, 9]}}}, "belongs to no arrangement"),
        ({"panels": {"cover": {"colour": "red"}}}, "Extra inputs"),
    ],
)
def test_refuses_what_is_inconsistent(spec: Make, changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Layout.model_validate(spec(**changes))


SETTING = {"size": 10, "leading": 1.4, "spacing": 0.5}


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("leading", (1, 2), (0.99, 2.01)),
        ("spacing", (0, 2), (-0.01, 2.01)),
    ],
)
def test_leading_and_spacing_have_their_range(spec: Make, key: str, good: Any, bad: Any) -> None:
    def made(value: float) -> Layout:
        return Layout.model_validate(spec(type=sizes(9, 10, 12) | {"ideal": SETTING | {key: value}}))

    assert [getattr(made(value).type.ideal, key) for value in good] == list(good)
    for value in bad:
        with pytest.raises(ValidationError, match=key):
            made(value)


def test_type_is_between_4_and_40_points(spec: Make) -> None:
    assert Layout.model_validate(spec(type=sizes(4.1, 10, 39.9)))
    for smallest, largest in ((4, 12), (9, 40)):
        with pytest.raises(ValidationError, match="than 4"):
            Layout.model_validate(spec(type=sizes(smallest, 10, largest)))


def test_a_margin_is_no_wider_than_a_large_sheet(spec: Make) -> None:
    assert Layout.model_validate(spec(margin=[0, 5000, 0, 0])).margin == (0, 5000, 0, 0)
    with pytest.raises(ValidationError, match="equal to 5000"):
        Layout.model_validate(spec(margin=[0, 5000.5, 0, 0]))


def test_one_panel_or_one_side_will_do(spec: Make) -> None:
    sides = [{"name": "outside", "rows": [{"panels": ["only"]}]}]
    one = spec(sides=sides, reading=["only"], flow=["only"], panels={}, fold="none", papers=["a4"])
    assert [panel.name for panel in pieces(Layout.model_validate(one), PAPERS["a4"])[0].flow] == ["only"]


def test_a_row_without_panels_is_refused(spec: Make) -> None:
    sides = [{"name": "outside", "rows": [{"panels": []}]}]
    with pytest.raises(ValidationError, match="at least 1"):
        Layout.model_validate(spec(sides=sides))


def test_a_fold_that_does_not_go_with_the_panels(spec: Make) -> None:
    with pytest.raises(ValueError, match="a half fold has 2 panels a side, not 3"):
        pieces(Layout.model_validate(spec(fold="half")), PAPERS["letter"])


def test_a_sheet_turns_over_on_the_edge_that_keeps_it_upright(spec: Make) -> None:
    def duplex(**changes: Any) -> str:
        return pieces(Layout.model_validate(spec(**changes)), PAPERS["a4"])[0].duplex

    assert duplex() == "DuplexFlipShortEdge"
    assert duplex(orientation="portrait", margin=["4mm"] * 4) == "DuplexFlipLongEdge"
