"""Word's own equations (OMML) as plain text, as a person would type them: (a + b)/2, √x, x², ∑."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from brochure.importers.word import marks
from brochure.importers.word.names import Element, M, local, paragraph, place, replace, run, w
from brochure.importers.word.parts import Document

_PROPERTIES = {"ctrlPr", "rPr"}
#: Letters that Word writes for a slanted or bold letter of an equation; no font for copy has them.
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
#: What is said between the parts of these; all others are said one part after the other.
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}


def settle(document: Document, root: Element) -> None:
    for group in list(root.iter(_m("oMathPara"))):
        _settle_group(group)
    for equation in list(root.iter(_m("oMath"))):
        text = " ".join(plain(equation).split())
        raw = " ".join(node.text or "" for node in equation.iter(_m("t"), w("t")))
        if text:
            said = marks.typed(text)
            document.change("an equation became plain text", f"{said} {raw}" if said != raw else said, place(equation))
        after = equation.getnext()
        beside = after is not None and after.tag == _m("oMath")
        replace(equation, [run(f"{text} " if beside else text)])


def _settle_group(group: Element) -> None:
    """Equations on lines of their own: in a paragraph they are parted by line ends."""
    equations = group.findall(_m("oMath"))
    if local(group.getparent()) != "p":
        replace(group, [paragraph(equation) for equation in equations])
        return
    parted: list[Element] = []
    beside = [child for child in group.getparent() if child is not group and local(child) != "pPr"]
    for equation in equations:
        if parted or beside:
            parted.append(run(" "))
        parted.append(equation)
    replace(group, [*parted, run(" ")] if beside else parted)


def plain(element: Element) -> str:
    """What an element of an equation says."""
    name = local(element)
    if name in _PROPERTIES or name.endswith("Pr"):
        return ""
    if name == "t":
        return _MATHEMATICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), element.text or "")
    said = _SAID.get(name)
    return said(element) if said else "".join(map(plain, element))


def _m(name: str) -> str:
    return f"{{{M}}}{name}"


def _part(element: Element, name: str) -> str:
    found = element.find(_m(name))
    return "" if found is None else plain(found).strip()


def _whole(text: str) -> str:
    """In brackets, unless it is one number, word or bracket."""
    bare = marks.without(text)
    is_one = bare.replace(".", "").replace(",", "").isalnum() or (bare[:1] == "(" and bare.find(")") == len(bare) - 1)
    return text if is_one or not text else f"({text})"


def _property(element: Element, part: str, name: str, otherwise: str) -> str:
    found = element.find(f"{_m(part)}/{_m(name)}")
    return otherwise if found is None else str(found.get(_m("val"), ""))


def _fraction(element: Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if _property(element, "fPr", "type", "bar") == "noBar":
        return f"({above} over {below})"
    return f"{_whole(above)}/{_whole(below)}"


def _radical(element: Element) -> str:
    degree = _part(element, "deg")
    sign = _ROOTS.get(degree or "2")
    return f"{sign or marks.raised(degree) + '√'}{_whole(_part(element, 'e'))}"


def _high(text: str) -> str:
    return (
        marks.raised(text)
        if text and not any(map(str.isspace, text)) and marks.without(text) == text
        else _powered(text)
    )


def _powered(text: str) -> str:
    return f" to the power of ({text})" if text else ""


def _low(text: str) -> str:
    return (
        marks.lowered(text)
        if text and not any(map(str.isspace, text)) and marks.without(text) == text
        else f" [{text}]"
    )


def _raised(element: Element) -> str:
    return f"{_whole_base(element)}{_high(_part(element, 'sup'))}"


def _lowered(element: Element) -> str:
    return f"{_part(element, 'e')}{_low(_part(element, 'sub'))}"


def _both(element: Element) -> str:
    return f"{_part(element, 'e')}{_low(_part(element, 'sub'))}{_high(_part(element, 'sup'))}"


def _before(element: Element) -> str:
    return f"{_low(_part(element, 'sub'))}{_high(_part(element, 'sup'))}{_part(element, 'e')}"


def _whole_base(element: Element) -> str:
    base = _part(element, "e")
    return _whole(base) if any(sign in base for sign in " +−-/") else base


def _sum(element: Element) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    lower, upper = _part(element, "sub"), _part(element, "sup")
    limits = (f" from {lower}" if lower else "") + (f" to {upper}" if upper else "")
    return f"{sign}{limits}{' of ' if limits else ''}{_part(element, 'e')}"


def _brackets(element: Element) -> str:
    opening, closing = _property(element, "dPr", "begChr", "("), _property(element, "dPr", "endChr", ")")
    parting = _property(element, "dPr", "sepChr", "|")
    return opening + parting.join(plain(part) for part in element.findall(_m("e"))) + closing


def _matrix(element: Element) -> str:
    rows = [", ".join(plain(cell) for cell in row.findall(_m("e"))) for row in element.findall(_m("mr"))]
    return "; ".join(rows)


def _lines(element: Element) -> str:
    return "; ".join(plain(part) for part in element.findall(_m("e")))


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit(element: Element) -> str:
    return f"{_part(element, 'e')} ({_part(element, 'lim')})"


_ACCENTS = {"̅": "\u0305", "¯": "\u0305", "̂": "\u0302", "̃": "\u0303", "⃗": "\u20d7", "̇": "\u0307", "̈": "\u0308"}


def _accent(element: Element) -> str:
    base = _part(element, "e")
    return base + _ACCENTS.get(_property(element, "accPr", "chr", "̂"), "") if len(base) == 1 else base


_SAID: dict[str, Callable[[Element], str]] = {
    "f": _fraction, "rad": _radical, "sSup": _raised, "sSub": _lowered, "sSubSup": _both, "sPre": _before,
    "nary": _sum, "d": _brackets, "m": _matrix, "eqArr": _lines, "func": _function, "limLow": _limit,
    "limUpp": _limit, "acc": _accent,
}  # fmt: skip
