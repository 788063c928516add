"""Documents of Microsoft Publisher, by pub2xhtml where it is installed: it gives words by their place on the page."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from brochure.errors import BadInput, Lacking, Place
from brochure.importers import outside
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.escape import escape
from brochure.importers.report import ImportReport

_SAVE_AS = "Save it from Publisher as .docx, or copy its words into a text file."
_OLE = b"\xd0\xcf\x11\xe0"
_SVG = "{http://www.w3.org/2000/svg}"
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(in|pt|px|)$")
_POINTS = {"in": 72.0, "pt": 1.0, "px": 0.75, "": 72.0}
_GOES_ON = re.compile(r"[,.;:!?)]")
#: Points between the left edges of boxes in two columns.
_COLUMN_GAP = 60.0
#: How much larger than the copy's type that of a heading is.
_LARGER = 1.2
_LONGEST_HEADING = 90
#: Bytes of what the tool writes; with its pictures written out, a leaflet has a few million.
_LARGEST = 60_000_000


@dataclass(frozen=True)
class _Line:
    """A paragraph of a text box: its words, the size of its type in points, and its page from 0."""

    words: str
    size: float
    page: int


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:  # noqa: ARG001
    """Copy from a .pub file. Raises Lacking where the tool is not installed."""
    lines = _lines(_drawn(data, file), file)
    if not lines:
        raise BadInput("There are no words in this Publisher file.", hint=_SAVE_AS, place=Place(file))
    report = ImportReport()
    report.change("the order of the text was guessed from its place on the page: read it through")
    report.leave_out("pictures, colours and layout of the Publisher file")
    usual = _usual(lines)
    large = [line for line in lines if line.size >= _LARGER * usual and len(line.words) <= _LONGEST_HEADING]
    title = max((line for line in large if line.page == lines[0].page), key=lambda line: line.size, default=None)
    if title:
        report.title_from = "its largest type"
    body = "\n\n".join(_block(line, usual) for line in lines if line is not title)
    source = "\n".join(line.words for line in lines)
    return ImportedCopy(title.words if title else "", body, report=report, source=source)


def _drawn(data: bytes, file: Path) -> bytes:
    program = shutil.which("pub2xhtml")
    if program is None:
        message = "Reading .pub files needs pub2xhtml, which is not installed."
        raise Lacking(message, hint=f"Install the Debian package libmspub-tools. Or: {_SAVE_AS}", place=Place(file))
    if not data.startswith(_OLE):
        raise BadInput("This is not a Publisher file.", hint=_SAVE_AS, place=Place(file))
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "copy.pub"
        source.write_bytes(data)
        try:
            drawn = outside.run(program, [str(source)], Path(name))
        except outside.Failed as fault:
            raise BadInput("pub2xhtml cannot read this file.", hint=_SAVE_AS, place=Place(file)) from fault
    if not drawn.strip() or len(drawn) > _LARGEST:  # the tool says 0 even where it failed
        raise BadInput("pub2xhtml cannot read this file.", hint=_SAVE_AS, place=Place(file))
    return drawn


def _lines(drawn: bytes, file: Path) -> list[_Line]:
    """Paragraphs from page to page, column by column, from top to bottom."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True, remove_comments=True
    )
    root = etree.fromstring(drawn, parser)
    if root is None:
        raise BadInput("pub2xhtml cannot read this file.", hint=_SAVE_AS, place=Place(file))
    lines: list[_Line] = []
    for page, drawing in enumerate(root.iter(f"{_SVG}svg")):
        boxes = [box for box in drawing.iter(f"{_SVG}text") if "".join(box.itertext()).strip()]
        columns = _columns([_number(box, "x") for box in boxes])
        boxes.sort(key=lambda box: (columns[_number(box, "x")], _number(box, "y")))
        lines += [_Line(words, size, page) for box in boxes for words, size in _paragraphs(box)]
    return lines


def _columns(lefts: list[float]) -> dict[float, int]:
    """Which column each place is in: boxes whose left edges are near each other stand below each other."""
    columns: dict[float, int] = {}
    column, before = 0, None
    for left in sorted(lefts):
        if before is not None and left - before > _COLUMN_GAP:
            column += 1
        columns[left], before = column, left
    return columns


def _paragraphs(box: etree._Element) -> Iterator[tuple[str, float]]:
    """The tool writes spans and no paragraphs: one that goes on in small letters, or after a space, is of the same."""
    text, size = "", 0.0
    for span in box.iter(f"{_SVG}tspan"):
        piece = (span.text or "").strip("\n")
        goes_on = text.endswith(" ") or piece[:1] == " " or piece[:1].islower() or (piece and _GOES_ON.match(piece))
        if text.strip() and not goes_on:
            yield " ".join(text.split()), size
            text, size = "", 0.0
        text += f" {piece}" if text[-1:].isalnum() and piece[:1].isalnum() else piece
        size = max(size, _size(span))
    if text.strip():
        yield " ".join(text.split()), size


def _size(span: etree._Element) -> float:
    """The size of its type in points; without a unit, the tool means inches."""
    match = _SIZE.match(span.get("font-size", ""))
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _number(box: etree._Element, name: str) -> float:
    match = re.match(r"-?[0-9.]+", box.get(name, ""))
    return float(match[0]) if match else 0.0


def _usual(lines: list[_Line]) -> float:
    letters: dict[float, int] = {}
    for line in lines:
        letters[line.size] = letters.get(line.size, 0) + len(line.words)
    return max(letters, key=lambda size: letters[size])


def _block(line: _Line, usual: float) -> str:
    is_heading = usual and line.size >= _LARGER * usual and len(line.words) <= _LONGEST_HEADING
    return ("## " if is_heading else "") + escape(line.words)
