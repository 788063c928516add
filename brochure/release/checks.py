"""The release checks: whether products are fit to be given out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from brochure.errors import BrochureError, ExitCode, highest_ranking
from brochure.findings import GIVEN_OUT, Finding
from brochure.preflight.gate import refusal
from brochure.production.freshness import Verdict

#: Of many reasons, so many are named.
_MOST_NAMED = 3


class Unfit(BrochureError):
    """Products that are not to be given out; the code says why not."""

    def __init__(self, message: str, *, hint: str, code: ExitCode) -> None:
        super().__init__(message, hint=hint)
        self.code = code


def check(verdicts: Sequence[Verdict], name: str) -> None:
    """Raises Unfit for the worst that is wrong with any of the products of the article `name`."""
    faults = [(verdict.path.name, *fault) for verdict in verdicts for fault in _faults(verdict)]
    if not faults:
        return
    worst = highest_ranking(code for _, code, _ in faults)
    files: dict[str, list[str]] = {}
    for file, code, fault in faults:
        if code == worst:
            files.setdefault(fault, []).append(file)
    faults_by_file = [f"{', '.join(names)}: {fault}" for fault, names in files.items()]
    hint = f"{_mend(worst, name)} Or say why with --anyway REASON."
    raise Unfit(f"Not fit to be released. {' '.join(faults_by_file)}", hint=hint, code=worst)


def check_copy(file: Path, name: str, findings: Sequence[Finding]) -> None:
    """Raises Unfit where what the rules say of an article's copy is so grave that it must not be given out."""
    if faults := refusal(file, findings):
        hint = f"`brochure check {name}` tells all. Mend it, and build again; or say why with --anyway REASON."
        raise Unfit(f"The copy is not fit to be given out. {faults}", hint=hint, code=ExitCode.CHECK_FAILED)


def _mend(worst: ExitCode, name: str) -> str:
    if worst == ExitCode.BAD_INPUT:
        return f"Run `brochure build {name}` first."
    return f"Mend it, and run `brochure build {name}`."


def _faults(verdict: Verdict) -> Iterator[tuple[ExitCode, str]]:
    if verdict.freshness == "failed" and verdict.record and verdict.record.error:
        yield ExitCode(verdict.record.error["code"]), f"could not be made. {_few(verdict.reasons)}"
    elif verdict.freshness != "fresh":
        yield ExitCode.BAD_INPUT, f"{verdict.freshness}, {_few(verdict.reasons)}."
    facts = verdict.record.facts if verdict.record else None
    for finding in facts.findings if facts else ():
        if finding.severity == "error" or finding.rule == GIVEN_OUT:
            yield ExitCode.CHECK_FAILED, f"{finding.message} {finding.hint}".strip()


def _few(reasons: Sequence[str]) -> str:
    more = len(reasons) - _MOST_NAMED
    return ", ".join([*reasons[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])
