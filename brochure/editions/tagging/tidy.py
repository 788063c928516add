"""Mends the engine's structure tree: what ran on over a page is one again, lists are whole, and nothing is empty.

Kinds are those of ISO 32000-1, 14.8.4; what is mended follows ISO 14289-1 (PDF/UA-1), 7.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Dictionary, Name

from brochure.editions.tagging.contents import mend_contents
from brochure.editions.tagging.lists import mend_list
from brochure.editions.tagging.tree import Content, Element, Note, deepest_first

#: They hold other parts of the document, never text itself.
_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
#: They say nothing of what is in them.
_PLAIN = {"NonStruct", "Div", "Span"}
#: What the engine has no kind for.
_KINDS = {"aside": "Sect", "nav": "Sect", "figure": "Div", "dt": "Lbl", "li::before": "Lbl"}
#: They mean something even when they are empty.
_MAY_BE_EMPTY = {"Document", "TD", "TH", "TR"}
#: A line that a page begins with, for eyes alone: who listens hears no pages.
_OF_PAGES = "continued"
#: Not made one where they run on over a page: a table repeats its headings there, and is whole again.
_NOT_JOINED = {"Table", "Figure"}


def tidy(document: Element) -> None:
    """Mends the tree in place."""
    for element in deepest_first(document):
        element.kids = [kid for kid in element.kids if not (isinstance(kid, Element) and kid.tag == _OF_PAGES)]
        _give_kind(element)
    # A parent first: only then do the halves of what is within it stand side by side.
    waiting = [document]
    while waiting:
        element = waiting.pop()
        _join(element)
        waiting += element.elements
    for element in deepest_first(document):
        _lift(element)
        if element.kind == "L":
            mend_list(element)
        elif element.kind == "Table":
            _give_scope(element)
        elif element.kind == "Link":
            _take_notes(element)
        elif element.tag == "nav":
            mend_contents(element)


def _give_kind(element: Element) -> None:
    if element.kind in ("NonStruct", "LBody") and element.tag in _KINDS:
        element.kind = _KINDS[element.tag]
    if element.tag == "s":
        # What is struck is heard as such where the reader's software is asked for it.
        element.attributes["/A"] = Dictionary(O=Name.Layout, TextDecorationType=Name.LineThrough)


def _join(parent: Element) -> None:
    """Makes neighbours one that came of the same HTML element: a page, a column or a line ended within it."""
    kids: list[Element] = []
    for kid in parent.elements:
        last = kids[-1] if kids else None
        if last and _halves(last, kid) and not parent.has_content:
            last.kids += kid.kids
        else:
            kids.append(kid)
    if not parent.has_content:
        parent.kids = list(kids)


def _halves(one: Element, other: Element) -> bool:
    same = (one.kind, one.tag, one.number) == (other.kind, other.tag, other.number)
    return same and one.number >= 0 and one.kind not in _NOT_JOINED


def _lift(parent: Element) -> None:
    """Puts in the place of each kid that says nothing what is in it, and leaves out what is empty."""
    holds_lines = any(kid.kind == "Span" and kid.number < 0 for kid in parent.elements)
    kids: list[Element | Content | Note] = []
    for kid in parent.kids:
        if isinstance(kid, Element):
            kids += _lifted(kid, parent, in_group=parent.kind in _GROUPS and not holds_lines)
        else:
            kids.append(kid)
    if holds_lines and parent.kind in _GROUPS - _PLAIN:
        kids = [Element("P", parent.page, kids=kids)]
    parent.kids = kids


def _lifted(kid: Element, parent: Element, *, in_group: bool) -> Sequence[Element | Content | Note]:
    """What stands in the place of a kid; in a group of blocks all text is in a paragraph of its own."""
    if not kid.kids and kid.kind not in _MAY_BE_EMPTY:
        return ()
    if _is_plain(kid, parent):
        if not kid.attributes and not (kid.has_content and in_group):
            return kid.kids
        kid.kind = "P" if in_group and kid.has_content else "Span" if kid.has_content else "Div"
    return (kid,)


def _is_plain(kid: Element, parent: Element) -> bool:
    """Whether its kind says nothing; a language may."""
    if kid.kind == "Div" and kid.tag == "figure":
        return len(kid.kids) == 1
    # The engine wraps text that stands beside blocks in a second element of the same kind.
    wrapper = kid.number >= 0 and (kid.kind, kid.tag, kid.number) == (parent.kind, parent.tag, parent.number)
    return kid.kind in _PLAIN or wrapper


def _take_notes(link: Element) -> None:
    """Takes the annotations of what is within a link, as a picture: the engine makes one for each element there."""
    for element in deepest_first(link):
        if element is not link:
            link.kids += [kid for kid in element.kids if isinstance(kid, Note)]
            element.kids = [kid for kid in element.kids if not isinstance(kid, Note)]


def _give_scope(table: Element) -> None:
    """Says of each heading cell whether it heads a column or a row: HTML's rule for a `th` that does not say it.

    One without words heads nothing, such as the corner above the names of the rows.
    """
    rows = [(group.kind, row) for group in table.elements for row in (group.elements, [group])[group.kind == "TR"]]
    for at, (group, row) in enumerate(rows):
        for cell in row.elements:
            attributes = cell.attributes.get("/A", Dictionary(O=Name.Table))
            if "/Headers" in attributes:
                del attributes["/Headers"]
            if cell.kind == "TH" and not cell.kids:
                cell.kind = "TD"
            if cell.kind == "TH":
                attributes.Scope = Name.Column if group == "THead" or at == 0 else Name.Row
            if len(attributes) > 1:
                cell.attributes["/A"] = attributes
            else:
                cell.attributes.pop("/A", None)
