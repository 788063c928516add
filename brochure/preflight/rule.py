"""A rule: what it looks for, why that matters and how it is mended; and what came of asking it.

A rule is asked about a *subject*, an article's copy or a PDF. Its `judge` yields what it finds, or raises NotApplicable
where there is nothing to judge, or NotRun where something is missing that it needs: silence means all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from brochure.findings import GRAVEST, SEVERITIES, Finding, Severity

Subject = TypeVar("Subject")

State = Literal["pass", "fail", "not applicable", "not run", "crashed"]
#: All families, in the order of the catalogue: those that judge a PDF, then those that judge copy.
OF_PDFS = ("PRESS", "FOLD", "TYPE", "IMG", "A11Y", "FILE", "BRAND")
OF_COPY = ("COPY", "CLAIM")
FAMILIES = (*OF_PDFS, *OF_COPY)


class Unjudged(Exception):
    """A rule says nothing about this subject; the message is the reason, as a clause without a full stop."""


class NotApplicable(Unjudged):
    """The subject has nothing that the rule is about: no pictures, no folds, another language."""


class NotRun(Unjudged):
    """Something is missing that the rule needs to judge: a dictionary, the record of the job, a program."""


@dataclass(frozen=True)
class Found(Finding):
    """A finding as a rule yields it: which rule it is of is the engine's to add, and its mend where `hint` is empty.

    `severity` is for the one rule that has findings of two kinds; it can only be milder than the rule's.
    """

    rule: str = field(default="", init=False)
    severity: Severity = field(default=GRAVEST, kw_only=True)

    def told(self, rule: str, severity: Severity, mend: str) -> Finding:
        """The same as a finding of a rule that is so grave at most."""
        milder = max(severity, self.severity, key=SEVERITIES.index)
        return Finding(**{**vars(self), "rule": rule, "severity": milder, "hint": self.hint or mend})


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """One rule. `what`, `why` and `mend` are sentences for whoever runs the office; `source` names the clause.

    `severity` is the usual one: profiles and brochure.toml may have another.
    """

    id: str
    name: str
    severity: Severity
    what: str
    why: str
    mend: str
    source: str
    judge: Callable[[Subject], Iterator[Found]]

    @property
    def family(self) -> str:
        """The first word of the id."""
        return self.id.partition("-")[0]


@dataclass(frozen=True)
class Outcome:
    """What came of asking a rule. `reason` says why it was not judged, or which fault of ours kept it from it."""

    rule: str
    state: State
    findings: tuple[Finding, ...] = ()
    reason: str = ""
