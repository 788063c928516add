"""Small PDFs, plain inks and a reference interpreter, for tests of separation."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from brochure.pdf.colour import Ink
from brochure.prepress.separation.separate import Inks, Separated, separate


class Plain:
    """A press on which ink is what a screen colour lacks; greys are K alone."""

    def solid(self, red: float, green: float, blue: float) -> Ink:
        if red == green == blue:
            return Ink(0, 0, 0, 1 - red)
        return Ink(1 - red, 1 - green, 1 - blue, 0)

    limit = 4.0

    def within_limit(self, ink: Ink) -> Ink:
        return ink

    def image(self, picture: Image.Image) -> Image.Image:
        if picture.mode == "CMYK":
            return picture
        bands = ImageChops.invert(picture.convert("RGB")).split()
        return Image.merge("CMYK", (*bands, Image.new("L", picture.size, 0)))


INKS = Inks(Plain())
K100 = (0.0, 0.0, 0.0, 1.0)


def document(*contents: str | bytes, **resources: Any) -> pikepdf.Pdf:
    """A page for each content, all with these resources."""
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.Contents = pdf.make_stream(content if isinstance(content, bytes) else content.encode())
        page.obj.Resources = Dictionary({f"/{key}": value for key, value in resources.items()})
    return pdf


def form(pdf: pikepdf.Pdf, content: str, **keys: Any) -> Any:
    """A form that is 100 points square."""
    plain = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 100, 100])}
    return pdf.make_stream(content.encode(), **(plain | keys))


def picture(pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], space: Any, **keys: Any) -> Any:
    """A picture packed with Flate; 8 bits a sample unless the keys say otherwise."""
    plain = {"Type": Name.XObject, "Subtype": Name.Image, "Width": size[0], "Height": size[1], "BitsPerComponent": 8}
    made: Any = pdf.make_stream(b"", **(plain | {"ColorSpace": space} | keys))
    made.write(zlib.compress(data), filter=Name.FlateDecode)
    return made


def after(content: str | bytes, **resources: Any) -> str:
    """The content of a page once it is ink, with single spaces."""
    pdf = document(content, **resources)
    separate(pdf, INKS)
    return content_of(pdf)


def content_of(pdf: pikepdf.Pdf, page: int = 0) -> str:
    return " ".join(pdf.pages[page].obj.Contents.read_bytes().decode("latin-1").split())


def separated(pdf: pikepdf.Pdf, inks: Inks = INKS) -> Separated:
    """Separates twice: the second time must change nothing."""
    found = separate(pdf, inks)
    once = everything(pdf)
    separate(pdf, inks)
    assert everything(pdf) == once
    return found


def everything(pdf: pikepdf.Pdf) -> bytes:
    """The whole PDF as it would be saved."""
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


SCREEN = {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased"}


def screen_colours(pdf: pikepdf.Pdf) -> list[str]:
    """Whatever in the PDF, once saved, still speaks of the colours of a screen: operators and objects."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(everything(pdf))) as saved:
        for obj in saved.objects:
            found += [str(value) for value in _names(obj) if str(value) in SCREEN]
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Form":
                found += _screen_operators(obj)
        for page in saved.pages:
            found += _screen_operators(page)
    return found


def _screen_operators(stream: Any) -> list[str]:
    steps = pikepdf.parse_content_stream(stream)
    return [str(step.operator) for step in steps if str(step.operator) in ("g", "G", "rg", "RG")]


def _names(obj: Any) -> Iterator[Any]:
    if isinstance(obj, Name):
        yield obj
    elif isinstance(obj, Dictionary | pikepdf.Stream):
        for value in dict(obj.items()).values():
            if not getattr(value, "is_indirect", False):
                yield from _names(value)
    elif isinstance(obj, Array):
        for value in obj:
            if not getattr(value, "is_indirect", False):
                yield from _names(value)


@dataclass(frozen=True)
class Look:
    """What something is painted with: colours as operators gave them, and overprint."""

    fill: tuple[str, tuple[float, ...]] = ("g", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("g", (0.0,))
    op: bool = False
    OP: bool = False
    opm: int = 0


@dataclass
class Interpreter:
    """Reads content streams by the book, with pikepdf's parser, and notes each paint."""

    painted: list[tuple[str, Look]] = field(default_factory=list)

    def run(self, stream: Any, look: Look = Look()) -> list[tuple[str, Look]]:
        saved: list[Look] = []
        for step in pikepdf.parse_content_stream(stream):
            operator, operands = str(step.operator), list(step.operands)
            if operator == "q":
                saved.append(look)
            elif operator == "Q" and saved:
                look = saved.pop()
            elif operator in ("g", "rg", "k"):
                look = replace(look, fill=(operator, _numbers(operands)))
            elif operator in ("G", "RG", "K"):
                look = replace(look, stroke=(operator.lower(), _numbers(operands)))
            elif operator == "gs":
                look = _with_state(look, stream.Resources.ExtGState[str(operands[0])])
            elif operator == "Do":
                self.run(stream.Resources.XObject[str(operands[0])], look)
            elif operator in ("f", "S", "B", "Tj"):
                self.painted.append((operator, look))
        return self.painted


def _numbers(operands: list[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in operands)


def _with_state(look: Look, state: Any) -> Look:
    stroke = bool(state.get("/OP", look.OP))
    fill = bool(state.get("/op", stroke if "/OP" in state else look.op))
    return replace(look, op=fill, OP=stroke, opm=int(state.get("/OPM", look.opm)))


def looks(pdf: pikepdf.Pdf, page: int = 0) -> list[tuple[str, Look]]:
    """Each paint of a page, forms within."""
    return Interpreter().run(pdf.pages[page].obj)
