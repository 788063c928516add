"""Lists: each item has a body, its mark or its term is a label, and a list within an item is in its body."""

from __future__ import annotations

from pikepdf import Dictionary, Name

from brochure.editions.tagging.tree import Content, Element, Note, begin

#: How a list is numbered (ISO 32000-1, table 347), by its HTML element and that one's `type`.
_NUMBERING = {
    ("ul", ""): Name.Disc,
    ("ol", ""): Name.Decimal,
    ("ol", "a"): Name.LowerAlpha,
    ("ol", "A"): Name.UpperAlpha,
    ("ol", "i"): Name.LowerRoman,
    ("ol", "I"): Name.UpperRoman,
}


def mend_list(found: Element) -> None:
    """Mends a list in place; those within it come first. Takes what the engine makes of `ul`, `ol` and `dl`."""
    items: list[Element] = []
    for kid in found.elements:
        if kid.kind == "LI":
            _mend_item(kid)
        if items and _belongs_to(kid, items[-1]):
            _put(kid, items[-1])
        elif kid.kind == "LI":
            items.append(kid)
        else:
            items.append(Element("LI", kid.page, kids=[_body([kid])]))
    found.kids = list(items)
    numbering = _NUMBERING.get((found.tag, found.numbering))
    if numbering and any(_has(item, "Lbl") for item in items):
        found.attributes["/A"] = Dictionary(O=Name.List, ListNumbering=numbering)


def _mend_item(item: Element) -> None:
    labels: list[Element] = []
    inside: list[Element | Content | Note] = []
    for kid in item.kids:
        if isinstance(kid, Element) and kid.kind == "Lbl":
            labels.append(kid)
        elif isinstance(kid, Element) and kid.kind == "LBody":
            # A mark that a layout writes as li::before is in the body.
            labels += [part for part in kid.elements if part.kind == "Lbl"]
            inside += [part for part in kid.kids if part not in labels]
        else:
            inside.append(kid)
    item.kids = [*labels, *([_body(inside)] if inside else [])]


def _belongs_to(kid: Element, item: Element) -> bool:
    """A list beside an item is within it; a definition belongs to the term before it."""
    return kid.kind == "L" or (kid.tag == "dd" and item.tag in ("dt", "dd"))


def _put(kid: Element, item: Element) -> None:
    added: list[Element | Content | Note] = [kid] if kid.kind == "L" else _definition(kid)
    body = next((part for part in item.elements if part.kind == "LBody"), None)
    if body is None:
        item.kids.append(_body(added))
    elif kid.kind == "L":
        # The engine puts it after the item, though more may follow it there; what is painted first is read first.
        at = next((at for at, other in enumerate(body.kids) if begin(other) > begin(kid)), len(body.kids))
        body.kids[at:at] = added
    else:
        body.kids += added


def _definition(item: Element) -> list[Element | Content | Note]:
    """What is in the bodies of an item, together where it has a language of its own."""
    inside = [kid for body in item.elements for kid in body.kids]
    if not item.attributes:
        return inside
    kind = "Div" if all(isinstance(kid, Element) for kid in inside) else "P"
    return [Element(kind, item.page, kids=inside, attributes=item.attributes)]


def _body(kids: list[Element | Content | Note]) -> Element:
    page = next((kid.page for kid in kids), -1)
    return Element("LBody", page, kids=kids)


def _has(item: Element, kind: str) -> bool:
    return any(part.kind == kind for part in item.elements)
