"""Signs that the clinic's font lacks are printed all the same, in every edition, and who copies gets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf

from tests.conftest import Desk
from tests.products.pdf import tool

#: What everyday copy has beyond letters, and some letters.
SIGNS = "µ α β ≥ ≤ ± × ÷ → ← ☐ ☑ ✓ ✗ ⚠ ½ ⅓ ⁹ ₂ ″ ′ ☎ ♥ ④ ★ ➤ ✅ 🙂 ∈ ą ж ế Ƙ 👍🏽"
BODY = f"""\
Signs: {SIGNS}. A follow\u2011up at 555-0142, and a pre-op talk. ⚠\ufe0f stands bare, as 1\ufe0f\u20e3 does.

**Bold → ✓ ⚠ and *both → ✓ ⚠***

## A heading with → and ⚠

The {"visit " * 40}
"""
EDITIONS = ("office", "press", "email", "large-print")


def test_each_sign_is_printed_and_copied_in_every_edition(desk: Desk) -> None:
    desk.article(BODY)
    editions = [word for edition in EDITIONS for word in ("--edition", edition)]
    built = desk.build("test", "--layout", "handout", "--jobs", "1", "--json", *editions)
    assert built.code == 0, built.err
    products = {product["edition"]: product for product in built.json["products"]}
    assert products.keys() == set(EDITIONS)
    wanted = f"{SIGNS} follow\u2011up 555-0142 pre-op".replace("👍🏽", "👍").split()
    for product in products.values():
        text = " ".join(tool("pdftotext", desk.root / product["path"], "-").split())
        assert [sign for sign in wanted if sign not in text] == []
        assert "\ufe0f" not in text
        assert "\u20e3" not in text
        noted = [finding["message"] for finding in product["findings"] if finding["rule"] == "signs"]
        assert sum("→" in message and "Source Sans 3" in message and "④" in message for message in noted) == 1
    assert black_alone(desk.root / products["press"]["path"])


def black_alone(file: Path) -> bool:
    """Whether all that is set in the fonts for signs is in black ink alone, as the copy is."""
    inks: dict[str, set[tuple[float, ...]]] = {}
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            _inks(page, (), inks)
    assert any(name.startswith("Noto-Emoji") for name in inks), inks.keys()
    return all((0.0, 0.0, 0.0, 1.0) in of_font for name, of_font in inks.items() if "-for-Atkinson" in name)


def _inks(within: Any, ink: tuple[float, ...], inks: dict[str, set[tuple[float, ...]]]) -> None:
    fonts = within.Resources.get("/Font", {})
    for step in pikepdf.parse_content_stream(within):
        if str(step.operator) == "k":
            ink = tuple(float(part) for part in step.operands)
        elif str(step.operator) == "Tf":
            name = str(fonts[step.operands[0]].BaseFont).partition("+")[2]
            inks.setdefault(name, set()).add(ink)
        elif str(step.operator) == "Do" and (form := within.Resources.XObject[step.operands[0]]).Subtype == "/Form":
            _inks(form, ink, inks)


def test_each_sign_is_drawn_as_itself(desk: Desk) -> None:
    """The engine takes fonts of one name, weight and slant for one: then a tick is drawn as any other sign."""
    desk.article("☎🙂④")
    assert desk.build().code == 0
    fonts = tool("pdffonts", desk.root / "output/test/test-email.pdf")
    for name in ("Symbols-2", "Symbols", "Emoji"):
        assert re.search(rf"\+Noto-(Sans-)?{name}-for-Atkinson", fonts), fonts


def test_a_hyphen_that_the_face_lacks_is_the_one_on_the_keyboard(desk: Desk) -> None:
    desk.article("Die Donaudampfschifffahrtsgesellschaftskapitänsmütze hängt da‐bei.", "title: Test\nlanguage: de")
    assert desk.build("test", "--edition", "large-print").code == 0
    text = tool("pdftotext", "-raw", desk.root / "output/test/test-large-print.pdf", "-")
    assert "da-bei" in text
    assert "\u2010" not in text
    assert "Donaudampf" in text


def test_where_one_glyph_is_two_hyphens_who_copies_gets_the_plain_one(desk: Desk) -> None:
    desk.swap("brochure.toml", 'body = "Atkinson Hyperlegible Next"', 'body = "Source Sans 3"')
    desk.article("A follow\u2011up. Call 555-0142.")
    assert desk.build().code == 0
    assert "Call 555-0142" in tool("pdftotext", desk.root / "output/test/test-email.pdf", "-")
