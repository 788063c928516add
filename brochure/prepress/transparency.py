"""Takes transparency out of a PDF where that changes nothing, for PDF/X-1a; else says what is transparent."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from brochure.errors import BadInput
from brochure.pdf.interpreter import GraphicsState, Handler, Interpreter
from brochure.pdf.reading import (
    UNNUMBERED,
    Number,
    data,
    entries,
    entry,
    filters,
    page_content,
    real,
    text,
    whole,
)
from brochure.pdf.resources import Parameters, Resources

_OPAQUE_BLENDS = ("/Normal", "/Compatible")
_HINT = "Make it opaque, or choose PDF/X-4, which keeps transparency."


def flatten(pdf: pikepdf.Pdf) -> None:
    """Removes transparency groups, all of them opaque; raises BadInput that names what is not, by page and object.

    Where nothing is transparent, a group paints what its members would paint without it, if it mixes colours as ink.
    Only what content streams use is looked at.
    """
    for number, page in enumerate(pdf.pages, start=1):
        _check_group(page.obj, f"Page {number}")
        _check_content(pdf, page.obj, f"Page {number},")
    for thing in pdf.objects:
        if isinstance(thing, Dictionary | Stream) and "/Group" in thing:
            del thing["/Group"]


def _check_content(pdf: pikepdf.Pdf, page: Any, place: str) -> None:
    """Checks all that a page draws and sets, each form, pattern and drawn glyph once."""
    seen: set[Number] = set()
    waiting = [(page_content(page), Resources(pdf, page), place)]
    while waiting:
        content, resources, where = waiting.pop()
        drawn = _Drawn(where, seen)
        Interpreter(resources, drawn, GraphicsState(None, None)).run(content)
        waiting += [(data(stream), Resources(pdf, owner, resources), here) for stream, owner, here in drawn.within]


class _Drawn(Handler[None]):
    """What one content stream uses. `place` is the way to it, such as 'Page 1, /panel-cover'; `within` are the streams
    that are used, with who owns their resources and the way to them."""

    def __init__(self, place: str, seen: set[Number]) -> None:
        self._place, self._seen = place, seen
        self.within: list[tuple[Any, Any, str]] = []

    def parameters(self, at: Interpreter[None], parameters: Parameters) -> None:
        if self._is_new(parameters.obj):
            _check_state(parameters.obj, self._here(at))

    def picture(self, at: Interpreter[None], picture: Stream) -> None:
        if self._is_new(picture):
            _check_image(picture, self._here(at))

    def stencil(self, at: Interpreter[None], stencil: Stream) -> None:
        self.picture(at, stencil)

    def form(self, at: Interpreter[None], form: Stream) -> None:
        if self._is_new(form):
            _check_group(form, self._here(at))
            self.within.append((form, form, self._here(at)))

    def pattern(self, at: Interpreter[None], pattern: Any, values: list[float], strokes: bool) -> None:  # noqa: ARG002
        if pattern is None or not self._is_new(pattern):
            return
        if isinstance(pattern, Stream):
            self.within.append((pattern, pattern, self._here(at)))
        elif (state := entry(pattern, "/ExtGState")) is not None:
            _check_state(state, self._here(at))

    def font(self, at: Interpreter[None], font: Any) -> None:
        if self._is_new(font) and entry(font, "/Subtype") == Name.Type3:
            glyphs = entries(entry(font, "/CharProcs"))
            self.within += [(glyph, font, self._here(at)) for _, glyph in glyphs if isinstance(glyph, Stream)]

    def _is_new(self, thing: Any) -> bool:
        if thing.objgen == UNNUMBERED:
            return True
        new = thing.objgen not in self._seen
        self._seen.add(thing.objgen)
        return new

    def _here(self, at: Interpreter[None]) -> str:
        return f"{self._place} {at.name}"


def _check_state(state: Any, place: str) -> None:
    for key in ("/ca", "/CA"):
        opacity = real(entry(state, key, 1))
        if opacity != 1:
            raise BadInput(f"{place}: {opacity:.0%} opaque; PDF/X-1a knows no transparency.", hint=_HINT)
    if entry(state, "/SMask", Name("/None")) != Name("/None"):
        raise BadInput(f"{place}: fades through a soft mask; PDF/X-1a knows no transparency.", hint=_HINT)
    blend = entry(state, "/BM", Name.Normal)
    wanted = [text(mode) for mode in blend] if isinstance(blend, Array) else [text(blend)]
    if any(mode not in _OPAQUE_BLENDS for mode in wanted):
        raise BadInput(
            f"{place}: blends with what is behind ({wanted[0][1:]}); PDF/X-1a knows no blending.", hint=_HINT
        )


def _check_image(image: Any, place: str) -> None:
    if "/SMask" in image or whole(entry(image, "/SMaskInData", 0)):
        raise BadInput(f"{place}: a picture with transparent parts; PDF/X-1a knows no transparency.", hint=_HINT)
    if whole(entry(image, "/BitsPerComponent", 8)) > 8:
        raise BadInput(f"{place}: a picture with 16 bits a colour; PDF/X-1a knows 8 at most.", hint="Save it with 8.")
    if "/JPXDecode" in filters(image):
        raise BadInput(f"{place}: a JPEG 2000 picture; PDF/X-1a does not know them.", hint="Save it as JPEG or PNG.")


def _check_group(owner: Any, place: str) -> None:
    """A group that mixes colours in another space than ink would change them."""
    space = entry(entry(owner, "/Group"), "/CS", Name.DeviceCMYK)
    if space != Name.DeviceCMYK:
        raise BadInput(f"{place}: a group that mixes colours in {_called(space)}, not in ink.", hint=_HINT)


def _called(space: pikepdf.Object) -> str:
    return str(space[0] if isinstance(space, Array) else space).lstrip("/")
