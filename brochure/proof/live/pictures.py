"""Pictures of products: each page as crisp as it is shown, kept as long as anyone may look at it."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from threading import Lock

import pikepdf
import pypdfium2
from PIL import Image

from brochure import budget
from brochure.geometry.flat import SideOnPage
from brochure.pdf.page_looks import page_looks
from brochure.proof.live.files import FileStamp, read_within, stamp_within
from brochure.workspace.limits import USUAL

#: Pixels for each one that is shown: sharp on the finest screens.
FINE = 2
#: No picture is wider or higher (pixels), and no product has more pages: what is beyond that is no leaflet.
_LARGEST, _MOST_PAGES = 4000, 80
#: Bytes of pictures that are kept, twenty leaflets with their last releases. Every open page asks anew at each
#: news, so what is on view is among the last that were asked for.
_KEPT = 64 * 1024 * 1024
#: A trim that shows less of the page than this (points) is a mistake.
_SMALLEST = 1.0
#: Type stays clean at this quality when no colour is coarsened; a PNG takes five times as long to write.
_QUALITY = 92
#: Its left and upper edge on the page, its width and height, in points.
_Area = tuple[float, float, float, float]


@dataclass(frozen=True)
class Picture:
    """A page. `id` is made of what it shows, so that an unchanged page keeps its address; size in points.

    `drawn_from` says what of which page is drawn, and how large: of the same it is not drawn again. Empty for unknown.
    """

    id: str
    width: float
    height: float
    data: bytes
    drawn_from: str = ""

    @property
    def address(self) -> str:
        """Where the page finds it."""
        return f"/picture/{self.id}.jpg"


@dataclass(frozen=True)
class RenderSize:
    """How large a page is shown: `width` in pixels of the screen, and where known the size of the piece in points.

    For each of these pixels it has `fine` in a row, 1 or `FINE`.
    `sides` are shown instead of pages, where a product has as many `pages` as they lie on.
    """

    width: float
    piece: tuple[float, float] | None = None
    sides: tuple[SideOnPage, ...] = ()
    pages: int = 0
    fine: int = FINE


#: Of which product, and how large: a file by its stamp, a draft by its digest.
_Key = tuple[Path | bytes, FileStamp | None, RenderSize]


class Pictures:
    """Draws and remembers; any thread may ask. `limits` is what one drawing may take."""

    def __init__(self, limits: budget.Bounds = USUAL) -> None:
        self._limits = limits
        # pdfium is not made for two threads at once.
        self._lock = Lock()
        self._kept: OrderedDict[_Key, tuple[Picture, ...]] = OrderedDict()
        # Never changed, only replaced: who asks for a picture does not wait until another is drawn.
        self._data: Mapping[str, bytes] = {}
        self._known: Mapping[str, Picture] = {}

    def of(self, path: Path, folder: Path, size: RenderSize) -> tuple[Picture, ...]:
        """The pages of the product at `path`; none where there is none in `folder`, or it cannot be drawn."""
        with self._lock:
            if not (stamp := stamp_within(path, folder)):
                return ()
            return self._of((path, stamp, size), lambda: read_within(path, folder), path.name)

    def of_draft(self, content: bytes, name: str, size: RenderSize) -> tuple[Picture, ...]:
        """The pages of a product that lies nowhere yet; none where it cannot be drawn."""
        with self._lock:
            return self._of((sha256(content).digest(), None, size), lambda: content, name)

    def data(self, name: str) -> bytes | None:
        """The picture of that `id`, a JPEG file."""
        return self._data.get(name)

    def _of(self, key: _Key, read: Callable[[], bytes | None], name: str) -> tuple[Picture, ...]:
        if key not in self._kept:
            if (content := read()) is None:
                return ()
            self._keep(key, _drawn(content, key[2], name, self._limits, self._known))
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: _Key, pictures: tuple[Picture, ...]) -> None:
        self._kept[key] = pictures
        while sum(map(len, (data := self._all()).values())) > _KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        self._data = data
        all_ = (picture for pictures in self._kept.values() for picture in pictures)
        self._known = {picture.drawn_from: picture for picture in all_ if picture.drawn_from}

    def _all(self) -> dict[str, bytes]:
        """Each picture once: what was published is drawn as its draft was."""
        return {picture.id: picture.data for pictures in self._kept.values() for picture in pictures}


def _drawn(
    content: bytes, size: RenderSize, name: str, limits: budget.Bounds, known: Mapping[str, Picture]
) -> tuple[Picture, ...]:
    def draw() -> tuple[Picture, ...]:
        with closing(pypdfium2.PdfDocument(content)) as document:
            return tuple(_pages(document, size, _looks(content), known))

    try:
        return budget.within(name, limits, draw)
    except Exception:
        # Whatever a damaged file does to those who draw it, the page shows the rest.
        return ()


def _looks(content: bytes) -> list[str]:
    """What each page looks like; nothing of a file that only pdfium can read."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [look.digest for look in page_looks(pdf)]
    except Exception:
        return []


def _pages(
    document: pypdfium2.PdfDocument, size: RenderSize, looks: Sequence[str], known: Mapping[str, Picture]
) -> Iterator[Picture]:
    sides = size.sides if len(document) == size.pages else ()
    numbers = [side.page - 1 for side in sides] or range(min(len(document), _MOST_PAGES))
    for number, side in zip_longest(numbers, sides):
        with closing(document[number]) as page:
            area = (side.area.x, side.area.top, side.area.width, side.area.height) if side else _shown(page, size)
            turned = bool(side and side.turned)
            look = looks[number] if len(looks) == len(document) else ""
            drawn_from = f"{look} {size.width} {size.fine} {area} {turned}" if look else ""
            yield known.get(drawn_from) or _drawn_area(page, size, area, drawn_from, turned=turned)


def _shown(page: pypdfium2.PdfPage, size: RenderSize) -> _Area:
    """What is shown of a page; of a press sheet the trim of its first copy."""
    left, bottom, right, top = _trim(page)
    width, height = size.piece or (right - left, top - bottom)
    return left, top, min(width, right - left), min(height, top - bottom)


def _drawn_area(page: pypdfium2.PdfPage, size: RenderSize, area: _Area, drawn_from: str, *, turned: bool) -> Picture:
    media_width, media_height = page.get_size()
    left, top, width, height = area
    scale = min(FINE * size.width / width, _LARGEST / media_width, _LARGEST / media_height)
    crop = left, top - height, media_width - left - width, media_height - top
    bitmap = page.render(scale=scale, crop=tuple(max(0.0, edge) for edge in crop), rev_byteorder=True)
    image = bitmap.to_pil()
    if image.mode != "RGB":
        image = image.convert("RGB")
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_180)
    if size.fine < FINE:
        # Drawn no larger than it is shown, letters would stand unevenly and be a little blurred.
        image = image.reduce(FINE // size.fine)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    bitmap.close()
    return Picture(sha256(out.getvalue()).hexdigest()[:24], width, height, out.getvalue(), drawn_from)


def _trim(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is kept of the page; all of it where its trim is none."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_trimbox()
    left, bottom, right, top = max(0.0, left), max(0.0, bottom), min(width, right), min(height, top)
    if right - left < _SMALLEST or top - bottom < _SMALLEST:
        return 0.0, 0.0, width, height
    return left, bottom, right, top
