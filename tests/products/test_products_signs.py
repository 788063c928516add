"""Signs that the clinic's font lacks are printed all the same, in every edition, and who copies gets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

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
EDITIONS = [("office", "trifold"), ("press", "handout"), ("email", ""), ("large-print", "")]


@pytest.mark.parametrize(("edition", "layout"), EDITIONS, ids=[edition for edition, _ in EDITIONS])
def test_each_sign_is_printed_and_copied(desk: Desk, edition: str, layout: str) -> None:
    desk.article(BODY)
    built = desk.build("test", "--edition", edition, *(["--layout", layout] if layout else []), "--json")
    assert built.code == 0, built.err
    (product,) = built.json["products"]
    text = " ".join(tool("pdftotext", desk.root / product["path"], "-").split())
    wanted = f"{SIGNS} follow\u2011up 555-0142 pre-op"
    assert [sign for sign in wanted.replace("👍🏽", "👍").split() if sign not in text] == []
    assert "\ufe0f" not in text
    assert "\u20e3" not in text
    noted = [finding["message"] for finding in product["findings"] if finding["rule"] == "signs"]
    assert sum("→" in message and "Source Sans 3" in message and "④" in message for message in noted) == 1
    if edition == "press":
        assert black_alone(desk.root / product["path"])


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


def test_lines_with_signs_are_no_higher(desk: Desk) -> None:
    heights = []
    for name, sign in {"plain": "x", "signs": "⚠"}.items():
        desk.article(f"{'One ' * 30}{sign} two\n\n" + "Three four\n\n" * 20, "title: A test", name)
        built = desk.build(name, "--edition", "office", "--layout", "handout", "--json")
        heights.append(built.json["products"][0]["fit"])
    assert heights[0] == heights[1]


def test_a_hyphen_that_the_face_lacks_is_the_one_on_the_keyboard(desk: Desk) -> None:
    desk.article("Die Donaudampfschifffahrtsgesellschaftskapitänsmütze hängt da‐bei.", "title: Test\nlanguage: de")
    assert desk.build("test", "--edition", "large-print").code == 0
    text = tool("pdftotext", "-raw", desk.root / "output/test/test-large-print.pdf", "-")
    assert "da-bei" in text
    assert "\u2010" not in text
    assert "Donaudampf" in text
