"""A Word document to our form, by way of HTML."""

from __future__ import annotations

import io
from pathlib import Path

import mammoth

from brochure.errors import BadInput, Place
from brochure.importers import package
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.html import from_html

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:  # noqa: ARG001
    """Copy from a .docx file."""
    package.check(data, file)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_no_picture,
        )
    except Exception as fault:  # a damaged document breaks the library in many ways; all mean the same to the user
        raise BadInput("The Word document is damaged.", hint=package.SAVE_AGAIN, place=Place(file)) from fault
    return from_html(str(result.value), file)


def _no_picture(_picture: object) -> list[object]:
    return []
