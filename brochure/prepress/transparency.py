"""Takes transparency out of a PDF where that changes nothing, for PDF/X-1a; else says what is transparent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Stream

from brochure.errors import BadInput

#: Where the operators find what they name.
_TABLES = {"gs": "/ExtGState", "Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "Tf": "/Font"}
_OPAQUE_BLENDS = ("/Normal", "/Compatible")
_HINT = "Make it opaque, or choose PDF/X-4, which keeps transparency."


@dataclass(frozen=True)
class _Drawn:
    """Something that the page draws: its resources' entry and the way to it, such as 'page 1, /panel-cover /x3'."""

    place: str
    kind: str
    thing: pikepdf.Object


def flatten(pdf: pikepdf.Pdf) -> None:
    """Removes transparency groups, all of them opaque; raises BadInput that names what is not, by page and object.

    Where nothing is transparent, a group paints what its members would paint without it, if it mixes colours as ink.
    Only what content streams use is looked at.
    """
    for number, page in enumerate(pdf.pages, start=1):
        for item in [_Drawn(f"Page {number}", "form", page.obj), *_walk(page, f"Page {number}")]:
            if item.kind in _CHECKS:
                _CHECKS[item.kind](item.thing, item.place)
    for thing in pdf.objects:
        if isinstance(thing, Dictionary | Stream) and "/Group" in thing:
            del thing["/Group"]


def _walk(page: pikepdf.Page, place: str) -> Iterator[_Drawn]:
    """All that a page draws and sets, each form, pattern and drawn glyph once."""
    waiting: list[tuple[pikepdf.Object, pikepdf.Object, str]] = [(page.obj, page.resources, f"{place},")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        stream, resources, where = waiting.pop()
        for name, kind, used in _used(stream, resources):
            if used.is_indirect and used.objgen in seen:
                continue
            seen.add(used.objgen)
            here = f"{where} {name}"
            yield _Drawn(here, kind, used)
            if kind in ("form", "pattern") and isinstance(used, Stream):
                waiting.append((used, used.get("/Resources", resources), here))
            if kind == "font" and used.get("/Subtype") == Name.Type3:
                waiting += [(glyph, used.get("/Resources", resources), here) for glyph in used.CharProcs.values()]


def _used(stream: pikepdf.Object, resources: pikepdf.Object) -> Iterator[tuple[str, str, pikepdf.Object]]:
    """What a content stream takes from its resources: name, kind and object."""
    for step in pikepdf.parse_content_stream(stream, "gs Do scn SCN Tf"):
        table = _TABLES.get(str(step.operator))
        named = [operand for operand in step.operands if isinstance(operand, Name)]
        if table is None or not named:
            continue
        found = resources.get(table, Dictionary()).get(str(named[0]))
        if found is None:
            continue
        yield str(named[0]), _kind(table, found), found
        if table == "/Pattern" and "/ExtGState" in found:
            yield str(named[0]), "state", found["/ExtGState"]


def _kind(table: str, found: pikepdf.Object) -> str:
    if table == "/XObject":
        return "form" if found.get("/Subtype") == Name.Form else "image"
    return {"/ExtGState": "state", "/Pattern": "pattern", "/Font": "font"}[table]


def _check_state(state: pikepdf.Object, place: str) -> None:
    for key in ("/ca", "/CA"):
        if key in state and float(state[key]) != 1:
            raise BadInput(f"{place}: {float(state[key]):.0%} opaque; PDF/X-1a knows no transparency.", hint=_HINT)
    if state.get("/SMask", Name("/None")) != Name("/None"):
        raise BadInput(f"{place}: fades through a soft mask; PDF/X-1a knows no transparency.", hint=_HINT)
    blend = state.get("/BM", Name.Normal)
    wanted = [str(mode) for mode in blend] if isinstance(blend, pikepdf.Array) else [str(blend)]
    if any(mode not in _OPAQUE_BLENDS for mode in wanted):
        raise BadInput(
            f"{place}: blends with what is behind ({wanted[0][1:]}); PDF/X-1a knows no blending.", hint=_HINT
        )


def _check_image(image: pikepdf.Object, place: str) -> None:
    if "/SMask" in image or int(image.get("/SMaskInData", 0)):
        raise BadInput(f"{place}: a picture with transparent parts; PDF/X-1a knows no transparency.", hint=_HINT)
    if int(image.get("/BitsPerComponent", 8)) > 8:
        raise BadInput(f"{place}: a picture with 16 bits a colour; PDF/X-1a knows 8 at most.", hint="Save it with 8.")
    filters = image.get("/Filter", Name.FlateDecode)
    if Name.JPXDecode in (list(filters.as_list()) if isinstance(filters, pikepdf.Array) else [filters]):
        raise BadInput(f"{place}: a JPEG 2000 picture; PDF/X-1a does not know them.", hint="Save it as JPEG or PNG.")


def _check_group(owner: pikepdf.Object, place: str) -> None:
    """A group that mixes colours in another space than ink would change them."""
    space = owner.get("/Group", Dictionary()).get("/CS", Name.DeviceCMYK)
    if space != Name.DeviceCMYK:
        raise BadInput(f"{place}: a group that mixes colours in {_called(space)}, not in ink.", hint=_HINT)


def _called(space: pikepdf.Object) -> str:
    return str(space[0] if isinstance(space, pikepdf.Array) else space).lstrip("/")


_CHECKS: dict[str, Callable[[pikepdf.Object, str], None]] = {
    "state": _check_state,
    "image": _check_image,
    "form": _check_group,
}
