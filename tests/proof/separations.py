"""Plates by an independent program: ghostscript's `tiffsep`, each pixel averaged as ours are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

GHOSTSCRIPT = shutil.which("gs")
needs_ghostscript = pytest.mark.skipif(GHOSTSCRIPT is None, reason="ghostscript is not installed")

#: The brief's numbers, in percent and percentage points.
MEAN_DIFFERENCE, COVERAGE = 1.0, 0.5


def tiffsep(pdf: bytes, ppi: int, folder: Path, inks: list[str], fineness: int = 2) -> list[dict[str, Image.Image]]:
    """Each page's plates, 255 being full ink."""
    assert GHOSTSCRIPT
    source = folder / "press.pdf"
    source.write_bytes(pdf)
    options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep"]
    finer = [f"-r{ppi * fineness}", f"-dDownScaleFactor={fineness}"]
    subprocess.run(
        [GHOSTSCRIPT, *options, *finer, "-o", folder / "page%d.tif", source], check=True, capture_output=True
    )
    count = len(list(folder.glob("page*(Black).tif")))
    return [{ink: _plate(folder / f"page{page}({ink}).tif") for ink in inks} for page in range(1, count + 1)]


def _plate(file: Path) -> Image.Image:
    with Image.open(file) as opened:
        return ImageChops.invert(opened.convert("L"))


def compared(ours: Image.Image, theirs: Image.Image) -> tuple[float, float]:
    """The mean difference in percent, and how far the coverages lie apart in percentage points."""
    assert ours.size == theirs.size
    difference = ImageStat.Stat(ImageChops.difference(ours, theirs)).mean[0] / 2.55
    return difference, abs(coverage(ours) - coverage(theirs))


def coverage(plate: Image.Image) -> float:
    """Inked area in percent."""
    return float(ImageStat.Stat(plate).mean[0]) / 2.55
