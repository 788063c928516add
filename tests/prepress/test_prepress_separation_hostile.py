"""PDFs that are damaged, or made to hang a program: an error that says so, soon."""

from __future__ import annotations

import contextlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.prepress.separation.separate import separate
from tests.prepress.separating import INKS, document, form


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 rg",
        b"a b c rg",
        b"/Unknown cs",
        b"cs",
        b"/P scn",
        b"1 2 3 cm",
        b"(never closed",
        b"((never closed) ",
        b"<0g> Tj",
        b"BI /W 1 ID abc",
        b"BI /W 1",
        b"BI /W /H ID x EI",
        b"9" * 400 + b" 0 0 rg",
        b"1e400 0 0 rg",
        b"9" * 20 + b" 0 0 1 0 0 cm",
        b"} {",
        b"/Pattern cs scn",
        b"/Pattern cs 1 0 0 sc",
    ],
)
def test_damaged_streams(content: bytes) -> None:
    with pytest.raises(BadInput):
        separate(document(content), INKS)


@pytest.mark.parametrize(
    "content",
    [
        b"1 " * 50_000,
        b"(" * 50_000,
        b"[" * 50_000,
        b"q " * 60_000,
        b"0 0 " * 30_000 + b"m",
        b"<< " * 50_000,
        b"BI " * 2_000,
        b"0 0 9 9 re " * 20_000 + b"f",
        b"-" * 50_000,
        b"% " * 50_000,
    ],
)
def test_long_streams_come_to_an_end(content: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert separate(document(content), INKS).pictures == ()


def test_forms_that_double_themselves() -> None:
    """Thirty forms, each painting the next twice at another size: a billion places."""
    pdf = document("/F Do")
    made = form(pdf, "")
    for _ in range(30):
        outer = form(pdf, "q 1.1 0 0 1 0 0 cm /F Do Q q 1 0 0 1.2 0 0 cm /F Do Q q 1.01 0.1 0 1 0 0 cm /F Do Q")
        outer.Resources = Dictionary(XObject=Dictionary(F=made))
        made = outer
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=made))
    with pytest.raises(BadInput, match="without end"):
        separate(pdf, INKS)


def test_forms_nested_too_deeply() -> None:
    pdf = document("/F Do")
    made = form(pdf, "")
    for _ in range(200):
        outer = form(pdf, "/F Do")
        outer.Resources = Dictionary(XObject=Dictionary(F=made))
        made = outer
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=made))
    with pytest.raises(BadInput, match="too deeply"):
        separate(pdf, INKS)


def _nested(depth: int) -> Any:
    space: Any = Name.DeviceRGB
    for _ in range(depth):
        tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
        space = Array([Name.Separation, Name.X, space, tint])
    return space


@pytest.mark.parametrize(
    "space",
    [
        Array([Name.Indexed, Name.DeviceRGB, 999, pikepdf.String("")]),
        Array([Name.Indexed, Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String("abc")]), 0, pikepdf.String("a")]),
        Array([Name.Lab, Dictionary()]),
        Array([Name.ICCBased, Dictionary()]),
        Array([Name.Separation]),
        Array([Name.DeviceN, Array([]), Name.DeviceCMYK, Dictionary(FunctionType=2, Domain=[0, 1], N=1)]),
        Array([]),
        Name.Nonsense,
        Dictionary(),
        _nested(20),
        7,
    ],
)
def test_damaged_colour_spaces(space: Any) -> None:
    with pytest.raises(BadInput):
        separate(document("/S cs", ColorSpace=Dictionary(S=space)), INKS)


def test_a_function_that_contains_itself() -> None:
    pdf = document("/S sh")
    function = pdf.make_indirect(Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[], Encode=[0, 1]))
    function.Functions = Array([function])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1], Function=function)
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    with pytest.raises(BadInput, match="too deeply"):
        separate(pdf, INKS)


def test_a_damaged_content_stream() -> None:
    pdf = document("")
    pdf.pages[0].obj.Contents.write(b"not flate", filter=Name.FlateDecode)
    with pytest.raises(BadInput):
        separate(pdf, INKS)


def test_wrong_kinds_of_objects() -> None:
    for resources in (Dictionary(XObject=7), Dictionary(ExtGState=Array([])), Dictionary(Font=Dictionary(F=7))):
        pdf = document("/F Do /F gs /F 1 Tf")
        pdf.pages[0].obj.Resources = resources
        with contextlib.suppress(BadInput):
            separate(pdf, INKS)


@pytest.mark.parametrize("code", ["9 " + "dup mul " * 99, "9" + " 9 exp" * 9])
def test_calculators_whose_numbers_grow_without_end(code: str) -> None:
    pdf = document("/S sh")
    function = pdf.make_stream(f"{{ pop {code} }}".encode(), FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1], Function=function)
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    with pytest.raises(BadInput):
        separate(pdf, INKS)


def test_more_inks_than_can_be_mixed() -> None:
    """A grid of 32 inks has four thousand million places."""
    pdf = document("")
    names = Array([Name(f"/Ink{number}") for number in range(32)])
    code = b"{ " + b"pop " * 29 + b"}"
    tint = pdf.make_stream(code, FunctionType=4, Domain=[0, 1] * 32, Range=[0, 1] * 3)
    space = Array([Name.DeviceN, names, Name.DeviceRGB, tint])
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(S=space))
    with pytest.raises(BadInput, match="32 inks"):
        separate(pdf, INKS)


def test_a_drawn_font_that_is_among_its_own_resources() -> None:
    pdf = document("BT /F 9 Tf (a) Tj ET")
    glyph = pdf.make_stream(b"9 0 d0 1 0 0 rg 0 0 1 1 re f")
    for font in (Dictionary(), pdf.make_indirect(Dictionary())):
        font.Type, font.Subtype, font.CharProcs = Name.Font, Name.Type3, Dictionary(a=glyph)
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
        separate(pdf, INKS)
        assert b" rg" not in glyph.read_bytes()
