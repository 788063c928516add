"""A mend of how the engine writes files: each stream is compressed once.

To give the file its number the engine asks each stream for its content again when it was written, and that compresses
it anew (seen in pydyf 0.13.0): half of what compressing takes.
"""

from __future__ import annotations

from typing import Any


def mend() -> None:
    """From now on a stream that was written keeps its content. Called once, when the engine is loaded."""
    from weasyprint.pdf.stream import pydyf

    content, whole = pydyf.Stream.data.fget, pydyf.Stream.indirect.fget

    def data(stream: Any) -> Any:
        return getattr(stream, "written", None) or content(stream)

    def indirect(stream: Any) -> Any:
        stream.written = content(stream)
        return whole(stream)

    pydyf.Stream.data, pydyf.Stream.indirect = property(data), property(indirect)
