"""Loads the engine without what its start does for other machines than this one, or for what hardly any leaflet needs.

Seen in WeasyPrint 70.0: it looks for each of its system libraries by seven names, and for every name that Linux does
not have, Python starts `ldconfig`, a compiler and a linker to look further; and it loads fontTools' subsetter and
instancer, which are for machines without HarfBuzz's and for variable fonts. That is a third of what its start takes.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from brochure.typeset.engine.declarations import Undeclared, read_beforehand

#: What only some fonts or machines need; each is used in nothing but calls of what is in it.
_LATER = ("fontTools.subset", "fontTools.varLib.instancer")


def load() -> Any:
    """The engine. Raises OSError where a system library is missing."""
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        return import_module("weasyprint")
    with _called_later(), _looked_for_by_the_system(), read_beforehand():
        try:
            return import_module("weasyprint")
        except (OSError, Undeclared):
            _forget("weasyprint")
    # A library lies where only a compiler knows of it, or nowhere; or it is another version of the engine.
    return import_module("weasyprint")


@contextmanager
def _looked_for_by_the_system() -> Iterator[None]:
    """Within it a library is found by the name under which the system's own loader knows it, or not at all."""

    def nowhere_else(name: str) -> str | None:
        del name
        return None

    before = ctypes.util.find_library
    ctypes.util.find_library = nowhere_else
    try:
        yield
    finally:
        ctypes.util.find_library = before


@contextmanager
def _called_later() -> Iterator[None]:
    """Within it, whoever imports one of `_LATER` gets something that loads it at the first call of what is in it."""
    late = [_Later(name) for name in _LATER if name not in sys.modules]
    sys.modules.update((module.__name__, module) for module in late)
    try:
        yield
    finally:
        for module in late:
            sys.modules.pop(module.__name__, None)


class _Later(ModuleType):
    """A module of which each attribute is a function that calls what the real one has by that name."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return call


def _forget(package: str) -> None:
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
