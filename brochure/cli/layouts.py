"""brochure layouts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.colour import tint
from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.pictures import of_layouts, picture_of
from brochure.cli.standing import shown, told
from brochure.errors import BrochureError, UsageError, error_json, highest_ranking
from brochure.geometry.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brochure.geometry.layout import Layout
    from brochure.geometry.piece import Piece
    from brochure.workspace.workspace import Workspace


@click.command()
@click.argument("name", required=False)
@click.option("--paper", type=click.Choice(PAPERS), help="On this paper alone; else on each that the layout is for.")
@click.option("--fits", metavar="ARTICLE", help="Rank the layouts by how well this article's copy suits them.")
@click.option("--dummy", is_flag=True, help="Write PDFs with numbered panels and the folds, to be folded by hand.")
@click.option("--calibrate", is_flag=True, help="Write a sheet that shows how true the office's printer is.")
@click.option("--pictures", is_flag=True, help="Write a picture of the clinic's first leaflet in each layout.")
@common
def command(
    name: str | None,
    paper: Any,
    fits: str | None,
    dummy: bool,
    calibrate: bool,
    pictures: bool,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """List the layouts; of the layout NAME, how its panels lie on the sheet, in which order they are read, its folds.

    With --dummy, output/dummy-NAME-PAPER.pdf is what to print and fold, one for each arrangement of the layout.
    With --calibrate, output/calibration-PAPER.pdf has a ruler, and a target to see how front and back register.
    With --fits the layout that suits the article best comes first. With --pictures, output/layout-NAME.jpg shows as
    much of the first leaflet that brochure.toml names as the layout takes.
    """
    place = the_workspace(workspace)
    if fits is not None:
        if name or dummy or calibrate or pictures:
            raise UsageError("--fits ranks all layouts.", hint="Leave the rest out.")
        from brochure.cli.fits import rank

        return rank(place, fits, paper, as_json=as_json, quiet=quiet)
    if calibrate:
        if name or dummy or pictures:
            raise UsageError("--calibrate is about the printer, not about a layout.", hint="Leave the rest out.")
        return _written(_calibration(place, paper or place.config.defaults.paper), as_json=as_json, quiet=quiet)
    if dummy:
        if pictures:
            raise UsageError("--dummy and --pictures are two things.", hint="Type one after the other.")
        if not name:
            raise UsageError("--dummy needs a layout.", hint="Name one: `brochure layouts NAME --dummy`.")
        return _written(_dummies(place, name, paper), as_json=as_json, quiet=quiet)
    if name:
        return _one(place, name, paper, pictures=pictures, as_json=as_json, quiet=quiet)
    return _all(place, paper, pictures=pictures, as_json=as_json, verbose=verbose, quiet=quiet)


def _written(paths: Iterable[Path], *, as_json: bool, quiet: bool) -> int:
    files = [str(path if as_json else shown(path)) for path in paths]
    if as_json:
        say_json({"ok": True, "files": files})
    elif not quiet:
        for file in files:
            click.echo(file)
    return 0


def _calibration(place: Workspace, paper: str) -> Iterator[Path]:
    from brochure.proof.calibration import calibration
    from brochure.proof.sheet_words import sheet_words

    sheet = calibration(PAPERS[paper], place.config.office.flip, sheet_words(place))
    yield _write(place, f"calibration-{paper}.pdf", sheet)


def _dummies(place: Workspace, name: str, paper: str | None) -> Iterator[Path]:
    """A file for each arrangement, mirrored where the clinic's language is read from right to left."""
    from brochure.editions.imposition import for_office
    from brochure.proof.dummy import dummy
    from brochure.proof.sheet_words import sheet_words

    made, said = _loaded(place, name, paper)[1], sheet_words(place)
    for size, pieces in made.items():
        for number, piece in enumerate(pieces, start=1):
            file = f"dummy-{name}-{size}{'' if number == 1 else f'-{number}'}.pdf"
            yield _write(place, file, dummy(name, size, piece, for_office(place, piece, size), said))


def _write(place: Workspace, name: str, content: bytes) -> Path:
    from brochure.storage.atomic import publish

    publish(content, place.output / name)
    return place.display_path(place.output / name)


def _loaded(place: Workspace, name: str, paper: str | None) -> tuple[Layout, dict[str, tuple[Piece, ...]]]:
    """The layout, and by paper its arrangements as the clinic's readers take them up."""
    from brochure.typeset import layouts

    layout, _ = layouts.load(place, name)
    papers = (paper,) if paper else layout.papers
    language = place.config.clinic.language
    return layout, {
        size: layouts.facing(language, layouts.on_paper(layout, name, size, place.config.printer)) for size in papers
    }


def _all(place: Workspace, paper: str | None, *, pictures: bool, as_json: bool, verbose: bool, quiet: bool) -> int:
    from brochure.proof import layout_facts
    from brochure.typeset import layouts

    listed: list[tuple[str, Layout, dict[str, tuple[Piece, ...]]]] = []
    faults: list[BrochureError] = []
    for name in layouts.names(place):
        try:
            layout, _ = layouts.load(place, name)
            if paper in (None, *layout.papers):
                listed.append((name, *_loaded(place, name, paper)))
        except BrochureError as error:
            faults.append(error)
    shots = of_layouts(place, {name: tuple(made) for name, _, made in listed}, faults) if pictures else {}
    if as_json:
        found = [layout_facts.as_json(*each) | picture_of(shots, each[0]) for each in listed]
        failed = {"errors": [error_json(fault) for fault in faults]} if faults else {}
        say_json({"ok": not faults, "layouts": found, **failed})
    elif not quiet:
        for name, layout, made in listed:
            click.echo(f"{tint(name, bold=True)}: {layout_facts.in_a_line(layout, made)}")
            if verbose:
                click.echo(f"  {place.display_path(layouts.load(place, name)[1])}")
            if name in shots:
                click.echo(f"  {shown(shots[name])}")
    if not as_json:
        for fault in faults:
            click.echo(f"brochure: {told(fault)}", err=True)
    return highest_ranking(fault.code for fault in faults)


def _one(place: Workspace, name: str, paper: str | None, *, pictures: bool, as_json: bool, quiet: bool) -> int:
    from brochure.editions.imposition import for_office
    from brochure.proof import layout_facts

    layout, made = _loaded(place, name, paper)
    faults: list[BrochureError] = []
    shots = of_layouts(place, {name: tuple(made)}, faults) if pictures else {}
    if faults:
        raise faults[0]
    sheets = {size: tuple(for_office(place, piece, size) for piece in pieces) for size, pieces in made.items()}
    if as_json:
        geometries = layout_facts.geometries(made, sheets)
        facts = layout_facts.as_json(name, layout, made) | picture_of(shots, name)
        say_json({"ok": True, "layouts": [{**facts, "geometries": geometries}]})
    elif not quiet:
        click.echo(f"{tint(name, bold=True)}: {layout_facts.in_a_line(layout, made)}")
        for line in (*layout_facts.in_words(made, sheets), *(str(shown(path)) for path in shots.values())):
            click.echo(line)
    return 0
