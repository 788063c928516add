"""Markdown, with or without front matter, to our form: the title is taken out, headings begin at ##.

Copy that is written as our articles are stays as it is written. All else, such as HTML, notes, pictures and code, goes
the way of a web page, which knows what to make of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from brochure.content import markup
from brochure.content.spans import language_spans
from brochure.importers.addresses import BARE, address
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.decode import decode
from brochure.importers.dialects import to_ours
from brochure.importers.heads import Head, take_head
from brochure.importers.report import ImportReport

HIGHEST = 2
DEEPEST = 6
_OURS = re.compile(
    r"(?:paragraph|heading|bullet_list|ordered_list|list_item|blockquote|container_box|strong|em|s|link|span|table|thead"
    r"|tbody|tr|th|td|dl|dt|dd|sup|sub)_(?:open|close)|inline|text|text_special|softbreak|hardbreak|hr"
)
_HEAD_TITLE = "the head"


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from a Markdown file: the title is that of the head, else the first h1, else the first line."""
    report = ImportReport()
    text = decode(data, file, encoding=options.encoding, report=report)
    markup.check(text, file)
    head, said, raw = take_head(text, file, report)
    body = to_ours(raw, head.lines + 1, report)
    if head.text("title"):
        report.title_from = _HEAD_TITLE
    if head.text("language"):
        report.language_from = _HEAD_TITLE
    copy = _as_ours(body, head, report) if _is_ours(body) else _as_page(body, head, file, options, report)
    references = [*_listed(head.known.get("references")), *_listed(copy.front.get("references"))]
    front = {key: value for key, value in head.known.items() if key not in ("title", "subtitle", "language")}
    return replace(
        copy,
        subtitle=head.text("subtitle"),
        language=head.text("language") or "en",
        front={**front, **({"references": references} if references else {})},
        comments=tuple(head.rest),
        source=f"{said}\n{_words(raw)}",
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


# ---- Copy that is ours already --------------------------------------------------------------------------------------


def _is_ours(body: str) -> bool:
    """Whether the copy holds only what an article may hold, and so stays as it is written."""
    env: dict[str, object] = {}
    tokens = _parser(code=True).parse(body, env)
    return not (env.get("references") or env.get("footnotes")) and all(map(_may_stay, tokens))


def _may_stay(token: Token) -> bool:
    if not _OURS.fullmatch(token.type):
        return False
    if token.type == "link_open":
        href = str(token.attrGet("href") or "")
        return bool(address(href)) and token.markup != "autolink"
    if token.type == "text" and BARE.search(token.content):
        return False
    return all(map(_may_stay, token.children or ()))


def _as_ours(body: str, head: Head, report: ImportReport) -> ImportedCopy:
    tokens = _parser(code=True).parse(body)
    title, at = head.text("title"), _title_block(tokens, head.text("title"))
    if at is not None and not title:
        title = _plain(tokens[at + 1])
        report.title_from = "the first heading" if tokens[at].type == "heading_open" else "the first line"
    return ImportedCopy(title, _leveled(body, tokens, at), report=report)


def _title_block(tokens: list[Token], front_title: str) -> int | None:
    """Which token opens the block that is the title. A known title is only looked for where the body repeats it."""
    from brochure.importers.title_lines import is_short

    headings = [at for at, token in enumerate(tokens) if token.tag == "h1" and token.nesting == 1 and token.level == 0]
    if front_title:
        return next((at for at in headings[:1] if _plain(tokens[at + 1]) == front_title), None)
    first_is_line = bool(tokens) and tokens[0].type == "paragraph_open" and is_short(_plain(tokens[1]))
    if first_is_line and any(child.type in ("softbreak", "hardbreak", "s_open") for child in tokens[1].children or ()):
        first_is_line = False
    if headings and not (first_is_line and len(headings) > 1 and headings[0] == 3):
        return headings[0]
    return 0 if first_is_line or (tokens and tokens[0].type == "heading_open") else None


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


# ---- Copy that goes the way of a web page ---------------------------------------------------------------------------


def _as_page(body: str, head: Head, file: Path, options: ImportOptions, report: ImportReport) -> ImportedCopy:
    from brochure.importers.html import PageSource, converted
    from brochure.importers.pictures import beside

    parser = _parser(code=False)
    parser.options["html"] = True
    env: dict[str, object] = {}
    tokens = parser.parse(body, env)
    _mark_lines(tokens, head.lines)
    page = parser.renderer.render(tokens, parser.options, env)
    source = PageSource(beside(file), report, title=head.text("title"), bare_links=True)
    return converted(f"<body>{page}</body>", file, options, source)


def _mark_lines(tokens: Sequence[Token], before: int) -> None:
    """Each block, picture and link says on which line of the file it stands."""
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type not in ("inline", "html_block"):
            token.attrSet("data-line", str(token.map[0] + 1 + before))
        line = (token.map[0] if token.map else 0) + 1 + before
        for child in token.children or ():
            if "break" in child.type:
                line += 1
            elif child.type in ("image", "link_open"):
                child.attrSet("data-line", str(line))


def _parser(*, code: bool) -> MarkdownIt:
    """A parser of all that dialects have; without `code`, indented text is a paragraph like any other."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    if not code:
        parser.disable("code")
    parser.use(deflist_plugin).use(footnote_plugin).use(superscript_plugin).use(sub_plugin).use(language_spans)
    parser.use(container_plugin, "box", validate=lambda params, _: bool(params.strip()), render=_render_box)
    parser.add_render_rule("image", _render_image)
    return parser


def _render_box(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:  # noqa: ARG001
    token = tokens[at]
    if token.nesting < 0:
        return "</box>\n"
    kind, _, title = token.info.strip().partition(" ")
    return f'<box kind="{html.escape(kind)}" title="{html.escape(title.strip())}">\n'


def _render_image(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:  # noqa: ARG001
    """A picture; with a title it is a figure, whose caption that is."""
    token = tokens[at]
    source, line = html.escape(str(token.attrGet("src") or "")), token.attrGet("data-line") or ""
    picture = f'<img src="{source}" alt="{html.escape(_plain(token) or token.content)}" data-line="{line}">'
    caption = str(token.attrGet("title") or "")
    return f"<figure>{picture}<figcaption>{html.escape(caption)}</figcaption></figure>" if caption else picture


# ---- The second reading ----------------------------------------------------------------------------------------------

_CODE = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+).*?^ {0,3}(?P=fence)|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_MYST = re.compile(r"[ \t]*(?:```+|~~~+)[ \t]*\{([\w-]+)\}")
_UNPRINTED = (
    (re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL), " "),
    (re.compile(r"^[ \t]*(?:```+|~~~+).*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:.*$", re.MULTILINE), ""),
    (re.compile(r"\[\^[^\]\s]+\]:?"), " "),
    (re.compile(r"(?<=\])\[[^\]\n]*\]"), " "),
    (re.compile(r"\]\(<[^>\n]*>|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*"), "] "),
    (re.compile(r"^[ \t>]*\d{1,9}[.)](?=[ \t])", re.MULTILINE), " "),
    (re.compile(r"(?<=\|)\d+(?:x\d+)?(?=\]\])"), " "),
    (re.compile(r"\{lang=[^}\s]*\}"), " "),
    (re.compile(r"<img\b[^>]*?\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>", re.IGNORECASE), r" \1\2 "),
    (re.compile(r"</?(?:b|i|em|strong|span|u|s|del|ins|mark|small|font|code|kbd|abbr|a)\b[^>]*>", re.IGNORECASE), ""),
    (re.compile(r"</?[A-Za-z](?![\w+.-]*[:@])[^<>]*>"), " "),
    (re.compile(r"^ {0,3}:::+[ \t]*[\w{.-]*", re.MULTILINE), " "),
    (re.compile(r"(?<!\w)[*_~=]+(?=\w)|(?<=\w)[*_~=]+(?!\w)"), ""),
)  # fmt: skip


def _words(raw: str) -> str:
    """All words of the copy by another reading than the parser's: what is no markup by its look alone."""
    raw = _CODE.sub(lambda match: _plain_code(match[0]), raw)
    for pattern, instead in _UNPRINTED:
        raw = pattern.sub(instead, raw)
    return html.unescape(raw)


def _plain_code(code: str) -> str:
    """Code with signs that make no markup, so that its tags are words."""
    if match := _MYST.match(code):
        return f"{match[1]} {code[match.end() :].rstrip('`~ ')}"
    return re.sub(r"[<>\[\]{}&*_~=]", " ", code)
