"""Ink for screen colours, compared with LittleCMS' own transicc (floating point) and with argyll's xicclu."""

from __future__ import annotations

import io
import math
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from brochure.errors import BadInput
from brochure.pdf.colour import Ink
from brochure.prepress.conversion import BLACK, NO_INK, Conversion
from brochure.prepress.ink_limit import limited
from brochure.prepress.profiles import PROFILES, shipped
from brochure.storage.shipped import SHIPPED

BRAND = [bytes.fromhex(text) for text in ("8a2a1f", "2f5d57", "e3a23b", "2a2320")]
# The dullest 8-bit steps are neutral for us; all else of the cube, the grey axis left out, goes through the profile.
CUBE = [colour for colour in product(range(8, 256, 41), repeat=3) if max(colour) - min(colour) > 1]
D50 = (0.9642, 1.0, 0.8249)
FLOATS = st.floats(0, 1, allow_nan=False)

needs_transicc = pytest.mark.skipif(not shutil.which("transicc"), reason="transicc (liblcms2-utils) is not installed")
needs_xicclu = pytest.mark.skipif(not shutil.which("xicclu"), reason="xicclu (argyll) is not installed")

Lab = Sequence[float]


# ---- Independent programs and formulas ------------------------------------------------------------------------------


def path(name: str) -> str:
    return str(SHIPPED / "assets" / "profiles" / f"{name}.icc")


def asked(command: Sequence[str], rows: Iterable[Sequence[float]]) -> list[list[float]]:
    lines = "".join(" ".join(map(str, row)) + "\n" for row in rows)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=60)
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines() if line.strip()]


def transicc(rows: Iterable[Sequence[float]], *options: str) -> list[list[float]]:
    """Relative colorimetric, nothing precalculated. sRGB is 0 to 255, ink 0 to 100."""
    return asked(["transicc", "-n", "-c0", "-t1", *options], rows)


def xicclu(name: str, rows: Iterable[Sequence[float]]) -> list[list[float]]:
    """Lab of inks from 0 to 1, relative colorimetric."""
    return asked(["xicclu", "-v0", "-ff", "-ir", "-pl", path(name)], rows)


def xyz(lab: Lab) -> list[float]:
    middle = (lab[0] + 16) / 116
    roots = (middle + lab[1] / 500, middle, middle - lab[2] / 200)
    cubes = (root**3 if root > 6 / 29 else 3 * (6 / 29) ** 2 * (root - 4 / 29) for root in roots)
    return [white * cube for white, cube in zip(D50, cubes, strict=True)]


def lab(values: Sequence[float]) -> Lab:
    shares = (value / white for value, white in zip(values, D50, strict=True))
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def compensated(colour: Lab, black: float) -> Lab:
    """Black-point compensation from a black of L* 0 to one of luminance `black`: a straight line in XYZ."""
    return lab([black * white + (1 - black) * value for value, white in zip(xyz(colour), D50, strict=True)])


def delta_e(one: Lab, other: Lab) -> float:
    """CIEDE2000 (CIE 142:2001; checked with the test data of Sharma, Wu and Dalal, 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, full = (l1 + l2) / 2, (c1 + c2) / 2
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    tone = 1 + sum(size * math.cos(math.radians(times * hue + shift)) for size, times, shift in waves)
    blue = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    bend = -2 * math.sin(math.radians(blue)) * math.sqrt(full**7 / (full**7 + 25**7))
    lightness = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    depth = (c2 - c1) / (1 + 0.045 * full)
    side = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * full * tone)
    return math.sqrt(lightness**2 + depth**2 + side**2 + bend * depth * side)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_formula(one: Lab, other: Lab, expected: float) -> None:
    assert delta_e(one, other) == pytest.approx(expected, abs=5e-5)


def conversion(name: str = "fogra39", limit: float | None = None) -> Conversion:
    return Conversion(shipped(name), limit)


def of(colour: Iterable[int], name: str = "fogra39") -> Ink:
    red, green, blue = (part / 255 for part in colour)
    return conversion(name).solid(red, green, blue)


def parts(ink: Ink) -> tuple[float, float, float, float]:
    return ink.cyan, ink.magenta, ink.yellow, ink.key


def of_pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    data, count = picture.tobytes(), len(picture.getbands())
    return [tuple(data[index : index + count]) for index in range(0, len(data), count)]


# ---- Solid colours --------------------------------------------------------------------------------------------------


@pytest.mark.sample(2)
@needs_transicc
@pytest.mark.parametrize("name", PROFILES)
def test_solid_agrees_with_littlecms(name: str) -> None:
    colours = [*map(tuple, BRAND), *CUBE]
    theirs = transicc(colours, "-b", f"-o{path(name)}")
    off = [
        abs(100 * mine - their)
        for colour, inks in zip(colours, theirs, strict=True)
        for mine, their in zip(parts(of(colour, name)), inks, strict=True)
    ]
    assert fmean(off) < 0.2
    assert max(off) < 1


@needs_transicc
@needs_xicclu
@pytest.mark.parametrize("name", PROFILES)
def test_brand_colours_are_met(name: str) -> None:
    """What is printed is the screen's colour, its black-point compensated, as argyll sees the ink."""
    black = xyz(xicclu(name, [[part / 100 for part in transicc([(0, 0, 0)], "-b", f"-o{path(name)}")[0]]])[0])[1]
    wanted = transicc(BRAND, "-o*Lab2")
    printed = xicclu(name, [parts(of(colour, name)) for colour in BRAND])
    for screen, press in zip(wanted, printed, strict=True):
        assert delta_e(compensated(screen, black), press) < 1


@given(FLOATS, FLOATS, FLOATS, st.sampled_from(PROFILES), st.floats(1, 4))
@settings(deadline=None, max_examples=settings().max_examples)
def test_solid_keeps_the_ink_limit(red: float, green: float, blue: float, name: str, limit: float) -> None:
    ink = conversion(name, limit).solid(red, green, blue)
    assert ink.total <= min(limit, shipped(name).ink_limit) + 1e-9
    assert all(0 <= part <= 1 and part == round(part, 3) for part in parts(ink))


@given(FLOATS, FLOATS, FLOATS)
@settings(deadline=None, max_examples=settings().max_examples)
def test_solid_between_8_bit_steps_is_between_their_inks(red: float, green: float, blue: float) -> None:
    colour = red, green, blue
    if max(colour) - min(colour) < 4 / 255:
        return
    ink = conversion().solid(*colour)
    nearest = of(round(part * 255) for part in colour)
    assert all(abs(one - other) < 0.05 for one, other in zip(parts(ink), parts(nearest), strict=True))


def test_thinning_keeps_black_and_the_hue() -> None:
    full, thin = (conversion(limit=limit).solid(0.02, 0.02, 0.15) for limit in (None, 2.0))
    assert full.total > 2.0 >= thin.total > 1.99
    assert thin.key == full.key
    share = thin.cyan / full.cyan
    assert (thin.magenta, thin.yellow) == pytest.approx((share * full.magenta, share * full.yellow), abs=0.0015)


@pytest.mark.parametrize("limit", [0.0, 0.99, 4.01, 300.0, -1.0])
def test_an_ink_limit_that_is_none(limit: float) -> None:
    profile = shipped("fogra39")
    if limit > profile.ink_limit:
        assert Conversion(profile, limit).limit == profile.ink_limit
        return
    with pytest.raises(BadInput, match="ink limit of"):
        Conversion(profile, limit)


def test_what_is_beyond_is_cut_off() -> None:
    assert conversion().solid(-1, 2, 0.5) == conversion().solid(0, 1, 0.5)


# ---- Black, white, grey ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROFILES)
def test_black_and_white(name: str) -> None:
    assert conversion(name).solid(0, 0, 0) == BLACK == Ink(0, 0, 0, 1)
    assert conversion(name).solid(1, 1, 1) == NO_INK == Ink(0, 0, 0, 0)


@pytest.mark.parametrize("name", PROFILES)
def test_greys_are_black_alone_and_darken_step_by_step(name: str) -> None:
    inks = [of((level, level, level), name) for level in range(256)]
    assert all(ink.total == ink.key for ink in inks)
    keys = [ink.key for ink in inks]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) > 250
    assert max(darker - lighter for darker, lighter in pairwise(keys)) < 0.02


@pytest.mark.parametrize("colour", [(128, 128, 127), (40, 41, 40), (1, 0, 1), (255, 254, 255)])
def test_nearly_neutral_is_neutral(colour: tuple[int, int, int]) -> None:
    assert of(colour).total == of(colour).key


def test_a_tinge_is_a_colour() -> None:
    assert of((128, 128, 124)).cyan > 0


@needs_xicclu
@pytest.mark.parametrize("name", PROFILES)
def test_greys_have_the_lightness_that_argyll_sees(name: str) -> None:
    levels = range(0, 256, 5)
    black = xyz(xicclu(name, [(0, 0, 0, 1)])[0])[1]
    printed = xicclu(name, [parts(of((level, level, level), name)) for level in levels])
    for level, press in zip(levels, printed, strict=True):
        share = level / 255
        luminance = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        wanted = compensated(lab([white * luminance for white in D50]), black)
        assert press[0] == pytest.approx(wanted[0], abs=0.4)


# ---- Pictures -------------------------------------------------------------------------------------------------------


@given(st.binary(min_size=300, max_size=300), st.sampled_from(PROFILES), st.floats(1, 4))
@settings(deadline=None, max_examples=settings().max_examples)
def test_pictures_keep_the_ink_limit(pixels: bytes, name: str, limit: float) -> None:
    inked = conversion(name, limit).image(Image.frombytes("RGB", (10, 10), pixels))
    assert (inked.mode, inked.size) == ("CMYK", (10, 10))
    most = min(limit, shipped(name).ink_limit)
    assert all(sum(pixel) <= most * 255 + 1e-6 for pixel in of_pixels(inked))


@given(st.binary(min_size=400, max_size=400), st.floats(1, 4))
@settings(deadline=None, max_examples=settings().max_examples)
def test_limiting_changes_only_what_is_over(pixels: bytes, limit: float) -> None:
    before = Image.frombytes("CMYK", (10, 10), pixels)
    after = limited(before, limit)
    assert of_pixels(limited(after, limit)) == of_pixels(after)
    for old, new in zip(of_pixels(before), of_pixels(after), strict=True):
        assert new[3] == old[3]
        assert sum(new) <= limit * 255 + 1e-6
        assert new == old or sum(old) > math.floor(limit * 255 + 1e-6)


@needs_transicc
def test_pictures_agree_with_littlecms() -> None:
    colours = [*map(tuple, BRAND), *CUBE]
    picture = Image.frombytes("RGB", (len(colours), 1), bytes(part for colour in colours for part in colour))
    theirs = transicc(colours, "-b", f"-o{path('fogra39')}")
    mine = of_pixels(conversion().image(picture))
    off = [abs(a / 2.55 - b) for one, other in zip(mine, theirs, strict=True) for a, b in zip(one, other, strict=True)]
    assert fmean(off) < 0.5


def test_alpha_is_left_out() -> None:
    opaque = Image.new("RGB", (3, 3), (138, 42, 31))
    clear = opaque.copy()
    clear.putalpha(Image.new("L", (3, 3), 100))
    assert conversion().image(clear) == conversion().image(opaque)


@pytest.mark.parametrize("alpha", [None, 1, bytes([0, 128, 255])])
def test_palette(alpha: int | bytes | None) -> None:
    colours = Image.new("RGB", (2, 1), (138, 42, 31))
    colours.putpixel((1, 0), (47, 93, 87))
    file = io.BytesIO()
    colours.quantize(3).save(file, "PNG", **({} if alpha is None else {"transparency": alpha}))
    picture = Image.open(file)
    assert picture.mode == "P"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert conversion().image(picture) == conversion().image(colours)


def test_cmyk_within_the_limit_is_passed_through() -> None:
    ink = Image.new("CMYK", (2, 2), (255, 255, 0, 0))
    assert conversion(limit=2.0).image(ink) is ink


@pytest.mark.parametrize("mode", ["1", "L"])
def test_grey_stays_grey(mode: str) -> None:
    grey = Image.new(mode, (2, 2), 1)
    assert conversion().image(grey) is grey


@pytest.mark.parametrize("mode", ["LA", "La"])
def test_grey_without_its_alpha(mode: str) -> None:
    assert conversion().image(Image.new("LA", (1, 1), (90, 255)).convert(mode)) == Image.new("L", (1, 1), 90)


@pytest.mark.parametrize("mode", ["I;16", "I;16B", "I"])
def test_16_bit_grey_is_scaled(mode: str) -> None:
    deep = Image.new(mode, (4, 1))
    for x, value in enumerate((0, 257 * 90, 257 * 200 + 100, 65535)):
        deep.putpixel((x, 0), value)
    assert list(conversion().image(deep).tobytes()) == [0, 90, 200, 255]


def test_16_bit_png_from_a_file() -> None:
    file = io.BytesIO()
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((1, 0), 257 * 64)
    deep.save(file, "PNG")
    assert list(conversion().image(Image.open(file)).tobytes()) == [0, 64]


def test_key_plate() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    plate = conversion().key_plate(ramp)
    assert plate.mode == "L"
    expected = [round(255 * of((level, level, level)).key) for level in range(256)]
    assert all(abs(mine - key) <= 1 for mine, key in zip(plate.tobytes(), expected, strict=True))
    assert (plate.getpixel((0, 0)), plate.getpixel((255, 0))) == (255, 0)


@pytest.mark.parametrize("mode", ["RGBX", "RGBa", "PA", "HSV", "YCbCr", "LAB"])
def test_other_modes_are_converted(mode: str) -> None:
    colour = Image.new("RGB", (1, 1), (153, 51, 0))  # one of the palette that Pillow makes
    other = (colour.convert("RGBA") if mode == "RGBa" else colour).convert(mode)
    expected = of_pixels(conversion().image(colour))[0]
    made = of_pixels(conversion().image(other))[0]
    assert all(abs(a - b) <= 6 for a, b in zip(made, expected, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "La", "I;16", "I", "F", "P", "RGB", "RGBA", "RGBa", "LAB", "CMYK"])
def test_a_key_plate_of_any_mode(mode: str) -> None:
    through = {"La": "LA", "RGBa": "RGBA"}.get(mode, mode)
    plate = conversion().key_plate(Image.new("RGB", (2, 2)).convert(through).convert(mode))
    assert (plate.mode, plate.getpixel((0, 0))) == ("L", 255)


def other_rgb() -> bytes:
    """sRGB with its red and blue primaries exchanged: a profile whose effect can be foretold."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return icc.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")


def test_the_pictures_own_profile_is_honoured() -> None:
    picture = Image.new("RGB", (1, 1), (31, 42, 138))
    picture.info["icc_profile"] = other_rgb()
    expected = of_pixels(conversion().image(Image.new("RGB", (1, 1), (138, 42, 31))))[0]
    assert all(abs(a - b) <= 2 for a, b in zip(of_pixels(conversion().image(picture))[0], expected, strict=True))


@pytest.mark.parametrize("icc", [b"", b"damaged", shipped("fogra39").icc, other_rgb()[:200]])
def test_a_profile_that_cannot_be_is_taken_for_srgb(icc: bytes) -> None:
    picture = Image.new("RGB", (1, 1), (138, 42, 31))
    expected = conversion().image(picture)
    picture.info["icc_profile"] = icc
    assert conversion().image(picture) == expected


# ---- Soft proof -----------------------------------------------------------------------------------------------------


def test_paper_is_white_and_black_is_a_dark_grey() -> None:
    proof = conversion().soft_proof(Image.new("CMYK", (1, 1)))
    assert (proof.mode, of_pixels(proof)[0]) == ("RGB", (255, 255, 255))
    black = of_pixels(conversion().soft_proof(Image.new("CMYK", (1, 1), (0, 0, 0, 255))))[0]
    assert all(25 < part < 60 for part in black)


@needs_transicc
@pytest.mark.parametrize("name", PROFILES)
def test_soft_proof_agrees_with_littlecms(name: str) -> None:
    inks = [tuple(round(255 * part) for part in parts(of(colour, name))) for colour in BRAND]
    proof = conversion(name).soft_proof(Image.frombytes("CMYK", (4, 1), bytes(part for ink in inks for part in ink)))
    theirs = transicc([[part / 2.55 for part in ink] for ink in inks], f"-i{path(name)}", "-o*Lab2")
    mine = transicc(of_pixels(proof), "-o*Lab2")
    assert max(delta_e(one, other) for one, other in zip(mine, theirs, strict=True)) < 1


@needs_transicc
@pytest.mark.parametrize("name", PROFILES)
def test_soft_proof_of_brand_colours_comes_back(name: str) -> None:
    """Screen to ink to screen: the same colour, but for the black of the press, which the proof shows as it is.

    By SWOP 3 the dark brown's ink is 0.42 off, and the proof, rounded to 8-bit sRGB, is 1.10 off: in a colour so dark a
    step of one channel is nearly 1. The ink itself is held to 1 everywhere.
    """
    black = xyz(transicc(transicc([(0, 0, 0)], "-b", f"-o{path(name)}"), f"-i{path(name)}", "-o*Lab2")[0])[1]
    picture = Image.frombytes("RGB", (4, 1), b"".join(BRAND))
    inked = conversion(name).image(picture)
    printed = transicc([[part / 2.55 for part in ink] for ink in of_pixels(inked)], f"-i{path(name)}", "-o*Lab2")
    back = transicc(of_pixels(conversion(name).soft_proof(inked)), "-o*Lab2")
    for screen, press, seen in zip(transicc(BRAND, "-o*Lab2"), printed, back, strict=True):
        wanted = compensated(screen, black)
        assert delta_e(wanted, press) < 1
        assert delta_e(wanted, seen) < (1.2 if name == "swop3" else 1)


def test_values_cross_to_another_process() -> None:
    import pickle

    conversion().solid(0.5, 0.2, 0.1)
    assert pickle.loads(pickle.dumps(conversion())) == conversion()


def test_the_profiles_lie_where_they_are_sought() -> None:
    assert all(Path(path(name)).is_file() for name in PROFILES)
