"""Press sheets: exact boxes, art in the bleed, each panel clipped at its folds, copies where they belong."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from brochure.geometry.fold import Fold
from brochure.geometry.piece import Piece
from brochure.geometry.press import PressSheet, press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.geometry.rect import Rect
from brochure.prepress.impose import impose
from brochure.prepress.press_sheet import impose_press
from brochure.units import MM
from tests.prepress.presswork import ART_BLEED, as_it_is, full_sheet, kept, panels_of, piece_of, pressed, saved
from tests.products.pdf import tool

#: Paper, art and panels as they look when rendered at 72 ppi.
PAPER, ART, PANEL = "paper", "art", "panel"


def looks(picture: Image.Image, sheet: PressSheet, x: float, y: float) -> str:
    """What is at a point of the sheet."""
    red, _, blue = picture.getpixel((int(x * 2), int((sheet.media.top - y) * 2)))  # type: ignore[misc]
    return PANEL if red < blue - 20 else ART if blue < red - 20 else PAPER


def rendered(data: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return Image.Image.convert(document[page].render(scale=2).to_pil(), "RGB")


@settings(max_examples=25)
@given(
    st.sampled_from(["letter", "a4", "legal"]),
    st.floats(0, ART_BLEED),
    st.floats(0.25, 9),
    st.integers(1, 3),
    st.booleans(),
)
def test_boxes_are_exact(paper: str, bleed: float, more: float, across: int, marks: bool) -> None:
    piece = piece_of("roll", (3,), paper)
    wanted = PressSettings(
        bleed=bleed, offset=bleed + more, marks=marks, slug=True, across=across, gutter=2 * bleed + 1
    )
    sheet = press_sheet(piece, wanted)
    for page in pressed(piece, sheet).pages:
        for name, area in (("/MediaBox", sheet.media), ("/TrimBox", sheet.trim), ("/BleedBox", sheet.bleed)):
            found = [float(value) for value in page.obj[name]]
            assert found == pytest.approx([area.x, area.y, area.right, area.top], abs=0.0001)
        assert [float(value) for value in page.obj.MediaBox][:2] == [0, 0]
        assert not {"/CropBox", "/Rotate", "/UserUnit", "/ArtBox", "/Annots"} & set(page.obj.keys())


@pytest.mark.parametrize(("paper", "size"), [("letter", (792, 612)), ("a4", (297 * MM, 210 * MM))])
def test_poppler_reads_the_same_boxes(tmp_path: Path, paper: str, size: tuple[float, float]) -> None:
    piece = piece_of("roll", (3,), paper)
    sheet = press_sheet(piece, PressSettings(bleed=3 * MM))
    said = tool("pdfinfo", "-box", kept(tmp_path, saved(pressed(piece, sheet))))
    boxes = {
        line.split(":")[0]: [float(n) for n in line.split(":")[1].split()]
        for line in said.splitlines()
        if "Box" in line
    }
    trim, bleed = boxes["TrimBox"], boxes["BleedBox"]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(size, abs=0.01)
    assert [b - t for t, b in zip(trim, bleed, strict=True)] == pytest.approx([-8.504, -8.504, 8.504, 8.504], abs=0.011)


def test_panels_reach_into_the_bleed_at_the_edge_and_stop_at_the_fold() -> None:
    piece = piece_of()
    sheet = press_sheet(piece, PressSettings())
    data, names = panels_of(piece)
    _, back, _ = names[:3]
    cut = impose_press(data, names, sheet, art_bleed=ART_BLEED)
    # Without the panel in the middle, what its neighbours spill over the folds would show.
    cut.pages[0].obj.Resources.XObject[f"/panel-{back}"].write(b"")
    picture = rendered(saved(cut))
    middle = sheet.trim.y + sheet.trim.height / 2
    first, second = (sheet.trim.x + fold for fold in sheet.flat("outside").upright_folds)
    assert [looks(picture, sheet, x, middle) for x in (first - 1, first + 1)] == [PANEL, ART]
    assert [looks(picture, sheet, x, middle) for x in (second - 1, second + 1)] == [ART, PANEL]
    assert looks(picture, sheet, sheet.bleed.x + 1, middle) == PANEL
    assert looks(picture, sheet, sheet.bleed.right - 1, middle) == PANEL
    assert looks(picture, sheet, sheet.bleed.x - 1, middle) == PAPER
    assert looks(picture, sheet, sheet.trim.x + 20, sheet.bleed.top - 1) == PANEL
    assert looks(picture, sheet, (first + second) / 2, sheet.bleed.top - 1) == ART
    assert looks(picture, sheet, (first + second) / 2, sheet.bleed.top + 1) == PAPER


def test_an_office_sheet_is_the_piece_within_a_white_edge() -> None:
    piece = piece_of("z", (3, 3))
    with impose(*panels_of(piece), as_it_is(piece), art_bleed=ART_BLEED, white_edge=10) as pdf:
        for page, side in zip(pdf.pages, piece.sides, strict=True):
            assert [float(value) for value in page.obj.TrimBox] == [0, 0, 792, 612]
            assert [float(value) for value in page.obj.MediaBox] == [0, 0, 792, 612]
            drawn = [
                (str(step.operator), [float(value) for value in step.operands])
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) in ("re", "cm")
            ]
            assert drawn[:2] == [("re", [10, 10, 772, 592]), ("cm", [1, 0, 0, 1, -ART_BLEED, -ART_BLEED])]
            for panel, clip, place in zip(side.panels, drawn[2::2], drawn[3::2], strict=True):
                corner = [panel.x, 612 - panel.y - panel.height]
                assert (clip[0], place[0]) == ("re", "cm")
                assert clip[1] == pytest.approx([*corner, panel.width, panel.height])
                assert place[1] == pytest.approx([1, 0, 0, 1, *corner])


def test_rows_do_not_reach_over_each_other() -> None:
    piece = piece_of("none", (1, 1))
    sheet = press_sheet(piece, PressSettings())
    cut = impose_press(*panels_of(piece), sheet, art_bleed=ART_BLEED)
    cut.pages[0].obj.Resources.XObject["/panel-outside00"].write(b"")
    picture = rendered(saved(cut))
    x, half = sheet.trim.x + 50, sheet.trim.y + sheet.trim.height / 2
    assert [looks(picture, sheet, x, y) for y in (half + 1, half - 1)] == [ART, PANEL]


@pytest.mark.parametrize(("fold", "rows"), [("none", (1,)), ("roll", (3,))])
def test_copies_are_placed_with_white_between_their_bleeds(fold: Fold, rows: tuple[int, ...]) -> None:
    piece, sheet = full_sheet(fold, rows, across=2, down=2, gutter=30.0)
    for page in range(2):
        picture = rendered(saved(pressed(piece, sheet)), page)
        for copy in sheet.copies:
            bleed = copy.grown(sheet.settings.bleed)
            inner, outer = bleed.grown(-1), bleed.grown(1)
            for x, y in corners(inner):
                assert looks(picture, sheet, x, y) == PANEL
            for x, y in corners(outer):
                assert looks(picture, sheet, x, y) == PAPER


def corners(area: Rect) -> list[tuple[float, float]]:
    return [(x, y) for x in (area.x, area.right) for y in (area.y, area.top)]


def test_wants_no_more_bleed_than_the_art_has() -> None:
    piece = piece_of()
    sheet = press_sheet(piece, PressSettings(bleed=12))
    with pytest.raises(ValueError, match="9 pt beyond the trim, not 12 pt"):
        impose_press(*panels_of(piece), sheet, art_bleed=ART_BLEED)


def test_other_programs_read_it(tmp_path: Path) -> None:
    path = kept(tmp_path, saved(pressed(*full_sheet(across=2, gutter=20.0))))
    said = tool("qpdf", "--check", path)
    assert "No syntax or stream encoding errors found" in said
    assert "WARNING" not in said
    assert tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", path) == ""


def test_the_same_piece_twice_is_the_same_bytes() -> None:
    assert saved(pressed(*full_sheet())) == saved(pressed(*full_sheet()))


def marked(piece: Piece) -> tuple[bytes, list[str]]:
    """Panels with a square at their top left corner, and art without any ink."""
    data, names = panels_of(piece)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, name in zip(pdf.pages, names, strict=True):
            top = float(page.mediabox[3])
            square = f"1 0 0 0 k 0 {top - 40} 40 40 re f".encode()
            page.obj.Contents = pdf.make_stream(b"" if name.startswith("sheet-") else square)
        return saved(pdf), names


def test_a_panel_on_its_head_is_turned_half_a_circle() -> None:
    piece = piece_of("tent", (1, 1), "letter", "portrait")
    back, cover = piece.sides[0].panels
    assert (back.rotation, cover.rotation) == (180, 0)
    sheet = press_sheet(piece, PressSettings(marks=False))
    with impose(*marked(piece), as_it_is(piece), art_bleed=ART_BLEED, white_edge=0) as office:
        flat = press_sheet(piece, PressSettings(marks=False, bleed=0))
        drawn = [(rendered(saved(office)), flat)]
    drawn.append((rendered(saved(impose_press(*marked(piece), sheet, art_bleed=ART_BLEED))), sheet))
    for picture, on in drawn:
        squares = {
            (x, y)
            for x in (20, 592)
            for y in (20, 376, 416, 772)
            if looks(picture, on, on.trim.x + x, on.trim.top - y) == PANEL
        }
        assert squares == {(592, 376), (20, 416)}


def test_a_panel_on_its_head_reaches_into_the_bleed_and_not_over_the_fold() -> None:
    piece = piece_of("tent", (1, 1), "letter", "portrait")
    sheet = press_sheet(piece, PressSettings())
    cut = impose_press(*panels_of(piece), sheet, art_bleed=ART_BLEED)
    cut.pages[0].obj.Resources.XObject["/panel-outside10"].write(b"")
    picture = rendered(saved(cut))
    fold, middle = sheet.trim.y + sheet.trim.height / 2, sheet.trim.x + sheet.trim.width / 2
    assert [looks(picture, sheet, middle, y) for y in (fold + 1, fold - 1)] == [PANEL, ART]
    assert looks(picture, sheet, middle, sheet.bleed.top - 1) == PANEL
    assert [looks(picture, sheet, x, fold + 99) for x in (sheet.bleed.x + 1, sheet.bleed.right - 1)] == [PANEL] * 2
