"""Nothing is ever cut off in silence: copy that is over, text that sticks out, text that stands on other text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from brochure.content.article import Article
from brochure.content.frontmatter import line_of
from brochure.content.scripts import without_tags
from brochure.content.sentences import Cut, Sentences
from brochure.content.spaceless import count_words
from brochure.errors import Overset, Place
from brochure.findings import Finding, counted
from brochure.geometry.layout import Setting
from brochure.typeset.concessions import Concessions
from brochure.typeset.cutting import fewest_words
from brochure.typeset.engine.boxes import SetPage, Sticking, with_sections
from brochure.typeset.fit import Depth
from brochure.typeset.galley import SOURCES
from brochure.typeset.plan import Instead

#: So many things that could be left out are named.
_MOST_NAMED = 3
#: So many of the deepest things are named where sentences are not enough, each of so much of a panel at least.
_MOST_TO_SHORTEN, _MUCH = 2, 0.3
#: Longer copy is another article, and is not set again and again.
_MOST_WORDS = 2_500
#: What does not fit is over by so much of a panel, even if it takes no more of them: something sticks out.
_LEAST_OVER = 0.01


@dataclass(frozen=True)
class Over:
    """Copy that is too long: its pages in the smallest type, one filled after the other, how much it takes at best.

    `instead` says what could go or shrink instead of its words.
    """

    flow: Sequence[SetPage]
    depth: Depth
    instead: Instead


def too_long(article: Article, over: Over, layout: str, smallest: Setting, depth: Callable[[str], Depth]) -> Overset:
    """The error for copy that does not fit the `layout` in its smallest type.

    `depth` says how much the copy takes there if the article's file is another one.
    """
    lines = with_sections(over.flow)
    beyond = lines[sum(len(page.lines) for page in over.flow[: over.depth.room]) :]
    words = sum(count_words(line.text) for line in beyond)
    if not words:
        return Overset(
            f"The pictures are too much for the layout '{layout}', even at its smallest type, {smallest.size:g} pt.",
            hint=f"Leave one out, or make them smaller. {_instead(over.instead)}",
            place=Place(article.file),
        )
    sentences = Sentences(article.source, article.front.language)
    found = _words_to_cut(sentences, over.depth, words, depth)
    cut = sentences.first_of_last(found) if found else None
    count = max(1, round(len(beyond) * (found or words) / words))
    error = Overset(
        f"The copy is {counted(count, 'line')} ({counted(found or words, 'word')}) too long for the layout '{layout}'"
        f" at its smallest type, {smallest.size:g} pt.",
        hint=f"{_cut(cut, found) if cut and found else _shorten(over)} {_instead(over.instead)}",
        place=Place(article.file, cut.line) if cut else _place_of_deepest(article, over.instead),
    )
    error.lines, error.words = count, found or words
    return error


def about_too_long(article: Article, depth: Depth, layout: str, smallest: Setting) -> Overset:
    """The same where nobody waits for the very word: how much is over is reckoned from how much the copy takes."""
    share = max(_LEAST_OVER, depth.used - depth.room) / max(depth.used, depth.room)
    words = max(1, round(share * count_words(without_tags(article.html))))
    error = Overset(
        f"The copy is about {counted(words, 'word')} too long for the layout '{layout}' at its smallest type,"
        f" {smallest.size:g} pt.",
        place=Place(article.file),
    )
    error.lines = error.words = words
    return error


def _cut(cut: Cut, words: int) -> str:
    within = f"in the section {cut.section!r}, " if cut.section else ""
    return f"Cut {counted(words, 'word')}; what is over begins {within}at '{cut.text}'."


def _shorten(over: Over) -> str:
    """The mend where no cut of sentences is enough."""
    if not (most := _deepest(over.instead)):
        return "Leave out sections with their headings: cutting sentences is not enough."
    (name, takes), *others = most
    first = f"{name} ({takes:.1f} panels, and there are {over.depth.room})"
    more = "".join(f" or {other} ({also:.1f} panels)" for other, also in others)
    return f"Shorten {first}{more}: cutting sentences is not enough."


def _deepest(instead: Instead) -> list[tuple[str, float]]:
    """The few things that take most, of those that take much."""
    return [each for each in instead.deepest if each[1] >= _MUCH][:_MOST_TO_SHORTEN]


def _place_of_deepest(article: Article, instead: Instead) -> Place:
    for name, _ in _deepest(instead):
        if name == SOURCES:
            return Place(article.file, line_of("references", article.source))
        if said := name.partition("'")[2].rstrip("'…"):
            return article.place_of(said)
    return Place(article.file)


def _instead(instead: Instead) -> str:
    """What else would do."""
    said = [("leave out", instead.spared), ("crop to half its depth", instead.cropped)]
    parts = [f"{what} {_either(names[:_MOST_NAMED])}" for what, names in said if names]
    return f"Or {', or '.join(parts)}." if parts else ""


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _words_to_cut(sentences: Sentences, whole: Depth, over: int, depth: Callable[[str], Depth]) -> int | None:
    """How many words of its sentences have to go so that the copy fits; None where that is not enough.

    Of very long copy so many as are `over`.
    """
    if len(sentences) > _MOST_WORDS:
        return min(over, len(sentences))
    panels = max(_LEAST_OVER, whole.used - whole.room)
    # Words of tables and sources are over as well; and twice the share of sentences is more than goes at once.
    guess = min(over, round(2 * len(sentences) * panels / whole.used))
    return fewest_words(lambda count: depth(sentences.without_last(count)), panels, len(sentences), guess)


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


def others_are_too_much(pages: Sequence[SetPage]) -> bool:
    """Whether a page with a name, but not that with the title, does not hold what stands on it."""
    return any(page.name and not page.titled for page in _too_full(pages))


def _too_full(pages: Sequence[SetPage]) -> list[SetPage]:
    times = Counter(page.name for page in pages if page.name)
    return [page for page in pages if times[page.name] > 1 or page.outside or page.collision]


def as_across(lines: Iterable[int], article: Article) -> tuple[Finding, ...]:
    """A note for each table that runs across the columns."""
    return tuple(
        Finding(
            "table-across",
            "note",
            f"{Place(article.file, line)}: The table is too wide for a column; its section runs across all of them,"
            " below the rest.",
            "Take a column out of the table, or make it two, to have it in its place.",
        )
        for line in sorted(lines)
    )


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
