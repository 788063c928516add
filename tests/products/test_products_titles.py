"""Ordinary titles are never refused: whatever their language, layout and paper, the cover has them whole."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from brochure.geometry.paper import PaperName
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

WORDS = {
    "en": "living with bipolar disorder your knee injection fees and opening hours after surgery caring for a newborn"
    " what to expect at the first appointment electroconvulsive therapy rehabilitation children's follow-up",
    "es": "vivir con el trastorno bipolar su inyección en la rodilla tarifas y horarios después de la operación"
    " electrocardiograma otorrinolaringología medicamentos antiinflamatorios",
    "de": "Leben mit Bluthochdruck Medikamentenunverträglichkeiten bei Kindern Aufmerksamkeitsdefizitstörung nach der"
    " Operation Öffnungszeiten Schwangerschaftsvorsorgeuntersuchung Herzrhythmusstörungen",
    "fr": "vivre avec le trouble bipolaire votre injection du genou tarifs et horaires après l’opération les soins"
    " oto-rhino-laryngologie kinésithérapie antidépresseurs",
    "it": "vivere con il disturbo bipolare la sua iniezione al ginocchio elettroencefalogramma riabilitazione",
    "pt": "viver com transtorno bipolar a sua injeção no joelho depois da cirurgia eletrocardiograma desenvolvimento",
}
PLACES: list[tuple[str | None, str, PaperName]] = [
    *((layout, "office", paper) for layout in ("trifold", "handout") for paper in ("letter", "a4")),
    *((None, edition, paper) for edition in ("email", "large-print") for paper in ("letter", "a4")),
]
KNOWN = [
    ("en", "Living with bipolar disorder", ""),
    ("en", "Your knee injection", ""),
    ("en", "Fees and opening hours", ""),
    ("en", "What to expect after knee surgery now", "A plain guide for patients and families. " * 3),
    ("de", "Medikamenten\u00adunverträglich\u00adkeiten bei Kindern", ""),
    ("de", "Krankenversicherungsbescheinigung", "Was Sie wissen müssen"),
]
Case = tuple[str, str, str, tuple[str | None, str, PaperName]]


def some(language: str, least: int, most: int, chance: random.Random) -> str:
    words: list[str] = []
    while len(" ".join(words)) < least:
        words.append(chance.choice(WORDS[language].split()))
    return " ".join(words)[:most].strip().capitalize()


def drawn(count: int, seed: int) -> Iterator[Case]:
    chance = random.Random(seed)
    for _ in range(count):
        language = chance.choice(list(WORDS))
        subtitle = some(language, chance.randint(20, 120), 130, chance) if chance.random() < 0.5 else ""
        yield language, some(language, chance.randint(10, 80), 90, chance), subtitle, chance.choice(PLACES)


def test_a_title_is_on_the_cover_whole(desk: Desk, pytestconfig: pytest.Config) -> None:
    """`--all` tries hundreds of drawn ones."""
    whole = pytestconfig.getoption("whole")
    known = [
        (*case, place) for at, case in enumerate(KNOWN) for place in (PLACES if whole else PLACES[at % 8 : at % 8 + 1])
    ]
    for language, title, subtitle, place in (*known, *drawn(400 if whole else 2, seed=13)):
        front = f'title: "{title}"\nsubtitle: "{subtitle}"\nlanguage: {language}'
        said = cover(desk, front, place)
        letters = re.sub(r"[\W_]", "", title)
        assert letters in re.sub(r"[\W_]", "", said), (title, subtitle, place, said)
        if max(map(len, re.split(r"[ -]", title))) < 18:
            # No hyphen but those that are written.
            assert said.count("\ufffe") == 0, (title, place, said)


def cover(desk: Desk, front: str, place: tuple[str | None, str, PaperName]) -> str:
    """The text of the page that has the title, as PDFium reads it: a hyphen at a line's end is U+FFFE."""
    layout, edition, paper = place
    desk.article("Walk every day.", front)
    request = BuildRequest(("test",), layout, paper, (edition,))
    (outcome,), _ = build(open_workspace(desk.root), request, desk.root, 1, lambda _: None)
    assert outcome.error is None, (front, place, str(outcome.error))
    with pypdfium2.PdfDocument(Path(desk.root / outcome.product.path)) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_soft_hyphens_are_seen_where_a_line_ends_and_nowhere_else(desk: Desk) -> None:
    word = "Aufmerksamkeits\u00addefizit\u00adstörung"
    desk.article(f"## {word}\n\nDie {word} bringen Sie bitte mit, auch die {word}.", f"title: Die {word}\nlanguage: de")
    assert desk.build("test", "--layout", "trifold", "--edition", "office", "--edition", "email").code == 0
    for name in ("test-trifold-letter-office.pdf", "test-email.pdf"):
        with pypdfium2.PdfDocument(desk.root / "output/test" / name) as document:
            assert "\u00ad" not in str(document.get_metadata_dict()["Title"])
            assert not [mark for mark in document.get_toc() if "\u00ad" in mark.get_title()]
            said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        plain = re.sub(r"[\u2010\ufffe\x02-]\r?\n?", "", said)
        assert plain.count("Aufmerksamkeitsdefizitstörung") == 4
        assert not re.search(r"[\u2010\u00ad-](?!\r?\n)(?=[dsö])", said)
