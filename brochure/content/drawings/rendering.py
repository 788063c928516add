"""A drawing as pixels, by a renderer that draws all of SVG, for what no vector of ours can say."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from brochure import bounds
from brochure.content.drawings import renderer
from brochure.content.drawings.numbers import Box
from brochure.content.drawings.reading import SVG
from brochure.content.drawings.unfit import Unfit

#: Pixels along the longer side: 600 ppi across a panel of 4 in, 300 ppi across a page of 8 in.
LONGER_SIDE = 2400
#: What the renderer takes from styles alone.
_AS_STYLES = ("mix-blend-mode", "isolation", "mask-type", "transform-origin", "transform-box", "paint-order")
#: It makes a picture of the whole for each of these.
_LAYERS = ("opacity", "mask", "filter", "clip-path", "mix-blend-mode")
_HINT = "Make it simpler, or save it as a PNG."
_RENDERER = Path(renderer.__file__)


def rendered(root: Element, page: Box, fonts: Iterable[Path], longer_side: int = LONGER_SIDE) -> bytes:
    """The whole drawing as a PNG, so many pixels along its longer side. Raises Unfit.

    Grey where it has no colour, without transparency where it has none.
    """
    _check_work(root)
    share = longer_side / max(page.width, page.height)
    width, height = (max(1, round(share * side)) for side in (page.width, page.height))
    wanted = {
        "svg_string": _written(root, page, (width, height)),
        "width": width,
        "height": height,
        "dpi": 96,
        "skip_system_fonts": True,
        "font_files": [str(font) for font in fonts],
    }
    bounded = [bounds.RENDERING_SECONDS, bounds.RENDERING_MEMORY]
    done = subprocess.run(
        [sys.executable, "-I", str(_RENDERER)],
        input=json.dumps([wanted, bounded]).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode == renderer.UNDRAWN:
        raise Unfit(f"cannot be drawn ({done.stdout.decode('utf-8', 'replace')[:60]})", "Export it again.")
    if done.returncode:
        seconds, memory = bounds.RENDERING_SECONDS, bounds.RENDERING_MEMORY // 1_000_000
        raise Unfit(f"takes more than {seconds} seconds or {memory} MB to be drawn", _HINT)
    return _tidied(done.stdout)


def _check_work(root: Element) -> None:
    layers = 0
    for element in root.iter():
        layers += sum(element.get(name, "none") not in ("none", "1", "normal") for name in _LAYERS)
        layers += element.tag.startswith("fe")
        if element.tag == "feImage":
            raise Unfit("has a filter that fetches a picture, <feImage>", _HINT)
    if layers > bounds.MOST_LAYERS:
        raise Unfit(f"has more than {bounds.MOST_LAYERS} masks, filters and faded groups", _HINT)


def _written(root: Element, page: Box, size: Sequence[int]) -> str:
    tree = deepcopy(root)
    for element in tree.iter():
        styles = [f"{name}: {element.attrib.pop(name)}" for name in _AS_STYLES if name in element.attrib]
        if styles:
            element.set("style", "; ".join(styles))
        for name in [name for name, value in element.attrib.items() if value.lower() == "currentcolor"]:
            element.set(name, "currentColor")
    tree.set("xmlns", SVG)
    tree.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    tree.set("viewBox", f"{page.left} {page.top} {page.width} {page.height}")
    tree.set("width", str(size[0]))
    tree.set("height", str(size[1]))
    return ElementTree.tostring(tree, encoding="unicode")


def _tidied(data: bytes) -> bytes:
    from PIL import Image, ImageChops

    with Image.open(io.BytesIO(data)) as image:
        red, green, blue, alpha = image.convert("RGBA").split()
    clear = alpha.tobytes().count(255) < alpha.width * alpha.height
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    bands = [red] if grey else [red, green, blue]
    made = Image.merge({1: "L", 3: "RGB"}[len(bands)], bands)
    if clear:
        made.putalpha(alpha)
    out = io.BytesIO()
    made.save(out, "PNG", compress_level=1)
    return out.getvalue()
