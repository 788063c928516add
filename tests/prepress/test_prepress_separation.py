"""Colours of content streams become ink: operators, spaces, forms and what else is painted."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.prepress.separation.separate import separate
from tests.prepress.separating import (
    INKS,
    K100,
    after,
    content_of,
    document,
    everything,
    form,
    looks,
    screen_colours,
    separated,
)

LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8251], Range=[-100, 100, -100, 100])])
CAL_RGB = Array([Name.CalRGB, Dictionary(WhitePoint=[0.9505, 1, 1.089])])
CAL_GRAY = Array([Name.CalGray, Dictionary(WhitePoint=[0.9505, 1, 1.089], Gamma=2.2)])
PALETTE = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\0\0")])


def separation(name: str = "Gold", alternate: Any = Name.DeviceCMYK, full: Any = (0, 0.2, 0.8, 0)) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * len(full), C1=list(full), N=1)
    return Array([Name.Separation, Name("/" + name), alternate, tint])


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("1 0 0 rg", "0 1 1 0 k"),
        ("0 0 1 RG", "1 1 0 0 K"),
        ("0 g", "0 0 0 1 k"),
        ("1 g", "0 0 0 0 k"),
        ("1 1 1 RG", "0 0 0 0 K"),
        ("0.5 G", "0 0 0 0.5 K"),
        ("2 -1 0 rg", "0 1 1 0 k"),
        ("0.1 0.2 0.3 0.4 k", "0.1 0.2 0.3 0.4 k"),
        ("/DeviceRGB cs 1 0 0 sc", "0 0 0 1 k 0 1 1 0 k"),
        ("/DeviceRGB CS 1 0 0 SCN", "0 0 0 1 K 0 1 1 0 K"),
        ("/DeviceGray cs 1 scn", "0 0 0 1 k 0 0 0 0 k"),
        ("/DeviceCMYK cs 0 1 0 0 scn", "/DeviceCMYK cs 0 1 0 0 scn"),
        ("/Indexed cs 1 sc", "0 0 0 1 k 0 1 1 0 k"),
        ("/Gold cs 0.5 scn", "/Gold cs 0.5 scn"),
        ("1 0 0 rg % 0 1 0 rg", "0 1 1 0 k % 0 1 0 rg"),
        ("(1 0 0 rg) pop", "(1 0 0 rg) pop"),
        ("/A#20B cs 1 0 0 sc", "0 0 0 1 k 0 1 1 0 k"),
    ],
)
def test_each_colour_operator_becomes_ink(before: str, wanted: str) -> None:
    spaces = Dictionary({"/Indexed": PALETTE, "/Gold": separation(), "/A B": Name.DeviceRGB})
    assert after(before, ColorSpace=spaces) == wanted


@pytest.mark.parametrize(
    ("space", "values", "wanted"), [(LAB, "100 0 0", 0), (LAB, "0 0 0", 1), (CAL_GRAY, "0", 1), (CAL_RGB, "0 0 0", 1)]
)
def test_calibrated_white_and_black(space: Any, values: str, wanted: float) -> None:
    made = after(f"/S cs {values} sc", ColorSpace=Dictionary(S=space)).split()
    assert [float(part) for part in made[-5:-1]] == pytest.approx([0, 0, 0, wanted], abs=0.005)


def test_calibrated_red_with_the_primaries_of_srgb() -> None:
    srgb = Dictionary(
        WhitePoint=[0.9505, 1, 1.089],
        Matrix=[0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
        Gamma=[2.2, 2.2, 2.2],
    )
    made = after("/S cs 1 0 0 sc", ColorSpace=Dictionary(S=Array([Name.CalRGB, srgb]))).split()
    assert [float(part) for part in made[-5:-1]] == pytest.approx([0, 1, 1, 0], abs=0.001)


def test_lab_means_what_cie_says() -> None:
    made = after("/S cs 53.24 80.09 67.2 sc", ColorSpace=Dictionary(S=LAB)).split()
    # sRGB red under D65; the white is scaled from D50, which is near enough
    assert [float(part) for part in made[-5:-1]] == pytest.approx([0, 1, 1, 0], abs=0.06)


def test_a_four_ink_icc_space_is_ink() -> None:
    pdf = document("/S cs 0 0.5 0 0 scn")
    icc: Any = pdf.make_stream(b"", N=4)
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(S=Array([Name.ICCBased, icc])))
    separated(pdf)
    assert content_of(pdf) == "0 0 0 1 k 0 0.5 0 0 k"
    assert screen_colours(pdf) == []


def test_default_colours_are_black_ink_where_something_is_painted_with_them() -> None:
    assert after("0 0 50 50 re f").startswith("0 0 0 1 k")
    assert "K" in after("0 0 m 9 9 l S").split()
    assert after("0 1 0 0 k 0 0 50 50 re f") == "0 1 0 0 k 0 0 50 50 re f"
    assert after("q 0 1 0 0 k 0 0 9 9 re f Q 0 0 9 9 re f").startswith("0 0 0 1 k")


def test_black_text_and_lines_overprint_and_nothing_else_does() -> None:
    pdf = document(
        "0 g 0 G BT (a) Tj ET 1 g BT (b) Tj ET 0 g 0 0 50 1 re f 0 0 50 50 re f 0 0 m 9 9 l S 1 0 0 RG 0 0 m 9 9 l S "
        "0.5 g BT (c) Tj ET 0 0 0 1 k BT (d) Tj ET 0 0 0 RG 1 g 0 0 50 50 re B"
    )
    separated(pdf)
    seen = [(operator, look.op if operator in ("Tj", "f") else look.OP) for operator, look in looks(pdf)]
    assert seen == [
        ("Tj", True),
        ("Tj", False),
        ("f", True),  # a rule of a point
        ("f", False),  # an area
        ("S", True),
        ("S", False),
        ("Tj", False),
        ("Tj", True),
        ("B", True),
    ]
    _, last = looks(pdf)[-1]
    assert not last.op, "the white fill of an outlined area knocks out"
    assert all(look.opm == 1 for _, look in looks(pdf) if look.op or look.OP)


@pytest.mark.parametrize(
    ("drawn", "line"),
    [
        ("0 0 50 2 re f", True),
        ("0 0 50 2.1 re f", False),
        ("0 0 -2 50 re f", True),
        ("0 0 2.1 50 re f", False),
        ("4 0 0 4 0 0 cm 0 0 50 0.5 re f", True),
        ("4 0 0 4 0 0 cm 0 0 50 0.6 re f", False),
        ("0 0 50 2 re 0 9 50 2.1 re f", False),
        ("4 0 0 4 0 0 cm 0 0 0.5 50 re f", True),
        ("4 0 0 4 0 0 cm 0 0 0.6 50 re f", False),
        ("0.25 0 0 0.25 0 0 cm 0 0 7 500 re f", True),
        ("0.25 0 0 0.25 0 0 cm 0 0 500 7 re f", True),
        ("1 0 0 4 0 0 cm 0 0 1.9 50 re f", True),
    ],
)
def test_a_black_rectangle_up_to_two_points_is_a_line(drawn: str, line: bool) -> None:
    """Ghent R0010 sets the limit; one of three points would show on a picture what lies below it."""
    assert (" gs " in after(f"0 g {drawn}")) is line


@pytest.mark.parametrize(
    ("colour", "over"),
    [("/B cs 1 scn", True), ("/B cs 0.9 scn", False), ("/G cs 1 scn", False), ("/A cs 1 scn", False)],
)
def test_of_single_inks_only_full_black_overprints(colour: str, over: bool) -> None:
    spaces = Dictionary(B=separation("Black", full=(0, 0, 0, 1)), G=separation("Gold"), A=separation("Amber"))
    assert (" gs " in after(f"{colour} BT (a) Tj ET", ColorSpace=spaces)) is over


def test_overprint_is_set_only_where_it_changes() -> None:
    words = after("0 g BT (a) Tj (b) Tj ET q BT (c) Tj ET Q 0 0 50 1 re f").split()
    assert words.count("gs") == 1


def test_overprint_is_never_set_inside_a_path() -> None:
    assert after("0 G 1 0 0 rg 0 0 m 9 9 l S") == "0 0 0 1 K 0 1 1 0 k /OverprintStroke gs 0 0 m 9 9 l S"


@pytest.mark.parametrize(
    ("before", "solid"),
    [
        ("0.5 g BT /F 7.9 Tf (a) Tj ET", True),
        ("0.5 g BT /F 8 Tf (a) Tj ET", False),
        ("0.5 g BT /F 1 Tf 7 0 0 -7 0 0 Tm (a) Tj ET", True),
        ("0.5 g BT /F 1 Tf 9 0 0 -9 0 0 Tm (a) Tj ET", False),
        ("0.5 g q 0.5 0 0 0.5 0 0 cm BT /F 14 Tf (a) Tj ET Q", True),
        ("0.5 g q 2 0 0 2 0 0 cm BT /F 7 Tf (a) Tj ET Q", False),
        ("0 0 0 0.5 k BT /F 7 Tf (a) Tj ET", True),
        ("0.5 0 0 rg BT /F 7 Tf (a) Tj ET", False),
        ("0.5 g BT /F 7 Tf 3 Tr (a) Tj ET", False),
    ],
)
def test_small_type_in_a_tint_of_black_is_solid(before: str, solid: bool) -> None:
    content = after(f"{before} 0 0 5 5 re f", Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1)))
    assert ("0 0 0 1 k" in content) is solid
    if solid:
        assert re.search(r"0 0 0 1 k (/Overprint\w* gs )?\(a\) Tj 0 0 0 0\.5 k", content)
        assert re.search(r"/OverprintFill gs (0 0 0 1 k )?\(a\)", content)


def test_small_type_in_the_tint_of_its_caller() -> None:
    pdf = document("0.5 g /X Do 0.5 g 0 0 9 9 re f")
    inner = form(pdf, "BT /F 6 Tf (a) Tj ET 0 0 4 4 re f")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))
    separated(pdf)
    content = " ".join(inner.read_bytes().decode().split())
    assert "0 0 0 1 k" in content
    assert content.index("0 0 0 0.5 k") < content.index("0 0 4 4 re")


def test_invisible_text_changes_nothing() -> None:
    assert after("0 0 0 1 k 3 Tr BT (a) Tj ET") == "0 0 0 1 k 3 Tr BT (a) Tj ET"


def test_an_outline_text_overprints_by_its_stroke() -> None:
    pdf = document("1 g 0 G 2 Tr BT (a) Tj ET")
    separated(pdf)
    ((_, look),) = looks(pdf)
    assert (look.op, look.OP) == (False, True)


def test_given_states_are_kept() -> None:
    states = Dictionary(Half=Dictionary(ca=0.5, CA=0.5), Over=Dictionary(OP=True))
    pdf = document("/Half gs /Over gs 0 1 0 0 k 0 0 9 9 re f", ExtGState=states)
    separated(pdf)
    assert "/Half gs /Over gs" in content_of(pdf)
    assert pdf.pages[0].obj.Resources.ExtGState.Half == Dictionary(ca=0.5, CA=0.5)
    assert not looks(pdf)[0][1].op


def test_a_form_takes_the_colour_of_its_caller() -> None:
    pdf = document("1 0 0 rg /F Do 0 g /F Do")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form(pdf, "BT (a) Tj ET", Resources=Dictionary())))
    separated(pdf)
    first, second = (look for _, look in looks(pdf))
    assert (first.fill, first.op) == (("k", (0, 1, 1, 0)), False)
    assert (second.fill, second.op) == (("k", K100), True)


def test_a_form_under_the_default_black() -> None:
    pdf = document("/F Do")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form(pdf, "BT (a) Tj ET")))
    separated(pdf)
    assert content_of(pdf) == "0 0 0 1 k /F Do"
    ((_, look),) = looks(pdf)
    assert look.op


def test_a_shared_form_is_converted_once_and_stays_shared() -> None:
    pdf = document("/F Do 0 g /F Do 1 g /F Do", "/F Do")
    shared = form(pdf, "1 0 0 rg 0 0 9 9 re f")
    for page in pdf.pages:
        page.obj.Resources = Dictionary(XObject=Dictionary(F=shared))
    separated(pdf)
    assert all(list(page.obj.Resources.XObject) == ["/F"] for page in pdf.pages)


def test_a_form_without_resources_has_those_of_the_page() -> None:
    pdf = document("/F Do", ColorSpace=Dictionary(S=Name.DeviceRGB))
    pdf.pages[0].obj.Resources.XObject = Dictionary(F=form(pdf, "/S cs 1 0 0 sc 0 0 9 9 re f"))
    separated(pdf)
    assert b"0 1 1 0 k" in pdf.pages[0].obj.Resources.XObject.F.read_bytes()


def test_resources_are_inherited_from_the_page_tree() -> None:
    pdf = document("/S cs 1 0 0 sc 0 0 9 9 re f")
    del pdf.pages[0].obj["/Resources"]
    pdf.Root.Pages.Resources = Dictionary(ColorSpace=Dictionary(S=Name.DeviceRGB))
    separated(pdf)
    assert "0 1 1 0 k" in content_of(pdf)


def test_content_in_several_streams() -> None:
    pdf = document("")
    parts = [pdf.make_stream(part) for part in (b"1 0", b"0 rg 0 0 9 9 re", b"f")]
    pdf.pages[0].obj.Contents = Array(parts)
    separated(pdf)
    assert content_of(pdf) == "0 1 1 0 k 0 0 9 9 re f"


def test_coloured_and_uncoloured_patterns() -> None:
    pdf = document("/Pattern cs /P scn 0 0 9 9 re f /U cs 1 0 0 /Q scn 0 0 9 9 re f")
    keys: dict[str, Any] = {"PatternType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
    coloured = pdf.make_stream(b"0 1 0 rg 0 0 5 5 re f", Resources=Dictionary(), PaintType=1, **keys)
    uncoloured = pdf.make_stream(b"0 0 5 5 re f BT (a) Tj ET", Resources=Dictionary(), PaintType=2, **keys)
    pdf.pages[0].obj.Resources = Dictionary(
        Pattern=Dictionary(P=coloured, Q=uncoloured),
        ColorSpace=Dictionary(U=Array([Name.Pattern, Name.DeviceRGB])),
    )
    separated(pdf)
    assert b"1 0 1 0 k" in pdf.pages[0].obj.Resources.Pattern.P.read_bytes()
    assert uncoloured.read_bytes() == b"0 0 5 5 re f BT (a) Tj ET"
    assert "/PatternInk cs 0 1 1 0 /Q scn" in content_of(pdf)
    assert pdf.pages[0].obj.Resources.ColorSpace.PatternInk == Array([Name.Pattern, Name.DeviceCMYK])
    assert screen_colours(pdf) == []


def test_a_soft_mask_becomes_grey_of_the_same_luminosity() -> None:
    pdf = document("/M gs 1 0 0 rg 0 0 9 9 re f")
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = form(pdf, "1 0 0 rg 0 0 9 9 re f 0.25 g 0 0 4 4 re f", Group=group, Resources=Dictionary())
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask, BC=Array([0, 1, 0])))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state))
    separated(pdf)
    assert " ".join(mask.read_bytes().decode().split()) == "0.3 g 0 0 9 9 re f 0.25 g 0 0 4 4 re f"
    assert Name.DeviceGray == mask.Group.CS
    assert [float(part) for part in pdf.pages[0].obj.Resources.ExtGState.M.SMask.BC] == [0.59]


@pytest.mark.parametrize(
    ("colour", "grey"),
    [
        ("1 0 0 0 k", "0.7 g"),
        ("0 1 0 0 k", "0.41 g"),
        ("0 0 1 0 k", "0.89 g"),
        ("0.5 0.2 0 0.1 k", "0.632 g"),
        ("0 0 0 0.4 k", "0.6 g"),
        ("1 1 1 1 k", "0 g"),
        ("0 1 0 rg", "0.59 g"),
        ("0 0 1 RG", "0.11 G"),
        ("/DeviceGray cs 0.5 sc", "/DeviceGray cs 0.5 sc"),
        ("/S cs 0.5 sc", "0 g 0.5 sc"),
        ("/A cs 0.5 sc", "0 g 0.5 sc"),
    ],
)
def test_colours_of_a_soft_mask(colour: str, grey: str) -> None:
    """By PDF's own rule for ink (ISO 32000-1, 10.3.5), and by that of luminosity for light."""
    pdf = document("/M gs 0 0 9 9 re f")
    names = Dictionary(ColorSpace=Dictionary(S=Name.DeviceGray, A=Name.DeviceGray))
    mask = form(pdf, colour, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB), Resources=names)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state))
    separated(pdf)
    assert " ".join(mask.read_bytes().decode().split()) == grey


def test_a_soft_mask_of_ink_has_a_backdrop_of_grey() -> None:
    pdf = document("/M gs 0 0 9 9 re f")
    mask = form(pdf, "", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK), Resources=Dictionary())
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask, BC=Array([0, 0.5, 0, 0.25])))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state))
    separated(pdf)
    assert [float(part) for part in pdf.pages[0].obj.Resources.ExtGState.M.SMask.BC] == [0.455]


def test_a_form_that_is_painted_and_a_soft_mask_gets_a_twin() -> None:
    pdf = document("/F Do /M gs 0 0 9 9 re f")
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    shared = form(pdf, "1 0 0 rg 0 0 9 9 re f", Group=group, Resources=Dictionary())
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=shared))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state), XObject=Dictionary(F=shared))
    separated(pdf)
    resources = pdf.pages[0].obj.Resources
    assert b"0 1 1 0 k" in resources.XObject.F.read_bytes()
    assert b"0.3 g" in resources.ExtGState.M.SMask.G.read_bytes()
    assert (resources.XObject.F.Group.CS, resources.ExtGState.M.SMask.G.Group.CS) == ("/DeviceCMYK", "/DeviceGray")


@pytest.mark.parametrize("name", ["A", "Z"])
def test_a_pattern_of_the_page_and_of_its_soft_mask_is_two(name: str) -> None:
    paint = f"/Pattern cs /{name} scn 0 0 9 9 re f"
    pdf = document(f"/M gs {paint}")
    keys: dict[str, Any] = {"PatternType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
    tile = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f", Resources=Dictionary(), PaintType=1, **keys)
    patterns = Dictionary({f"/{name}": tile})
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(pdf, paint, Group=group, Resources=Dictionary(Pattern=patterns))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state), Pattern=patterns)
    separated(pdf)
    assert f"/{name} scn" not in content_of(pdf)
    assert b"0 1 1 0 k" in pdf.pages[0].obj.Resources.Pattern.Pattern.read_bytes()
    assert b"0.3 g" in mask.Resources.Pattern[f"/{name}"].read_bytes()


def test_type_3_glyphs() -> None:
    pdf = document("0 g BT /T 9 Tf (ab) Tj ET")
    own = pdf.make_stream(b"9 0 d0 1 0 0 rg 0 0 5 5 re f")
    given = pdf.make_stream(b"9 0 0 0 5 5 d1 0 0 5 5 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=own, b=given), Resources=Dictionary())
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(T=pdf.make_indirect(font)))
    separated(pdf)
    assert b"0 1 1 0 k" in own.read_bytes()
    assert given.read_bytes() == b"9 0 0 0 5 5 d1 0 0 5 5 re f"


def test_annotations() -> None:
    pdf = document("")
    look = form(pdf, "1 0 0 rg 0 0 9 9 re f BT (x) Tj ET", Resources=Dictionary())
    states = Dictionary(On=look, Off=form(pdf, "0 0 9 9 re f", Resources=Dictionary()))
    annotation = Dictionary(Subtype=Name.Link, C=[1, 0, 0], MK=Dictionary(BG=[0.5]), AP=Dictionary(N=states))
    pdf.pages[0].obj.Annots = Array([annotation])
    separated(pdf)
    made = pdf.pages[0].obj.Annots[0]
    assert ([float(v) for v in made.C], [float(v) for v in made.MK.BG]) == ([0, 1, 1, 0], [0, 0, 0, 0.5])
    assert b"0 1 1 0 k" in look.read_bytes()
    assert states.Off.read_bytes().startswith(b"0 0 0 1 k")


def test_appearances_that_contain_themselves_are_no_harm() -> None:
    pdf = document("")
    look = form(pdf, "1 0 0 rg 0 0 9 9 re f", Resources=Dictionary())
    states = pdf.make_indirect(Dictionary(On=look))
    states.Off = states
    pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, AP=Dictionary(N=states))])
    separate(pdf, INKS)
    assert b"0 1 1 0 k" in look.read_bytes()


def test_groups_blend_in_ink() -> None:
    pdf = document("/F Do")
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
    pdf.pages[0].obj.Group = group
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form(pdf, "", Group=group)))
    separated(pdf)
    for holder in (pdf.pages[0].obj, pdf.pages[0].obj.Resources.XObject.F):
        assert holder.Group == Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)


def test_what_nothing_paints_is_ink_too() -> None:
    pdf = document("", ColorSpace=Dictionary(A=LAB, B=CAL_RGB, C=separation(), DefaultRGB=CAL_RGB))
    resources = pdf.pages[0].obj.Resources
    resources.XObject = Dictionary(F=form(pdf, "1 0 0 rg 0 0 9 9 re f"))
    separated(pdf)
    assert list(resources.ColorSpace) == ["/C"]
    assert screen_colours(pdf) == []


def test_gradients_that_nothing_paints_are_ink_too() -> None:
    pdf = document("")
    line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shadings = [Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=line) for _ in "ab"]
    pdf.pages[0].obj.Resources = Dictionary(
        Shading=Dictionary(S=pdf.make_indirect(shadings[0]), N=Name.Nothing),
        Pattern=Dictionary(P=Dictionary(PatternType=2, Shading=pdf.make_indirect(shadings[1])), N=Name.Nothing),
        Font=Dictionary(N=Name.Nothing),
    )
    separated(pdf)
    assert screen_colours(pdf) == []


def test_gradients_of_one_page_that_have_no_number_are_each_converted() -> None:
    pdf = document("/A sh /B sh")
    ends = {"A": (1, 0, 0), "B": (0, 1, 0)}
    shadings = {
        f"/{name}": Dictionary(
            ShadingType=2,
            ColorSpace=Name.DeviceRGB,
            Coords=[0, 0, 9, 9],
            Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=list(end), N=1),
        )
        for name, end in ends.items()
    }
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(shadings))
    separated(pdf)
    assert content_of(pdf) == "/A sh /B sh"
    assert screen_colours(pdf) == []


def test_a_spot_colour_gets_a_look_in_process_inks() -> None:
    pdf = document("/S cs 1 scn 0 0 9 9 re f", ColorSpace=Dictionary(S=separation("Gold", Name.DeviceRGB, (1, 0, 0))))
    pdf.pages[0].obj.Resources.ColorSpace.S[3].C0 = Array([1, 1, 1])
    separated(pdf)
    space = pdf.pages[0].obj.Resources.ColorSpace.S
    assert space[2] == Name.DeviceCMYK
    top = (1 << int(space[3].BitsPerSample)) - 1
    assert [int.from_bytes(space[3].read_bytes()[-8:][at : at + 2], "big") / top for at in range(0, 8, 2)] == [
        0,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize(("space", "kept"), [(Name.DeviceRGB, False), (Name.DeviceCMYK, True)])
def test_process_colours_of_a_mixture_are_ink_or_left_out(space: Any, kept: bool) -> None:
    gold = separation("Gold", Name.DeviceRGB, (1, 0.5, 0))
    attributes = Dictionary(
        Subtype=Name.NChannel,
        Colorants=Dictionary(Gold=gold),
        Process=Dictionary(ColorSpace=space, Components=Array([Name.Black])),
    )
    pdf = document("/S cs 1 1 scn 0 0 9 9 re f")
    tint = pdf.make_stream(b"{ 0 exch 0 3 1 roll 0 exch }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    mixture = Array([Name.DeviceN, Array([Name.Gold, Name.Black]), Name.DeviceCMYK, tint, attributes])
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(S=mixture))
    separated(pdf)
    made = pdf.pages[0].obj.Resources.ColorSpace.S[4]
    assert ("/Process" in made) is kept
    assert made.Colorants.Gold[2] == Name.DeviceCMYK


def test_palettes_of_inks_that_are_explained_by_palettes_come_to_an_end() -> None:
    space: Any = separation()
    for _ in range(5):
        attributes = Dictionary(Colorants=Dictionary(Ink=space))
        mixture = Array([Name.DeviceN, Array([Name.Ink]), Name.DeviceCMYK, separation()[3], attributes])
        space = Array([Name.Indexed, mixture, 0, pikepdf.String(b"\xff")])
    with pytest.raises(BadInput, match="mixed of itself"):
        separate(document("/S cs 0 scn 0 0 9 9 re f", ColorSpace=Dictionary(S=space)), INKS)


@pytest.mark.parametrize(("deep", "ends"), [(8, True), (9, False)])
def test_inks_that_are_explained_by_inks_come_to_an_end(deep: int, ends: bool) -> None:
    attributes = Dictionary()
    space = Array([Name.DeviceN, Array([Name.Ink]), Name.DeviceCMYK, separation()[3], attributes])
    for _ in range(deep - 1):
        attributes = Dictionary(Colorants=Dictionary(Ink=space))
        space = Array([Name.DeviceN, Array([Name.Ink]), Name.DeviceCMYK, separation()[3], attributes])
    top = Array([Name.DeviceN, Array([Name.Ink]), Name.DeviceCMYK, separation()[3]])
    top.append(Dictionary(Colorants=Dictionary(Ink=space)))
    pdf = document("/S cs 1 scn 0 0 9 9 re f", ColorSpace=Dictionary(S=top))
    with nullcontext() if ends else pytest.raises(BadInput, match="mixed of itself"):
        separate(pdf, INKS)


@pytest.mark.parametrize(
    "content",
    [
        "q 0 1 0 0 k 0 0 50 50 re f Q 0 0 0 0.5 K 0 0 m 9 9 l S",
        "/DeviceCMYK cs 0 0 0 0 scn BT (white) Tj ET",
        "0 1 0 0 k\r\n0 0 50  50 re\tf % a remark",
        "BT /F1 9 Tf ET",
    ],
)
def test_clean_ink_stays_to_the_byte(content: str) -> None:
    pdf = document(content)
    before = everything(pdf)
    separate(pdf, INKS)
    assert everything(pdf) == before


def test_a_form_in_its_own_resources_is_no_harm() -> None:
    pdf = document("/F Do")
    looped = form(pdf, "1 0 0 rg 0 0 9 9 re f")
    looped.Resources = Dictionary(XObject=Dictionary(F=looped))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=looped))
    separated(pdf)
    assert b"0 1 1 0 k" in looped.read_bytes()


def test_a_form_that_paints_itself_is_refused() -> None:
    pdf = document("/F Do")
    looped = form(pdf, "/G Do")
    looped.Resources = Dictionary(XObject=Dictionary(G=form(pdf, "/F Do")))
    looped.Resources.XObject.G.Resources = Dictionary(XObject=Dictionary(F=looped))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=looped))
    with pytest.raises(BadInput, match="paints itself"):
        separate(pdf, INKS)
