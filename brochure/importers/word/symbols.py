"""Letters of symbol fonts, such as Wingdings, as the signs that they show."""

from __future__ import annotations

from mammoth.docx.dingbats import dingbats

from brochure.importers.word.names import Element, place, replace, text_node, w
from brochure.importers.word.parts import Document

_FONTS = {
    "wingdings": "Wingdings",
    "wingdings 2": "Wingdings 2",
    "wingdings 3": "Wingdings 3",
    "webdings": "Webdings",
    "symbol": "Symbol",
}
#: Where the table of all signs names one that few fonts have, the everyday sign of that meaning.
_EVERYDAY = {
    "Wingdings": {
        0x28: "☎", 0x29: "☎", 0x2A: "✉", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐",
        0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA0: "•", 0xA1: "○", 0xA7: "▪",
        0xA8: "☐", 0xD8: "➤", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
        0xEF: "←", 0xF0: "→", 0xF1: "↑", 0xF2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0xA3: "☐", 0x2A: "☐"},
    "Wingdings 3": {0x7D: "▶", 0x84: "•", 0xD2: "◀"},
    "Webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗", 0xC8: "☎", 0xC9: "☎"},
    "Symbol": {0xB7: "•", 0xF0B7: "•", 0xA8: "◆", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™"},
}  # fmt: skip
_PRIVATE = 0xF000


def family(font: str) -> str:
    """The symbol font of this name; empty for all other fonts."""
    return _FONTS.get(font.strip().lower(), "")


def sign(font: str, char: int) -> str | None:
    """The sign that a letter of a symbol font shows; None where it is not known."""
    known = family(font)
    if not known:
        return chr(char) if 0x20 <= char < 0xD800 else None
    if _PRIVATE <= char < _PRIVATE + 0x100:
        char -= _PRIVATE
    if everyday := _EVERYDAY[known].get(char):
        return everyday
    found = dingbats.get((known, char))
    return chr(found) if found else None


def settle(document: Document, root: Element) -> None:
    for symbol in list(root.iter(w("sym"))):
        font, char = symbol.get(w("font"), ""), _number(symbol.get(w("char"), ""))
        replace(symbol, [text_node(_told(document, symbol, font, char))])
    for each in root.iter(w("r")):
        fonts = document.styles.run_property(each, "rFonts")
        font = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
        if family(font):
            _settle_run(document, each, font)
        else:
            _settle_private(document, each)


def _settle_run(document: Document, each: Element, font: str) -> None:
    for node in each.findall(w("t")):
        shown = [_told(document, each, font, ord(char)) if not char.isspace() else char for char in node.text or ""]
        before, node.text = node.text or "", "".join(shown)
        if before != node.text and any(char.isalnum() for char in before + node.text):
            document.change(f"letters in the font {font} became signs", f"{before} {node.text}", place(each))


def _settle_private(document: Document, each: Element) -> None:
    """Signs of Symbol and Wingdings that were copied into another font stand in a private place of it."""
    for node in each.findall(w("t")):
        text = node.text or ""
        if any(_PRIVATE <= ord(char) < _PRIVATE + 0x100 for char in text):
            node.text = "".join(
                _told(document, each, "Symbol" if ord(char) == 0xF0B7 else "Wingdings", ord(char))
                if _PRIVATE <= ord(char) < _PRIVATE + 0x100
                else char
                for char in text
            )


def _told(document: Document, at: Element, font: str, char: int) -> str:
    found = sign(font, char)
    if found is None and char >= 0:
        document.leave_out(f"a sign of the font {font} that is not known (number {char:X})", "", place(at))
    return found or ""


def _number(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return -1
