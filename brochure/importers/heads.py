"""Heads of Markdown files, as site makers and note takers write them: what is known is ours, the rest a comment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

import yaml

from brochure import bounds
from brochure.art import MotifName
from brochure.content import frontmatter
from brochure.content.head_faults import head_fault
from brochure.errors import BadInput, Place
from brochure.importers.report import ImportReport
from brochure.workspace.language import is_tag

_YAML = re.compile(r"\A---[ \t]*\n(?:(.*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?:(.*?)\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(?:\[+)?(?P<key>[\w-]+)(?:\]+)?[ \t]*(?:[:=]|$)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#[ \t]*(\S.*)$", re.MULTILINE)
_LINE = re.compile(r"^([\w-]+):[ \t]*(.*)$")
#: Our keys by what others call them.
_OURS = {
    "title": ("title",),
    "subtitle": ("subtitle", "tagline", "subheading"),
    "summary": ("summary", "description", "excerpt", "abstract", "lead"),
    "language": ("language", "lang", "locale"),
    "version": ("version",),
    "reviewed": ("reviewed", "last_reviewed", "lastReviewed", "last_modified_at", "lastmod", "updated"),
    "review_by": ("review_by", "next_review", "review_date", "expires"),
    "reviewer": ("reviewer", "reviewed_by", "medical_reviewer"),
    "author": ("author", "authors", "byline"),
    "audience": ("audience",),
    "cover_art": ("cover_art",),
    "flap": ("flap",),
    "references": ("references", "sources", "citations"),
}
#: Addresses in a list without spaces; an article has no word so long.
_LONG = re.compile(r"(\S{40,60}?[,;/])(?=\S)")
_DATES = ("reviewed", "review_by")
_COVERS = get_args(MotifName)


@dataclass
class Head:
    """What a head says in our words, `rest` as it is written in the file, and the lines that it takes."""

    known: dict[str, object] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    lines: int = 0

    def text(self, key: str) -> str:
        value = self.known.get(key)
        return value if isinstance(value, str) else ""


def take_head(text: str, file: Path, report: ImportReport) -> tuple[Head, str, str]:
    """The head of a file, its raw text without the keys, and the body. What is no mapping between rules is body."""
    match = _YAML.match(text) or _TOML.match(text)
    if not match:
        return Head(), "", text
    raw = match[1] or ""
    frontmatter.check_length(raw, file, 2)
    values = _toml(raw, file) if text.startswith("+++") else _yaml(raw, file, report)
    if values is None:
        return Head(), "", text
    head = Head(lines=text.count("\n", 0, match.end()))
    for comment in _COMMENT.finditer(raw):
        report.leave_out("a comment in the head", comment[1], f"line {raw.count(chr(10), 0, comment.start()) + 2}")
    blocks = dict(_blocks(raw))
    for ours, names in _OURS.items():
        for name in names:
            if name in values and ours not in head.known and (value := _value(ours, values[name])):
                head.known[ours] = value
                if ours in _DATES and value != values[name]:
                    report.change(f"'{name}' of the head, of which an article has the day", f"{values[name]} {value}")
                blocks.pop(name, None)
    for key, (line, block) in blocks.items():
        if key in values and values[key] in ("", None, [], {}):
            continue
        words = _KEY.sub(" ", block, count=1)
        report.leave_out(f"'{key}' of the head, kept as a comment", words, f"line {line + 2}")
        head.rest.append(_LONG.sub(r"\1 ", block.strip("\n")))
    return head, _KEY.sub(" ", raw), text[match.end() :]


def _yaml(raw: str, file: Path, report: ImportReport) -> Mapping[str, object] | None:
    """The mapping, every value as it is written: `language: no` is Norwegian, not False. None where it is none."""
    try:
        found = yaml.load(raw, yaml.BaseLoader)
    except yaml.YAMLError as fault:
        mended = "\n".join(_mended(line) for line in raw.split("\n"))
        try:
            found = yaml.load(mended, yaml.BaseLoader)
        except yaml.YAMLError:
            told = head_fault(fault, raw)
            place = Place(file, 2 + told.line)
            raise BadInput(f"The head cannot be read: {told.what}.", hint=told.mend, place=place) from fault
        report.change("the head was not quite YAML, and was read as it was meant", "", "line 1")
    if found is not None and not isinstance(found, dict):
        return None
    return {str(key): value for key, value in (found or {}).items()}


def _mended(line: str) -> str:
    """A line of a head with quotes round what needs them: a colon, a tab, a sign at its beginning."""
    match = _LINE.match(line)
    if not match or not match[2].strip() or match[2][0] in "\"'[{|>":
        return line
    value = match[2].strip().replace("\\", "\\\\").replace('"', r"\"")
    return f'{match[1]}: "{value}"'


def _toml(raw: str, file: Path) -> Mapping[str, object]:
    try:
        return {
            key: value if isinstance(value, list | dict) else str(value) for key, value in tomllib.loads(raw).items()
        }
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        hint = "Texts need quotes in it; or write it between --- as 'title: …'."
        place = Place(file, 1 + int(line[1]) if line else 1)
        raise BadInput("The head between +++ is not valid TOML.", hint=hint, place=place) from fault


def _blocks(raw: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each key with its line, from 0, and all that is written under it."""
    starts = [match for match in _KEY.finditer(raw) if match["key"]]
    for at, match in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(raw)
        yield match["key"], (raw.count("\n", 0, match.start()), raw[match.start() : end])


def _value(key: str, value: object) -> object:
    """The value as ours takes it; empty where it does not."""
    if key == "references":
        items = value if isinstance(value, list) else [value]
        texts = [_one_line(item) for item in items]
        return texts if all(texts) and len(texts) <= bounds.MOST_REFERENCES else ""
    text = ", ".join(filter(None, map(_one_line, value))) if isinstance(value, list) else _one_line(value)
    if len(text) > bounds.LONGEST_FRONT_TEXT:
        return ""
    if key in _DATES:
        return _day(text)
    if key == "language":
        tag = text.replace("_", "-")
        return tag if is_tag(tag) else ""
    return "" if key == "cover_art" and text not in _COVERS else text


def _one_line(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
