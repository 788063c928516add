"""The shipped article, imposed and separated with a real profile; judged by ghostscript."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageChops, ImageStat

from brochure.cli.run import run
from brochure.prepress.conversion import Conversion
from brochure.prepress.profiles import shipped
from brochure.prepress.separation.separate import Inks, separate
from tests.conftest import ROOT
from tests.prepress.separating import everything, screen_colours

GHOSTSCRIPT = shutil.which("gs")
needs_ghostscript = pytest.mark.skipif(GHOSTSCRIPT is None, reason="ghostscript judges the plates and is not installed")


@pytest.fixture(scope="module")
def inks() -> Inks:
    return Inks(Conversion(shipped("gracol2006")))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The office edition: imposed sheets in the colours of a screen."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("sample")
        patch.chdir(ROOT)
        article = ("how-ketamine-therapy-works", "--layout", "trifold", "--edition", "office")
        assert run(["build", *article, "--output", str(folder), "--quiet"]) == 0
        (path,) = folder.rglob("*.pdf")
        return path.read_bytes()


@pytest.fixture(scope="module")
def ink(sample: bytes, inks: Inks) -> bytes:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        separate(pdf, inks)
        return everything(pdf)


def test_the_sample_has_screen_colours_before_and_none_after(sample: bytes, ink: bytes) -> None:
    for data, clean in ((sample, False), (ink, True)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert (screen_colours(pdf) == []) is clean


def test_the_sample_is_the_same_each_time(sample: bytes, ink: bytes, inks: Inks) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        separate(pdf, inks)
        assert everything(pdf) == ink
        separate(pdf, inks)
        assert everything(pdf) == ink


def _ghostscript(folder: Path, data: bytes, device: str, *options: str) -> str:
    path = folder / "in.pdf"
    path.write_bytes(data)
    command = [GHOSTSCRIPT or "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", f"-sDEVICE={device}", *options, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=folder).stdout


@needs_ghostscript
def test_black_text_is_on_the_black_plate_alone(tmp_path: Path, inks: Inks) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 50))
    font = Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(b"0 0 0 rg BT /F 24 Tf 10 10 Td (Black on paper) Tj ET")
    separate(pdf, inks)
    cyan, magenta, yellow, key = map(float, _ghostscript(tmp_path, everything(pdf), "inkcov", "-o", "-").split()[:4])
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert key > 0.01


@needs_ghostscript
def test_black_text_overprints_and_white_text_knocks_out(tmp_path: Path, inks: Inks) -> None:
    """On a cyan field, black text leaves the cyan plate whole, and white text and a black area cut it."""
    for content, whole in (
        (b"0 0 0 rg BT /F 24 Tf 10 10 Td (Black) Tj ET", True),
        (b"1 1 1 rg BT /F 24 Tf 10 10 Td (White) Tj ET", False),
        (b"0 0 0 rg 10 10 60 30 re f", False),
        (b"0 0 0 RG 0.5 w 10 10 m 90 40 l S", True),
    ):
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(100, 50))
        font = Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(b"1 0 0 0 k 0 0 100 50 re f " + content)
        separate(pdf, inks)
        _ghostscript(tmp_path, everything(pdf), "tiffsep", "-r72", "-o", "plate.tif")
        with Image.open(tmp_path / "plate(Cyan).tif") as cyan:
            assert (cyan.convert("L").getextrema() == (0, 0)) is whole, content


@needs_ghostscript
def test_the_sample_looks_as_it_did(tmp_path: Path, sample: bytes, ink: bytes, inks: Inks) -> None:
    """The plates, seen through the profile, against the picture of a screen: what differs is the gamut of the press."""
    conversion = inks.conversion
    assert isinstance(conversion, Conversion)
    proof: Callable[[Image.Image], Image.Image] = conversion.soft_proof
    _ghostscript(tmp_path, sample, "png16m", "-r36", "-o", "screen%d.png")
    _ghostscript(tmp_path, ink, "tiff32nc", "-r36", "-o", "ink%d.tif")
    for side in (1, 2):
        with Image.open(tmp_path / f"screen{side}.png") as screen, Image.open(tmp_path / f"ink{side}.tif") as inked:
            difference = ImageChops.difference(screen.convert("RGB"), proof(inked))
            mean = sum(ImageStat.Stat(difference).mean) / 3
        assert mean < 6, f"side {side} differs by {mean:.1f} of 255"
