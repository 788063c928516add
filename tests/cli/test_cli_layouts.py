"""brochure layouts: the catalogue, a layout's geometry, dummies to fold, a sheet to try the printer."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from brochure.geometry.paper import PAPERS
from brochure.units import INCH, MM
from tests.conftest import Desk
from tests.products.language_pages import family
from tests.products.pdf import inked, picture

NARROW, WIDE = 261.0, 265.5
DRAFTS = Path(__file__).parents[1] / "geometry/drafts"


def said(path: Path) -> list[list[str]]:
    """The words of each page of a sheet that is drawn in outlines."""
    with pikepdf.open(path) as pdf:
        return [[text for stream in streams(page) for text in spans(stream)] for page in pdf.pages]


def streams(page: pikepdf.Page) -> list[object]:
    return [page, *page.obj.Resources.get("/XObject", {}).values()]


def spans(stream: object) -> list[str]:
    parsed = pikepdf.parse_content_stream(stream)  # type: ignore[arg-type]
    return [str(step.operands[1].ActualText) for step in parsed if str(step.operator) == "BDC"]


def test_the_catalogue_has_every_layout(desk: Desk) -> None:
    listed = {one["name"]: one for one in desk.brochure("layouts", "--json").json["layouts"]}
    assert listed.keys() >= {"trifold", "handout"}
    trifold = listed["trifold"]
    assert (trifold["fold"], trifold["papers"], trifold["folded"]) == ("roll", ["letter", "a4"], True)
    assert trifold["sizes"]["letter"] == [{"flat_pt": [792.0, 612.0], "closed_pt": [WIDE, 612.0]}]
    assert (listed["handout"]["fold"], listed["handout"]["folded"]) == ("none", False)
    lines = desk.brochure("layouts").out.splitlines()
    assert [line.split(":")[0] for line in lines] == sorted(listed)
    assert "trifold: Roll-fold leaflet, six panels. Roll fold; letter 11 × 8.5 in, a4 297 × 210 mm" in lines
    one_paper = desk.brochure("layouts", "--paper", "a4").out.splitlines()
    assert "trifold: Roll-fold leaflet, six panels. Roll fold; a4 297 × 210 mm" in one_paper


def test_the_geometry_of_one(desk: Desk) -> None:
    (layout,) = desk.brochure("layouts", "trifold", "--paper", "letter", "--json").json["layouts"]
    (made,) = layout["geometries"]
    assert made["reading"] == ["cover", "flap", "left", "middle", "right", "back"]
    outside, inside = made["sides"]
    assert outside["upright_folds_pt"] == [NARROW, NARROW + WIDE]
    assert inside["upright_folds_pt"] == [WIDE, 2 * WIDE]
    assert [(panel["name"], panel["x_pt"], panel["width_pt"]) for panel in outside["panels"]] == [
        ("flap", 0, NARROW),
        ("back", NARROW, WIDE),
        ("cover", NARROW + WIDE, WIDE),
    ]
    assert made["office"]["duplex"] == "DuplexFlipShortEdge"
    text = desk.brochure("layouts", "trifold", "--paper", "letter").out
    assert "outside: flap 3.625 × 8.5 in, back 3.6875 × 8.5 in, cover 3.6875 × 8.5 in" in text
    assert "folds, inside: 3.6875 in, 7.375 in from the left" in text
    assert "1 sheet of 11 × 8.5 in, turned over on the short edge" in text


def test_a_layout_that_cannot_be_is_told_and_the_others_listed(desk: Desk) -> None:
    desk.write("layouts/ours/layout.toml", 'title = "Ours"\n')
    done = desk.brochure("layouts", "--json")
    assert done.code == 3
    document = done.json
    assert document["ok"] is False
    assert "trifold" in [one["name"] for one in document["layouts"]]
    assert [error["file"] for error in document["errors"]] == ["layouts/ours/layout.toml"]
    assert desk.brochure("layouts").err.startswith("brochure: layouts/ours/layout.toml")


REFUSED = [
    pytest.param(("nosuch",), 3, "There is no layout 'nosuch'", id="unknown"),
    pytest.param(("trifold", "--paper", "legal"), 3, "not made for legal paper", id="paper"),
    pytest.param(("--dummy",), 2, "--dummy needs a layout", id="dummy of what"),
    pytest.param(("trifold", "--calibrate"), 2, "about the printer", id="calibrate what"),
]


@pytest.mark.parametrize(("arguments", "code", "fault"), REFUSED)
def test_what_cannot_be_asked(desk: Desk, arguments: tuple[str, ...], code: int, fault: str) -> None:
    assert fault in desk.brochure("layouts", *arguments).refusal(code)
    assert desk.files() == {}


def test_a_dummy_has_each_panel_by_number_its_folds_and_the_turn(desk: Desk) -> None:
    done = desk.brochure("layouts", "trifold", "--paper", "letter", "--dummy")
    assert done.out == "output/dummy-trifold-letter.pdf\n"
    path = desk.root / "output/dummy-trifold-letter.pdf"
    outside, inside = said(path)
    for page, panels, folds in (
        (outside, {"1": "cover", "2": "flap", "6": "back"}, "mountain, away from you"),
        (inside, {"3": "left", "4": "middle", "5": "right"}, "valley, towards you"),
    ):
        for number, name in panels.items():
            assert page[page.index(number) + 1] == name
        # The right panel of the inside is folded in first, its back the flap, at the left of the outside.
        order = ["fold 1", "fold 2"] if page is outside else ["fold 2", "fold 1"]
        assert [text for text in page if text.startswith("fold")] == [f"{fold}: {folds}" for fold in order]
        assert any(text.endswith("turned over on the short edge") for text in page)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
        assert [[float(edge) for edge in page.mediabox] for page in pdf.pages] == [[0, 0, 792, 612]] * 2
    first = picture(path, 0, 72)
    assert inked(first, [(round(NARROW) - 1, 30, round(NARROW) + 2, 580)]), "the fold"
    assert not inked(first, [(0, 0, 792, 13)]), "the white edge"
    before = path.read_bytes()
    desk.brochure("layouts", "trifold", "--paper", "letter", "--dummy", "--json")
    assert path.read_bytes() == before


def test_a_dummy_for_readers_from_right_to_left_is_mirrored(desk: Desk) -> None:
    desk.swap("brochure.toml", "[clinic]\n", '[clinic]\nlanguage = "ar"\n')
    (layout,) = desk.brochure("layouts", "trifold", "--paper", "letter", "--json").json["layouts"]
    (made,) = layout["geometries"]
    assert made["to_left"] is True
    assert [panel["x_pt"] for panel in made["sides"][0]["panels"]] == [531.0, 265.5, 0.0]
    desk.brochure("layouts", "trifold", "--paper", "letter", "--dummy")
    outside, _ = said(desk.root / "output/dummy-trifold-letter.pdf")
    assert [text[:6] for text in outside if text.startswith("fold")] == ["fold 2", "fold 1"]


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("flip", ["", "short-edge"])
def test_the_calibration_sheet_is_true_and_registers(desk: Desk, paper: str, flip: str) -> None:
    if flip:
        desk.swap("brochure.toml", "[defaults]\n", f'[office]\nflip = "{flip}"\n\n[defaults]\n')
    done = desk.brochure("layouts", "--calibrate", "--paper", paper)
    assert done.out == f"output/calibration-{paper}.pdf\n"
    path = desk.root / f"output/calibration-{paper}.pdf"
    width, height = PAPERS[paper].short, PAPERS[paper].long
    ppi = 254
    front, back = picture(path, 0, ppi), picture(path, 1, ppi)

    def ink(page: object, x: float, y: float, half: float = 0.4) -> bool:
        """Whether there is ink at a place, in points from the bottom left; a tenth of a millimetre is a pixel."""
        scale = ppi / 72
        box = (round((x - half) * scale), round((height - y - half) * scale))
        return bool(inked(page, [(*box, box[0] + round(2 * half * scale) + 1, box[1] + round(2 * half * scale) + 1)]))  # type: ignore[arg-type]

    left, top = 25 * MM, height - 25 * MM
    for mm in (0, 50, 100, 150):
        assert ink(front, left + mm * MM, top - 130 + 10)
        assert not ink(front, left + mm * MM + MM / 2, top - 130 + 10)
        assert ink(front, left + 10, top - 190 - mm * MM)
    for inch in (1, 3, 6):
        assert ink(front, left + inch * INCH, top - 130 - 10)
    x, y = width / 2, height * 0.36
    # Turned over on the edge that the sheet asks for, the cross of the back lies on the middle of the front's scales.
    on_back = (width - x, y) if not flip else (x, height - y)
    for mm in (-20, -15, 15, 20):
        assert ink(back, on_back[0] + mm * MM, on_back[1])
        assert ink(back, on_back[0], on_back[1] + mm * MM)
    assert ink(front, x + 5 * MM, y + 6)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == f"/DuplexFlip{'Short' if flip else 'Long'}Edge"
    assert any(text.startswith("Print at 100 %") for text in said(path)[0])


def test_sheets_for_the_office_speak_the_language_of_the_clinic(desk: Desk) -> None:
    desk.swap("brochure.toml", "[clinic]\n", '[clinic]\nlanguage = "es-MX"\n')
    desk.brochure("layouts", "trifold", "--paper", "letter", "--dummy")
    path = desk.root / "output/dummy-trifold-letter.pdf"
    _, inside = said(path)
    assert [text for text in inside if text.startswith("pliegue")] == [
        f"pliegue {number}: valle, hacia usted" for number in (2, 1)
    ]
    assert "dos caras, girando por el borde corto" in inside
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "es"
    desk.brochure("layouts", "--calibrate", "--paper", "letter")
    assert "Hoja de calibración" in said(desk.root / "output/calibration-letter.pdf")[0]


def test_sheets_for_the_office_are_set_in_the_letters_of_the_language(desk: Desk) -> None:
    desk.swap("brochure.toml", "[clinic]\n", '[clinic]\nlanguage = "ar"\n')
    family("ar", desk.root / "assets/fonts")
    desk.swap("brochure.toml", 'body = "', 'body = "Trial"  # "')
    desk.brochure("layouts", "trifold", "--paper", "letter", "--dummy")
    path = desk.root / "output/dummy-trifold-letter.pdf"
    _, inside = said(path)
    assert [text for text in inside if text.startswith("الطية")] == [
        f"الطية {number}: نحو الداخل، باتجاهك" for number in (1, 2)
    ]
    # The letters join, each line a form, and one font has them all.
    with pikepdf.open(path) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
        assert len(fonts) == 1


def test_a_crease_through_folded_rows_is_a_valley_in_one_and_a_mountain_in_the_next(desk: Desk) -> None:
    draft = (DRAFTS / "cross-card.toml").read_text("utf-8")
    desk.write("layouts/cross/layout.toml", draft)
    desk.brochure("layouts", "cross", "--paper", "letter", "--dummy")
    outside, inside = said(desk.root / "output/dummy-cross-letter.pdf")
    valley, mountain = "valley, towards you", "mountain, away from you"
    assert [text for text in inside if text.startswith("fold")] == [
        *(f"fold 2: {mountain}", f"fold 2: {valley}", f"fold 1: {valley}")
    ]
    assert [text for text in outside if text.startswith("fold")] == [
        *(f"fold 2: {valley}", f"fold 2: {mountain}", f"fold 1: {mountain}")
    ]
