"""What a content stream names: colour spaces, objects, graphics states; looked up, and added to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import spaces
from brochure.pdf.spaces import Space


@dataclass(frozen=True)
class Overprint:
    """Whether fills and strokes overprint, and by which mode."""

    fill: bool = False
    stroke: bool = False
    mode: int = 0

    def state(self) -> Dictionary:
        """A graphics state that says so, and nothing else."""
        said = Dictionary(Type=Name.ExtGState, OP=self.stroke, op=self.fill)
        if self.fill or self.stroke:
            # mode 1: in DeviceCMYK, an ink of 0 leaves what is below alone (Ghent R0009, R0010)
            said.OPM = 1
        return said


NO_OVERPRINT = Overprint()


@dataclass(frozen=True)
class State:
    """What a graphics state sets of what matters here; None is left as it was."""

    fill: bool | None
    stroke: bool | None
    mode: int | None
    mask: bool
    obj: Any

    @classmethod
    def read(cls, obj: Any) -> State:
        """ISO 32000-1, table 58: OP alone stands for both."""
        stroke, fill, mode = obj.get("/OP"), obj.get("/op"), obj.get("/OPM")
        mask = isinstance(obj.get("/SMask"), Dictionary)
        both = None if stroke is None else bool(stroke)
        return cls(both if fill is None else bool(fill), both, None if mode is None else int(mode), mask, obj)

    def after(self, before: Overprint) -> Overprint:
        return Overprint(
            before.fill if self.fill is None else self.fill,
            before.stroke if self.stroke is None else self.stroke,
            before.mode if self.mode is None else self.mode,
        )


class Resources:
    """The resources of one content stream."""

    def __init__(self, pdf: pikepdf.Pdf, owner: Any, inherited: Resources | None = None) -> None:
        self._pdf, self._owner = pdf, owner
        found = owner.get("/Resources")
        self._owned = isinstance(found, Dictionary)
        around = inherited.obj if inherited else Dictionary()
        self.obj: Any = found if self._owned else around
        self._spaces: dict[str, Space] = {}
        self._states: dict[str, State | None] = {}

    def find(self, kind: str, name: str) -> Any:
        """The object of this name, or None."""
        named = self.obj.get(kind)
        return named.get(name) if isinstance(named, Dictionary) and name != "/" else None

    def items(self, kind: str) -> list[tuple[str, Any]]:
        named = self.obj.get(kind)
        return list(named.items()) if isinstance(named, Dictionary) else []

    def drop(self, kind: str, name: str) -> None:
        del self.obj[kind][name]

    def space(self, name: str) -> Space:
        """The colour space that a name stands for, that of a device or one of the resources."""
        if name not in self._spaces:
            self._spaces[name] = self._read(name)
        return self._spaces[name]

    def _read(self, name: str) -> Space:
        # a device's space can be redefined (ISO 32000-1, 8.6.5.6); ink stays what it is all the same
        default = {"/DeviceRGB": "/DefaultRGB", "/DeviceGray": "/DefaultGray"}.get(name, name)
        found = self.find("/ColorSpace", default)
        if found is None and not name.startswith(("/Device", "/Pattern")):
            raise BadInput(f"A content stream of the PDF names an unknown colour space {name}.")
        return spaces.read(Name(name) if found is None else found)

    def space_of(self, obj: Any) -> Space:
        """The colour space of a picture or shading, which may be a name."""
        if isinstance(obj, Name) and (str(obj).startswith("/Device") or self.find("/ColorSpace", str(obj)) is not None):
            return self.space(str(obj))
        return spaces.read(obj)

    def add(self, kind: str, stem: str, obj: Any) -> bytes:
        """The name of `obj`, which is added unless it is there under a name from the same stem."""
        if not self._owned:
            # those of the caller serve a form that has none; what is added must be there whoever calls it
            self._owner["/Resources"] = Dictionary({key: _shallow(value) for key, value in self.obj.items()})
            self.obj, self._owned = self._owner["/Resources"], True
        if not isinstance(self.obj.get(kind), Dictionary):
            self.obj[kind] = Dictionary()
        named = self.obj[kind]
        number, name = 0, "/" + stem
        while (there := named.get(name)) is not None and not _same(there, obj):
            number += 1
            name = f"/{stem}{number}"
        if there is None:
            named[name] = obj
        return name.encode()

    def state(self, name: str) -> State | None:
        """A graphics state of the resources."""
        if name not in self._states:
            found = self.find("/ExtGState", name)
            self._states[name] = State.read(found) if isinstance(found, Dictionary) else None
        return self._states[name]


def _shallow(named: Any) -> Any:
    return Dictionary(dict(named.items())) if isinstance(named, Dictionary) and not named.is_indirect else named


def _same(one: Any, other: Any) -> bool:
    if one.is_indirect or other.is_indirect:
        return bool(one.objgen == other.objgen)
    return bool(one == other)
