"""A Word document to our form: passes over its XML, then mammoth, then the article's own language."""

from __future__ import annotations

import io
import re
from pathlib import Path

import mammoth

from brochure.content.article import MOST_WORDS
from brochure.errors import BadInput, Place
from brochure.importers import package
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.escape import escape
from brochure.importers.word import headings, marks, passes, pictures, source, tables, titles, type_marks
from brochure.importers.word.parts import Document, open_document
from brochure.importers.word.write import Writer
from brochure.storage.language_guess import guess_language

_WORD = re.compile(r"[^\W_]")
#: Letters from which on a guess is held against what the file says.
_SURE_LENGTH = 200


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from a .docx file."""
    package.check(data, file)
    try:
        document = open_document(data, file, options.slug)
        _check_length(document, file)
        copy = _copy(document, file)
    except BadInput:
        raise
    except Exception as fault:  # a damaged document breaks the library in many ways; all mean the same to the user
        raise BadInput("The Word document is damaged.", hint=package.SAVE_AGAIN, place=Place(file)) from fault
    if copy.report.language_from:
        _tell_language(copy)
    return copy


def _check_length(document: Document, file: Path) -> None:
    if (words := source.count(document)) > MOST_WORDS:
        message = f"The document has {words} words; a leaflet takes at most {MOST_WORDS}."
        raise BadInput(message, hint="Make several documents of it.", place=Place(file))


def _copy(document: Document, file: Path) -> ImportedCopy:
    read = source.words_of(document)
    language = titles.language(document)
    passes.run(document)
    tables.settle(document, document.root)
    title, subtitle = titles.take_title(document)
    if document.chunk_title:
        document.chunks[0] = f"## {escape(document.chunk_title)}\n\n{document.chunks[0]}"
    captions = pictures.take_captions(document, document.root)
    headings.settle(document)
    type_marks.settle(document, document.root)
    figures = _figures(document, captions)
    result = mammoth.convert_to_html(
        io.BytesIO(passes.plain_package(document)),
        style_map=passes.STYLE_MAP,
        include_embedded_style_map=False,
        include_default_style_map=False,
        external_file_access=False,
    )
    written = Writer(figures, document.chunks).write(str(result.value))
    if not _WORD.search(" ".join([read, *document.chunk_sources])):
        only = ", only pictures" if document.placed else ""
        hint = "Write what they show, or bring the words in from elsewhere." if only else "Is it the right one?"
        raise BadInput(f"There are no words in this document{only}.", hint=hint, place=Place(file))
    report, notes = document.report, written.notes + document.chunk_notes
    if language:
        report.language_from = "the file"
    return ImportedCopy(
        title,
        written.body,
        subtitle,
        language or "en",
        {"references": notes} if notes else {},
        _placed(document, written.body),
        report,
        " ".join([read, *document.chunk_sources, *document.added, *written.added]),
    )


def _placed(document: Document, body: str) -> dict[str, bytes]:
    """The pictures that stand in the copy; one that does not, as in a note, is told."""
    for name in document.pictures:
        if f"/{name}" not in body:
            where = next((where for other, _, where in document.placed if other == name), "")
            document.leave_out("a picture where copy can have none", "", where)
    return {name: data for name, data in document.pictures.items() if f"/{name}" in body}


def _tell_language(copy: ImportedCopy) -> None:
    """Who writes Spanish in an English Word often leaves the text marked as English."""
    guess, said = guess_language(copy.body, _SURE_LENGTH), copy.language
    if guess and guess != said.partition("-")[0]:
        copy.report.change(f"the copy reads like '{guess}', and the file says '{said}'; --language overrules it")


def _figures(document: Document, captions: dict[int, str]) -> dict[int, str]:
    """Markdown for each picture. What has no description is described by its caption, which is told."""
    figures = {}
    for number, (name, description, where) in enumerate(document.placed):
        caption = marks.without(captions.get(number, ""))
        shown = description or caption or "Picture"
        if not description:
            what = "a picture without a description: write between the brackets what it shows"
            document.change(what, "", where)
        address = f"../images/{document.slug}/{name}"
        title = ' "' + caption.replace("\\", "\\\\").replace('"', '\\"') + '"' if caption else ""
        figures[number] = f"![{escape(shown)}]({address}{title})"
        document.added.append(shown)
    return figures
