"""mammoth's HTML, with the marks of the passes in it, as an article's body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from brochure.importers.emphasis import settle_emphasis
from brochure.importers.escape import escape
from brochure.importers.word import marks
from brochure.importers.word.numbering import written

_BLOCKS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "blockquote"]
_BREAK = "\ufdde"
_SIGNS = {
    marks.SUPER: "^", marks.SUPER_END: "^", marks.SUB: "~", marks.SUB_END: "~", marks.FILL_IN: "____",
    marks.MORE_OF_ITEM: "", marks.HEAD: "",
}  # fmt: skip
#: A number needs no backslash where it begins no line.
_NEEDLESS = re.compile(r"(?<=^[0-9])\\(?=[.)])|(?<=^[0-9]{2})\\(?=[.)])")
_LETTERS = ("a", "A", "i", "I")
_BULLETS = {"bullet": "", "box": "[ ] ", "tick": "[x] "}
#: Lines to write on, as they are typed.
_FILL_IN = re.compile(r" ?(?:_{3,}|\.{5,}|…{3,}|(?:[._] ){4,}[._]) ?")
_NOTE = re.compile(f"^{marks.NOTE}([0-9]+){marks.END}$")
_CHUNK = re.compile(f"^{marks.CHUNK}([0-9]+){marks.END}$")


@dataclass
class Written:
    """The body, the texts of its notes, and the signs of items that are set as text."""

    body: str = ""
    notes: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


@dataclass
class _Level:
    level: int
    indent: int
    kind: str
    number: int
    sign: str
    is_text: bool = False


class Writer:
    """`figures` is Markdown for each picture, by its number; `chunks` for each embedded part."""

    def __init__(self, figures: Mapping[int, str], chunks: list[str]) -> None:
        self._figures = figures
        self._chunks = chunks
        self._blocks: list[str] = []
        self._levels: list[_Level] = []
        self._notes: list[list[str]] = []
        self._added: list[str] = []
        self._lone: set[int] = set()

    def write(self, html: str) -> Written:
        soup = BeautifulSoup(f"<body>{html}</body>", "lxml")
        scope = soup.body or soup
        for struck in scope.select("s"):
            struck.name = "del"
        settle_emphasis(scope, _BLOCKS)
        _level_headings(scope)
        children = [child for child in scope.children if isinstance(child, Tag)]
        self._lone = _lone_letters(children)
        for child in children:
            self._block(child)
        notes = [" ".join(note) for note in self._notes]
        return Written(re.sub(r"\n{3,}", "\n\n", "\n\n".join(self._blocks)).strip(), notes, self._added)

    def _block(self, tag: Tag) -> None:
        text = self._inline(tag) if tag.name != "table" else ""
        bare = tag.get_text().strip()
        if match := _NOTE.match(bare):
            self._notes.append([])
        elif self._notes:
            lines = text or " ".join(self._inline(cell) for cell in tag.select("td, th"))
            if flat := marks.without(_signs(_one_line(lines))):
                self._notes[-1].append(flat)
        elif match := _CHUNK.match(bare):
            self._put(self._chunks[int(match[1])])
        elif tag.name == "table":
            self._table(tag)
        elif tag.name == "blockquote":
            self._put("\n".join(f"> {line}" for line in _signs(_hard(text)).split("\n")))
        elif tag.name[0] == "h":
            if text := _NEEDLESS.sub("", _signs(_one_line(text))):
                self._put(f"{'#' * int(tag.name[1])} {text}")
        elif match := marks.ITEMS.search(text):
            self._item(match, marks.ITEMS.sub("", text), is_lone=id(tag) in self._lone)
        elif text.startswith(marks.MORE_OF_ITEM) and self._levels:
            indent = " " * self._levels[-1].indent
            self._blocks.append(indent + _signs(_hard(text)).replace("\n", f"\n{indent}"))
        elif text.strip(f"{_BREAK} "):
            for part in re.split(f"(?:{_BREAK} *){{2,}}", text.strip(f"{_BREAK} ")):
                self._put(_signs(_hard(part)))

    def _put(self, block: str) -> None:
        self._levels = []
        if block.strip():
            self._blocks.append(block)

    def _item(self, match: re.Match[str], text: str, *, is_lone: bool) -> None:
        level, kind, number = int(match[1]), match[2], int(match[3])
        before: _Level | None = None
        while self._levels and self._levels[-1].level >= level:
            before = self._levels.pop()
        if before and (before.level != level or before.is_text):
            before = None
        around = self._levels[-1] if self._levels else None
        indent = around.indent if around else 0
        said = _signs(_hard(text.strip(f"{_BREAK} ")))
        if is_lone:  # a letter alone begins no list: it is text
            label = written(number, kind)
            self._added.append(label)
            self._put_item(f"{label}\\. {said}", indent, "", is_new=True)
            self._levels.append(_Level(level, indent, kind, number, "", is_text=True))
            return
        goes_on = before is not None and _goes_on(before, kind, number)
        sign = before.sign if before and goes_on else _other_sign(before, kind)
        marker = f"{sign} " if kind in _BULLETS else f"{written(number, kind)}{sign} "
        # In the middle of a paragraph only bullets and the number 1 begin a list.
        begins = around is not None and not around.is_text and before is None and (kind in _BULLETS or number == 1)
        self._put_item(_BULLETS.get(kind, "") + said, indent, marker, is_new=not (goes_on or begins))
        self._levels.append(_Level(level, indent + len(marker), kind, number, sign))

    def _put_item(self, said: str, indent: int, marker: str, *, is_new: bool) -> None:
        hanging = "\n" + " " * (indent + len(marker))
        line = " " * indent + marker + said.replace("\n", hanging)
        if is_new or not self._blocks:
            self._blocks.append(line)
        else:
            self._blocks[-1] += f"\n{line}"

    def _table(self, table: Tag) -> None:
        rows = [[self._cell(cell) for cell in row.select("td, th")] for row in table.select("tr")]
        if marks.HEAD not in table.get_text():
            rows.insert(0, [""] * len(rows[0]))
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, f"|{' --- |' * len(rows[0])}")
        self._put("\n".join(lines))

    def _cell(self, cell: Tag) -> str:
        text = _NEEDLESS.sub("", _signs(_one_line(self._inline(cell))))
        return marks.NUMBERED.sub(lambda match: self._figures.get(int(match[1]), ""), text)

    def _inline(self, node: Tag) -> str:
        pieces = []
        for child in node.children:
            if isinstance(child, NavigableString):
                pieces.append(escape(_FILL_IN.sub(f" {marks.FILL_IN} ", re.sub(r"[ \t\r\n]+", " ", str(child)))))
            elif isinstance(child, Tag):
                pieces.append(self._mark(child))
        text = "".join(pieces).strip()
        if node.name == "p" and (match := marks.NUMBERED.fullmatch(text)) and text[0] == marks.PICTURE:
            return self._figures.get(int(match[1]), "")
        return text if node.name in _BLOCKS else "".join(pieces)

    def _mark(self, tag: Tag) -> str:
        if tag.name == "br":
            return _BREAK
        text = self._inline(tag)
        signs = {"strong": "**", "em": "*", "del": "~~"}.get(tag.name, "")
        if tag.name == "a" and tag.get("href") and text.strip():
            address = str(tag["href"])
            if self._notes:  # references hold no links
                return text if address.endswith(tag.get_text().strip()) else f"{text} ({escape(address)})"
            return f"[{text}]({_address(address)})"
        return _around(text, signs) if signs else text


def _around(text: str, signs: str) -> str:
    """The text between signs, which may stand beside no space."""
    inner = text.strip(f" {_BREAK}")
    if not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{signs}{inner}{signs}{text[start + len(inner) :]}"


def _goes_on(before: _Level, kind: str, number: int) -> bool:
    if kind in _BULLETS:
        return before.kind in _BULLETS
    return before.kind == kind and number == before.number + 1


def _lone_letters(children: list[Tag]) -> set[int]:
    """Items with a letter or roman which no other goes before or behind: what is one alone may be copy."""
    items = [marks.ITEMS.search(child.get_text()) for child in children]
    said: set[tuple[int, str, int]] = set()
    lone: set[int] = set()
    around: list[int] = []
    for at, match in enumerate(items):
        if not match:
            around = []
            continue
        level, kind, number = int(match[1]), match[2], int(match[3])
        around = [each for each in around if each < level]
        depth = len(around)
        around.append(level)
        if kind in _LETTERS:
            if not _is_followed(items[at + 1 :], level, kind, number) and (depth, kind, number - 1) not in said:
                lone.add(id(children[at]))
            else:
                said.add((depth, kind, number))
    return lone


def _is_followed(items: list[re.Match[str] | None], level: int, kind: str, number: int) -> bool:
    """Whether the next item of the same list has the next sign."""
    for match in items:
        if not match or int(match[1]) < level:
            return False
        if int(match[1]) == level:
            return match[2] == kind and int(match[3]) == number + 1
    return False


def _other_sign(before: _Level | None, kind: str) -> str:
    """What marks the items of a list, other than those of the list right before it, which it would go on with."""
    signs = "-*" if kind in _BULLETS else ".)"
    return signs[1] if before and before.sign == signs[0] else signs[0]


def _level_headings(scope: Tag) -> None:
    """The highest becomes h2, for the title is the h1."""
    headings = [tag for tag in scope.find_all(re.compile("^h[1-6]$")) if isinstance(tag, Tag)]
    highest = min((int(tag.name[1]) for tag in headings), default=2)
    for tag in headings:
        tag.name = f"h{min(6, int(tag.name[1]) - highest + 2)}"
        for strong in tag.select("strong"):
            strong.unwrap()
        tag.smooth()


def _address(address: str) -> str:
    from urllib.parse import quote

    return quote(re.sub(r"[\s\x00-\x1f]+", "", address), safe="%/:=&?~#+!$,;@[]'")


def _one_line(text: str) -> str:
    return " ".join(text.replace(_BREAK, " ").split())


def _hard(text: str) -> str:
    """Line ends within a paragraph as hard breaks."""
    return re.sub(f" *{_BREAK} *", r"\\\n", text)


def _signs(text: str) -> str:
    for mark, sign in _SIGNS.items():
        text = text.replace(mark, sign)
    return text
