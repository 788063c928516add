"""The QR code of the clinic's web site, and whether a telephone reads it off the paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.typeset.engine.boxes import SetPage
from brochure.units import MM
from brochure.workspace.workspace import CONFIG

#: Modules of blank ground on each side, which readers need (ISO/IEC 18004, 6.3.8); the layout leaves them.
QUIET = 4
#: The side of a module in print, in points: what old telephones read at arm's length, and what all do.
LEAST, WANTED = 0.4 * MM, 0.5 * MM
NAME = "qr.svg"
_SHORTER = "Write a shorter address as web in [clinic], such as the start page, or one that your web site forwards."


@dataclass(frozen=True)
class Code:
    """A code as SVG, and how many modules it is wide; its quiet zone is part of neither."""

    svg: bytes
    modules: int


@lru_cache(maxsize=64)
def qr_code(address: str) -> Code:
    """`address` as dark squares without ground or quiet zone.

    Error correction M (15 %), which printed matter that gets folded and stained wants.
    """
    import segno

    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=0, dark="#000", light=None, xmldecl=False, svgns=True, omitsize=True)
    return Code(out.getvalue(), len(tuple(code.matrix)))


def judged(
    pages: Iterable[SetPage], code: Code | None, address: str, line: Callable[[], int | None]
) -> tuple[Finding, ...]:
    """A warning where the code is set small. Raises BadInput where telephones would not read it off the paper."""
    if not code:
        return ()
    sides = [
        min(width, height) / code.modules
        for page in pages
        for found, width, height in page.drawings
        if found.endswith(f"/{NAME}")
    ]
    module = min(sides, default=WANTED)
    message = f"The QR code of {address[:60]} has {module / MM:.2f} mm a module"
    if round(module / MM, 3) < LEAST / MM:
        raise BadInput(
            f"{message}; telephones read {LEAST / MM:.1f} mm and more.",
            hint=_SHORTER,
            place=Place(Path(CONFIG), line()),
        )
    if round(module / MM, 3) < WANTED / MM:
        return (Finding("small-code", "warning", f"{message}; {WANTED / MM:.1f} mm is wanted.", _SHORTER),)
    return ()
