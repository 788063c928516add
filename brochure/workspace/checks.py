"""[check]: what the clinic wants of the rules: which are graver or milder for it, and which do not count, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field

from brochure.findings import Severity
from brochure.workspace.tables import Table


class Ignore(Table):
    """A rule that does not count here. Without a reason nobody would know later whether it still holds."""

    rule: str = Field(min_length=1, description="The rule, as `brochure rules` lists it.")
    reason: str = Field(min_length=1, description="Why it does not count.")
    until: date | None = Field(None, description="The last day on which it does not; else for good.")


class Checks(Table):
    """How findings count. `brochure rules` lists the rules."""

    section: ClassVar[str] = "check"

    severity: Mapping[str, Severity] = Field(
        {}, description="Rules that are graver or milder here: error, warning or note."
    )
    words: tuple[str, ...] = Field(
        (), description="Words that are spelt right, such as names; more of them in assets/checks/words.txt."
    )
    ignore: tuple[Ignore, ...] = Field((), description="Rules that do not count, each with its reason.")


#: Where brochure.toml says nothing.
USUAL = Checks.model_validate({})
