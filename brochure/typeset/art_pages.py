"""The art of a sheet's sides, a page each. It is the same after every edit of the copy, so what was drawn is kept."""

from __future__ import annotations

import io

from brochure.geometry.piece import Piece
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.merge import Merged
from brochure.typeset.pages import sheet_pages

_kept: dict[tuple[str, str, tuple[bytes, ...]], bytes] = {}
#: So many pieces of art are kept; a process that watches art being drawn meets many.
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
    drawings = tuple(merged.fetcher.made[f"{side.name}.svg"] for side in piece.sides)
    # One that names other files may look different tomorrow, though it is the same.
    if any(b"href" in drawing or b"url(" in drawing for drawing in drawings):
        return _drawn(piece, merged)
    key = merged.css[0].text, sheet_pages(piece, merged.placed), drawings
    if key not in _kept:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = _drawn(piece, merged)
    return _kept[key]


def _drawn(piece: Piece, merged: Merged) -> bytes:
    html = "".join(f'<div class="{side.art}"></div>' for side in piece.sides)
    css = merged.css[0], Sheet("body { margin: 0 }"), Sheet(sheet_pages(piece, merged.placed))
    return Typesetter(f"<!doctype html><title>Art</title>{html}", css, merged.fetcher).typeset().pdf()
