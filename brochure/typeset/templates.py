"""The templates of the layouts: found in their folders, run in a sandbox, their faults told with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from brochure.errors import BadInput, BrochureError, Place
from brochure.files import Files
from brochure.typeset import filters


def layout_file(folders: Iterable[Path], name: str) -> Path:
    """A file of the layouts, such as `trifold/layout.toml`, from the first folder that has it; else BadInput."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise BadInput(f"There is no file layouts/{name}.", hint="A layout needs it.")


@lru_cache(maxsize=4)
def environment(files: Files, folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """One for all documents of a workspace; a template is compiled again when its text has changed.

    What ends in .txt is plain text; into all else values are put as text of HTML, their tags escaped.
    """

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]]:
        text = files.text(layout_file(folders, name))
        return text, None, lambda: files.text(layout_file(folders, name)) == text

    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=lambda name: not (name and name.endswith(".txt")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
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
