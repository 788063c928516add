"""An article: its front matter and its copy, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from brochure import bounds
from brochure.content import frontmatter, markdown, spaceless, spans
from brochure.content.comments import without_comments
from brochure.content.frontmatter import FrontMatter
from brochure.content.headings import same_title, titles
from brochure.content.images import ImageFinder, beside
from brochure.content.markdown import FindImage
from brochure.content.words import Words, words
from brochure.errors import BadInput, Place, nearest
from brochure.workspace.workspace import Workspace

#: A leaflet holds about a thousand words; beyond this the file is not meant to be one.
MOST_WORDS = 20_000
#: Longer than any word of any language that hyphenates; addresses on the web may be longer.
LONGEST_WORD = 80
_LONGEST_ADDRESS = 400
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"[^\W_]+")
#: So many words are enough to find where a text stands.
_TELLING = 6
#: A line to write on is as long as it was typed.
_FILL_IN = re.compile(r"[_.…]{3,}")
_ADDRESS = re.compile(r"https?://|www\.|mailto:")
#: So many articles are kept as they were read, for variants of them.
_MOST_KEPT = 8


@dataclass(frozen=True)
class Article:
    """The copy of a leaflet. `html` is the body, `source` the text of the file as it was read.

    The references of `front` are its own and, from number `first_note` on, the copy's footnotes.
    `words` are the layouts' own in its language.
    """

    slug: str
    file: Path
    front: FrontMatter
    html: str
    source: str
    words: Words
    first_note: int = 1

    def place_of(self, text: str) -> Place:
        """Where `text` first stands in the file."""
        at = self.source.find(text)
        if at < 0 and (words := _WORDS.findall(text)[:_TELLING]):
            # What is set has other quotation marks, dashes and spaces than what was typed.
            found = re.search(r"[\W_]{1,9}".join(map(re.escape, words)), self.source)
            at = found.start() if found else -1
        return Place(self.file, None if at < 0 else self.source.count("\n", 0, at) + 1)


def load(workspace: Workspace, path: Path) -> Article:
    """Reads the article in `path`. Raises BadInput with the line of what is wrong."""
    file, source = _read(workspace, path)
    front, first_note = _head_and_notes(source, file)
    own = words(front.language, workspace.files, workspace.layout_folders)
    article = Article(path.stem, file, front, "", source, own, first_note)
    article = replace(article, html=_html(workspace, article))
    _check_flap(front.flap, article.html, file, source)
    return article


def rewritten(workspace: Workspace, article: Article, source: str) -> Article:
    """The article as it would be if its file had another body. Raises BadInput with the line of what is wrong."""
    cited = article.front.model_copy(update={"references": article.front.references[: article.first_note - 1]})
    front = with_notes(cited, markdown.parse(source, file=article.file), article.file)
    article = replace(article, front=front, source=source)
    return replace(article, html=_html(workspace, article))


@lru_cache(maxsize=_MOST_KEPT)
def _head_and_notes(source: str, file: Path) -> tuple[FrontMatter, int]:
    """The front matter with the footnotes, and the number of the first of these. Raises BadInput with the line."""
    parsed = markdown.parse(source, file=file)
    front = _front(parsed.front, parsed.front_line, file)
    if not any(_WORD.search(without_comments(token.content)) for token in parsed.body):
        raise BadInput("The article has no words after its head.", hint="Write some.", place=Place(file))
    return with_notes(front, parsed, file), len(front.references) + 1


def _html(workspace: Workspace, article: Article) -> str:
    """What the copy of an article comes to."""
    folders = (workspace.root / article.file.parent, workspace.root / "assets" / "images", workspace.root)
    titles = tuple(article.words.texts.items())
    copy = _copy(article.source, article.front.language, article.file, titles, article.first_note)
    return beside(copy.html(ImageFinder(workspace.named_files, folders)), workspace.named_files, workspace.root)


class _Copy:
    """The copy of an article as HTML; made once, as long as each of its pictures is found where it was."""

    def __init__(
        self, source: str, language: str, file: Path, titles: tuple[tuple[str, str], ...], first_note: int
    ) -> None:
        self._render = partial(markdown.render, source, language, file, titles=dict(titles), first_note=first_note)
        self._made: tuple[str, list[tuple[str, Place, str]]] | None = None

    def html(self, find_image: FindImage) -> str:
        """Raises BadInput for what cannot be printed."""
        if self._made and all(find_image(name, place) == found for name, place, found in self._made[1]):
            return self._made[0]
        pictures: list[tuple[str, Place, str]] = []

        def noted(name: str, place: Place) -> str:
            pictures.append((name, place, find_image(name, place)))
            return pictures[-1][2]

        self._made = self._render(noted), pictures
        return self._made[0]


#: Of variants there are many with the same copy, one after the other.
_copy = lru_cache(maxsize=_MOST_KEPT)(_Copy)


def _check_flap(flap: str, html: str, file: Path, source: str) -> None:
    """Raises BadInput where the head wants a section or box on the flap that there is not."""
    named = titles(html)
    if not flap or any(same_title(flap, title) for title in named):
        return
    hint = (
        nearest(flap, named) if named else "Take the line out: the article has no headings and no boxes with a title."
    )
    raise BadInput(
        f"There is no section and no box '{flap[:60]}' for the flap.",
        hint=hint,
        place=Place(file, frontmatter.line_of("flap", source)),
    )


def with_notes(front: FrontMatter, parsed: markdown.Parsed, file: Path) -> FrontMatter:
    """The front matter with the article's footnotes behind its references. Raises BadInput where they are too many."""
    if not (notes := markdown.notes(parsed, len(front.references) + 1)):
        return front
    references = (*front.references, *notes)
    if len(references) > bounds.MOST_REFERENCES:
        raise BadInput(
            f"The article has {len(references)} references and footnotes, more than {bounds.MOST_REFERENCES}.",
            hint="Make several articles of it.",
            place=Place(file),
        )
    return front.model_copy(update={"references": references})


def head(workspace: Workspace, path: Path) -> FrontMatter:
    """What the article in `path` says of itself; its copy is not looked at. Raises BadInput with the line."""
    file, source = _read(workspace, path)
    return _front(*markdown.front_matter(source), file)


def _read(workspace: Workspace, path: Path) -> tuple[Path, str]:
    """The file as messages name it, and its text."""
    file = path.resolve().relative_to(workspace.root) if path.resolve().is_relative_to(workspace.root) else path
    source = workspace.named_files.text(path, Place(file))
    _check_size(source, file)
    return file, source


def _front(text: str, first_line: int, file: Path) -> FrontMatter:
    if not text:
        raise BadInput(
            "The article has no head.",
            hint="Begin the file with three lines: ---, title: …, --- or bring the copy in with `brochure import`.",
            place=Place(file, 1),
        )
    spans.check_front(text, file, first_line)
    return frontmatter.parse(text, file, first_line)


def _check_size(source: str, file: Path) -> None:
    count = 0
    for number, line in enumerate(without_comments(source).split("\n"), start=1):
        text = _FILL_IN.sub("", line)
        count += spaceless.count_words(text)
        if long := next((word for word in spaceless.words(text) if len(word) > _limit(word)), None):
            raise BadInput(
                f"Here is a word of {len(long)} letters, '{long[:20]}…'.",
                hint="Put spaces where its words end.",
                place=Place(file, number),
            )
    if count > MOST_WORDS:
        raise BadInput(
            f"The article has {count} words; a leaflet takes at most {MOST_WORDS}.",
            hint="Make several of it.",
            place=Place(file),
        )
    if not _WORD.search(source):
        raise BadInput("The article is empty.", hint="Write it, or use `brochure import`.", place=Place(file))


def _limit(word: str) -> int:
    return _LONGEST_ADDRESS if _ADDRESS.search(word) else LONGEST_WORD
