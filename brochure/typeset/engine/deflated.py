"""A mend of the engine's writing: a stream is packed once.

To give a file its number the engine asks each stream for its content again after it was written, and packs it anew; and
what stood in a document before, such as a font or a page, it packs for each further one: a tenth of the time of a
variant of which only the back differs. The engine has no public face for this; all that is known of it is in this file
(seen in pydyf 0.13).
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

#: So many streams are kept packed, none larger than this (bytes): those of three leaflets, some 2 MB. Pictures, which
#: are larger, are packed each time.
_MOST, _LARGEST = 64, 200_000
#: Packed streams by their level and the digests of what they hold.
_known: OrderedDict[tuple[int, bytes], bytes] = OrderedDict()


def mend() -> None:
    """From now on streams are packed so. Called once, when the engine is loaded."""
    from weasyprint.pdf import pydyf

    content, whole = pydyf.Stream.data.fget, pydyf.Stream.indirect.fget

    def data(stream: Any) -> Any:
        return getattr(stream, "written", None) or content(stream)

    def indirect(stream: Any) -> Any:
        stream.written = content(stream)
        return whole(stream)

    pydyf.zlib = SimpleNamespace(compressobj=_Packer, compress=zlib.compress)
    pydyf.Stream.data, pydyf.Stream.indirect = property(data), property(indirect)


class _Packer:
    """Packs a stream that is given to it whole, as the engine does."""

    def __init__(self, level: int) -> None:
        self._level = level

    def compress(self, data: bytes) -> bytes:
        """All of the packed stream."""
        return _kept(data, self._level) if len(data) <= _LARGEST else _packed(data, self._level)

    def flush(self) -> bytes:
        """Nothing is left."""
        return b""


def _packed(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level=level)
    return packer.compress(data) + packer.flush()


def _kept(data: bytes, level: int) -> bytes:
    key = level, sha256(data).digest()
    packed = _known.pop(key, None) or _packed(data, level)
    _known[key] = packed
    if len(_known) > _MOST:
        _known.popitem(last=False)
    return packed
