"""A page with every block in one language after another, in fonts with its letters, and what it says as plain text."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

#: Debian's packages fonts-noto-core and fonts-noto-cjk; elsewhere the folder is named.
NOTO = Path(os.environ.get("NOTO_FONTS", "/usr/share/fonts"))
CLINIC = ("Red Maple Wellness", "(555) 555-0142")
_PHRASES = Path(__file__).with_name("phrases.txt")
#: Where each script's letters are: a font beside Noto Sans, or a face of a collection.
_BESIDE = {
    **dict.fromkeys(("ar", "fa"), "NotoSansArabic"),
    "he": "NotoSansHebrew",
    "hi": "NotoSansDevanagari",
}
_FACE = {"ja": 0, "ko": 1, "zh": 2}
_PAGE = """---
title: "{0}"
subtitle: "{1}"
summary: "{2}"
language: {language}
version: "1.0"
reviewed: 2026-09-14
review_by: 2028-09-14
reviewer: "A. Smith"
references:
  - "{31}"
---

## {3}

{4}

- {5}
- {6}

1. {7}
2. {8}
    1. {9}
    2. {10}

a. {9}
b. {10}

::: key-facts
- {11}[^1].
:::

::: steps
1. {12}
2. {13}
:::

::: questions
- {14}
:::

::: help
{15}
:::

::: callout {16}
{17}
:::

::: quote
{18}
:::

### {19}

| {20} | {21} | {22} |
| --- | --- | --- |
| {23} | 8:00 | (555) 555-0110 |
| {24} | 9:30 | (555) 555-0142 |

#### {25}

- [ ] {26}

{27}: ____________

![{28}](drop.png "{29}")

{30}
: {30b}

[^1]: {32}
"""


@cache
def phrases() -> dict[str, list[str]]:
    """What each language says, by its tag."""
    said: dict[str, list[str]] = {}
    for line in _PHRASES.read_text("utf-8").splitlines():
        if tag := re.fullmatch(r"\[(\w+)\]", line):
            said[tag[1]] = []
        elif line and not line.startswith("#"):
            list(said.values())[-1].append(line)
    assert {len(lines) for lines in said.values()} == {34}
    return said


def page(language: str) -> str:
    """The article."""
    lines = phrases()[language]
    text = _PAGE
    for place, line in zip([*map(str, range(31)), "30b", "31", "32"], lines, strict=True):
        text = text.replace(f"{{{place}}}", line)
    return text.replace("{language}", language)


def sentences(language: str) -> Iterator[str]:
    """Each line of the page as it is printed: without marks of Markdown."""
    for number, line in enumerate(phrases()[language]):
        if number != 28:  # which describes a picture
            yield re.sub(r"~(\d)~", "\\1", line.replace("*", ""))


def family(language: str, folder: Path) -> str:
    """Puts fonts that have the language's letters into the folder; their family. Skips where Noto's are not there."""
    name = f"Trial {language}"
    for weight in ("Regular", "Bold"):
        font = _font(language, weight)
        for number in (1, 16):
            font["name"].setName(name, number, 3, 1, 0x409)
        font.save(folder / f"trial-{language}-{weight}.{'otf' if 'CFF ' in font else 'ttf'}")
    return name


def _font(language: str, weight: str) -> TTFont:
    if language in _FACE:
        font = TTFont(_file(f"NotoSansCJK-{weight}.ttc"), fontNumber=_FACE[language], lazy=True)
        return _cut(font, language)
    latin = _file(f"NotoSans-{weight}.ttf")
    if beside := _BESIDE.get(language):
        return Merger().merge([_file(f"{beside}-{weight}.ttf"), latin])
    return TTFont(latin)


def _file(name: str) -> str:
    found = next(NOTO.rglob(name), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed: apt-get install fonts-noto-core fonts-noto-cjk")
        pytest.skip(f"{name} is not installed (fonts-noto-core, fonts-noto-cjk)")
    return str(found)


def _cut(font: TTFont, language: str) -> TTFont:
    """The font with what is printed, for a collection has 45,000 letters."""
    from brochure.content.words import words

    options = Options()
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG"]
    subsetter = Subsetter(options)
    said = "".join((*phrases()[language], *words(language).texts.values()))
    marks = "•□☐☑‐–—‘’“”«»「」『』…\u00a0"
    subsetter.populate(unicodes={*map(ord, said), *range(0x20, 0x7F), *range(0xA1, 0x100), *map(ord, marks)})
    subsetter.subset(font)
    return font


def told(text: str) -> str:
    """A text as it is compared: NFC, without spaces, quotation marks' shapes, and marks of direction."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u00ad\u200b\x02\ufffe]", "", text)
    text = re.sub(r"[“”„«»「」\"]", '"', text)
    return re.sub(r"\s+", "", text).replace("\u2010", "-").replace("₂", "2")
