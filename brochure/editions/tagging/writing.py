"""Writes the file: small, first page first, and so that no checker can take its streams for longer than they say.

PDF/A wants a line's end before each `endstream` (ISO 19005-2, 6.1.7.1). Where the packed bytes happen to end in a
carriage return, the two are taken for one, and the stream for a byte shorter than it is: so in one file of ten. After
the stream of hints, for who reads page by page, qpdf writes none where it ends in one itself: so in one file of 256.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Name, ObjectStreamMode, Pdf, Stream

_DOUBTFUL = b"\r\nendstream"
_HINTS = re.compile(rb"/S \d+(?: /O \d+)? /Length (\d+) >>\nstream\n")
#: As many as there are entries to choose from. One file in fifty needs the first, one in thousands the second.
_TRIES = 4


def written(pdf: Pdf) -> bytes:
    """The file's bytes, the same for the same content. `pdf` is of no use afterwards."""
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Type") != Name.Metadata:
            _pack(thing)
    data = _saved(pdf)
    for number in range(_TRIES):
        if not _is_doubtful(data):
            break
        # What is left are the streams that qpdf packs objects in: with one object more, they have other bytes. It does
        # not write the same Pdf well twice, so each time the file is opened anew.
        with pikepdf.open(io.BytesIO(data)) as again:
            holder, key = _entries(again)[number]
            holder[key] = again.make_indirect(holder[key])
            data = _saved(again)
    return data


def _is_doubtful(data: bytes) -> bool:
    """Whether a stream could be taken for shorter than it says."""
    hints = _HINTS.search(data)
    return _DOUBTFUL in data or bool(hints and data[hints.end() + int(hints[1])] != ord("\n"))


def _pack(stream: Any) -> None:
    """Packs what is not; where the packed bytes end in a carriage return, a line feed after them is not read."""
    before = stream.read_raw_bytes()
    after = before if "/Filter" in stream else zlib.compress(before, 9)
    if after.endswith(b"\r"):
        after += b"\n"
    if after != before:
        stream.write(after, filter=stream.get("/Filter", Name.FlateDecode), decode_parms=stream.get("/DecodeParms"))


def _entries(pdf: Pdf) -> list[tuple[Any, str]]:
    """Entries that may stand in an object of their own: some with the first page, some with the rest of the file."""
    root, tree = pdf.Root, pdf.Root.StructTreeRoot
    return [(tree.ParentTree, "/Nums"), (root, "/MarkInfo"), (tree.K, "/K"), (root, "/ViewerPreferences")]


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        linearize=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return out.getvalue()
