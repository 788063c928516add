"""Fields print their result, not their code. Links become links; boxes, choices and blanks of forms become signs."""

from __future__ import annotations

import re

from brochure.importers.word.marks import FILL_IN
from brochure.importers.word.names import Element, R, is_on, local, place, remove, run, unwrap, value, w, whole, words
from brochure.importers.word.parts import Document, Target
from brochure.importers.word.symbols import sign
from brochure.importers.word.wrappers import EMPTY_BOX, TICKED_BOX

_LINK = re.compile(
    r'\s*HYPERLINK\s+(?:\\l\s+"?([^"\s]+)"?|"([^"]*)"|([^\s\\"]\S*))(?:.*?\\l\s+"?([^"\s]+)"?)?', re.I | re.S
)
_SYMBOL = re.compile(r'\s*SYMBOL\s+(0x[0-9a-f]+|\d+|\S)(?:.*?\\f\s+"?([^"\\]+?)"?(?:\s*\\|\s*$))?', re.I | re.S)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.I | re.S)
_FORMULA = re.compile(r"\s*EQ\s+(.*)", re.I | re.S)


def settle(document: Document, root: Element) -> None:
    for simple in list(root.iter(w("fldSimple"))):
        _settle_simple(document, simple)
    for paragraph in [*root.iter(w("p"))]:
        if paragraph.find(f".//{w('fldChar')}") is not None:
            _settle_complex(document, paragraph)
    for code in [*root.iter(w("instrText"), w("delInstrText"), w("fldChar"))]:
        remove(code)


def _settle_simple(document: Document, field: Element) -> None:
    code = field.get(w("instr"), "")
    if found := _made(document, code, None, field):
        field.append(run(found))
    link = _link(document, code)
    if link is not None:
        link.extend([child for child in field if local(child) != "fldData"])
        field.append(link)
    unwrap(field, "fldData")


class _Field:
    def __init__(self, begin: Element) -> None:
        self.begin = begin
        self.code = ""
        self.result: list[Element] | None = None


def _settle_complex(document: Document, paragraph: Element) -> None:
    """The fields that begin in this paragraph; of one that goes on in the next, what stands here."""
    open_fields: list[_Field] = []
    for each in list(paragraph.iter(w("r"))):
        for node in list(each):
            kind = node.get(w("fldCharType"), "") if local(node) == "fldChar" else ""
            if kind == "begin":
                open_fields.append(_Field(node))
            elif kind == "separate" and open_fields:
                open_fields[-1].result = []
            elif kind == "end" and open_fields:
                _finish(document, open_fields.pop(), node)
            elif local(node) == "instrText" and open_fields and open_fields[-1].result is None:
                open_fields[-1].code += node.text or ""
        for field in open_fields:
            if field.result is not None and each.getparent() is not None:
                field.result.append(each)
    for field in open_fields:
        _finish(document, field, None)


def _finish(document: Document, field: _Field, end: Element | None) -> None:
    around = field.begin.getparent()
    runs = [each for each in field.result or [] if each.getparent() is not None]
    if text := _made(document, field.code, field.begin, around, runs):
        for each in runs:
            if each is not around and (end is None or each is not end.getparent()):
                remove(each)
        around.addnext(run(text, around))
        return
    link = _link(document, field.code)
    # A link around links, or around runs that do not lie beside each other, is none.
    siblings = [each for each in runs if each.getparent() is runs[0].getparent() and words(each)]
    if link is not None and siblings and len({id(each.getparent()) for each in runs}) == 1:
        siblings[0].addprevious(link)
        link.extend(siblings)


def _made(document: Document, code: str, begin: Element | None, at: Element, runs: list[Element] | None = None) -> str:
    """What a field prints that has no result of its own; empty for all others."""
    name = code.split()[0].upper() if code.split() else ""
    data = begin.find(w("ffData")) if begin is not None else None
    if name == "FORMCHECKBOX":
        box = data.find(w("checkBox")) if data is not None else None
        checked = None if box is None else box.find(w("checked"))
        if checked is None and box is not None:
            checked = box.find(w("default"))
        return TICKED_BOX if is_on(checked) else EMPTY_BOX
    if name == "FORMDROPDOWN" and data is not None and (choices := data.find(w("ddList"))) is not None:
        entries = [value(entry) for entry in choices.findall(w("listEntry"))]
        chosen = choices.find(w("result"))
        at_entry = whole(value(chosen if chosen is not None else choices.find(w("default"))))
        text = entries[at_entry] if 0 <= at_entry < len(entries) else ""
        document.change("the choice of a form field", " ".join(entries), place(at))
        return text
    if name == "FORMTEXT" and not "".join(words(each) for each in runs or []):
        return FILL_IN
    if match := _SYMBOL.match(code):
        number = match[1]
        char = int(number, 16) if number[:2].lower() == "0x" else int(number) if number.isdigit() else ord(number)
        return sign(match[2] or "Symbol", char) or ""
    if match := _BUTTON.match(code):
        document.change("the words of a button", match[1], place(at))
        return match[1].strip()
    if (match := _FORMULA.match(code)) and not any(words(each) for each in runs or []):
        document.leave_out("a formula (field EQ)", match[1], place(at))
    return ""


def _link(document: Document, code: str) -> Element | None:
    """An empty link for what the code leads to; None where it is another field."""
    match = _LINK.match(code)
    if not match:
        return None
    link = run("").makeelement(w("hyperlink"))
    if match[1]:
        link.set(w("anchor"), match[1])
        return link
    address = (match[2] or match[3] or "") + (f"#{match[4]}" if match[4] else "")
    name = f"field{len(document.targets)}"
    document.targets[name] = Target("hyperlink", address, True)
    link.set(f"{{{R}}}id", name)
    return link
