"""TOML with places: the standard library reads it but does not tell on which line a key stands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from brochure import bounds
from brochure.errors import BadInput, Place
from brochure.workspace.validation_errors import Keys, Locate, validated

Model = TypeVar("Model", bound=BaseModel)

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
#: The parser takes the square of their number for them.
_DOTTED = re.compile(rf"(?<![\w-])(?:(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*\.[ \t]*){{{bounds.DEEPEST_KEY},}}")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def load(text: str, model: type[Model], file: Path) -> Model:
    """The text as the model. Raises BadInput with file, line and mend."""
    _check_bounds(text, file)
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        last = max(1, len(text.splitlines()))
        line = int(where[1]) if where and where[1] else last
        raise BadInput(
            f"This is not valid TOML: {_WHERE.sub('', str(error)).lower()}.",
            hint='Text needs quotes at both ends, and each key a line of its own: key = "value".',
            place=Place(file, line),
        ) from None
    except ValueError:  # a number of thousands of digits
        raise BadInput("Here is a number that is too long.", hint="Write a shorter one.", place=Place(file)) from None
    except RecursionError:
        raise BadInput("Here are lists in lists in lists.", hint="Write it plainly.", place=Place(file)) from None
    return validated(model, data, file, lines(text))


def _check_bounds(text: str, file: Path) -> None:
    if len(text) > bounds.LONGEST_SETTINGS:
        message = f"The file has {len(text)} letters, more than {bounds.LONGEST_SETTINGS}."
        raise BadInput(message, hint="Make it shorter.", place=Place(file))
    if dotted := _DOTTED.search(text):
        message = f"Here is a key of more than {bounds.DEEPEST_KEY} parts."
        raise BadInput(message, hint="Write it plainly.", place=Place(file, text.count("\n", 0, dotted.start()) + 1))


def lines(text: str) -> Locate:
    """Finds keys line by line. Good for the TOML that people write; a key inside a multi-line text misleads it."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    seen: dict[Keys, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.fullmatch(line):
            table = _within(_names(header[2]), seen)
            if header[1] == "[[":
                index = seen[table] = seen.get(table, -1) + 1
                table = (*table, index)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_names(key[1])), number)
    return found.get


def _within(names: Keys, seen: dict[Keys, int]) -> Keys:
    """The path to a table, through the last entry of each list of tables that it is in."""
    path: Keys = ()
    for name in names[:-1]:
        path = (*path, name)
        path = (*path, seen[path]) if path in seen else path
    return (*path, *names[-1:])


def _names(dotted: str) -> Keys:
    return tuple(part.strip("\"' ") for part in dotted.split("."))
