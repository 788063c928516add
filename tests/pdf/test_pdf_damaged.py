"""Whatever is wrong in a PDF is Damaged, and comes to light where it is read; what is wrong in the program is not."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from brochure.errors import BadInput
from brochure.pdf import reading
from brochure.pdf.placing import placed
from brochure.pdf.reading import Damaged
from brochure.prepress.plates.derive import derived
from brochure.prepress.separation.separate import separate
from tests.prepress.separating import INKS, document, form, picture
from tests.proof import handmade

SCREEN = """
0.5 0.2 0.1 rg 0 0 9 9 re f /Lab cs 50 10 10 scn 0 0 9 9 re f /Cal cs 0.1 0.2 0.3 sc /Palette cs 1 sc
/Gold CS 0.4 SCN 0 0 4 4 re S q 9 0 0 9 0 0 cm /Photo Do /Keyed Do /Bits Do Q /Form Do /Masked gs /Axial sh /Mesh sh
/Pattern cs /Cells scn 0 0 9 9 re f /Pattern CS /Ramp SCN 0 0 m 1 1 l S BT /Drawn 12 Tf (a) Tj ET
q 5 0 0 5 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q /Black gs 1 0 0 0 k 0 0 0 1 K 0 0 9 1 re B
"""


def screen() -> bytes:
    """A page of screen colours with one of everything that separation reads."""
    pdf = document(SCREEN)
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1.5)
    stitched = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[ramp, ramp], Bounds=[0.4], Encode=[0, 1, 1, 0])
    axial = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=stitched)
    axial.Background = Array([1, 0, 0])
    code = pdf.make_stream(b"{ dup dup }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3)
    photo = picture(pdf, bytes(range(12)), (2, 2), Name.DeviceRGB)
    photo.SMask = picture(pdf, bytes(4), (2, 2), Name.DeviceGray)
    white = Array([0.9, 1, 0.8])
    mesh = pdf.make_stream(bytes(18), ShadingType=4, ColorSpace=Name.DeviceRGB, BitsPerFlag=8)
    mesh.BitsPerCoordinate, mesh.BitsPerComponent, mesh.Decode = 8, 8, Array([0, 9, 0, 9, *[0, 1] * 3])
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3, Resources=Dictionary())
    drawn.CharProcs = Dictionary(a=pdf.make_stream(b"1 0 d0 1 0 0 rg 0 0 1 1 re f"))
    cells = pdf.make_stream(b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9])
    cells.XStep, cells.YStep, cells.Resources = 9, 9, Dictionary()
    inner = form(pdf, "1 g 0 0 1 1 re f", Group=group)
    pdf.pages[0].obj.Resources = Dictionary(
        ColorSpace=Dictionary(
            Lab=Array([Name.Lab, Dictionary(WhitePoint=white, Range=[-90, 90, -90, 90])]),
            Cal=Array([Name.CalRGB, Dictionary(WhitePoint=white, Gamma=[2.2, 2, 1])]),
            Palette=Array([Name.Indexed, Name.DeviceRGB, 1, String("abcdef")]),
            Gold=Array([Name.Separation, Name.Gold, Name.DeviceRGB, code]),
        ),
        XObject=Dictionary(
            Photo=photo,
            Keyed=picture(pdf, bytes(range(12)), (2, 2), Name.DeviceRGB, Mask=Array([0, 5, 0, 9, 0, 9])),
            Bits=picture(pdf, b"\xa5\x5a", (8, 2), Name.DeviceGray, BitsPerComponent=1, Decode=Array([1, 0])),
            Form=form(pdf, "0.1 g /G Do", Resources=Dictionary(XObject=Dictionary(G=inner)), Matrix=[1, 0, 0, 1, 2, 2]),
        ),
        ExtGState=Dictionary(
            Masked=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(pdf, "0.5 g", Group=group), BC=[1, 1, 1])),
            Black=Dictionary(OP=True, OPM=1, op=False),
        ),
        Shading=Dictionary(Axial=axial, Mesh=mesh),
        Pattern=Dictionary(Cells=cells, Ramp=Dictionary(PatternType=2, Shading=axial)),
        Font=Dictionary(Drawn=drawn),
    )
    note = Dictionary(Type=Name.Annot, C=[1, 0, 0], MK=Dictionary(BC=[1]), AP=Dictionary(N=form(pdf, "1 0 0 rg")))
    pdf.pages[0].obj.Annots = Array([note])
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


Place = tuple[Any, Any]
WRONG: tuple[Callable[[pikepdf.Pdf], Any], ...] = (
    lambda _: Name.Nonsense,
    lambda _: Name.DeviceN,
    lambda _: String("x"),
    lambda _: True,
    lambda _: 0,
    lambda _: -1,
    lambda _: 7,
    lambda _: 10**9,
    lambda _: 2**62,
    lambda _: 0.5,
    lambda _: Array([]),
    lambda _: Array([0, 0]),
    lambda _: Array([Name.X, 1, 2]),
    lambda _: Dictionary(),
    lambda pdf: pdf.make_stream(b"1 2 3"),
    lambda pdf: pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, String("abcdef")])),
)
KEYS = ("Matrix", "Decode", "SMask", "Mask", "Filter", "Range", "Domain", "Resources", "Group", "ImageMask", "Matte")


def places(pdf: pikepdf.Pdf) -> list[Place]:
    """Everything that stands in the pages of a PDF: what holds it, and the key or the number of it there."""
    return list(_places(pdf.pages[0].obj, set(), 0))


def _places(holder: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Place]:
    if not isinstance(holder, Array | Dictionary | Stream) or depth > 12 or holder.objgen in seen - {(0, 0)}:
        return
    seen.add(holder.objgen)
    for key, value in list(enumerate(holder) if isinstance(holder, Array) else holder.items()):
        if key not in ("/Parent", "/Length"):
            yield holder, key
            yield from _places(value, seen, depth + 1)


def damage(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Puts something wrong in the place of something, takes something away, or spoils the content of a stream."""
    holder, key = chance.choice(places(pdf))
    value, how = holder[key], chance.randrange(5)
    if how == 0 and not isinstance(holder, Array):
        del holder[key]
    elif how == 1 and isinstance(value, Stream):
        content = value.read_raw_bytes()
        at = chance.randrange(len(content) + 1)
        added = chance.choice([b"", b"(", b" /X ", b" 1 ", b" Do ", b" cs ", b" scn ", b" sh ", b" BI ", b"\xff"])
        kept = content[at if chance.random() < 0.7 else len(content) :]
        packed: Any = value.get("/Filter")
        value.write(content[:at] + added + kept, filter=packed)
    elif how == 2 and isinstance(value, Dictionary | Stream):
        value["/" + chance.choice(KEYS)] = chance.choice(WRONG)(pdf)
    else:
        holder[key] = chance.choice(WRONG)(pdf)


def _separated(pdf: pikepdf.Pdf) -> None:
    separate(pdf, INKS)


def _derived(pdf: pikepdf.Pdf) -> None:
    file = io.BytesIO()
    pdf.save(file)
    derived(file.getvalue(), "Black")


def _placed(pdf: pikepdf.Pdf) -> None:
    placed(pdf)


PRESS = tuple(map(handmade.handmade, (handmade.PICTURES, handmade.GRADIENTS, handmade.SPOTS, handmade.TRANSPARENCY)))


@pytest.mark.parametrize(("read", "sources"), [(_separated, (screen(),)), (_derived, PRESS), (_placed, (screen(),))])
@pytest.mark.parametrize("seed", range(4))
def test_any_damage_is_damage_and_no_bug(
    read: Callable[[pikepdf.Pdf], None], sources: tuple[bytes, ...], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        with pikepdf.open(io.BytesIO(chance.choice(sources))) as pdf:
            damage(pdf, chance)
            with contextlib.suppress(BadInput):
                read(pdf)


@pytest.mark.parametrize("bug", [AttributeError, TypeError, KeyError, IndexError, ValueError, ZeroDivisionError])
def test_a_bug_is_a_bug(bug: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise bug("ours")

    monkeypatch.setattr("brochure.prepress.separation.unpainted.convert_unpainted", broken)
    with pytest.raises(bug):
        separate(document("0 g"), INKS)
    monkeypatch.setattr("brochure.prepress.plates.derive.give_group_space", broken)
    with pytest.raises(bug):
        derived(PRESS[0], "Black")


@pytest.mark.parametrize("value", [Name.X, String("1"), Array([1]), Dictionary(), None, 10**13, -(2**62), 10**400])
def test_what_is_no_number_is_damaged(value: Any) -> None:
    with pytest.raises(Damaged):
        reading.real(value)


@pytest.mark.parametrize("value", [7, Name.X, Array([1, 2, 3]), Array([1, Name.X])])
def test_what_is_no_range_is_damaged(value: Any) -> None:
    with pytest.raises(Damaged):
        reading.pairs(value)


def test_entries_of_what_has_none() -> None:
    for holder in (7, None, Name.X, String("x"), Array([1])):
        assert reading.entry(holder, "/X") is None
        assert reading.entries(holder) == []
        with pytest.raises(Damaged, match="has no X"):
            reading.needed(holder, "/X")
