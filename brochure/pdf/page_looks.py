"""What each page of a PDF looks like, as a digest: pages of two files that have the same one are read alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pikepdf

#: What leads to other pages or says what a page means; it is not drawn.
_NOT_DRAWN = frozenset({"/A", "/Dest", "/P", "/Parent", "/StructParent", "/StructParents"})
#: What a page may have from the tree of pages.
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
#: Pages that lead deeper are none of ours, and walking them would take all of Python's stack.
_DEEPEST = 64


@dataclass(frozen=True)
class Look:
    """The digest of a page, and the objects that it leads to, in an order that pages of one digest share.

    The digest is empty where what is seen of the page also depends on what stands elsewhere: layers, forms, what the
    tree of pages has for all of them.
    """

    digest: str = ""
    parts: tuple[Any, ...] = field(default=(), repr=False)


def page_looks(pdf: pikepdf.Pdf) -> list[Look]:
    """One for each page. Raises what pikepdf does for damaged objects."""
    apart = not {"/AcroForm", "/OCProperties"}.intersection(pdf.Root.keys()) and not pdf.is_encrypted
    # From right to left PDFium reads lines otherwise.
    direction = repr(pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Direction"))
    streams: dict[tuple[int, int], bytes] = {}
    return [_look(page.obj, direction, streams) if apart and _is_whole(page.obj) else Look() for page in pdf.pages]


def _is_whole(page: pikepdf.Object) -> bool:
    """Whether the page itself says all that it may have from elsewhere."""
    holder = page.get("/Parent")
    for _ in range(_DEEPEST):
        if holder is None:
            return "/MediaBox" in page and "/Resources" in page
        if any(key in holder and key not in page for key in _INHERITED):
            return False
        holder = holder.get("/Parent")
    return False


def digest(value: pikepdf.Object) -> bytes:
    """The same of any object. Raises RecursionError where it leads too deep."""
    return _walked(value, [], {})[0]


def _look(page: pikepdf.Object, direction: str, streams: dict[tuple[int, int], bytes]) -> Look:
    try:
        found, objects = _walked(page, [direction.encode()], streams)
    except RecursionError:
        return Look()
    return Look(found.hex(), tuple(objects))


def _walked(
    start: pikepdf.Object, parts: list[bytes], streams: dict[tuple[int, int], bytes]
) -> tuple[bytes, list[pikepdf.Object]]:
    """Of all that an object leads to; objects count by their order, since other files number them otherwise."""
    met: dict[tuple[int, int], int] = {}
    objects: list[pikepdf.Object] = []

    def walk(value: Any, depth: int) -> None:
        if not isinstance(value, pikepdf.Object):
            parts.append(repr(value).encode())
            return
        number = value.objgen
        if number[0]:
            if number in met:
                parts.append(b"(met %d)" % met[number])
                return
            met[number] = len(met)
            objects.append(value)
        if depth > _DEEPEST:
            raise RecursionError
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key in sorted(value.keys() - _NOT_DRAWN):
                parts.append(key.encode())
                walk(value.get(key), depth + 1)
            if isinstance(value, pikepdf.Stream):
                if number not in streams:
                    streams[number] = sha256(value.read_raw_bytes()).digest()
                parts.append(streams[number])
            parts.append(b">>")
        elif isinstance(value, pikepdf.Array) and b" R" in value.unparse():
            for item in value.as_list():
                walk(item, depth + 1)
            parts.append(b"]")
        else:
            parts.append(value.unparse())

    walk(start, 0)
    return sha256(b"\n".join(b"%d %b" % (len(part), part) for part in parts)).digest(), objects
