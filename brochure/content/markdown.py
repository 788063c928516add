"""Markdown to HTML. Markup that is not Markdown is text; what a leaflet cannot print is an error with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from brochure.content import markup
from brochure.content.addresses import with_addresses
from brochure.content.comments import comments_and_breaks, without_comments
from brochure.content.containers import boxes
from brochure.content.feet import feet
from brochure.content.figures import hold_raised, hold_ranges, tie_figures
from brochure.content.fill_in import fill_in_lines, rule_lines
from brochure.content.footnotes import Notes, cite, footnotes, without_footnotes
from brochure.content.lettered import lettered_lists
from brochure.content.numbering import number_lists
from brochure.content.picture_names import loose_picture_names
from brochure.content.quotes import quotes
from brochure.content.scripts import scripts, without_tags
from brochure.content.spaceless import WORD_JOINER, is_spaceless, spaceless
from brochure.content.spans import check_language, language_spans
from brochure.content.tables import head_rows, mark_lines
from brochure.content.tasks import mark_tasks
from brochure.content.typography import NO_BREAK_SPACE, punctuate, tie, tie_end, together
from brochure.errors import BadInput, Place

#: From what the copy names as an image, and its place, to the address that the typesetter fetches it by.
FindImage = Callable[[str, Place], str]

#: So many lines of front matter are kept as HTML: those of a few articles, of which titles are wanted four times each.
_MOST_LINES = 200
_WEB = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True)
class Parsed:
    """An article taken apart: its front matter (YAML) with the line it begins on, and the tokens of its body."""

    front: str
    front_line: int
    body: tuple[Token, ...]


def parse(text: str, language: str = "en", file: Path | None = None) -> Parsed:
    """Takes an article apart; lines in the tokens count from the top of the file.

    Raises BadInput where there is more of it than can be read in a few seconds (see `markup`).
    """
    markup.check(text, file)
    tokens = _parser(language).parse(text)
    if tokens and tokens[0].type == "front_matter":
        return Parsed(tokens[0].content, 2, tuple(tokens[1:]))
    return Parsed("", 1, tuple(tokens))


def front_matter(text: str) -> tuple[str, int]:
    """The front matter alone, empty where there is none, with the line it begins on; the copy is not taken apart."""
    tokens = MarkdownIt("zero").use(front_matter_plugin).disable(["inline", "text_join"]).parse(text)
    return (tokens[0].content, 2) if tokens and tokens[0].type == "front_matter" else ("", 1)


def notes(parsed: Parsed, first_note: int = 1) -> tuple[str, ...]:
    """The footnotes of an article, numbered from `first_note` on, each as a line such as its references are."""
    return Notes.of(parsed.body, first_note).texts


def render(
    text: str,
    language: str,
    file: Path,
    find_image: FindImage,
    *,
    titles: Mapping[str, str] = MappingProxyType({}),
    first_note: int = 1,
) -> str:
    """The body of an article as HTML, its footnotes left out and cited by numbers from `first_note` on.

    `titles` are those of boxes that are written without one (see `content.words`).
    Raises BadInput for what cannot be printed.
    """
    tokens = cite(parse(text, language, file).body, first_note, file)
    lines = text.split("\n")
    tokens = boxes(tokens, lines, titles, file)
    _keep_all_of_fences(tokens)
    _level_headings(tokens)
    for at, token in enumerate(tokens):
        if token.type == "inline":
            _check_inline(token, file, find_image)
            if tokens[at - 1].meta.get("label"):
                _quote(token.children or (), language)
            _tie(token, language, heading=tokens[at - 1].type == "heading_open")
    _hang(tokens)
    _figures(tokens, language)
    number_lists(tokens)
    mark_tasks(tokens)
    rule_lines(tokens)
    head_rows(tokens)
    mark_lines(tokens)
    parser = _parser(language)
    return with_addresses(hold_raised(hold_ranges(together(parser.renderer.render(tokens, parser.options, {})))))


def _keep_all_of_fences(tokens: Sequence[Token]) -> None:
    """What stands behind the signs that begin a fence names a programming language elsewhere; here it is copy."""
    for token in tokens:
        if token.type == "fence" and token.info.strip():
            token.content, token.info = f"{token.info.strip()}\n{token.content}", ""


@lru_cache(maxsize=_MOST_LINES)
def inline(text: str, language: str, *, end_tied: bool = True) -> str:
    """A line of front matter as HTML: typographic quotes, emphasis and words of another language, nothing else.

    A short last word is tied to the one before, unless that is not wanted.
    """
    parser = _parser(language)
    parser.disable(["link", "image", "loose_image", "autolink"])
    without_footnotes(parser)
    text = without_comments(text)
    text = tie_figures(tie(punctuate(text), language))
    text = tie_end(text, language, length=len(text), heading=True) if end_tied else text
    return hold_ranges(together(parser.renderInline(text)))


def plain(text: str, language: str) -> str:
    """A line of front matter as plain text, for metadata."""
    text = without_tags(inline(text, language)).replace(NO_BREAK_SPACE, " ")
    return text.replace(WORD_JOINER, "").replace("\u00ad", "")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 (the library's name)
        """The library drops links it dislikes without a word; here each is looked at, and refused by name."""
        return True


def _parser(language: str) -> MarkdownIt:
    options = {"html": False, "typographer": True, "quotes": quotes(language), "tasklists": True}
    parser = _Parser("commonmark", options)
    parser.enable(["table", "strikethrough", "smartquotes"])
    # Without these two rules a tag in the copy is text like any other; a few mean something.
    parser.disable(["html_block", "html_inline"])
    parser.use(front_matter_plugin).use(deflist_plugin)
    parser.use(container_plugin, "box", validate=lambda params, _: bool(params.strip()))
    for learn in (language_spans, scripts, footnotes, lettered_lists, fill_in_lines, feet):
        parser.use(learn)
    parser.use(comments_and_breaks).use(loose_picture_names)
    if is_spaceless(language):
        parser.use(spaceless)
    return parser


def _level_headings(tokens: Sequence[Token]) -> None:
    """Headings in the copy begin at h2, for the title is the h1, and never skip a level: screen readers go by them."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open" and not token.meta.get("label")]
    highest = min(levels, default=1)
    parents: list[int] = []
    for token, closing in _headings(tokens):
        if token.meta.get("label"):
            level = min(6, len(parents) + 2)
        else:
            wanted = int(token.tag[1]) - highest + 2
            parents = [parent for parent in parents if parent < wanted] + [wanted]
            level = min(6, len(parents) + 1)
        token.tag = closing.tag = f"h{level}"


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(token, tokens[at + 2]) for at, token in enumerate(tokens) if token.type == "heading_open"]


def _check_inline(token: Token, file: Path, find_image: FindImage) -> None:
    """Images are looked up, links are looked at, and the end of a box that has no beginning is not printed."""
    line = token.map[0] + 1 if token.map else None
    _check_box_ends(token, file, line)
    for child in token.children or ():
        place = Place(file, line)
        if child.type in ("softbreak", "hardbreak"):
            line = line and line + 1
        elif child.type == "image":
            _check_image(child, place, find_image)
        elif child.type == "link_open":
            _check_link(str(child.attrGet("href") or ""), place)
        elif child.type == "span_open":
            check_language(str(child.attrGet("lang")), place)


def _check_box_ends(token: Token, file: Path, first: int | None) -> None:
    # By what was written, for what is escaped is copy.
    for number, written in enumerate(token.content.split("\n")):
        if written.lstrip().startswith(":::"):
            hint = "Delete it, or write the box's kind behind the ::: where it begins; as copy it is \\:::."
            raise BadInput("This ::: ends no box.", hint=hint, place=Place(file, first and first + number))


def _check_image(image: Token, place: Place, find_image: FindImage) -> None:
    if not image.content.strip():
        raise BadInput(
            f"The picture '{image.attrGet('src')}' has no text for readers who cannot see it.",
            hint="Write what it shows between the brackets: ![what it shows](file).",
            place=place,
        )
    image.attrSet("src", find_image(unquote(str(image.attrGet("src") or "")), place))


def _check_link(href: str, place: Place) -> None:
    if not href.lower().startswith(_WEB):
        raise BadInput(
            f"The link '{href}' leads nowhere in print or PDF.",
            hint="Write a whole address, such as https://clinic.example/page.",
            place=place,
        )


def _tie(token: Token, language: str, *, heading: bool) -> None:
    texts = [child for child in token.children or () if child.type == "text"]
    for child in texts:
        child.content = tie_figures(tie(punctuate(child.content), language))
    if texts and token.children and token.children[-1] is texts[-1]:
        texts[-1].content = tie_end(texts[-1].content, language, length=len(token.content), heading=heading)


def _quote(texts: Sequence[Token], language: str) -> None:
    """Typographic quotes for what is no text of Markdown: titles of boxes, captions."""
    parser = MarkdownIt("zero", {"typographer": True, "quotes": quotes(language)}).enable("smartquotes").use(feet)
    for text in texts:
        text.content = "".join(child.content for child in parser.parseInline(text.content)[0].children or ())


def _hang(tokens: Sequence[Token]) -> None:
    """A paragraph of a quote that begins with a quotation mark has the class `hung`."""
    inside = False
    for token, after in pairwise(tokens):
        if token.type in ("box_open", "box_close"):
            inside = token.type == "box_open" and token.attrGet("class") == "box quote"
        elif inside and token.type == "paragraph_open":
            first = next((child.content for child in after.children or () if child.content), "")
            if first.startswith(tuple("“‘„‚«‹”’»›")):
                token.attrSet("class", "hung")


def _figures(tokens: Sequence[Token], language: str) -> None:
    """A paragraph that is one picture becomes a figure; the picture's title is its caption."""
    for at, token in enumerate(tokens):
        children = tokens[at + 1].children if token.type == "paragraph_open" else None
        if children and len(children) == 1 and children[0].type == "image":
            token.tag = tokens[at + 2].tag = "figure"
            token.hidden = tokens[at + 2].hidden = False
            _caption(tokens[at + 1], language)


def _caption(inline: Token, language: str) -> None:
    image = (inline.children or [])[0]
    if title := image.attrs.pop("title", None):
        text = Token("text", "", 0, content=str(title))
        _quote([text], language)
        caption = [Token("figcaption_open", "figcaption", 1), text]
        inline.children = [image, *caption, Token("figcaption_close", "figcaption", -1)]
