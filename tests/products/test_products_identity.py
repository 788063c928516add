"""No product says who made it, where or when: no user, no machine, no path, no time, in no stream."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import Brochure, Desk

#: Whom the machine takes for its user.
USER = "zaphodbeeblebrox"
#: A text beyond ASCII, as it stands in a file.
_WIDE = re.compile(rb"<(feff[0-9a-f]+)>", re.IGNORECASE)
PRODUCTS = {"test-email", "test-large-print", "test-handout-letter-office", "test-handout-letter-press"}


def words_of(path: Path) -> Iterator[bytes]:
    """All that is in a PDF: the file as it is, every stream unpacked, every other object written out."""
    yield path.read_bytes()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            written = thing.unparse(resolved=True)
            yield written
            yield from (bytes.fromhex(text.decode()).decode("utf-16").encode() for text in _WIDE.findall(written))
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:  # a picture that stays packed, as a JPEG does
                    yield thing.read_raw_bytes()


@pytest.fixture
def telling(desk: Desk) -> set[str]:
    """What would tell: the user, the machine, the folder, this day and this hour."""
    now = datetime.now(UTC)
    host = socket.gethostname()
    times = {now.strftime(form) for form in ("%Y%m%d", "%Y-%m-%d", "%d %b %Y")}
    return {USER, desk.root.parent.name, str(desk.root.parent.parent), *times, *([host] if len(host) > 6 else [])}


def test_no_product_says_who_where_or_when(desk: Desk, process: Brochure, telling: set[str]) -> None:
    Image.new("RGB", (900, 600), "teal").save(desk.write("assets/images/a.jpg", b""), exif=exif())
    desk.write("assets/images/a.svg", SVG)
    desk.article("Words.\n\n![A picture](../images/a.jpg)\n\n![A drawing](../images/a.svg)\n\n1. One")
    editions = [part for edition in ("email", "large-print", "office", "press") for part in ("--edition", edition)]
    built = process("build", "test", "--layout", "handout", *editions, USER=USER, LOGNAME=USER, USERNAME=USER)
    assert built.code == 0, built.err
    paths = list((desk.root / "output/test").glob("*.pdf"))
    assert {path.stem for path in paths} == PRODUCTS
    for path in paths:
        said = b"\0".join(words_of(path)).lower()
        assert not {word for word in telling if word.lower().encode() in said}, path.name


@pytest.mark.parametrize("where", ["stream", "text", "wide text"])
def test_what_would_tell_is_found(tmp_path: Path, telling: set[str], where: str) -> None:
    for word in telling:
        with pikepdf.new() as pdf:
            pdf.Root.Note = pdf.make_stream(word.encode()) if where == "stream" else pikepdf.String(word)
            if where == "wide text":
                pdf.Root.Note = pikepdf.String(f"{word} →")
            pdf.save(tmp_path / "a.pdf", compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert word.lower().encode() in b"\0".join(words_of(tmp_path / "a.pdf")).lower()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    f"<!-- {USER} --><metadata>{USER}</metadata><title>{USER}</title><path d='M0 0h9v9z'/></svg>"
)


def exif() -> Image.Exif:
    """What a camera notes: the photographer, and today."""
    found = Image.Exif()
    found[0x013B] = USER
    found[0x0132] = datetime.now(UTC).strftime("%Y-%m-%d")
    return found
