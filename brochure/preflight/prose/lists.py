"""The lists that rules of copy go by: TOML files in assets/checks.

A file of the same name in the workspace adds to the shipped one. There `"word" = ""` takes an entry of a table out.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from brochure.errors import BadInput, Place
from brochure.preflight.prose.phrases import Phrases
from brochure.storage.files import Files, Reach
from brochure.storage.shipped import SHIPPED

ROOM = Path("assets") / "checks"


class Lists:
    """The shipped lists with what a workspace adds to them. Raises BadInput where one of its files is wrong."""

    def __init__(self, files: Files, root: Path) -> None:
        self._files, self._root = files, root
        self._read: dict[str, tuple[str, ...]] = {}

    def table(self, name: str, table: str) -> dict[str, str]:
        """A table of texts, such as plain words by jargon."""
        return dict(_table(self._texts(name), name, table))

    def phrases(self, name: str, table: str) -> Phrases[tuple[str, str]]:
        """A table as phrases to look for; the meaning of each is the phrase as listed, and its text."""
        return _phrases(self._texts(name), name, table)

    def items(self, name: str, key: str) -> frozenset[str]:
        """A list of words."""
        return _items(self._texts(name), name, key)

    def words(self, name: str, key: str) -> frozenset[str]:
        """A list of words of the table [words]."""
        parsed = _parsed(self._texts(name), name)
        return frozenset(str(word) for each in parsed for word in each.get("words", {}).get(key, ()))

    def written(self, name: str, table: str) -> tuple[tuple[str, ...], ...]:
        """The keys of a table as they are typed, of each file."""
        return tuple(tuple(each.get(table, {})) for each in _parsed(self._texts(name), name))

    def entries(self, name: str, key: str) -> tuple[dict[str, Any], ...]:
        """An array of tables."""
        return tuple(entry for each in _parsed(self._texts(name), name) for entry in each.get(key, ()))

    def _texts(self, name: str) -> tuple[str, ...]:
        """The shipped file, and that of the workspace if there is one; each is read once."""
        if name not in self._read:
            self._read[name] = self._look(name)
        return self._read[name]

    def _look(self, name: str) -> tuple[str, ...]:
        shipped = _shipped(name)
        own = self._root / ROOM / f"{name}.toml"
        if own == SHIPPED / ROOM / f"{name}.toml" or not self._files.has(own):
            return (shipped,)
        return shipped, self._files.within(Reach.LAYOUT).text(own, Place(ROOM / f"{name}.toml"))


@lru_cache(maxsize=32)
def _shipped(name: str) -> str:
    return (SHIPPED / ROOM / f"{name}.toml").read_text("utf-8")


@lru_cache(maxsize=32)
def _parsed(texts: tuple[str, ...], name: str) -> tuple[dict[str, Any], ...]:
    place = Place(ROOM / f"{name}.toml")
    result = []
    for number, text in enumerate(texts):
        try:
            result.append(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise BadInput(f"The list cannot be read: {error}.", hint="Mend the line.", place=place) from None
        if number and (unknown := [key for key in result[1] if key not in result[0]]):
            known = ", ".join(f"[{key}]" for key in result[0])
            raise BadInput(f"The list has a part '{unknown[0][:60]}'.", hint=f"It may have {known}.", place=place)
        for key, part in result[-1].items():
            if number and type(part) is not type(result[0][key]):
                raise BadInput(
                    f"The part '{key[:60]}' is not written as it should be.",
                    hint=f"Write it as in the shipped assets/checks/{name}.toml.",
                    place=place,
                )
    return tuple(result)


@lru_cache(maxsize=64)
def _table(texts: tuple[str, ...], name: str, table: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for each in _parsed(texts, name):
        for key, text in each.get(table, {}).items():
            if not isinstance(text, str):
                place = Place(ROOM / f"{name}.toml")
                raise BadInput(f"'{key[:60]}' has no text.", hint='Write it as "word" = "another".', place=place)
            merged[key.lower()] = text
    return {key: text for key, text in merged.items() if text}


@lru_cache(maxsize=64)
def _phrases(texts: tuple[str, ...], name: str, table: str) -> Phrases[tuple[str, str]]:
    return Phrases((key, (key, text)) for key, text in _table(texts, name, table).items())


@lru_cache(maxsize=64)
def _items(texts: tuple[str, ...], name: str, key: str) -> frozenset[str]:
    return frozenset(str(item) for each in _parsed(texts, name) for item in each.get(key, ()))
