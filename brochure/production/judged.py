"""A product is judged as it is made: an error of a rule keeps it from being published, and the last good one stays.

What makers see to by themselves, by refusing or by a finding of their own, is not judged again: how fine pictures
are, how much ink there is, how thin lines are, how large codes are. Nor is the white edge of office sheets, beyond
which imposition paints nothing (tests/products/test_products_office.py). `brochure check` judges these as well.
Nothing here depends on the day, or on what else is installed, so that a build stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from brochure.editions.making import EditionFile, Job
from brochure.errors import CheckFailed, Place
from brochure.findings import Finding, counted
from brochure.preflight import catalogue
from brochure.preflight.document import Document
from brochure.preflight.kept_pages import KeptPages
from brochure.preflight.profiles import PROFILES, Wishes
from brochure.preflight.rule import Outcome
from brochure.production.known import job as known_job
from brochure.production.plan import Product

#: Families whose errors stop a product.
FAMILIES = ("PRESS", "FOLD", "TYPE", "IMG", "A11Y", "FILE")
_SEEN_TO = {
    *("IMG-COARSE", "IMG-DOUBTFUL", "IMG-LINE-ART", "IMG-LINE-ART-DOUBTFUL", "IMG-CODE-MODULE"),
    *("PRESS-INK-LIMIT", "PRESS-INK-AVERAGE", "TYPE-HAIRLINE", "FILE-WHITE-EDGE"),
}
#: Libraries that only some have read codes, and judge conformance.
_INSTALLED = {"IMG-CODE-READS", "A11Y-CONFORMANCE"}
_PAGES = KeptPages()


def judged(job: Job, product: Product, file: EditionFile) -> tuple[Finding, ...]:
    """What rules find in a product that was just made, if its edition has a profile of rules.

    Raises CheckFailed where one of them is an error.
    """
    if product.edition not in PROFILES:
        return ()
    piece = job.panels.piece if job.panels else None
    made = known_job(job.workspace, product, job.article, piece, file.pages)
    wishes = Wishes(product.edition, job.workspace.config.check, _SEEN_TO | _INSTALLED)
    rules = [rule for family in FAMILIES for rule in catalogue.of_family(family)]
    document = Document(file.pdf, made, _PAGES)
    outcomes = catalogue.check(document, rules, wishes)
    document.keep()
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        more = f" (and {counted(len(errors) - 1, 'more error')})" if len(errors) > 1 else ""
        first = errors[0]
        where = f" on page {first.page}" if first.page else ""
        said = f" “{first.quote}”" if first.quote else ""
        message = f"{first.rule}{where}: {first.message}{said}{more}"
        raise CheckFailed(message, hint=first.hint, place=Place(job.article.file))
    return (*findings, *_broken(outcomes))


def forget() -> None:
    """Reads all pages anew from now on."""
    _PAGES.forget()


def _broken(outcomes: list[Outcome]) -> Iterator[Finding]:
    for outcome in outcomes:
        if outcome.state == "crashed":
            message = f"The rule {outcome.rule} broke, which is a fault of brochure: {outcome.reason}."
            yield Finding(outcome.rule, "note", message, "Please report it; the product was made without it.")
