"""Marks: in registration colour, outside the bleed, the slug line readable, folds on a layer that does not print."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image, ImageChops

from brochure.geometry.fold import Fold
from brochure.geometry.press import SLUG
from brochure.geometry.press_settings import LINE
from brochure.pdf.colour import Ink
from brochure.prepress.colour_bar import colour_bar
from brochure.prepress.marks import _slug, slug_text
from brochure.prepress.outlines import outlines
from brochure.prepress.separation.inks import Job, Spot
from tests.prepress.presswork import full_sheet, kept, marks_only, piece_of, saved
from tests.products.pdf import tool

PPI = 300


def steps(pdf: pikepdf.Pdf, page: int = 0) -> list[tuple[list[object], str]]:
    return [(list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(pdf.pages[page])]


def printed(steps: list[tuple[list[object], str]]) -> list[tuple[list[object], str]]:
    """What is not on the layer of folds."""
    for number, (operands, operator) in enumerate(steps):
        if operator == "BDC" and operands[0] == Name.OC:
            return steps[:number]
    return steps


@pytest.mark.parametrize(
    ("fold", "rows", "settings"),
    [
        ("roll", (3,), {}),
        ("half", (2,), {"bleed": 9.0, "offset": 9.0}),
        ("none", (1,), {"across": 2, "down": 2, "gutter": 18.0}),
        ("z", (3,), {"bleed": 8.5, "offset": 8.5, "length": 9.0}),
    ],
)
def test_no_pixel_of_a_mark_lies_in_the_bleed(fold: Fold, rows: tuple[int, ...], settings: dict[str, float]) -> None:
    piece, sheet = full_sheet(fold, rows, **settings)
    with pypdfium2.PdfDocument(saved(marks_only(piece, sheet))) as document:
        for page in range(2):
            grey = Image.Image.convert(document[page].render(scale=PPI / 72).to_pil(), "L")
            scale, height = PPI / 72, grey.height
            # Pixels that lie in the bleed as a whole; those on its very edge bear the end of a mark that touches it.
            area = (
                sheet.bleed.x,
                sheet.media.top - sheet.bleed.top,
                sheet.bleed.right,
                sheet.media.top - sheet.bleed.y,
            )
            left, head, right, foot = (value * scale for value in area)
            inside = grey.crop((int(left) + 1, int(head) + 1, int(right), int(foot)))
            assert inside.getextrema() == (255, 255)
            assert ImageChops.invert(grey).getbbox() is not None
            assert height == pytest.approx(sheet.media.height * scale, abs=2)


def test_marks_are_lines_of_a_quarter_point_in_registration_colour() -> None:
    piece, sheet = full_sheet()
    pdf = marks_only(piece, sheet)
    for page in range(2):
        drawn = printed(steps(pdf, page))
        spaces = {str(operands[0]) for operands, operator in drawn if operator in ("cs", "CS")}
        (name,) = spaces
        space = pdf.pages[page].obj.Resources.ColorSpace[name]
        assert [str(part) for part in (space[0], space[1], space[2])] == ["/Separation", "/All", "/DeviceCMYK"]
        assert [float(value) for value in space[3].C1] == [1, 1, 1, 1]
        assert {float(operands[0]) for operands, operator in drawn if operator in ("scn", "SCN")} == {1}  # type: ignore[arg-type]
        assert [float(operands[0]) for operands, operator in drawn if operator == "w"] == [LINE]  # type: ignore[arg-type]
        assert not {operator for _, operator in drawn} & {"rg", "RG", "g", "G", "K", "Do", "Tj", "TJ", "sh"}


def test_fold_marks_alone_are_dashed() -> None:
    piece, sheet = full_sheet()
    drawn = printed(steps(marks_only(piece, sheet)))
    operators = [operator for _, operator in drawn]
    dashes = operators.index("d")
    assert operators[:dashes].count("S") == len(sheet.crop_marks) + 2 * len(sheet.targets)
    assert operators[dashes:].count("S") == len(sheet.fold_marks("outside")) == 4


def test_the_colour_bar_is_ink_and_nowhere_too_much() -> None:
    piece, sheet = full_sheet()
    drawn = printed(steps(marks_only(piece, sheet)))
    inks = [tuple(map(float, operands)) for operands, operator in drawn if operator == "k"]  # type: ignore[arg-type]
    patches = [patch.process for patch in colour_bar(Job.PROCESS, [])]
    assert inks == [pytest.approx(patch) for patch in patches]
    assert max(map(sum, patches)) <= 2
    assert len(set(patches)) == len(patches)


def test_the_colour_bar_of_a_job_in_black_has_black_alone() -> None:
    patches = [patch.process for patch in colour_bar(Job.BLACK, [])]
    assert patches == [(0, 0, 0, tint) for tint in (1, 0.25, 0.5, 0.75)]


@pytest.mark.parametrize("job", [Job.BLACK_AND_SPOT, Job.PROCESS])
def test_the_colour_bar_has_each_spot_colour_solid_and_as_a_tint(job: Job) -> None:
    red, blue = Spot("Red 032", Ink(0, 1, 1, 0)), Spot("Blue 072", Ink(1, 0.9, 0, 0), 0.3)
    bar = colour_bar(job, [red, blue, Spot("Red 032", Ink(0, 1, 1, 0), 0.5)])
    assert [(patch.spot.name, patch.spot.tint) for patch in bar if patch.spot] == [
        *(("Red 032", 1.0), ("Red 032", 0.5), ("Blue 072", 1.0), ("Blue 072", 0.5)),
    ]
    piece, sheet = full_sheet()
    pdf = marks_only(piece, sheet, bar)
    drawn = printed(steps(pdf))
    tints = [float(operands[0]) for operands, operator in drawn if operator == "scn"]  # type: ignore[arg-type]
    assert tints[-4:] == [1, 0.5, 1, 0.5]
    spaces = pdf.pages[0].obj.Resources.ColorSpace
    assert sorted(str(space[1]) for space in spaces.values()) == ["/All", "/Blue 072", "/Fold", "/Red 032"]


def test_the_colour_bar_has_the_patches_of_a_control_strip() -> None:
    """Solids, overprints of two, tints of a half; black at a quarter and three; and its like of the other three."""
    solids = [tuple(float(plate == ink) for plate in range(4)) for ink in range(4)]
    doubles = [(1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0)]
    tints = [tuple(part / 2 for part in solid) for solid in solids]
    bar = [patch.process for patch in colour_bar(Job.PROCESS, [])]
    assert bar == [*solids, *doubles, *tints, (0, 0, 0, 0.25), (0, 0, 0, 0.75), (0.5, 0.4, 0.4, 0)]


def test_a_registration_mark_is_a_cross_and_a_circle_in_it() -> None:
    piece, sheet = full_sheet()
    drawn = [
        ([float(value) for value in operands], operator)  # type: ignore[arg-type]
        for operands, operator in printed(steps(marks_only(piece, sheet)))
        if operator in ("m", "l", "c", "S", "s")
    ][3 * len(sheet.crop_marks) :]
    for number, (x, y) in enumerate(sheet.targets):
        mark = drawn[number * 12 : number * 12 + 12]
        assert [operator for _, operator in mark] == ["m", "l", "S"] * 2 + ["m", "c", "c", "c", "c", "s"]
        cross = [value for values, operator in mark[:6] if operator != "S" for value in values]
        assert cross == pytest.approx([x - 7, y, x + 7, y, x, y - 7, x, y + 7], abs=0.01)
        at = mark[6][0]
        assert at == pytest.approx([x + 4.2, y], abs=0.01)
        quarters = []
        for values, _ in mark[7:11]:
            bows = list(zip(*[iter([*at, *values])] * 2, strict=True))
            for part in (0.25, 0.5, 0.75):
                shares = [(1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3]
                across, up = (
                    sum(share * bow[axis] for share, bow in zip(shares, bows, strict=True)) for axis in (0, 1)
                )
                assert math.hypot(across - x, up - y) == pytest.approx(4.2, abs=0.02)
            at = values[4:]
            quarters.append((round(at[0] - x, 1), round(at[1] - y, 1)))
        assert quarters == [(0, 4.2), (-4.2, 0), (0, -4.2), (4.2, 0)]


def test_the_slug_line_says_what_it_should_and_fits() -> None:
    text = slug_text("tea-trifold-letter", "1.2", "press", "outside", "GRACoL 2006", date(2026, 1, 31))
    assert text == "tea-trifold-letter · 1.2 · press · outside · GRACoL 2006 · reviewed 2026-01-31"
    assert slug_text("tea", "1.2", "press", "outside", "", None) == "tea · 1.2 · press · outside"
    piece, sheet = full_sheet()
    drawn = printed(steps(marks_only(piece, sheet)))
    (said,) = [operands[1] for operands, operator in drawn if operator == "BDC"]
    assert str(said.ActualText) == "A slug line: jgpqy, Åé"  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["jgpqy|()ÅÉ", "A very long slug line, " * 16])
def test_the_slug_line_keeps_to_its_place(text: str) -> None:
    shape = outlines(text)
    _, sheet = full_sheet()
    assert sheet.slug
    size = min(SLUG, sheet.slug.width / shape.width)
    points = [point for _, step in shape.steps for point in step]
    assert max(x for x, _ in points) * size <= sheet.slug.width + 0.1
    drawn = _slug(sheet.slug, text)
    ends = [float(x) for operands, operator in drawn if str(operator) in "mlc" for x in operands[::2]]
    assert sheet.slug.x - 0.5 <= min(ends) < max(ends) <= sheet.slug.right + 0.1
    assert max(ends) - min(ends) == pytest.approx(size * shape.width, abs=3)
    heights = [float(y) for operands, operator in drawn if str(operator) in "mlc" for y in operands[1::2]]
    assert min(heights) >= sheet.slug.y
    assert max(heights) <= sheet.slug.top
    assert min(y for _, y in points) * size < 0


def test_outlines_are_of_the_typeface_and_unknown_characters_show() -> None:
    assert outlines("").steps == ()
    assert outlines("ab").width == pytest.approx(outlines("a").width + outlines("b").width)
    assert outlines("Ж").steps
    assert outlines("é") == outlines("é")
    assert {operator for operator, _ in outlines("Oil").steps} == {"m", "l", "c", "h"}


def test_folds_are_a_processing_step_on_a_layer_that_is_off() -> None:
    piece, sheet = full_sheet()
    pdf = marks_only(piece, sheet)
    layers = pdf.Root.OCProperties
    (layer,) = layers.OCGs.as_list()
    metadata = layer.GTS_Metadata
    assert (metadata.GTS_ProcStepsGroup, metadata.GTS_ProcStepsType) == (Name.Structural, Name.Folding)
    assert [thing.objgen for thing in (*layers.D.OFF.as_list(), *layers.D.Order.as_list())] == [layer.objgen] * 2
    assert str(layers.D.Name)
    assert not {"/AS", "/Configs"} & {*layers.keys(), *layers.D.keys()}
    for page, side in zip(pdf.pages, piece.sides, strict=True):
        drawn = list(map(str, (step.operator for step in pikepdf.parse_content_stream(page))))
        assert drawn[-2:] == ["Q", "EMC"]
        (space,) = [s for s in page.obj.Resources.ColorSpace.as_dict().values() if s[1] != Name.All]
        assert [float(value) for value in space[3].C1] == [0, 1, 0, 0]
        assert space[1] not in (Name.Cyan, Name.Magenta, Name.Yellow, Name.Black, Name("/None"))
        (state,) = page.obj.Resources.ExtGState.as_dict().values()
        assert bool(state.OP)
        assert [thing.objgen for thing in page.obj.Resources.Properties.as_dict().values()] == [layer.objgen]
        assert len(sheet.fold_lines(side.name)) == 2


def test_without_folds_there_is_no_layer() -> None:
    assert "/OCProperties" not in marks_only(*full_sheet("none", (2,))).Root


def test_the_fold_layer_leaves_no_ink_on_any_plate(tmp_path: Path) -> None:
    piece, sheet = full_sheet()
    path = kept(tmp_path, saved(marks_only(piece, sheet)))
    tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-r72", "-sDEVICE=tiffsep", f"-sOutputFile={tmp_path}/p%d.tif", path)
    box = (sheet.bleed.x + 1, sheet.media.top - sheet.bleed.top + 1, sheet.bleed.right - 1, sheet.bleed.top)
    plates = sorted(tmp_path.glob("p1(*.tif"))
    assert {plate.name for plate in plates} >= {f"p1({ink}).tif" for ink in ("Cyan", "Magenta", "Yellow", "Black")}
    for plate in plates:
        with Image.open(plate) as ink:
            grey = ink.convert("L")
            assert ImageChops.invert(grey).getbbox() is not None, plate.name
            assert grey.crop(tuple(map(int, box))).getextrema() == (255, 255), plate.name  # type: ignore[arg-type]


def test_the_same_sheet_twice_is_the_same_bytes() -> None:
    piece, sheet = full_sheet()
    assert saved(marks_only(piece, sheet)) == saved(marks_only(piece_of(), sheet))
