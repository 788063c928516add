"""The rules as documents list them: RULES.md beside this file, and the short table of README.

`python -m brochure.preflight.listing > brochure/preflight/RULES.md` writes the first, with `--families` the second goes
to standard output. A test tells when either is out of date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from brochure.findings import SEVERITIES
from brochure.preflight import catalogue
from brochure.preflight.profiles import PROFILES
from brochure.preflight.rule import FAMILIES

#: What each family is about.
ABOUT = {
    "PRESS": "boxes, bleed, marks, PDF/X, inks and overprint, as the Ghent 2022 table for sheet-fed CMYK has them",
    "FOLD": "what lies on a fold or too near, and the order of panels",
    "TYPE": "fonts in the file, sizes, fine lines, text too near a trim",
    "IMG": "pictures fine enough, and codes that telephones read",
    "A11Y": "structure, language, descriptions, reading order, contrast",
    "FILE": "encryption, scripts, attachments, layers, size, what office printers need",
    "BRAND": "whose it is, and in which fonts",
    "COPY": "reading grade, plain words, doses, numbers, sources, dates, contact, spelling",
    "CLAIM": "promises that nobody can keep",
}


def families() -> str:
    """The table of families, with how many rules each has."""
    rows = ["| Family | Rules | About |", "| - | -: | - |"]
    rows += [f"| {family} | {len(catalogue.of_family(family))} | {ABOUT[family]} |" for family in FAMILIES]
    return "\n".join(rows) + "\n"


def document() -> str:
    """RULES.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = catalogue.all_rules()
    counts = Counter(rule.severity for rule in rules)
    kinds = ", ".join(f"{counts[severity]} {severity}s" for severity in SEVERITIES)
    yield "# Rules"
    yield ""
    yield "This page is generated: `.venv/bin/python -m brochure.preflight.listing > brochure/preflight/RULES.md`."
    yield ""
    yield f"There are {len(rules)} rules: {kinds}. `brochure rules RULE` explains one; `[check]` in brochure.toml"
    yield "may raise, lower or ignore it."
    yield ""
    yield "| Profile | Families | For |"
    yield "| - | - | - |"
    for name, profile in PROFILES.items():
        yield f"| {name} | {', '.join((*profile.families, *sorted(profile.adds)))} | {_cell(profile.title)} |"
    for family in FAMILIES:
        yield ""
        yield f"## {family}: {ABOUT[family]}"
        yield ""
        yield "| Rule | Severity | What | Why | Mend | From |"
        yield "| - | - | - | - | - | - |"
        for rule in catalogue.of_family(family):
            said = (rule.id, rule.severity, rule.what, rule.why, rule.mend, rule.source)
            yield f"| {' | '.join(map(_cell, said))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    sys.stdout.write(families() if "--families" in sys.argv else document())
