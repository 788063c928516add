"""The pictures of pixels in a PDF of the engine's. Most leaflets have none, so nothing is loaded to look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


def found(pdf: pikepdf.Pdf) -> list[Any]:
    """Every picture of pixels in the file, and every mask of one."""
    from pikepdf import Name, Stream

    return [thing for thing in pdf.objects if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image]


def has_profile(picture: Any) -> bool:
    """Whether the picture says itself what its colours look like."""
    from pikepdf import Array, Name

    space = picture.get("/ColorSpace")
    return isinstance(space, Array) and space[0] == Name.ICCBased
