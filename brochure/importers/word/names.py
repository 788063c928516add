"""The names in Word's XML, and the few questions that every pass asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from lxml import etree

#: An element of lxml, which brings no types.
Element: TypeAlias = Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 (the prefix that the format uses)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Written on every paragraph before any pass: its number, among those with words.
NUMBER = "number"

_PARTING = {"p", "tab", "ptab", "br", "cr", "tc", "drawing", "pict", "object"}
_SAID = [f"{{*}}{name}" for name in (*_PARTING, "t", "delText", "noBreakHyphen", "softHyphen")]
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """A name of the main namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def local(element: Element) -> str:
    """The name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None) -> str:
    """Its `w:val`."""
    return "" if element is None else str(element.get(w("val"), ""))


def is_on(element: Element | None) -> bool:
    """Whether a mark such as `<w:b/>` is there and not switched off."""
    return element is not None and value(element).lower() not in _OFF


def whole(text: str | None, otherwise: int = 0) -> int:
    """The whole number that an attribute holds; files hold all sorts of things."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise


def replace(element: Element, others: Iterable[Element]) -> None:
    """Puts `others` where `element` was."""
    parent = element.getparent()
    at = parent.index(element)
    parent.remove(element)
    for offset, other in enumerate(list(others)):
        parent.insert(at + offset, other)


def remove(element: Element) -> None:
    """Takes it out of its parent, if it is not out already."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def unwrap(element: Element, *dropped: str) -> None:
    """Puts what is in it in its place, but for children of the `dropped` names."""
    replace(element, [child for child in element if local(child) not in dropped])


def run(text: str, like: Element | None = None) -> Element:
    """A run of this text, set as the run `like` is."""
    made = etree.Element(w("r"))
    if like is not None and (marks := like.find(w("rPr"))) is not None:
        made.append(etree.fromstring(etree.tostring(marks)))
    made.append(text_node(text))
    return made


def text_node(text: str) -> Element:
    node = etree.Element(w("t"))
    node.set(SPACE, "preserve")
    node.text = text
    return node


def paragraph(*runs: Element, like: Element | None = None) -> Element:
    """A new paragraph, which has the place of `like`."""
    made = etree.Element(w("p"))
    if like is not None and like.get(NUMBER):
        made.set(NUMBER, like.get(NUMBER))
    made.extend(runs)
    return made


def ancestor(element: Element, name: str) -> Element | None:
    """The nearest element of the main namespace around it, or it itself, that is called so."""
    wanted: str = w(name)
    at = element
    while at is not None and at.tag != wanted:
        at = at.getparent()
    return at


def place(element: Element) -> str:
    """Where it stands, as 'paragraph 12'."""
    around = ancestor(element, "p")
    if around is None:
        around = next(element.iter(w("p")), None)
    number = around.get(NUMBER) if around is not None else None
    return f"paragraph {number}" if number else ""


def texts(element: Element) -> Iterator[str]:
    """What its text says, in pieces: paragraphs, tabs and breaks part words."""
    for event, node in etree.iterwalk(element, events=("start", "end"), tag=_SAID):
        name = local(node)
        if name in _PARTING:
            yield " "
        elif event == "end":
            continue
        elif name in ("t", "delText"):
            yield node.text or ""
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name == "softHyphen":
            yield "\u00ad"


def words(element: Element) -> str:
    """Its words, on one line."""
    return " ".join("".join(texts(element)).split())
