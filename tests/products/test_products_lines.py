"""Lines as they are printed and copied: addresses whole, marks that hang, narrow spaces, what links lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2

from tests.conftest import Desk
from tests.products.pdf import tool

#: Parts that no line holds, so that lines have to end behind hyphens of the address's own.
ADDRESS = "https://www.redmaple.example/patients/checklist-and-forms-for-the-first-appointment-of-next-year-2026.html"


def built(desk: Desk, body: str, front: str, *more: str) -> Path:
    desk.article(body, front)
    assert desk.build("test", "--layout", "trifold", "--edition", "office", *more).code == 0
    return desk.root / "output/test/test-trifold-letter-office.pdf"


def test_an_address_is_copied_whole_wherever_its_lines_end(desk: Desk) -> None:
    path = built(desk, f"Find {ADDRESS} today, and a follow-up of the long-term-care-and-well-being-team.", "title: A")
    with pypdfium2.PdfDocument(path) as document:
        pdfium = "".join(page.get_textpage().get_text_bounded() for page in document)
    for said in (pdfium, tool("pdftotext", path, "-"), tool("pdftotext", "-layout", path, "-")):
        (column, *_) = re.findall(r"Find.*?today", said, re.DOTALL)
        letters = re.sub(r"\s|Red Maple Wellness|Notes and questions", "", column)
        assert letters.startswith(f"Find{ADDRESS}"), said


def test_what_a_link_leads_to_is_printed_on_paper_unless_that_is_not_wanted(desk: Desk) -> None:
    link = "Or [ask them online](https://www.clinic.example/find) today."
    path = built(desk, link, "title: A", "--edition", "email")
    email = desk.root / "output/test/test-email.pdf"
    # Rather a short line than an address in two.
    assert "(www.clinic.example/find)" in tool("pdftotext", path, "-")
    assert "clinic.example/find" not in tool("pdftotext", email, "-")
    desk.swap("brochure.toml", "[defaults]", "[defaults]\nlink_addresses = false")
    assert desk.build("test", "--layout", "trifold", "--edition", "office", "--edition", "email").code == 0
    assert "clinic.example/find" not in tool("pdftotext", path, "-")
    with pikepdf.open(email) as pdf:
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
    assert "https://www.clinic.example/find" in links


def left(path: Path, said: str) -> dict[str, float]:
    """Where the first of each of these letters begins that stands at the beginning of a line."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            letters = text.get_text_range()
            if said in letters:
                at = letters.index(said)
                return {letter: text.get_charbox(at + n, loose=True)[0] for n, letter in reversed([*enumerate(said)])}
    raise AssertionError(f"{said} is not printed")


def test_quotation_marks_hang_beside_the_lines_of_a_quote(desk: Desk) -> None:
    quote = '"Go home with somebody who stays with you."'
    body = f'Plain copy.\n\n::: quote\n{quote}\n:::\n\n::: quote\nNo mark.\n:::\n\n"Yes," he said.'
    path = built(desk, body, "title: A")
    column = left(path, "Plain")["P"]
    hung = left(path, "“Go")
    assert abs(hung["“"] - column) < 1.5
    assert hung["G"] > column + 4
    second = tool("pdftotext", path, "-").partition("“Go")[2].split("\n")[1]
    assert abs(left(path, second)[second[0]] - hung["G"]) < 1.5
    assert abs(left(path, "No mark")["N"] - column) < 1.5
    assert abs(left(path, "“Yes")["“"] - column) < 0.5


def test_narrow_spaces_are_narrow_and_copied_as_spaces(desk: Desk) -> None:
    path = built(desk, "Vraiment ? Oui : 1 000 ml, mais vite !", "title: A\nlanguage: fr")
    with pypdfium2.PdfDocument(path) as document:
        text = document[1].get_textpage()
        said = text.get_text_range()
        assert "Vraiment ? Oui : 1 000 ml, mais vite !" in said
        start = said.index("Vraiment")
        boxes = [text.get_charbox(at, loose=True) for at in range(start, start + 18)]
    narrow, wide = (boxes[at + 1][0] - boxes[at - 1][2] for at in (8, 14))
    assert 0 < narrow < 0.75 * wide
