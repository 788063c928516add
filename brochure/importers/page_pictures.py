"""The pictures of a page: each with its description and its caption, or told where it cannot come in."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString

from brochure.importers.page_parts import words_of
from brochure.importers.page_places import place_of
from brochure.importers.pictures import Shelf
from brochure.importers.report import ImportReport

_WORD = re.compile(r"[^\W\d_]{2}")
_FINISHED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_LAZY = ("data-src", "data-original", "data-lazy-src")


def settle_pictures(scope: Tag, shelf: Shelf, report: ImportReport) -> None:
    """Leaves `img` with `src`, `alt` and `title` as the article has them; what is absent is told, its words stay."""
    for source in scope.select("picture source"):
        source.unwrap()  # the parser takes what follows for its content
    for figure in scope.select("figure"):
        _settle_figure(figure, shelf, report)
    for picture in scope.select("img"):
        if not picture.has_attr("settled"):
            _place(picture, "", shelf, report)
    for picture in scope.select("img"):
        del picture["settled"]


def _settle_figure(figure: Tag, shelf: Shelf, report: ImportReport) -> None:
    """A picture takes the figure's caption with it; without the picture the caption stays, as a paragraph."""
    pictures = figure.select("img")
    caption = figure.select_one("figcaption")
    if len(pictures) != 1 or figure.select_one("table, blockquote"):
        return
    words = words_of(caption) if caption is not None else ""
    placed = _place(pictures[0], words, shelf, report, alone=True)
    if placed and caption is not None:
        caption.decompose()


def _place(picture: Tag, caption: str, shelf: Shelf, report: ImportReport, *, alone: bool = False) -> bool:
    """Whether the picture came in. `alone`: it is no part of a sentence."""
    source = next((str(picture[name]) for name in ("src", *_LAZY) if _is_address(picture.get(name))), "")
    alt = " ".join(str(picture.get("alt", "")).split())
    alone = alone or _is_alone(picture)
    if (not source and not alt) or _is_dot(picture):
        if alt:
            report.leave_out("a picture that only counts readers", alt, place_of(picture))
        picture.decompose()
        return False
    in_words = bool(alt) and not alone and not _follows(picture)
    in_copy = shelf.take(source, "" if in_words else alt, place_of(picture))
    if not in_copy:
        if in_words:
            picture.replace_with(NavigableString(f" {alt} "))
        else:
            picture.decompose()
        return False
    if not alt:
        alt = caption or _name(source) or "Picture"
        report.change(f"a picture without a description: write what {Path(in_copy).name} shows", alt, place_of(picture))
    picture.attrs = {"src": in_copy, "alt": alt, "settled": "", **({"title": caption} if caption else {})}
    if alone and picture.find_parent(["p", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6"]) is None:
        picture.wrap(Tag(name="p"))
    return True


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not value.startswith("data:image/gif;base64,R0lGOD")


def _is_alone(picture: Tag) -> bool:
    """Whether no words stand beside it."""
    block = picture.find_parent(["p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"])
    if isinstance(block, Tag):
        return not block.get_text(strip=True)
    beside = [picture.previous_sibling, picture.next_sibling]
    return not any(isinstance(node, NavigableString) and node.strip() for node in beside)


def _follows(picture: Tag) -> bool:
    """Whether it stands after a finished sentence, as no part of it."""
    before = "".join(node.get_text() for node in reversed(list(picture.previous_siblings)))
    after = "".join(node.get_text() for node in picture.next_siblings)
    return bool(_FINISHED.search(before)) and not after.strip()


def _is_dot(picture: Tag) -> bool:
    """A picture of a point counts readers and shows nothing."""
    return str(picture.get("width")) in ("0", "1") and str(picture.get("height")) in ("0", "1")


def _name(source: str) -> str:
    if source.startswith("data:"):
        return ""
    words = " ".join(re.split(r"[-_+\s]+", Path(unquote(re.split(r"[?#]", source)[0])).stem))
    return words if _WORD.search(words) else ""
