"""[limits]: what one job may take, so that no file, whoever wrote it, takes the whole machine."""

from __future__ import annotations

from pydantic import Field

from brochure.workspace.tables import Table


class Limits(Table):
    """How much a job may take: one import, one typesetting, one edition, one picture, one letter.

    The longest of our own takes 3 seconds and 150 MB; a slow machine ten times that. No product depends on it, so it
    has no section: one that is fresh stays so when a limit is raised.
    """

    seconds: float = Field(120, gt=0, le=86_400, description="The longest that one job may take.")
    memory_mb: int = Field(2048, ge=200, le=1_000_000, description="Memory that one job may take, in MB.")


#: Where brochure.toml says nothing.
USUAL = Limits.model_validate({})
