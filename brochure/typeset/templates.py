"""The templates of the layouts: found in their folders, run in a sandbox, their faults told with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound
from jinja2.loaders import FunctionLoader

from brochure.errors import BadInput, BrochureError, Missing, Place
from brochure.storage.files import Files, Reach
from brochure.typeset.compiled import Compiled
from brochure.typeset.filters import FILTERS
from brochure.typeset.sandbox import Sandbox, Seams

#: A template is a few thousand letters; one of more than this is none (letters).
_LONGEST = 500_000


def layout_file(files: Files, folders: Iterable[Path], name: str) -> Path:
    """A file of the layouts, such as `trifold/layout.toml`, from the first folder that has it; else BadInput."""
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(("/", ".")) or "\\" in part or "\0" in part for part in parts):
        raise BadInput(f"'{name[:60]}' lies outside the workspace's layouts.", hint="Name a file in layouts/.")
    for folder in folders:
        if files.has(folder / name):
            return folder / name
    raise Missing(f"There is no file layouts/{name}.", hint="A layout needs it.")


def layout_text(files: Files, folders: Iterable[Path], name: str) -> str:
    """The text of such a file. Raises BadInput also where it leads out of what a layout may see."""
    return files.within(Reach.LAYOUT).text(layout_file(files, folders, name))


_compiled = Compiled()


#: How the code of a template calls the file that it is from.
_FILE = "<layouts/{}>"


def environment(
    files: Files,
    folders: tuple[Path, ...],
    functions: Mapping[str, Callable[..., Any]] | None = None,
    extended: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Sandbox:
    """One for each document: it reads every template anew, for what another document read may have changed since.

    What ends in .txt is plain text; into all else values are put as text of HTML, their tags escaped. `functions` are
    what these templates may call by name, beside `range`. `extended` names for a template others that are put
    behind it, one after the other: their macros stand in the place of those of the same name, also for those that call
    them.
    """
    seams: Seams = {}

    def source(name: str) -> tuple[str, str, None]:
        text = layout_text(files, folders, name)
        for more in extended.get(name, ()):
            text = text.rstrip("\n") + "\n"
            seams[name] = [*seams.get(name, []), (text.count("\n"), more)]
            text += layout_text(files, folders, more)
        if len(text) > _LONGEST:
            raise BadInput(f"The template layouts/{name} is longer than {_LONGEST} letters.", hint="Make it shorter.")
        return text, _FILE.format(name), None

    templates = Sandbox(
        functions or {},
        FILTERS,
        loader=FunctionLoader(source),
        autoescape=lambda name: not (name and name.endswith(".txt")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    templates.seams = seams
    return templates


def render(templates: Sandbox, name: str, values: Mapping[str, Any]) -> str:
    """The template `name`, such as `trifold/leaflet.html`, with the values. Raises BadInput for a fault in it."""
    try:
        return templates.get_template(name).render(values)
    except TemplateNotFound as error:
        raise Missing(f"There is no template layouts/{error.name}.", hint="A layout needs it.") from error
    except BrochureError:
        raise
    except Exception as error:  # whatever a template does wrong, the mistake is in the template
        said = str(getattr(error, "message", None) or f"{type(error).__name__} {error}").rstrip(".")
        raise BadInput(
            f"The template does not work: {said}.",
            hint=getattr(error, "hint", "Compare it with the template of a layout that works."),
            place=_place(error, name, templates.seams),
        ) from error


def _place(error: Exception, name: str, seams: Seams) -> Place:
    """Where in the templates it went wrong: the innermost frame that is one of a template."""
    line = getattr(error, "lineno", None)
    name = getattr(error, "name", None) or name if line else name
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(_FILE[:9]):
            name, line = file[9:-1], trace.tb_lineno
        trace = trace.tb_next
    for above, more in reversed(seams.get(name, [])):
        if line and line > above:
            name, line = more, line - above
            break
    return Place(Path("layouts") / name, line)
