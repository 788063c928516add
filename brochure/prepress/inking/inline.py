"""Inline images as objects of their own."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Name

from brochure.errors import BadInput
from brochure.prepress.inking.pictures import filters

_KEYS = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
}
_FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def picture_of(pdf: pikepdf.Pdf, header: bytes, data: bytes) -> Any:
    """The picture that an inline image is (ISO 32000-1, tables 93 and 94)."""
    try:
        read: Any = pikepdf.Object.parse(b"<<" + header + b">>")
        made: Any = pdf.make_stream(data)
        for key, value in read.items():
            made[_KEYS.get(key, key)] = value
    except (pikepdf.PdfError, AttributeError, ValueError) as error:
        raise BadInput(f"An inline image of the PDF is damaged: {error}.") from error
    if "/Filter" in made:
        full = [Name(_FILTERS.get(name, name)) for name in filters(made)]
        made.Filter = full[0] if len(full) == 1 else Array(full)
    made.Type, made.Subtype = Name.XObject, Name.Image
    return made
