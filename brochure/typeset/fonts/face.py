"""A face: one weight and slant of a family, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from brochure.errors import BadInput
from brochure.storage.files import read_file
from brochure.storage.read_trace import digest
from brochure.storage.store import Store
from brochure.typeset.fonts import instances, packed, sfnt

Read = Callable[[Path], bytes]
_MEANING = re.compile(r"[^\w .&+-]")


@dataclass(frozen=True)
class Face:
    """`digest` is that of the file's bytes.

    `number` counts the fonts of a collection; `axes` say where the face stands on a variable font's. Those and what is
    packed are made into plain fonts, which `store` keeps. `width` is OpenType's class, 5 the usual one. `part` counts
    the files that a family has of one weight and slant.
    """

    file: Path
    family: str
    weight: int
    italic: bool
    digest: str
    number: int = 0
    axes: tuple[tuple[str, float], ...] = ()
    packed: bool = False
    width: int = 5
    serif: bool = False
    part: int = 0
    store: Store | None = field(default=None, compare=False, repr=False)

    @property
    def made(self) -> bool:
        """Whether the file's bytes are not those of the face."""
        return self.packed or bool(self.axes)

    @property
    def slot(self) -> tuple[int, bool]:
        """Weight and slant: what the engine chooses by."""
        return self.weight, self.italic

    @property
    def label(self) -> str:
        """The family's name without signs that mean something in style sheets and to the engine."""
        return " ".join(_MEANING.sub(" ", self.family).split()) or "Font"

    @property
    def name(self) -> str:
        """The family, as the engine knows it: it takes fonts of one name, weight and slant for one."""
        return f"{self.label} part {chr(ord('A') + self.part)}" if self.part else self.label

    @property
    def bold(self) -> bool:
        return self.weight >= BOLD

    def data(self, read: Read) -> bytes:
        """A plain font, TrueType or OpenType. Raises BadInput for a damaged file."""
        data = read(self.file)
        if not self.made:
            return data
        with naming(self.file.name):
            plain = unpacked(data, digest(data), self.number, self.store)
            if not self.axes:
                return plain
            return kept(self.store, self._key(digest(data)), lambda: instances.instance(plain, dict(self.axes)))

    def plain_file(self, read: Read) -> Path:
        """A file of a plain font, for those who want files; it may be missing where the store takes none."""
        if not self.made or not self.store:
            return self.file
        plain = self.data(read)
        kept(self.store, self._key(self.digest), lambda: plain)
        return self.store.file(self._key(self.digest))

    def _key(self, content: str) -> str:
        return f"{content} {self.number} {self.axes}" if self.axes else f"{content} {self.number}"


#: From this weight on type is bold.
BOLD = 600


def unpacked(data: bytes, content: str, number: int, store: Store | None) -> bytes:
    """The plain font in a packed one or a collection; `content` is the digest of `data`."""
    if packed.is_for_web(data):
        return kept(store, f"{content} {number}", lambda: packed.unpacked(data, number))
    # Taking a font out of a collection takes no time, and it is as large as all of them.
    return packed.unpacked(data, number) if packed.is_collection(data) else data


def kept(store: Store | None, key: str, make: Callable[[], bytes]) -> bytes:
    """What the store has under a key, or what is made now."""
    return store.kept(key, make) if store else make()


class naming:  # noqa: N801 (a context manager, written where it is used like a function)
    """Within it, whatever goes wrong is the fault of the font file of that name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        del kind, trace
        if isinstance(error, packed.TooMuch):
            raise BadInput(f"The font '{self.name}' {error}.", hint="Replace the file.") from error
        if isinstance(error, Exception) and not isinstance(error, BadInput):
            why = f": it {error}" if isinstance(error, packed.Damaged) else ""
            raise BadInput(f"'{self.name}' is not a font that can be used{why}.", hint="Replace the file.") from error


_glyphs: dict[tuple[str, int], Mapping[int, int]] = {}


def glyphs(face: Face) -> Mapping[int, int]:
    """The characters that a face has, each with the number of its glyph. Raises BadInput for a damaged file."""
    key = face.digest, face.number
    if key not in _glyphs:
        data = read_file(face.file)
        with naming(face.file.name):
            content = digest(data)
            plain = unpacked(data, content, 0, face.store) if packed.is_for_web(data) else data
            found = sfnt.characters(plain, packed.start(plain, face.number))
        if content != face.digest:  # it was replaced a moment ago
            return found
        _glyphs[key] = found
    return _glyphs[key]
