"""The error for what no font has: all of it at once, each sign with its lines, letters by their script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

from brochure.content.article import Article
from brochure.errors import BadInput, Place
from brochure.typeset.fonts.scripts import SCRIPTS
from brochure.workspace.language import ranked
from brochure.workspace.workspace import CONFIG

#: Lines that are listed of one sign.
_LINES = 5
#: So many different letters of a script are listed.
_FEW = 3
#: As readers call them, where Unicode's name says them nothing.
_NAMES = {
    "Deva": "Devanagari (Hindi, Marathi, Nepali)",
    "Hani": "Chinese characters",
    "Hira": "Japanese",
    "Kana": "Japanese",
    "Hang": "Korean",
    "Beng": "Bengali",
    "Guru": "Gurmukhi (Punjabi)",
    "Ethi": "Ethiopic (Amharic)",
    "Mymr": "Burmese",
}
#: Not of one script: signs, and marks that letters of several have.
_NONE = ("Zyyy", "Zinh", "Zzzz")


def no_font(missing: Iterable[int], article: Article, printed: str) -> BadInput:
    """The error for `missing` characters of what is printed; its place is the first line that has one."""
    lines = article.source.split("\n")
    scripts: dict[str, list[str]] = {}
    signs: list[str] = []
    characters = sorted(map(chr, missing))
    codes = {code for character in characters if (code := _script(character))}
    for character in characters:
        if code := _script(character):
            scripts.setdefault(_name(code, article.front.language), []).append(character)
        elif not _of_any(character, codes):
            signs.append(_sign(character, lines))
    source = article.source if any(map(article.source.__contains__, map(chr, missing))) else printed
    said = [_letters(name, letters, source, lines) for name, letters in sorted(scripts.items())]
    first = min(
        (number for number, line in enumerate(lines, 1) if any(chr(code) in line for code in missing)), default=0
    )
    return BadInput(
        f"Your fonts have no {'; no '.join([*said, *signs])}.",
        hint=_hint(scripts, len(said) + len(signs) > 1),
        place=Place(article.file, first) if first else Place(Path(CONFIG)),
    )


def _letters(script: str, letters: list[str], source: str, lines: list[str]) -> str:
    """'Arabic: 214 letters'; where there are few, which."""
    count = sum(source.count(letter) for letter in letters if letter.isalpha())
    which = f", {', '.join(_sign(letter, lines) for letter in letters)}" if len(letters) <= _FEW else ""
    return f"{script}: {count} letter{'s'[: count != 1]}{which}"


def _script(character: str) -> str:
    """The code of a letter's script ('Arab'); empty for signs, and for marks that letters of several scripts have."""
    # Loaded here: nearly all documents have a font for what is in them.
    from fontTools.unicodedata import script

    code = script(character)
    return "" if unicodedata.category(character)[0] not in "LM" or code in _NONE else code


def _of_any(character: str, codes: Set[str]) -> bool:
    """Whether a sign belongs to one of the scripts, as ؟ does to Arabic and 。 to Chinese: then it need not be told."""
    from fontTools.unicodedata import script_extension

    return not codes.isdisjoint(script_extension(character) - set(_NONE))


def _name(code: str, language: str) -> str:
    from fontTools.unicodedata import script_name

    if code == "Hani":
        return {"ja": "Japanese", "ko": "Korean"}.get(ranked(language)[-1], _NAMES[code])
    return _NAMES.get(code) or script_name(code, default=code).replace("_", " ")


def _sign(character: str, lines: list[str]) -> str:
    found = [str(number) for number, line in enumerate(lines, 1) if character in line]
    shown = f"'{character}' (U+{ord(character):04X}" if character.isprintable() else f"sign U+{ord(character):04X} ("
    if not found:
        return f"{shown})".replace(" ()", "")
    more = f" and {len(found) - _LINES} more" if len(found) > _LINES else ""
    where = f"line{'s'[: len(found) > 1]} {', '.join(found[:_LINES])}{more}"
    return f"{shown}, {where})".replace("(, ", "(")


def _hint(scripts: Mapping[str, Sequence[str]], several: bool) -> str:
    it = "them" if several else "it"
    delete = "" if any(len(letters) > _FEW for letters in scripts.values()) else f"delete {it}, or "
    known = [word for script in sorted(scripts) if (word := script.partition(" ")[0].lower()) in SCRIPTS]
    add = f", or type `brochure fonts add {known[0]}`." if known else "."
    hint = f"{delete}put a font that has {it} into assets/fonts{add}"
    return hint[0].upper() + hint[1:]
