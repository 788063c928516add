"""Text in a drawing: only ever in the font that it asks for."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from brochure.content.drawings.unfit import Unfit

_TEXT = ("text", "tspan", "textPath", "tref", "a")
_SAID = ("font-family", "font-weight", "font-style", "font")
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 700}
#: From this weight on type is bold.
_BOLD = 600
_HINT = "Save it with its text as outlines, or put that font into assets/fonts."


@dataclass(frozen=True)
class Font:
    """A file of a family, and its bytes."""

    file: Path
    family: str
    weight: int
    italic: bool
    data: bytes


#: Gives the fonts of a family, whatever its case; none where there is no such family.
FontFinder = Callable[[str], Sequence[Font]]


def fonts_of(root: Element, find: FontFinder) -> tuple[Font, ...]:
    """What the drawing's text needs. Raises Unfit, with the font, where one is not there."""
    needed: dict[Path, Font] = {}
    for said, text in _texts(root, {}):
        families = [name.strip().strip("'\"") for name in said.get("font-family", "").split(",")]
        if not families[0]:
            raise Unfit("has text that names no font", _HINT)
        found = find(families[0])
        if not found:
            raise Unfit(f"has text in '{families[0][:60]}', a font that is not in assets/fonts", _HINT)
        face = _face(families[0], found, said)
        _check_characters(face, text)
        needed[face.file] = face
    return tuple(needed.values())


def has_text(root: Element) -> bool:
    """Whether it has any letters."""
    return any(True for _ in _texts(root, {}))


def _texts(element: Element, above: Mapping[str, str]) -> Iterator[tuple[Mapping[str, str], str]]:
    """Each stretch of text, with what is said of its font."""
    own = {name: element.attrib[name] for name in _SAID if element.get(name, "inherit") != "inherit"}
    said = {**above, **own}
    if "font" in own:
        raise Unfit(f"sets its font in short, '{own['font'][:40]}'", "Name family and size each by itself.")
    if element.tag in _TEXT and element.text and element.text.strip():
        yield said, element.text
    for child in element:
        yield from _texts(child, said)
        if element.tag in _TEXT and child.tail and child.tail.strip():
            yield said, child.tail


def _face(family: str, fonts: Sequence[Font], said: Mapping[str, str]) -> Font:
    written = said.get("font-weight", "400").strip().lower()
    weight = _WEIGHTS.get(written) or (int(written) if written.isdigit() else 400)
    italic = said.get("font-style", "normal").strip().lower().split(" ")[0] in ("italic", "oblique")
    fitting = [font for font in fonts if font.italic == italic and (font.weight >= _BOLD) == (weight >= _BOLD)]
    if not fitting:
        kind = " ".join(word for word, is_so in (("bold", weight >= _BOLD), ("italic", italic)) if is_so) or "regular"
        raise Unfit(f"has text in '{family[:60]}' {kind}, a font that is not in assets/fonts", _HINT)
    return min(fitting, key=lambda font: abs(font.weight - weight))


def _check_characters(font: Font, text: str) -> None:
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    with TTFont(io.BytesIO(font.data), lazy=True) as opened:
        covered = opened.getBestCmap() or {}
    for letter in text:
        if letter.isprintable() and not letter.isspace() and ord(letter) not in covered:
            raise Unfit(f"has text with '{letter}' (U+{ord(letter):04X}), which the font '{font.family}' lacks", _HINT)
