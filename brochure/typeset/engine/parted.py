"""Sets a document in two parts: the copy, and the panels that are not for copy. Each is set anew only where it changed.

A panel of its own page depends on nothing of the others: so the copy is set with these panels empty, and they with
nothing but themselves, when somebody asks for them. What was set is kept in memory by all that it was made from, and
goes into the next document that has the same part. The pages of both make one document, as the engine has it.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.edits import NO_EDITS, Edits, edited
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.galley import Galley

#: CSS by which what stands on one page may depend on what stands on others, or a page on its number; in strings these
#: are words, and a name may be hidden by a backslash.
_ACROSS = re.compile(
    r"counters?\s*\(\s*+(?!list-item\b)|string(?:-set|\s*\()|running|element\s*\(|target-|footnote|:has\b|:empty|fixed|@import|\\"
    r"|@page[^{]*:(?!nth)|:(?:nth-last|last|only)-(?:child|of-type)\s*[{,>+~ ][^{]*panel",
    re.IGNORECASE,
)
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|/\*.*?\*/", re.DOTALL)
_STYLED = re.compile(r"\bstyle\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
#: So many settings are kept of copy, and of fixed panels: a few megabytes each, and some tenths of one.
_MOST_OF_COPY, _MOST_OF_PANELS = 8, 24


@dataclass(frozen=True)
class _Set:
    """A part as it was set, in which fonts, with the digests of the files that it asked for."""

    document: Any
    pages: tuple[SetPage, ...]
    fonts: Any
    fetched: Mapping[str, str]
    galleys: dict[tuple[float, float, int], Galley]


_kept: dict[str, OrderedDict[str, _Set]] = {"copy": OrderedDict(), "panels": OrderedDict()}
_MOST = {"copy": _MOST_OF_COPY, "panels": _MOST_OF_PANELS}


def forget() -> None:
    """Nothing is kept any longer."""
    for room in _kept.values():
        room.clear()


class PartedTypesetter(Typesetter):
    """Typesets a document whose panels `names` each have an element of their own in its body, with a page for it."""

    def __init__(self, html: str, css: Sequence[Sheet], fetcher: Fetcher, names: Sequence[str]) -> None:
        super().__init__(html, css, fetcher)
        self._texts = [sheet.text for sheet in css]
        self._panels = [] if self._has_own_style() or _reaches_across(html, self._texts) else self._found(names)

    @property
    def is_parted(self) -> bool:
        """Whether its parts are set apart; else all of it is set at once, each time."""
        return bool(self._panels)

    def copy(self, setting: str, css: str = "", edits: Edits = NO_EDITS) -> Typeset:
        """The pages with the CSS `setting` and the `edits`; `css` concerns the pages of copy alone."""
        if not self._panels:
            return self.typeset(setting + css, edits)
        return self._part("copy", setting + css, edits, partial(self.panels, setting))

    def panels(self, setting: str) -> Typeset:
        """The pages of the panels alone."""
        return self._part("panels", setting, NO_EDITS, None)

    def _part(self, part: str, css: str, edits: Edits, panels: Any) -> Typeset:
        key = sha256(f"{self._keys[part]}\0{css}\0{edits}".encode()).hexdigest()
        room = _kept[part]
        found = room.get(key)
        if not found or not self._still(found):
            found = room[key] = self._set(part, css, edits)
            while len(room) > _MOST[part]:
                room.popitem(last=False)
        room.move_to_end(key)
        return Typeset(found.document, self._fetcher, partial(self._blaming, css), found.pages, panels, found.galleys)

    def _set(self, part: str, css: str, edits: Edits) -> _Set:
        self._fetcher.fetched.clear()
        # Elements have their numbers of the whole document.
        with edited(self._html.etree_element, edits), self._only(part):
            made = self.typeset(css)
        return _Set(made.document, made.read, self._fonts, dict(self._fetcher.fetched), {})

    def _still(self, found: _Set) -> bool:
        """Whether the files that a part asked for are the same; reading them, it is noted that they were read."""
        if found.fonts is not self._fonts:
            return False
        for url in found.fetched:
            self._fetcher.fetch(url)
        return all(self._fetcher.fetched[url] == digest for url, digest in found.fetched.items())

    @contextmanager
    def _only(self, part: str) -> Iterator[None]:
        """Within it all else is empty, so that selectors find the same neighbours, and pages have the same numbers."""
        empty = [child for child in self._body if (child in self._panels) is (part == "copy")]
        held = [(element, list(element), element.text) for element in empty]
        for element in empty:
            element[:] = []
            element.text = None
        try:
            yield
        finally:
            for element, children, text in held:
                element[:] = children
                element.text = text

    @property
    def _body(self) -> Any:
        return self._html.etree_element.find("body")

    def _found(self, names: Sequence[str]) -> list[Any]:
        """The panels' elements; none where not each has one, or where text or a title stands beside them."""
        body = self._body
        if body is None or not names:
            return []
        classes = {child: (child.get("class") or "").split() for child in body if isinstance(child.tag, str)}
        found = [[child for child, of in classes.items() if f"panel-{name}" in of] for name in names]
        if any(len(each) != 1 for each in found):
            return []
        panels = [each[0] for each in found]
        others = [child for child in body if child not in panels]
        loose = "".join(filter(None, (body.text, *(child.tail for child in body)))).strip()
        if loose or not others or any(next(other.iter("h1"), None) is not None for other in others):
            return []
        return panels

    def _has_own_style(self) -> bool:
        """Whether style sheets stand in it, or are named."""
        return any(element.tag in ("style", "link") for element in self._html.etree_element.iter())

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Of each part, all that it is made from but the setting."""
        style = "\0".join(self._texts)
        return {part: f"{style}\0{self._places}\0{self._written(part)}" for part in _kept}

    @cached_property
    def _places(self) -> str:
        """Which numbers the elements of copy have."""
        children = list(self._body)
        last = max(at for at, child in enumerate(children) if child not in self._panels)
        return " ".join(str(sum(1 for _ in child.iter())) for child in children[:last] if child in self._panels)

    def _written(self, part: str) -> str:
        with self._only(part):
            return ElementTree.tostring(self._html.etree_element, "unicode")


def _reaches_across(html: str, texts: Sequence[str]) -> bool:
    """Whether style may make one panel depend on another."""
    return any(_ACROSS.search(_STRINGS.sub("", text)) for text in texts) or any(
        _ACROSS.search(style) for style in _STYLED.findall(html)
    )
