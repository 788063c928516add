"""The objects of a PDF as plain values. What a damaged PDF has wrong comes to light here, as `Damaged`.

pikepdf gives whatever stands in the file: a name where a number belongs, an array where a stream should be. Nobody but
this module converts such objects, so an AttributeError or TypeError anywhere else is a bug of ours and says so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from brochure.errors import BadInput

#: a b c d e f, as the operator cm has them.
Matrix = tuple[float, float, float, float, float, float]
#: The number and generation of an object; (0, 0) of all that have none.
Number = tuple[int, int]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNNUMBERED: Number = (0, 0)

#: Numbers beyond this are attacks, or mistakes; within it, what is calculated from them stays finite.
_LARGEST = 1e12
_LONGEST_ANCESTRY = 64
_TABLES = (Dictionary, Stream)
_CODING = frozenset({"/Length", "/Filter", "/DecodeParms"})


class Damaged(BadInput):
    """The PDF is not what its format asks for."""


def _misplaced(value: Any, needed: str) -> Damaged:
    kinds = {Name: "A name", String: "A string", Array: "An array", Dictionary: "A dictionary", Stream: "A stream"}
    found = "Nothing" if value is None else next((kinds[kind] for kind in kinds if isinstance(value, kind)), "A number")
    return Damaged(f"{found} stands where the PDF needs {needed}.")


def is_table(value: Any) -> bool:
    """Whether it has entries: a dictionary, or a stream with its own."""
    return isinstance(value, _TABLES)


def entry(holder: Any, key: str, default: Any = None) -> Any:
    """The entry of a dictionary or stream; `default` where there is none, or where `holder` is neither."""
    found = holder.get(key) if is_table(holder) else None
    return default if found is None else found


def needed(holder: Any, key: str) -> Any:
    """The entry of a dictionary or stream that cannot do without."""
    found = entry(holder, key)
    if found is None:
        raise Damaged(f"An object of the PDF has no {key[1:]}, which it needs.")
    return found


def entries(holder: Any) -> list[tuple[str, Any]]:
    """All entries of a dictionary or stream, as they are now."""
    return list(holder.items()) if is_table(holder) else []


def items(value: Any, least: int = 0) -> list[Any]:
    """What an array lists, which must be so many things at least."""
    if not isinstance(value, Array):
        raise _misplaced(value, "an array")
    if len(value) < least:
        raise Damaged(f"An array of the PDF has {len(value)} parts instead of {least}.")
    return list(value)


def real(value: Any) -> float:
    """A number."""
    if not isinstance(value, int | float | Decimal):
        raise _misplaced(value, "a number")
    if not -_LARGEST <= value <= _LARGEST:
        raise Damaged("A number in the PDF is beyond all bounds.")
    return float(value)


def whole(value: Any) -> int:
    """A number without its fraction."""
    return int(real(value))


def reals(value: Any, count: int | None = None) -> list[float]:
    """The numbers of an array, of which there must be `count`."""
    numbers = [real(part) for part in items(value)]
    if count is not None and len(numbers) != count:
        raise Damaged(f"An array of the PDF has {len(numbers)} numbers instead of {count}.")
    return numbers


def pairs(value: Any) -> tuple[tuple[float, float], ...]:
    """The ranges that an array lists; none where there is no array."""
    numbers = [] if value is None else reals(value)
    if len(numbers) % 2:
        raise Damaged("A range in the PDF has no end.")
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def text(name: Any) -> str:
    """A name with its slash."""
    if not isinstance(name, Name):
        raise _misplaced(name, "a name")
    return bytes(name).decode("utf-8", "replace")


def data(stream: Any) -> bytes:
    """The content of a stream, unpacked."""
    if not isinstance(stream, Stream):
        raise _misplaced(stream, "a stream")
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError as error:
        raise Damaged(f"A stream of the PDF is damaged: {error}.") from error


def filters(stream: Any) -> list[str]:
    """How a stream is packed."""
    found = entry(stream, "/Filter")
    if found is None:
        return []
    return [text(name) for name in found] if isinstance(found, Array) else [text(found)]


def matrix_of(obj: Any) -> Matrix:
    """The matrix of a form or pattern."""
    found = entry(obj, "/Matrix")
    if not isinstance(found, Array) or len(found) != 6:
        return UNIT
    a, b, c, d, e, f = reals(found)
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """`first`, seen through `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def page_content(page: Any) -> bytes:
    """What a page paints: the streams of its content, together."""
    found = entry(page, "/Contents")
    if found is None:
        return b""
    return b"\n".join(data(part) for part in (found if isinstance(found, Array) else [found]))


def inherited_resources(page: Any) -> Any:
    """The resources of the nearest ancestor of a page that has any (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_LONGEST_ANCESTRY):
        page = entry(page, "/Parent")
        if isinstance(found := entry(page, "/Resources"), Dictionary):
            return found
    return Dictionary()


def copied(pdf: pikepdf.Pdf, obj: Any, content: bytes | None = None) -> Any:
    """A copy of a dictionary or stream, the stream with new content if `content` is given."""
    if not isinstance(obj, Stream):
        return pdf.make_indirect(Dictionary(dict(obj.items())))
    copy: Any = pdf.make_stream(obj.read_raw_bytes() if content is None else content)
    for key, value in obj.items():
        if key != "/Length" and (content is None or key not in _CODING):
            copy[key] = value
    return copy
