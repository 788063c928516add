"""The art of a sheet's sides, a page each. It is the same after every edit of the copy, so what was drawn is kept.

It lies in `.brochure/art`, by all that it was made from and the program that made it; deleted, it is drawn again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from brochure.geometry.piece import Piece
from brochure.storage.fingerprint import fingerprint
from brochure.storage.store import Store
from brochure.typeset.engine.fetch import SCHEME
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.merge import Merged
from brochure.typeset.pages import sheet_pages

_kept: dict[str, bytes] = {}
#: So many pieces of art are kept in memory; a process that watches art being drawn meets many.
_MOST = 32


def with_art(panels: bytes, piece: Piece, merged: Merged) -> bytes:
    """The PDF `panels`, and after its pages the art of each side, as `merged` has made it."""
    # Loaded here: what only finds faults in copy does without it.
    import pikepdf

    with pikepdf.open(io.BytesIO(panels)) as pdf, pikepdf.open(io.BytesIO(_art(piece, merged))) as art:
        pdf.pages.extend(art.pages)
        out = io.BytesIO()
        pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()


def _art(piece: Piece, merged: Merged) -> bytes:
    drawings = {f"{side.name}.svg": merged.fetcher.made[f"{side.name}.svg"] for side in piece.sides}
    # One that names other files may look different tomorrow, though it is the same.
    if any(b"href" in drawing or b"url(" in drawing for drawing in drawings.values()):
        return _drawn(piece, merged)
    key = _key(piece, merged, drawings)
    if key not in _kept:
        if len(_kept) >= _MOST:
            _kept.clear()
        store = Store(merged.fetcher.files.workspace / ".brochure" / "art", fingerprint)
        _kept[key] = store.kept(key, partial(_drawn, piece, merged))
    return _kept[key]


def _key(piece: Piece, merged: Merged, drawings: Mapping[str, bytes]) -> str:
    """Of all that art is made of; fonts are named in the first style sheet, with what is in their files.

    Drawings that are not ours are judged before the engine gets them.
    """
    parts = [merged.css[0].text.encode(), sheet_pages(piece, merged.placed).encode()]
    for name, drawing in drawings.items():
        ours = merged.fetcher.is_ours(f"{SCHEME}made/{name}")
        parts += [name.encode(), b"ours" if ours else b"", drawing]
    parts += [merged.fetcher.fetch(photograph.address)[0] for photograph in merged.placed]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def _drawn(piece: Piece, merged: Merged) -> bytes:
    html = "".join(f'<div class="{side.art}"></div>' for side in piece.sides)
    css = merged.css[0], Sheet("body { margin: 0 }"), Sheet(sheet_pages(piece, merged.placed))
    return Typesetter(f"<!doctype html><title>Art</title>{html}", css, merged.fetcher).typeset().pdf()
