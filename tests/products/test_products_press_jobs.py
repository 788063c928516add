"""What [printer] asks for is what the press file is: standard, inks, copies, folds, the shop's own profile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from brochure.storage.shipped import SHIPPED
from brochure.units import INCH, MM
from tests.conftest import Desk
from tests.products.pdf import tool

Press = Callable[[str], Path]


@pytest.fixture
def press(desk: Desk) -> Press:
    """Builds a short article for the press with one more table in brochure.toml."""

    def build(table: str) -> Path:
        config = desk.root / "brochure.toml"
        config.write_text(f"{config.read_text('utf-8')}\n{table}\n", "utf-8")
        desk.article("Words.\n\n::: help\nMore words.\n:::")
        done = desk.build("test", "--layout", "trifold", "--edition", "press")
        assert done.code == 0, done.err
        return desk.root / "output/test/test-trifold-letter-press.pdf"

    return build


def coverage(file: Path) -> list[float]:
    """Ghostscript's ink coverage of the first page: C, M, Y, K."""
    return [float(part) for part in tool("gs", "-q", "-o", "-", "-sDEVICE=inkcov", file).split()[:4]]


@pytest.mark.sample(1)
@pytest.mark.parametrize("table", ['[printer]\nstandard = "x-1a"', '[printer]\npreset = "newsprint"'])
def test_pdf_x_1a_has_no_transparency(press: Press, table: str) -> None:
    with pikepdf.open(press(table)) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert "/OCProperties" not in pdf.Root
        for thing in pdf.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                assert "/Group" not in thing
                assert thing.get("/SMask", "/None") == "/None"
                assert float(thing.get("/ca", 1)) == 1


def plates(file: Path) -> set[str]:
    """The names of the plates, as ghostscript parts them."""
    folder = file.with_suffix("")
    folder.mkdir()
    tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-r36", "-sDEVICE=tiffsep", f"-sOutputFile={folder}/p%d.tif", file)
    return {re.sub(r"p\d+\((.*)\)\.tif", r"\1", plate.name) for plate in folder.glob("p*(*.tif")}


PROCESS_PLATES = {"Cyan", "Magenta", "Yellow", "Black"}


@pytest.mark.sample(1)
@pytest.mark.parametrize("preset", ["online-us", "online-eu", "digital", "newsprint"])
def test_no_preset_has_a_plate_or_a_layer_that_a_shop_did_not_ask_for(press: Press, preset: str) -> None:
    file = press(f'[printer]\npreset = "{preset}"\ncolour_bar = true')
    assert plates(file) == PROCESS_PLATES
    with pikepdf.open(file) as pdf:
        assert "/OCProperties" not in pdf.Root


def test_the_layer_of_folds_is_there_for_who_asks(press: Press) -> None:
    with pikepdf.open(press("[printer]\nfold_layer = true")) as pdf:
        (layer,) = pdf.Root.OCProperties.OCGs
        assert layer.GTS_Metadata.GTS_ProcStepsType == "/Folding"


def test_there_is_no_layer_in_pdf_x_1a(desk: Desk) -> None:
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f'{config}\n[printer]\nfold_layer = true\nstandard = "x-1a"\n')
    desk.article("Words.")
    assert "PDF/X-1a does not have" in desk.build("test", "--layout", "trifold", "--edition", "press").refusal()


def test_newsprint_is_declared_as_newsprint(press: Press) -> None:
    with pikepdf.open(press('[printer]\npreset = "newsprint"')) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "CGATS TR 002"


def test_the_colour_bar_of_a_spot_job_has_its_own_inks(press: Press, desk: Desk) -> None:
    desk.swap(
        "brochure.toml",
        'primary = "#8a2a1f"',
        'primary = { rgb = "#8a2a1f", cmyk = [0, 85, 75, 45], spot = "Maple" }',
    )
    file = press('[printer]\njob = "black-and-spot"\ncolour_bar = true')
    assert plates(file) == {*PROCESS_PLATES, "Maple"}
    assert coverage(file)[0] < 0.002


def test_a_job_in_black_has_marks_alone_on_the_other_plates(press: Press) -> None:
    cyan, magenta, yellow, black = coverage(press('[printer]\njob = "black"'))
    assert max(cyan, magenta, yellow) < 0.002
    assert black > 0.3


def test_a_job_in_black_and_one_spot(press: Press, desk: Desk) -> None:
    desk.swap(
        "brochure.toml",
        'primary = "#8a2a1f"',
        'primary = { rgb = "#8a2a1f", cmyk = [0, 85, 75, 45], spot = "Maple" }',
    )
    file = press('[printer]\njob = "black-and-spot"')
    with pikepdf.open(file) as pdf:
        spots = {
            str(thing[1])
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Array) and len(thing) == 4 and thing[0] == "/Separation"
        }
    assert "/Maple" in spots


def test_copies_side_by_side(press: Press) -> None:
    with pikepdf.open(press('[printer]\nacross = 2\ngutter = "0.5in"')) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
    assert right - left == pytest.approx(2 * 792 + 0.5 * INCH, abs=0.01)
    assert top - bottom == pytest.approx(612, abs=0.01)


def test_the_shop_says_how_much_a_panel_is_tucked_in(press: Press) -> None:
    """Three panels on 11 in, the one that folds in narrower by 3 mm: it is 11 in / 3 less two thirds of that."""
    file = press('[printer]\nfold_allowance = "3mm"')
    with pikepdf.open(file) as pdf:
        (flap,) = [form for name, form in pdf.pages[0].Resources.XObject.items() if name == "/panel-flap"]
        bleed = INCH / 8
        width = float(flap.BBox[2]) - float(flap.BBox[0])
    assert width == pytest.approx(792 / 3 - 2 * MM + bleed, abs=0.01)


def test_the_shops_own_profile(press: Press, desk: Desk) -> None:
    icc = (SHIPPED / "assets/profiles/fogra39.icc").read_bytes()
    desk.write("assets/shop.icc", icc)
    with pikepdf.open(press('[printer]\nprofile = "assets/shop.icc"\ncondition = "FOGRA51"')) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA51"
        assert intent.DestOutputProfile.read_bytes() == icc


def test_without_marks_the_media_is_the_bleed(press: Press) -> None:
    with pikepdf.open(press("[printer]\nmarks = false")) as pdf:
        page = pdf.pages[0].obj
        assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, 792 + 18, 612 + 18])
        assert [float(edge) for edge in page.BleedBox] == [float(edge) for edge in page.MediaBox]
