"""What is marked by type: raised and lowered signs, bold and italic by style, underline and colour."""

from __future__ import annotations

import re

from brochure.importers.word import marks
from brochure.importers.word.names import Element, ancestor, is_on, local, place, value, w, whole
from brochure.importers.word.parts import Document

#: Half points by which type must be moved to be read as raised or lowered.
_MOVED = 4
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{6}")
#: How far a colour's strongest part stands above its weakest before it is more than grey (of 255).
_COLOURFUL = 60
_COLOUR, _LIGHT = "the colour of words is not kept", "highlighting is not kept"
_CAPITALS = "capitals that were made by format are set as the letters that were typed"
_LINK_STYLES = ("hyperlink", "followedhyperlink", "internet link")


def settle(document: Document, root: Element) -> None:
    underlined, coloured, lit = _Told("underlined words are set in bold type"), _Told(_COLOUR), _Told(_LIGHT)
    capitals = _Told(_CAPITALS)
    for each in root.iter(w("r")):
        own = each.find(w("rPr"))
        if not any(node.text for node in each.iter(w("t"))):
            continue
        text = marks.without("".join(node.text or "" for node in each.iter(w("t"))))
        new = each.makeelement(w("rPr"))
        kept = [name for name in ("b", "i") if _is_set(document, each, name)]
        if _is_set(document, each, "strike") or _is_set(document, each, "dstrike"):
            kept.append("strike")
        is_copy = not _is_heading(document, each)
        if (
            is_copy
            and (_is_set(document, each, "caps") or _is_set(document, each, "smallCaps"))
            and text != text.upper()
        ):
            capitals.add(each, text)
        if own is not None:
            is_link = ancestor(each, "hyperlink") is not None or _is_link_style(document, own)
            if is_on(own.find(w("u"))) and not is_link and text.strip():
                underlined.add(each, text)
                if not {"b", "i"} & set(kept):
                    kept.append("b")
            if is_copy and not is_link and _is_colourful(value(own.find(w("color")))) and text.strip():
                coloured.add(each, text)
            if value(own.find(w("highlight"))) not in ("", "none", "white") and text.strip():
                lit.add(each, text)
            each.remove(own)
        for name in kept:
            new.append(new.makeelement(w(name)))
        each.insert(0, new)
    for told in (underlined, coloured, lit, capitals):
        told.tell(document)
    _join(root)


def _join(root: Element) -> None:
    """Runs that are set alike and lie beside each other are one: Word parts them wherever someone typed."""
    before: Element | None = None
    alike = ""
    for each in list(root.iter(w("r"))):
        kinds = " ".join(local(mark) for marks_of_run in each.findall(w("rPr")) for mark in marks_of_run)
        if before is not None and each.getprevious() is before and kinds == alike:
            before.extend([child for child in each if local(child) != "rPr"])
            each.getparent().remove(each)
        else:
            before, alike = each, kinds


class _Told:
    """Words in which one thing was not kept, told together: a page in two colours is one thing to know."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.places: list[str] = []
        self.texts: list[str] = []
        self._around: Element | None = None

    def add(self, run: Element, text: str) -> None:
        around = ancestor(run, "p")
        if around is not self._around:
            self._around = around
            self.places.append(place(run))
            self.texts.append(" ")
        self.texts.append(text)

    def tell(self, document: Document) -> None:
        if self.places:
            more = f" and {len(self.places) - 1} more" if len(self.places) > 1 else ""
            document.change_kept(self.what, "".join(self.texts), self.places[0] + more)


def _is_set(document: Document, each: Element, name: str) -> bool:
    """Bold of a whole paragraph's style is left to headings, which are set so anyhow."""
    return document.styles.sets(each, name, of_paragraph=name == "strike")


def _is_heading(document: Document, each: Element) -> bool:
    """Layouts give headings a colour of their own."""
    around = ancestor(each, "p")
    style = "" if around is None else document.styles.of(around)
    return bool(document.styles.level(style)) or document.styles.is_title(style)


def _is_link_style(document: Document, own: Element) -> bool:
    style = value(own.find(w("rStyle")))
    return bool(style) and document.styles.names(style)[0] in _LINK_STYLES


def _is_colourful(colour: str) -> bool:
    if not _HEXADECIMAL.fullmatch(colour):
        return False
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > _COLOURFUL


def _moved(document: Document, each: Element) -> str:
    kind = value(document.styles.run_property(each, "vertAlign", of_paragraph=False))
    if kind in ("superscript", "subscript"):
        return kind
    by = whole(value(document.styles.run_property(each, "position", of_paragraph=False)))
    return "superscript" if by >= _MOVED else "subscript" if by <= -_MOVED else ""


def _mark(each: Element, moved: str) -> None:
    """The signs are set word by word, for no raised word holds a space."""
    mark = marks.raised if moved == "superscript" else marks.lowered
    for node in each.iter(w("t")):
        if node.text and not marks.NONCHARACTER.search(node.text):
            node.text = re.sub(r"\S+", lambda match: mark(match[0]), node.text)


def raise_moved(document: Document, root: Element) -> None:
    """Marks raised and lowered signs; those beside each other are one."""
    for each in root.iter(w("r")):
        if (moved := _moved(document, each)) and each.find(w("t")) is not None:
            _mark(each, moved)
            for mark in each.findall(f"{w('rPr')}/{w('position')}") + each.findall(f"{w('rPr')}/{w('vertAlign')}"):
                mark.getparent().remove(mark)
    for paragraph in root.iter(w("p")):
        before: Element | None = None
        for node in paragraph.iter(w("t"), w("br"), w("tbl")):
            if before is not None and _are_one(before, node):
                before.text, node.text = before.text[:-1], node.text[1:]
            before = node


def _are_one(before: Element, node: Element) -> bool:
    """Whether raised signs go on in the next text, which is no number of a note and in no other link."""
    if local(before) != "t" or local(node) != "t" or before.get(marks.CITED) or node.get(marks.CITED):
        return False
    if before.getparent().getparent() is not node.getparent().getparent():
        return False
    ends = ((marks.SUPER_END, marks.SUPER), (marks.SUB_END, marks.SUB))
    return any((before.text or "").endswith(end) and (node.text or "").startswith(start) for end, start in ends)
