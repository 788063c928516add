"""Looks: a folder `layouts/looks/NAME`, of the workspace or shipped, that gives every layout its type, colours and art.

look.toml    the tokens: type scale, corners, which of the brand's colours stands where
style.css    rules on top of those of base/, below those of the layout
art.svg      macros in the place of those of base/art.svg that have their names
    parts.html   the same for base/parts.html
message.html macros for e-mail messages, in the place of mail/dress.html

All but the first may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from brochure.art.colour import Colour
from brochure.art.frame import Inks
from brochure.art.palette import Palette
from brochure.errors import BadInput, Missing, Place, nearest
from brochure.geometry.tables import Table
from brochure.typeset.covers import shade
from brochure.typeset.templates import layout_file, layout_text
from brochure.typeset.values import LookValue
from brochure.workspace import toml
from brochure.workspace.workspace import Workspace

FOLDER = "looks"
_TOKENS = "look.toml"
#: What leaflets wear where no look is named.
UNASKED = "maple"
#: What a look's macros go on top of, and what comes behind them: which composition of a cover is drawn.
_MACROS = {"base/art.svg": "base/covers.svg", "base/parts.html": "base/covers.html"}

Pale = Literal["tint", "secondary-tint", "paper"]
Ground = Literal["primary", "secondary", "tint", "secondary-tint", "paper"]
_Scale = Annotated[float, Field(ge=0.9, le=2.5)]


class Type(Table):
    """The scale of type: the largest title in parts of the layout's, what stands in copy in parts of its size."""

    heading: Literal["heading", "body"] = Field(description="The brand's family that titles and headings are set in.")
    weight: Literal[400, 600, 700]
    title: Annotated[float, Field(ge=0.5, le=1.5)]
    section: _Scale
    label: _Scale
    summary: _Scale


class Colours(Table):
    """Roles in the palette. Dark ones are only for what sets all its text in one colour."""

    cover: Ground
    back: Pale
    callout: Pale
    key_facts: Pale
    help: Ground


class Boxes(Table):
    """`radius` of their corners, in points."""

    radius: Annotated[float, Field(ge=0, le=24)]


class Look(Table):
    """A look.toml. Every token must be there: what one left out would come from a look that its author never saw.

    Only two may be left out: `covers`, the compositions that an article's cover is chosen from, for art, and
    `contact_icons`, whether an icon stands before each way to the clinic, for none.
    """

    title: str = Field(min_length=1)
    type: Type
    colours: Colours
    boxes: Boxes
    covers: tuple[Literal["art", "type"], ...] = Field(("art",), min_length=1)
    contact_icons: bool = False


@dataclass(frozen=True)
class Worn:
    """The look of a leaflet: its tokens, the name in layouts/ of its style sheet, '' for none, and of the templates
    whose macros go on top of those of base/, by the names of these.
    """

    name: str
    look: Look
    style: str
    macros: Mapping[str, Sequence[str]]

    @property
    def files(self) -> list[str]:
        """Those of the look's own that there are beside look.toml, by their names in layouts/."""
        own = (file for files in self.macros.values() for file in files if file.startswith(f"{FOLDER}/"))
        return [*filter(None, [self.style]), *own]


def names(workspace: Workspace) -> list[str]:
    """The looks that there are."""
    folders = (folder / FOLDER for folder in workspace.layout_folders)
    return sorted({file.parent.name for folder in folders for file in folder.glob(f"*/{_TOKENS}")})


def must_exist(workspace: Workspace, name: str) -> None:
    """Raises BadInput where there is no look of that name."""
    if name not in names(workspace):
        raise _missing(workspace, name)


def _missing(workspace: Workspace, name: str, place: Place | None = None) -> BadInput:
    return BadInput(f"There is no look '{name}'.", hint=nearest(name, names(workspace)), place=place)


def load(workspace: Workspace, name: str) -> Worn:
    """The look of that name. Raises BadInput where there is none, or its look.toml is wrong."""
    files, folders = workspace.files, workspace.layout_folders
    file = f"{FOLDER}/{name}/{_TOKENS}"
    try:
        if Path(name).name != name:
            raise Missing("")
        text = layout_text(files, folders, file)
    except Missing:
        raise _missing(workspace, name, workspace.place_of(name)) from None
    look = toml.load(text, Look, Path("layouts") / file)
    style = f"{FOLDER}/{name}/style.css"
    own = {base: f"{FOLDER}/{name}/{Path(base).name}" for base in _MACROS}
    macros = {base: [file for file in (own[base], last) if _has(workspace, file)] for base, last in _MACROS.items()}
    return Worn(name, look, style if _has(workspace, style) else "", macros)


def worn(workspace: Workspace, layout: str = "") -> Worn:
    """The look that the workspace wears. Raises BadInput as `load`.

    Nobody has to ask for maple. So in it a `layout` with a style sheet of the workspace's own stays as its author saw
    it: on base/ alone, and on what the workspace itself writes into the look.
    """
    found = load(workspace, workspace.look)
    if found.name != UNASKED or not layout or not _own(workspace, f"{layout}/style.css"):
        return found
    style = found.style if _own(workspace, found.style) else ""
    macros = {
        base: [file for file in files if file == _MACROS[base] or _own(workspace, file)]
        for base, files in found.macros.items()
    }
    return replace(found, style=style, macros=macros)


def _own(workspace: Workspace, name: str) -> bool:
    """Whether there is such a file in the workspace's own layouts/."""
    *own, _ = workspace.layout_folders
    return bool(name) and any(workspace.files.has(folder / name) for folder in own)


def _has(workspace: Workspace, name: str) -> bool:
    try:
        layout_file(workspace.files, workspace.layout_folders, name)
    except Missing:
        return False
    return True


def look_css(look: Look, palette: Palette) -> str:
    """A variable for each token: `--heading-weight`, `--section`, `--radius`, `--cover`, `--on-cover`, …"""
    grounds = {name.replace("_", "-"): ground(palette, role) for name, role in dict(look.colours).items()}
    variables = {
        "heading-weight": str(look.type.weight),
        **{name: f"{getattr(look.type, name):g}rem" for name in ("section", "label", "summary")},
        "radius": f"{look.boxes.radius:g}pt",
        **{name: colour.hex for name, colour in grounds.items()},
        "on-cover": text_on(palette, look.colours.cover).hex,
        "on-help": text_on(palette, look.colours.help).hex,
    }
    return f":root {{{''.join(f' --{name}: {value};' for name, value in variables.items())} }}\n"


def look_value(worn: Worn, palette: Palette) -> LookValue:
    """What templates know of it."""
    colours = worn.look.colours
    return LookValue(
        worn.name,
        worn.look.type.title,
        ground(palette, colours.cover).hex,
        text_on(palette, colours.cover).hex,
        ground(palette, colours.back).hex,
        worn.look.contact_icons,
    )


def grounds(look: Look, palette: Palette) -> Mapping[str, Colour]:
    """What logos stand on."""
    cover, back = ground(palette, look.colours.cover), ground(palette, look.colours.back)
    return {"on_cover": cover, "on_back": back, "on_photograph": shade(palette)}


def ground(palette: Palette, role: Ground) -> Colour:
    """The colour of a role."""
    colour: Colour = getattr(palette, role.replace("-", "_"))
    return colour


def text_on(palette: Palette, role: Ground) -> Colour:
    """What text on it is set in: 4.5:1 at least, whatever the brand."""
    dark = {"primary": palette.on_primary, "secondary": palette.on_secondary}
    return dark.get(role, palette.primary_text)


def inks_on(palette: Palette, role: Ground) -> Inks:
    """What a motif is drawn with there."""
    if role in ("primary", "secondary"):
        return Inks.on_primary(replace(palette, primary=ground(palette, role)))
    return replace(Inks.on_paper(palette), ground=ground(palette, role))
