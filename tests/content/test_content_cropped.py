"""Parts of photographs: which part, how fine, in which colours, how dark below words."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from brochure.art.colour import WHITE, Colour, contrast
from brochure.content.pictures.cropped import FINEST, Opening, cropped, size, tones

RED, BLUE = (200, 30, 30), (30, 60, 200)


def saved(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def halves(width: int = 1200, height: int = 800) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.mode == "RGB"
    return image


def colours(image: Image.Image) -> list[Colour]:
    """Each that it has."""
    found = image.getcolors(image.width * image.height)
    assert found
    return [Colour(*map(int, colour)) for _, colour in found if isinstance(colour, tuple)]


def near(colour: object, wanted: tuple[int, int, int], by: int = 6) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(("focus", "colour"), [((0, 50), RED), ((25, 0), RED), ((75, 100), BLUE), ((100, 50), BLUE)])
def test_what_must_be_seen_is_in_it(focus: tuple[float, float], colour: tuple[int, int, int]) -> None:
    image = opened(cropped(saved(halves(), quality=95), Opening(100, 200, focus)).data)
    assert near(image.getpixel((image.width // 2, image.height // 2)), colour)


def test_it_is_as_fine_as_it_is_and_no_finer_than_a_press_prints() -> None:
    data = saved(halves(1200, 800))
    coarse = cropped(data, Opening(720, 480))
    assert coarse.ppi == pytest.approx(120)
    assert opened(coarse.data).size == (1200, 800)
    fine = cropped(data, Opening(72, 48))
    assert fine.ppi == pytest.approx(1200)
    assert opened(fine.data).size == (FINEST, FINEST * 2 // 3)


def test_strips_are_parts_of_one_picture() -> None:
    data = saved(halves(), quality=95)
    left, right = (opened(cropped(data, Opening(150, 200, strip=strip, strips=2)).data) for strip in (0, 1))
    assert near(left.getpixel((left.width - 20, 50)), RED)
    assert near(right.getpixel((20, 50)), BLUE)


@pytest.mark.parametrize("seed", range(2))
def test_white_words_can_be_read_on_each_pixel_below_them(seed: int) -> None:
    chance = random.Random(seed)
    noise = Image.frombytes("RGB", (160, 240), chance.randbytes(160 * 240 * 3)).resize(
        (480, 720), Image.Resampling.NEAREST
    )
    noise.paste((255, 255, 255), (0, 0, 480, 360 if seed else 0))
    opening = Opening(160, 240, words=110, shade=(20, 40, 40))
    image = opened(cropped(saved(noise, quality=95), opening).data)
    words = image.crop((0, 0, image.width, round(image.height * 110 / 240)))
    assert min(contrast(WHITE, colour) for colour in colours(words)) >= 4.5
    foot = image.crop((0, round(image.height * 0.85), image.width, image.height))
    assert max(colour.red for colour in colours(foot)) > 200


def test_whatever_a_camera_or_a_shop_saves() -> None:
    scene = halves()
    turned = Image.Exif()
    turned[0x0112] = 6
    kinds = {
        "grey": saved(scene.convert("L"), "PNG"),
        "ink": saved(scene.convert("CMYK"), quality=95),
        "ink-tiff": saved(scene.convert("CMYK"), "TIFF"),
        "palette": saved(scene.convert("P"), "GIF"),
        "see-through": saved(scene.convert("RGBA"), "PNG"),
        "turned": saved(scene, exif=turned),
    }
    for kind, data in kinds.items():
        assert size(data) == ((800, 1200) if kind == "turned" else (1200, 800)), kind
        assert opened(cropped(data, Opening(100, 100)).data).size == (417, 417), kind
    clear = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    assert opened(cropped(saved(clear, "PNG"), Opening(100, 100)).data).getpixel((5, 5)) == (255, 255, 255)


def test_how_light_it_is() -> None:
    few = Image.new("L", (400, 400), 250)
    few.paste(0, (0, 0, 20, 20))
    found = tones(saved(few, "PNG"))
    assert (found.darkest, found.brightest) == (250, 250), "a speck shows nothing"
    halved = tones(saved(halves(), quality=95))
    assert halved.darkest < halved.mean < halved.brightest
