"""The pictures that an article names, as they are kept with a release."""

from __future__ import annotations

from brochure.content import drawings
from brochure.content.pictures.clean import clean, with_profile
from brochure.content.pictures.coding import Damaged
from brochure.errors import BadInput


def archived_picture(name: str, data: bytes) -> tuple[str, bytes]:
    """Name and content of a picture in a release: what it shows, and nothing else that a camera or a program wrote.

    What was neither SVG, JPEG nor PNG is a PNG then, and is called so. Raises BadInput for what is not a picture.
    """
    try:
        if name.lower().endswith(".svg"):
            return name, drawings.plain(name, data)
        cleaned = clean(data)
    except Damaged as error:
        raise BadInput(f"{name} is damaged: {error}.", hint="Save it anew, as a PNG or JPEG.") from error
    return name if cleaned.data[:4] == data[:4] else f"{name}.png", with_profile(cleaned)
