"""brochure looks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.colour import tint
from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.pictures import of_looks, picture_of
from brochure.cli.standing import shown

if TYPE_CHECKING:
    from brochure.typeset.looks import Worn


@click.command()
@click.argument("name", required=False)
@click.option("--pictures", is_flag=True, help="Write a picture of the clinic's first leaflet in each look.")
@common
def command(name: str | None, pictures: bool, workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """List the looks that leaflets may have, or tell what the look NAME is made of.

    With --pictures, output/look-NAME.jpg shows the first leaflet that brochure.toml names, in its layout.
    """
    from brochure.typeset import looks

    place = the_workspace(workspace)
    found = [looks.load(place, each) for each in ([name] if name else looks.names(place))]
    made: dict[str, Path] = {}
    if pictures:
        made = of_looks(place, [each.name for each in found])
    if as_json:
        listed = [_as_json(each, own=each.name == place.look) | picture_of(made, each.name) for each in found]
        say_json({"ok": True, "looks": listed})
    elif not quiet:
        for each in found:
            click.echo(_line(each, own=each.name == place.look))
            for line in _tokens(each) if name or verbose else ():
                click.echo(f"  {line}")
            if each.name in made:
                click.echo(f"  {shown(made[each.name])}")
    return 0


def _line(worn: Worn, *, own: bool) -> str:
    return f"{tint(worn.name, bold=True)}{' (yours)' if own else ''}: {worn.look.title}"


def _tokens(worn: Worn) -> list[str]:
    tables = {name: dict(table) for name, table in worn.look if name in ("type", "colours", "boxes")}
    lines = [f"{table}: {', '.join(f'{key} {value}' for key, value in keys.items())}" for table, keys in tables.items()]
    return [*lines, f"covers: {', '.join(worn.look.covers)}"]


def _as_json(worn: Worn, *, own: bool) -> dict[str, Any]:
    return {
        "name": worn.name,
        "default": own,
        **worn.look.model_dump(),
        "files": [f"layouts/{file}" for file in worn.files],
    }
