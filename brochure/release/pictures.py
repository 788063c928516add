"""The pictures that an article names."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

# The typesetter's address of a file in the workspace, as `clinic.images.address` writes it; copy cannot write tags.
_PICTURE = re.compile(r'<img src="brochure:workspace/([^"]+)"')


def named_pictures(html: str) -> tuple[str, ...]:
    """Their paths from the workspace, each once. `html` is an article's body."""
    return tuple(dict.fromkeys(unquote(unescape(found)) for found in _PICTURE.findall(html)))
