"""Leaflets of two versions of the program side by side, to be looked at.

    python -P -m benchmarks.copyfit_pictures BEFORE AFTER DIR [--count 12] [--seed 14] [--width 640]

BEFORE and AFTER are checkouts of the program, with which the first articles of the benchmark are built, or folders of
products that were built already (as `benchmarks.copyfit --keep` leaves them in `output`). Writes a PNG file for each
article to DIR: each leaflet a row, the sides of the one version left, those of the other right; a leaflet that was
refused is an empty sheet with what was said.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from benchmarks.articles import Sample, samples
from benchmarks.copyfit import LEAFLETS

_GAP = 16
_GROUND, _BETWEEN, _WORDS = "#d8d4cd", "#8a2a1f", "#2a2320"
#: A leaflet has two sides at most.
_SIDES = 2


def main() -> None:
    """Builds what is not built, and writes a picture for each article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--width", type=int, default=640, help="Pixels that a side is wide.")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    articles = list(samples(options.count, options.seed))
    with tempfile.TemporaryDirectory() as work:
        versions = [
            _products(version.resolve(), articles, Path(work) / name)
            for name, version in (("before", options.before), ("after", options.after))
        ]
        for sample in articles:
            file = options.folder / f"{sample.name}.png"
            _article(sample, versions, options.width).save(file, optimize=True)
            print(file)


def _products(version: Path, articles: list[Sample], work: Path) -> Mapping[str, Path | str]:
    """Of each leaflet its product, or why there is none."""
    if (version / "brochure").is_dir():
        return dict(_built(version, articles, work))
    names = [_name(sample, layout, paper) for sample in articles for layout, paper in LEAFLETS]
    return {path.stem.removesuffix("-office"): path for path in version.rglob("*-office.pdf")} | {
        name: "not built" for name in names if not list(version.rglob(f"{name}-office.pdf"))
    }


def _name(sample: Sample, layout: str, paper: str) -> str:
    return f"{sample.name}-{layout}-{paper}"


def _built(checkout: Path, articles: list[Sample], work: Path) -> Iterator[tuple[str, Path | str]]:
    """Builds with a checkout, in a workspace of its own."""
    call = [sys.executable, "-P", "-m", "brochure"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    subprocess.run([*call, "init", "--empty", "-q", str(work)], env=environment, check=True)
    for sample in articles:
        sample.write(work)
    for layout, paper in LEAFLETS:
        what = ["--layout", layout, "--paper", paper, "--edition", "office", "--workspace", str(work), "--json"]
        done = subprocess.run(
            [*call, "build", *what, *(sample.name for sample in articles)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for product in json.loads(done.stdout)["products"]:
            error = product["error"]
            said = f"exit {error['code']}: {error['message']}" if error else work / product["path"]
            yield f"{product['article']}-{layout}-{paper}", said


def _article(sample: Sample, versions: list[Mapping[str, Path | str]], width: int) -> Image.Image:
    """All leaflets of an article, one version beside the other."""
    rows = []
    for layout, paper in LEAFLETS:
        name = _name(sample, layout, paper)
        rows.append([_sides(version.get(name, "not built"), width) for version in versions])
    heights = [max(side.height for sides in row for side in sides) for row in rows]
    half = _SIDES * (width + _GAP) + _GAP
    sheet = Image.new("RGB", (len(versions) * half, sum(heights) + _GAP * (len(rows) + 1)), _GROUND)
    draw = ImageDraw.Draw(sheet)
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for number, sides in enumerate(row):
            for at, side in enumerate(sides):
                sheet.paste(side, (number * half + _GAP + at * (width + _GAP), top))
        top += height + _GAP
    draw.line((half, 0, half, sheet.height), fill=_BETWEEN, width=3)
    return sheet


def _sides(product: Path | str, width: int) -> list[Image.Image]:
    """The sides of a product as pictures."""
    if isinstance(product, str):
        empty = Image.new("RGB", (width, width * 3 // 4), "white")
        ImageDraw.Draw(empty).text((_GAP, _GAP), _wrapped(product, width // 8), fill=_WORDS)
        return [empty]
    with pypdfium2.PdfDocument(product) as document:
        return [page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in document]


def _wrapped(words: str, length: int) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > length:
            lines.append("")
        lines[-1] += f"{word} "
    return "\n".join(lines)


if __name__ == "__main__":
    main()
