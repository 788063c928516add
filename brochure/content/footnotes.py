"""Footnotes: `[^1]` with `[^1]: Smith 2020.` below, or `^[Smith 2020.]`. In a leaflet they join its references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from brochure.content.scripts import SUPERSCRIPT
from brochure.errors import BadInput, Place

_OPEN, _CLOSE, _CITED = "footnote_reference_open", "footnote_reference_close", "footnote_ref"
_WITHIN = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
# References are printed without links, so that what they lead to is a part of the text.
_LINK = re.compile(r"(?<![!\\])\[([^\[\]]*)\]\(<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"(?<!\\)<((?:https?://|mailto:)[^<>\s]+)>")


def footnotes(parser: MarkdownIt) -> None:
    """Teaches the parser footnotes; what stands in `^[…]` is noted with its sign."""
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    parser.core.ruler.after("inline", "inline_footnotes", _note_inline)


def without_footnotes(parser: MarkdownIt) -> None:
    """Takes them from a parser of single lines, below which no note can stand."""
    parser.disable(["footnote_ref", "footnote_inline"])


@dataclass
class Notes:
    """The notes of an article, numbered from `first` in the order in which they are cited, and last what is not."""

    first: int
    defined: dict[str, str] = field(default_factory=dict)
    _cited: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, tokens: Sequence[Token], first: int = 1) -> Notes:
        """Those of an article's `tokens`."""
        notes = cls(first, dict(_definitions(tokens)))
        for token in tokens:
            for child in token.children or ():
                if child.type == _CITED and (label := _label(child)) in notes.defined:
                    notes.number(label)
        for label in notes.defined:
            notes.number(label)
        return notes

    def number(self, label: str) -> int:
        """The number of a note."""
        if label not in self._numbers:
            self._numbers[label] = self.first + len(self._cited)
            self._cited.append(label)
        return self._numbers[label]

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes in the order of their numbers; one that is cited in another is a number there."""
        return tuple(_WITHIN.sub(self._cited_within, self.defined[label]) for label in self._cited)

    def _cited_within(self, found: re.Match[str]) -> str:
        return f"^{self.number(found[1])}^" if found[1] in self.defined else found[0]


def cite(tokens: Sequence[Token], first: int, file: Path) -> list[Token]:
    """The tokens without the notes, each sign of one a number from `first` on. Raises BadInput for a sign of none."""
    if not any(token.type == _OPEN for token in tokens) and not any(map(_cites, tokens)):
        return list(tokens)
    notes = Notes.of(tokens, first)
    for token in filter(_cites, tokens):
        token.children = list(_cited(token, notes, file))
    return list(_without_definitions(tokens))


def _cites(token: Token) -> bool:
    return any(child.type == _CITED for child in token.children or ())


def _cited(token: Token, notes: Notes, file: Path) -> Iterator[Token]:
    """The children of `token`; signs that touch one another are one, with a comma between their numbers."""
    line = token.map[0] + 1 if token.map else None
    numbers: list[str] = []
    for child in [*(token.children or ()), None]:
        if child and child.type == _CITED:
            if (label := _label(child)) not in notes.defined:
                raise BadInput(
                    f"There is no note for [^{label}].",
                    hint=f"Write it on a line of its own, [^{label}]: …, or \\[^{label}] if it is no footnote.",
                    place=Place(file, line),
                )
            numbers.append(str(notes.number(label)))
            continue
        if numbers:
            yield Token("sup_open", SUPERSCRIPT, 1)
            yield Token("text", "", 0, content=",".join(numbers))
            yield Token("sup_close", SUPERSCRIPT, -1)
            numbers = []
        if child:
            line = line and line + (child.type in ("softbreak", "hardbreak"))
            yield child


def _label(cited: Token) -> str:
    return str(cited.meta.get("label", f" {cited.meta['id']}"))


def _definitions(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each note: what it is cited by, and its text. One within a line is cited by what no other can be."""
    label = ""
    parts: list[str] = []
    for token in tokens:
        if token.type == _OPEN:
            label, parts = str(token.meta["label"]), []
        elif token.type == _CLOSE:
            yield label, _line(parts)
        elif token.type == "inline" or token.content:
            parts.append(token.content)
        for child in token.children or ():
            if child.type == _CITED and "text" in child.meta:
                yield _label(child), _line([child.meta["text"]])


def _line(parts: Iterable[str]) -> str:
    """A note of several paragraphs as one line of front matter."""
    text = " ".join(" ".join(parts).replace("\\\n", "\n").split())
    return _ADDRESS.sub(lambda found: found[1].removeprefix("mailto:"), _LINK.sub(_unlinked, text))


def _unlinked(found: re.Match[str]) -> str:
    address = found[2].removeprefix("mailto:")
    return address if found[1].strip() in ("", address) else f"{found[1]}, {address}"


def _without_definitions(tokens: Iterable[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.type == _OPEN) - (token.type == _CLOSE)
        if not depth and token.type != _CLOSE:
            yield token


def _note_inline(state: StateCore) -> None:
    written = state.env.get("footnotes", {}).get("list", {})
    for token in state.tokens:
        for child in token.children or ():
            if child.type == _CITED and "label" not in child.meta:
                child.meta["text"] = written[child.meta["id"]]["content"]
