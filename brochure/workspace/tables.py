"""What all tables of brochure.toml have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from brochure.storage import read_trace


class Table(BaseModel):
    """Only known keys, and nothing changes once it is read. Which keys are asked for is noted in the open trace."""

    #: Of most tables nothing is read but within another, which has their checks in its own.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, str_strip_whitespace=True)

    #: What brochure.toml calls the table, such as 'brand.colours'. Without it, it is noted by the table that holds it.
    section: ClassVar[str] = ""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        trace = read_trace.current()
        if trace and name in (kind := type(self)).__pydantic_fields__ and kind.section and not _is_section(value):
            trace.keys.add(f"{kind.section}.{name}")
        return value


def _is_section(value: object) -> bool:
    return isinstance(value, Table) and bool(type(value).section)
