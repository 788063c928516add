"""The process that checks what the page shows: copy with its spelling, and products.

It is one of its own, and gives way to all others, so that no picture waits for it; and it lives on, so that the
dictionary is loaded once. Requests come pickled, from us; each is answered by a line of JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from brochure.budget import within
from brochure.errors import BrochureError, our_fault
from brochure.production.plan import Product

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.preflight.rule import Outcome
    from brochure.preflight.subject_copy import Copy
    from brochure.production.outcome import Facts
    from brochure.proof.quotations import Mark
    from brochure.workspace.workspace import Workspace

#: For `python -P -c`: it finds our code where the process that started it found it.
BOOT = "import sys,pickle;sys.path[:]=pickle.load(sys.stdin.buffer);import brochure.proof.live.checking as c;c.work()"
#: How far it stands back behind other processes: as far as there is.
_NICE = 19


@dataclass(frozen=True)
class Request:
    """What is to be checked: the copy that is shown in a product, or the product's file; on which day."""

    root: Path
    output: Path
    product: Product
    today: date
    copy: bool


def work() -> NoReturn:
    """Answers requests until there are no more."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get into the answers
    with suppress(OSError):
        os.nice(_NICE)
    while True:
        try:
            request: Request = pickle.load(sys.stdin.buffer)
        except (EOFError, OSError):
            os._exit(0)
        out.write(json.dumps(answer(request)).encode() + b"\n")
        out.flush()


def answer(request: Request) -> dict[str, Any]:
    """What was found, each with its marks on the product's pages; or the error that kept it from being checked."""
    try:
        return {"found": list(_copy(request) if request.copy else _file(request))}
    except BrochureError as error:
        place = f"{error.place.file}, line {error.place.line}: " if error.place and error.place.line else ""
        return {"error": f"{place}{error.message} {error.hint}".strip()}
    except Exception as error:
        return {"error": our_fault(error).message}


def _copy(request: Request) -> Iterator[dict[str, Any]]:
    from brochure.preflight import catalogue
    from brochure.preflight.subject_copy import read
    from brochure.release.drift import drift

    place, name = _open(request), request.product.article
    path = place.article(name)
    drifted = drift(place, name)

    def judged() -> tuple[Copy, list[Outcome]]:
        copy = replace(read(place, path, request.today), drifted=drifted.message if drifted else None)
        return copy, catalogue.judge_copy(copy, _wishes(place, "copy", request.today))

    copy, outcomes = within(place.display_path(path).as_posix(), place.config.limits, judged)
    found = [finding for outcome in outcomes for finding in outcome.findings]
    marks = _quoted(request, place, copy, found)
    yield from _told(outcomes, marks)


def _file(request: Request) -> Iterator[dict[str, Any]]:
    from brochure.preflight.child import Request as PdfRequest
    from brochure.preflight.pdf_file import check_pdf
    from brochure.production.known import made_by
    from brochure.proof.boxes import boxed

    place, product = _open(request), request.product
    path = request.output / product.path
    content = path.read_bytes()
    facts = _facts(place, path)
    made = made_by(place, product, facts) if facts else None
    wishes = _wishes(place, product.edition, request.today)
    checked = check_pdf(PdfRequest(path.name, content, wishes, product.edition, place.config.limits, made))
    if checked.error:
        raise checked.error
    yield from _told(checked.outcomes, boxed(content, checked.findings))


def _open(request: Request) -> Workspace:
    from brochure.preflight import catalogue
    from brochure.preflight.profiles import check_names
    from brochure.workspace.workspace import open_workspace

    place = open_workspace(request.root)
    check_names(place.config.check, catalogue.known(), {})
    return place


def _wishes(place: Workspace, profile: str, today: date) -> Any:
    from brochure.preflight.profiles import Wishes

    return Wishes(profile, place.config.check, today=today)


def _told(outcomes: Any, marks: dict[Finding, tuple[Mark, ...]]) -> Iterator[dict[str, Any]]:
    from brochure.preflight import catalogue

    rules = catalogue.known()
    for outcome in outcomes:
        for finding in outcome.findings:
            boxes = [(mark.page, *_numbers(mark)) for mark in marks.get(finding, ())]
            yield {"finding": finding.as_json(), "name": rules[outcome.rule].name, "marks": boxes}


def _numbers(mark: Mark) -> tuple[float, float, float, float]:
    return round(mark.box.x, 2), round(mark.box.y, 2), round(mark.box.width, 2), round(mark.box.height, 2)


def _quoted(request: Request, place: Workspace, copy: Copy, found: list[Finding]) -> dict[Finding, tuple[Mark, ...]]:
    """Where the product shows what is quoted; nothing where there is no product that could be read."""
    from brochure.proof.quotations import Quotations
    from brochure.release.areas import areas
    from brochure.release.product_text import read_text

    path = request.output / request.product.path
    if not found or not path.is_file() or not (facts := _facts(place, path)):
        return {}
    panels = areas(place, request.product, facts.arrangement, copy.language)
    words = within(path.name, place.config.limits, lambda: read_text(path.read_bytes(), panels).words)
    quotations = Quotations(copy, words)
    return {finding: quotations.marks(finding) for finding in found}


def _facts(place: Workspace, path: Path) -> Facts | None:
    from brochure.production.records import BuildRecords

    with closing(BuildRecords(place.records, lambda _: None)) as records:
        record = records.of(path)
    return record.facts if record else None
