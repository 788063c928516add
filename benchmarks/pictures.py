"""Makes the README's pictures: all sides of the sample leaflets, all pages of what has no folds, each layout folded.

    python -m benchmarks.pictures

Builds the samples into a temporary folder and writes PNG files to assets/pictures/.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from benchmarks.office_sides import sides_apart
from brochure.cli.run import run
from brochure.geometry.arranged import FIRST
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.proof.folded import folded
from brochure.proof.thumbnails import beside
from brochure.typeset import layouts
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "assets" / "pictures"
PPI = 110
#: Of editions that are shown page beside page: pixels that a page is wide.
PAGE = 420
FOLDED = "how-ketamine-therapy-works"
ARTICLES = (FOLDED, "a-window-for-change")
#: An everyday leaflet in each of the other layouts, and how wide its picture is, in pixels.
EVERYDAY = ROOT / "tests" / "data" / "everyday"
LAYOUTS = {
    "zfold": "sleep-tips",
    "halffold": "fees",
    "gatefold": "procedure",
    "fourfold": "procedure",
    "accordion-card": "vaccination",
    "booklet": "welcome-pack",
    "rack-card": "vaccination",
    "card": "crisis-card",
    "poster": "fees",
}
WIDE = 900


def main() -> None:
    """Builds, renders, writes."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        outcomes, _ = build(
            open_workspace(ROOT), BuildRequest(ARTICLES), Path(folder), 1, lambda outcome: print(outcome.path)
        )
        for outcome in outcomes:
            if outcome.product.layout is None:
                _save(beside(_pages(outcome.path)), outcome.path.stem)
            else:
                for number, side in enumerate(_sides(outcome.path), start=1):
                    _save(side, f"{outcome.path.stem}-{number}")
        _fold(folder)
        for layout, article in LAYOUTS.items():
            _show(Path(folder) / layout, layout, article)


def _show(root: Path, layout: str, article: str) -> None:
    """The leaflet folded and opened or, where it has no folds, its pages."""
    scaffold(root, empty=True)
    text = (EVERYDAY / f"{article}.md").read_text(encoding="utf-8")
    (root / "assets" / "articles" / f"{article}.md").write_text(text, encoding="utf-8")
    workspace = open_workspace(root)
    request = BuildRequest((article,), layout, "letter", ("office",))
    (made,), _ = build(workspace, request, root / "output", 1, lambda outcome: print(outcome.path))
    described, _ = layouts.load(workspace, layout)
    piece = (made.arrangement or FIRST).of(layouts.on_paper(described, layout, "letter"))
    assert piece
    apart = sides_apart(root / "output" / made.product.path, piece)
    if piece.sides[-1].upright_folds:
        sides = {side.name: page for side, page in zip(piece.sides, _sides(apart), strict=True)}
        picture = folded(sides, piece)
    else:
        picture = beside(_pages(apart))
    _shrunk(picture, WIDE).save(PICTURES / f"layout-{layout}.jpg", quality=82, optimize=True)


def _shrunk(picture: Image.Image, width: int) -> Image.Image:
    return picture.convert("RGB").resize((width, width * picture.height // picture.width), Image.Resampling.LANCZOS)


def _fold(folder: str) -> None:
    run(["proof", FOLDED, "--plates", "--layout", "trifold", "--workspace", str(ROOT), "--output", folder, "-q"])
    (made,) = Path(folder).rglob("*-folded.png")
    with Image.open(made) as picture:
        _shrunk(picture, 1400).save(PICTURES / "folded.jpg", quality=88, optimize=True)


def _sides(file: Path | bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=PPI / 72).to_pil() for page in document]


def _pages(file: Path | bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=PAGE / page.get_width()).to_pil() for page in document]


def _save(picture: Image.Image, name: str) -> None:
    """As a PNG of 256 colours, chosen so that the rare ones, such as a gold rule, stay as they are."""
    small = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
