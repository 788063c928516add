"""A Word document to our form, by way of HTML."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import mammoth

from brochure.clinic.importers.copy import ImportedCopy
from brochure.clinic.importers.html import from_html
from brochure.errors import BadInput, Place

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MEGABYTE = 1_000_000
LARGEST_UNPACKED = 200 * MEGABYTE
# Text of this size is a library; the limit on the whole leaves room for pictures, which are never unpacked.
LARGEST_PART = 32 * MEGABYTE
PICTURE_FOLDERS = ("word/media/", "word/embeddings/", "word/fonts/")

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
SAVE_AGAIN = "Open it in Word and save it again as .docx, or copy the words into a text file."


def read(data: bytes, file: Path) -> ImportedCopy:
    """Copy from a .docx file."""
    _check(data, file)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_no_picture,
        )
    except Exception as fault:  # a damaged document breaks the library in many ways; all mean the same to the user
        raise BadInput("The Word document is damaged.", hint=SAVE_AGAIN, place=Place(file)) from fault
    return from_html(str(result.value), file)


def _no_picture(_picture: object) -> list[object]:
    return []


def _check(data: bytes, file: Path) -> None:
    """Refuses what is not a Word document, and what would fill the memory when unpacked."""
    if data.startswith(OLD_OFFICE):
        message = "This is an old Word document, or one with a password, named .docx."
        raise BadInput(message, hint="Open it in Word and save it as .docx without a password.", place=Place(file))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise BadInput("This is not a Word document.", hint=SAVE_AGAIN, place=Place(file)) from fault
    texts = [part.file_size for part in parts if not part.filename.startswith(PICTURE_FOLDERS)]
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or max(texts, default=0) > LARGEST_PART:
        hint = "Copy the words into a new document."
        raise BadInput("The Word document is too large when unpacked.", hint=hint, place=Place(file))
    if not any(part.filename.startswith("word/") for part in parts):
        raise BadInput("This is a ZIP archive but not a Word document.", hint=SAVE_AGAIN, place=Place(file))
