"""What colours become in each kind of job: process inks, brand colours, black alone, black and a spot."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import functions, spaces
from brochure.pdf.colour import Ink
from brochure.prepress.separation.separate import Inks, Job, Spot
from tests.prepress.separating import Plain, content_of, document, form, picture, screen_colours, separated

GOLD = Spot("PANTONE 871 C", Ink(0.2, 0.3, 0.8, 0.1))
LEAF = Ink(0.6, 0.1, 0.9, 0.05)
BLACK = Inks(Plain(), job=Job.BLACK)
TWO = Inks(Plain(), brand={"#806000": GOLD}, job=Job.BLACK_AND_SPOT, spot=GOLD)


def inked(content: str, inks: Inks) -> tuple[str, pikepdf.Pdf]:
    pdf = document(content)
    separated(pdf, inks)
    return content_of(pdf), pdf


@pytest.mark.parametrize("key", ["#336633", "336633", "#363", (0.2, 0.4, 0.2)])
def test_a_brand_colour_has_its_declared_ink(key: Any) -> None:
    inks = Inks(Plain(), brand={key: LEAF})
    assert inked("0.2 0.4 0.2 rg", inks)[0] == "0.6 0.1 0.9 0.05 k"
    assert inked("0.2015 0.3985 0.2 rg", inks)[0] == "0.6 0.1 0.9 0.05 k"
    assert inked("0.204 0.4 0.2 rg", inks)[0] == "0.796 0.6 0.8 0 k"


def test_a_brand_colour_can_be_a_spot() -> None:
    pale = Spot(GOLD.name, GOLD.alternate, 0.5)
    made, pdf = inked("1 0 0 rg 0 1 0 RG 0 0 9 9 re B", Inks(Plain(), brand={"#f00": GOLD, "#0f0": pale}))
    assert made == "/Ink cs 1 scn /Ink CS 0.5 SCN 0 0 9 9 re B"
    space = pdf.pages[0].obj.Resources.ColorSpace.Ink
    assert [space[0], space[1], space[2]] == [Name.Separation, Name("/PANTONE 871 C"), Name.DeviceCMYK]
    assert [float(part) for part in space[3].C1] == [0.2, 0.3, 0.8, 0.1]


@pytest.mark.parametrize(
    "brand",
    [
        {"#f00": GOLD, "#0f0": Spot(GOLD.name, LEAF)},
        {"#f00": GOLD, "#0f0": Spot("Pantone 871 C", GOLD.alternate)},
    ],
)
def test_a_spot_name_for_two_colours_is_refused(brand: dict[Any, Any]) -> None:
    with pytest.raises(BadInput, match="two colours"):
        Inks(Plain(), brand=brand)


@pytest.mark.parametrize("key", ["green", "#12", "#12345g"])
def test_what_is_no_colour_is_refused(key: str) -> None:
    with pytest.raises(BadInput, match="not a colour"):
        Inks(Plain(), brand={key: LEAF})


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("0 g", "0 0 0 1 k"),
        ("1 1 1 rg", "0 0 0 0 k"),
        ("0.25 0.25 0.25 RG", "0 0 0 0.75 K"),
        ("1 0 0 1 K", "0 0 0 1 K"),
        ("1 0 0 0.2 k", "0 0 0 0.5 k"),
        ("0 0 0 0.4 k", "0 0 0 0.4 k"),
        ("0 1 0 0 k", "0 0 0 0.59 k"),
        ("0 0 1 0 k", "0 0 0 0.11 k"),
        ("0.5 0.5 0.5 0.25 k", "0 0 0 0.75 k"),
        ("1 1 1 0.5 k", "0 0 0 1 k"),
    ],
)
def test_black_alone(before: str, wanted: str) -> None:
    assert inked(before, BLACK)[0] == wanted


def test_black_alone_keeps_the_order_of_lightness() -> None:
    made = inked("1 1 0 rg 0 1 0 rg 1 0 0 rg 0 0 1 rg 0 0 0 rg", BLACK)[0].split()
    blacks = [float(value) for value in made[3::5]]
    assert blacks == sorted(blacks)
    # L* of sRGB green is 88, which is the grey 0.86
    assert blacks[1] == pytest.approx(0.14, abs=0.01)


def test_black_alone_gives_up_spot_colours() -> None:
    gold = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary(FunctionType=2, Domain=[0, 1], N=1)])
    gold[3].C0, gold[3].C1 = Array([0, 0, 0, 0]), Array([0, 0, 1, 0.2])
    pdf = document("/S cs 1 scn", ColorSpace=Dictionary(S=gold))
    separated(pdf, BLACK)
    assert content_of(pdf) == "0 0 0 0.31 k 0 0 0 0.31 k"
    assert list(pdf.pages[0].obj.Resources.ColorSpace) == []


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("0 g", "0 0 0 1 k"),
        ("1 g", "0 0 0 0 k"),
        ("0.5 0.5 0.5 rg", "0 0 0 0.5 k"),
        ("1 0 0 rg", "/Ink cs 1 scn"),
        ("1 0.5 0.5 rg", "/Ink cs 0.5 scn"),
        ("0.5 0 0 rg", "/BlackAndInk cs 0.5 1 scn"),
        ("0.50196 0.37647 0 rg", "/Ink cs 1 scn"),
        ("0 0 0 0.3 k", "0 0 0 0.3 k"),
        ("0 1 1 0.3 k", "/BlackAndInk cs 0.3 1 scn"),
        ("1 0 1 0.3 k", "/BlackAndInk cs 0.3 1 scn"),
        ("1 1 0 0 k", "/Ink cs 1 scn"),
        ("0.5 0 0 0 k", "/Ink cs 0.5 scn"),
        ("0.5 0.75 1 0.1 k", "/BlackAndInk cs 0.6 1 scn"),
        ("0.2 0.6 0.6 0 k", "/BlackAndInk cs 0.2 0.5 scn"),
        ("0.5 0.5 0.5 0.75 k", "0 0 0 1 k"),
    ],
)
def test_black_and_a_spot(before: str, wanted: str) -> None:
    made, pdf = inked(before, TWO)
    assert made == wanted
    assert screen_colours(pdf) == []


def test_black_and_a_spot_look_on_a_screen_as_they_print() -> None:
    _, pdf = inked("0.5 0 0 rg", TWO)
    space = spaces.read(pdf.pages[0].obj.Resources.ColorSpace.BlackAndInk)
    assert space.inks == ("Black", "PANTONE 871 C")
    for values, wanted in [((0, 1), (0.2, 0.3, 0.8, 0.1)), ((1, 0.5), (0.1, 0.15, 0.4, 1)), ((0, 0), (0, 0, 0, 0))]:
        ink = space.colour(values)
        assert isinstance(ink, Ink)
        assert (ink.cyan, ink.magenta, ink.yellow, ink.key) == pytest.approx(wanted)


def test_a_job_with_a_spot_names_it() -> None:
    with pytest.raises(BadInput, match="names no spot colour"):
        Inks(Plain(), job=Job.BLACK_AND_SPOT)


def test_pictures_of_cheap_jobs() -> None:
    for inks, wanted in ((BLACK, b"\0\xff\x9c"), (TWO, None)):
        pdf = document("9 0 0 9 0 0 cm /P Do")
        pixels = bytes((255, 255, 255, 0, 0, 0, 99, 99, 99))  # two of them alone would be line art
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture(pdf, pixels, (3, 1), Name.DeviceRGB)))
        separated(pdf, inks)
        made = pdf.pages[0].obj.Resources.XObject.P
        if wanted:
            lookup = bytes(made.ColorSpace[3])
            assert made.ColorSpace[1][1] == Name.Black
            assert bytes(lookup[value] for value in made.read_bytes()) == wanted
        else:
            assert made.ColorSpace[0] == Name.DeviceN
            assert made.read_bytes() == b"\0\0\xff\0\x9c\0"
        assert screen_colours(pdf) == []


def test_gradients_of_cheap_jobs() -> None:
    for inks in (BLACK, TWO):
        line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0.5, 0, 0], N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=line)
        pdf = document("/S sh", Shading=Dictionary(S=shading))
        separated(pdf, inks)
        function = pdf.pages[0].obj.Resources.Shading.S.Function
        assert len(function.Range) == (2 if inks is BLACK else 4)
        assert screen_colours(pdf) == []


def test_what_a_gradient_of_two_inks_leads_to() -> None:
    """Black first, then the spot: white, a grey of black alone, the spot alone, and both."""
    for end, wanted in (((0.5,) * 3, (0.5, 0)), ((1, 0, 0), (0, 1)), ((0.5, 0, 0), (0.5, 1)), ((1, 1, 1), (0, 0))):
        line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=list(end), N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=line)
        pdf = document("/S sh", Shading=Dictionary(S=shading))
        separated(pdf, TWO)
        made = functions.read(pdf.pages[0].obj.Resources.Shading.S.Function)
        assert made((1.0,)) == pytest.approx(wanted, abs=0.005)
        assert made((0.0,)) == pytest.approx((0, 0), abs=0.005)


def test_a_spot_whose_look_is_a_screen_colour_can_be_named_twice() -> None:
    """A form without resources of its own has those of its page, and so names each colour space again."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0.5, 0.25, 0], N=1)
    gold = Array([Name.Separation, Name.Gold, Name.DeviceRGB, tint])
    pdf = document("/S cs 1 scn /F Do", ColorSpace=Dictionary(S=gold))
    pdf.pages[0].obj.Resources.XObject = Dictionary(F=form(pdf, "0 0 9 9 re f"))
    separated(pdf)
    space = pdf.pages[0].obj.Resources.ColorSpace.S
    assert space[2] == Name.DeviceCMYK
    full = spaces.read(space).colour([1.0])
    assert isinstance(full, Ink)
    assert (full.cyan, full.magenta, full.yellow, full.key) == pytest.approx((0.5, 0.75, 1, 0), abs=0.001)
