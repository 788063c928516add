"""Pages as three viewers that are not ours show them, and how far two pictures of a page are apart."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

#: At fewer pixels per inch each viewer smooths small type in a way of its own.
PPI = 300
needs_viewers = pytest.mark.skipif(
    not shutil.which("gs") or not shutil.which("pdftoppm"), reason="needs ghostscript and Poppler"
)


def pdfium(pdf: bytes, page: int = 0) -> Image.Image:
    # A hair less: PDFium rounds 3300.01 pixels up to 3301, and all that is on the page moves by one.
    shown: Image.Image = pypdfium2.PdfDocument(pdf)[page].render(scale=PPI / 72 * (1 - 1e-5)).to_pil()
    return shown.convert("RGB")


def poppler(file: Path, page: int = 0) -> Image.Image:
    number = str(page + 1)
    command = ["pdftoppm", "-r", str(PPI), "-png", "-f", number, "-l", number, str(file)]
    return _opened(subprocess.run(command, check=True, capture_output=True).stdout)


def ghostscript(file: Path, page: int = 0) -> Image.Image:
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=png16m", f"-r{PPI}", "-sOutputFile=%stdout"]
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-dFirstPage={page + 1}", f"-dLastPage={page + 1}"]
    return _opened(subprocess.run([*command, *smooth, str(file)], check=True, capture_output=True).stdout)


def _opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def worst(one: Image.Image, other: Image.Image, mm: float) -> float:
    """The largest mean difference of a square of that side; the pictures may differ by a pixel at their edges."""
    width, height = min(one.width, other.width), min(one.height, other.height)
    assert max(abs(one.width - other.width), abs(one.height - other.height)) <= 1
    difference = ImageChops.difference(*(picture.crop((0, 0, width, height)) for picture in (one, other)))
    squares = tuple(max(1, round(side / PPI * 25.4 / mm)) for side in (width, height))
    mean = difference.resize((squares[0], squares[1]), Image.Resampling.BOX).tobytes()
    return max(sum(mean[at : at + 3]) for at in range(0, len(mean), 3)) / 3 / 255
