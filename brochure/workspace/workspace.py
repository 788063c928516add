"""The workspace: the folder with a `brochure.toml`, and what lies where in it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from brochure.errors import BadInput, Missing, Place, nearest
from brochure.storage import read_trace
from brochure.storage.files import OUTPUT, Files, Reach, is_file, kind
from brochure.storage.shipped import SHIPPED
from brochure.workspace import locations, toml
from brochure.workspace.config import Config
from brochure.workspace.digests import LOCATION, LOCATIONS, digests

CONFIG = "brochure.toml"
#: Folders that a workspace may do without, but not with something else in their place.
_ROOMS = ("assets", "assets/articles", "assets/fonts", "assets/images", "layouts")


def releases_of(root: Path) -> Path:
    """Where the releases of the workspace at `root` lie, a folder for each article."""
    return root / OUTPUT / "releases"


@dataclass(frozen=True)
class Workspace:
    """A clinic's folder. What it lacks of layouts and fonts comes from the shipped ones."""

    root: Path
    config: Config
    files: Files
    #: The look of the leaflet that is made; else the clinic's.
    worn: str = ""

    @cached_property
    def places(self) -> locations.Places:
        """Its locations, by their names."""
        return locations.Places(self.config.location)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Of each key of brochure.toml, for the records of thousands of leaflets. Nothing is noted as read."""
        with read_trace.unnoted():
            return dict(digests(self.config))

    @property
    def look(self) -> str:
        """The name of the look that leaflets wear."""
        return self.worn or self.config.defaults.look

    @property
    def named_files(self) -> Files:
        """What the clinic's copy and its brochure.toml may name."""
        return self.files.within(Reach.NAMED)

    @property
    def articles(self) -> Path:
        return self.root / "assets" / "articles"

    @property
    def images(self) -> Path:
        """Where pictures lie that articles name."""
        return self.root / "assets" / "images"

    @property
    def output(self) -> Path:
        return self.root / OUTPUT

    @property
    def releases(self) -> Path:
        """Where releases lie, a folder for each article."""
        return releases_of(self.root)

    @property
    def outbox(self) -> Path:
        """Where drafts of messages lie, with a picture of each message."""
        return self.output / "outbox"

    @property
    def records(self) -> Path:
        """Where the program keeps its own notes: what went to whom."""
        return self.root / ".brochure"

    @property
    def font_folders(self) -> tuple[Path, ...]:
        """Where fonts are looked for, the workspace's own first."""
        return _folders(self.root / "assets" / "fonts", SHIPPED / "assets" / "fonts")

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where layouts are looked for, the workspace's own first."""
        return _folders(self.root / "layouts", SHIPPED / "layouts")

    def article(self, name: str) -> Path:
        """The file of an article named by slug or by path. Raises BadInput where there is none."""
        path, candidates = Path(name), tuple[Path, ...]()
        if path.suffix == ".md":
            candidates = Path.cwd() / path, self.root / path, self.articles / path
        elif path.name == name:
            candidates = (self.articles / f"{name}.md",)
        for candidate in candidates:
            try:
                if self.files.has(candidate):
                    self.named_files.inside(candidate)
                    # Not what a link leads to: an article is called what it is asked for by.
                    return candidate
            except BadInput as error:
                error.place = self.place_of(name)
                raise
        place = self.place_of(name)
        slugs = [file.stem for file in self.articles.glob("*.md") if is_file(file)] if self.articles.is_dir() else []
        raise Missing(
            f"There is no article '{name}' in {self.files.name(self.articles)}.",
            hint=nearest(path.stem, slugs) or "Bring copy in with `brochure import FILE`.",
            place=place,
        )

    def settings(self) -> str:
        """The text of brochure.toml."""
        return self.files.text(self.root / CONFIG)

    def display_path(self, path: Path) -> Path:
        """A path as it is shown to the user: relative to the workspace where it lies in it."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    def showing(self, named: Sequence[str]) -> Workspace:
        """The same with the locations alone that a leaflet names, or all; what it shows is noted as read."""
        config = self.config
        chosen = self.places.shown(named or None)
        if trace := read_trace.current():
            trace.keys |= {f"{LOCATION}.{location.key}" for location in chosen} | (set() if named else {LOCATIONS})
        return replace(self, config=config.model_copy(update={"location": chosen})) if named else self

    def wearing(self, look: str) -> Workspace:
        """The same in a look; without one, or in the clinic's own, which is then noted as read, it is as it was."""
        return replace(self, worn=look) if look and look != self.config.defaults.look else self

    def line_of(self, key: str, section: str = "clinic") -> int | None:
        """The line of brochure.toml on which a key of a section stands; None where there is none."""
        return toml.lines(self.files.text(self.root / CONFIG))((*section.split("."), key))

    def place_of(self, name: str) -> Place | None:
        """Where brochure.toml names it; None where it does not, for then the command line did."""
        lines = enumerate(self.settings().split("\n"), start=1)
        return next(
            (Place(Path(CONFIG), number) for number, line in lines if f'"{name}"' in line.partition("#")[0]), None
        )


def _folders(*folders: Path) -> tuple[Path, ...]:
    """Each once, whether it exists or not: one that is made later, or a link that leads elsewhere, counts from then."""
    return tuple(dict.fromkeys(folders))


def find(start: Path, otherwise: Path | None = None) -> Path:
    """The nearest folder upwards from `start` that has a brochure.toml. Raises BadInput where there is none."""
    for folder in (start, *start.parents):
        if os.path.lexists(folder / CONFIG):  # if it is no file, that is said when it is opened
            return folder
    if otherwise:
        return otherwise
    raise Missing(
        f"There is no {CONFIG} in {start} or above it.",
        hint="Make a workspace with `brochure init DIR`, or name one with --workspace.",
    )


def open_workspace(root: Path) -> Workspace:
    """Reads and checks the folder's brochure.toml. Raises BadInput with the place of what is wrong."""
    named, root = root.absolute(), root.resolve()
    files = Files(root)
    file = root / CONFIG
    if not root.is_dir():
        if obstacle := kind(named):
            hint = f"Name the folder that holds {CONFIG}, or make one with `brochure init DIR`."
            raise BadInput(f"{named} is {obstacle}, not a folder.", hint=hint)
        raise Missing(f"There is no folder {root}.", hint="Make it with `brochure init DIR`.")
    if not files.has(file):
        raise Missing(f"There is no {CONFIG} in {root}.", hint="Make a workspace with `brochure init DIR`.")
    for room in _ROOMS:
        if (what := kind(root / room)) not in ("", "a folder"):
            raise BadInput(f"{room} is {what}, not a folder.", hint="Move it away, and make a folder of that name.")
    text = files.text(file, Place(Path(CONFIG)))
    config = toml.load(text, Config, Path(CONFIG))
    locations.check(config.location, (each.locations for each in config.leaflet), Path(CONFIG), toml.lines(text))
    return Workspace(root, config, files)
