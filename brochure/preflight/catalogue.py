"""The catalogue: every rule by its id, and the one way to ask them.

Modules of rules import nothing that is slow to load: the catalogue is read by every build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

from brochure.budget import Over
from brochure.errors import BrochureError, UsageError, nearest
from brochure.preflight.profiles import Wishes
from brochure.preflight.rule import FAMILIES, OF_COPY, OF_PDFS, Found, NotApplicable, NotRun, Outcome, Rule

#: Where the rules are, by family. A family has as many modules as it has ideas.
MODULES: dict[str, tuple[str, ...]] = {
    "PRESS": ("press_boxes", "press_standard", "press_colour", "press_overprint", "press_ink"),
    "FOLD": ("fold", "fold_photograph"),
    "TYPE": ("type",),
    "IMG": ("img",),
    "A11Y": ("a11y_file", "a11y_elements", "a11y_described", "a11y_reading", "a11y_conformance"),
    "FILE": ("file",),
    "BRAND": ("brand",),
    "COPY": (
        "copy_reading",
        "copy_words",
        "copy_people",
        "copy_terms",
        "copy_doses",
        "copy_numbers",
        "copy_signs",
        "copy_structure",
        "copy_record",
        "copy_safety",
        "copy_contact",
        "copy_clinic",
        "copy_spelling",
    ),
    "CLAIM": ("claim",),
}
#: So many findings of one rule are told; who mends these sees the others then.
MOST_FINDINGS = 30


@cache
def of_family(family: str) -> tuple[Rule[Any], ...]:
    """The rules of a family."""
    modules = (import_module(f"brochure.preflight.rules.{name}") for name in MODULES[family])
    return tuple(rule for module in modules for rule in module.RULES)


def all_rules() -> tuple[Rule[Any], ...]:
    """Every rule, family by family."""
    return tuple(rule for family in FAMILIES for rule in of_family(family))


def known() -> dict[str, Rule[Any]]:
    """Every rule by its id."""
    return {rule.id: rule for rule in all_rules()}


def rule(name: str) -> Rule[Any]:
    """The rule of an id, in letters of either case. Raises UsageError, with the nearest, where there is none."""
    rules = known()
    if found := rules.get(name.upper()):
        return found
    raise UsageError(f"There is no rule '{name[:60]}'.", hint=nearest(name.upper(), rules))


def judge_copy(subject: Any, wishes: Wishes) -> list[Outcome]:
    """What the rules about copy say of a `brochure.preflight.subject_copy.Copy`."""
    return check(subject, [each for family in OF_COPY for each in of_family(family)], wishes)


def judge_pdf(subject: Any, wishes: Wishes) -> list[Outcome]:
    """What the rules about PDFs say of a `brochure.preflight.document.Document`."""
    return check(subject, [each for family in OF_PDFS for each in of_family(family)], wishes)


def check(subject: Any, rules: Sequence[Rule[Any]], wishes: Wishes) -> list[Outcome]:
    """What each of the rules that are asked says of the subject. A rule that breaks is a fault of ours, and says so."""
    return [_ask(each, subject, wishes) for each in rules if wishes.asks(each.id)]


def _ask(asked: Rule[Any], subject: Any, wishes: Wishes) -> Outcome:
    try:
        found = list(_bounded(asked.judge(subject)))
    except NotApplicable as error:
        return Outcome(asked.id, "not applicable", reason=str(error))
    except NotRun as error:
        return Outcome(asked.id, "not run", reason=str(error))
    except (MemoryError, Over, BrochureError):
        raise  # the job's budget, and a list of the clinic's that cannot be read, are no affair of a rule
    except Exception as error:
        cause = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Outcome(asked.id, "crashed", reason=cause)
    severity = wishes.severity(asked.id, asked.severity)
    findings = tuple(each.told(asked.id, severity, asked.mend) for each in found)
    return Outcome(asked.id, "fail" if findings else "pass", findings)


def _bounded(found: Iterator[Found]) -> Iterator[Found]:
    yield from islice(found, MOST_FINDINGS)
    if more := sum(1 for _ in found):
        yield Found(f"There are {more} more of the kind.")
