"""Leaflets in other scripts: every block in every edition, whole, in order, and what is copied out is what was written.

`--all` makes all languages in all editions; else two are drawn, one of them from right to left.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import page as checker
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from brochure.editions import EditionName
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.accessible import walk
from tests.products.language_pages import family, page, phrases, sentences, told
from tests.products.pdf import tool

EDITIONS: tuple[EditionName, ...] = ("email", "large-print", "office", "press")
_SEED = 13
#: A hyphen that a line ends with, as Poppler and PDFium give it.
_PARTED = re.compile("[-\u2010\ufffe\x02](?:\r?\n)?(?<=[\n\ufffe\x02])")
pytestmark = pytest.mark.xdist_group("scripts")

Built = Callable[[str, tuple[EditionName, ...]], Path]


@dataclass(frozen=True)
class Product:
    """One edition of the page in one language."""

    language: str
    edition: EditionName
    path: Path


@pytest.fixture(scope="session")
def built(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The folder with editions of the page in a language."""

    @cache
    def make(language: str, editions: tuple[EditionName, ...]) -> Path:
        root = shutil.copytree(founded, tmp_path_factory.mktemp("scripts") / "workspace")
        name = family(language, root / "assets" / "fonts")
        (root / "assets" / "articles" / "test.md").write_text(page(language), "utf-8")
        picture = Image.new("RGB", (900, 600), "#e8f0ef")
        ImageDraw.Draw(picture).ellipse((500, 200, 800, 500), fill="#2f5d57")
        picture.save(root / "assets" / "images" / "drop.png")
        settings = (root / "brochure.toml").read_text("utf-8")
        settings = re.sub(r'^(body|heading) = ".*?"', rf'\1 = "{name}"', settings, flags=re.M)
        (root / "brochure.toml").write_text(settings, "utf-8")
        workspace = open_workspace(root)
        request = BuildRequest(("test",), "handout", "letter", editions)
        outcomes, _ = build(workspace, request, workspace.output, 1, lambda _: None)
        for outcome in outcomes:
            assert outcome.error is None, (language, outcome.error)
        return workspace.output / "test"

    return make


@pytest.fixture(scope="session")
def products(built: Built, pytestconfig: pytest.Config) -> list[Product]:
    """All, or those that are drawn."""
    asked: dict[str, tuple[EditionName, ...]] = dict.fromkeys(sorted(phrases()), EDITIONS)
    if not pytestconfig.getoption("whole"):
        asked = {
            random.Random(_SEED).choice(list(filter(is_right_to_left, asked))): ("office",),
            "hi": ("email",),
        }
    files = {"email": "test-email", "large-print": "test-large-print"}
    return [
        Product(
            language, edition, built(language, editions) / f"{files.get(edition, f'test-handout-letter-{edition}')}.pdf"
        )
        for language, editions in asked.items()
        for edition in editions
    ]


def letters(text: str, language: str) -> str:
    """As `told`; from right to left letters and digits alone, for readers put signs between them where they guess."""
    text = told(text)
    return "".join(filter(str.isalnum, text)) if is_right_to_left(language) else text


def lines(product: Product) -> str:
    """What Poppler copies out of it; a hyphen at a line's end is not in the word."""
    text = tool("pdftotext", product.path, "-")
    return _PARTED.sub("", text)


def test_what_is_copied_is_what_was_written(products: list[Product]) -> None:
    for product in products:
        copied = letters(lines(product), product.language)
        lost = [text for text in sentences(product.language) if letters(text, product.language) not in copied]
        # In two columns a sentence may go on in the other; and a line on a page with more Latin letters than others
        # Poppler takes for one from left to right: there its runs from right to left are whole.
        allowed = 1 if product.edition in ("office", "press") else 0
        if is_right_to_left(product.language):
            allowed += 2
            runs = [run for text in sentences(product.language) for run in re.findall(r"[^\W\da-zA-Z_]{2,}", text)]
            assert not [run for run in runs if letters(run, product.language) not in copied]
        assert len(lost) <= allowed, (product.language, product.edition, lost)


def test_pdfium_copies_the_same_words(products: list[Product]) -> None:
    for product in products:
        with pypdfium2.PdfDocument(product.path) as document:
            text = "".join(str(sheet.get_textpage().get_text_bounded()) for sheet in document)
        copied = letters(_PARTED.sub("", text), product.language)
        lost = [
            word
            for text in sentences(product.language)
            for word in re.findall(r"[^\W\d_]{2,8}", text)
            if letters(word, product.language) not in copied
        ]
        # A word without spaces may go on in the other column.
        allowed = 1 if product.edition in ("office", "press") else 0
        assert len(lost) <= allowed, (product.language, product.edition, lost)


def accessible(products: list[Product]) -> Iterator[Product]:
    return (product for product in products if product.edition in ("email", "large-print"))


def test_it_conforms(products: list[Product]) -> None:
    for product in accessible(products):
        for profile in (checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_2A):
            report = checker.validate_pdf_bytes(product.path.read_bytes(), profile=profile)
            assert not report.failures, (product.language, product.edition, report.failures[0].message)


def test_what_runs_from_right_to_left_is_tagged_as_it_is_read(products: list[Product]) -> None:
    for product in accessible(products):
        with pikepdf.open(product.path) as pdf:
            assert str(pdf.Root.Lang) == product.language
            to_left = is_right_to_left(product.language)
            assert ("/Direction" in pdf.Root.ViewerPreferences) is to_left
            tagged = "".join(
                str(found.ActualText)
                for _, found in walk(pdf.Root.StructTreeRoot.K)
                if isinstance(found, pikepdf.Dictionary) and "/ActualText" in found
            )
        if to_left:
            said = [text for text in sentences(product.language) if not re.search(r"[A-Za-z0-9*~]", text)]
            assert len(said) > 15
            at = 0
            for text in said:
                # In the order of the page; the list that is lettered says the same as the one before.
                found = letters(tagged, product.language).find(letters(text, product.language), 0)
                assert found >= 0, (product.language, text)
                at = max(at, found)
            assert at > len(letters(tagged, product.language)) // 2


@pytest.fixture
def arabic(desk: Desk) -> Desk:
    """A workspace with an Arabic article and its font."""
    name = family("ar", desk.root / "assets" / "fonts")
    desk.swap("brochure.toml", 'body = "Atkinson Hyperlegible Next"', f'body = "{name}"')
    desk.swap("brochure.toml", 'heading = "Source Serif 4 Display"', f'heading = "{name}"')
    desk.article("## من؟\n\nاتصل بنا على \u200e(777) 777-0110.\n", "title: لقاح\nlanguage: ar")
    return desk


def test_a_fold_opens_from_the_left(arabic: Desk) -> None:
    """Its spine is at the right: the cover is the outside's left panel, and the inside is read from its right one."""
    assert arabic.build("test", "--layout", "trifold", "--edition", "office", "--edition", "press").code == 0
    for edition, left in (("office", 0.0), ("press", 52.0)):
        file = arabic.root / f"output/test/test-trifold-letter-{edition}.pdf"
        pages = tool("pdftotext", "-bbox", file, "-").split("<page ")[1:]
        outside, inside = (
            {text: float(x) - left for x, text in re.findall(r'<word xMin="([\d.]+)".*?>(.*?)</word>', one)}
            for one in pages
        )
        assert outside["حاقل"] < 3.6875 * 72
        assert inside["(777)"] > 2 * 3.6875 * 72


def test_a_sheet_is_read_from_its_right_column(arabic: Desk) -> None:
    """The title and the first column stand at the right; the number runs as it is dialled."""
    assert arabic.build("test", "--layout", "handout", "--edition", "office").code == 0
    file = arabic.root / "output/test/test-handout-letter-office.pdf"
    found = re.findall(
        r'<word xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', tool("pdftotext", "-bbox", file, "-")
    )
    places = {text: (float(left), float(right)) for left, right, text in found}
    # Poppler gives the letters of such a word as they are seen.
    assert places["حاقل"][1] > 612 * 0.85
    assert places["(777)"][1] <= places["777-0110"][0] + 1
