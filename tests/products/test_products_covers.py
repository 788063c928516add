"""Covers: how they are composed, and the photographs on them, on paper, on a press, on a screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from brochure.art.colour import WHITE, Colour, contrast
from brochure.art.palette import Palette
from brochure.content.article import load
from brochure.storage.shipped import SHIPPED
from brochure.typeset.covers import composition, shade
from brochure.typeset.merge import merge
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk, Result
from tests.products.pdf import words

pytestmark = pytest.mark.xdist_group("covers")

HEAD = "title: Low sugar\ncover_photo: view.jpg\ncover_alt: A hut below a hill"
COMPOSED = ["art", "photograph", "type"]
LOOKS = ["clear", "field", "maple", "studio"]


def view(width: int = 1800, height: int = 1500, sky: str = "#eef4ff") -> Image.Image:
    """A pale sky with clouds as white as paper, a hill, and a red hut at 70, 80 %."""
    image = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(image)
    for at in range(0, width, width // 6):
        draw.ellipse((at, height * 0.1, at + width * 0.1, height * 0.3), fill="white")
    draw.ellipse((-width * 0.3, height * 0.6, width * 1.3, height * 2), fill="#33502f")
    draw.rectangle((width * 0.66, height * 0.75, width * 0.74, height * 0.85), fill="#c81e1e")
    return image


@pytest.fixture
def photo(desk: Desk) -> Desk:
    """A workspace with a photograph, and an article that names it."""
    desk.write("assets/images/view.jpg", saved(view()))
    desk.article("Rest well.", front=HEAD)
    return desk


def saved(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def make(desk: Desk, *arguments: str, layout: str = "card", edition: str = "office") -> Result:
    wanted = ("--layout", layout) if edition in ("office", "press") else ()
    return desk.brochure("build", "test", "--json", "--jobs", "1", *wanted, "--edition", edition, *arguments)


def made(desk: Desk, result: Result) -> Path:
    (product,) = result.json["products"]
    assert product["status"] == "built", product["error"]
    return desk.root / str(product["path"])


def photographs(pdf: Path) -> list[Image.Image]:
    """The photographs in a PDF, the largest first."""
    found: dict[int, Image.Image] = {}
    with pikepdf.open(pdf) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode":
                found[thing.objgen[0]] = Image.open(io.BytesIO(thing.read_raw_bytes())).convert("RGB")
    return sorted(found.values(), key=lambda image: -image.width * image.height)


def lightest(image: Image.Image) -> float:
    """The contrast of white with the pixel of the picture on which it is least."""
    colours = image.getcolors(1 << 24) or []
    return min(contrast(WHITE, Colour(*colour)) for _, colour in colours)  # type: ignore[misc]


@pytest.mark.sample(1)
@pytest.mark.parametrize("cover", COMPOSED)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("layout", ["trifold", "rack-card", "card", "gatefold", "accordion-card", "booklet"])
def test_each_look_has_each_composition_in_each_layout(photo: Desk, layout: str, look: str, cover: str) -> None:
    front = f"{HEAD}\ncover: {cover}\ntopic: Diabetes\nnext_step: Call us for a first visit."
    photo.article("Rest well.", front=front)
    pdf = made(photo, make(photo, "--look", look, layout=layout))
    assert bool(photographs(pdf)) == (cover == "photograph")
    said = {word.text for page in words(pdf) for word in page}
    assert {"Diabetes", "Low", "sugar"} <= said
    if layout not in ("card", "rack-card"):
        assert "first" in said, "the next step stands on the back panel, and on covers with room for it"


def test_white_words_have_their_contrast_with_each_pixel_around_them(photo: Desk) -> None:
    pdf = made(photo, make(photo, "--look", "field", layout="rack-card"))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("RGB")
    title = [word for word in words(pdf)[0] if word.text in ("Low", "sugar")]
    assert len(title) == 4, "two copies on a sheet"
    for word in title:
        for top in (word.top - 3, word.bottom + 1):
            beside = page.crop(tuple(round(3 * edge) for edge in (word.left, top, word.right, top + 2)))
            assert lightest(beside) >= 4.5
    assert lightest(photographs(pdf)[0]) < 4.5, "below the words the photograph is as it was"


def test_on_a_press_it_goes_on_to_the_edge_of_the_bleed(photo: Desk) -> None:
    pdf = made(photo, make(photo, "--look", "field", edition="press"))
    with pikepdf.open(pdf) as press:
        streams = [thing for thing in press.objects if isinstance(thing, pikepdf.Stream)]
        (image,) = (stream for stream in streams if stream.get("/Width", 0) > 99)
        assert image.ColorSpace == "/DeviceCMYK"
        _, _, right, top = map(float, press.pages[0].BleedBox)
        down = float(press.pages[0].MediaBox[3]) - top
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    edge = page.crop((round(2 * right) - 4, round(2 * down) + 2, round(2 * right) - 2, round(2 * down) + 200))
    assert (255, 255, 255) not in {colour for _, colour in edge.getcolors() or []}


FAULTS: dict[str, tuple[Callable[[], Image.Image], str]] = {
    "white": (lambda: Image.new("RGB", (1500, 1500), "white"), "is all white"),
    "black": (lambda: Image.new("RGB", (1500, 1500), "black"), "is all black"),
    "pale": (lambda: view().point(lambda level: 205 + level * 50 // 255), "is too pale"),
    "coarse": (lambda: view(120, 100), "too coarse to print"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_photograph_that_would_spoil_the_cover(photo: Desk, fault: str) -> None:
    draw, said = FAULTS[fault]
    photo.write("assets/images/view.jpg", saved(draw()))
    error = make(photo).error
    assert (error["code"], error["file"], error["line"]) == (3, "assets/articles/test.md", 3)
    assert said in error["message"]
    assert "'view.jpg'" in error["message"]
    assert error["hint"]
    assert not list(photo.root.glob("output/**/*.pdf"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("focus: 120 30", "'focus' is wrong: it is not two numbers from 0 to 100"),
        ("focus: -1, 30", "not two numbers"),
        ("focus: left", "not two numbers"),
        ("cover: photo", "'cover' cannot be 'photo'"),
        ("cover_photo: veiw.jpg", "There is no picture 'veiw.jpg'. Did you mean 'view.jpg'?"),
        ("cover_photo: https://example.org/view.jpg", "nothing is fetched from elsewhere"),
        ("cover_photo: ../../../view.jpg", "workspace"),
        ("cover_photo: map.svg", "is a drawing and no photograph"),
        ("cover: photograph", "and none is named"),
        (f"topic: {'much ' * 20}", "at most 60"),
    ],
)
def test_a_head_that_cannot_be(photo: Desk, line: str, said: str) -> None:
    photo.article("Rest well.", front=f"title: Low sugar\n{line}")
    error = make(photo).error
    assert (error["code"], error["line"]) == (3, 3)
    assert said in f"{error['message']} {error['hint']}"


@pytest.mark.parametrize(
    ("edition", "rules"),
    [("office", {"coarse-photograph"}), ("email", {"photograph-without-text"}), ("large-print", set[str]())],
)
def test_what_is_doubtful_is_built_and_told_where_it_is_seen(photo: Desk, edition: str, rules: set[str]) -> None:
    photo.write("assets/images/view.jpg", saved(view(300, 250) if edition == "office" else view()))
    photo.article("Rest well.", front="title: Low sugar\ncover_photo: view.jpg")
    (product,) = make(photo, edition=edition).json["products"]
    assert {finding["rule"] for finding in product["findings"] if "photograph" in finding["rule"]} == rules
    assert all("'view.jpg'" in finding["message"] for finding in product["findings"] if finding["rule"] in rules)


def test_it_is_an_input(photo: Desk) -> None:
    def status() -> tuple[str, list[str]]:
        (product,) = photo.brochure("status", "test", "--layout", "card", "--json").json["products"]
        return product["status"], product["reasons"]

    photo.swap("brochure.toml", 'editions = ["office", "email", "large-print"]', 'editions = ["office"]')
    assert make(photo).code == 0
    assert status() == ("fresh", [])
    photo.write("assets/images/view.jpg", saved(view(sky="#a0c0ff")))
    assert status() == ("stale", ["assets/images/view.jpg changed"])


@pytest.mark.parametrize(("alt", "figures"), [("A hut below a hill", ["A hut below a hill"]), ("decorative", [])])
def test_in_an_email_it_says_what_it_shows_or_is_an_ornament(photo: Desk, alt: str, figures: list[str]) -> None:
    photo.article("Rest well.", front=HEAD.replace("A hut below a hill", alt))
    pdf = made(photo, make(photo, edition="email"))
    with pikepdf.open(pdf) as opened:
        found = [
            str(thing.Alt)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    assert found == figures
    assert photographs(pdf)


def test_what_lot_falls_to_an_article(desk: Desk) -> None:
    articles = []
    for number in range(30):
        path = desk.article("Rest well.", name=f"leaflet-{number}")
        articles.append(load(open_workspace(desk.root), path))
    assert {composition(article, ("art",)) for article in articles} == {"art"}
    drawn = [composition(article, ("art", "type")) for article in articles]
    assert drawn == [composition(article, ("art", "type")) for article in articles]
    assert 6 < drawn.count("type") < 24


def test_the_clinic_says_which_compositions_there_are(desk: Desk) -> None:
    desk.article("Rest well.", front="title: Low sugar")
    desk.swap("brochure.toml", "[brand.colours]", '[brand]\ncovers = ["type"]\n\n[brand.colours]')
    workspace = open_workspace(desk.root)
    article = load(workspace, desk.root / "assets/articles/test.md")
    values = {"width": 396.0, "height": 612.0, "contents": ()}
    merged = merge(workspace, article, SHIPPED / "layouts/email", "", [], values)
    assert '<body class="with-type">' in merged.html


def test_the_shade_is_dark_with_every_brand() -> None:
    for hex_ in ("#ffffff", "#ffe600", "#000000", "#2f5d57", "#00ffff"):
        colour = Colour.parse(hex_)
        palette = Palette(colour, colour, colour, Colour.parse("#2a2320"), WHITE)
        assert contrast(WHITE, shade(palette)) >= 9


def test_a_look_made_on_the_spot_shows_it_as_well(photo: Desk) -> None:
    photo.write("layouts/looks/poppy/look.toml", (SHIPPED / "layouts/looks/maple/look.toml").read_bytes())
    photo.write(
        "layouts/looks/poppy/art.svg", "{% macro head(panel, share) %}{{ ground(panel, look.cover) }}{% endmacro %}"
    )
    assert photographs(made(photo, make(photo, "--look", "poppy")))
    own = '{% macro head_with_photograph(panel, share) %}{{ lay_photograph("left", 0, 9, 9) }}{% endmacro %}'
    photo.write("layouts/looks/poppy/art.svg", own)
    error = make(photo, "--look", "poppy").error
    assert (error["code"], error["file"], error["line"]) == (3, "layouts/looks/poppy/art.svg", 1)


@pytest.mark.sample(1)
@pytest.mark.parametrize(("look", "there"), [("clear", True), ("maple", False), ("field", True)])
def test_icons_stand_before_the_ways_to_the_clinic(desk: Desk, look: str, there: bool) -> None:
    desk.article("Rest well.", front="title: Low sugar")
    pdf = made(desk, make(desk, "--look", look, layout="halffold"))
    (number,) = [word for word in words(pdf)[0] if word.text.startswith("(555)") and word.left < 300][:1]
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    before = page.crop(
        tuple(round(2 * edge) for edge in (number.left - 18, number.top, number.left - 6, number.bottom))
    )
    low, high = before.getextrema()
    assert (high - low > 60) == there


@pytest.mark.parametrize(("step", "places"), [("Bring your diary.", 2), ("Bring your diary " + "of two weeks " * 9, 1)])
def test_a_next_step_too_long_for_the_foot_of_a_cover_stands_on_the_back_alone(
    photo: Desk, step: str, places: int
) -> None:
    photo.article("Rest well.", front=f"{HEAD}\nnext_step: {step}")
    pdf = made(photo, make(photo, layout="halffold"))
    assert [word.text.strip(".") for word in words(pdf)[0]].count("diary") == places
