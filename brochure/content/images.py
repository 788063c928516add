"""Pictures named in copy: found, opened and judged before the engine ever sees them."""

from __future__ import annotations

import io
import os
import re
import warnings
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from math import inf
from pathlib import Path
from urllib.parse import quote, unquote

from brochure.errors import BadInput, Lacking, Missing, Place, nearest
from brochure.extras import lacking_extra
from brochure.storage.files import Files, is_file

_RASTER = {"PNG", "JPEG", "WEBP", "GIF", "TIFF", "AVIF"}
#: How files of pictures are named.
SUFFIXES = (
    *(".svg", ".png", ".jpg", ".jpeg", ".mpo", ".webp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif", ".hif", ".avif"),
)
#: Digests of pictures that were looked at and are sound: a photograph takes a second, and is asked for in each edition.
_sound: set[bytes] = set()
_MOST_SOUND = 1_000
#: Pictures narrower than this stand beside their text: not half as wide as a panel (pixels).
TINY = 120
_HINT = "Save it as a PNG or JPEG of one picture."
_WORKSPACE = "brochure:workspace/"
_NAMED = re.compile(rf'<img src="({_WORKSPACE}[^"]+)"')
_FIGURE = re.compile(
    rf'<figure><img src="({_WORKSPACE}[^"]+)"[^>]*>(?:<figcaption>[^<]*</figcaption>)?</figure>(?=\s*<p>)'
)
_TINY = re.compile(r'<figure class="tiny"><img [^>]*?alt="([^"]*)"')
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True)
class ImageFinder:
    """Turns what the copy calls a picture into the address that the typesetter fetches it by."""

    files: Files
    folders: tuple[Path, ...]

    def __call__(self, source: str, place: Place) -> str:
        """Raises BadInput where the picture is elsewhere, missing, or not one that can be printed."""
        if _ADDRESS.match(source):
            raise BadInput(
                f"The picture '{source}' is not in the workspace; nothing is fetched from elsewhere.",
                hint="Save it in assets/images and name it there.",
                place=place,
            )
        path = self.found(source, place)
        check(path.name, self.files.read(path, place), place)
        return address(path, self.files)

    def found(self, source: str, place: Place) -> Path:
        """The file that is called so. Raises BadInput where it is elsewhere or missing."""
        candidates = [folder / source for folder in self.folders]
        refusals: list[BadInput] = []
        for candidate in candidates:
            try:
                inside = self.files.inside(candidate, place)
            except BadInput as refusal:
                refusals.append(refusal)
                # One that leads out of the workspace is refused, unless the same words name one in it that comes first.
                if is_file(candidate) or os.path.islink(candidate):  # noqa: PTH114 (which does not raise)
                    raise
                continue
            if self.files.has(candidate, place):
                return inside
        if len(refusals) == len(candidates):
            raise refusals[0]
        there = {file.name for path in candidates for file in path.parent.glob("*.*") if _is_picture(file)}
        raise Missing(
            f"There is no picture '{source}'.",
            hint=nearest(Path(source).name, there) or "Save it in assets/images.",
            place=place,
        )


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and is_file(file)


def address(path: Path, files: Files) -> str:
    """The address of a file of the workspace, such as `brochure:workspace/assets/images/map.png`."""
    return f"{_WORKSPACE}{quote(files.inside(path).relative_to(files.workspace.resolve()).as_posix())}"


def named_addresses(html: str) -> tuple[str, ...]:
    """The addresses of the pictures in an article's body, each once: copy cannot write tags, so it names no others."""
    return tuple(dict.fromkeys(unescape(found) for found in _NAMED.findall(html)))


def named_pictures(html: str) -> tuple[str, ...]:
    """Their paths from the workspace."""
    return tuple(unquote(found).removeprefix(_WORKSPACE) for found in named_addresses(html))


def beside(html: str, files: Files, folder: Path) -> str:
    """The body with pictures too small to stand alone beside the paragraph that follows, as `figure.tiny`.

    `folder` is the workspace's.
    """

    def marked(found: re.Match[str]) -> str:
        path = folder / unquote(unescape(found[1])).removeprefix(_WORKSPACE)
        return found[0].replace("<figure", '<figure class="tiny"', 1) if _width(files.read(path)) < TINY else found[0]

    return _FIGURE.sub(marked, html)


def tiny_pictures(html: str) -> list[str]:
    """What is said of each of those."""
    return [unescape(said) for said in _TINY.findall(html)]


def _width(data: bytes) -> float:
    """Of a picture of pixels; infinite for others."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.width
    except Exception:  # a drawing, or what only our own decoders read
        return inf


def check(name: str, data: bytes, place: Place) -> None:
    """Raises BadInput where `data` is not a picture that can be printed as it is."""
    if name.lower().endswith(".svg"):
        from brochure.content import drawings

        drawings.plain(name, data, place)
    else:
        _check_raster(name, data, place)


def _check_raster(name: str, data: bytes, place: Place) -> None:
    if (key := blake2b(data).digest()) in _sound:
        return
    from PIL import Image, ImageFile

    from brochure.content.pictures import boxed
    from brochure.content.pictures.clean import MOST_PIXELS, clean, coding, quiet
    from brochure.content.pictures.coding import Damaged

    if boxed.kind(data) == "HEIF":
        try:
            clean(data)
            return
        except ModuleNotFoundError as error:
            raise _unread(name, error, place) from error
        except Damaged as error:
            said = str(error) if str(error).startswith("has ") else "is not a picture, or is damaged"
            raise BadInput(f"'{name}' {said}.", hint=_HINT, place=place) from error

    # The engine switches this on for the whole process; half a picture is not what the clinic meant.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(), quiet(data):
            warnings.simplefilter("ignore")
            # What is beside the pixels is not looked at, for it is not printed: damage there is no fault.
            coded = coding(data)
            with Image.open(io.BytesIO(coded.data)) as image:
                width, height = image.size
                fault = _fault(image.format or "?", image.mode, width, height)
                if coded.animated or getattr(image, "n_frames", 1) != 1:
                    several_pages = image.format == "TIFF"
                    fault = "has several pages" if several_pages else "is animated, and paper is not"
                if not fault:
                    image.load()
                    if len(_sound) >= _MOST_SOUND:
                        _sound.clear()
                    _sound.add(key)
                    return
    except Image.DecompressionBombError:
        fault = f"has more than {MOST_PIXELS // 1_000_000} million pixels"
    except Exception:  # whatever a decoder stumbles over, the picture is at fault
        fault = "is not a picture, or is damaged"
    raise BadInput(f"'{name}' {fault}.", hint=_HINT, place=place)


def _unread(name: str, error: ModuleNotFoundError, place: Place) -> Lacking:
    package = lacking_extra(error)
    how = package.hint.removesuffix(".") if package else "Install it"
    return Lacking(
        f"'{name}' is a photograph in HEIC, and the package {error.name} that reads it is not installed.",
        hint=f"{how}, or save the photograph as a JPEG.",
        place=place,
    )


def _fault(kind: str, mode: str, width: int, height: int) -> str:
    """Why it cannot be printed, as the end of a sentence; empty where it can."""
    from brochure.content.pictures.clean import MOST_PIXELS, SETTABLE

    if kind not in _RASTER:
        return f"is a {kind} file"
    if width * height > MOST_PIXELS:
        return f"has {width} × {height} pixels, more than {MOST_PIXELS // 1_000_000} million"
    if mode not in SETTABLE:
        return f"has colours of a kind that cannot be set ({mode})"
    return ""
