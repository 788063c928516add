"""Profiles: which rules are asked for what purpose, and how grave what they find is; [check] has the last word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from brochure.errors import BadInput, Place, nearest
from brochure.findings import Severity
from brochure.preflight.rule import FAMILIES, OF_COPY, OF_PDFS
from brochure.workspace.checks import USUAL, Checks


@dataclass(frozen=True)
class Profile:
    """Families that are asked, rules of them that are not, of others that are, and severities not the rules' own."""

    title: str
    families: tuple[str, ...]
    leaves_out: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def asks(self, rule: str) -> bool:
        """Whether a rule is asked."""
        return rule in self.adds or (rule.partition("-")[0] in self.families and rule not in self.leaves_out)


#: What screens and eyes need, but no plates.
_ON_PAPER = ("FOLD", "TYPE", "IMG", "FILE", "BRAND")
_ON_SCREEN = ("TYPE", "IMG", "A11Y", "FILE", "BRAND")

#: By name, as `--profile` has them. The first four are those of the editions.
PROFILES = {
    "press": Profile("What a print shop's preflight would stop.", ("PRESS", *_ON_PAPER)),
    "office": Profile(
        "What the office printer would spoil.",
        _ON_PAPER,
        adds=frozenset({"A11Y-CONTRAST"}),
        severities={"A11Y-CONTRAST": "note"},
    ),
    "email": Profile("What somebody who reads on a screen, or listens, would miss.", _ON_SCREEN),
    "large-print": Profile("What somebody who sees badly would miss.", _ON_SCREEN),
    "copy": Profile("What an editor of patient information would mend.", OF_COPY),
    "release": Profile("Everything, before a version is frozen or sent.", FAMILIES),
}


@dataclass(frozen=True)
class Wishes:
    """A profile with what the clinic and this run want otherwise. `today` is None where nothing may depend on it."""

    profile: str = "release"
    checks: Checks = USUAL
    ignored: Collection[str] = ()
    today: date | None = None

    def asks(self, rule: str) -> bool:
        """Whether a rule is asked."""
        return PROFILES[self.profile].asks(rule) and rule not in self.ignored and not self._reason(rule)

    def severity(self, rule: str, usual: Severity) -> Severity:
        """How grave what the rule finds is."""
        return self.checks.severity.get(rule) or PROFILES[self.profile].severities.get(rule, usual)

    def _reason(self, rule: str) -> str:
        days = self.today
        return next(
            (
                ignore.reason
                for ignore in self.checks.ignore
                if ignore.rule == rule and (ignore.until is None or days is None or days <= ignore.until)
            ),
            "",
        )


def check_names(checks: Checks, known: Iterable[str], line_of: Mapping[str, int]) -> None:
    """Raises BadInput where [check] names a rule that there is not; `line_of` has the line of each name there."""
    rules = set(known)
    for name in (*checks.severity, *(ignore.rule for ignore in checks.ignore)):
        if name not in rules:
            place = Place(Path("brochure.toml"), line_of.get(name))
            raise BadInput(
                f"[check] names a rule '{name[:60]}', which there is not.", hint=nearest(name, rules), place=place
            )


def families_of(profile: str) -> tuple[bool, bool]:
    """Whether a profile asks rules about PDFs, and rules about copy."""
    families = PROFILES[profile].families
    return any(family in families for family in OF_PDFS), any(family in families for family in OF_COPY)
