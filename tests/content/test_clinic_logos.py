"""Which logos are seen on which grounds, as their pixels tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from brochure.art.colour import WHITE, Colour
from brochure.content.logos import MADE_OUT, check_size, outlines
from brochure.errors import BadInput, Place

PLACE = Place(Path("brochure.toml"), 1)
TEAL, RED, PALE = "#0f766e", "#8a2a1f", "#f4c430"


def logo(mark: str, letters: str, ground: str | None = None, cross: str = "#fff") -> Image.Image:
    """A disc with a cross in it, and strokes like letters beside it."""
    image = Image.new("RGBA", (480, 120), ground or (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 112, 112), fill=mark)
    pen.rectangle((54, 30, 66, 90), fill=cross)
    pen.rectangle((30, 54, 90, 66), fill=cross)
    for at in range(140, 460, 26):
        pen.rectangle((at, 40, at + 10, 84), fill=letters)
    return image


@pytest.mark.parametrize(
    ("image", "ground", "seen"),
    [
        pytest.param(logo(TEAL, TEAL), TEAL, False, id="in the colour of the ground, but for its cross"),
        pytest.param(logo(TEAL, TEAL), "#ffffff", True, id="the same on paper"),
        pytest.param(logo("#fff", "#fff", cross=TEAL), TEAL, True, id="white on a dark ground"),
        pytest.param(logo("#fff", "#fff", cross=TEAL), "#ffffff", False, id="white on paper"),
        pytest.param(logo("#fff", TEAL), TEAL, False, id="letters lost beside a mark that is seen"),
        pytest.param(logo(TEAL, "#fff"), TEAL, False, id="a mark lost beside letters that are seen"),
        pytest.param(logo(TEAL, TEAL, "#fff"), TEAL, True, id="with a ground of its own"),
        pytest.param(logo("#fff", "#fff", TEAL, TEAL), TEAL, True, id="with the ground that it stands on"),
        pytest.param(logo("#00f", "#00f"), RED, False, id="blue on red"),
        pytest.param(logo("#ffe9a8", "#fff"), RED, True, id="pale colours on a dark ground"),
        pytest.param(Image.new("RGB", (90, 30), TEAL), TEAL, False, id="nothing but the ground's colour"),
    ],
)
def test_what_is_seen_on_a_ground(image: Image.Image, ground: str, seen: bool) -> None:
    assert outlines("a.png", image, PLACE).seen_on(Colour.parse(ground)) is seen


def test_a_pale_logo_is_made_out_on_paper_and_a_white_one_is_not() -> None:
    assert not outlines("a.png", logo("#f90", "#f90"), PLACE).seen_on(WHITE)
    assert outlines("a.png", logo("#f90", "#f90"), PLACE).seen_on(WHITE, MADE_OUT)
    assert not outlines("a.png", logo("#fff", "#fff"), PLACE).seen_on(WHITE, MADE_OUT)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "CMYK", "1"])
def test_a_logo_in_any_kind_of_colours(mode: str) -> None:
    image = logo(TEAL, TEAL, "#fff").convert("RGB").convert(mode)
    assert outlines("a.png", image, PLACE).framed


def test_a_faint_logo_is_judged_as_it_looks() -> None:
    faint = logo("#000", "#000")
    faint.putalpha(faint.getchannel("A").point(lambda alpha: alpha * 2 // 5))
    assert not outlines("a.png", faint, PLACE).seen_on(WHITE)
    assert outlines("a.png", faint, PLACE).seen_on(WHITE, MADE_OUT)


def test_what_is_no_logo() -> None:
    with pytest.raises(BadInput, match="shows nothing"):
        outlines("a.png", Image.new("RGBA", (90, 30), (255, 0, 0, 0)), PLACE)
    for size in ((1, 1), (300, 1), (16, 16)):
        with pytest.raises(BadInput, match="too few to be seen"):
            check_size("a.png", *size, PLACE)
    check_size("a.png", 32, 32, PLACE)
