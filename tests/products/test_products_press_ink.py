"""The ink of the finished press sheet: measured, thinned where pictures have too much, refused where it adds up."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from brochure.editions.press_findings import check_ink
from brochure.errors import BadInput
from brochure.geometry.press import PressSheet, press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.geometry.rect import Rect
from brochure.prepress.conversion import Conversion
from brochure.prepress.plates.ink_use import ink_use, pixels, total_ink
from brochure.prepress.plates.render import plates
from brochure.prepress.profiles import shipped
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.separate import Separated, separate
from tests.conftest import Desk
from tests.prepress.presswork import piece_of
from tests.prepress.separating import Plain

PRODUCT = "output/test/test-trifold-letter-press.pdf"
PIECE = piece_of()
SHEET: PressSheet = press_sheet(PIECE, PressSettings())


def scan() -> bytes:
    """A JPEG in CMYK with shadows of four full inks, as Adobe's programs store it."""
    steps = Image.linear_gradient("L").resize((900, 600))
    out = io.BytesIO()
    Image.merge("CMYK", (steps, steps, steps, steps)).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("table", "limit"),
    [("", 3.2), ('preset = "newsprint"', 2.4)],
)
def test_a_picture_with_too_much_ink_is_thinned_and_that_is_said(desk: Desk, table: str, limit: float) -> None:
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f"{config}\n[printer]\n{table}\n")
    desk.write("assets/images/scan.jpg", scan())
    desk.article("Words.\n\n![A slope](../images/scan.jpg)")
    done = desk.build("test", "--layout", "trifold", "--edition", "press", "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    (note,) = [finding["message"] for finding in product["findings"] if finding["rule"] == "thinned-picture"]
    assert "in the panel 'left'" in note
    assert f"400% ink; this job takes {limit:.0%}" in note
    assert measured(desk.root / PRODUCT) <= limit + 0.01


def measured(file: Path) -> float:
    """The most ink inside the trim."""
    data = file.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].TrimBox)
        height = float(pdf.pages[0].MediaBox[3])
    most = 0.0
    for page in plates(data, 150):
        area = pixels(Rect(left, bottom, right - left, top - bottom), height, 150)
        most = max(most, ink_use(total_ink(page, area), 150, 4.0).maximum)
    return most


def test_a_picture_within_the_limit_keeps_its_samples(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (900, 600), (100, 90, 80, 70)).save(out, "JPEG")
    desk.write("assets/images/scan.jpg", out.getvalue())
    desk.article("Words.\n\n![A slope](../images/scan.jpg)")
    done = desk.build("test", "--layout", "trifold", "--edition", "press", "--json")
    assert not [found for found in done.json["products"][0]["findings"] if found["rule"] == "thinned-picture"]
    with pikepdf.open(desk.root / PRODUCT) as pdf:
        filters = [str(thing.get("/Filter")) for thing in pdf.objects if _is_picture(thing)]
    assert filters == ["/DCTDecode"]


def _is_picture(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image


def sheet_of(content: str, inks: Inks | None = None) -> tuple[bytes, Separated]:
    """A press sheet of two sides, the first with this content."""
    pdf = pikepdf.new()
    for drawn in (content, "0 0 0 1 k 90 90 9 9 re f"):
        page = pdf.add_blank_page(page_size=(SHEET.media.width, SHEET.media.height))
        page.obj.Contents = pdf.make_stream(drawn.encode())
        page.obj.Resources = Dictionary()
    separated = separate(pdf, inks or Inks(Conversion(shipped("gracol2006"))))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue(), separated


def test_black_lines_over_dense_colour_are_refused_with_their_place() -> None:
    x, y = SHEET.trim.x + 30, SHEET.trim.top - 60
    file, separated = sheet_of(f"1 1 0.6 0 k {x} {y} 90 30 re f 0 0 0 1 K 1.5 w {x} {y + 15} m {x + 90} {y + 15} l S")
    with pytest.raises(BadInput, match=r"360% ink lie on one another in the panel 'outside00' \(1\d mm from its left"):
        check_ink(file, separated, 3.2, SHEET)


def test_what_lies_apart_does_not_add_up() -> None:
    x, y = SHEET.trim.x + 30, SHEET.trim.top - 60
    file, separated = sheet_of(f"1 1 0.6 0 k {x} {y} 90 30 re f 0 0 0 1 K 1.5 w {x} {y + 45} m {x + 90} {y + 45} l S")
    assert separated.most_ink > 3.2
    assert check_ink(file, separated, 3.2, SHEET) == []


def test_a_dense_square_is_a_warning() -> None:
    x, y = SHEET.trim.x + 30, SHEET.trim.top - 120
    file, separated = sheet_of(f"0.9 0.8 0.7 1 k {x} {y} 60 60 re f", Inks(Plain()))
    (dense,) = check_ink(file, separated, 4.0, SHEET)
    assert (dense.rule, dense.severity) == ("dense-ink", "warning")
    assert "'outside' a square of 15 mm has 340% ink" in dense.message
