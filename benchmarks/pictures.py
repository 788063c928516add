"""Makes the README's pictures: every side of the sample leaflets at 110 ppi, and the trifold as it is folded.

    python benchmarks/pictures.py

Builds the samples into a temporary folder and writes PNG files to assets/pictures/.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from brochure.build.plan import Wish
from brochure.build.run import build
from brochure.cli.run import run
from brochure.clinic.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "assets" / "pictures"
PPI = 110
FOLDED = "how-ketamine-therapy-works"
GAP = 24
GROUND = "#d8d4cd"


def main() -> None:
    """Builds, renders, writes."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        outcomes, _ = build(open_workspace(ROOT), Wish(), Path(folder), 1, lambda outcome: print(outcome.path))
        for outcome in outcomes:
            pages = _render(outcome.path)
            if outcome.product.edition == "email":
                _save(_side_by_side(pages, 3), outcome.path.stem)
            else:
                for number, page in enumerate(pages, start=1):
                    _save(page, f"{outcome.path.stem}-{number}")
        _fold(folder)


def _fold(folder: str) -> None:
    run(["proof", FOLDED, "--plates", "--layout", "trifold", "--workspace", str(ROOT), "--output", folder, "-q"])
    (made,) = Path(folder).rglob("*-folded.png")
    with Image.open(made) as picture:
        picture.convert("RGB").resize((1400, 1400 * picture.height // picture.width)).save(
            PICTURES / "folded.jpg", quality=88, optimize=True
        )


def _render(file: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=PPI / 72).to_pil() for page in document]


def _side_by_side(pages: list[Image.Image], columns: int) -> Image.Image:
    width, height = pages[0].size
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def _save(picture: Image.Image, name: str) -> None:
    """As a PNG of 256 colours, chosen so that the rare ones, such as a gold rule, stay as they are."""
    small = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
