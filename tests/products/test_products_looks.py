"""A look is a folder: one made on the spot works with every layout, joins names and records; its faults are told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import get_args

import pypdfium2
import pytest

from brochure.art.colour import Colour, contrast
from brochure.art.palette import Palette
from brochure.production.plan import BuildRequest, plan, products
from brochure.storage.shipped import SHIPPED
from brochure.typeset import looks
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk, Result
from tests.products.pdf import inked, picture, words
from tests.products.seen import colours

pytestmark = pytest.mark.xdist_group("looks")

MAPLE = (SHIPPED / "layouts/looks/maple/look.toml").read_text("utf-8")
SHOWN = sorted(folder.name for folder in (SHIPPED / "layouts/looks").iterdir())
SECTIONS = "".join(f"## {name}\n\nRest well.\n\n" for name in ("Qa", "Qb", "Qc"))
BODY = "Rest well.\n\n::: help Call 911 if\n- you cannot swallow\n- you do not wake up\n:::"
#: How bright the art's colour is.
SKY = 129
ART = """{% macro sky(panel) %}{{ ground(panel, "#00aaff") }}{% endmacro %}
{% macro cover(panel, clear=0) %}{{ sky(panel) }}{% endmacro %}
{% macro head(panel, share=0.55) %}{{ sky(panel) }}{% endmacro %}
"""


@pytest.fixture
def poppy(desk: Desk) -> Desk:
    """A workspace with a look of its own, and an article."""
    desk.write("layouts/looks/poppy/look.toml", MAPLE.replace('callout = "secondary-tint"', 'callout = "paper"'))
    desk.write("layouts/looks/poppy/style.css", ".copy p { text-transform: uppercase }")
    desk.write("layouts/looks/poppy/art.svg", ART)
    desk.article(BODY, front="title: Low sugar")
    return desk


def make(desk: Desk, *arguments: str) -> Result:
    return desk.brochure("build", "test", "--json", "--jobs", "1", *arguments)


def made(desk: Desk, look: str, layout: str) -> Path:
    (product,) = make(desk, "--layout", layout, "--edition", "office", "--look", look).json["products"]
    assert product["status"] == "built", product["error"]
    return desk.root / str(product["path"])


@pytest.mark.sample(1)
@pytest.mark.parametrize("layout", ["trifold", "handout", "card"])
def test_one_made_on_the_spot_works_with_every_layout(poppy: Desk, layout: str) -> None:
    (product,) = make(poppy, "--layout", layout, "--edition", "office", "--look", "poppy").json["products"]
    assert product["path"] == f"output/test/test-poppy-{layout}-letter-office.pdf"
    assert product["look"] == "poppy"
    pdf = poppy.root / product["path"]
    assert "REST" in {word.text for page in words(pdf) for word in page}
    grey = picture(pdf, 0, 20)
    assert sum(grey.histogram()[SKY - 2 : SKY + 3]) > 0.1 * grey.width * grey.height, "its art stands there"


def test_editions_without_a_fold_wear_it_too(poppy: Desk) -> None:
    made = make(poppy, "--edition", "email", "--edition", "large-print", "--look", "poppy").json["products"]
    assert [product["path"] for product in made] == [
        "output/test/test-poppy-email.pdf",
        "output/test/test-poppy-large-print.pdf",
    ]
    for product in made:
        assert "REST" in {word.text for page in words(poppy.root / product["path"]) for word in page}


def test_the_clinics_look_joins_no_name_and_another_does(poppy: Desk) -> None:
    poppy.swap("brochure.toml", 'look = "maple" ', 'look = "poppy" ')
    poppy.swap("brochure.toml", 'article = "a-window-for-change"\n', 'article = "test"\nlook = "maple"\n')
    tasks = plan(open_workspace(poppy.root), BuildRequest(("test",), "card", editions=("office",)))
    (product,) = products(tasks)
    assert (product.path.name, product.look) == ("test-maple-card-letter-office.pdf", "maple")
    (other,) = products(plan(open_workspace(poppy.root), BuildRequest(("test",), "card", None, ("office",), "poppy")))
    assert (other.path.name, other.look) == ("test-card-letter-office.pdf", "poppy")


def test_who_asks_for_an_article_gets_it_in_the_clinics_look(desk: Desk) -> None:
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text("utf-8").partition("[[leaflet]]")[0])
    with (desk.root / "brochure.toml").open("a") as config:
        config.write('[[leaflet]]\narticle = "test"\nlook = "clear"\n[[leaflet]]\narticle = "test"\n')
    request = BuildRequest(("test",), editions=("email",), one=True)
    assert [product.look for product in products(plan(open_workspace(desk.root), request))] == ["maple"]


def status(desk: Desk) -> tuple[str, list[str]]:
    (product,) = desk.brochure("status", "test", "--layout", "card", "--json").json["products"]
    return product["status"], product["reasons"]


def test_its_files_are_inputs(poppy: Desk) -> None:
    poppy.swap("brochure.toml", 'look = "maple" ', 'look = "poppy" ')
    poppy.swap("brochure.toml", 'editions = ["office", "email", "large-print"]', 'editions = ["office"]')
    assert make(poppy, "--layout", "card").code == 0
    assert status(poppy) == ("fresh", [])
    poppy.write("layouts/looks/poppy/parts.html", "{# nothing yet #}")
    assert status(poppy) == ("stale", ["layouts/looks/poppy/parts.html is new"])
    (poppy.root / "layouts/looks/poppy/parts.html").unlink()
    poppy.swap("layouts/looks/poppy/look.toml", "weight = 600", "weight = 400")
    assert status(poppy) == ("stale", ["layouts/looks/poppy/look.toml changed"])
    poppy.swap("layouts/looks/poppy/look.toml", "weight = 400", "weight = 600")
    poppy.swap("brochure.toml", 'look = "poppy" ', 'look = "maple" ')
    assert status(poppy) == ("stale", ["look in brochure.toml changed"])


def test_an_unknown_look(desk: Desk) -> None:
    desk.article(BODY)
    said = desk.brochure("build", "test", "--layout", "card", "--edition", "office", "--look", "cleer").refusal()
    assert "There is no look 'cleer'. Did you mean 'clear'?" in said
    assert "names no look" in desk.brochure("build", "test", "--look", "../clear").refusal(2)
    line = desk.swap("brochure.toml", 'look = "maple" ', 'look = "mapel" ')
    error = make(desk, "--layout", "card", "--edition", "office").error
    assert (error["code"], error["file"], error["line"]) == (3, "brochure.toml", line)
    assert "maple" in error["hint"]
    assert "no look 'mapel'" in desk.brochure("looks", "mapel").refusal()
    assert "no look 'mapel'" in desk.brochure("init", desk.root / "new", "--look", "mapel").refusal()


@pytest.mark.parametrize("token", ["weight", "section", "cover", "key_facts", "radius", "title"])
def test_a_missing_token(desk: Desk, token: str) -> None:
    kept = [line for line in MAPLE.splitlines() if not line.startswith(f"{token} =")]
    desk.write("layouts/looks/half/look.toml", "\n".join(kept))
    said = desk.brochure("looks", "half").refusal()
    assert "layouts/looks/half/look.toml" in said
    assert f"{token}' is missing" in said


def test_a_role_on_which_text_could_not_be_read(desk: Desk) -> None:
    desk.write("layouts/looks/dark/look.toml", MAPLE.replace('cover = "primary"', 'cover = "ink"'))
    line = next(number for number, line in enumerate(MAPLE.splitlines(), 1) if line.startswith("cover ="))
    said = desk.brochure("looks", "dark").refusal()
    assert f"layouts/looks/dark/look.toml:{line}: 'colours.cover' cannot be 'ink'" in said


def test_a_fault_in_its_art_is_told_by_its_own_line(poppy: Desk) -> None:
    poppy.write(
        "layouts/looks/poppy/art.svg",
        ART.replace("sky(panel) }}{% endmacro %}\n{% macro h", "skie() }}{% endmacro %}\n{% macro h"),
    )
    assert make(poppy, "--layout", "card", "--edition", "office", "--look", "poppy").code == 0, "a card has no cover"
    error = make(poppy, "--layout", "trifold", "--edition", "office", "--look", "poppy").error
    assert (error["code"], error["file"], error["line"]) == (3, "layouts/looks/poppy/art.svg", 2)


def test_looks_are_listed(poppy: Desk) -> None:
    listed = poppy.brochure("looks", "--json").json["looks"]
    assert [look["name"] for look in listed] == sorted([*SHOWN, "poppy"])
    assert [look["name"] for look in listed if look["default"]] == ["maple"]
    assert "maple (yours)" in poppy.brochure("looks").out
    assert "radius 0" in poppy.brochure("looks", "poppy").out


def test_a_workspace_begins_with_a_look(desk: Desk) -> None:
    assert desk.brochure("init", desk.root / "new", "--look", "clear").code == 0
    assert open_workspace(desk.root / "new").look == "clear"


@pytest.mark.sample(1)
@pytest.mark.parametrize("layout", ["trifold", "card", "rack-card", "booklet", "gatefold", "accordion-card"])
@pytest.mark.parametrize("look", [name for name in SHOWN if name != "maple"])
def test_what_ships_suits_each_layout(desk: Desk, look: str, layout: str) -> None:
    desk.article(BODY, front="title: When your blood sugar is too low for comfort\nsubtitle: What to do at once")
    (product,) = make(desk, "--layout", layout, "--edition", "office", "--look", look).json["products"]
    assert product["status"] == "built"


@pytest.mark.parametrize("role", get_args(looks.Ground))
def test_text_is_read_on_each_role_with_every_brand(role: looks.Ground) -> None:
    chance = random.Random(16)
    for _ in range(150):
        primary, secondary, accent = (Colour(*chance.randbytes(3)) for _ in range(3))
        palette = Palette(primary, secondary, accent, Colour.parse("#2a2320"), Colour.parse("#ffffff"))
        assert contrast(looks.text_on(palette, role), looks.ground(palette, role)) >= 4.5


def test_in_maple_a_layout_with_a_style_sheet_of_its_own_stays_as_it_was(desk: Desk) -> None:
    files = {name: f"looks/maple/{name}" for name in ("style.css", "art.svg", "parts.html")}
    shipped = looks.worn(open_workspace(desk.root), "trifold")
    assert sorted(shipped.files) == sorted(files.values())
    desk.write("layouts/trifold/style.css", "")
    assert looks.worn(open_workspace(desk.root), "trifold").files == []
    assert looks.worn(open_workspace(desk.root), "zfold") == shipped
    desk.write("layouts/looks/maple/art.svg", ART)
    assert looks.worn(open_workspace(desk.root), "trifold").files == [files["art.svg"]], "their own look is theirs"
    studio = open_workspace(desk.root).wearing("studio")
    assert looks.worn(studio, "trifold") == looks.worn(studio), "which was asked for"


@pytest.mark.sample(1)
@pytest.mark.parametrize("look", SHOWN)
def test_sections_take_turns_in_colour(desk: Desk, look: str) -> None:
    desk.article(SECTIONS, front="title: Low sugar")
    pdf = made(desk, look, "card")
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=4).to_pil().convert("RGB")
    tones = []
    for name in ("Qa", "Qb"):
        word = next(word for word in words(pdf)[0] if word.text == name)
        # With what stands beside a heading, or above it.
        seen = colours(
            page.crop(tuple(round(4 * edge) for edge in (word.left - 8, word.top - 8, word.right, word.bottom)))
        )
        tones.append({colour for count, colour in seen if count > 150})
    assert tones[0] != tones[1]


@pytest.mark.sample(2)
@pytest.mark.parametrize("look", SHOWN)
@pytest.mark.parametrize(
    ("layout", "page", "folds", "foot"),
    [
        ("accordion-card", 1, (198, 396, 594), 306),
        ("booklet", 3, (396,), 597),
        ("trifold", 1, (264, 528), 597),
        ("gatefold", 1, (198, 594), 597),
    ],
)
def test_something_goes_on_over_each_fold(
    desk: Desk, look: str, layout: str, page: int, folds: tuple[int, ...], foot: int
) -> None:
    desk.article(SECTIONS * 12, front="title: Low sugar")
    inside = picture(made(desk, look, layout), page, 144)
    for fold in folds:
        for x in (fold - 3, fold + 3):
            assert inked(inside, [(2 * x - 1, 2 * foot - 24, 2 * x + 1, 2 * foot)])


@pytest.mark.sample(1)
@pytest.mark.parametrize("look", SHOWN)
def test_a_drawn_cover_says_what_to_do_next(desk: Desk, look: str) -> None:
    desk.article("Rest well.", front="title: Low sugar\ncover: art\nnext_step: Bring your diary.")
    said = [word.text for word in words(made(desk, look, "halffold"))[0]]
    assert said.count("diary.") == 2, "on the cover, and on the back"


def test_no_number_stands_on_a_drawing(desk: Desk) -> None:
    desk.article("Rest well.", front="title: Low sugar")
    _, *pages = words(made(desk, "maple", "booklet"))
    numbers = [[word.text for word in page if word.text in "234567"] for page in pages]
    assert numbers == [["2"], ["3"], []], "copy stands on page 2, lines for notes on page 3"
