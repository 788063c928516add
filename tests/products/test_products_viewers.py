"""Products look the same in every viewer: PDFium (browsers), Poppler (Linux desktops), ghostscript (print shops)."""

from __future__ import annotations

import random
from itertools import product

import pikepdf
import pytest

from tests.products.conftest import HOW, WINDOW, Made
from tests.viewers import ghostscript, needs_viewers, pdfium, poppler, worst

#: Maker, article and layout; a run without --all looks at one page of two of them, with --all at each page of each.
PRODUCTS = [
    *product(("made", "made_for_press"), (HOW, WINDOW), ("trifold", "handout")),
    *product(("made", "made_large"), (HOW, WINDOW), (None,)),
]
_SEED = 11


@needs_viewers
def test_products_look_the_same_in_every_viewer(
    made: Made, made_for_press: Made, made_large: Made, pytestconfig: pytest.Config
) -> None:
    makers = {"made": made, "made_for_press": made_for_press, "made_large": made_large}
    whole, chance = pytestconfig.getoption("whole"), random.Random(_SEED)
    for maker, slug, layout in PRODUCTS if whole else chance.sample(PRODUCTS, 2):
        file = makers[maker](slug, layout, "letter").path
        with pikepdf.open(file) as pdf:
            pages = list(range(len(pdf.pages)))
        for page in pages if whole else [chance.choice(pages)]:
            shown = pdfium(file.read_bytes(), page)
            assert worst(shown, poppler(file, page), 5) < 0.1, (file.name, page)
            assert worst(shown, ghostscript(file, page), 5) < 0.1, (file.name, page)
