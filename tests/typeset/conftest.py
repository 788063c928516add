"""A typesetter for tiny documents, in the shipped fonts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.faces import faces
from brochure.typeset.fonts.served import whole

FAMILY = "Atkinson Hyperlegible Next"
#: A page of 200 × 100 pt with 10 pt of margin, set in ten-point type on twelve.
PAGE = (
    "@page { size: 200pt 100pt; margin: 10pt } body, p, h2 { margin: 0; font: 10pt/12pt '" + FAMILY + "' }"
    " p { orphans: 1; widows: 1 }"
)

Pages = Callable[..., tuple[SetPage, ...]]


@pytest.fixture
def typeset(tmp_path: Path) -> Pages:
    """Sets the body of a document, with CSS of its own."""

    def pages(body: str, css: str = "") -> tuple[SetPage, ...]:
        chosen = faces(Files(SHIPPED), [SHIPPED / "assets" / "fonts"], [FAMILY])
        fetcher = Fetcher(Files(tmp_path), tmp_path, {face.file.name: face.file for face in chosen}, {})
        style = "".join(whole(face).css for face in chosen) + PAGE + css
        html = f"<!doctype html><html lang=en><title>T</title><body>{body}</body></html>"
        return Typesetter(html, [Sheet(style)], fetcher).typeset().pages

    return pages
