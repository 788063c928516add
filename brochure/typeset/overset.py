"""Nothing is ever cut off in silence: copy that is over, text that sticks out, text that stands on other text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from brochure.content.article import Article
from brochure.errors import Overset, Place
from brochure.findings import Finding
from brochure.geometry.layout import Setting
from brochure.typeset.concessions import Concessions
from brochure.typeset.engine.boxes import SetPage, with_sections


def too_long(article: Article, flow: Sequence[SetPage], panels: int, layout: str, smallest: Setting) -> Overset:
    """The error for copy whose pages `flow`, set in the smallest type, are more than the `panels` there are."""
    kept = sum(len(page.lines) for page in flow[:panels])
    over = with_sections(flow)[kept:]
    if not over:
        return Overset(
            f"The pictures are too much for the layout '{layout}', even at its smallest type, {smallest.size:g} pt.",
            hint="Leave one out, or make them smaller.",
            place=Place(article.file),
        )
    words = sum(len(line.text.split()) for line in over)
    section = over[0].section
    error = Overset(
        f"The copy is {len(over)} lines ({words} words) too long for the layout '{layout}'"
        f" at its smallest type, {smallest.size:g} pt.",
        hint=f"Cut {words} words; what is over begins {f'in the section {section!r}, ' if section else ''}"
        f"at '{over[0].text[:40]}…'.",
        place=article.place_of(f"## {section}") if section else Place(article.file),
    )
    error.lines, error.words = len(over), words
    return error


def check(pages: Sequence[SetPage], article: Article) -> None:
    """Raises Overset where a fixed panel runs over to a second page, or text is not wholly and alone in its place."""
    times = Counter(page.name for page in pages if page.name)
    for page in pages:
        where = f"the panel '{page.name}'" if page.name else "its panel"
        if times[page.name] > 1:
            raise _fault(f"The copy of {where} is too long for it.", "", article)
        if page.outside:
            raise _fault(f"'{page.outside[:60]}' sticks out of {where}.", page.outside, article)
        if page.collision:
            raise _fault(f"'{page.collision[:60]}' stands on other text in {where}.", page.collision, article)


def crowded(pages: Sequence[SetPage]) -> bool:
    """Whether the page with the title does not hold what stands on it."""
    times = Counter(page.name for page in pages if page.name)
    return any(page.titled and (times[page.name] > 1 or page.outside or page.collision) for page in pages)


def as_lists(concessions: Concessions, article: Article) -> tuple[Finding, ...]:
    """A note for each table that became a list."""
    return tuple(
        Finding(
            "table-as-list",
            "note",
            f"{Place(article.file, line)}: The table is too wide here, and is set as a list of its rows.",
            "Take a column out of it, or make it two, to have it as a table.",
        )
        for line in concessions.records
    )


def _fault(message: str, text: str, article: Article) -> Overset:
    place = article.place_of(text) if text else Place(article.file)
    return Overset(
        message, hint="Shorten the title, the summary or what brochure.toml says of the clinic.", place=place
    )
