"""What the engine says and does when something is wrong: it logs a complaint and goes on, or it breaks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from brochure.errors import BadInput
from brochure.typeset.engine.fetch import Fetcher

#: What raises when the engine breaks.
_ENGINE = frozenset({"weasyprint", "tinycss2", "cssselect2", "tinyhtml5", "pydyf", "fontTools", "PIL", "pyphen"})
#: What the engine says where it fails at a drawing, whatever the reason.
_UNDRAWN = re.compile(r"Failed to render SVG image brochure:(?:workspace/|layout/)?(.+)")


class Complaints(logging.Handler):
    """Keeps what the engine logs: it goes on after every fault, and the reader would be the first to notice."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def strict(fetcher: Fetcher, complaints: Complaints | None = None) -> Iterator[None]:
    """Every complaint of the engine is an error; those of a caller who wants them all are put into `complaints`."""
    complaints = complaints or Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield
    except Exception:
        if not fetcher.refused:
            raise
    finally:
        logger.removeHandler(complaints)
        refused, fetcher.refused[:] = fetcher.refused[:1], []
    if refused:
        raise refused[0]
    for message in complaints.messages:
        if drawing := _UNDRAWN.search(message):
            raise BadInput(
                f"The drawing '{drawing[1]}' holds something that cannot be drawn.",
                hint="Save it as plain SVG, with text as outlines, or as a PNG.",
            )
    if complaints.messages:
        raise BadInput(
            f"The typesetting engine complains: {complaints.messages[0].rstrip('.')}.",
            hint=f"Mend the layout in {fetcher.layout.name}/.",
        )


def of_engine(error: Exception) -> bool:
    """Whether the engine broke, and not code of ours that it calls; where nothing is left to go on with, it is both."""
    rooms = [str(frame.f_globals.get("__name__")).partition(".")[0] for frame, _ in walk_tb(error.__traceback__)]
    own = [room for room in rooms if room in _ENGINE or room == "brochure"]
    if isinstance(error, RecursionError | MemoryError):
        return not _ENGINE.isdisjoint(own)
    return bool(own) and own[-1] in _ENGINE
