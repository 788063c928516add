"""What was read of pages before changes nothing of what is found: each file is judged as by a process that is new."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import glyphs
from brochure.pdf.interpreter import Interpreter
from brochure.preflight import catalogue, kept_pages
from brochure.preflight.document import Document, Made
from brochure.preflight.kept_pages import KeptPages
from brochure.preflight.profiles import Wishes
from tests.preflight import pdf_examples
from tests.preflight.examples import Example
from tests.preflight.pdfs import email, made, press_bytes, screen, text

ALL = Wishes("release")


def agree(content: bytes, job: Made | None, kept: KeptPages) -> None:
    """All rules say the same of a file with what is kept and without it."""
    document = Document(content, job, kept)
    assert catalogue.judge_pdf(document, ALL) == catalogue.judge_pdf(Document(content, job), ALL)
    document.keep()


@pytest.mark.sample(6)
@pytest.mark.parametrize("example", [pytest.param(each, id=name) for name, each in pdf_examples.EXAMPLES.items()])
def test_a_fault_is_found_whatever_was_read_before(example: Example) -> None:
    kept = KeptPages()
    for make in (example.passing, example.failing) * 3:
        document = make()
        agree(document.content, document.made, kept)


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(30))
def test_files_that_are_damaged_one_after_the_other(seed: int) -> None:
    random, kept = Random(seed), KeptPages()
    for content, job in ((press_bytes(), made()), (screen()().content, email())):
        agree(content, job, kept)
        agree(content, job, kept)
        for _ in range(6):
            at = random.choice([at for at in range(len(content)) if content[at : at + 1].isalnum()])
            cut, new = random.choice([(1, 1), (1, 1), (1, 0), (40, 0)]), bytes([random.choice(b"0159ABTlm/ ")])
            other = content[:at] + new * cut[1] + content[at + cut[0] :]
            try:
                agree(other, job, kept)
            except BadInput:
                continue
            agree(content, job, kept)


def test_a_page_that_did_not_change_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    of = glyphs.glyphs

    def noted(page: object) -> list[glyphs.Glyph | None]:
        read.append(page)
        return of(page)

    monkeypatch.setattr(glyphs, "glyphs", noted)
    kept = KeptPages()
    for words, count in (("Rest", 2), ("Rest", 2), ("Rest", 0), ("Rest well", 1), ("Rest", 0)):
        document = Document(press_bytes(text(words, 80, 80)), made(), kept)
        read.clear()
        assert len(document.words) == 2
        assert len(read) == count
        catalogue.judge_pdf(document, ALL)
        document.keep()
    kept.forget()
    assert len(Document(press_bytes(), made(), kept).words) == 2
    assert len(read) == 2


@pytest.mark.parametrize(
    ("end", "count"), [("", 1 + 3), ("1 2 3 cm", 3 + 3), ("/Lost Do", 3 + 3), ("BT /F 9 Tf (a) Tj ET", 3 + 3)]
)
def test_a_long_drawing_is_noted_once_and_stays_what_it_is(
    end: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one that is damaged, or shows text."""
    read: list[bytes] = []
    run = Interpreter.run

    def noted(interpreter: Interpreter[Any], content: bytes) -> None:
        read.append(content)
        run(interpreter, content)

    monkeypatch.setattr(Interpreter, "run", noted)
    drawing = b"0 0 0 1 k 80 80 9 9 re f 0 0 1 0 K 0.1 w 90 90 m 99 99 l S /Over gs " * 400 + end.encode()

    def paint(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        named = Dictionary(ExtGState=page.Resources.ExtGState, Font=page.Resources.Font)
        page.Resources.XObject.D = pdf.make_stream(
            drawing, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 500, 500], Resources=named
        )
        page.Contents = pdf.make_stream(b"q 2 0 0 2 9 9 cm /D Do Q " + page.Contents.read_bytes())

    kept = KeptPages()
    for words in ("Rest", "Rest well", "Walk"):
        content = press_bytes(text(words, 80, 80), paint)
        found, anew = (Document(content, None, each).marks for each in (kept, None))
        assert [replace(each, fonts={}) for each in found] == [replace(each, fonts={}) for each in anew]
    assert read.count(drawing) == count


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "_MOST", 3)
    monkeypatch.setattr(kept_pages, "_MOST_MET", 5)
    kept = KeptPages()
    for number in range(16):
        document = Document(press_bytes(text(f"Page {number // 2}", 80, 80)), None, kept)
        _ = document.marks
        document.keep()
    assert (len(kept._pages), len(kept._met)) == (3, 5)
