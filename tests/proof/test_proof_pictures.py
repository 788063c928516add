"""The soft proof and the folded piece."""

from __future__ import annotations

import pytest
from PIL import Image

from brochure.geometry.fold import Fold
from brochure.pdf.colour import Ink
from brochure.prepress.conversion import Conversion
from brochure.prepress.plates.render import soft_proof
from brochure.prepress.profiles import shipped
from brochure.proof.folded import folded, lay
from tests.prepress.presswork import piece_of

CONVERSION = Conversion(shipped("gracol2006"))
FOLDS: list[tuple[Fold, int]] = [("roll", 3), ("z", 4), ("half", 2), ("gate", 3)]


def inks(**levels: int) -> dict[str, Image.Image]:
    """Plates of one level each."""
    names = ("Cyan", "Magenta", "Yellow", "Black")
    return {name: Image.new("L", (4, 4), levels.get(name, 0)) for name in (*names, *levels)}


def colour(picture: Image.Image) -> tuple[int, ...]:
    pixel = picture.getpixel((1, 1))
    assert isinstance(pixel, tuple)
    return pixel


def test_the_soft_proof_is_the_profiles() -> None:
    given = (40, 200, 100, 30)
    plates = inks(**dict(zip(("Cyan", "Magenta", "Yellow", "Black"), given, strict=True)))
    expected = CONVERSION.soft_proof(Image.new("CMYK", (4, 4), given))
    assert soft_proof(plates, {}, CONVERSION).tobytes() == expected.tobytes()


def test_paper_is_white_and_black_is_what_a_press_can_do() -> None:
    assert min(colour(soft_proof(inks(), {}, CONVERSION))) >= 254
    assert 20 < max(colour(soft_proof(inks(Black=255), {}, CONVERSION))) < 70


def test_a_spot_looks_like_its_alternate() -> None:
    spot = {"Tango": Ink(0.0, 0.6, 1.0, 0.0)}
    whole = soft_proof(inks(Tango=255), spot, CONVERSION)
    assert colour(whole) == colour(soft_proof(inks(Magenta=153, Yellow=255), {}, CONVERSION))
    assert colour(soft_proof(inks(Tango=0), spot, CONVERSION)) == colour(soft_proof(inks(), {}, CONVERSION))


@pytest.mark.sample(2)
@pytest.mark.parametrize(("fold", "count"), FOLDS)
def test_each_fold_shows_its_cover_and_its_inside(fold: Fold, count: int) -> None:
    piece = piece_of(fold, (count,))
    size = round(piece.width / 3), round(piece.height / 3)
    sides = {"outside": Image.new("RGB", size, (200, 0, 0)), "inside": Image.new("RGB", size, (0, 0, 200))}
    picture = folded(sides, piece)
    red, blue = _places(picture, 0), _places(picture, 2)
    assert red
    assert blue
    assert max(red) < min(blue)
    # nothing is drawn with black edges but in the shadow, which is no darker than half
    assert min(picture.convert("L").tobytes()) > 15


def test_without_folds_both_sheets_lie_flat() -> None:
    piece = piece_of("none", (1,))
    sides = {"outside": Image.new("RGB", (220, 170), (200, 0, 0)), "inside": Image.new("RGB", (220, 170), (0, 0, 200))}
    picture = folded(sides, piece)
    assert len(set(_places(picture, 0))) == len(set(_places(picture, 2))) == 220
    assert min(picture.size) > 170


def _places(picture: Image.Image, channel: int) -> list[int]:
    """The columns in which a channel stands out."""
    other = 2 - channel
    rows = (picture.height // 2,)
    columns = []
    for y in rows:
        for x in range(picture.width):
            pixel = picture.getpixel((x, y))
            assert isinstance(pixel, tuple)
            if pixel[channel] > 120 and pixel[other] < 40:
                columns.append(x)
    return columns


def test_a_picture_comes_to_lie_on_its_corners() -> None:
    canvas = Image.new("RGB", (100, 100), "white")
    picture = Image.new("RGB", (50, 50), "red")
    picture.paste((0, 0, 255), (25, 0, 50, 50))
    lay(canvas, picture, ((10, 10), (90, 30), (90, 70), (10, 90)))
    assert canvas.getpixel((15, 50)) == (255, 0, 0)
    assert canvas.getpixel((85, 50)) == (0, 0, 255)
    assert canvas.getpixel((85, 20)) == (255, 255, 255)
