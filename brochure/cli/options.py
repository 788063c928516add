"""The options that every command takes, and how commands speak."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from brochure.cli.standing import say, work_on
from brochure.storage.shipped import SHIPPED

if TYPE_CHECKING:
    from brochure.workspace.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

_COMMON = (
    click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR", help="The clinic's folder."),
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else there."),
    click.option("-v", "--verbose", is_flag=True, help="Say more."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
)


def common(command: Command) -> Command:
    """Adds --workspace, --json, -v and -q."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


def the_workspace(folder: Path | None) -> Workspace:
    """The named workspace, else the nearest upwards, else the one that `run` names. BadInput where there is none."""
    from brochure.workspace.workspace import find, open_workspace

    named = os.environ.get("BROCHURE_WORKSPACE")
    root = folder or find(Path.cwd(), Path(named) if named else None)
    work_on(root.resolve(), str(folder or ""))
    here = click.get_current_context(silent=True)
    quiet = bool(here and here.params.get("quiet"))
    if not (folder or quiet or root in (Path.cwd(), *Path.cwd().parents)) and root.resolve() == SHIPPED:
        say(f"There is no brochure.toml here, so this works on the samples in {root}.", err=True)
        say("To begin your own leaflets: `brochure init DIR`.", err=True)
    return open_workspace(root)


def say_json(document: dict[str, Any]) -> None:
    """Writes the one JSON document, in ASCII: no terminal, pipe or file name can spoil it."""
    click.echo(json.dumps(document, indent=2))


def say_json_line(document: dict[str, Any]) -> None:
    """One of several documents, each a line of its own, for a command that goes on until it is stopped."""
    click.echo(json.dumps(document))
