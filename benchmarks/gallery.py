"""Makes the gallery, a page and its pictures: six everyday leaflets, every layout and every box, in every look.

    python -m benchmarks.gallery FOLDER [--jobs N]

Writes index.html and WebP files into FOLDER, tells how much they weigh and how long it took, and ends with 1 if that is
more than 3 MB, or something could not be made. `benchmarks.pictures` makes the README's other pictures.
"""

from __future__ import annotations

import argparse
import html
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from benchmarks.pictures import EVERYDAY, LAYOUTS, ROOT
from brochure.content.article import load
from brochure.errors import BrochureError
from brochure.proof.thumbnails import sides, smaller, thumbnail
from brochure.typeset import layouts
from brochure.typeset import looks as looks_room
from brochure.typeset.panels import typeset_panels
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import Workspace, open_workspace

#: Bytes of all pictures together.
MOST = 3_000_000
#: The layout that suits each of the everyday leaflets.
LEAFLETS = {
    "procedure": "trifold",
    "sleep-tips": "zfold",
    "fees": "halffold",
    "welcome-pack": "booklet",
    "vaccination": "rack-card",
    "crisis-card": "card",
}
#: The article that shows each layout.
SHOWN = {"trifold": "procedure", "handout": "procedure", **LAYOUTS}
SPECIMEN = ROOT / "tests" / "data" / "specimen.md"
#: Width and height that pictures lie within, in pixels: of a leaflet, of a layout, of a box; and their quality.
LARGE, SMALL, BOX = (900, 720), (520, 420), (420, 420)
_QUALITY = 78
#: A layout of one panel without a head, made on the spot: a box alone, as wide as a panel of a trifold.
_BOX_TOML = """
title = "A box"
fold = "none"
orientation = "portrait"
papers = ["letter"]
sheet = "card"
margin = ["5mm", "5mm", "5mm", "5mm"]
[type]
smallest = { size = 9.9, leading = 1.39, spacing = 0.5 }
ideal = { size = 10, leading = 1.4, spacing = 0.5 }
largest = { size = 10.1, leading = 1.41, spacing = 0.5 }
[[arrangements]]
reading = ["copy"]
flow = ["copy"]
[[arrangements.sides]]
name = "front"
rows = [{ panels = ["copy"] }]
"""
_BOX_PAGE = """{% extends "base/document.html" %}{% block body %}<main class="copy">{{ copy }}</main>{% endblock %}"""
_BOX_ART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{ drawing.width }} {{ drawing.height }}"/>'
#: White around a box, in pixels.
_AROUND = 14


@dataclass(frozen=True)
class Shot:
    """A picture to be made: of an article in a layout and a look, for a file `name` within a size; `box`: cropped."""

    name: str
    article: str
    layout: str
    look: str
    size: tuple[int, int]
    box: bool = False


def main() -> int:
    """Makes all of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        workspace = prepared(Path(temporary) / "clinic")
        looks = looks_room.names(workspace)
        with ProcessPoolExecutor(asked.jobs) as pool:
            wanted = [*shots(looks)]
            made = pool.map(_make, [(workspace.root, shot, asked.folder) for shot in wanted])
            faults = [f"{shot.name}: {fault}" for shot, fault in zip(wanted, made, strict=True) if fault]
        titles = {look: looks_room.load(workspace, look).look.title for look in looks}
        named = {article: load(workspace, workspace.article(article)).front.title for article in LEAFLETS}
    (asked.folder / "index.html").write_text(page(titles, named, asked.folder), encoding="utf-8")
    weight = sum(file.stat().st_size for file in asked.folder.iterdir())
    print(f"{len(wanted)} pictures, {weight / 1e6:.2f} MB, {time.perf_counter() - start:.0f} s")
    print("\n".join(faults))
    return 1 if faults or weight > MOST else 0


def prepared(root: Path) -> Workspace:
    """A workspace with the everyday leaflets, an article for each box, and the layout that shows boxes."""
    scaffold(root, empty=True)
    articles = root / "assets" / "articles"
    for file in EVERYDAY.glob("*.md"):
        (articles / file.name).write_bytes(file.read_bytes())
    for kind, box in boxes():
        (articles / f"box-{kind}.md").write_text(f"---\ntitle: {kind}\n---\n\n{box}\n", encoding="utf-8")
    folder = root / "layouts" / "box"
    folder.mkdir(parents=True)
    files = {"layout.toml": _BOX_TOML, "leaflet.html": _BOX_PAGE, "style.css": "", "front.svg": _BOX_ART}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return open_workspace(root)


def boxes() -> Iterator[tuple[str, str]]:
    """Each box of the specimen, by its kind."""
    found: list[str] = []
    for line in SPECIMEN.read_text(encoding="utf-8").splitlines():
        if line.startswith(":::") or found:
            found.append(line)
        if line.strip() == ":::":
            yield found[0].split()[1], "\n".join(found)
            found = []


def shots(looks: list[str]) -> Iterator[Shot]:
    """All that the page shows."""
    for look in looks:
        for article, layout in LEAFLETS.items():
            yield Shot(f"leaflet-{article}-{look}", article, layout, look, LARGE)
        for layout, article in SHOWN.items():
            yield Shot(f"layout-{layout}-{look}", article, layout, look, SMALL)
        for kind, _ in boxes():
            yield Shot(f"box-{kind}-{look}", f"box-{kind}", "box", look, BOX, box=True)


def _make(asked: tuple[Path, Shot, Path]) -> str:
    """Writes one picture; what kept it from being made."""
    root, shot, folder = asked
    workspace = open_workspace(root).wearing(shot.look)
    try:
        article = load(workspace, workspace.article(shot.article))
        if shot.box:
            layout, found = layouts.load(workspace, shot.layout)
            pieces = layouts.on_paper(layout, shot.layout, "letter")
            picture = _cropped(sides(typeset_panels(workspace, article, layout, found, pieces))[0])
        else:
            picture = thumbnail(workspace, article, shot.layout, "letter")
    except BrochureError as error:
        return str(error)
    smaller(picture, *shot.size).save(folder / f"{shot.name}.webp", quality=_QUALITY, method=4)
    return ""


def _cropped(side: Image.Image) -> Image.Image:
    """What is not white, with a little around it."""
    picture = side.convert("RGB")
    ink = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    left, top, right, bottom = ink or (0, 0, *picture.size)
    return picture.crop(
        (max(0, left - _AROUND), max(0, top - _AROUND), min(picture.width, right + _AROUND), bottom + _AROUND)
    )


_STYLE = """
:root { color-scheme: light dark; --ink: #23201e; --muted: #5c5652; --paper: #f4f1ec; --line: #d8d2c8; --link: #6d2118 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1ede7; --muted: #b9b2a9; --paper: #1d1b19; --line: #3b3733; --link: #f0a79c } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.06rem/1.55 system-ui, sans-serif }
header, main, footer { max-width: 78rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem) }
header { padding-top: clamp(2rem, 6vw, 5rem) }
h1 { font-size: clamp(2.2rem, 6vw, 4rem); line-height: 1.05; letter-spacing: -0.03em; margin: 0 0 1rem }
h2 { font-size: clamp(1.6rem, 3vw, 2.3rem); letter-spacing: -0.02em; margin: 4.5rem 0 .5rem }
section { border-top: 3px solid var(--ink); margin-top: 4rem }
section h2 { margin-top: 1.2rem }
h3 { font-size: 1.25rem; margin: 2.4rem 0 .2rem }
p { max-width: 42rem; margin: 0 0 1rem }
.what, figcaption { color: var(--muted) }
a { color: var(--link); text-underline-offset: .15em }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.6rem }
nav a { display: inline-block; padding: .5rem 0 }
.row { display: grid; gap: 1.4rem; margin: 1rem 0 }
.leaflets { grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)) }
.layouts { grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)) }
.boxes { grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); align-items: start }
figure { margin: 0 }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 3px; background: #fff }
.leaflets img, .layouts img { aspect-ratio: 4 / 3; object-fit: contain; background: #d8d4cd }
.leaflets img { aspect-ratio: 3 / 2 }
figcaption { font-size: .95rem; margin-top: .35rem }
footer { padding-top: 3rem; padding-bottom: 4rem; color: var(--muted) }
"""


_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gallery of brochure</title><style>{style}</style></head>
<body>
<header><h1>Gallery</h1>
<p>One article in, every leaflet out: each comes from a Markdown file, a layout and a look, as
<code>brochure build</code> makes it. The clinic does not exist.</p>
<ul>{told}</ul>
<nav aria-label="Sections"><ul>{links}</ul></nav></header>
<main>{body}</main>
<footer><p>The copy is an example of form, not medical advice.</p></footer>
</body></html>
"""


def page(looks: dict[str, str], articles: dict[str, str], folder: Path) -> str:
    """The page: `looks` and `articles` with their titles. Nothing in it comes from elsewhere."""
    sections = (
        ("leaflets", "Six everyday leaflets", "Each in a layout that suits it, in every look.", _leaflets(articles)),
        ("layouts", "Every layout in every look", "Layouts and looks are folders, and go together.", _layouts()),
        ("boxes", "Every box", "What stands between ::: and ::: in an article.", _boxes()),
    )
    links = "".join(f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title, _, _ in sections)
    told = "".join(f"<li><b>{look}</b>: {html.escape(title.partition(': ')[2])}</li>" for look, title in looks.items())
    body = "".join(
        f'<section><h2 id="{anchor}">{title}</h2><p>{html.escape(said)}</p>{"".join(_groups(rows, looks, folder))}'
        "</section>"
        for anchor, title, said, rows in sections
    )
    return _PAGE.format(style=_STYLE, told=told, links=links, body=body)


@dataclass(frozen=True)
class _Row:
    """Pictures of one thing in every look: `file` is a name without its look, `seen` what it shows."""

    title: str
    said: str
    file: str
    seen: str
    kind: str


def _leaflets(articles: dict[str, str]) -> list[_Row]:
    return [
        _Row(articles[name], f"As a {layout}.", f"leaflet-{name}", f"“{articles[name]}” as a {layout}", "leaflets")
        for name, layout in LEAFLETS.items()
    ]


def _layouts() -> list[_Row]:
    return [_Row(layout, "", f"layout-{layout}", f"A leaflet as a {layout}", "layouts") for layout in SHOWN]


def _boxes() -> list[_Row]:
    return [_Row(kind, "", f"box-{kind}", f"The box “{kind}”", "boxes") for kind, _ in boxes()]


def _groups(rows: list[_Row], looks: dict[str, str], folder: Path) -> Iterator[str]:
    for row in rows:
        said = f'<p class="what">{html.escape(row.said)}</p>' if row.said else ""
        yield f'<h3>{html.escape(row.title)}</h3>{said}<div class="row {row.kind}">'
        for look in looks:
            file = folder / f"{row.file}-{look}.webp"
            if file.exists():
                with Image.open(file) as picture:
                    size = f'width="{picture.width}" height="{picture.height}"'
                alt = html.escape(f"{row.seen}, in the look {look}")
                image = f'<img src="{file.name}" alt="{alt}" {size} loading="lazy">'
                yield f"<figure>{image}<figcaption>{look}</figcaption></figure>"
        yield "</div>"


if __name__ == "__main__":
    sys.exit(main())
