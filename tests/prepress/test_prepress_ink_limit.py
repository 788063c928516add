"""Ink that came over the press's limit: thinned in pictures, palettes and colours, and looking the same."""

from __future__ import annotations

import io
import statistics

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from brochure.pdf.colour import Ink
from brochure.prepress.conversion import Conversion
from brochure.prepress.ink_limit import most_colour, most_ink, thinned, thinned_ink
from brochure.prepress.profiles import PROFILES, shipped
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.separate import separate
from tests.prepress.separating import content_of, document, picture, separated
from tests.prepress.test_prepress_conversion import Lab, delta_e

BYTES = st.integers(0, 255)
LIMITS = st.floats(1.0, 4.0)


def inks(limit: float | None = None, profile: str = "gracol2006") -> Inks:
    return Inks(Conversion(shipped(profile), limit))


def labs(cmyk: Image.Image, icc: bytes) -> list[Lab]:
    """What the profile says of each pixel, by LittleCMS alone."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    transform = ImageCms.buildTransform(
        source, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    seen = ImageCms.applyTransform(cmyk, transform)
    assert seen is not None
    values = seen.tobytes()
    signed = [value - 256 if value > 127 else value for value in values]
    return [(values[at] / 2.55, signed[at + 1], signed[at + 2]) for at in range(0, len(values), 3)]


def dark_photograph() -> Image.Image:
    """Every tone of three inks under every tone of black, as scanners of old made shadows."""
    steps = Image.linear_gradient("L")
    deep, turned = steps.point([128 + level // 2 for level in range(256)]), steps.rotate(90)
    return Image.merge("CMYK", (deep, turned.point([99 + level * 156 // 255 for level in range(256)]), deep, turned))


@settings(database=None, deadline=None)
@given(st.lists(st.tuples(BYTES, BYTES, BYTES, BYTES), min_size=1, max_size=40), LIMITS, st.sampled_from(PROFILES))
def test_no_pixel_is_over_the_limit_and_others_stay(pixels: list[tuple[int, ...]], limit: float, name: str) -> None:
    before = Image.frombytes("CMYK", (len(pixels), 1), bytes(part for pixel in pixels for part in pixel))
    after = thinned(before, limit, shipped(name).icc)
    assert most_ink(after) <= limit + 1e-9
    for at, pixel in enumerate(pixels):
        if sum(pixel) <= int(limit * 255):
            assert after.getpixel((at, 0)) == pixel


def test_what_keeps_to_the_limit_is_the_very_same_picture() -> None:
    before = Image.new("CMYK", (2, 2), (255, 255, 255, 51))
    assert thinned(before, 3.2, shipped("gracol2006").icc) is before


@pytest.mark.parametrize(("name", "limit"), [("gracol2006", 3.2), ("fogra39", 3.0), ("swop5", 2.4)])
def test_the_look_stays(name: str, limit: float) -> None:
    icc, before = shipped(name).icc, dark_photograph()
    after = thinned(before, limit, icc)
    data = before.tobytes()
    totals = (sum(data[at : at + 4]) for at in range(0, len(data), 4))
    pairs = zip(labs(before, icc), labs(after, icc), totals, strict=True)
    changed = [delta_e(one, other) for one, other, total in pairs if total > int(limit * 255)]
    assert len(changed) > 5000
    assert statistics.mean(changed) < 1
    assert max(changed) < 5


def test_black_takes_the_place_of_other_inks() -> None:
    ink = thinned_ink(Ink(1, 1, 1, 1), 3.0, shipped("fogra39").icc)
    assert ink.total <= 3.0
    assert ink.key > 0.9


def test_most_ink_of_a_picture() -> None:
    two = Image.new("CMYK", (2, 1), (255, 0, 51, 255))
    two.putpixel((1, 0), (255, 255, 0, 0))
    assert most_ink(two) == pytest.approx(2.2)
    assert most_colour(two) == pytest.approx(2.0)


def test_a_colour_written_as_ink() -> None:
    pdf = document("1 1 1 1 k 0 0 9 9 re f 0.5 0.5 0.5 0.5 k 0 0 5 5 re f")
    separated(pdf, inks())
    content = content_of(pdf)
    thick = [float(part) for part in content.split(" k")[0].split()[-4:]]
    assert 3.0 < sum(thick) <= 3.2
    assert "0.5 0.5 0.5 0.5 k" in content


def test_a_picture_of_ink() -> None:
    pdf = pikepdf.new()
    full = picture(pdf, bytes((255, 255, 255, 255, 10, 20, 30, 40)), (2, 1), Name.DeviceCMYK)
    page = pdf.add_blank_page(page_size=(100, 100))
    page.obj.Resources = Dictionary(XObject=Dictionary(P=full))
    page.obj.Contents = pdf.make_stream(b"q 50 0 0 50 0 0 cm /P Do Q")
    found = separated(pdf, inks())
    assert [each.ink for each in found.pictures] == [4.0]
    data = pdf.pages[0].obj.Resources.XObject.P.read_bytes()
    assert sum(data[:4]) <= 816
    assert data[4:] == bytes((10, 20, 30, 40))


def test_a_palette_of_ink() -> None:
    pdf = pikepdf.new()
    space = Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(bytes((255, 255, 255, 255, 1, 2, 3, 4)))])
    one = picture(pdf, bytes((0b01000000,)), (2, 1), space, BitsPerComponent=1)
    page = pdf.add_blank_page(page_size=(100, 100))
    page.obj.Resources = Dictionary(XObject=Dictionary(P=one))
    page.obj.Contents = pdf.make_stream(b"q 50 0 0 50 0 0 cm /P Do Q")
    separated(pdf, inks())
    palette = bytes(pdf.pages[0].obj.Resources.XObject.P.ColorSpace[3])
    assert sum(palette[:4]) <= 816
    assert palette[4:] == bytes((1, 2, 3, 4))


def test_the_bound_has_what_black_text_lies_on() -> None:
    found = separated(document("1 1 0.5 0 k 0 0 9 9 re f"), inks())
    assert found.most_ink == pytest.approx(3.5)


@pytest.mark.parametrize("mode", ["Multiply", "Overlay"])
def test_nobody_knows_what_blend_modes_come_to(mode: str) -> None:
    state = Dictionary(Type=Name.ExtGState, BM=Name(f"/{mode}"))
    pdf = document("/B gs 1 1 0 0 k 0 0 9 9 re f", ExtGState=Dictionary(B=state))
    assert separated(pdf, inks()).most_ink == float("inf")


@pytest.mark.parametrize(
    ("colour", "printed"),
    [("0 0.02 0.01 0 k", "0 0.03 0.015 0 k"), ("0 0.01 0.01 0 k", "0 0 0 0 k"), ("0 0.03 0 0 k", "0 0.03 0 0 k")],
)
def test_a_tint_too_light_for_a_press(colour: str, printed: str) -> None:
    pdf = document(f"{colour} 0 0 9 9 re f")
    found = separate(pdf, inks()).lightest
    assert printed in content_of(pdf)
    assert len(found) == (colour != printed)


def test_a_pale_screen_colour_becomes_paper() -> None:
    pdf = document("0.996 0.996 0.99 rg 0 0 9 9 re f")
    assert len(separate(pdf, inks()).lightest) == 1
    assert "0 0 0 0 k" in content_of(pdf)
