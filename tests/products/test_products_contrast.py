"""With every brand that is not refused all text can be read, and all boxes to tick are seen: measured in the PDFs."""

from __future__ import annotations

import re
from random import Random

import pypdfium2
import pytest
from PIL import Image

from brochure.art.colour import WHITE, Colour, contrast
from brochure.editions.press_shades import press_shades
from brochure.editions.shades import shades
from brochure.pdf.colour import Ink
from brochure.prepress.conversion import Conversion
from brochure.prepress.profiles import shipped
from brochure.typeset.brand import palette
from brochure.workspace.brand import Colours
from tests.conftest import Desk
from tests.products.seen import pairs

INSIDE = "- Bullet, [link](https://clinic.example)\n\n1. Number\n\n### Heading\n\n| A | B |\n| --- | --- |\n| c | d |\n"
BODY = (
    f"## Section\n\n{INSIDE}\n"
    + "".join(f"::: {kind} A title\n{INSIDE}\n:::\n\n" for kind in ("help", "callout", "key-facts"))
    + "::: steps\n1. Step\n:::\n\n::: quote\nQuote.\n:::\n\n"
    + "".join(f":::: {kind}\n::: questions\n- Zigzag\n:::\n::::\n\n" for kind in ("help", "callout", "key-facts"))
    + "::: questions\n- Zigzag\n:::\n"
)
FRONT = "title: A test\nsummary: In short.\nreferences:\n  - A source"
NEON = {"primary": "#00ff00", "secondary": "#39ff14", "accent": "#ffff00", "ink": "#2a2320", "paper": "#ffffff"}


def random_brand(seed: int) -> dict[str, str]:
    """A brand that is just not refused: its ink is as pale as may be, its paper is not always white."""
    random = Random(seed)
    named = {name: random_colour(random) for name in ("primary", "secondary", "accent")}
    while contrast(ink := random_colour(random), WHITE) < 4.5:
        pass
    while contrast(ink, paper := random_colour(random)) < 4.5 or paper.luminance < ink.luminance:
        pass
    return {name: colour.hex for name, colour in {**named, "ink": ink, "paper": paper}.items()}


def random_colour(random: Random) -> Colour:
    return Colour(*random.randbytes(3))


BRANDS = [
    pytest.param(NEON, id="neon"),
    pytest.param({**NEON, "ink": "#757575", "primary": "#757575", "secondary": "#ffffff"}, id="grey"),
    *(pytest.param(random_brand(seed), id=f"random {seed}") for seed in range(1)),
]


@pytest.mark.sample(1)
@pytest.mark.parametrize("edition", ["email", "large-print", "office"])
@pytest.mark.parametrize("brand", BRANDS)
def test_text_is_read_and_boxes_are_seen_with_every_brand(desk: Desk, brand: dict[str, str], edition: str) -> None:
    text = (desk.root / "brochure.toml").read_text("utf-8")
    table = "\n".join(f'{name} = "{colour}"' for name, colour in brand.items())
    desk.write("brochure.toml", re.sub(r"(?<=\[brand\.colours\]\n)[^\[]+", f"{table}\n\n", text))
    desk.article(BODY, FRONT)
    built = desk.build("test", "--edition", edition, "--layout", "handout")
    assert built.code == 0, built.err
    (path,) = desk.root.glob("output/test/*.pdf")
    with pypdfium2.PdfDocument(path) as document:
        # The first page of the e-mail edition is its cover, whose words stand beside art.
        found = [pair for page in list(document)[edition == "email" :] for pair in pairs(page)]
    texts = [(contrast(text, ground), what, text.hex, ground.hex) for what, text, ground in found if what != "box"]
    boxes = [(contrast(box, ground), box.hex, ground.hex) for what, box, ground in found if what == "box"]
    assert len(boxes) == 4
    assert len(texts) > 200
    assert min(texts)[0] >= 4.5, min(texts)
    assert min(boxes)[0] >= 3, min(boxes)


@pytest.mark.sample(2)
@pytest.mark.parametrize("edition", ["email", "large-print", "office", "press"])
def test_each_colour_that_is_changed_is_told(desk: Desk, edition: str) -> None:
    for name, old in (("primary", "#8a2a1f"), ("secondary", "#2f5d57"), ("accent", "#e3a23b")):
        desk.swap("brochure.toml", f'{name} = "{old}"', f'{name} = "{NEON[name]}"')
    desk.article("Words.")
    built = desk.build("test", "--edition", edition, "--layout", "handout", "--json")
    (told,) = [finding for finding in built.json["products"][0]["findings"] if finding["rule"] == "pale-colour"]
    # Large print has nothing but art in the accent.
    changed = [
        "primary #00ff00 is #",
        "secondary #39ff14 is #",
        *([] if edition == "large-print" else ["accent #ffff00 is #"]),
    ]
    assert all(words in told["message"] for words in changed)
    assert ("accent" in told["message"]) is (len(changed) == 3)


@pytest.mark.sample(4)
@pytest.mark.parametrize("profile", ["gracol2006", "fogra39", "swop5"])
@pytest.mark.parametrize("brand", [{}, NEON, random_brand(1), random_brand(2)], ids=["own", "neon", "one", "two"])
def test_shades_of_text_keep_their_contrast_in_print(brand: dict[str, str], profile: str) -> None:
    tones, conversion = palette(Colours.model_validate(brand)), Conversion(shipped(profile))
    changed = press_shades(tones, conversion)

    def printed(colour: Colour) -> Colour:
        ink = changed.get(colour.hex) or conversion.solid(*(channel / 255 for channel in colour.channels))
        assert isinstance(ink, Ink)
        parts = (ink.cyan, ink.magenta, ink.yellow, ink.key)
        pixel = Image.frombytes("CMYK", (1, 1), bytes(round(255 * part) for part in parts))
        return Colour(*conversion.soft_proof(pixel).tobytes())

    own = {tones.primary, tones.secondary, tones.accent, tones.ink}
    grounds = [printed(ground) for ground in (WHITE, tones.paper, tones.tint, tones.secondary_tint)]
    for shade, least in (
        (tones.primary_text, 4.5),
        (tones.secondary_text, 4.5),
        (tones.accent_text, 4.5),
        (tones.secondary_mark, 3),
    ):
        assert shade in own or min(contrast(printed(shade), ground) for ground in grounds) >= least
    # Nothing else is printed in another ink than it was.
    assert not {colour.hex for colour in own} & set(changed)


def test_colours_that_can_be_read_are_not_told_of() -> None:
    assert shades(Colours(accent="#e3a23b")) == ()
    (told,) = shades(Colours(secondary="#39ff14"))
    assert "secondary #39ff14" in told.message
    assert "primary" not in told.message
    assert "accent" not in told.message
