"""The photograph that an article names for its cover: found, judged, and cut for the places that templates give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from markupsafe import Markup

from brochure.art.palette import Palette
from brochure.content.article import Article
from brochure.content.images import ImageFinder
from brochure.content.pictures import cropped
from brochure.content.pictures.cropped import Cropped, Opening
from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.typeset.covers import place_of, shade
from brochure.typeset.pages import Placed
from brochure.typeset.sandbox import Refused
from brochure.typeset.values import Drawing, PhotographValue
from brochure.workspace.workspace import Workspace

#: A photograph with fewer pixels per inch is seen to have pixels; below the second number it is doubtful in print.
COARSE, DOUBTFUL = 100, 200
#: A photograph whose tones all lie within so many levels of 255 shows nothing; one of which nothing is darker than the
#: second is lost on white paper, and of one that is paler on the average than the third little is seen.
_FLAT, _PALEST, _PALE = 16, 190, 212
#: A sheet at most is so wide, in points.
_LARGEST = 20_000
#: How many places a document has for photographs at most; each is cut and kept.
_MOST_PLACES = 40


@dataclass
class Photograph:
    """What templates do with the photograph. Each part of it that they ask for is kept in `made`, by its name.

    `to_left` says that drawings are turned as in a mirror when they are done, so that places are, too. What lies
    below a drawing is not read aloud; what stands in the document itself is.
    """

    article: Article
    data: bytes
    shade: tuple[int, int, int]
    to_left: bool
    drawing: Drawing | None = None
    made: dict[str, bytes] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    _coarsest: tuple[float, float, float] | None = None
    _read: bool = False

    @property
    def value(self) -> PhotographValue:
        """What templates know of it."""
        return PhotographValue(*cropped.size(self.data), _said(self.article.front.cover_alt))

    def lay(
        self, x: float, y: float, width: float, height: float, words: float = 0, strip: int = 0, strips: int = 1
    ) -> Markup:
        """Lays the photograph below the drawing that is being made. Nothing is printed where this is called."""
        if not self.drawing:
            raise Refused("a photograph is laid below a drawing", "In leaflet.html write cut_photograph(…).")
        address = self.cut(width, height, words, strip, strips)
        _measured(x, y)
        left = self.drawing.width - x - width if self.to_left else x
        self.placed.append(Placed(self.drawing.name, address, left, y, width, height))
        return Markup("")

    def cut(self, width: float, height: float, words: float = 0, strip: int = 0, strips: int = 1) -> str:
        """The address of as much of the photograph as fills so many points."""
        _measured(width, height, words, strip, strips)
        if width <= 0 or height <= 0 or not 0 <= words <= height or not 0 <= strip < strips <= 8:
            raise Refused(
                f"no photograph is cut to {width!r:.20} × {height!r:.20} pt", "See layouts/README.md: Covers."
            )
        if self.to_left:
            strip = strips - 1 - strip
        opening = Opening(width, height, self.article.front.focus, words, self.shade, int(strip), int(strips))
        part = cropped.cropped(self.data, opening)
        self._check(part, width, height)
        self._read = self._read or not self.drawing
        name = f"photograph-{blake2b(part.data, digest_size=8).hexdigest()}.jpg"
        self.made[name] = part.data
        if len(self.made) > _MOST_PLACES:
            raise Refused("the photograph is cut for more places than a leaflet has", "Lay it once or twice.")
        return f"brochure:made/{name}"

    def _check(self, part: Cropped, width: float, height: float) -> None:
        if part.ppi < COARSE:
            times = DOUBTFUL / part.ppi
            raise BadInput(
                f"The photograph '{self._name}' has {part.ppi:.0f} ppi where the cover shows it,"
                f" {width / 72:.1f} × {height / 72:.1f} in: too coarse to print.",
                hint=f"Use one with {times:.1f} times as many pixels each way, or take cover_photo out.",
                place=place_of(self.article, "cover_photo"),
            )
        if part.ppi < DOUBTFUL and (not self._coarsest or part.ppi < self._coarsest[0]):
            self._coarsest = part.ppi, width, height

    @property
    def _name(self) -> str:
        return Path(self.article.front.cover_photo).name

    def remarks(self) -> tuple[Finding, ...]:
        """What there is to say of it: too few pixels for print, nothing for who cannot see it."""
        found = []
        if self._coarsest:
            ppi, width, height = self._coarsest
            message = f"The photograph '{self._name}' has {ppi:.0f} ppi at {width / 72:.1f} × {height / 72:.1f} in."
            hint = f"In print it is soft; use one with {DOUBTFUL / ppi:.1f} times as many pixels each way."
            found.append(Finding("coarse-photograph", "warning", message, hint))
        if self._read and not self.article.front.cover_alt:
            message = f"The photograph '{self._name}' has no text, so it is an ornament for readers who cannot see it."
            hint = "Write what it shows, cover_alt: …, or cover_alt: decorative."
            found.append(Finding("photograph-without-text", "note", message, hint))
        tones = cropped.tones(self.data)
        if self.made and tones.mean > _PALE:
            message = f"The photograph '{self._name}' is pale: on paper little of it is seen."
            found.append(Finding("pale-photograph", "warning", message, "Use one with darker parts."))
        return tuple(found)


def photograph(workspace: Workspace, article: Article, palette: Palette, *, to_left: bool) -> Photograph:
    """The photograph that the article names. Raises BadInput where there is none, or it shows nothing."""
    place = place_of(article, "cover_photo")
    folders = (workspace.root / article.file.parent, workspace.root / "assets" / "images", workspace.root)
    named = article.front.cover_photo
    if named.lower().endswith(".svg"):
        hint = "Name one of pixels, such as a JPEG; a cover that is drawn has cover: art."
        raise BadInput(f"'{named}' is a drawing and no photograph.", hint=hint, place=place)
    finder = ImageFinder(workspace.named_files, folders)
    finder(named, place)
    data = workspace.named_files.read(finder.found(named, place), place)
    _judge(Path(named).name, data, place)
    return Photograph(article, data, shade(palette).channels, to_left)


def _judge(name: str, data: bytes, place: Place) -> None:
    tones = cropped.tones(data)
    if tones.brightest - tones.darkest < _FLAT:
        shown = "all white" if tones.mean > 240 else "all black" if tones.mean < 15 else "all of one colour"
        raise BadInput(f"The photograph '{name}' is {shown}.", hint="Name one that shows something.", place=place)
    if tones.darkest > _PALEST:
        raise BadInput(
            f"The photograph '{name}' is too pale: on white paper nothing of it would be seen.",
            hint="Use one with darker parts, or darken it in a program for pictures.",
            place=place,
        )


def _said(alt: str) -> str:
    return "" if alt.strip().lower() == "decorative" else alt


def _measured(*lengths: object) -> None:
    if not all(isinstance(length, int | float) and abs(length) <= _LARGEST for length in lengths):
        raise Refused("a photograph has its place and size in points", "Give numbers.")
