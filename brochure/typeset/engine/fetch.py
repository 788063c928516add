"""The typesetter's only way to files: addresses such as `brochure:font/Name.ttf`, and no others.

brochure:workspace/PATH   a picture that copy or brochure.toml names; of others, those in assets/ and layouts/ alone
brochure:layout/PATH      a file of the layout's folder
brochure:font/NAME        a font of assets/fonts
brochure:made/NAME        what was made for this leaflet: art, the QR code
brochure:drawn/NAME       a picture in a drawing, or that a drawing became
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from brochure.content.pictures import boxed
from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.storage import read_trace
from brochure.storage.files import Files, Reach
from brochure.storage.shipped import SHIPPED

if TYPE_CHECKING:
    from brochure.content.drawings import Drawn
    from brochure.content.drawings.lettering import Font
    from brochure.content.pictures.clean import Clean

SCHEME = "brochure:"
_FONT, MADE = f"{SCHEME}font/", f"{SCHEME}made/"
SHIPPED_LAYOUTS = SHIPPED / "layouts"
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
#: How JPEG, PNG, GIF, TIFF and WebP begin, whatever they are called.
_RASTER = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"RIFF")


class RefusedToLayout(BadInput):
    """What a layout asks for and does not get; whoever knows its style sheets says on which line."""


class ServedFont(Protocol):
    """A font that is made from files, which it is given a way to read."""

    def data(self, read: Callable[[Path], bytes]) -> bytes: ...


@dataclass(frozen=True)
class Fetcher:
    """Answers what the engine asks for. `refused` keeps the first refusal, for the engine swallows exceptions.

    `named` are the addresses of pictures that the copy and brochure.toml name; all else is asked for by a layout.
    Pictures of pixels are given out as `clinic.pictures` cleans them; `pictures` keeps them by address, each with the
    digest of its file, for copyfit asks again and again. `drawings` keeps what drawings became, by address. Text in
    them is set in the fonts of `font_folders`. `remarks` are what there is to say of the fonts.
    `fetched` has the digest of what was given out last, by address.
    """

    files: Files
    layout: Path
    fonts: Mapping[str, Path | ServedFont]
    made: Mapping[str, bytes]
    named: frozenset[str] = frozenset()
    refused: list[BadInput] = field(default_factory=list)
    pictures: dict[str, tuple[str, Clean]] = field(default_factory=dict)
    font_folders: tuple[Path, ...] = ()
    drawings: dict[str, Drawn] = field(default_factory=dict)
    remarks: tuple[Finding, ...] = ()
    fetched: dict[str, str] = field(default_factory=dict)

    def fetch(self, url: str) -> tuple[bytes, str]:
        """Content and media type. Raises BadInput for every address that is not ours."""
        try:
            content = self._judged(url)
            self.fetched[url] = read_trace.digest(content)
            return content, _TYPES.get(Path(url).suffix.lower(), "application/octet-stream")
        except BadInput as error:
            if not error.place and url not in self.named:
                error = RefusedToLayout(error.message, hint=error.hint)
            self.refused.append(error)
            raise error from None

    def _judged(self, url: str) -> bytes:
        """The content; of a drawing, whoever drew it, what `drawings` makes of it; of pixels, nothing beside them."""
        content = self._content(url)
        if self.is_ours(url):
            return content
        if content.startswith(_RASTER) or boxed.kind(content):
            return self._clean(url, content)
        # Loaded here: most leaflets have none but ours.
        from brochure.content import drawings

        if not drawings.is_drawing(url, content):
            return content
        shown = self.shown(url)
        if self._is_art(url):
            return drawings.plain(shown.name, content, Place(shown))
        self.drawings[url] = drawings.drawn(shown.name, content, self._fonts, Place(shown))
        return self.drawings[url].svg

    def _is_art(self, url: str) -> bool:
        """Whether it is what a template draws: that is made for the engine, and looked at."""
        return url.startswith(MADE)

    def _fonts(self, family: str) -> Sequence[Font]:
        from brochure.typeset.fonts.faces import of_drawings

        return of_drawings(self.files, self.font_folders, family)

    def notes(self) -> tuple[Finding, ...]:
        """What was remarked before; and of each drawing that the engine got as pixels, that it did."""
        as_pixels = (
            Finding(
                "drawing-as-pixels",
                "note",
                f"The drawing '{self.shown(url).name}' is set as a picture of pixels: {drawing.because} cannot stay"
                " lines and areas.",
                "Save it as plain shapes if its edges look soft.",
            )
            for url, drawing in sorted(self.drawings.items())
            if drawing.because
        )
        return (*self.remarks, *as_pixels)

    def shown(self, url: str) -> Path:
        """What an address of ours leads to, as messages call it."""
        room, _, name = unquote(url).removeprefix(SCHEME).partition("/")
        return Path("layouts") / self.layout.name / name if room in ("layout", "made") else Path(name)

    def _clean(self, url: str, content: bytes) -> bytes:
        """A picture of pixels without what is written beside them."""
        digest, known = read_trace.digest(content), self.pictures.get(url)
        if not known or known[0] != digest:
            # Loaded here: most leaflets have no pictures of pixels.
            from brochure.content.pictures.clean import clean
            from brochure.content.pictures.coding import Damaged

            try:
                known = self.pictures[url] = digest, clean(content)
            except Damaged as error:
                name = unquote(url).rpartition("/")[2]
                hint = "Save it as a PNG or JPEG of one picture."
                raise BadInput(f"'{name}' is not a picture that can be printed: {error}.", hint=hint) from error
        return known[1].data

    def is_ours(self, url: str) -> bool:
        """Whether it is a font, or art drawn by templates that ship with the program: that was judged once for all.

        A workspace's own file takes the place of ours by its name alone, so one is enough for all to be judged.
        """
        if not url.startswith(MADE):
            return url.startswith(_FONT)
        own = self.files.workspace / "layouts"
        # Not noted as read: what is drawn is the same, whether it is judged or not.
        return self.layout.parent == SHIPPED_LAYOUTS and (
            own == SHIPPED_LAYOUTS or not own.is_dir() or not any(own.iterdir())
        )

    def _content(self, url: str) -> bytes:
        room, _, name = unquote(url).removeprefix(SCHEME).partition("/")
        of_layouts = self.files.within(Reach.LAYOUT)
        if url.startswith(SCHEME):
            for drawing in self.drawings.values() if room == "drawn" else ():
                if url in drawing.pictures:
                    return drawing.pictures[url]
            if room == "made" and name in self.made:
                return self.made[name]
            if room == "font" and name in self.fonts:
                font = self.fonts[name]
                return of_layouts.read(font) if isinstance(font, Path) else font.data(of_layouts.read)
            if room == "layout":
                return of_layouts.read(self.layout / name)
            if room == "workspace":
                files = self.files.within(Reach.NAMED) if url in self.named else of_layouts
                return files.read(self.files.workspace / name)
        raise BadInput(f"'{url[:80]}' is not fetched.", hint="A layout may use brochure:layout/FILE addresses only.")
