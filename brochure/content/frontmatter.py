"""The YAML at the head of an article, with the line of each key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from brochure import bounds
from brochure.art import CoverName
from brochure.content.head_faults import head_fault
from brochure.errors import BadInput, Fault, Place
from brochure.workspace.language import Language
from brochure.workspace.validation_errors import Keys, validated

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: What parts two shares of the way across and down.
_PARTED = re.compile(r"[\s,;x×/]+")
Strings = Annotated[tuple[str, ...], Field(default=(), max_length=bounds.MOST_REFERENCES)]


class FrontMatter(BaseModel):
    """What an article says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str = Field(min_length=1)
    subtitle: str = ""
    summary: str = ""
    language: Language = "en"
    version: str = "1"
    reviewed: date | None = None
    review_by: date | None = None
    reviewer: str = ""
    author: str = ""
    audience: str = ""
    cover_art: str = ""
    cover: CoverName | Literal[""] = ""
    cover_photo: str = ""
    cover_alt: str = ""
    focus: tuple[float, float] = (50, 50)
    topic: str = Field("", max_length=60)
    next_step: str = ""
    flap: str = ""
    references: Strings

    @field_validator("*")
    @classmethod
    def _no_controls(cls, value: object) -> object:
        """YAML can write them with letters, and a terminal would obey them."""
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and len(text) > bounds.LONGEST_FRONT_TEXT:
                raise ValueError(f"it has {len(text)} letters, more than {bounds.LONGEST_FRONT_TEXT}; shorten it")
            if isinstance(text, str) and (found := _CONTROL.search(text)):
                raise ValueError(f"it holds a control character (U+{ord(found[0]):04X}); delete it")
        return value

    @field_validator("focus", mode="before")
    @classmethod
    def _two_shares(cls, value: object) -> object:
        """What must be seen of the photograph, in % from its left and from its top: "60 30", "60%, 30%", [60, 30]."""
        parts = _PARTED.split(value.strip()) if isinstance(value, str) else value
        shares = [str(part).strip().removesuffix("%") for part in parts] if isinstance(parts, list | tuple) else []
        if len(shares) != 2 or not all(_is_share(share) for share in shares):
            raise Fault(
                "it is not two numbers from 0 to 100",
                hint="Write how far from its left and its top that lies which must be seen, in %: focus: 60 30.",
            )
        return tuple(map(float, shares))

    @field_validator("references", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 100
    except ValueError:
        return False


def parse(text: str, file: Path, first_line: int) -> FrontMatter:
    """The YAML `text`, whose first line is line `first_line` of `file`. Raises BadInput with the line of the fault."""
    check_length(text, file, first_line)
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise BadInput(
                    "The head cannot be read: the text begins with '*'.",
                    hint="Put the text between quotation marks.",
                    place=Place(file, first_line + (event.start_mark.line if event.start_mark else 0)),
                )
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        fault = head_fault(error, text)
        place = Place(file, first_line + fault.line)
        raise BadInput(f"The head cannot be read: {fault.what}.", hint=fault.mend, place=place) from None
    except RecursionError:
        raise BadInput(
            "The head has lists in lists in lists.", hint="Write it plainly.", place=Place(file, first_line)
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise BadInput("The head is not a list of keys.", hint="Write 'title: …' first.", place=Place(file, first_line))
    lines = dict(_lines(root, first_line, file))
    return validated(FrontMatter, _plain(root), file, lambda keys: lines.get(keys[:1], first_line))


def line_of(key: str, source: str) -> int | None:
    """The line of an article's file on which a key of its head stands."""
    lines = enumerate(source.split("\n"), start=1)
    return next((number for number, line in lines if line.startswith(f"{key}:")), None)


def check_length(text: str, file: Path, first_line: int) -> None:
    """Raises BadInput where front matter is longer, or more deeply nested, than can be read at once."""
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > bounds.DEEPEST_BRACKETS:
            line = first_line + text.count("\n", 0, bracket.start())
            message = "The head has lists in lists in lists."
            raise BadInput(message, hint="Write it plainly.", place=Place(file, line))
    if len(text) > bounds.LONGEST_FRONT_MATTER:
        raise BadInput(
            f"The head has {len(text)} letters, more than {bounds.LONGEST_FRONT_MATTER}.",
            hint="Move the copy below it.",
            place=Place(file, first_line),
        )


def _lines(root: yaml.MappingNode, first_line: int, file: Path) -> Iterator[tuple[Keys, int]]:
    seen = set()
    for key, _ in root.value:
        line = first_line + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise BadInput("A key must be one word.", hint="Write it as 'title: …'.", place=Place(file, line))
        if key.value in seen:
            raise BadInput(f"'{key.value}' stands here twice.", hint="Delete one.", place=Place(file, line))
        seen.add(key.value)
        yield (str(key.value),), line


def _plain(node: yaml.Node) -> object:
    """Every scalar as the text that was written, so that version 1.10 does not become 1.1; empty ones left out."""
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _plain(value)) for key, value in node.value)
        return {key: value for key, value in pairs if value != ""}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)
