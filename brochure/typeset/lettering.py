"""Single lines in a typeface of the clinic's, for sheets that are drawn, where a language is not in Latin letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import pikepdf

from brochure.typeset.brand import brand_css
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit, shelf_of
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import Workspace

#: The size in which lines are set, and the page of each, in points.
SIZE, _WIDE, _HIGH = 10.0, 3000.0, 40.0
#: Heights of lines differ with fonts; here they do not move the type.
_CSS = (
    f"@page {{ size: {_WIDE}pt {_HIGH}pt; margin: 0 }}\n"
    f"html {{ font: {SIZE}pt/{_HIGH}pt var(--body) }}\n"
    "body, p { margin: 0; white-space: nowrap; text-align: left }\n"
    "p + p { break-before: page }\n"
)


#: A line, and its grey from 0 (black) to 1.
_Line = tuple[str, float]


@dataclass(frozen=True)
class Reach:
    """A line of type of SIZE points on a page that bears nothing else, in points.

    Where it begins, how wide it is, and its baseline from the foot of the page.
    """

    start: float
    width: float
    baseline: float


class Lettering:
    """Sets lines in a language."""

    def __init__(self, workspace: Workspace, language: str, worn: Outfit) -> None:
        self._language = language
        self._css = Sheet(brand_css(workspace.config.brand.colours, worn)), Sheet(_CSS)
        fonts = {served.name: served for served in worn.served}
        self._fetcher = Fetcher(workspace.files, Path("base"), fonts, {}, font_folders=workspace.font_folders)
        self._reaches: dict[str, Reach] = {}
        self._drawn: list[_Line] = []
        self._pdf: tuple[int, pikepdf.Pdf] | None = None

    def reach(self, text: str) -> Reach:
        """How the text comes to lie."""
        if text not in self._reaches:
            left, right, baseline = self._typeset([(text, 0)]).pages[0].reach
            self._reaches[text] = Reach(left, right - left, _HIGH - baseline)
        return self._reaches[text]

    def draw(self, text: str, grey: float) -> int:
        """The number of the line's page; all are made together, once the first is asked for, with one font."""
        if (line := (text, grey)) not in self._drawn:
            self._drawn.append(line)
        return self._drawn.index(line)

    def page(self, number: int) -> pikepdf.Page:
        """The page of that number."""
        if not self._pdf or self._pdf[0] != len(self._drawn):
            made = self._typeset(self._drawn).pdf()
            self._pdf = len(self._drawn), pikepdf.open(BytesIO(made))
        return self._pdf[1].pages[number]

    def _typeset(self, lines: Sequence[_Line]) -> Typeset:
        way = "rtl" if is_right_to_left(self._language) else "ltr"
        body = "".join(
            f'<p style="color: rgb({grey:.0%} {grey:.0%} {grey:.0%})">{escape(text)}</p>' for text, grey in lines
        )
        head = f'<!doctype html><html lang="{escape(self._language)}" dir="{way}"><title>-</title>'
        return Typesetter(f"{head}<body>{body}</body></html>", self._css, self._fetcher).typeset()


def lettering(workspace: Workspace, language: str, texts: str) -> Lettering | None:
    """What sets lines that consist of the letters of `texts`; None where no font has all of them."""
    body, _ = workspace.config.brand.fonts.families(language)
    wanted = Wanted(body, texts, language=language)
    worn = outfit(shelf_of(workspace.files, workspace.font_folders), wanted, wanted)
    return None if worn.missing else Lettering(workspace, language, worn)
