"""Makes the README's pictures: all sides of the sample leaflets, all pages of what has no folds, a folded trifold.

    python -m benchmarks.pictures

Builds the samples into a temporary folder and writes PNG files to assets/pictures/.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from brochure.cli.run import run
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.workspace.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "assets" / "pictures"
PPI = 110
#: Of editions that are shown page beside page: pixels that a page is wide, and pages in a row.
PAGE, COLUMNS = 420, 4
FOLDED = "how-ketamine-therapy-works"
ARTICLES = (FOLDED, "a-window-for-change")
GAP = 24
GROUND = "#d8d4cd"


def main() -> None:
    """Builds, renders, writes."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        outcomes, _ = build(
            open_workspace(ROOT), BuildRequest(ARTICLES), Path(folder), 1, lambda outcome: print(outcome.path)
        )
        for outcome in outcomes:
            if outcome.product.layout is None:
                _save(_side_by_side(_pages(outcome.path)), outcome.path.stem)
            else:
                for number, side in enumerate(_sides(outcome.path), start=1):
                    _save(side, f"{outcome.path.stem}-{number}")
        _fold(folder)


def _fold(folder: str) -> None:
    run(["proof", FOLDED, "--plates", "--layout", "trifold", "--workspace", str(ROOT), "--output", folder, "-q"])
    (made,) = Path(folder).rglob("*-folded.png")
    with Image.open(made) as picture:
        picture.convert("RGB").resize((1400, 1400 * picture.height // picture.width)).save(
            PICTURES / "folded.jpg", quality=88, optimize=True
        )


def _sides(file: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=PPI / 72).to_pil() for page in document]


def _pages(file: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=PAGE / page.get_width()).to_pil() for page in document]


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for number, page in enumerate(pages):
        row, column = divmod(number, COLUMNS)
        sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def _save(picture: Image.Image, name: str) -> None:
    """As a PNG of 256 colours, chosen so that the rare ones, such as a gold rule, stay as they are."""
    small = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
