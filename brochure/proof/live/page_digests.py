"""What each page of a PDF looks like, as a digest: pages of two files that have the same one are drawn alike."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

import pikepdf

#: What leads to other pages or says what a page means; it is not drawn.
_NOT_DRAWN = frozenset({"/A", "/Dest", "/P", "/Parent", "/StructParent", "/StructParents"})


def page_digests(content: bytes) -> list[str]:
    """One for each page; empty where what is seen of it also depends on what stands elsewhere: layers, forms.

    Raises what pikepdf does for a file that is none.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        apart = not {"/AcroForm", "/OCProperties"}.intersection(pdf.Root.keys())
        pages = [page.obj for page in pdf.pages]
        return [_digest(page) if apart and {"/MediaBox", "/Resources"} <= set(page.keys()) else "" for page in pages]


def _digest(page: pikepdf.Object) -> str:
    """Of all that the page leads to; objects count by their order, since other files number them otherwise."""
    parts: list[bytes] = []
    met: dict[tuple[int, int], int] = {}

    def walk(value: Any) -> None:
        if not isinstance(value, pikepdf.Object):
            parts.append(repr(value).encode())
            return
        if value.is_indirect:
            if value.objgen in met:
                parts.append(b"(met %d)" % met[value.objgen])
                return
            met[value.objgen] = len(met)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key in sorted(value.keys() - _NOT_DRAWN):
                parts.append(key.encode())
                walk(value.get(key))
            if isinstance(value, pikepdf.Stream):
                parts.append(value.read_raw_bytes())
            parts.append(b">>")
        elif isinstance(value, pikepdf.Array) and b" R" in value.unparse():
            for item in value.as_list():
                walk(item)
            parts.append(b"]")
        else:
            parts.append(value.unparse())

    walk(page)
    return sha256(b"\n".join(sha256(part).digest() for part in parts)).hexdigest()
