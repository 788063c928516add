"""What the rules about copy say where nobody asked for a check: after a build, and before copy is given out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from brochure.content.article import Article
from brochure.findings import SEVERITIES, Finding, counted
from brochure.preflight import catalogue
from brochure.preflight.profiles import Wishes
from brochure.preflight.subject_copy import Copy
from brochure.workspace.workspace import Workspace

#: A build tells so many; `brochure check` tells all.
_TOLD = 5
#: A message names so many.
_NAMED = 3


def of_build(workspace: Workspace, article: Article) -> list[Finding]:
    """What a build tells, the gravest first: nothing that depends on the day, and no spelling, which takes a second."""
    return _judged(
        Copy(article, workspace.config, workspace, None, spelling=False), Wishes("copy", workspace.config.check)
    )


def of_release(workspace: Workspace, article: Article, today: date) -> list[Finding]:
    """What a release tells of its copy, spelling as well; the gravest first."""
    wishes = Wishes("release", workspace.config.check, today=today)
    return _judged(Copy(article, workspace.config, workspace, today), wishes)


def of_mailing(workspace: Workspace, article: Article, today: date) -> list[Finding]:
    """What is wrong with copy that is to be sent: the gravest first."""
    wishes = Wishes("release", workspace.config.check, today=today)
    return _judged(Copy(article, workspace.config, workspace, today, spelling=False), wishes)


def refusal(file: Path, findings: Sequence[Finding]) -> str:
    """What is so wrong that the copy must not be given out, by its places; empty where nothing is."""
    errors = [f"{file}:{each.line}: {each.message}" for each in findings if each.severity == "error"]
    more = len(errors) - _NAMED
    return " ".join([*errors[:_NAMED], *([f"And {more} more."] if more > 0 else [])])


def _judged(copy: Copy, wishes: Wishes) -> list[Finding]:
    found = [finding for outcome in catalogue.judge_copy(copy, wishes) for finding in outcome.findings]
    return sorted(found, key=lambda each: (SEVERITIES.index(each.severity), each.line or 0))


def lines(file: Path, name: str, findings: Sequence[Finding]) -> list[str]:
    """The five gravest in a line each, and how many there are; nothing where no more than notes were found."""
    grave = [each for each in findings if each.severity != "note"]
    if not grave:
        return []
    counts = Counter(each.severity for each in findings)
    total = ", ".join(counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    told = [f"  {each.severity}: {file}:{each.line}: {each.message}" for each in grave[:_TOLD]]
    return [f"{file}: the copy has {total}; `brochure check {name}` tells all.", *told]
