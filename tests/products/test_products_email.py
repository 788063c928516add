"""The email edition: accessible, navigable, small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import page as checker
import pytest
from pikepdf import Dictionary, Name

from brochure.units import MM
from tests.products.conftest import ARTICLES, HOW, WINDOW, Leaflet, Made
from tests.products.pdf import tool

SAMPLES = pytest.mark.parametrize("email", ARTICLES, indirect=True)


def structure(element: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    if isinstance(element, Dictionary):
        if "/S" in element and element.get("/Type") != Name.MCR:
            yield element
        kids = element.get("/K", ())
        for kid in kids if not isinstance(kids, (Dictionary, int)) else (kids,):
            yield from structure(kid)


@SAMPLES
def test_conforms_to_pdf_ua(email: Leaflet) -> None:
    report = checker.validate_pdf(email.path, profile="pdf/ua-1")
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 50


@SAMPLES
def test_says_what_it_is(email: Leaflet) -> None:
    title = email.source().split("title: ", 1)[1].splitlines()[0]
    with email.pdf() as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo["/Title"]) == metadata["dc:title"] == title
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


@SAMPLES
def test_the_outline_is_the_headings_and_the_boxes(email: Leaflet) -> None:
    marks = re.findall(r"^(##|::: [a-z-]+) (.+)$", email.source(), re.M)
    first = next(at for at, (mark, _) in enumerate(marks) if mark == "##")
    wanted = [(title, 0 if mark == "##" or at < first else 1) for at, (mark, title) in enumerate(marks)]
    with email.pdf() as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        found = [(entry.title.replace("\u00a0", " "), depth) for entry, depth in entries(title.children)]
    assert ("When to get help", 1) in wanted
    assert found == [*wanted, ("Sources", 0), ("Contact us", 0)]


def entries(outline: Iterable[Any], depth: int = 0) -> Iterator[tuple[Any, int]]:
    for entry in outline:
        yield entry, depth
        yield from entries(entry.children, depth + 1)


@SAMPLES
def test_headings_and_links_are_tagged(email: Leaflet) -> None:
    headings = len(re.findall(r"^## ", email.source(), re.M))
    boxes_before_them = email.source().partition("\n## ")[0].count("\n::: ")
    with email.pdf() as pdf:
        elements = list(structure(pdf.Root.StructTreeRoot))
        kinds = [str(element.S) for element in elements]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == boxes_before_them + headings + len(["Sources", "Contact us"])
        assert {"/P", "/L", "/LI", "/Link"} <= set(kinds)
        # The art is decoration, and a code to scan would be on the very telephone that should scan it.
        assert "/Figure" not in kinds


@SAMPLES
def test_links_are_live(email: Leaflet) -> None:
    with email.pdf() as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        links = [str(note.A.URI) for note in notes if note.Subtype == Name.Link]
    ways = {"tel:5555550142", "mailto:hello@redmaple.example", "https://redmaple.example"}
    assert {link for link in links if "maps" not in link} == ways
    assert len(links) == len(ways) + len(["the map"])


@pytest.mark.xdist_group(WINDOW)
def test_pages_are_half_the_paper(made: Made) -> None:
    for paper, size in (("letter", (396, 612)), ("a4", (148 * MM, 210 * MM))):
        with made(WINDOW, None, paper).pdf() as pdf:
            assert len(pdf.pages) > 2
            for page in pdf.pages:
                assert [float(value) for value in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)


@SAMPLES
def test_is_small(email: Leaflet) -> None:
    assert email.path.stat().st_size < 300_000


@SAMPLES
def test_qpdf_and_ghostscript_find_nothing(email: Leaflet) -> None:
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", email.path)
    assert tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", email.path) == ""


@pytest.mark.parametrize(
    ("slug", "layout"),
    [
        pytest.param(slug, layout, marks=pytest.mark.xdist_group(slug))
        for slug in (HOW, WINDOW)
        for layout in (None, "trifold", "handout")
    ],
)
def test_fonts_are_ours_embedded_and_subset(made: Made, slug: str, layout: str | None) -> None:
    rows = tool("pdffonts", made(slug, layout, "letter").path).splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert re.match(r"[A-Z]{6}\+(Atkinson-Hyperlegible-Next|Source-Serif-4-Display)\b", row), row
        embedded, subset, unicode = row.split()[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), row
