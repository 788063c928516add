"""The templates of the layouts: found in their folders, run in a sandbox, their faults told with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from brochure.errors import BadInput, BrochureError, Place
from brochure.files import Files
from brochure.typeset import filters


def layout_file(files: Files, folders: Iterable[Path], name: str) -> Path:
    """A file of the layouts, such as `trifold/layout.toml`, from the first folder that has it; else BadInput."""
    for folder in folders:
        if files.has(folder / name):
            return folder / name
    raise BadInput(f"There is no file layouts/{name}.", hint="A layout needs it.")


class _Compiled(BytecodeCache):
    """Templates are compiled once in a process, and again when their text has changed."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)  # which refuses what is of another text

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


def environment(files: Files, folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """One for each document: it reads every template anew, for what another document read may have changed since.

    What ends in .txt is plain text; into all else values are put as text of HTML, their tags escaped.
    """
    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: files.text(layout_file(files, folders, name))),
        autoescape=lambda name: not (name and name.endswith(".txt")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    made.filters.update(filters.FILTERS)
    return made


def render(templates: ImmutableSandboxedEnvironment, name: str, values: Mapping[str, Any]) -> str:
    """The template `name`, such as `trifold/leaflet.html`, with the values. Raises BadInput for a fault in it."""
    try:
        return templates.get_template(name).render(values)
    except TemplateNotFound as error:
        raise BadInput(f"There is no template layouts/{error.name}.", hint="A layout needs it.") from error
    except BrochureError:
        raise
    except Exception as error:  # whatever a template does wrong, the mistake is in the template
        said = str(getattr(error, "message", None) or f"{type(error).__name__} {error}").rstrip(".")
        raise BadInput(
            f"The template does not work: {said}.",
            hint="Compare it with the template of a layout that works.",
            place=Place(Path("layouts") / name, _line(error)),
        ) from error


def _line(error: Exception) -> int | None:
    """The line of the template in which it went wrong: the innermost frame that is one of a template."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
