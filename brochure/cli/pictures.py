"""Pictures of layouts and looks, written into output/ for whoever chooses among them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.errors import BrochureError

if TYPE_CHECKING:
    from PIL import Image

    from brochure.geometry.paper import PaperName
    from brochure.workspace.workspace import Workspace

_QUALITY = 85
#: Of a leaflet whose layout is chosen by its copy.
_USUAL = "trifold"


def of_looks(place: Workspace, names: Sequence[str]) -> dict[str, Path]:
    """The clinic's first leaflet in each of the looks; the file's path by the look's name.

    Raises BadInput and Overset as a build of it does.
    """
    from brochure.proof.thumbnails import shown_article, thumbnail

    article = shown_article(place)
    layout, paper = _layout_and_paper(place)
    return {
        name: _written(place, f"look-{name}", thumbnail(place.wearing(name), article, layout, paper)) for name in names
    }


def of_layouts(
    place: Workspace, papers: Mapping[str, Sequence[PaperName]], faults: list[BrochureError]
) -> dict[str, Path]:
    """As much of the clinic's first leaflet as each layout takes, on its first paper or the clinic's, if it is one.

    The file's path by the layout's name. What cannot be made of one joins `faults`.
    """
    from brochure.proof.thumbnails import shown_article, thumbnail

    article = shown_article(place)
    made = {}
    for name, fitting in papers.items():
        usual = place.config.defaults.paper
        try:
            picture = thumbnail(place, article, name, usual if usual in fitting else fitting[0])
        except BrochureError as error:
            faults.append(error)
        else:
            made[name] = _written(place, f"layout-{name}", picture)
    return made


def _layout_and_paper(place: Workspace) -> tuple[str, PaperName]:
    """Those of the first leaflet."""
    from brochure.workspace.config import BEST

    defaults = place.config.defaults
    first = next(iter(place.config.leaflet), None)
    named = (first and first.layouts) or defaults.layouts
    return next((layout for layout in named if layout != BEST), _USUAL), ((first and first.papers) or [defaults.paper])[
        0
    ]


def _written(place: Workspace, name: str, picture: Image.Image) -> Path:
    from brochure.storage.atomic import publish

    data = io.BytesIO()
    picture.save(data, "JPEG", quality=_QUALITY, optimize=True)
    publish(data.getvalue(), place.output / f"{name}.jpg")
    return place.display_path(place.output / f"{name}.jpg")


def picture_of(made: Mapping[str, Path], name: str) -> dict[str, str]:
    """What the JSON of a layout or look says of its picture."""
    return {"picture": str(made[name])} if name in made else {}
