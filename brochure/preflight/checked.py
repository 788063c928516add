"""What came of checking one file by a profile, as programs get it and as it comes back from another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from brochure.errors import BrochureError, ExitCode, error_json
from brochure.findings import SEVERITIES, Finding
from brochure.preflight.rule import Outcome


@dataclass(frozen=True)
class Checked:
    """The outcomes of one file, in the catalogue's order; or the error that kept it from being checked.

    `file` is as messages name it.
    """

    file: str
    profile: str
    outcomes: tuple[Outcome, ...] = ()
    error: BrochureError | None = None

    @property
    def findings(self) -> list[Finding]:
        """The gravest first, then by place."""
        found = [finding for outcome in self.outcomes for finding in outcome.findings]
        return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.line or 0, one.page or 0))

    @property
    def crashed(self) -> list[Outcome]:
        """Rules that broke."""
        return [outcome for outcome in self.outcomes if outcome.state == "crashed"]

    @property
    def counts(self) -> Counter[str]:
        """Findings by severity."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def states(self) -> Counter[str]:
        """Rules by what came of them."""
        return Counter(outcome.state for outcome in self.outcomes)

    @property
    def code(self) -> ExitCode:
        """What a run ends with because of it."""
        if self.error:
            return self.error.code
        if self.crashed:
            return ExitCode.BUG
        return ExitCode.CHECK_FAILED if self.counts["error"] else ExitCode.DONE

    def as_json(self) -> dict[str, Any]:
        """One entry of `files` in the JSON of `check`."""
        return {
            "file": self.file,
            "profile": self.profile,
            "rules": {outcome.rule: outcome.state for outcome in self.outcomes},
            "reasons": {outcome.rule: outcome.reason for outcome in self.outcomes if outcome.reason},
            "error": error_json(self.error) if self.error else None,
        }

    def findings_json(self) -> Iterator[dict[str, Any]]:
        """Its entries of `findings`."""
        for finding in self.findings:
            yield {"file": self.file, **finding.as_json()}


def outcomes_json(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Outcomes as they come back from another process."""
    return [{**vars(outcome), "findings": [finding.as_json() for finding in outcome.findings]} for outcome in outcomes]


def outcomes_of(fields: list[dict[str, Any]]) -> tuple[Outcome, ...]:
    """What `outcomes_json` gave."""
    return tuple(Outcome(**{**each, "findings": tuple(map(Finding.from_json, each["findings"]))}) for each in fields)
