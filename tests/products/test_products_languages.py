"""Leaflets in another language: the clinic's words in it, and every change of language said in the PDF."""

from __future__ import annotations

import re
from pathlib import Path

import page as checker
import pikepdf
import pypdfium2
import pytest

from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.conftest import HOW, WINDOW, Leaflet, Made
from tests.products.pdf import letters
from tests.products.test_products_email import structure

SPANISH = [
    pytest.param(f"{HOW}-es", marks=[pytest.mark.xdist_group(HOW), pytest.mark.whole]),
    pytest.param(f"{WINDOW}-es", marks=pytest.mark.xdist_group(WINDOW)),
]


def said(path: Path) -> str:
    """All words of a product, as letters alone."""
    with pypdfium2.PdfDocument(path) as document:
        return letters(*(str(page.get_textpage().get_text_bounded()) for page in document))


def languages(path: Path) -> list[str]:
    """The language of each tag that names one."""
    with pikepdf.open(path) as pdf:
        return [str(element.Lang) for element in structure(pdf.Root.StructTreeRoot) if "/Lang" in element]


@pytest.mark.parametrize("slug", SPANISH)
def test_the_emergency_line_is_in_spanish(made: Made, slug: str) -> None:
    office, email = made(slug, "trifold", "letter"), made(slug, None, "letter")
    clinic = email.workspace.config.clinic
    for product in (office, email):
        text = said(product.path)
        assert letters(clinic.translations["es"].emergency) in text
        assert letters(clinic.emergency) not in text
    assert letters(clinic.translations["es"].tagline) in said(office.path)


@pytest.mark.parametrize("slug", SPANISH)
def test_the_translation_fits_the_waiting_room(made: Made, slug: str) -> None:
    fit = made(slug, "trifold", "letter").said["fit"]
    assert fit["overset_lines"] == 0
    assert fit["type_size_pt"] >= 9.5
    assert fit["fill"] > 0.9


@pytest.mark.parametrize("slug", SPANISH)
def test_english_words_in_it_are_tagged_so(made: Made, slug: str) -> None:
    email = made(slug, None, "letter")
    with email.pdf() as pdf:
        assert str(pdf.Root.Lang) == "es"
    # Words that are kept together inside have a tag of their own.
    assert languages(email.path).count("en") >= len(re.findall("lang=en", email.source())) > 0


@pytest.mark.parametrize("slug", SPANISH)
def test_conforms_to_pdf_ua(desk: Desk, slug: str) -> None:
    done = desk.build(slug, "--edition", "email", "--edition", "large-print", "--json")
    assert done.code == 0, done.err
    assert len(done.json["products"]) == 2
    for product in done.json["products"]:
        report = checker.validate_pdf(desk.root / product["path"], profile="pdf/ua-1")
        assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("slug", SPANISH)
def test_no_mark_of_a_language_is_printed(made: Made, slug: str) -> None:
    for product in (made(slug, "trifold", "letter"), made(slug, None, "letter")):
        assert "langen" not in said(product.path)


def plain(desk: Desk) -> Leaflet:
    """The article 'test' to e-mail, in German, which brochure.toml does not speak."""
    desk.article("Wörter.", front="title: Ein Test\nlanguage: de")
    done = desk.build("test", "--edition", "email", "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    return Leaflet(open_workspace(desk.root), desk.root / product["path"], product, "letter")


def test_what_the_clinic_says_in_its_own_language_only_is_tagged_so(desk: Desk) -> None:
    email = plain(desk)
    assert letters(email.workspace.config.clinic.emergency) in said(email.path)
    assert "en" in languages(email.path)


def test_markup_in_what_the_clinic_says_is_text(desk: Desk) -> None:
    desk.swap("brochure.toml", 'emergency = "In an', 'emergency = "<b>&amp;</b> In an')
    assert letters("<b>&amp;</b> In an emergency") in said(plain(desk).path)


def test_words_are_hyphenated_in_their_own_language(desk: Desk) -> None:
    """Spanish would part 'Gesellschaften' as gesells-chaften."""
    filler = "Uno dos tres cuatro. "
    # PDFium gives the hyphen-minus at the end of a line, which stands for the hyphen that the face lacks, as \x02.
    for word, parted in (("{}", "gesells\x02"), ("[{}]{{lang=de}}", "gesell\x02")):
        written = word.format("Rechtsschutzversicherungsgesellschaften")
        desk.article("\n\n".join(f"{filler[:at]}{written}" for at in range(len(filler))), "title: A\nlanguage: es")
        assert desk.build().code == 0
        with pypdfium2.PdfDocument(desk.root / "output/test/test-email.pdf") as document:
            text = "".join(str(page.get_textpage().get_text_bounded()) for page in document)
        assert set(re.findall(r"gesells?\W", text)) == {parted}
