"""A face as a document is given it: whole, or only the signs that a family lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from brochure.typeset.fonts import sfnt
from brochure.typeset.fonts.face import Face, Read, glyphs

#: The engine sets a space in the font of the sign before it.
SPACES = (0x20, 0xA0)


@dataclass(frozen=True, eq=False)
class Served:
    """`face` under a name, weight and slant.

    Where `signs` is given, it has these characters only, each drawn as the character of `face` that it leads to, and
    its lines are as high as those of `beside`. No other face has that name with that weight and slant: the engine takes
    all those for one.
    """

    face: Face
    family: str
    weight: int
    italic: bool
    signs: Mapping[int, int] | None = None
    beside: Face | None = None

    @cached_property
    def name(self) -> str:
        """What the engine asks for it by."""
        if self.signs is None and not self.face.made and self.family == self.face.label:
            return self.face.file.name
        beside, signs = self.beside.digest if self.beside else "", sorted((self.signs or {}).items())
        key = sha256(f"{self.face.digest} {self.face.number} {self.face.axes} {beside} {signs}".encode()).hexdigest()
        return f"{key[:16]}-{self.face.file.name}"

    @property
    def css(self) -> str:
        """Its @font-face rule, another for other bytes: what is kept by the rule is then not kept for them."""
        digests = " ".join(face.digest[:16] for face in (self.face, self.beside) if face)
        style = "italic" if self.italic else "normal"
        return (
            f"/* {digests} */"
            f"@font-face {{ font-family: '{self.family}'; font-weight: {self.weight}; font-style: {style}; "
            f"src: url('brochure:font/{self.name}') }}\n"
        )

    def data(self, read: Read) -> bytes:
        """The bytes of a font for the engine; `read` gives those of a file."""
        data = self.face.data(read)
        if self.signs is None:
            return data
        own = glyphs(self.face)
        spaces = {code: own.get(code, own.get(ord(" "), 0)) for code in SPACES}
        new = {"cmap": sfnt.cmap(spaces | {sign: own[drawn] for sign, drawn in self.signs.items()})}
        if self.beside:
            new |= sfnt.with_heights(data, sfnt.heights(self.beside.data(read)))
        return sfnt.replaced(data, new)


def whole(face: Face) -> Served:
    """The face as it is."""
    return Served(face, face.name, face.weight, face.italic)
