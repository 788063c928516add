"""What is read while something is made: files with their contents, folders with their names, keys of brochure.toml.

Whoever reads notes it here, and whoever wants to know opens a trace around the work. Nothing is noted without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256

#: The digest of what was looked for and is not there.
ABSENT = ""


def digest(content: bytes) -> str:
    """The digest of a content: SHA-256, in hexadecimal."""
    return sha256(content).hexdigest()


def digest_of_names(names: list[str]) -> str:
    """The digest of a folder: of the names in it, not of what they hold."""
    return digest("\0".join(sorted(names)).encode(errors="surrogateescape"))


@dataclass
class ReadTrace:
    """`files` and `folders` by name, with their digests; `keys` such as 'clinic.phone'.

    `torn` names what was read twice and differed: what was made is then of no single state of the workspace.
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)

    def add(self, other: ReadTrace) -> None:
        """Takes over what another trace has."""
        for name, content in other.files.items():
            self._note(self.files, name, content)
        for name, names in other.folders.items():
            self._note(self.folders, name, names)
        self.keys |= other.keys
        self.torn |= other.torn

    def note_file(self, name: str, content: str) -> None:
        """A file was read, or looked for in vain (ABSENT)."""
        self._note(self.files, name, content)

    def note_folder(self, name: str, names: str) -> None:
        """The names in a folder were looked through."""
        self._note(self.folders, name, names)

    def _note(self, notes: dict[str, str], name: str, digest: str) -> None:
        if notes.setdefault(name, digest) != digest:
            self.torn.add(name)


# Each thread has its own: what one reads while it answers a page is not what another makes a product from.
_current: ContextVar[ReadTrace | None] = ContextVar("read_trace", default=None)


def current() -> ReadTrace | None:
    """The innermost open trace of this thread."""
    return _current.get()


@contextmanager
def recording() -> Iterator[ReadTrace]:
    """A trace of what is read in this block; the trace around it has the same."""
    trace, around = ReadTrace(), _current.get()
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)
        if around:
            around.add(trace)


@contextmanager
def unnoted() -> Iterator[None]:
    """What is read in this block is noted nowhere: nothing is made from it."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)
