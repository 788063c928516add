"""A page with every block in one language after another, in fonts with its letters, and what it says as plain text."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from brochure.content.words import words

#: Debian's packages fonts-noto-core and fonts-noto-cjk; elsewhere the folder is named.
NOTO = Path(os.environ.get("NOTO_FONTS", "/usr/share/fonts"))
_SIGNS = "•□☐☑‐–—‘’“”«»「」『』…"
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
    for weight in ("Regular", "Bold"):
        name, data = _font(_script(language), weight)
        (folder / f"trial-{weight}{name}").write_bytes(data)
    return "Trial"


def _script(language: str) -> str:
    """Languages that one font serves have one name for it."""
    return language if language in _FACE else _BESIDE.get(language, "Latin")


@cache
def _font(script: str, weight: str) -> tuple[str, bytes]:
    """A font with what is printed in the script: the ending of its file's name, and its bytes."""
    data = _cut(f"NotoSans-{weight}.ttf") if script not in _FACE else _cut(f"NotoSansCJK-{weight}.ttc", _FACE[script])
    if script in _BESIDE.values():
        with TemporaryDirectory() as folder:
            for name, part in (("other", _cut(f"{script}-{weight}.ttf")), ("latin", data)):
                Path(folder, name).write_bytes(part)
            data = _named(Merger().merge([f"{folder}/other", f"{folder}/latin"]))
    return ".otf" if data.startswith(b"OTTO") else ".ttf", data


def _named(font: TTFont) -> bytes:
    for number in (1, 16):
        font["name"].setName("Trial", number, 3, 1, 0x409)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _file(name: str) -> str:
    found = next((Path(folder, name) for folder, _, files in os.walk(NOTO) if name in files), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed: apt-get install fonts-noto-core fonts-noto-cjk")
        pytest.skip(f"{name} is not installed (fonts-noto-core, fonts-noto-cjk)")
    return str(found)


@cache
def _printed() -> frozenset[int]:
    """All that any page prints."""
    said = "".join(line for lines in phrases().values() for line in lines)
    own = "".join(text for language in phrases() for text in words(language).texts.values())
    return frozenset({*map(ord, said), *map(ord, own), *range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, _SIGNS)})


def _cut(name: str, number: int = -1) -> bytes:
    """The font with what is printed, for a collection has 45,000 letters, and whole fonts take seconds to merge."""
    options = Options()
    options.name_IDs = ["*"]
    options.layout_features = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_printed())
    with TTFont(_file(name), fontNumber=number, lazy=True) as font:
        subsetter.subset(font)
        return _named(font)


def told(text: str) -> str:
    """A text as it is compared: NFC, without spaces, quotation marks' shapes, and marks of direction."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u00ad\u200b\x02\ufffe]", "", text)
    text = re.sub(r"[“”„«»「」\"]", '"', text)
    return re.sub(r"\s+", "", text).replace("\u2010", "-").replace("₂", "2")
