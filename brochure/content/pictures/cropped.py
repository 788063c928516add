"""A part of a photograph for a place of a certain size: round what must be seen, in sRGB, darkened where words stand.

What is see-through in it becomes white, as paper is. It is never made finer than it is, nor kept finer than a press
prints.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from PIL import Image, ImageCms

from brochure.content.pictures.clean import clean
from brochure.srgb import light

#: More pixels per inch than this no press shows.
FINEST = 300
#: The most light of a pixel under white words, of 255: contrast 4.6:1, for the light is counted in whole parts.
_UNDER_WORDS = 45
#: So much more of 255 is tried where a JPEG came out too bright.
_MORE = 4
#: Words want a calm ground, however dark the photograph is, so some shade lies on it at least.
_LEAST_SHADE = 0.4
#: Below the words the shade fades out over such a part of what is left.
_FADE = 0.45
#: The photograph begins below so much of the words, which stand on the shade alone: then more of it is seen, and what
#: must be seen is not behind them.
_ABOVE = 0.45
_QUALITY = 90
_MOST_KNOWN = 24
#: The shorter side of what a photograph is judged by, and the part of its pixels that may be darker or paler than told.
_LOOK, _FEW = 160, 0.02
_LINEAR = [round(255 * light(level / 255)) for level in range(256)] * 3
_LUMINANCE = (0.2126, 0.7152, 0.0722, 0)


@dataclass(frozen=True)
class Opening:
    """The place that a photograph is cut for: its size in points, and what must be seen, in % of the photograph.

    Light words stand on its upper `words` points, and it is there mixed with `shade`. Of several strips beside each
    other it is the one that counts `strip` from 0.
    """

    width: float
    height: float
    focus: tuple[float, float] = (50, 50)
    words: float = 0
    shade: tuple[int, int, int] = (0, 0, 0)
    strip: int = 0
    strips: int = 1


@dataclass(frozen=True)
class Cropped:
    """A JPEG in sRGB, and how many pixels of the photograph there are to an inch."""

    data: bytes
    ppi: float


@dataclass(frozen=True)
class Tones:
    """How much light nearly all of a photograph has: 0 is black, 255 white, as screens count."""

    darkest: int
    mean: float
    brightest: int


#: The last photograph that was looked at.
_open: dict[bytes, Image.Image] = {}
_judged: dict[bytes, Tones] = {}
_known: OrderedDict[tuple[bytes, Opening], Cropped] = OrderedDict()


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, upright. Raises Damaged."""
    return _upright(data).size


def tones(data: bytes) -> Tones:
    """Of the whole photograph. Raises Damaged."""
    key = blake2b(data).digest()
    if key not in _judged:
        small = _upright(data).reduce(max(1, min(_upright(data).size) // _LOOK))
        histogram = small.convert("L").histogram()
        count = sum(histogram)
        mean = sum(level * number for level, number in enumerate(histogram)) / count
        _judged.clear()
        _judged[key] = Tones(_level(histogram, _FEW * count), mean, _level(histogram, (1 - _FEW) * count))
    return _judged[key]


def cropped(data: bytes, opening: Opening) -> Cropped:
    """The part of the photograph `data` that fills the opening. Raises Damaged for what is no picture."""
    key = blake2b(data).digest(), opening
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.popitem(last=False)
        _known[key] = _cropped(_upright(data), opening)
    return _known[key]


def _level(histogram: list[int], count: float) -> int:
    for level, number in enumerate(histogram):
        count -= number
        if count < 0:
            return level
    return len(histogram) - 1


def _upright(data: bytes) -> Image.Image:
    """The photograph in sRGB. The last one is kept, for it is asked for in several sizes."""
    key = blake2b(data).digest()
    if key not in _open:
        cleaned = clean(data)
        with Image.open(io.BytesIO(cleaned.data)) as image:
            image.load()
            found = _on_paper(_in_srgb(image, cleaned.profile))
        _open.clear()
        _open[key] = found
    return _open[key]


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if not profile or image.mode not in ("L", "RGB", "CMYK"):
        return image
    source, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    seen = ImageCms.profileToProfile(image, source, screen, renderingIntent=intent, outputMode="RGB")
    assert seen is not None  # only in place nothing is returned
    return seen


def _on_paper(image: Image.Image) -> Image.Image:
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        opaque = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", opaque.size, "white"), opaque)
    return image.convert("RGB")


def _cropped(image: Image.Image, opening: Opening) -> Cropped:
    width, top = opening.width, opening.words * _ABOVE
    height = opening.height - top
    whole = width * opening.strips
    scale = max(whole / image.width, height / image.height)
    ppi = 72 / scale
    # What must be seen stands in the middle of what no words stand on, as far as the photograph reaches.
    middle = (opening.words - top + height) / 2
    across, down = (part / 100 for part in opening.focus)
    left = _kept(across * image.width - whole / scale / 2, image.width - whole / scale) + opening.strip * width / scale
    upper = _kept(down * image.height - middle / scale, image.height - height / scale)
    box = left, upper, min(image.width, left + width / scale), min(image.height, upper + height / scale)
    finest = min(1.0, FINEST / ppi)
    pixels = round((box[2] - box[0]) * finest) or 1, round((box[3] - box[1]) * finest) or 1
    part = image.resize(pixels, Image.Resampling.LANCZOS, box, reducing_gap=3)
    return Cropped(_below_words(part, opening) if opening.words else _jpeg(part), ppi)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _kept(start: float, most: float) -> float:
    return max(0.0, min(start, most))


def _below_words(part: Image.Image, opening: Opening) -> bytes:
    """The picture below the shade that words begin on, and so much shade on it that they can be read on each pixel."""
    above = round(part.height * opening.words * _ABOVE / (opening.height - opening.words * _ABOVE))
    image = Image.new("RGB", (part.width, above + part.height), opening.shade)
    image.paste(part, (0, above))
    rows = max(above + 1, round(image.height * opening.words / opening.height))
    dark = Image.new("RGB", image.size, opening.shade)
    under, flat = (each.crop((0, above, image.width, rows)) for each in (image, dark))
    low, high = round(255 * _LEAST_SHADE), 255
    while low < high:
        share = (low + high) // 2
        if _most_light(Image.blend(under, flat, share / 255)) <= _UNDER_WORDS:
            high = share
        else:
            low = share + 1
    # A JPEG is a little brighter here and there than what was put into it, the more the harsher that is.
    while True:
        data = _jpeg(Image.composite(dark, image, _veil(image.size, above, rows, low)))
        with Image.open(io.BytesIO(data)) as coded:
            if low >= 255 or _most_light(coded.crop((0, 0, image.width, rows))) <= _UNDER_WORDS:
                return data
        low = min(255, low + _MORE)


def _most_light(image: Image.Image) -> int:
    """Of the brightest pixel, of 255."""
    histogram = image.point(_LINEAR).convert("L", _LUMINANCE).histogram()
    return max(level for level, count in enumerate(histogram) if count)


def _veil(size: tuple[int, int], above: int, rows: int, share: int) -> Image.Image:
    """How much of the shade lies on each row: all above the picture, `share` at least under words, then less."""
    under, fade = max(1, rows - above), max(1.0, (size[1] - rows) * _FADE)
    steps = [
        share + (255 - share) * _eased(1 - max(0, row - above) / under)
        if row < rows
        else _eased(1 - (row - rows) / fade) * share
        for row in range(size[1])
    ]
    column = Image.frombytes("L", (1, size[1]), bytes(round(step) for step in steps))
    return column.resize(size)


def _eased(part: float) -> float:
    part = max(0.0, part)
    return part * part * (3 - 2 * part)
