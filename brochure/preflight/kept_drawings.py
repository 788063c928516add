"""What long drawings paint, kept in the memory of the process: a leaflet's art stays while its words change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from hashlib import sha256
from typing import Any

from pikepdf import PdfError

from brochure.pdf.interpreter import GraphicsState
from brochure.pdf.page_looks import digest
from brochure.pdf.reading import entry
from brochure.pdf.resources import NO_OVERPRINT
from brochure.pdf.spaces import GREY
from brochure.preflight.marks import BLACK, Marks, Tone

#: Shorter content is read again in no time (bytes); of longer drawings so many are kept, 200 kB each.
_SHORT, _MOST = 20_000, 12


class KeptDrawings:
    """The drawings that were noted last: forms without text, pictures and tags."""

    def __init__(self) -> None:
        self._drawings: OrderedDict[Hashable, Marks] = OrderedDict()

    @staticmethod
    def key(form: Any, content: bytes, state: GraphicsState[Tone], owned: bool, count: int) -> Hashable:
        """All that the marks of a form follow from; None where it is short, has text, or does not begin as a page."""
        begins = (state.fill, state.stroke, state.overprint, state.line_width) == (BLACK, BLACK, NO_OVERPRINT, 1.0)
        own = begins and state.fill_space is GREY and state.stroke_space is GREY and entry(form, "/Resources")
        if len(content) < _SHORT or b" Tf" in content or not own:
            return None
        try:
            return sha256(content).digest(), digest(form.Resources), state.matrix, owned, count
        except (RecursionError, PdfError):
            return None

    def get(self, key: Hashable) -> Marks | None:
        """What a form paints, if it is known."""
        found = self._drawings.get(key)
        if found:
            self._drawings.move_to_end(key)
        return found

    def keep(self, key: Hashable, drawn: Marks) -> None:
        """Keeps what a form paints, if that leads to no objects of its file."""
        if not (drawn.texts or drawn.pictures or drawn.fonts or drawn.tags or drawn.lacking):
            self._drawings[key] = drawn
            if len(self._drawings) > _MOST:
                self._drawings.popitem(last=False)

    def forget(self) -> None:
        """Notes everything anew from now on."""
        self._drawings.clear()
