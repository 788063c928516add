"""What a content stream names: colour spaces, objects, graphics states; looked up, and added to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from brochure.pdf import spaces
from brochure.pdf.reading import (
    Damaged,
    entries,
    entry,
    is_table,
    text,
    whole,
)
from brochure.pdf.spaces import Space


@dataclass(frozen=True)
class Overprint:
    """Whether fills and strokes overprint, and by which mode."""

    fill: bool = False
    stroke: bool = False
    mode: int = 0

    def parameters(self) -> Dictionary:
        """A graphics state that says so, and nothing else."""
        said = Dictionary(Type=Name.ExtGState, OP=self.stroke, op=self.fill)
        if self.fill or self.stroke:
            # mode 1: in DeviceCMYK, an ink of 0 leaves what is below alone (Ghent R0009, R0010)
            said.OPM = 1
        return said


NO_OVERPRINT = Overprint()


@dataclass(frozen=True)
class Parameters:
    """What the operator gs sets of what matters here; None is left as it was. `mask` is a soft mask's dictionary."""

    fill: bool | None
    stroke: bool | None
    mode: int | None
    mask: Any
    obj: Any

    @classmethod
    def read(cls, obj: Any) -> Parameters:
        """ISO 32000-1, table 58: OP alone stands for both."""
        stroke, fill, mode = entry(obj, "/OP"), entry(obj, "/op"), entry(obj, "/OPM")
        mask = entry(obj, "/SMask")
        both = None if stroke is None else bool(stroke)
        return cls(
            both if fill is None else bool(fill),
            both,
            None if mode is None else whole(mode),
            mask if isinstance(mask, Dictionary) else None,
            obj,
        )

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
        found = entry(owner, "/Resources")
        self._owned = isinstance(found, Dictionary)
        around = inherited.obj if inherited else Dictionary()
        self.obj: Any = found if self._owned else around
        self._spaces: dict[str, Space] = {}
        self._parameters: dict[str, Parameters | None] = {}

    def find(self, kind: str, name: str) -> Any:
        """The dictionary or stream of this name; None where nothing has it."""
        found = self._named(kind, name)
        if found is not None and not is_table(found):
            raise Damaged(f"The resource {name} of the PDF is not what {kind[1:]} wants.")
        return found

    def _named(self, kind: str, name: str) -> Any:
        return entry(entry(self.obj, kind), name) if name != "/" else None

    def items(self, kind: str) -> list[tuple[str, Any]]:
        return entries(entry(self.obj, kind))

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
        found = self._named("/ColorSpace", default)
        if found is None and not name.startswith(("/Device", "/Pattern")):
            raise Damaged(f"A content stream of the PDF names an unknown colour space {name}.")
        return spaces.read(Name(name) if found is None else found)

    def space_of(self, obj: Any) -> Space:
        """The colour space of a picture or shading, which may be a name."""
        if isinstance(obj, Name):
            name = text(obj)
            if name.startswith("/Device") or self._named("/ColorSpace", name) is not None:
                return self.space(name)
        return spaces.read(obj)

    def add(self, kind: str, stem: str, obj: Any) -> bytes:
        """The name of `obj`, which is added unless it is there under a name from the same stem."""
        if not self._owned:
            # those of the caller serve a form that has none; what is added must be there whoever calls it
            self._owner["/Resources"] = Dictionary({key: _shallow(value) for key, value in entries(self.obj)})
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

    def parameters(self, name: str) -> Parameters | None:
        """A graphics state of the resources."""
        if name not in self._parameters:
            found = self.find("/ExtGState", name)
            self._parameters[name] = None if found is None else Parameters.read(found)
        return self._parameters[name]


def _shallow(named: Any) -> Any:
    return Dictionary(dict(named.items())) if isinstance(named, Dictionary) and not named.is_indirect else named


def _same(one: Any, other: Any) -> bool:
    """Whether both are one object. What stands in a damaged PDF may be a plain number."""
    if getattr(one, "is_indirect", False) or getattr(other, "is_indirect", False):
        return bool(getattr(one, "objgen", None) == getattr(other, "objgen", None))
    return bool(one == other)
