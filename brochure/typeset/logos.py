"""The clinic's logo on each ground that layouts have: the one of two that is seen there, or a plate under it."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from brochure.art.colour import BLACK, WHITE, Colour, contrast
from brochure.art.palette import Palette
from brochure.content import drawings, logos
from brochure.content.images import ImageFinder
from brochure.content.logos import MADE_OUT, SEEN, Outlines
from brochure.content.pictures.clean import clean, with_profile
from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.storage.read_trace import digest
from brochure.typeset.fonts.faces import of_drawings
from brochure.typeset.values import LogoValue
from brochure.workspace.workspace import CONFIG, Workspace

#: A ground with less contrast than this with the paper is as pale.
_PALE = 1.5
#: Pixels along the longer side at which a drawing is looked at.
_LOOK = 640
_MOST_KNOWN = 16


@dataclass(frozen=True)
class _Ground:
    colour: Colour
    plate: Colour | None = None


@dataclass(frozen=True)
class _Look:
    ratio: float
    outlines: Outlines


_known: OrderedDict[str, _Look] = OrderedDict()


@dataclass(frozen=True)
class Logo:
    """A file of the clinic's: its address for the engine, its bytes, and what it looks like."""

    name: str
    address: str
    data: bytes
    ratio: float
    outlines: Outlines
    says_name: bool


def logos_of(workspace: Workspace) -> tuple[Logo, ...]:
    """The clinic's logo, and the one for dark grounds; none, one or both. Raises BadInput for what is no logo."""
    clinic = workspace.config.clinic
    named = {"logo": clinic.logo, "logo_on_dark": clinic.logo_on_dark}
    return tuple(_logo(workspace, key, name) for key, name in named.items() if name)


def on_grounds(
    found: tuple[Logo, ...], palette: Palette, more: Mapping[str, Colour] = MappingProxyType({})
) -> Mapping[str, LogoValue] | None:
    """The logo for each ground: `on_primary`, `on_paper`, `on_tint` and `more`; None where the clinic has none."""
    if not found:
        return None
    grounds = {"on_primary": palette.primary, "on_paper": WHITE, "on_tint": palette.tint, **more}
    chosen = {name: choose(found, ground, palette) for name, ground in grounds.items()}
    return MappingProxyType(
        {
            name: LogoValue(logo.address, logo.ratio, plate.hex if plate else "", logo.says_name)
            for name, (logo, plate) in chosen.items()
        }
    )


def choose(found: tuple[Logo, ...], ground: Colour, palette: Palette) -> tuple[Logo, Colour | None]:
    """The logo that is seen on the ground, or on a plate; where it is seen on none, it is as it is.

    On a dark ground the plate is of the paper's colour. On paper itself a pale logo stays as its clinic knows it, and
    only one that nobody could make out, such as a white one, gets a plate of a colour.
    """
    bare, paper = _Ground(ground), _Ground(palette.paper, palette.paper)
    if contrast(ground, palette.paper) < _PALE:
        rounds = [(SEEN, [bare]), (MADE_OUT, [bare])]
    else:
        rounds = [(SEEN, [bare, paper]), (MADE_OUT, [paper])]
    rounds.append((SEEN, [_Ground(colour, colour) for colour in (palette.primary, palette.ink)]))
    for least, grounds in rounds:
        for each in grounds:
            for logo in _ordered(found, each.colour):
                if logo.outlines.seen_on(each.colour, least):
                    return logo, each.plate
    return _ordered(found, ground)[0], None


def remarks(found: tuple[Logo, ...], html: str, palette: Palette) -> tuple[Finding, ...]:
    """A note where the logo stands on a plate in the document, and a warning where no ground shows the whole of it."""
    hint = "If you have one for such grounds, name it as logo_on_dark in [clinic]."
    if 'class="logo plate"' in html:
        message = "The logo would be lost on the ground that it stands on, so it stands on a plate of its own."
        return (Finding("logo-plate", "note", message, hint),)
    logo, plate = choose(found, palette.primary, palette) if found else (None, None)
    if not logo or 'class="logo"' not in html or logo.outlines.seen_on(plate or palette.primary, MADE_OUT):
        return ()
    message = f"Parts of the logo '{logo.name}' are lost on every ground: it has pale and dark ones."
    return (Finding("logo-lost", "warning", message, hint),)


def picture(workspace: Workspace, logo: Logo, width: int, height: int) -> bytes:
    """The logo as a PNG of at most so many pixels, for a message."""
    image = _opened(workspace, logo.name, logo.data, max(width, height), Place(Path(CONFIG)))
    image = image.convert("RGBA")
    image.thumbnail((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _ordered(found: tuple[Logo, ...], ground: Colour) -> tuple[Logo, ...]:
    """The one for dark grounds first on those; where there are two it is the second."""
    return found[::-1] if contrast(ground, WHITE) > contrast(ground, BLACK) else found


def _logo(workspace: Workspace, key: str, named: str) -> Logo:
    place = Place(Path(CONFIG))
    try:
        address = ImageFinder(workspace.named_files, (workspace.root,))(named, place)
        data = workspace.named_files.read(workspace.root / named, place)
        name = Path(named).name
        look = _looked_at(workspace, name, data, place)
        said = drawings.words(name, data, place) if drawings.is_drawing(name, data) else ""
        says_name = " ".join(workspace.config.clinic.name.casefold().split()) in said.casefold()
        return Logo(name, address, data, look.ratio, look.outlines, says_name)
    except BadInput as error:
        if error.place == place:
            # Only now, for what reads brochure.toml as a whole is made anew after any change of it.
            error.place = Place(place.file, workspace.line_of(key))
        raise


def _looked_at(workspace: Workspace, name: str, data: bytes, place: Place) -> _Look:
    """What it looks like; looking takes a process of its own for a drawing, so it is kept by the file's content."""
    key = digest(data)
    if key not in _known:
        image = _opened(workspace, name, data, _LOOK, place)
        if not drawings.is_drawing(name, data):
            logos.check_size(name, image.width, image.height, place)
        if len(_known) >= _MOST_KNOWN:
            _known.popitem(last=False)
        _known[key] = _Look(image.width / image.height, logos.outlines(name, image, place))
    return _known[key]


def _opened(workspace: Workspace, name: str, data: bytes, longer_side: int, place: Place) -> Image.Image:
    if drawings.is_drawing(name, data):
        find = partial(of_drawings, workspace.files, workspace.font_folders)
        data = drawings.pixels(name, data, find, longer_side, place)
    else:
        data = with_profile(clean(data))
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        image.thumbnail((2 * longer_side, 2 * longer_side))
        return image
