"""Turns what pydantic says about a file into one line that a practice manager can act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from brochure.errors import BadInput, Fault, Place, nearest

Keys = tuple[str | int, ...]
#: From the path of keys in a file to its line, or None where the key is not written in it.
Locate = Callable[[Keys], int | None]
Model = TypeVar("Model", bound=BaseModel)

# What pydantic puts into a path of its own: a validator it called, and that a key is at fault and not its value.
_PYDANTIC = ("function-", "[key]")

_WORDING = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that brochure knows",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "too_long": "is too long a list",
    "tuple_type": 'must be a list, such as ["one", "two"]',
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "date_from_datetime_parsing": "must be a date, such as 2026-09-14",
    "date_parsing": "must be a date, such as 2026-09-14",
    "string_pattern_mismatch": "is written in a way that cannot be used: letters, digits and hyphens, please",
    "model_type": "must be a table of keys",
    "model_attributes_type": "must be a table of keys",
}


def validated(model: type[Model], data: object, file: Path, locate: Locate) -> Model:
    """`data` as the model. Raises BadInput for the first fault, with its line and the mend."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = sorted(error.errors(include_url=False), key=_weight)
        raise _bad_input(model, faults[0], file, locate) from None


def _weight(fault: ErrorDetails) -> int:
    """Unknown keys first, for they explain missing ones; last that a value is none of the other kinds it might be."""
    if fault["type"] == "extra_forbidden":
        return 0
    return 2 if fault["type"] in ("string_type", "model_type", "model_attributes_type") else 1


def _bad_input(model: type[BaseModel], fault: ErrorDetails, file: Path, locate: Locate) -> BadInput:
    within = fault["ctx"]["error"] if fault["type"] == "value_error" else None
    told = within if isinstance(within, Fault) else Fault("")
    keys = tuple(part for part in fault["loc"] if isinstance(part, int) or not part.startswith(_PYDANTIC))
    known, keys = _known_keys(model, (*keys, *told.keys))
    return BadInput(
        f"'{_dotted(keys)}' {_fault_text(fault)}." if keys else f"The file {_fault_text(fault)}.",
        hint=nearest(str(keys[-1]), known) if fault["type"] == "extra_forbidden" else told.hint or _choices(fault),
        place=Place(file, _line(keys, locate)),
    )


def _fault_text(fault: ErrorDetails) -> str:
    if fault["type"] in _WORDING:
        return _WORDING[fault["type"]]
    if fault["type"] == "value_error":
        return f"is wrong: {fault['ctx']['error']}"
    if fault["type"] == "literal_error":
        return f"cannot be {fault['input']!r}"
    return f"is wrong: {fault['msg'][0].lower()}{fault['msg'][1:]}"


def _choices(fault: ErrorDetails) -> str:
    if fault["type"] != "literal_error":
        return ""
    choices = [choice.strip("' ") for choice in str(fault["ctx"]["expected"]).replace(" or ", ", ").split(",")]
    return nearest(str(fault["input"]), choices)


def _known_keys(model: Any, keys: Keys) -> tuple[list[str], Keys]:
    """The keys that the innermost table may have, and the path without what pydantic adds to it of its own."""
    real: list[str | int] = []
    known: list[str] = []
    for key in keys:
        inner = _table(model)
        if isinstance(key, int):
            real.append(key)
        elif inner is not None and key == inner.__name__:
            continue  # the member of a union that pydantic tried
        elif inner is not None:
            known = list(inner.model_fields)
            real.append(key)
            model = inner.model_fields[key].annotation if key in inner.model_fields else None
        elif isinstance(key, str) and _mapping(model):
            real.append(key)
            model = get_args(model)[1]
    return known, tuple(real)


def _table(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as `Model`, `tuple[Model, ...]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if _mapping(annotation):
        return None
    return next((table for part in get_args(annotation) if (table := _table(part))), None)


def _mapping(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) in (dict, Mapping)


def _dotted(keys: Keys) -> str:
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    return text.removeprefix(".")


def _line(keys: Keys, locate: Locate) -> int | None:
    """The line of the key, or of the nearest table around it that is written in the file."""
    for length in range(len(keys), 0, -1):
        if (line := locate(keys[:length])) is not None:
            return line
    return None
