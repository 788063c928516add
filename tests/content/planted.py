"""Pictures with a mark in every place that the formats' standards, ExifTool's documentation and Pillow know of."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable

from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

#: Every mark begins so; in places of few bytes it is the whole of it.
MARK = b"PLANTED"
_ORIENTATION = 0x0112
#: Colours of a light as XYZ under D50: red, green and blue (ICC.1, annex E; the sums are that of D50).
Colorants = tuple[tuple[float, float, float], ...]
DISPLAY_P3: Colorants = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB: Colorants = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
SRGB: Colorants = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def mark(place: str) -> bytes:
    return MARK + b"-" + place.encode()


def icc(colorants: Colorants = DISPLAY_P3, gamma: float = 2.2, name: bytes = MARK) -> bytes:
    """A profile of three lights, or of a grey where there is none, its words and a tag of its own being marks."""
    curve = b"curv\0\0\0\0\0\0\0\x01" + struct.pack(">H", round(gamma * 256))
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(79)
    tags = {b"desc": desc, b"cprt": b"text\0\0\0\0" + mark("copyright"), b"PRIV": b"text\0\0\0\0" + mark("private")}
    tags[b"wtpt"] = _xyz(0.9642, 1, 0.8249)
    for light, values in zip(b"rgb", colorants, strict=False):
        tags[bytes((light,)) + b"XYZ"], tags[bytes((light,)) + b"TRC"] = _xyz(*values), curve
    if not colorants:
        tags[b"kTRC"] = curve
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    space = b"RGB " if colorants else b"GRAY"
    illuminant = struct.pack(">iii", *(round(part * 65536) for part in (0.9642, 1, 0.8249)))
    head = struct.pack(">I", start + len(body)) + b"PLAN\x02\x10\0\0mntr" + space + b"XYZ " + bytes(12) + b"acsp"
    head += b"PLANTED-by-a-maker-and-a-model"[: 68 - len(head)].ljust(68 - len(head), b"\0") + illuminant
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(value * 65536) for value in values))


def photograph(mode: str = "RGB", size: tuple[int, int] = (900, 600)) -> Image.Image:
    """Colours that change smoothly, and corners that tell one from another."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    up = Image.linear_gradient("L").resize(size)
    made = Image.merge("RGB", (across, up, Image.new("L", size, 90)))
    made.paste((250, 40, 30), (0, 0, size[0] // 3, size[1] // 4))
    made.paste((20, 60, 200), (2 * size[0] // 3, 0, size[0], size[1] // 4))
    if mode == "LA":
        made = made.convert("L")
        made.putalpha(across)
    return made if mode == "LA" else made.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, place: str = "exif") -> bytes:
    """EXIF with places for a name, GPS, a maker's note and a thumbnail's own marks."""
    made = Image.Exif()
    made[_ORIENTATION] = orientation
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        made[tag] = mark(f"{place}-{tag:04x}").decode()
    made[0x9C9D] = mark(f"{place}-XPAuthor").decode().encode("utf-16-le")
    made.get_ifd(0x8769).update(
        {0x927C: mark(f"{place}-MakerNote"), 0x9286: b"ASCII\0\0\0" + mark(f"{place}-UserComment"), 0xA433: "PLANTED"}
    )
    made.get_ifd(0x8825).update({1: "N", 2: (40.0, 26.0, 46.0), 27: mark(f"{place}-GPSProcessingMethod")})
    return made.tobytes() + mark(f"{place}-thumbnail")


def xmp(place: str = "xmp") -> bytes:
    said = mark(place).decode()
    about = f'<rdf:Description exif:GPSLatitude="40,26.767N" dc:creator="{said}"/>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{about}</rdf:RDF></x:xmpmeta>'.encode()


def segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def icc_segments(profile: bytes, part: int = 200) -> bytes:
    """A profile in as many parts as it has hundreds of bytes, the last one first."""
    parts = [profile[at : at + part] for at in range(0, len(profile), part)]
    numbered = [b"ICC_PROFILE\0" + bytes((number, len(parts))) + data for number, data in enumerate(parts, start=1)]
    return b"".join(segment(0xE2, data) for data in reversed(numbered))


def _jpeg_segments() -> Iterable[bytes]:
    second = saved(photograph(size=(16, 16)), "JPEG", comment=mark("in a thumbnail"))
    yield segment(0xE0, b"JFXX\0\x10" + second)
    yield segment(0xE1, exif() if exif().startswith(b"Exif") else b"Exif\0\0" + exif())
    yield segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())
    yield segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">II", 99, 0) + xmp("more"))
    yield segment(0xE2, b"MPF\0MM\0*\0\0\0\x08" + mark("MPF"))
    yield segment(0xE2, b"FPXR\0" + mark("FPXR"))
    yield segment(0xE3, b"Meta\0\0" + mark("Meta"))
    for number in range(4, 13):
        yield segment(0xE0 + number, mark(f"APP{number}"))
    yield segment(0xEB, b"JP\0\x01\0\0\0\x01" + struct.pack(">I", 40) + b"jumb" + mark("JUMBF"))
    yield segment(0xEC, b"Ducky\0\x01\0\x04\0\0\0\x50\0\x02" + mark("Ducky"))
    yield segment(0xEC, b"[picture info]\n" + mark("PictureInfo"))
    iptc = b"\x1c\x02\x50" + struct.pack(">H", 20) + mark("IPTC").ljust(20)
    yield segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc)
    yield segment(0xEE, mark("not from Adobe"))
    yield segment(0xEF, mark("APP15"))
    yield segment(0xF0, mark("JPG0"))
    yield segment(0xFE, mark("comment"))


def jpeg(picture: Image.Image | None = None, profile: bytes = b"", adobe: int | None = 1) -> bytes:
    """A progressive JPEG with everything; an Adobe segment that is longer than it ought to be unless it is None."""
    plain = saved(picture or photograph(), "JPEG", quality=92, progressive=True)
    thumbnail = segment(0xE0, b"JFIF\0\x01\x02\x00\x00\x01\x00\x01\x05\x01" + mark("JFIF").ljust(15))
    body = plain[20:] if plain.startswith(b"JFIF", 6) else plain[2:]
    scan = body.index(b"\xff\xda", body.index(b"\xff\xda") + 2)
    ours = b"" if adobe is None else segment(0xEE, b"AdobePLANTE" + bytes((adobe,)) + mark("Adobe"))
    between = segment(0xFE, mark("between scans")) + b"\xff\xff\xff"
    return b"".join(
        (
            *(b"\xff\xd8", thumbnail, ours, *_jpeg_segments(), icc_segments(profile)),
            *(mark("between segments"), body[:scan], between, body[scan:-2], segment(0xFE, mark("before the end"))),
            *(b"\xff\xd9", mark("after the end"), saved(photograph(size=(8, 8)), "JPEG", comment=mark("second"))),
        )
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(picture: Image.Image | None = None, profile: bytes = b"", rotated: int = 1) -> bytes:
    """A PNG with everything."""
    plain = saved(picture or photograph(), "PNG")
    head, rest = plain[:33], plain[33:-12]
    packed = zlib.compress(mark("packed"))
    beside = (
        chunk(b"iCCP", mark("iCCP") + b"\0\0" + zlib.compress(profile)) if profile else b"",
        chunk(b"tEXt", b"Author\0" + mark("tEXt")),
        chunk(b"zTXt", b"Comment\0\0" + packed),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp()),
        chunk(b"iTXt", b"Title\0\x01\0en\0" + mark("translated") + b"\0" + packed),
        chunk(b"tEXt", b"Raw profile type exif\0\nexif\n 14\n" + exif().hex().encode()),
        chunk(b"eXIf", exif(rotated).removeprefix(b"Exif\0\0")),
        chunk(b"tIME", MARK),
        chunk(b"pHYs", (MARK + b"..")[:9]),
        chunk(b"sPLT", mark("sPLT") + b"\0\x08" + MARK[:6]),
        chunk(b"prVt", mark("private")),
        chunk(b"caBX", mark("C2PA")),
    )
    after = chunk(b"tEXt", b"Author\0" + mark("after the pixels"))
    return b"".join((head, *beside, rest, after, plain[-12:], mark("after the end")))


def webp(picture: Image.Image | None = None, profile: bytes = b"") -> bytes:
    """A WebP without loss, with everything."""
    made = saved(
        picture or photograph(), "WEBP", lossless=True, exact=True, exif=exif(), xmp=xmp(), icc_profile=profile
    )
    unknown = mark("unknown chunk").ljust(22)
    made += b"MARK" + struct.pack("<I", len(unknown)) + unknown
    return made[:4] + struct.pack("<I", len(made) - 8) + made[8:] + mark("after the end")


def tiff(picture: Image.Image | None = None, profile: bytes = b"") -> bytes:
    """A TIFF with everything."""
    tags = ImageFileDirectory_v2()
    for tag in (270, 271, 272, 285, 305, 306, 315, 316, 33432):
        tags[tag] = mark(f"tag-{tag}").decode()
    for tag in (700, 33723, 34377, 37724, 65000):
        tags.tagtype[tag] = 7
        tags[tag] = mark(f"tag-{tag}")
    tags.tagtype[0x9C9D] = 1
    tags[0x9C9D] = MARK.decode().encode("utf-16-le")
    more: dict[str, object] = {"icc_profile": profile} if profile else {}
    return saved(picture or photograph(), "TIFF", tiffinfo=tags, exif=b"", **more) + mark("after the end")


def gif(picture: Image.Image | None = None) -> bytes:
    """A GIF with everything."""
    plain = saved((picture or photograph()).convert("P"), "GIF", comment=mark("comment"))
    packet = b"\x21\xff\x0bXMP DataXMP" + xmp() + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    own = b"\x21\xff\x0bPLANTED\0\0\0\0" + bytes((len(mark("own")),)) + mark("own") + b"\0"
    said = b"\x21\x01\x0c" + bytes(12) + bytes((len(mark("text")),)) + mark("text") + b"\0"
    return plain[:-1] + packet + own + said + b";" + mark("after the end")


KINDS: dict[str, Callable[[], bytes]] = {"jpg": jpeg, "png": png, "webp": webp, "tif": tiff, "gif": gif}


def found(data: bytes) -> list[str]:
    """The marks in some bytes, in letters of one byte and of two."""
    spread = MARK.decode().encode("utf-16-le")
    marks = [data[at : at + 40].decode("latin-1") for at in _places(data, MARK)]
    return marks + ["in two bytes" for _ in _places(data, spread)]


def _places(data: bytes, part: bytes) -> Iterable[int]:
    at = data.find(part)
    while at >= 0:
        yield at
        at = data.find(part, at + 1)
