"""brochure fonts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.colour import tint
from brochure.cli.options import common, say_json, the_workspace
from brochure.errors import UsageError

if TYPE_CHECKING:
    from brochure.typeset.fonts.catalogue import Family, Unread
    from brochure.workspace.workspace import Workspace


@click.command()
@click.argument("action", required=False, metavar="[add")
@click.argument("name", required=False, metavar="NAME]")
@common
def command(
    action: str | None,
    name: str | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """List the families of fonts, the faces and the signs that they have, and the files that are not read.

    `brochure fonts add arabic` copies a script's font, where the system has it, into assets/fonts.
    """
    place = the_workspace(workspace)
    if action:
        if action != "add" or not name:
            raise UsageError(
                "It is `brochure fonts`, or `brochure fonts add NAME`.", hint="See `brochure fonts --help`."
            )
        return _add(place, name, as_json=as_json, quiet=quiet)

    from brochure.budget import within
    from brochure.typeset.fonts.catalogue import catalogue

    limits = place.config.limits
    families, unread = within("The list of fonts", limits, lambda: catalogue(place.files, place.font_folders))
    if as_json:
        listed = [_as_json(family, place) for family in families]
        say_json({"ok": True, "fonts": listed, "not_read": [_unread_as_json(each, place) for each in unread]})
    elif not quiet:
        for family in families:
            click.echo(_line(family, place, verbose=verbose))
        for each in unread:
            click.echo(f"{tint('not read', 'yellow')}: {place.display_path(each.file)}: {each.reason}")
    return 0


def _add(place: Workspace, name: str, *, as_json: bool, quiet: bool) -> int:
    from brochure.typeset.fonts.scripts import add

    script, copied = add(name, place.root / "assets" / "fonts")
    if as_json:
        files = [str(place.display_path(file)) for file in copied]
        say_json({"ok": True, "family": script.family, "files": files})
    elif not quiet:
        for file in copied:
            click.echo(place.display_path(file))
        click.echo(
            f"Copy in these letters is set in {script.family} by itself. To choose it for a language, write"
            f' [brand.fonts.languages.TAG] with body = "{script.family}".',
            err=True,
        )
    return 0


def _uses(family: Family, place: Workspace) -> list[str]:
    from brochure.typeset.fonts.faces import plain_name

    fonts = place.config.brand.fonts
    names = family.name, plain_name(family.name)
    uses = [
        use for use in ("body", "heading") if getattr(fonts, use) in names or getattr(fonts, use).casefold() in names
    ]
    uses += [tag for tag, own in fonts.languages.items() if family.name in (own.body, own.heading)]
    return [*uses, *(["signs"] if family.for_signs else [])]


def _line(family: Family, place: Workspace, *, verbose: bool) -> str:
    styles = dict.fromkeys(
        f"{face.weight}{' italic' if face.italic else ''}" for face in sorted(family.faces, key=_order)
    )
    uses = _uses(family, place)
    lacks = f"; no {' and no '.join(family.lacks)}" if family.lacks and not family.for_signs else ""
    used = f" ({', '.join(uses)})" if uses else ""
    line = f"{tint(family.name, bold=True)}{used}: {', '.join(styles)}{lacks}; {family.characters} signs"
    if verbose:
        files = dict.fromkeys(place.display_path(face.file) for face in family.faces)
        line += "".join(f"\n  {file}" for file in files)
    return line


def _order(face: Any) -> tuple[int, bool]:
    return face.weight, face.italic


def _as_json(family: Family, place: Workspace) -> dict[str, Any]:
    from brochure.typeset.fonts.face import glyphs

    return {
        "family": family.name,
        "folder": str(place.display_path(family.folder)),
        "use": _uses(family, place),
        "lacks": list(family.lacks),
        "signs": family.characters,
        "faces": [
            {
                "file": str(place.display_path(face.file)),
                "weight": face.weight,
                "italic": face.italic,
                "variable": bool(face.axes),
                "signs": len(glyphs(face)),
            }
            for face in sorted(family.faces, key=_order)
        ],
    }


def _unread_as_json(each: Unread, place: Workspace) -> dict[str, str]:
    return {"file": str(place.display_path(each.file)), "reason": each.reason}
