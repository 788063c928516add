"""What a reader left open is settled: the title, and the language, by what the user said or by the best guess."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from brochure.importers.copy import ImportedCopy, ImportOptions
from brochure.storage.language_guess import guess_language

USER = "the user"
FILE_NAME = "the file's name"
#: Where a language comes from that nothing in the file tells.
DEFAULT_LANGUAGE = "en"


def settled(copy: ImportedCopy, file: Path, options: ImportOptions) -> ImportedCopy:
    """The copy with a title and a language; its report tells where they came from."""
    return _with_language(_with_title(copy, file, options), options)


def title_of(file: Path) -> str:
    """A title made of a file's name: 'knee-care_2.docx' is 'Knee care 2'."""
    words = " ".join(re.sub(r"[-_.+]+|%20", " ", file.stem).split()) or file.stem
    return words[:1].upper() + words[1:]


def _with_title(copy: ImportedCopy, file: Path, options: ImportOptions) -> ImportedCopy:
    report = copy.report
    if title := " ".join(options.title.split()):
        if copy.title and copy.title != title:
            report.leave_out("the title that stood there; the user gave another", copy.title)
        report.title_from = USER
        return replace(copy, title=title)
    if copy.title:
        return copy
    report.title_from = FILE_NAME
    return replace(copy, title=title_of(file))


def _with_language(copy: ImportedCopy, options: ImportOptions) -> ImportedCopy:
    report = copy.report
    if options.language:
        report.language_from = USER
        return replace(copy, language=options.language)
    if report.language_from:
        return copy
    guess = guess_language(f"{copy.title}\n{_prose(copy.body)}")
    report.language_from = "a guess" if guess else "nothing in the file; --language says it better"
    return replace(copy, language=guess or DEFAULT_LANGUAGE)


def _prose(body: str) -> str:
    """The copy without addresses and signs, which are of no language."""
    return re.sub(r"\]\([^)]*\)|https?://\S+|[*_#>|\\-]+", " ", body)
