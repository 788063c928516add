"""The words of an article that a reader sees, by section: front matter, then what stands under each h2."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from brochure.content import frontmatter, markdown
from brochure.content.article import with_notes
from brochure.content.frontmatter import FrontMatter
from brochure.content.markdown import plain
from brochure.content.scripts import SUBSCRIPT, SUPERSCRIPT, as_letters
from brochure.content.words import words

#: Stands between two paragraphs, items or cells as a word of its own, so that splitting one counts as a change.
BREAK = "¶"
_HEAD = {
    "title": "Title",
    "subtitle": "Subtitle",
    "summary": "Summary",
    "audience": "For",
    "version": "Version",
    "reviewed": "Reviewed",
    "review_by": "Next review",
    "reviewer": "Reviewer",
    "author": "Author",
    "references": "Sources",
}
_BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "pre", "figcaption", "hr"))
# Signs that only say where a line may or may not part.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True)
class Section:
    """A section and its words. The first of an article's copy, before any heading, has the title ''."""

    title: str
    words: tuple[str, ...]


def of_article(source: str, file: Path) -> tuple[FrontMatter, tuple[Section, ...]]:
    """What the article says of itself, and the sections of its copy. Raises BadInput as reading an article does."""
    parsed = markdown.parse(source, file=file)
    front = frontmatter.parse(parsed.front, file, parsed.front_line)
    first = len(front.references) + 1
    titles = words(front.language).texts
    html = markdown.render(source, front.language, file, lambda picture, _: picture, titles=titles, first_note=first)
    return with_notes(front, parsed, file), of_html(html)


def of_html(html: str) -> tuple[Section, ...]:
    """The sections of an article's body."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.sections()


def of_front(front: FrontMatter) -> Section:
    """What a leaflet prints of the front matter."""
    words: list[str] = []
    for key, label in _HEAD.items():
        value = getattr(front, key)
        for text in value if isinstance(value, tuple) else (value,):
            if text:
                words += [*([BREAK] if words else []), f"{label}:", *split(plain(str(text), front.language))]
    return Section("Front matter", tuple(words))


def of_clinic(texts: dict[str, str]) -> Section:
    """What the clinic says of itself on every leaflet."""
    words: list[str] = []
    for key, text in texts.items():
        words += [*([BREAK] if words else []), f"{key.replace('_', ' ').capitalize()}:", *split(text)]
    return Section("Clinic", tuple(words))


def split(text: str) -> tuple[str, ...]:
    """The words of a text, their punctuation with them, whatever kind of space is between them."""
    return tuple(text.translate(_UNSEEN).split())


@dataclass
class _Reader(HTMLParser):
    """Takes the article's own HTML apart; its tags are the renderer's, never the copy's."""

    _titles: list[str] = field(default_factory=lambda: [""])
    _texts: list[list[str]] = field(default_factory=lambda: [[]])
    _in_title: bool = False
    _link: str = ""
    _linked: str = ""
    _script: str = ""
    _is_shown: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        # The title of a box may be an h2 too; it has a class, and begins no section.
        if tag == "h2" and not attrs:
            self._in_title = True
            self._titles.append("")
            self._texts.append([])
        elif tag in _BLOCKS:
            self._break()
        elif tag == "br":
            self._say(" ")
        elif tag in (SUPERSCRIPT, SUBSCRIPT):
            self._script = tag
        elif tag == "img":
            self._say(f" [{values.get('src')}: {values.get('alt')}] ")
        elif tag == "span" and "shown" in (values.get("class") or "").split():
            # The address behind a link, for paper: the link has it already.
            self._is_shown = True
        elif tag == "a":
            self._link, self._linked = values.get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2":
            self._in_title = False
        elif tag in _BLOCKS:
            self._break()
        elif tag == "a":
            # Where a link leads is seen on the screen, and is what is corrected most often.
            if self._link.partition(":")[2].strip("/") not in self._linked:
                self._say(f" <{self._link}>")
            self._link = ""
        elif tag == "span":
            self._is_shown = False
        elif tag in (SUPERSCRIPT, SUBSCRIPT):
            self._script = ""

    def handle_data(self, data: str) -> None:
        if not self._is_shown:
            self._linked += data.translate(_UNSEEN)
            self._say(as_letters(data, self._script))

    def sections(self) -> tuple[Section, ...]:
        pairs = zip(self._titles, self._texts, strict=True)
        sections = [Section(" ".join(split(title)), _words(texts)) for title, texts in pairs]
        return tuple(section for section in sections if section.title or section.words)

    def _break(self) -> None:
        if not self._in_title:
            self._texts[-1].append("")

    def _say(self, text: str) -> None:
        if self._in_title:
            self._titles[-1] += text
        elif self._texts[-1]:
            self._texts[-1][-1] += text
        else:
            self._texts[-1].append(text)


def _words(texts: list[str]) -> tuple[str, ...]:
    words: list[str] = []
    for text in texts:
        if text_words := split(text):
            words += [*([BREAK] if words else []), *text_words]
    return tuple(words)
