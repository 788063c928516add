"""Where whoever types stands: commands and paths are printed as they can be typed there.

`./run` says by `BROCHURE_COMMAND` how it was called. Documents of --json keep to the workspace: programs read those.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import click

from brochure.errors import BrochureError, Place

#: A command that a message names: in `backticks`, or behind a colon.
_NAMED = re.compile(r"`brochure (?P<inner>[a-z-][^`]*)`|(?<=: )brochure (?P<bare>[a-z]+)")
#: What begins paths in a workspace.
_ROOMS = frozenset(("assets", "layouts", "output", "brochure.toml"))
#: A way with more steps up than this is longer to read than the whole path.
_MOST_UP = 3


@dataclass
class _Standing:
    """The workspace that the command works on, and how it was named, if it was."""

    root: Path | None = None
    named: str = ""


_standing = _Standing()


def work_on(root: Path | None, named: str = "") -> None:
    """From now on messages are about the workspace at `root`, for which `named` was typed; None for none."""
    _standing.root, _standing.named = root, named


def command() -> str:
    """How the program is called here: 'brochure', or './run'."""
    return quote(os.environ.get("BROCHURE_COMMAND") or "brochure")


def typed(text: str) -> str:
    """`text` with the commands that it names as they can be typed."""
    return _NAMED.sub(_typed, text)


def _typed(found: re.Match[str]) -> str:
    if found["bare"]:
        return f"{command()} {found['bare']}"
    inner = found["inner"]
    # What comes from another process of this build has been typed there.
    said = not _standing.named or "--workspace " in inner or inner.startswith(("init", "-"))
    where = "" if said else f" --workspace {quote(_standing.named)}"
    return f"`{command()} {inner}{where}`"


def shown(path: Path) -> Path:
    """A path of the workspace, or one that was typed, as it leads there from the current folder."""
    root = _standing.root
    if path.is_absolute() or not root or not path.parts or path.parts[0] not in _ROOMS or Path.cwd() == root:
        return path
    if not os.path.lexists(root / path) and (path.parts[0] == "layouts" or os.path.lexists(path)):
        return path  # a layout that comes with the program, or something that was typed
    way = Path(os.path.relpath(root / path))
    return root / path if way.parts[:_MOST_UP].count("..") == _MOST_UP else way


def told(error: BrochureError) -> str:
    """The error in one line, its place and its mend as they are here."""
    place = error.place and Place(shown(error.place.file), error.place.line)
    return typed(str(BrochureError(error.message, hint=error.hint, place=place)))


def say(text: object = "", *, err: bool = False) -> None:
    """Prints a line, the commands in it as they can be typed."""
    click.echo(typed(str(text)), err=err)
