"""Gradients stay gradients: functions and meshes have the inks of the colours they had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import functions, postscript
from brochure.pdf.colour import Ink
from brochure.prepress.separation.separate import Inks, separate
from brochure.prepress.separation.shadings import recoloured
from tests.prepress.separating import INKS, Plain, document, form, screen_colours, separated


def line(first: Any, last: Any, power: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=list(first), C1=list(last), N=power)


def stitched(parts: list[Any], bounds: list[float]) -> Dictionary:
    return Dictionary(FunctionType=3, Domain=[0, 1], Functions=Array(parts), Bounds=bounds, Encode=[0, 1] * len(parts))


def ramp(pdf: pikepdf.Pdf, low: int, high: int) -> pikepdf.Stream:
    """A function from red at `low` to blue at `high`."""
    script = f"{{ {low} sub {high - low} div dup 1 exch sub exch 0 exch }}"
    return pdf.make_stream(script.encode(), FunctionType=4, Domain=[low, high], Range=[0, 1] * 3)


def shaded(function: Any, kind: int = 2, inks: Inks = INKS) -> Any:
    """The function of a shading once it is ink."""
    shading = Dictionary(ShadingType=kind, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function)
    pdf = document("/S sh", Shading=Dictionary(S=shading))
    separated(pdf, inks)
    assert screen_colours(pdf) == []
    assert pdf.pages[0].obj.Resources.Shading.S.ColorSpace == Name.DeviceCMYK
    return functions.read(pdf.pages[0].obj.Resources.Shading.S.Function)


@pytest.mark.parametrize("kind", [2, 3])
@pytest.mark.parametrize("power", [1, 2.2, 0.5])
def test_a_gradient_is_within_a_hundredth_of_its_colours(kind: int, power: float) -> None:
    before = line((1, 0.2, 0), (0, 0.4, 0.9), power)
    was, now = functions.read(before), shaded(before, kind)
    for step in range(101):
        red, green, blue = was((step / 100,))
        assert now((step / 100,)) == pytest.approx((1 - red, 1 - green, 1 - blue, 0), abs=0.01)


def test_a_straight_gradient_needs_two_samples() -> None:
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9])
    shading.Function = line((1, 0.2, 0), (0.9, 0.4, 0.9))
    pdf = document("/S sh", Shading=Dictionary(S=shading))
    separated(pdf)
    assert list(pdf.pages[0].obj.Resources.Shading.S.Function.Size) == [2]


def test_a_hard_stop_stays_hard() -> None:
    two = stitched([line((1, 0, 0), (1, 0, 0)), line((0, 0.1, 1), (0, 0.1, 1))], [0.3])
    now = shaded(two)
    assert now((0.2999,)) == pytest.approx((0, 1, 1, 0), abs=0.01)
    assert now((0.3001,)) == pytest.approx((1, 0.9, 0, 0), abs=0.01)


def test_sampled_joined_and_postscript_functions() -> None:
    pdf = pikepdf.new()
    sampled = pdf.make_stream(
        bytes((255, 0, 51, 0, 0, 255)), FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[2], BitsPerSample=8
    )
    script = pdf.make_stream(
        b"{ dup 1 exch sub exch dup 0.5 gt { pop 1 } { 2 mul } ifelse 0.25 }",
        FunctionType=4,
        Domain=[0, 1],
        Range=[0, 1] * 3,
    )
    joined = Array([line([0], [1]), line([0.5], [0.2]), line([1], [0])])
    for function in (sampled, script, joined):
        was = functions.read(function)
        target = document("/S sh", Shading=Dictionary())
        copied = target.copy_foreign(function) if function.is_indirect else function
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=copied)
        target.pages[0].obj.Resources.Shading = Dictionary(S=shading)
        separated(target)
        now = functions.read(target.pages[0].obj.Resources.Shading.S.Function)
        for step in range(51):
            red, green, blue = was((step / 50,))
            if red == green == blue:
                continue
            assert now((step / 50,)) == pytest.approx((1 - red, 1 - green, 1 - blue, 0), abs=0.01)


def test_a_gradient_of_a_plane() -> None:
    pdf = document("/S sh")
    plane = pdf.make_stream(b"{ 0.25 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 3)
    pdf.pages[0].obj.Resources = Dictionary(
        Shading=Dictionary(S=Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=plane))
    )
    separated(pdf)
    now = functions.read(pdf.pages[0].obj.Resources.Shading.S.Function)
    assert now((0.2, 0.7)) == pytest.approx((0.8, 0.3, 0.75, 0), abs=0.01)


@pytest.mark.parametrize("domain", [None, (0, 2, -1, 3)])
def test_a_gradient_of_a_plane_covers_its_domain(domain: tuple[float, ...] | None) -> None:
    left, right, foot, head = domain or (0, 1, 0, 1)
    script = f"{{ {foot} sub {head - foot} div exch {left} sub {right - left} div 0.25 }}"
    pdf = document("/S sh")
    plane = pdf.make_stream(script.encode(), FunctionType=4, Domain=[left, right, foot, head], Range=[0, 1] * 3)
    shading = Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=plane)
    if domain:
        shading.Domain = Array(list(domain))
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    separated(pdf)
    now = functions.read(pdf.pages[0].obj.Resources.Shading.S.Function)
    for across, up in ((0.1, 0.9), (0.5, 0.2), (0.9, 0.6)):
        at = (left + across * (right - left), foot + up * (head - foot))
        assert now(at) == pytest.approx((1 - up, 1 - across, 0.75, 0), abs=0.01)


def test_a_gradient_over_another_domain() -> None:
    pdf = document("/S sh")
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Domain=[2, 4])
    shading.Function = ramp(pdf, 2, 4)
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    separated(pdf)
    now = functions.read(pdf.pages[0].obj.Resources.Shading.S.Function)
    for at, wanted in ((2, (0, 1, 1, 0)), (2.5, (0.25, 1, 0.75, 0)), (4, (1, 1, 0, 0))):
        assert now((float(at),)) == pytest.approx(wanted, abs=0.01)


def test_a_gradient_leads_to_the_declared_ink_of_a_brand_colour() -> None:
    leaf = Ink(0.6, 0.1, 0.9, 0.05)
    now = shaded(line((0.2, 0.4, 0.2), (1, 1, 0.9)), inks=Inks(Plain(), brand={"#363": leaf}))
    assert now((0.0,)) == pytest.approx((0.6, 0.1, 0.9, 0.05), abs=0.001)
    assert now((0.01,)) == pytest.approx((0.6, 0.1, 0.9, 0.05), abs=0.02)
    assert now((1.0,)) == pytest.approx((0, 0, 0.1, 0), abs=0.001)


def test_backgrounds_and_shading_patterns() -> None:
    pdf = document("/Pattern cs /P scn 0 0 9 9 re f")
    shading = pdf.make_indirect(
        Dictionary(
            ShadingType=2,
            ColorSpace=Name.DeviceRGB,
            Background=[1, 0, 0],
            Coords=[0, 0, 9, 9],
            Function=line((1, 0, 0), (0, 0, 1)),
        )
    )
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=Dictionary(PatternType=2, Shading=shading)))
    separated(pdf)
    assert [float(part) for part in shading.Background] == [0, 1, 1, 0]
    assert screen_colours(pdf) == []


def test_a_gradient_in_a_soft_mask_stays_grey() -> None:
    """As the engine writes a transparent gradient."""
    pdf = document("/M gs /S sh")
    grey = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 9, 9], Function=line([1], [0]))
    mask = form(
        pdf,
        "/S sh",
        Resources=Dictionary(Shading=Dictionary(S=grey)),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    colour = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=line((1, 0, 0), (0, 0, 1))
    )
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state), Shading=Dictionary(S=colour))
    separated(pdf)
    assert mask.Resources.Shading.S.ColorSpace == Name.DeviceGray
    assert mask.Resources.Shading.S.Function == line([1], [0])
    assert screen_colours(pdf) == []


@pytest.mark.parametrize("kind", [4, 5, 6, 7])
def test_meshes(kind: int) -> None:
    points = {4: 1, 5: 1, 6: 12, 7: 16}[kind]
    colours = 4 if kind > 5 else 1
    record = (b"" if kind == 5 else b"\0") + b"\x12\x34" * points + b"\xff\0\0" * colours
    count = 4 if kind < 6 else 1
    pdf = document("/S sh")
    keys: dict[str, Any] = {"ShadingType": kind, "ColorSpace": Name.DeviceRGB}
    if kind == 5:
        keys["VerticesPerRow"] = 2
    else:
        keys["BitsPerFlag"] = 8
    decode = [0, 9, 0, 9, *[0, 1] * 3]
    mesh = pdf.make_stream(record * count, BitsPerCoordinate=8, BitsPerComponent=8, Decode=decode, **keys)
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=mesh))
    separated(pdf)
    assert mesh.ColorSpace == Name.DeviceCMYK
    ink = b"\0\0\xff\xff\xff\xff\0\0"
    assert mesh.read_bytes() == ((b"" if kind == 5 else b"\0") + b"\x12\x34" * points + ink * colours) * count
    assert [int(part) for part in mesh.Decode] == [0, 9, 0, 9, *[0, 1] * 4]


#: Points and colours of a vertex or a patch, by itself and where it continues the one before (ISO 32000-1, 8.7.4.5).
PARTS = {4: ((1, 1), (1, 1)), 6: ((12, 4), (8, 2)), 7: ((16, 4), (12, 2))}


@pytest.mark.parametrize("edge", [0, 1, 2, 3, 4, 255])
@pytest.mark.parametrize("kind", sorted(PARTS))
def test_what_continues_a_patch_has_fewer_points_and_colours(kind: int, edge: int) -> None:
    """Only the flag's lowest two bits say so."""
    mesh = Dictionary(ShadingType=kind, BitsPerFlag=8, BitsPerCoordinate=16, BitsPerComponent=8)
    mesh.Decode = Array([0, 1, 0, 1, 0, 1])
    was, wanted = b"", b""
    for flag, (points, colours) in ((0, PARTS[kind][0]), (edge, PARTS[kind][edge % 4 > 0]), (0, PARTS[kind][0])):
        placed = bytes((flag,)) + bytes(range(4)) * points
        was += placed + b"\x80" * colours
        wanted += placed + b"\x40\x40" * colours
    assert recoloured(mesh, was, 1, lambda values: (0x4040 / 0xFFFF * (values[0] == 0x80 / 0xFF),)) == wanted


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [("BitsPerFlag", (1, 8), (-1, 9)), ("BitsPerCoordinate", (1, 32), (0, 33)), ("BitsPerComponent", (1, 16), (0, 17))],
)
def test_a_mesh_has_possible_numbers(key: str, good: tuple[int, ...], bad: tuple[int, ...]) -> None:
    mesh = Dictionary(ShadingType=4, BitsPerFlag=8, BitsPerCoordinate=8, BitsPerComponent=8, Decode=[0, 1] * 3)
    for bits in (*good, *bad):
        mesh[f"/{key}"] = bits
        if bits in good:
            assert recoloured(mesh, bytes(60), 1, lambda values: values)
        else:
            with pytest.raises(BadInput, match="impossible numbers"):
                recoloured(mesh, bytes(60), 1, lambda values: values)


def test_colours_of_a_mesh_are_between_their_limits() -> None:
    mesh = Dictionary(ShadingType=4, BitsPerFlag=8, BitsPerCoordinate=8, BitsPerComponent=4)
    mesh.Decode = Array([0, 1, 0, 1, -100, 50, 0.25, 0.75])
    seen: list[tuple[float, ...]] = []

    def mix(values: Sequence[float]) -> tuple[float, ...]:
        seen.append(tuple(values))
        return (0.5,)

    recoloured(mesh, b"\0\0\0\x0f\0\0\0\xf0\0\0\0\x33", 2, mix)
    assert seen == [pytest.approx(pair) for pair in ((-100, 0.75), (50, 0.25), (-70, 0.35))]


def test_a_mesh_with_a_function_takes_its_range_from_the_colours() -> None:
    pdf = document("/S sh")
    keys: dict[str, Any] = {"ShadingType": 4, "ColorSpace": Name.DeviceRGB, "BitsPerFlag": 8, "BitsPerCoordinate": 8}
    mesh = pdf.make_stream(
        bytes(12), BitsPerComponent=8, Decode=[0, 9, 5, 7, 10, 20], Function=ramp(pdf, 10, 20), **keys
    )
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=mesh))
    separated(pdf)
    now = functions.read(mesh.Function)
    for at, wanted in ((10, (0, 1, 1, 0)), (12.5, (0.25, 1, 0.75, 0)), (20, (1, 1, 0, 0))):
        assert now((float(at),)) == pytest.approx(wanted, abs=0.01)


def test_a_mesh_with_a_function_keeps_its_points() -> None:
    pdf = document("/S sh")
    mesh = pdf.make_stream(
        b"\0\x12\x34\x80" * 3,
        ShadingType=4,
        ColorSpace=Name.DeviceRGB,
        BitsPerFlag=8,
        BitsPerCoordinate=8,
        BitsPerComponent=8,
        Decode=[0, 9, 0, 9, 0, 1],
        Function=line((1, 0, 0), (0, 0, 1)),
    )
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(S=mesh))
    separated(pdf)
    assert mesh.read_bytes() == b"\0\x12\x34\x80" * 3
    assert functions.read(mesh.Function)((0.0,)) == pytest.approx((0, 1, 1, 0), abs=0.01)


@given(
    st.integers(1, 8),
    st.integers(1, 32),
    st.lists(
        st.tuples(st.integers(0, 0), st.integers(0), st.integers(0), st.integers(0, 65535)), min_size=1, max_size=6
    ),
)
def test_points_of_any_width_come_back_to_the_bit(
    flag: int, width: int, vertices: list[tuple[int, int, int, int]]
) -> None:
    data = b""
    for edge, x, y, grey in vertices:
        bits = f"{edge:0{flag}b}{x % 2**width:0{width}b}{y % 2**width:0{width}b}{grey:016b}"
        data += int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    mesh = Dictionary(ShadingType=4, BitsPerFlag=flag, BitsPerCoordinate=width, BitsPerComponent=16)
    mesh.Decode = Array([0, 1, 0, 1, 0, 1])
    assert recoloured(mesh, data, 1, lambda values: values) == data


def test_a_mesh_that_is_cut_short_is_refused() -> None:
    mesh = Dictionary(ShadingType=4, BitsPerFlag=8, BitsPerCoordinate=8, BitsPerComponent=8, Decode=[0, 1] * 5)
    with pytest.raises(BadInput, match="cut short"):
        recoloured(mesh, b"\0\1\2", 3, lambda values: values)


@pytest.mark.parametrize(
    "function",
    [
        Dictionary(FunctionType=9, Domain=[0, 1]),
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1], N=1),
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1]),
        stitched([line((0, 0, 0), (1, 1, 1))], [0.5]),
    ],
)
def test_damaged_functions_are_refused(function: Dictionary) -> None:
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function)
    with pytest.raises(BadInput):
        separate(document("/S sh", Shading=Dictionary(S=shading)), INKS)


def test_an_unknown_kind_of_gradient_is_refused() -> None:
    with pytest.raises(BadInput, match="unknown type 9"):
        shaded(line((0, 0, 0), (1, 1, 1)), 9)


@pytest.mark.parametrize(
    ("source", "stack", "wanted"),
    [
        ("3 4 add 2 mul 5 sub", [], [9]),
        ("7 2 idiv 7 2 mod -7 2 idiv", [], [3, 1, -3]),
        ("1 2 3 3 1 roll", [], [3, 1, 2]),
        ("1 2 3 3 -1 roll", [], [2, 3, 1]),
        ("dup mul", [4], [16]),
        ("2 copy exch", [1, 2], [1, 2, 2, 1]),
        ("1 index pop", [5, 6], [5, 6]),
        ("2 gt {1} {0} ifelse", [3], [1]),
        ("true false or {8} if", [], [8]),
        ("90 sin 0 cos 1 1 atan", [], [1, 1, 45]),
        ("4 sqrt 2 3 exp 100 log 1 ln", [], [2, 8, 2, 0]),
        ("1.7 cvi -1.7 truncate 1.2 ceiling 1.8 floor 1.5 round 5 cvr", [], [1, -1, 2, 1, 2, 5]),
        ("6 3 and 6 3 xor 1 3 bitshift 8 -2 bitshift 5 not -5 abs 5 neg", [], [2, 5, 8, 2, -6, 5, -5]),
    ],
)
def test_postscript(source: str, stack: list[float], wanted: list[float]) -> None:
    assert postscript.calculate(postscript.program(f"{{{source}}}".encode()), stack) == pytest.approx(wanted)


@pytest.mark.parametrize("source", ["{ 1 0 div }", "{ pop }", "{ 1", "1 }", "{ unknown }", "{" * 99, "{ 1 if }"])
def test_postscript_that_cannot_be_calculated(source: str) -> None:
    with pytest.raises(BadInput):
        postscript.calculate(postscript.program(source.encode()), [])
