"""Nothing is ever cut off in silence: copy that is over, text that sticks out, text that stands on other text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from brochure.content.article import Article
from brochure.content.frontmatter import line_of
from brochure.content.spaceless import count_words
from brochure.errors import Overset, Place
from brochure.findings import Finding, counted
from brochure.geometry.layout import Setting
from brochure.typeset.concessions import Concessions
from brochure.typeset.cutting import Cut, cut
from brochure.typeset.engine.boxes import SetPage, Sticking, with_sections

#: So many things that could be left out are named.
_MOST_NAMED = 3


def too_long(
    article: Article,
    flow: Sequence[SetPage],
    panels: int,
    layout: str,
    smallest: Setting,
    fits: Callable[[str], bool],
    spared: Sequence[str] = (),
) -> Overset:
    """The error for copy whose pages `flow`, set in the smallest type, are more than the `panels` there are.

    `fits` says whether other copy does (HTML); each of `spared` would make this fit if it were left out.
    """
    lines = with_sections(flow)
    number = sum(len(page.lines) for page in flow[:panels])
    over = lines[number:]
    instead = f" Or leave out {' or '.join(spared[:_MOST_NAMED])}." if spared else ""
    if not sum(count_words(line.text) for line in over):
        return Overset(
            f"The pictures are too much for the layout '{layout}', even at its smallest type, {smallest.size:g} pt.",
            hint=f"Leave one out, or make them smaller.{instead}",
            place=Place(article.file),
        )
    words = sum(count_words(line.text) for line in over)
    section = next((line.section for line in over if line.section), "")
    found = cut(article.html, words, fits) or Cut(words, over[0].text, section)
    count = max(1, round(len(over) * found.words / words))
    within = f"in the section {found.section!r}, " if found.section else ""
    error = Overset(
        f"The copy is {counted(count, 'line')} ({counted(found.words, 'word')}) too long for the layout '{layout}'"
        f" at its smallest type, {smallest.size:g} pt.",
        hint=f"Cut {counted(found.words, 'word')}; what is over begins {within}at '{found.text[:40]}…'.{instead}",
        place=article.place_of(f"## {found.section}") if found.section else Place(article.file),
    )
    error.lines, error.words = count, found.words
    return error


def check(pages: Sequence[SetPage], article: Article, settings: Callable[[], str] = str) -> None:
    """Raises Overset where a fixed panel runs over to a second page, or text is not wholly and alone in its place.

    `settings` gives the text of brochure.toml, of which fixed panels are made as well.
    """
    times = Counter(page.name for page in pages if page.name)
    titled = {page.name for page in pages if page.titled}
    for page in pages:
        at = _Where(page.name, page.name in titled, article, settings)
        if times[page.name] > 1:
            raise at.fault(f"The copy of {at} is too long for it.", "")
        if found := page.sticking:
            raise _sticks_out(found, at, article)
        if page.collision:
            raise at.fault(f"'{page.collision[:60]}' stands on other text in {at}.", page.collision)


def _sticks_out(found: Sticking, where: _Where, article: Article) -> Overset:
    if found.picture:
        return Overset(
            f"The picture '{found.text[:60]}' sticks out of {where}.",
            hint="Crop it or make it smaller.",
            place=article.place_of(found.text),
        )
    if found.table:
        return Overset(
            f"'{found.text[:60]}' in a table sticks out of {where}.",
            hint="Shorten it, or take a column out of the table.",
            place=Place(article.file, found.table),
        )
    return where.fault(f"'{found.text[:60]}' sticks out of {where}.", found.text)


def title_is_too_much(pages: Sequence[SetPage]) -> bool:
    """Whether the page with the title does not hold what stands on it."""
    return any(page.titled for page in _too_full(pages))


def sources_are_too_much(pages: Sequence[SetPage]) -> bool:
    """Whether a page with a name, but not that with the title, does not hold what stands on it."""
    return any(page.name and not page.titled for page in _too_full(pages))


def _too_full(pages: Sequence[SetPage]) -> list[SetPage]:
    times = Counter(page.name for page in pages if page.name)
    return [page for page in pages if times[page.name] > 1 or page.outside or page.collision]


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


@dataclass(frozen=True)
class _Where:
    """The panel of that name, or one of the flow; whether it is that of the title, and what it is made of."""

    name: str
    titled: bool
    article: Article
    settings: Callable[[], str]

    def __str__(self) -> str:
        return f"the panel '{self.name}'" if self.name else "its panel"

    def fault(self, message: str, text: str) -> Overset:
        """With the place of `text`, and the mend that helps there; without it, that of what fills the panel."""
        place = self.article.place_of(text) if text else Place(self.article.file)
        if self.titled:
            place = place if place.line else Place(self.article.file, line_of("title", self.article.source))
            return Overset(message, hint="Shorten the title or the subtitle.", place=place)
        if self.name:
            # The article has hardly a part in it: its reviewer, its version.
            written = enumerate(self.settings().split("\n"), 1)
            line = next((number for number, one in written if text and text[:40] in one), None)
            place = place if place.line and not line else Place(Path("brochure.toml"), line)
            return Overset(message, hint="Shorten what brochure.toml says of the clinic.", place=place)
        return Overset(message, hint="Shorten it, or part it with a space or a hyphen.", place=place)
