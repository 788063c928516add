"""All CSS of a document: what it is given, what that imports, and what stands in its HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from brochure.errors import BadInput, Place
from brochure.typeset.engine.fetch import SCHEME, Fetcher
from brochure.typeset.engine.style_sheet import Sheet, statements

#: So many style sheets may a document have, those in its HTML and all that they import included.
MOST = 50
#: A `style` attribute as a rule, so that it is read like all others.
_BEFORE, _AFTER = "*{", "}"


def sources(given: Iterable[Sheet], tree: Any, fetcher: Fetcher) -> tuple[Sheet, ...]:
    """Every style sheet of the document `tree`, a tree of elements. `style` attributes are rules for anything.

    Raises BadInput for more than there may be; so a sheet that imports itself is refused too.
    """
    found: list[Sheet] = []
    waiting = [*given, *_in_html(tree, fetcher)]
    while waiting:
        sheet = waiting.pop(0)
        found.append(sheet)
        imported = list(_imported(sheet, fetcher))
        if imported and len(found) + len(waiting) > MOST:
            line = next(statement.line for statement in statements(sheet.text) if statement.name.lower() == "@import")
            raise BadInput(
                f"The style sheets import more than {MOST} others, or one imports itself.",
                hint="Import less.",
                place=sheet.place(line),
            )
        waiting += imported
    return tuple(found)


@contextmanager
def restyled(tree: Any, changed: Mapping[str, str]) -> Iterator[None]:
    """Within this, the style sheets in the document are `changed`: from their text in `sources` to another."""
    kept = [(element, element.get("style"), element.text) for element in tree.iter()]
    for element, style, text in kept:
        if style and (other := changed.get(f"{_BEFORE}{style}{_AFTER}")) is not None:
            element.set("style", other.removeprefix(_BEFORE).removesuffix(_AFTER))
        if element.tag == "style" and text:
            element.text = changed.get(text, text)
    try:
        yield
    finally:
        for element, style, text in kept:
            element.text = text
            if style:
                element.set("style", style)


def _imported(sheet: Sheet, fetcher: Fetcher) -> Iterator[Sheet]:
    if "@" not in sheet.text or "import" not in sheet.text.lower():
        return
    for statement in statements(sheet.text):
        if statement.name.lower() == "@import":
            yield from _fetched(
                next((token.value for token in statement.tokens if token.type in ("url", "string")), ""), fetcher
            )


def _fetched(address: str, fetcher: Fetcher) -> Iterator[Sheet]:
    """The style sheet at the address; none where it is not given out, which the engine will be told too."""
    if not address.startswith(SCHEME):
        return
    try:
        content, _ = fetcher.fetch(address)
    except BadInput:
        fetcher.refused.clear()
        return
    yield Sheet(
        content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"), fetcher.shown(address)
    )


def _in_html(tree: Any, fetcher: Fetcher) -> Iterator[Sheet]:
    file = Path("layouts") / fetcher.layout.name / "leaflet.html"
    sought = partial(in_templates, fetcher)
    styles = dict.fromkeys(f"{_BEFORE}{style}{_AFTER}" for element in tree.iter() if (style := element.get("style")))
    for element in tree.iter():
        if element.tag == "style" and element.text:
            styles[element.text] = None
        elif element.tag == "link":
            yield from _fetched((element.get("href") or "").strip(), fetcher)
    for style in styles:
        yield Sheet(style, file, sought=sought)


def in_templates(fetcher: Fetcher, text: str) -> Place:
    """Where the templates of the layout have this text; without a line, if they put it together."""
    text = text.removeprefix(_BEFORE).removesuffix(_AFTER).strip()
    for folder in (fetcher.layout, fetcher.layout.parent / "base"):
        for name in fetcher.files.names(folder):
            if name.endswith(".html"):
                before, found, _ = fetcher.files.text(folder / name).partition(text)
                if found:
                    return Place(Path("layouts") / folder.name / name, before.count("\n") + 1)
    return Place(Path("layouts") / fetcher.layout.name / "leaflet.html")
