"""What the engine declares of its system libraries, read beforehand: it would parse 500 lines of C at each start.

`declarations.json` has what cffi makes of them, as its documentation says for modules out of line; who reads that needs
neither cffi's parser nor the parser of C below it. It is written anew for each version of the engine:

    python -m brochure.typeset.engine.declarations
"""

from __future__ import annotations

import ast
import ctypes
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import _cffi_backend

_FILE = Path(__file__).with_name("declarations.json")
#: Under which the file has the digest of the C that it was made from.
_OF = "of"


class Undeclared(Exception):
    """The engine declares something else than the file has."""


class _Declared(_cffi_backend.FFI):  # type: ignore[misc]  # it has no types
    def cdef(self, declared: str) -> None:
        """What the engine calls with its C."""
        if _digest(declared) != self.of:
            raise Undeclared

    def dlopen(self, name: str, flags: int) -> Any:
        """Opens a library, and once more so that it stays: at the end of the process, this one may be closed before
        what it still has to free.
        """
        library = super().dlopen(name, flags)
        ctypes.CDLL(name, flags)
        return library


@contextmanager
def read_beforehand() -> Iterator[None]:
    """Within it the engine finds its declarations read. Its import raises Undeclared where they are others."""
    module, before = ModuleType("cffi"), sys.modules.get("cffi")
    module.__dict__["FFI"] = _declared
    sys.modules["cffi"] = module
    try:
        yield
    finally:
        sys.modules.pop("cffi")
        if before:
            sys.modules["cffi"] = before


def _declared() -> _Declared:
    fields = json.loads(_FILE.read_text("ascii"))
    of = fields.pop(_OF)
    made = _Declared("weasyprint", **{name: _packed(value) for name, value in fields.items()})
    made.of = of
    return made


def _packed(value: Any) -> Any:
    """From JSON: bytes, numbers, and rows of them."""
    if isinstance(value, str):
        return value.encode("latin-1")
    return tuple(map(_packed, value)) if isinstance(value, list) else value


def _unpacked(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return list(map(_unpacked, value)) if isinstance(value, tuple) else value


def _digest(declared: str) -> str:
    return sha256(declared.encode()).hexdigest()


def written() -> str:
    """What the file has to have for the engine that is installed."""
    import cffi

    declared = _of_the_engine()
    ffi = cffi.FFI()
    ffi.cdef(declared)
    ffi.set_source("weasyprint", None)
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "weasyprint.py"
        ffi.emit_python_code(str(module))
        (made,) = (each for each in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(each, ast.Call))
    fields = {str(each.arg): _unpacked(ast.literal_eval(each.value)) for each in made.keywords}
    return json.dumps({_OF: _digest(declared), **fields}, indent=0) + "\n"


def _of_the_engine() -> str:
    """The C that it declares."""
    engine = find_spec("weasyprint")
    assert engine
    assert engine.origin
    source = Path(engine.origin).with_name("text") / "ffi.py"
    (call,) = (
        each
        for each in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "cdef"
    )
    return str(ast.literal_eval(call.args[0]))


if __name__ == "__main__":
    _FILE.write_text(written(), "ascii")
