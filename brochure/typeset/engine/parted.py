"""Sets a document in parts: the copy, and each panel that is not for copy. Each is set anew only where it changed.

A panel with a page of its own depends on nothing of the others: so the copy is set with these panels empty, and each of
them with all else empty, when somebody asks for it. What was set is kept in memory by all that it was made from, and
goes into the next document that has the same part. The pages of all make one document, as the engine has it.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.edits import NO_EDITS, Edits, edited
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Panels, Typeset, Typesetter
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
#: The part that is copy; the others have their panels' names, and none is empty.
_COPY = ""
#: So many settings are kept of copy, and of other panels: two megabytes each, and one.
_MOST_OF_COPY, _MOST_OF_PANELS = 8, 12


@dataclass(frozen=True)
class _Set:
    """A part as it was set, in which fonts, with the digests of the files that it asked for."""

    document: Any
    pages: tuple[SetPage, ...]
    fonts: Any
    fetched: Mapping[str, str]
    galleys: dict[tuple[float, float, int], Galley]


_kept_copy: OrderedDict[str, _Set] = OrderedDict()
_kept_panels: OrderedDict[str, _Set] = OrderedDict()


def forget() -> None:
    """Nothing is kept any longer."""
    _kept_copy.clear()
    _kept_panels.clear()


class PartedTypesetter(Typesetter):
    """Typesets a document whose panels `names` each have an element of their own in its body, with a page for it."""

    def __init__(self, html: str, css: Sequence[Sheet], fetcher: Fetcher, names: Sequence[str]) -> None:
        super().__init__(html, css, fetcher)
        self._texts = [sheet.text for sheet in css]
        apart = not self._has_own_style() and not _reaches_across(html, self._texts)
        self._panels = self._found(names) if apart else {}
        self._keys: dict[str, str] = {}

    @property
    def is_parted(self) -> bool:
        """Whether its parts are set apart; else all of it is set at once, each time."""
        return bool(self._panels)

    def copy(self, setting: str, css: str = "", edits: Edits = NO_EDITS) -> Typeset:
        """The pages with the CSS `setting` and the `edits`; `css` concerns the pages of copy alone."""
        if not self._panels:
            return self.typeset(setting + css, edits)
        return self._part(_COPY, setting + css, edits, partial(self.panels, setting))

    def panels(self, setting: str) -> list[Typeset]:
        """The pages of each of the panels."""
        return [self._part(name, setting) for name in self._panels]

    def _part(self, part: str, css: str, edits: Edits = NO_EDITS, panels: Panels | None = None) -> Typeset:
        room, most = (_kept_panels, _MOST_OF_PANELS) if part else (_kept_copy, _MOST_OF_COPY)
        key = sha256(f"{self._key(part)}\0{css}\0{edits}".encode()).hexdigest()
        found = room.get(key)
        if not found or not self._still(found):
            found = room[key] = self._set(part, css, edits)
            while len(room) > most:
                room.popitem(last=False)
        room.move_to_end(key)
        blaming = partial(self._blaming, css)
        return Typeset(found.document, self._fetcher, blaming, found.pages, panels, found.galleys)

    def _set(self, part: str, css: str, edits: Edits) -> _Set:
        self._fetcher.fetched.clear()
        # Elements have their numbers of the whole document.
        with edited(self._html.etree_element, edits), self._only(part):
            made = self.typeset(css)
        document, pages = made.document, made.read
        if part:
            own = [(page, seen) for page, seen in zip(document.pages, pages, strict=True) if seen.name == part]
            document, pages = document.copy([page for page, _ in own]), tuple(seen for _, seen in own)
        return _Set(document, pages, self._fonts, dict(self._fetcher.fetched), {})

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
        panels = self._panels.values()
        empty = [
            child for child in self._body if (child in panels if part == _COPY else child is not self._panels[part])
        ]
        if part != _COPY:  # what the document is called stands on no panel's page
            empty += self._html.etree_element.iterfind("head/title")
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

    def _found(self, names: Sequence[str]) -> dict[str, Any]:
        """The panels' elements; none where not each has one, or where text or a title stands beside them."""
        body = self._body
        if body is None or not names:
            return {}
        classes = {child: (child.get("class") or "").split() for child in body if isinstance(child.tag, str)}
        found = [[child for child, of in classes.items() if f"panel-{name}" in of] for name in names]
        if any(len(each) != 1 for each in found):
            return {}
        panels = {name: each[0] for name, each in zip(names, found, strict=True)}
        others = [child for child in body if child not in panels.values()]
        loose = "".join(filter(None, (body.text, *(child.tail for child in body)))).strip()
        if loose or not others or any(next(other.iter("h1"), None) is not None for other in others):
            return {}
        return panels

    def _has_own_style(self) -> bool:
        """Whether style sheets stand in it, or are named."""
        return any(element.tag in ("style", "link") for element in self._html.etree_element.iter())

    def _key(self, part: str) -> str:
        """Of all that the part is made from but the setting, as far as it is not in files."""
        if part not in self._keys:
            with self._only(part):
                written = ElementTree.tostring(self._html.etree_element, "unicode")
            self._keys[part] = "\0".join((part, written, "" if part else self._places, *self._texts))
        return self._keys[part]

    @property
    def _places(self) -> str:
        """Which numbers the elements of copy have."""
        children, panels = list(self._body), self._panels.values()
        last = max(at for at, child in enumerate(children) if child not in panels)
        return " ".join(str(sum(1 for _ in child.iter())) for child in children[:last] if child in panels)


def _reaches_across(html: str, texts: Sequence[str]) -> bool:
    """Whether style may make one panel depend on another."""
    return any(map(_sheet_reaches, texts)) or any(_ACROSS.search(style) for style in _STYLED.findall(html))


@lru_cache(maxsize=100)
def _sheet_reaches(text: str) -> bool:
    return bool(_ACROSS.search(_STRINGS.sub("", text)))
