"""Plates: against ghostscript's, and what each rule of ink does to them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from brochure.errors import BadInput
from brochure.prepress.plates.derive import derived
from brochure.prepress.plates.render import plates, spots
from brochure.production.make import make
from brochure.production.plan import Task
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.proof import handmade as pages
from tests.proof.handmade import handmade
from tests.proof.separations import COVERAGE, MEAN_DIFFERENCE, compared, needs_ghostscript, tiffsep

PAGES = {
    "overprint": pages.OVERPRINT,
    "pictures": pages.PICTURES,
    "rare": pages.RARE,
    "gradients": pages.GRADIENTS,
    "spots": pages.SPOTS,
    "transparency": pages.TRANSPARENCY,
}
ALL_INK = 255


def levels(content: str, x: int, y: int) -> dict[str, int]:
    """Each plate's level at a place of a page, in points from its bottom left corner; plates without ink left out."""
    (page,) = plates(handmade(content), 72)
    inked = {
        ink: plate.crop((x, pages.HEIGHT - 1 - y, x + 1, pages.HEIGHT - y)).tobytes()[0] for ink, plate in page.items()
    }
    return {ink: level for ink, level in inked.items() if level}


def agree(ours: list[dict[str, Image.Image]], theirs: list[dict[str, Image.Image]]) -> None:
    assert len(ours) == len(theirs)
    for page, other in zip(ours, theirs, strict=True):
        for ink, plate in page.items():
            difference, apart = compared(plate, other[ink])
            assert difference < MEAN_DIFFERENCE, f"{ink}: mean difference {difference:.2f} %"
            assert apart < COVERAGE, f"{ink}: coverage differs by {apart:.2f} percentage points"


@needs_ghostscript
@pytest.mark.parametrize("name", PAGES)
def test_agrees_with_ghostscript(name: str, tmp_path: Path) -> None:
    pdf = handmade(PAGES[name])
    ours = plates(pdf, 108)
    agree(ours, tiffsep(pdf, 108, tmp_path, list(ours[0])))


#: Each layout with copy that it takes.
SAMPLES = [
    *((layout, "how-ketamine-therapy-works") for layout in ("trifold", "handout", "booklet")),
    ("gatefold", "a-window-for-change"),
    ("card", "test"),
]


@pytest.mark.sample(1)
@needs_ghostscript
@pytest.mark.parametrize(("layout", "article"), SAMPLES)
def test_agrees_with_ghostscript_on_a_sample(desk: Desk, layout: str, article: str, tmp_path: Path) -> None:
    desk.article("Call us at any hour. Say where you are.\n\n- Go to others.\n- Put away what hurts.")
    (sheet,) = make(open_workspace(desk.root), Task(article, layout, "letter", ("press",)))
    assert sheet.error is None, sheet.error
    ours = plates(sheet.data, 108)
    agree(ours, tiffsep(sheet.data, 108, tmp_path, list(ours[0]), 4))


def test_what_knocks_out_clears_each_plate() -> None:
    assert levels("1 0 0 0 k 0 0 99 99 re f 0 0 1 0 k 0 0 99 99 re f", 50, 50) == {"Yellow": ALL_INK}


def test_mode_1_spares_the_inks_that_a_colour_lacks() -> None:
    over = "1 0 0 0 k 0 0 99 99 re f /Over gs 0 0 1 0 k 0 0 99 99 re f"
    assert levels(over, 50, 50) == {"Cyan": ALL_INK, "Yellow": ALL_INK}
    assert levels(over.replace("/Over", "/Flat"), 50, 50) == {"Yellow": ALL_INK}


def test_white_and_grey_overprint_nothing_away() -> None:
    below = "1 0 0 0 k 0 0 99 99 re f /Over gs "
    assert levels(below + "0 0 0 0 k 0 0 99 99 re f", 50, 50) == {"Cyan": ALL_INK}
    # grey is all process inks: mode 1 is for DeviceCMYK
    assert levels(below + "0 g 0 0 99 99 re f", 50, 50) == {"Black": ALL_INK}


@pytest.mark.parametrize("operator", ["B", "B*", "b", "b*"])
def test_fill_and_stroke_overprint_apart(operator: str) -> None:
    content = f"1 0 0 0 k 0 0 200 150 re f /Over gs 0 1 0 0 k 0 0 0 1 K 20 w 40 40 80 80 re {operator}"
    assert levels(content, 80, 80) == {"Cyan": ALL_INK, "Magenta": ALL_INK}
    assert levels(content, 35, 80) == {"Cyan": ALL_INK, "Black": ALL_INK}
    assert levels(content, 45, 80) == {"Cyan": ALL_INK, "Magenta": ALL_INK, "Black": ALL_INK}


def test_overprint_ends_with_its_state() -> None:
    content = "1 0 0 0 k 0 0 99 99 re f q /Over gs Q 0 0 1 0 k 0 0 99 99 re f"
    assert levels(content, 50, 50) == {"Yellow": ALL_INK}


def test_text_overprints_and_clips_all_the_same() -> None:
    text = "1 0 0 0 k 0 0 240 160 re f /Over gs 0 0 0 1 k BT /F 300 Tf {} Tr -5 -30 Td (I) Tj ET"
    assert levels(text.format(0), 40, 80) == {"Cyan": ALL_INK, "Black": ALL_INK}
    clipped = text.format(7) + " 0 1 0 0 k 0 0 240 160 re f"
    assert levels(clipped, 40, 80) == {"Cyan": ALL_INK, "Magenta": ALL_INK}
    assert levels(clipped, 200, 80) == {"Cyan": ALL_INK}


def test_a_spot_prints_on_its_own_plate_alone() -> None:
    content = "1 0 0 0 k 0 0 99 99 re f /Spot cs 0.6 scn 0 0 60 60 re f"
    assert levels(content, 30, 30) == {"Tango": 153}
    assert levels(content.replace("/Spot", "/Over gs /Spot"), 30, 30) == {"Cyan": ALL_INK, "Tango": 153}


def test_two_inks_of_one_colour() -> None:
    assert levels("/Two cs 0.8 0.4 scn 0 0 60 60 re f", 30, 30) == {"Black": 204, "Tango": 102}


def test_registration_colour_prints_everywhere() -> None:
    content = "/Spot cs 1 scn 200 0 9 9 re f /Every cs 1 scn 0 0 60 60 re f"
    assert levels(content, 30, 30) == dict.fromkeys(("Cyan", "Magenta", "Yellow", "Black", "Tango"), ALL_INK)


def test_folds_print_nowhere_and_clear_nothing() -> None:
    content = "1 0 0 0 k 0 0 99 99 re f /Fold cs 1 scn 0 0 60 60 re f"
    assert levels(content, 30, 30) == {"Cyan": ALL_INK}
    assert list(spots(handmade(content))) == []


def test_spots_look_as_their_alternate_says() -> None:
    inks = spots(handmade(pages.SPOTS))
    assert list(inks) == ["Tango"]
    tango = inks["Tango"]
    assert (tango.cyan, tango.magenta, tango.yellow, tango.key) == pytest.approx((0, 0.6, 1, 0))


def test_a_form_takes_over_the_state_of_its_caller() -> None:
    twice = "1 0 0 0 k 0 0 240 160 re f 0 0 1 0 k {} gs /Layered Do"
    assert levels(twice.format("/Over"), 185, 125) == {"Cyan": ALL_INK, "Yellow": ALL_INK}
    assert levels(twice.format("/Knock"), 185, 125) == {"Yellow": ALL_INK}
    both = twice.format("/Over") + " /Knock gs 0 1 0 0 k /Layered Do"
    assert levels(both, 185, 125) == {"Magenta": ALL_INK}


def test_inline_pictures_and_stencils() -> None:
    place = "q 60 0 0 60 0 0 cm "
    picture = place + "BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \x33\x66\x00\x00 EI Q"
    assert levels(picture, 30, 30) == {"Cyan": 0x33, "Magenta": 0x66}
    stencil = place + "0 0 1 0 k BI /W 1 /H 1 /IM true ID \x00 EI Q"
    assert levels("1 0 0 0 k 0 0 99 99 re f /Over gs " + stencil, 30, 30) == {"Cyan": ALL_INK, "Yellow": ALL_INK}


def test_no_colour_but_grey_is_left() -> None:
    for content in PAGES.values():
        for ink in ("Cyan", "Tango"):
            data, _ = derived(handmade(content), ink)
            again, none = derived(data, "Black")
            assert none == {}
            assert plates(again, 36)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param("1 0 0 rg 0 0 9 9 re f", "DeviceRGB, which is no ink", id="screen colour"),
        pytest.param("/Spot cs 1 scn /None scn", "unknown pattern", id="no pattern"),
        pytest.param("(", "does not end", id="cut short"),
        pytest.param("q " * 100_001, "without end", id="endless q"),
    ],
)
def test_what_cannot_be_shown_is_refused(content: str, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        plates(handmade(content), 36)


def test_a_form_that_paints_itself_is_refused() -> None:
    with pikepdf.open(io.BytesIO(handmade("/Layered Do"))) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.Layered
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Again=form))
        form.write(b"/Again Do")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(BadInput, match="paints itself"):
        plates(out.getvalue(), 36)


def test_no_pdf_is_refused() -> None:
    with pytest.raises(BadInput, match="damaged"):
        plates(b"%PDF-1.6 no more", 36)
