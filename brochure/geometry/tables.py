"""What all tables of layout.toml have in common: only known keys, lengths in points, names that files can have."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from brochure.units import points

Length = Annotated[
    float, BeforeValidator(lambda value: points(value) if isinstance(value, str) else value), Field(ge=0, le=5000)
]
#: Of a panel or a side: it becomes a page name in CSS and part of a file name.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
#: Top, right, bottom, left, in points, as in CSS; on the inside of a sheet nothing is mirrored.
Margin = tuple[Length, Length, Length, Length]


class Table(BaseModel):
    """Only known keys, and nothing changes once it is read."""

    #: Of most tables nothing is read but within another, which has their checks in its own.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
