"""Markdown, with or without front matter, to our form: the title is taken out, headings begin at ##."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from brochure.content import frontmatter, markup
from brochure.content.frontmatter import FrontMatter
from brochure.errors import BadInput, Place
from brochure.importers.copy import ImportedCopy
from brochure.importers.decode import decode

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:(.*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
KEPT = FrontMatter.model_fields.keys() - {"title", "subtitle", "language"}
HIGHEST = 2
DEEPEST = 6


def read(data: bytes, file: Path) -> ImportedCopy:
    """Copy from a Markdown file."""
    return from_text(decode(data, file), file)


def from_text(text: str, file: Path) -> ImportedCopy:
    """Copy from Markdown: the title is the one in the front matter, else the first h1, else what stands first."""
    markup.check(text, file)
    front, body = _front_matter(text, file)
    tokens = MarkdownIt("commonmark").parse(body)
    title = _text(front, "title")
    heading = _title_block(tokens, title)
    if heading is not None:
        title = _plain(tokens[heading + 1])
    if not title:
        raise BadInput("The text has no title.", hint="Begin it with a line '# Title'.", place=Place(file))
    leveled = _leveled(body, tokens, heading)
    rest = {key: value for key, value in front.items() if key in KEPT and value}
    return ImportedCopy(title, leveled, _text(front, "subtitle"), _text(front, "language") or "en", rest)


def _text(front: Mapping[str, object], key: str) -> str:
    value = front.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _front_matter(text: str, file: Path) -> tuple[Mapping[str, object], str]:
    """What the front matter says, and the body. What stands between two rules but is no mapping is body."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    frontmatter.check_length(match[1] or "", file, 2)
    try:
        # The base loader takes every value as it is written: `language: no` is Norwegian, not False.
        front = yaml.load(match[1] or "", yaml.BaseLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = 2 + mark.line if mark else 1
        hint = "A text with a colon, a quote or a # in it needs quotes round it."
        raise BadInput("The front matter is not valid YAML.", hint=hint, place=Place(file, line)) from fault
    if front is not None and not isinstance(front, dict):
        return {}, text
    return front or {}, text[match.end() :]


def _title_block(tokens: list[Token], front_title: str) -> int | None:
    """Which token opens the block that is the title. A known title is only looked for where the body repeats it."""
    headings = [at for at, token in enumerate(tokens) if token.tag == "h1" and token.nesting == 1 and token.level == 0]
    if front_title:
        return next((at for at in headings[:1] if _plain(tokens[at + 1]) == front_title), None)
    if headings:
        return headings[0]
    return 0 if tokens and tokens[0].type in ("heading_open", "paragraph_open") else None


def _plain(inline: Token) -> str:
    """The words without their markup: a title in front matter is plain text."""
    children = inline.children or []
    return " ".join("".join(" " if "break" in child.type else child.content for child in children).split())


def _leveled(body: str, tokens: list[Token], title: int | None) -> str:
    """The body without its title, all headings moved so that the highest is ##. Other lines stay as they are."""
    lines = body.split("\n")
    opens = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0 and at != title]
    shift = HIGHEST - min((int(tokens[at].tag[1]) for at in opens), default=HIGHEST)
    changed = {at: _heading(tokens[at], tokens[at + 1], shift) for at in opens if shift}
    if title is not None:
        changed[title] = []
    for at in sorted(changed, reverse=True):  # from the end, so that the lines above keep their numbers
        start, end = tokens[at].map or (0, 0)
        lines[start:end] = changed[at]
    return "\n".join(lines).strip("\n").rstrip()


def _heading(opening: Token, inline: Token, shift: int) -> list[str]:
    # In a heading written with #, a # at the end would be taken for decoration.
    words = re.sub(r"(?<=\s)(?=#+$)", r"\\", " ".join(inline.content.split()))
    return [f"{'#' * min(DEEPEST, int(opening.tag[1]) + shift)} {words}"]
