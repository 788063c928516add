"""Reads products with other people's programs: Poppler, PDFium, qpdf, Ghostscript."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from brochure.geometry.piece import Panel

_WORD = "{http://www.w3.org/1999/xhtml}word"
_PAGE = "{http://www.w3.org/1999/xhtml}page"
#: What PDFium puts for a hyphen at the end of a line; and what lists and steps print of their own.
_LINE_HYPHEN = "\ufffe"
_MARKER = re.compile(r"^(?:[•□]|\d{1,2}\.?)\s*$", re.M)


def tool(*command: str | Path) -> str:
    """What a program prints, errors too. Skips the test where it is missing, unless all must be there."""
    if not shutil.which(str(command[0])) and os.environ.get("CI") != "true":
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@dataclass(frozen=True)
class Word:
    """A word on a page, measured from its top left corner in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def within(self, panel: Panel) -> bool:
        """Whether its middle is in the panel."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return panel.x <= x < panel.x + panel.width and panel.y <= y < panel.y + panel.height


def words(path: Path) -> list[list[Word]]:
    """The words of each page."""
    tree = ElementTree.fromstring(tool("pdftotext", "-bbox-layout", path, "-"))
    edges = ("xMin", "yMin", "xMax", "yMax")
    return [
        [Word(word.text or "", *(float(word.attrib[edge]) for edge in edges)) for word in page.iter(_WORD)]
        for page in tree.iter(_PAGE)
    ]


def text(path: Path, page: int, left: float, top: float, right: float, bottom: float) -> str:
    """What is written in a rectangle of a page, in the order in which it was set; without marks of lists."""
    with pypdfium2.PdfDocument(path) as document:
        leaf = document[page]
        height = leaf.get_height()
        found = str(leaf.get_textpage().get_text_bounded(left, height - bottom, right, height - top))
    return _MARKER.sub("", found.replace("\r\n", "\n"))


def panel_text(path: Path, page: int, panel: Panel) -> str:
    """What is written on a panel of a sheet."""
    return text(path, page, panel.x, panel.y, panel.x + panel.width, panel.y + panel.height)


def sizes(path: Path) -> list[float]:
    """The sizes of type of all letters in a document, each once, ascending, to a tenth of a point."""
    found: set[float] = set()
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            found |= {_size(text.raw, at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()}
    return sorted(found)


def _size(text: Any, at: int) -> float:
    matrix = pypdfium2.raw.FS_MATRIX()
    assert pypdfium2.raw.FPDFText_GetMatrix(text, at, matrix)
    return round(float(pypdfium2.raw.FPDFText_GetFontSize(text, at)) * hypot(matrix.c, matrix.d), 1)


def letters(*texts: str) -> str:
    """Letters and digits alone, lower case: no hyphen, quote or space that typesetting may change."""
    return "".join(re.findall(r"[^\W_]", " ".join(texts).replace(_LINE_HYPHEN, "").lower()))


def same_letters(found: str, wanted: str) -> None:
    """Fails with the place where the two part."""
    pairs = zip(f"{found}.", f"{wanted}.", strict=False)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    assert found == wanted, f"…{found[max(0, at - 30) : at + 40]}… is not …{wanted[max(0, at - 30) : at + 40]}…"


def picture(path: Path, page: int, ppi: int = 100) -> Image.Image:
    """A page as grey pixels."""
    with pypdfium2.PdfDocument(path) as document:
        return Image.Image.convert(document[page].render(scale=ppi / 72).to_pil(), "L")


def inked(grey: Image.Image, boxes: Iterable[tuple[int, int, int, int]]) -> int:
    """How many pixels in the boxes are not white."""
    return sum(sum(grey.crop(box).histogram()[:255]) for box in boxes)


def edges(grey: Image.Image, depth: int) -> list[tuple[int, int, int, int]]:
    """The four edges of a picture, `depth` pixels deep."""
    width, height = grey.size
    return [
        (0, 0, width, depth),
        (0, height - depth, width, height),
        (0, 0, depth, height),
        (width - depth, 0, width, height),
    ]
