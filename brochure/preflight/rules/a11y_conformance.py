"""A11Y: what another program says of a file that declares PDF/UA, where that program is installed."""

from __future__ import annotations

from collections.abc import Iterator

from brochure.findings import counted
from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, NotRun, Rule

_NOT_THERE = "the checker page-validation is not installed: type pip install 'brochure[check]'"


def conforms(document: Document) -> Iterator[Found]:
    if "pdfuaid" not in document.xmp:
        raise NotApplicable("it does not say that it is accessible (PDF/UA)")
    _ = document.pdf
    failures: dict[str, list[str]] = {}
    for rule, message in _failures(document.content):
        failures.setdefault(rule, []).append(message)
    for rule, messages in failures.items():
        more = f" It says so {counted(len(messages), 'time')}." if len(messages) > 1 else ""
        said = " ".join(messages[0].split())[:200].rstrip(".")
        yield Found(f"page-validation says: {said} ({rule}).{more}")


def _failures(content: bytes) -> list[tuple[str, str]]:
    """The rule and the message of each fault. Raises NotRun where there is no checker, or it gives up."""
    try:
        import page as checker  # what page-validation is imported by
    except ImportError:
        raise NotRun(_NOT_THERE) from None
    try:
        report = checker.validate_pdf_bytes(content, profile=checker.ValidationProfile.PDF_UA_1)
    except checker.PageError as error:
        raise NotRun(f"page-validation gave up: {' '.join(str(error).split())[:120].rstrip('.')}") from None
    except BaseException as error:
        # What breaks in its own language is no exception of ours, and would end the check of the whole file.
        if type(error).__name__ != "PanicException":
            raise
        raise NotRun("page-validation broke") from None
    return [(failure.rule_id, failure.message) for failure in report.failures]


RULES = (
    Rule(
        "A11Y-CONFORMANCE",
        "PDF/UA as another program judges it",
        "warning",
        "Asks page-validation, where it is installed, whether a file that says it is accessible (PDF/UA-1) is.",
        "Two programs that read the standard apart miss less than one.",
        "Build it again with `brochure build`; a file from elsewhere is mended in the program that made it.",
        "ISO 14289-1, all of it",
        conforms,
    ),
)
