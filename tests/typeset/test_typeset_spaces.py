"""Words that are tied together stay on one line, and whoever copies or searches meets plain spaces."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from tests.conftest import Desk


def test_ties_are_plain_spaces_to_readers(desk: Desk) -> None:
    desk.article("## Plenty of rest at night\n\nTake 20 mg with Dr. Who in the evening, and only with water, at once.")
    assert desk.build().code == 0
    data = (desk.root / "output/test/test-email.pdf").read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "\u00a0" not in text
    for tied in ("20 mg", "Dr. Who", "at once", "at night"):
        assert tied in text
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert next(child.title for child in outline.root[0].children) == "Plenty of rest at night"
