"""Where what must be seen of a cover's photograph comes to lie: as the photograph is cut, and so as pixels show it."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from brochure.content.pictures.cropped import Opening, cropped
from brochure.preflight.cover_photo import CoverPhoto


@pytest.mark.parametrize("focus", [(50, 50), (5, 40), (97, 10), (30, 95)])
@pytest.mark.parametrize("opening", [(90, 210), (200, 60)])
def test_it_lies_where_the_photograph_shows_it(focus: tuple[int, int], opening: tuple[int, int]) -> None:
    image = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    x, y = focus[0] * 9, focus[1] * 6
    ImageDraw.Draw(image).ellipse((x - 9, y - 9, x + 9, y + 9), fill=(255, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    part = cropped(out.getvalue(), Opening(*opening, focus))
    with Image.open(io.BytesIO(part.data)) as seen:
        red = seen.split()[1].point(lambda level: 255 * (level < 30))
        other = seen.split()[0].point(lambda level: 255 * (level > 200))
        left, top, right, bottom = Image.composite(red, Image.new("L", red.size), other).getbbox() or (0, 0, 0, 0)
        found = (left + right) / 2 / seen.width * opening[0], (top + bottom) / 2 / seen.height * opening[1]
    lands = CoverPhoto(1.5, focus[0] / 100, focus[1] / 100).lands(*opening)
    assert found == pytest.approx(lands, abs=2)
