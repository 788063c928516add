"""The press edition: exact boxes, ink alone, black text on one plate and over all else, marks outside the bleed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from brochure.editions.print_job import print_job
from brochure.units import INCH, MM
from tests.products.conftest import OFFICE, Leaflet
from tests.products.pdf import tool

pytestmark = pytest.mark.parametrize("press", OFFICE, indirect=True)

SHEETS = {
    ("trifold", "letter"): (792, 612),
    ("trifold", "a4"): (297 * MM, 210 * MM),
    ("handout", "letter"): (612, 792),
}
BLEEDS = {"letter": INCH / 8, "a4": 3 * MM}
PPI = 100
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
FOREIGN = {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased"}


@pytest.fixture(scope="module")
def separated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """The folder with Ghostscript's plates of a product, made once."""
    return cache(lambda product: _separate(product, tmp_path_factory.mktemp("plates")))


def _separate(product: Path, folder: Path) -> Path:
    tool(
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=tiffsep",
        f"-r{PPI}",
        f"-sOutputFile={folder}/%d.tif",
        product,
    )
    return folder


@pytest.fixture
def plates(press: Leaflet, separated: Callable[[Path], Path]) -> list[dict[str, Image.Image]]:
    """Ghostscript's plates of each page, 255 being full ink."""
    folder = separated(press.path)
    return [
        {name: ImageChops.invert(Image.open(folder / f"{page}({name}).tif").convert("L")) for name in PLATES}
        for page in range(1, press.said["pages"] + 1)
    ]


def boxes(page: pikepdf.Page) -> tuple[list[float], list[float], list[float]]:
    return tuple([float(edge) for edge in page.obj[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))  # type: ignore[return-value]


def pixels(area: list[float], height: float, grown: float = 0) -> tuple[int, int, int, int]:
    """An area of the page in pixels, inwards to the nearest whole one if `grown` is less than 0."""
    left, bottom, right, top = area[0] - grown, area[1] - grown, area[2] + grown, area[3] + grown
    scale = PPI / 72
    return round(left * scale), round((height - top) * scale), round(right * scale), round((height - bottom) * scale)


def most(picture: Image.Image) -> int:
    """The highest level in a grey picture."""
    return max(level for level, count in enumerate(picture.histogram()) if count)


def spaces(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every name of a colour space that stands anywhere in the file but in the output intent."""
    for number in range(len(pdf.objects)):
        yield from _spaces(pdf.objects[number])


def _spaces(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array) and depth < 8:
        for item in value:
            if not item.is_indirect if isinstance(item, pikepdf.Object) else True:
                yield from _spaces(item, depth + 1)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 8:
        for item in dict(value.items()).values():
            if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                yield from _spaces(item, depth + 1)


def test_boxes_are_exact(press: Leaflet) -> None:
    width, height = SHEETS[press.said["layout"], press.paper]
    with press.pdf() as pdf:
        for page in pdf.pages:
            media, bleed, trim = boxes(page)
            assert media[:2] == [0, 0]
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([width, height], abs=0.01)
            reach = BLEEDS[press.paper]
            assert [a - b for a, b in zip(bleed, trim, strict=True)] == pytest.approx(
                [-reach, -reach, reach, reach], abs=0.01
            )
            assert media[2] > bleed[2]
            assert media[3] > bleed[3]
            assert not {"/CropBox", "/Rotate", "/UserUnit"} & set(page.obj.keys())


def test_all_colour_is_ink(press: Leaflet) -> None:
    with press.pdf() as pdf:
        assert not FOREIGN & set(spaces(pdf))
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == {"letter": "CGATS TR 006", "a4": "FOGRA39"}[press.paper]
        assert str(intent.RegistryName) == "http://www.color.org"
        assert int(intent.DestOutputProfile.N) == 4


def test_it_says_what_it_is(press: Leaflet) -> None:
    with press.pdf() as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert ">PDF/X-4<" in metadata
        assert pdf.docinfo["/Trapped"] == "/False"
        assert str(pdf.docinfo["/Title"]) in metadata
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", press.path)
    for line in tool("pdffonts", press.path).splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


@pytest.mark.sample(2)
def test_black_text_is_on_the_black_plate_alone(press: Leaflet, plates: list[dict[str, Image.Image]]) -> None:
    """Where black is solid, and only text and the QR code are, the other inks are those of the ground."""
    with press.pdf() as pdf:
        for page, inks in zip(pdf.pages, plates, strict=True):
            media, _, trim = boxes(page)
            area = pixels(trim, media[3])
            solid = inks["Black"].crop(area).point(lambda ink: 255 if ink == 255 else 0)
            assert solid.histogram()[255] > 2_000
            for name in PLATES[:3]:
                under = ImageChops.multiply(inks[name].crop(area), solid)
                # A tinted ground has at most 12 % of an ink; text that was in four inks would have more than 50 %.
                assert most(under) <= 0.12 * 255, name


def test_nothing_but_the_product_is_inside_the_bleed_and_art_reaches_it(
    press: Leaflet, plates: list[dict[str, Image.Image]]
) -> None:
    with press.pdf() as pdf:
        media, bleed, trim = boxes(pdf.pages[0])
    magenta = plates[0]["Magenta"]
    left, top, right, bottom = pixels(bleed, media[3])
    ring = magenta.crop((left, top, right, bottom))
    inner = pixels(trim, media[3])
    assert most(ring.crop((ring.width - 6, ring.height // 3, ring.width - 2, ring.height // 3 + 9))) > 0 or (
        press.said["layout"] == "handout" and most(ring.crop((9, 2, 99, 6))) > 0
    )
    # Marks stand on every plate at full strength; in the ring between trim and bleed no pixel does.
    black = plates[0]["Black"].copy()
    black.paste(0, inner)
    assert most(black.crop((left, top, right, bottom)).point(lambda ink: 255 if ink == 255 else 0)) == 0
    # Outside the bleed there are marks.
    black.paste(0, (left, top, right, bottom))
    assert most(black) == 255


@pytest.mark.sample(2)
def test_ink_never_exceeds_the_limit(press: Leaflet, plates: list[dict[str, Image.Image]]) -> None:
    limit = print_job(press.workspace, press.paper).inks.conversion.limit
    with press.pdf() as pdf:
        for page, inks in zip(pdf.pages, plates, strict=True):
            media, bleed, _ = boxes(page)
            area = pixels(bleed, media[3], -1)
            channels = [inks[name].crop(area).tobytes() for name in PLATES]
            assert max(map(sum, zip(*channels, strict=True))) <= 255 * limit + 4
