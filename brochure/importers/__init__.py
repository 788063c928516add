"""Foreign copy to our article format: `load` reads a file of any known format, one module for each format."""

from __future__ import annotations

import importlib
import re
import unicodedata
from pathlib import Path
from types import MappingProxyType

from brochure.content.markdown import parse
from brochure.errors import BadInput, Missing, Place
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions, as_article
from brochure.importers.counts import count
from brochure.importers.emoji import without_emoji
from brochure.importers.kinds import reader_by_content
from brochure.importers.settle import FILE_NAME, settled
from brochure.importers.word_check import check_words
from brochure.storage.files import kind, read_file
from brochure.storage.os_errors import unreadable

__all__ = ["ImportOptions", "ImportedCopy", "as_article", "load", "slug"]

#: Which module reads which file; modules are imported when needed, for some bring heavy libraries.
READERS = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".xht": "html",
        ".mht": "mht",
        ".mhtml": "mht",
        ".docx": "docx",
        ".docm": "docx",
        ".dotx": "docx",
        ".dotm": "docx",
        ".doc": "office",
        ".rtf": "office",
        ".odt": "office",
        ".pub": "publisher",
    }
)
ELSEWHERE = {
    ".pages": "Export it from Pages as .docx.",
    ".pdf": "Copy its words into a .txt file, or ask for the document it was made from.",
}
LARGEST_FILE = 64_000_000
LONGEST_SLUG = 60
# Letters that are not a plain letter with an accent.
FOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"})


def load(path: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """The copy in a file, with its report. Raises BadInput where there is none to be had."""
    data = _data(path)
    named = READERS[path.suffix.lower()]
    name = reader_by_content(named, data)
    reader = importlib.import_module(f"{__name__}.{name}")
    copy: ImportedCopy = settled(without_emoji(reader.read(data, path, options)), path, options)
    if name != named:
        copy.report.change(f"called {path.suffix}, but it is a web page, and was read as one")
    if not re.search(r"[^\W_]", copy.body if copy.report.title_from == FILE_NAME else copy.title + copy.body):
        raise BadInput("There are no words in this file.", hint="Is it the right one?", place=Place(path))
    body = parse(copy.body, copy.language).body
    count(copy, body)
    if copy.source:
        check_words(copy, body)
    return copy


def slug(text: str) -> str:
    """A name for a file or an address: words in plain lower-case letters, joined by '-'."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019\u0300-\u036f]", "", folded))
    name = "-".join(words)
    if len(name) > LONGEST_SLUG:
        name = name[: LONGEST_SLUG + 1].rpartition("-")[0] or name[:LONGEST_SLUG]
    return name or "article"


def _data(path: Path) -> bytes:
    place = Place(path)
    try:
        if not kind(path):
            raise Missing("There is no such file.", hint="Look at the spelling of its name.", place=place)
        data = read_file(path, LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable("This", error, place) from error
    suffix = path.suffix.lower()
    if suffix not in READERS:
        hint = f"{ELSEWHERE.get(suffix, '')} Formats that can be read: {', '.join(READERS)}."
        raise BadInput(f"Files of the kind '{suffix or path.name}' cannot be read.", hint=hint.strip(), place=place)
    if not data:
        raise BadInput("The file is empty.", hint="Is it the right one?", place=place)
    if len(data) > LARGEST_FILE:
        hint = "Leave out the pictures, or copy the words into a text file."
        raise BadInput("The file is larger than 64 MB.", hint=hint, place=place)
    return data
