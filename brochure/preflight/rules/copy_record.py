"""Who answers for the copy: reviewer, dates, sources, version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from brochure.content.frontmatter import line_of
from brochure.preflight.pointing import at, at_head
from brochure.preflight.rule import Found, NotApplicable, NotRun, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

#: The Patient Information Forum wants a review after three years at most; a month more is no matter.
_LONGEST = timedelta(days=3 * 366 + 31)
_IN_BRACKETS = re.compile(r"(?<=\w|[.,;])\s?\[(?P<numbers>\d{1,2}(?:\s?[,–-]\s?\d{1,2})*)\](?!\()")
_TELLING = 40


def _reviewed(copy: Copy) -> Iterator[Found]:
    if not copy.article.front.reviewed:
        yield at_head(copy, "title", "The head does not say when the copy was reviewed.")


def _review_by(copy: Copy) -> Iterator[Found]:
    if not copy.article.front.review_by:
        yield at_head(copy, "reviewed", "The head does not say by when the copy must be reviewed again.")


def _past(copy: Copy) -> Iterator[Found]:
    due = copy.article.front.review_by
    if not due:
        raise NotApplicable("the head has no date for the next review")
    if copy.today is None:
        raise NotRun("what depends on the day is judged when it is shown, released or sent")
    if due < copy.today:
        yield at_head(copy, "review_by", f"Its review was due on {due:%Y-%m-%d}.")


def _order(copy: Copy) -> Iterator[Found]:
    front = copy.article.front
    if front.reviewed and front.review_by and front.review_by <= front.reviewed:
        yield at_head(copy, "review_by", "The next review is not after the last one.")
    if front.reviewed and copy.today and front.reviewed > copy.today + timedelta(days=1):
        yield at_head(copy, "reviewed", f"The review of {front.reviewed:%Y-%m-%d} has not been yet.")


def _far(copy: Copy) -> Iterator[Found]:
    front = copy.article.front
    if not (front.reviewed and front.review_by):
        raise NotApplicable("the head has not both dates")
    if front.review_by - front.reviewed > _LONGEST:
        yield at_head(copy, "review_by", "The next review is more than three years after the last.")


def _reviewer(copy: Copy) -> Iterator[Found]:
    if "health" not in copy.topics:
        raise NotApplicable("the copy gives no health information")
    if not (copy.article.front.reviewer or copy.article.front.author):
        yield at_head(copy, "title", "The head names nobody who answers for the copy.")


def _audience(copy: Copy) -> Iterator[Found]:
    if not (copy.article.front.audience or copy.article.front.subtitle or copy.article.front.summary):
        yield at_head(copy, "title", "The copy does not say for whom it is.")


def _references(copy: Copy) -> Iterator[Found]:
    if "health" not in copy.topics:
        raise NotApplicable("the copy gives no health information")
    if not copy.article.front.references:
        yield at_head(copy, "title", "The copy names no source.")


def _cited(copy: Copy) -> set[int]:
    """The numbers that the copy cites, of its head's references."""
    numbers: set[int] = set()
    for passage in copy.passages:
        numbers |= {int(number) for number in passage.cited}
        for found in _IN_BRACKETS.finditer(passage.text):
            parts = [int(part) for part in re.findall(r"\d+", found["numbers"])]
            numbers |= set(range(parts[0], parts[-1] + 1)) if re.search(r"[–-]", found["numbers"]) else set(parts)
    return numbers


def _uncited(copy: Copy) -> Iterator[Found]:
    own = copy.article.front.references[: copy.article.first_note - 1]
    cited = _cited(copy)
    if not cited or not own:
        raise NotApplicable("the copy cites no source by its number")
    for number, reference in enumerate(own, start=1):
        if number not in cited:
            line = next(
                (at for at, text in enumerate(copy.lines, 1) if reference[:_TELLING] in text),
                line_of("references", copy.source),
            )
            yield Found(
                f"Source {number} is cited nowhere in the copy.", line=line or 1, column=1, quote=reference[:160]
            )


def _unknown(copy: Copy) -> Iterator[Found]:
    count = len(copy.article.front.references)
    for passage in copy.passages:
        for number in passage.cited:
            if int(number) > count:
                yield at(
                    copy, passage, (0, len(passage.text)), f"The copy cites source {number}, and there are {count}."
                )
        for found in _IN_BRACKETS.finditer(passage.text):
            if max(int(part) for part in re.findall(r"\d+", found["numbers"])) > count:
                yield at(
                    copy, passage, found.span(), f"The copy cites source {found['numbers']}, and there are {count}."
                )


def _same_source(copy: Copy) -> Iterator[Found]:
    seen: set[str] = set()
    for number, reference in enumerate(copy.article.front.references, start=1):
        key = "".join(sign for sign in reference.casefold() if sign.isalnum())
        if key in seen:
            yield Found(
                f"Source {number} stands in the list twice.",
                line=line_of("references", copy.source) or 1,
                column=1,
                quote=reference[:160],
            )
        seen.add(key)


def _version(copy: Copy) -> Iterator[Found]:
    if copy.drifted is not None:
        yield at_head(copy, "version", copy.drifted or "The copy changed since its last release, its version did not.")


RULES = (
    Rule(
        "COPY-REVIEW-MISSING",
        "No date of review",
        "warning",
        "Looks for `reviewed` in the head.",
        "Readers and colleagues cannot tell whether it still holds.",
        "Have it reviewed, and write `reviewed: 2026-09-14` with that day into the head.",
        "PIF TICK: date of production and review",
        _reviewed,
    ),
    Rule(
        "COPY-NEXT-REVIEW-MISSING",
        "No date for the next review",
        "warning",
        "Looks for `review_by` in the head.",
        "What has no date is never looked at again.",
        "Write `review_by: ` and a day, three years on at most, into the head.",
        "PIF TICK: next review date",
        _review_by,
    ),
    Rule(
        "COPY-REVIEW-PAST",
        "The review is overdue",
        "warning",
        "Compares `review_by` of the head with today.",
        "Facts and telephone numbers may have changed since.",
        "Have it reviewed, and write the new dates into the head.",
        "PIF TICK",
        _past,
    ),
    Rule(
        "COPY-REVIEW-ORDER",
        "Dates of review that cannot be",
        "warning",
        "Compares the two dates of the head with one another and with today.",
        "One of the two is a slip of the hand, and is printed.",
        "Correct the date.",
        "PIF TICK",
        _order,
    ),
    Rule(
        "COPY-REVIEW-FAR",
        "The next review is far off",
        "note",
        "Looks for more than three years between the two dates of the head.",
        "Knowledge in health care ages faster.",
        "Set the next review within three years.",
        "PIF TICK: at least every three years",
        _far,
    ),
    Rule(
        "COPY-REVIEWER-MISSING",
        "Nobody answers for it",
        "warning",
        "Looks for `reviewer` or `author` in the head of copy about health.",
        "Readers trust what somebody with a name or a profession stands behind.",
        "Write `reviewer: ` with a name or a profession into the head.",
        "PIF TICK: named author or reviewer",
        _reviewer,
    ),
    Rule(
        "COPY-AUDIENCE-MISSING",
        "It does not say for whom",
        "note",
        "Looks for a subtitle, a summary or `audience` in the head.",
        "Who picks it up wants to know at once whether it is meant for them.",
        "Write a subtitle or `audience: ` into the head.",
        "PEMAT-P 1; CDC CCI: primary audience",
        _audience,
    ),
    Rule(
        "COPY-SOURCES-MISSING",
        "No sources",
        "note",
        "Looks for `references` in the head, or footnotes, of copy about health.",
        "Nobody can check what is said, neither reader nor reviewer.",
        "List them in the head under `references`; brochure.toml says whether they are printed.",
        "PIF TICK: evidence; sources on request",
        _references,
    ),
    Rule(
        "COPY-SOURCE-UNCITED",
        "A source that is never cited",
        "warning",
        "Looks for sources without their number in the copy, where the copy cites others.",
        "The sentence that needed it was lost, or the source is left over.",
        "Cite it, as in ^2^, or take it out of the list.",
        "AMA Manual of Style 3.6",
        _uncited,
    ),
    Rule(
        "COPY-SOURCE-UNKNOWN",
        "A number without its source",
        "error",
        "Looks for numbers of sources beyond the end of the list.",
        "The reader looks for it in vain: a source was lost.",
        "Add the source, or correct the number.",
        "AMA Manual of Style 3.6",
        _unknown,
    ),
    Rule(
        "COPY-SOURCE-TWICE",
        "A source twice",
        "warning",
        "Looks for the same source twice in the list.",
        "It looks as if there were more evidence than there is.",
        "Take one out, and correct the numbers behind it.",
        "AMA Manual of Style 3.6",
        _same_source,
    ),
    Rule(
        "COPY-VERSION-STAYS",
        "The version was not raised",
        "warning",
        "Compares copy and version with those of the last release.",
        "Two leaflets of one version that say different things cannot be told apart.",
        "Give it a new version in its head.",
        "PIF TICK: version control",
        _version,
    ),
)
