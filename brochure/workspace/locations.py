"""[[location]]: where a clinic sees its patients, and which of these places a leaflet shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from brochure.errors import BadInput, Place, nearest
from brochure.workspace.language import Language
from brochure.workspace.tables import Table
from brochure.workspace.validation_errors import Keys, Locate
from brochure.workspace.web import Lines, Web

#: So many no chain of practices has; with so many, brochure.toml is read in a fifth of a second.
MOST = 2_000
#: So many no sheet shows. How much room a leaflet lacks for thousands would take half a minute to find out.
MOST_SHOWN = 200
#: The longest part of a file's name that tells which locations it shows, in letters; then a number stands for them.
_LONGEST = 80


def _names(value: object) -> object:
    return [part.strip() for part in re.split(r"[,;\n]", value) if part.strip()] if isinstance(value, str) else value


class LocationTranslation(Table):
    """A location in another language. What is left out stays in the clinic's own."""

    name: str = Field("", description="What the place is called.")
    hours: Lines = Field((), description="When it is open: one string a line.")


class Location(Table):
    """A place where the clinic sees patients."""

    name: str = Field(min_length=1, description="What the place is called, such as 'North'.")
    id: str = Field("", description="A short name for `locations` of a leaflet, and for files; else made of the name.")
    address: Lines = Field((), description="One string a line.")
    phone: str = Field("", description="Printed as it is written here; in PDFs a link that dials.")
    hours: Lines = Field((), description="When it is open: one string a line.")
    map: Web = Field("", description="Its page on a map; else its address is looked up (see map of [clinic]).")
    languages: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        (), description="What its staff speak, as it is printed: ['English', 'Español']."
    )
    translations: Mapping[Language, LocationTranslation] = Field(
        {}, description="By language, such as [location.translations.es]."
    )

    @property
    def key(self) -> str:
        """What leaflets and files call it."""
        return slug(self.id or self.name)


def slug(name: str) -> str:
    """'Saint-Étienne, rue 3' as 'saint-etienne-rue-3'; letters of other scripts stay."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain).casefold()).strip("-")


class Places:
    """The locations of a clinic, by what its leaflets call them. Made once for thousands of leaflets."""

    def __init__(self, locations: Sequence[Location]) -> None:
        self._all = tuple(locations)
        self._named: dict[str, list[Location]] = {}
        for location in self._all:
            for name in dict.fromkeys((location.key, slug(location.name))):
                self._named.setdefault(name, []).append(location)

    def shown(self, named: Iterable[str] | None) -> tuple[Location, ...]:
        """Those that a leaflet names, in its order; all where it names none. Raises BadInput as `found` does."""
        found = self._all if named is None else tuple(self.found(name) for name in named)
        if len(found) > MOST_SHOWN:
            message, hint = _too_many(len(found))
            raise BadInput(message, hint=hint, place=Place(Path("brochure.toml")))
        return found

    def suffix(self, named: Sequence[str] | None) -> tuple[str, ...]:
        """How products tell which locations they show; empty where they show all, as leaflets do of themselves."""
        if named is None or self.shown(named) == self._all:
            return ()
        names = tuple(slug(name) for name in named)
        if len("-".join(names)) <= _LONGEST:
            return names
        return (*(name[:20] for name in names[:2]), sha256("-".join(names).encode()).hexdigest()[:8])

    def found(self, name: str) -> Location:
        """By its id or name, or by how that begins where one location alone does so. Raises BadInput."""
        key = slug(name)
        found = self._named.get(key) or self._beginning(key)
        if len(found) == 1:
            return found[0]
        if found:
            names = " or ".join(f"'{location.key}'" for location in found)
            raise BadInput(f"'{name}' may be more than one location.", hint=f"Write {names}.")
        hint = nearest(key, [location.key for location in self._all])
        raise BadInput(f"There is no location '{name}'.", hint=hint or "Add it as a [[location]] table, with its name.")

    def _beginning(self, key: str) -> list[Location]:
        return [location for location in self._all if key and location.key.startswith(f"{key}-")]


def check(locations: Sequence[Location], leaflets: Iterable[Sequence[str] | None], file: Path, line: Locate) -> None:
    """Raises BadInput, with the line of brochure.toml, where a location stands twice or a leaflet names one wrongly."""
    if len(locations) > MOST:
        raise BadInput(f"There are {len(locations)} locations, more than {MOST}.", place=Place(file))
    known: set[str] = set()
    places = Places(locations)
    for number, location in enumerate(locations):
        if not location.key:
            raise _fault("has no letters in its name", location, Place(file, _line(("location", number, "name"), line)))
        if location.key in known:
            key = "id" if location.id else "name"
            raise _fault("is there twice", location, Place(file, _line(("location", number, key), line)))
        known.add(location.key)
    for number, named in enumerate(leaflets):
        for fault, hint in _faults(places, named or ()):
            raise BadInput(fault, hint=hint, place=Place(file, _line(("leaflet", number, "locations"), line)))


def _line(keys: Keys, line: Locate) -> int | None:
    return line(keys) or line(keys[:2])


def _fault(what: str, location: Location, place: Place) -> BadInput:
    hint = "Give one of the two another name, or an id of its own."
    return BadInput(f"The location '{location.id or location.name}' {what}.", hint=hint, place=place)


def _too_many(count: int) -> tuple[str, str]:
    hint = 'Name those that it shows: locations = ["…"] in its [[leaflet]] table.'
    return f"The leaflet shows {count} locations, more than {MOST_SHOWN}.", hint


def _faults(places: Places, named: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(named) > MOST_SHOWN:
        yield _too_many(len(named))
    met: list[Location] = []
    for name in named:
        try:
            location = places.found(name)
        except BadInput as error:
            yield error.message, error.hint
            return
        if location in met:
            yield f"The leaflet names the location '{name}' twice.", "Take one out."
        met.append(location)
