"""Pictures whose colours are not those of a screen: the engine says of each that it is in RGB, grey or ink, no more.

So what it is about to write is told the profile that a picture was cleaned of, and the finishing of a product does with
it what its readers need. The engine has no public face for this; all that is known of it is in this file: the samples
of a picture bear a key that begins with the digest of its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from typing import Any

_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
#: In an ICC profile, where its colour space stands, and what it says, by channels (ICC.1, 7.2.8).
_SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}


def name_profiles(pdf: Any, profiles: Mapping[str, bytes]) -> None:
    """Gives the pictures of these addresses their ICC profiles, where those fit what the engine made of them."""
    if not profiles:
        return
    from weasyprint.pdf import pydyf

    of_image = {md5(url.encode(), usedforsecurity=False).hexdigest(): profile for url, profile in profiles.items()}
    streams: dict[bytes, Any] = {}
    for written in list(pdf.objects):
        profile = of_image.get(_image(written))
        channels = _CHANNELS.get(written.extra["ColorSpace"], 0) if profile else 0
        if profile and profile[16:20] == _SPACES.get(channels):
            if profile not in streams:
                streams[profile] = pydyf.Stream([profile], {"N": channels}, compress=True)
                pdf.add_object(streams[profile])
            written.extra["ColorSpace"] = pydyf.Array(["/ICCBased", streams[profile].reference])


def _image(written: Any) -> str:
    """The digest of the picture's address; empty for what is not a picture's samples, or its alpha's."""
    parts = getattr(written, "stream", None)
    image, _, slot = getattr(parts[0], "_key", "").partition("-") if parts else ("", "", "")
    return image if slot.startswith(("source-", "stream-")) else ""
