"""What a message has of the look that its leaflet wears: grounds, type, corners, and a template of the look's own."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.art.palette import Palette
from brochure.errors import Missing
from brochure.typeset import looks
from brochure.typeset.templates import layout_file
from brochure.typeset.values import Value
from brochure.workspace.workspace import Workspace

#: Of a look without one of its own.
_PLAIN = "mail/dress.html"
#: The title, in CSS pixels, and how large and small a look may make it.
_TITLE, _LARGEST, _SMALLEST = 30, 38, 26


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Dress(Value):
    """Colours are '#8a2a1f'. `serif`: headings are set in the brand's family for them; `title` and `radius` in pixels.

    `template` has the macros `rule()`, what stands below the head, and `note()`, the edges of the box, as CSS.
    """

    name: str
    template: str
    head: str
    on_head: str
    around: str
    note_ground: str
    help: str
    on_help: str
    serif: bool
    weight: int
    title: int
    radius: int


def dress(workspace: Workspace, palette: Palette) -> Dress:
    """That of the look which the workspace wears. Raises BadInput where there is no such look."""
    worn = looks.worn(workspace)
    colours, type_ = worn.look.colours, worn.look.type
    own = f"{looks.FOLDER}/{worn.name}/message.html"
    try:
        layout_file(workspace.files, workspace.layout_folders, own)
    except Missing:
        own = _PLAIN
    return Dress(
        worn.name,
        own,
        looks.ground(palette, colours.cover).hex,
        looks.text_on(palette, colours.cover).hex,
        looks.ground(palette, "secondary-tint" if colours.key_facts == "secondary-tint" else "tint").hex,
        looks.ground(palette, colours.callout).hex,
        looks.ground(palette, colours.help).hex,
        looks.text_on(palette, colours.help).hex,
        type_.heading == "heading",
        type_.weight,
        round(min(_LARGEST, max(_SMALLEST, _TITLE * type_.title))),
        round(worn.look.boxes.radius),
    )
