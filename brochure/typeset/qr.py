"""The QR code on the back panel."""

from __future__ import annotations

import io


def qr_code(address: str) -> bytes:
    """`address` as an SVG of dark squares without a quiet zone: the layout leaves that, four modules at the least.

    Error correction M (15 %), which printed matter that gets folded and stained wants.
    """
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#000", light=None, xmldecl=False, svgns=True, omitsize=True
    )
    return out.getvalue()
