"""Templates as code: compiled once in a process, and kept for the next one as Python keeps modules.

They lie where our own modules lie compiled: who can write there can change the program anyway. In a workspace, which
may come from anywhere, they would be code that others wrote. What is kept may be deleted at any time.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from brochure.errors import BrochureError
from brochure.storage.atomic import publish
from brochure.storage.files import read_file
from brochure.storage.fingerprint import fingerprint

_ENDING = ".template"
#: So many are kept, the newest; a layout has three to eight. None is larger than this (bytes); ours have 120 kB.
_MOST, _LARGEST = 200, 250_000
_DIGEST = 32


class Compiled(BytecodeCache):
    """Jinja refuses what is of another text, or for another Python; the program that compiles is part of the name."""

    def __init__(self) -> None:
        #: By the keys of templates, with the digest of what each was compiled from.
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code, if there is any, to the bucket."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif data := _read(_file(bucket)):
            bucket.bytecode_from_string(data)
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what the bucket has."""
        self._keep(bucket)
        code = bucket.bytecode_to_string()
        if not sys.dont_write_bytecode and len(code) <= _LARGEST:
            with suppress(OSError, BrochureError):  # the folder is not ours
                _write(_file(bucket), code)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code:
            self._code[bucket.key] = bucket.checksum, bucket.code


def _file(bucket: Bucket) -> Path:
    name = sha256(f"{fingerprint()} {bucket.key} {bucket.checksum}".encode()).hexdigest()
    return Path(cache_from_source(__file__)).with_name(name[:_DIGEST] + _ENDING)


def _read(file: Path) -> bytes:
    """The code; empty where there is none, or a disk has spoilt it."""
    with suppress(OSError):
        data = read_file(file, _LARGEST + _DIGEST)
        if data[:_DIGEST] == sha256(data[_DIGEST:]).digest():
            return data[_DIGEST:]
    return b""


def _write(file: Path, code: bytes) -> None:
    kept = sorted(file.parent.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime)
    for path in kept[: max(0, len(kept) - _MOST + 1)]:
        path.unlink(missing_ok=True)
    publish(sha256(code).digest() + code, file)
