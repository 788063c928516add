"""Pictures that cannot be printed are refused before the engine sees them, with the line that names them."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from brochure.content.images import check
from brochure.errors import BadInput, Place
from tests.conftest import Desk


def saved(kind: str, frames: int = 1, **options: object) -> bytes:
    """A small picture, or an animated one."""
    pictures = [Image.effect_noise((64, 48), 60 + at).convert("RGB") for at in range(frames)]
    out = io.BytesIO()
    more: dict[str, object] = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(out, kind, **more, **options)
    return out.getvalue()


def huge_png(edge: int = 30_000) -> bytes:
    """A whole PNG of edge × edge pixels, one bit each, in a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(1)
    row = bytes(1 + (edge + 7) // 8)
    data = b"".join([*(packer.compress(row) for _ in range(edge)), packer.flush()])
    header = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


HEIC = Path(__file__).parents[1] / "content" / "heic" / "upright.heic"


def garbled(data: bytes) -> bytes:
    """Half of it changed, of which the library of TIFFs has much to say."""
    return bytes(byte ^ 0x55 if 20 < at < len(data) // 2 else byte for at, byte in enumerate(data))


def deadly_heic() -> bytes:
    """A HEIC with a number of 2³¹ - 1 where others have a name."""
    data = HEIC.read_bytes()
    return data[:182] + b"\x7f\xff\xff\xff" + data[186:]


def huge_heic() -> bytes:
    """A HEIC that says of itself that it has 30,000 × 30,000 pixels."""
    data = HEIC.read_bytes()
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", 30_000, 30_000) + data[at + 8 :]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'

FAULTS = [
    pytest.param("a.png", lambda: b"Not a picture.", "not a picture", id="text"),
    pytest.param("a.png", lambda: b"", "not a picture", id="empty"),
    pytest.param("a.png", huge_png, "30000 × 30000|80 million", id="huge"),
    pytest.param("a.gif", lambda: saved("GIF", 3), "animated", id="animated GIF"),
    pytest.param("a.png", lambda: saved("PNG", 3), "animated", id="animated PNG"),
    pytest.param("a.webp", lambda: saved("WEBP", 3), "animated", id="animated WebP"),
    pytest.param("a.jpg", lambda: saved("JPEG")[:-400], "damaged", id="truncated JPEG"),
    pytest.param("a.png", lambda: saved("PNG")[:-400], "damaged", id="truncated PNG"),
    pytest.param("a.tif", lambda: saved("TIFF", 3), "several pages", id="TIFF of several pages"),
    pytest.param("a.tif", lambda: garbled(saved("TIFF", compression="tiff_lzw")), "damaged", id="garbled TIFF"),
    pytest.param("a.avif", lambda: saved("AVIF", 3), "animated", id="animated AVIF"),
    pytest.param("a.avif", lambda: saved("AVIF")[:-400], "damaged", id="truncated AVIF"),
    pytest.param("a.heic", lambda: HEIC.read_bytes()[:-400], "damaged", id="truncated HEIC"),
    pytest.param("a.heic", lambda: HEIC.read_bytes()[:90] + bytes(900), "damaged", id="damaged HEIC"),
    pytest.param("a.heic", lambda: deadly_heic(), "damaged", id="HEIC over which its library ends its process"),
    pytest.param("a.heic", lambda: huge_heic(), "80 million", id="huge HEIC"),
    pytest.param("a.webp", lambda: saved("WEBP")[:-400], "damaged", id="truncated WebP"),
    pytest.param("a.bmp", lambda: saved("BMP"), "a BMP file", id="BMP"),
    pytest.param("a.svg", lambda: b"<svg", "not an SVG drawing", id="broken SVG"),
    pytest.param("a.svg", lambda: b"<html/>", "not an SVG drawing", id="HTML as SVG"),
    pytest.param("a.svg", lambda: SVG.format("<script>1</script>").encode(), "<script", id="script in SVG"),
    pytest.param("a.svg", lambda: SVG.format("<image href='/etc/passwd'/>").encode(), "<image", id="picture in SVG"),
    pytest.param("a.svg", lambda: SVG.format("<use href='http://a.b/c'/>").encode(), "href", id="link in SVG"),
    pytest.param("a.svg", lambda: b"<!DOCTYPE svg [<!ENTITY a '<b/>'>]>" + SVG.encode(), "DOCTYPE", id="entity in SVG"),
    pytest.param("a.svg", lambda: SVG.format("<style>@import 'x'</style>").encode(), "<style", id="style in SVG"),
]


@pytest.mark.parametrize(("name", "content", "fault"), FAULTS)
def test_a_picture_that_cannot_be_printed(desk: Desk, name: str, content: object, fault: str) -> None:
    assert callable(content)
    desk.write(f"assets/images/{name}", content())
    desk.article(f"One\n\n![what it shows]({name})")
    message = desk.build().refusal()
    assert " assets/articles/test.md:7: " in message
    assert name in message
    assert any(part in message for part in fault.split("|"))
    assert desk.files() == {}


def test_a_heic_without_what_reads_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    desk.write("assets/images/a.heic", HEIC.read_bytes() + bytes(9))  # one that was not read before
    desk.article("One\n\n![what it shows](a.heic)")
    message = desk.build().refusal(6)
    assert " assets/articles/test.md:7: 'a.heic' is a photograph in HEIC" in message
    assert "pip install 'brochure[photos]', or save the photograph as a JPEG." in message


def test_the_huge_picture_is_a_small_file() -> None:
    assert len(huge_png()) < 1_000_000


@pytest.mark.parametrize("name", ["a map.png", "árbol.png", "50%25.png"])
def test_a_picture_by_any_name_is_found(desk: Desk, name: str) -> None:
    desk.write(f"assets/images/{name}", saved("PNG"))
    desk.article(f"![what it shows](<{name.replace('%', '%25')}>)")
    assert desk.build().code == 0


@pytest.mark.parametrize("kind", ["outside", "loop", "folder"])
def test_a_picture_that_leads_elsewhere(desk: Desk, kind: str) -> None:
    outside = desk.root.parent / "outside.png"
    outside.write_bytes(saved("PNG"))
    link = desk.root / "assets" / "images" / "a.png"
    if kind == "folder":
        link.mkdir()
    else:
        link.symlink_to(outside if kind == "outside" else link)
    desk.article("![x](a.png)")
    message = desk.build().refusal()
    assert " assets/articles/test.md:5: " in message
    reasons = {"outside": "lies outside the workspace", "loop": "leads nowhere", "folder": "is a folder, not a file"}
    assert reasons[kind] in message


@settings(max_examples=settings().max_examples, deadline=None)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "TIFF", "AVIF"]),
    at=st.floats(0, 1, exclude_max=True),
    put=st.binary(max_size=12),
    cut=st.booleans(),
)
def test_no_damage_makes_a_crash(kind: str, at: float, put: bytes, cut: bool) -> None:
    """A byte changed anywhere, or the end lost: a picture, or one refusal."""
    data = saved(kind)
    start = int(at * len(data))
    damaged = data[:start] + put + (b"" if cut else data[start + len(put) :])
    with suppress(BadInput):
        check("a.png", damaged, Place(Path("a.md"), 1))


def test_a_picture_beside_the_articles(desk: Desk) -> None:
    """As the README has it: up from the article, and down into the folder of images."""
    desk.write("assets/images/dot.png", saved("PNG"))
    desk.article("![A dot](../images/dot.png)")
    assert desk.build().code == 0
