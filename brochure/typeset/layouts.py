"""Finds and reads layouts: a folder with a `layout.toml`, of the workspace or shipped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from brochure.errors import BadInput, Place, nearest
from brochure.geometry.arranged import Arranged
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece, mirrored, pieces
from brochure.storage.files import is_file
from brochure.workspace import toml
from brochure.workspace.language import is_right_to_left
from brochure.workspace.printer import Printer
from brochure.workspace.workspace import Workspace


def names(workspace: Workspace) -> list[str]:
    """The layouts that there are."""
    folders = ((folder, name) for folder in workspace.layout_folders for name in workspace.files.names(folder))
    return sorted({name for folder, name in folders if is_file(folder / name / "layout.toml")})


def load(workspace: Workspace, name: str) -> tuple[Layout, Path]:
    """The layout and its folder. Raises BadInput where there is none of that name, or its layout.toml is wrong."""
    file = must_exist(workspace, name)
    shown = Path("layouts") / name / "layout.toml"
    return toml.load(workspace.files.text(file, Place(shown)), Layout, shown), file.parent


def must_exist(workspace: Workspace, name: str) -> Path:
    """The layout's layout.toml, which is not read. Raises BadInput where there is none of that name."""
    for folder in workspace.layout_folders:
        file = folder / name / "layout.toml"
        if name == file.parent.name and workspace.files.has(file):
            return file
    raise BadInput(f"There is no layout '{name}'.", hint=nearest(name, names(workspace)))


def arranged(
    workspace: Workspace, name: str, paper: PaperName, arrangement: Arranged, language: str
) -> tuple[Layout, Piece]:
    """The layout `name`, and the piece that a product has by its record: the arrangement that was chosen for its copy.

    Raises BadInput as `load` and `on_paper`, and where the layout has no such arrangement any more.
    """
    layout, _ = load(workspace, name)
    made = on_paper(layout, name, paper, workspace.config.printer)
    made = facing(language, made)
    if not (piece := arrangement.of(made)):
        raise BadInput(f"The layout '{name}' has other arrangements now.", hint="Build again.")
    return layout, piece


def facing(language: str, made: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The arrangements as readers of `language` take them up: in a mirror where that is read from right to left."""
    return tuple(map(mirrored, made)) if is_right_to_left(language) else made


def on_paper(layout: Layout, name: str, paper: PaperName, printer: Printer | None = None) -> tuple[Piece, ...]:
    """The layout's arrangements on the paper, as the `printer` tucks panels in; else as text stock is.

    Raises BadInput where the layout is not made for the paper, or cannot be folded so.
    """
    if paper not in layout.papers:
        raise BadInput(
            f"The layout '{name}' is not made for {paper} paper.", hint=f"It is for {' and '.join(layout.papers)}."
        )
    try:
        usual = PAPERS[paper]
        return pieces(layout, replace(usual, tuck=printer.tuck(usual)) if printer else usual)
    except ValueError as error:
        raise BadInput(
            f"The layout '{name}' cannot be: {error}.", place=Place(Path(f"layouts/{name}/layout.toml"))
        ) from None
