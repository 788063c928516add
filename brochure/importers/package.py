"""A Word document is a ZIP archive of XML: each part is unpacked and looked through before anything else reads it."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from brochure import bounds
from brochure.content.article import MOST_WORDS
from brochure.errors import BadInput, Place

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: What the importer never unpacks.
_PICTURES = ("word/media/", "word/embeddings/", "word/fonts/")
_XML = (".xml", ".rels", ".vml")
#: Embedded web pages may begin with a DOCTYPE: no reader of XML ever gets them.
_PAGES = (".htm", ".html", ".mht", ".mhtml")
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 1 << 16
SAVE_AGAIN = "Open it in Word and save it again as .docx, or copy the words into a text file."
_COPY_PART = "word/document.xml"
_SPLIT = "Make several documents of it."
_COPY = "Copy the words into a new document."


class _Unfit(Exception):
    """Why it is refused, as a sentence; and what to do."""

    def __init__(self, message: str, hint: str = SAVE_AGAIN) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


def check(data: bytes, file: Path) -> None:
    """Refuses what is no Word document, and what goes beyond a bound when unpacked (see `bounds`). Raises BadInput.

    Sizes are measured while unpacking, whatever the archive says of itself.
    """
    if data.startswith(OLD_OFFICE):
        message = "This is an old Word document, or one with a password, named .docx."
        raise BadInput(message, hint="Open it in Word and save it as .docx without a password.", place=Place(file))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except _Unfit as fault:
        raise BadInput(fault.message, hint=fault.hint, place=Place(file)) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise BadInput("This is not a Word document.", hint=SAVE_AGAIN, place=Place(file)) from fault
    except (RuntimeError, EOFError, OSError, zlib.error) as fault:
        raise BadInput("The Word document is damaged.", hint=SAVE_AGAIN, place=Place(file)) from fault


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if not any(name.startswith("word/") for name in names):
        raise _Unfit("This is a ZIP archive but not a Word document.")
    if len(parts) > bounds.MOST_PARTS:
        raise _Unfit(f"The Word document has {len(parts)} parts, more than {bounds.MOST_PARTS}.", _COPY)
    if len({name.casefold() for name in names}) < len(names):
        raise _Unfit("The Word document has two parts of one name.")
    if any(part.compress_type not in _PACKED for part in parts):
        raise _Unfit("The Word document is packed in a way that Word does not use.")
    if (declared_size := sum(part.file_size for part in parts)) > bounds.LARGEST_UNPACKED:
        raise _too_large("document", declared_size, bounds.LARGEST_UNPACKED)
    total = 0
    for part in parts:
        if not part.filename.startswith(_PICTURES) or part.filename.lower().endswith(_XML):
            total += _measured(archive, part)
        if total > bounds.LARGEST_TEXT_PARTS:
            raise _too_large("document", total, bounds.LARGEST_TEXT_PARTS)


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """The size of a part, unpacked. Raises _Unfit where it goes beyond a bound."""
    size = 0
    reader: _ElementCounter | None = None
    if part.file_size > bounds.LARGEST_PART:
        raise _too_large(f"document's part {part.filename}", part.file_size, bounds.LARGEST_PART)
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            name = part.filename.lower()
            if not size and (name.endswith(_XML) or (_is_markup(chunk) and not name.endswith(_PAGES))):
                reader = _ElementCounter(part.filename)
            size += len(chunk)
            if size > bounds.LARGEST_PART:
                raise _too_large(f"document's part {part.filename}", size, bounds.LARGEST_PART)
            if reader:
                reader.feed(chunk)
    return size


def _too_large(what: str, size: int, bound: int) -> _Unfit:
    message = f"The Word {what} is {size / 1_000_000:.0f} MB when unpacked, more than {bound // 1_000_000} MB."
    return _Unfit(message, _COPY)


def _is_markup(start: bytes) -> bool:
    return start[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


class _ElementCounter:
    """Counts the elements of a part, whatever its encoding. Damage is left to whoever reads the part later."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = self._depth = 0
        self._damaged = False
        self._parser = expat.ParserCreate()
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._words = 0
        if name.lower() == _COPY_PART:
            self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> None:
        if not self._damaged:
            try:
                self._parser.Parse(chunk, False)
            except (expat.ExpatError, ValueError, LookupError):
                self._damaged = True

    def _doctype(self, *_: object) -> None:
        raise _Unfit(f"The Word document has a DOCTYPE in {self._name}, which Word never writes.")

    def _start(self, _name: str, _attributes: object) -> None:
        self._count += 1
        self._depth += 1
        if self._count > bounds.MOST_PART_ELEMENTS and self._words > MOST_WORDS:
            raise _Unfit(
                f"The document has more than {self._words} words; a leaflet takes at most {MOST_WORDS}.", _SPLIT
            )
        if self._count > bounds.MOST_PART_ELEMENTS:
            raise _Unfit(f"{self._name} of the Word document has more than {self._count - 1} elements.", _COPY)
        if self._depth > bounds.DEEPEST_PART:
            raise _Unfit(f"{self._name} of the Word document nests more than {self._depth - 1} deep.", _COPY)

    def _text(self, text: str) -> None:
        self._words += len(text.split())

    def _end(self, _name: str) -> None:
        self._depth -= 1
