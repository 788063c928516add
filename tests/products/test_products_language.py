"""What the language of articles says beyond Markdown, as it is printed, copied and read aloud in each edition."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from brochure.content.markdown import plain
from tests.conftest import Desk
from tests.products.accessible import Made
from tests.products.pdf import picture, sizes, tool, words

BODY = """\
Alpha below 10^9^/L\\
Beta with CO~2~ and B~12~\\
Gamma ten^−9^ helps^1^\\
Delta plain\\
Epsilon plain

1. One
2. Two

Then rest.

3. Three
4. Four:
   a. Left
   b. Right

iii. Third
iv. Fourth

- [ ] card
- [x] list

::: steps
c. lettered
d. again
5. [ ] box
:::

| | Monday |
| --- | --- |
| Hours | 8<br>10^3^ |

Sign: ________________________________________________________________________________

________
"""
EDITIONS = [("office", "trifold"), ("press", "handout"), ("email", ""), ("large-print", "")]


@pytest.fixture(params=EDITIONS, ids=lambda chosen: chosen[0])
def product(request: pytest.FixtureRequest, desk: Desk) -> Path:
    edition, layout = request.param
    desk.article(BODY)
    built = desk.build("test", "--edition", edition, *(["--layout", layout] if layout else []))
    assert built.code == 0, built.err
    return desk.root / f"output/test/test{f'-{layout}-letter' if layout else ''}-{edition}.pdf"


@pytest.mark.sample(1)
def test_every_edition_prints_what_was_written(product: Path) -> None:
    with pypdfium2.PdfDocument(product) as document:
        copied = [page.get_textpage().get_text_range() for page in document]
    for said in ("\n".join(copied), tool("pdftotext", "-layout", product, "-")):
        # PDFium may take what stands higher for a line of its own.
        together = "".join(said.split())
        for letters in ("below10⁹/L", "CO₂", "B₁₂", "ten⁻⁹", "helps¹", "10³"):
            assert letters in together
        assert not any(glued in together for glued in ("109", "CO2", "103", "_"))
        assert (said.count("☐"), said.count("☑")) == (2, 1)
    printed = [word.text for page in words(product) for word in page]
    for sign in ("3.", "4.", "a.", "b.", "iii.", "iv.", "c", "d", "5"):
        assert sign in printed, sign
    found = {word.text: word for page in words(product) for word in page}
    tops = [found[name].bottom for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")]
    gaps = [below - above for above, below in pairwise(tops)]
    assert max(gaps) - min(gaps) < 0.1


def test_titles_and_outlines_say_it_too(desk: Desk) -> None:
    assert plain("What CO~2~ does", "en") == "What CO₂ does"
    desk.article("## Below 10^9^/L\n\nCall.")
    assert desk.build().code == 0
    with pikepdf.open(desk.root / "output/test/test-email.pdf") as pdf, pdf.open_outline() as outline:
        assert outline.root[0].children[0].title == "Below 10⁹/L"


def test_footnotes_are_printed_without_the_sources(desk: Desk) -> None:
    desk.swap("brochure.toml", "references = true", "references = false")
    desk.article("Half the dose[^1] helps.\n\n[^1]: Not by night.", "title: A test\nreferences: [Berman 2000.]")
    assert desk.build().code == 0
    said = tool("pdftotext", "-layout", desk.root / "output/test/test-email.pdf", "-")
    assert "Berman" not in said
    assert "dose²" in said
    assert "2. Not by night." in " ".join(said.split())


@pytest.mark.sample(1)
@pytest.mark.parametrize("edition", ["email", "large-print"])
def test_who_listens_hears_it(desk: Desk, edition: str) -> None:
    desk.article(BODY)
    assert desk.build("test", "--edition", edition).code == 0
    made = Made((desk.root / f"output/test/test-{edition}.pdf").read_bytes())
    assert made.failures == []
    with made.open() as pdf:
        lists = [str(found.A.ListNumbering) for found in made.elements(pdf, "L") if "/A" in found]
        kinds = ["Decimal", "Decimal", "LowerAlpha", "LowerRoman", "Disc", "LowerAlpha", "Decimal"]
        assert lists == [f"/{kind}" for kind in kinds]
        told = [str(found.ActualText) for found in made.elements(pdf, "Span") if "/ActualText" in found]
        assert told == ["⁹", "₂", "₁₂", "⁻⁹", "¹", "³"]
        rows = [str(cell.A.Scope) for cell in made.elements(pdf, "TH")]
        assert rows == ["/Column", "/Row"]
        labels = [item for item in made.elements(pdf, "LI") if any(_is(kid, "Lbl") for kid in item.K)]
        assert len(labels) == 13


def _is(found: pikepdf.Object, kind: str) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/S") == f"/{kind}"


def test_nothing_in_large_print_is_smaller_than_the_rest(desk: Desk) -> None:
    desk.article(BODY)
    assert desk.build("test", "--edition", "large-print").code == 0
    assert min(sizes(desk.root / "output/test/test-large-print.pdf")) >= 18


def test_lines_to_write_on_are_rules_within_the_page(desk: Desk) -> None:
    desk.article("Sign: " + "_" * 120 + "\n\n____\n")
    assert desk.build("test", "--edition", "email").code == 0
    page = picture(desk.root / "output/test/test-email.pdf", 0)
    rows = [
        page.crop((0, y, page.width, y + 1)).point(lambda grey: 255 * (grey < 200)).getbbox()
        for y in range(page.height // 2)
    ]
    long = [box for box in rows if box and box[2] - box[0] > page.width / 2]
    wide = [(box[0], box[2]) for box in long]
    assert wide.count((50, 500)) >= 2
    assert {ends for ends in wide if ends[1] - ends[0] < page.width - 2} == {(50, 500)}, "all but the head"
    assert page.width == 550


def test_words_that_are_struck_have_a_line_through_them(desk: Desk) -> None:
    ink = []
    for words_ in ("Never drink.", "~~Never~~ drink."):
        desk.article(words_)
        assert desk.build("test", "--edition", "email").code == 0
        ink.append(sum(picture(desk.root / "output/test/test-email.pdf", 0).histogram()[:128]))
    assert ink[1] > ink[0]
    made = Made((desk.root / "output/test/test-email.pdf").read_bytes())
    assert made.failures == []
    with made.open() as pdf:
        (struck,) = made.elements(pdf, "Span")
        assert struck.A.TextDecorationType == pikepdf.Name.LineThrough


def test_a_term_is_never_parted_from_its_meaning(desk: Desk) -> None:
    desk.article(
        "\n\n".join(f"Term{number}\n: Meaning{number} " + "of many words " * 12 + f"End{number}" for number in range(9))
    )
    assert desk.build("test", "--edition", "email").code == 0
    pages = [{word.text for word in page} for page in words(desk.root / "output/test/test-email.pdf")]
    for number in range(9):
        (at,) = [at for at, page in enumerate(pages) if f"Term{number}" in page]
        assert {f"Meaning{number}", f"End{number}"} <= pages[at]


@pytest.mark.sample(1)
@pytest.mark.parametrize("body", ["Atkinson Hyperlegible Next", "Source Serif 4"])
def test_wide_signs_have_room(desk: Desk, body: str) -> None:
    desk.swap("brochure.toml", 'body = "Atkinson Hyperlegible Next"', f'body = "{body}"')
    lists = [("m", "n"), ("W", "X"), ("A", "B"), ("i", "ii", "iii"), ("I", "II", "III"), ("XXXVII", "XXXVIII")]
    written = ["\n".join(f"{sign}. Item" for sign in signs) for signs in lists]
    boxes = [f"::: {kind}\n{items}\n:::" for kind in ("steps", "help") for items in written]
    desk.article("\n\nWords.\n\n".join([*written, *boxes]))
    built = desk.build("test", "--edition", "email")
    assert built.code == 0, built.err
