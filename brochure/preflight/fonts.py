"""The fonts of a PDF: whether they are in it, in which form, and whether they can be read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Stream

from brochure.pdf.reading import Damaged, Number, data, entry, items

if TYPE_CHECKING:
    from brochure.preflight.document import Page
    from brochure.preflight.marks import Marks

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_TAG = 7  # ABCDEF+


@dataclass(frozen=True)
class Font:
    """A font: `name` without its subset's tag, the page on which it is first used, what it is, its file."""

    name: str
    page: int
    kind: str
    file: Any
    subset: bool
    maps_to_letters: bool
    number: Number
    coded: str = ""

    @property
    def embedded(self) -> bool:
        """Whether its outlines are in the PDF."""
        return self.kind == "Type3" or self.file is not None

    @property
    def fault(self) -> str:
        """Why its file cannot be read; empty where it can."""
        if self.file is None:
            return ""
        try:
            content = data(self.file)
        except Damaged as error:
            return str(error)
        return _fault(content, self.file)


def fonts_of(painted: Iterable[tuple[Page, Marks]]) -> tuple[Font, ...]:
    """Each font once, in the order in which they are used."""
    found: dict[Any, Font] = {}
    for page, marks in painted:
        for number, font in marks.fonts.items():
            key = number if number[0] > 0 else (page.number, number)
            if key not in found:
                found[key] = _font(font, page.number, number)
    return tuple(found.values())


def _font(font: Any, page: int, number: Number) -> Font:
    kind = str(entry(font, "/Subtype", "/Type1"))[1:]
    inner = font
    if kind == "Type0":
        try:
            inner = items(entry(font, "/DescendantFonts"), 1)[0]
        except Damaged:
            inner = font
    descriptor = entry(inner, "/FontDescriptor")
    file = next((found for key in _FILES if isinstance(found := entry(descriptor, key), Stream)), None)
    name = str(entry(font, "/BaseFont", entry(font, "/Name", "/unnamed")))[1:]
    subset = len(name) > _TAG and name[_TAG - 1] == "+" and name[: _TAG - 1].isalpha()
    coded = entry(font, "/Encoding")
    simple = kind != "Type0" and (coded is not None or kind == "Type1")
    return Font(
        name[_TAG:] if subset else name,
        page,
        kind,
        file,
        subset,
        isinstance(entry(font, "/ToUnicode"), Stream) or (simple and kind != "Type3"),
        number,
        str(coded) if coded is not None and not isinstance(coded, Stream) else "",
    )


def _fault(content: bytes, stream: Any) -> str:
    if len(content) < 4:
        return "it is empty"
    if content[:2] in (b"%!", b"\x80\x01"):
        return "" if b"eexec" in content else "it ends too soon"
    if entry(stream, "/Subtype") in ("/Type1C", "/CIDFontType0C"):
        return _cff_fault(content)
    return _sfnt_fault(content)


def _cff_fault(content: bytes) -> str:
    from fontTools.cffLib import CFFFontSet

    try:
        found = CFFFontSet()
        found.decompile(io.BytesIO(content), None)
        _ = len(found[0].CharStrings)
    except Exception as error:  # fontTools raises whatever it stumbles over
        return f"{type(error).__name__} while it is read"
    return ""


def _sfnt_fault(content: bytes) -> str:
    """Whether the tables that the directory lists are there (ISO 32000-1, 9.9)."""
    if content[:4] not in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        return "it is no font"
    if content[:4] == b"ttcf":
        return ""
    count = int.from_bytes(content[4:6], "big")
    tables = {}
    for at in range(12, 12 + 16 * count, 16):
        entry_ = content[at : at + 16]
        if len(entry_) < 16:
            return "its list of tables ends too soon"
        start, length = int.from_bytes(entry_[8:12], "big"), int.from_bytes(entry_[12:16], "big")
        if start + length > len(content):
            return f"its table '{entry_[:4].decode('latin-1')}' ends too soon"
        tables[entry_[:4]] = length
    outlines = b"CFF " in tables or {b"glyf", b"loca", b"head", b"hmtx"} <= set(tables)
    return "" if outlines else "it has no outlines"
