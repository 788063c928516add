"""Total ink: exact numbers of pages made by hand, and the map."""

from __future__ import annotations

import pytest
from PIL import Image

from brochure.prepress.plates.ink_use import ink_use, total_ink
from brochure.prepress.plates.render import plates
from brochure.proof.ink_map import heat_map
from tests.proof.handmade import handmade

RED = (226, 0, 38)
#: A millimetre is four pixels.
PPI = 101.6
#: The handmade page's trim, 200 × 120 pt, in pixels.
SCALE = PPI / 72


def test_a_page_made_by_hand() -> None:
    """250 % over all of the page, 350 % in a square of 1 in (25.4 mm), and marks of 400 % outside the trim."""
    content = "0.5 0.5 0.5 1 k 0 0 240 160 re f 1 1 0.5 1 k 40 40 72 72 re f /Every cs 1 scn 0 0 10 160 re f"
    (page,) = plates(handmade(content), PPI)
    total = total_ink(page, (20 * SCALE, 20 * SCALE, 220 * SCALE, 140 * SCALE))
    use = ink_use(total, PPI, 3.2)
    assert use.maximum == pytest.approx(3.5, abs=0.005)
    assert use.worst_square == pytest.approx(3.5, abs=0.005)
    assert use.over
    assert not ink_use(total, PPI, 3.5).over
    left, top, right, bottom = use.square
    assert (right - left, bottom - top) == pytest.approx((60, 60), abs=1)
    assert left >= 20 * SCALE - 1
    assert top >= 28 * SCALE - 1
    assert right <= 92 * SCALE + 1
    assert bottom <= 100 * SCALE + 1


def test_a_square_that_is_inked_in_part() -> None:
    """15 × 7.5 mm of 400 % in a square of 15 mm are 200 %."""
    plate = Image.new("L", (400, 400), 0)
    plate.paste(255, (100, 100, 160, 130))
    total = total_ink(dict.fromkeys("abcd", plate), (0, 0, 400, 400))
    use = ink_use(total, PPI, 3.0)
    assert use.maximum == 4.0
    assert use.worst_square == pytest.approx(2.0, abs=1e-6)


def test_a_piece_smaller_than_the_square() -> None:
    plate = Image.new("L", (40, 20), 51)
    use = ink_use(total_ink({"Black": plate}, (0, 0, 40, 20)), PPI, 3.0)
    assert use.worst_square == pytest.approx(0.2)
    assert use.square == (0, 0, 40, 20)


def test_pixels_partly_outside_do_not_count() -> None:
    plate = Image.new("L", (100, 100), 255)
    plate.paste(0, (10, 10, 90, 90))
    total = total_ink({"Black": plate}, (9.5, 9.5, 90.5, 90.5))
    assert total.size == (80, 80)
    assert total.getextrema() == (0, 0)


def test_the_map_marks_a_single_pixel_over_the_limit() -> None:
    plate = Image.new("L", (300, 200), 100)
    plate.putpixel((200, 40), 255)
    total = total_ink(dict.fromkeys("abcd", plate), (0, 0, 300, 200))
    picture = heat_map(total, ink_use(total, PPI, 3.0))
    plain = heat_map(total, ink_use(total, PPI, 4.0))
    marked = sum(a != b and b == RED for a, b in zip(*(_pixels(one) for one in (plain, picture)), strict=True))
    assert marked >= 25
    assert picture.height > 200


def _pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    data = picture.tobytes()
    return [tuple(data[at : at + 3]) for at in range(0, len(data), 3)]
