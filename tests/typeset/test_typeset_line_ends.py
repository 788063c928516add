"""Where the engine's lines end: no more of them, no forgotten last word, alike on each page."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from brochure.typeset.engine.boxes import SetPage
from tests.typeset.conftest import Pages

#: Letters in pages that hold all of a test.
TALL = "@page { size: 400pt 6000pt } "
HYPHENS = "html { hyphens: auto; hyphenate-limit-chars: 16 6 6; overflow-wrap: anywhere } "
WORDS = {
    "en": "the knee may hurt for some days after a visit and you can rest it on a <b>pillow</b> while we plan the"
    " <em>next</em> step with care so that walking gets easier each week follow-up (555)",
    "de": "das Knie kann nach dem Besuch einige Tage schmerzen und Sie legen es auf ein <b>Kissen</b> während wir den"
    " nächsten Schritt planen Krankenversicherungskarte Behandlungsplan"
    " z.\u00a0B. Aufmerksamkeitsdefizitstörung",
}


def copy(language: str, count: int, seed: int = 1) -> str:
    dice = random.Random(seed)
    said = WORDS[language].split()
    return "".join(
        f"<p lang={language} style='width: {dice.randint(90, 250)}pt'>"
        + " ".join(dice.choice(said) for _ in range(dice.randint(4, 40)))
        + ".</p><h2>|</h2>"
        for _ in range(count)
    )


def paragraphs(pages: tuple[SetPage, ...]) -> list[list[str]]:
    """The lines of each paragraph; between them is a line that says |."""
    found: list[list[str]] = [[]]
    for line in (line.text for page in pages for line in page.lines):
        if line == "|":
            found.append([])
        else:
            found[-1].append(line)
    return found[:-1]


@pytest.mark.sample(2)
@pytest.mark.parametrize("language", WORDS)
def test_lines_are_no_more_and_the_last_has_eight_letters(typeset: Pages, language: str) -> None:
    body = copy(language, 60)
    ours = paragraphs(typeset(body, TALL + HYPHENS))
    filled = paragraphs(typeset(body, TALL + HYPHENS + "html { --lines: filled }"))
    assert [len(lines) for lines in ours] == [len(lines) for lines in filled]
    assert ours != filled
    assert [parts(lines) for lines in ours] == [parts(lines) for lines in filled], "letters are lost"
    assert sum(forgotten(lines) for lines in filled) > 1
    assert sum(forgotten(lines) for lines in ours) == 0


def parts(lines: list[str]) -> str:
    return "".join(letter for letter in "".join(lines) if letter.isalnum())


def forgotten(lines: list[str]) -> bool:
    return len(lines) > 1 and len(parts(lines[-1:])) < 8


def test_headings_are_of_the_narrowest_measure(typeset: Pages) -> None:
    words = ("What should I do in the days after?", "Questions that you may like to ask us", "At home again")
    for title in words:
        for width in range(60, 200, 20):
            page = TALL + f"p {{ --lines: balanced; width: {width}pt }} h2 {{ display: none }}"
            lines = [line.text for line in typeset(f"<p>{title}</p>", page)[0].lines]
            widest = max(lines, key=len)
            narrower = [line.text for line in typeset(f"<p>{widest}</p>", page)[0].lines]
            assert narrower == [widest]
            lengths = [len(line) for line in lines]
            assert len(lines) == 1 or min(lengths) * 2 >= max(lengths), lines


def test_what_goes_on_on_the_next_page_breaks_alike(typeset: Pages) -> None:
    body = f"<p>{' '.join(WORDS['en'].split() * 3)}</p>"
    whole = [line.text for line in typeset(body, "@page { size: 200pt 6000pt }")[0].lines]
    pages = typeset(body, "@page { size: 200pt 70pt }")
    assert len(pages) > 2
    assert [line.text for page in pages for line in page.lines] == whole
    again = [line.text for line in typeset(body, "@page { size: 200pt 6000pt }")[0].lines]
    assert again == whole


OTHERS = {
    "ar": ("rtl", "اشرب الماء وتناول شيئاً خفيفاً قبل الزيارة واسأل الممرضة عن أي شيء لا تفهمه"),
    "ja": ("ltr", "水を飲んで、軽いものを食べてください。わからないことがあれば看護師に聞いてください。"),
    "th": ("ltr", "ดื่มน้ำและกินอาหารเบาๆก่อนมาพบแพทย์และถามพยาบาลถ้าคุณไม่เข้าใจ"),
}


@pytest.mark.parametrize("language", OTHERS)
def test_lines_from_right_to_left_and_without_spaces_are_the_engines_own(typeset: Pages, language: str) -> None:
    direction, said = OTHERS[language]
    body = f"<p lang={language} dir={direction}>{said * 3}</p>"
    css = "p, p * { font-family: sans-serif; width: 110pt }"

    def lines(more: str) -> list[str]:
        return [line.text for page in typeset(body, TALL + css + more) for line in page.lines]

    assert lines("") == lines("p { --lines: filled }")
    assert len(lines("")) > 2


@pytest.mark.parametrize(
    "inside", ["<i style='float: left; width: 30pt'>1</i>", "<i style='display: inline-block'>1</i>"]
)
def test_a_line_with_more_than_text_in_it_is_the_engines_own(typeset: Pages, inside: str) -> None:
    said = WORDS["en"].split()
    body = f"<p>{' '.join(said[:9])} {inside} {' '.join(said[9:])}</p>"
    lines = [[line.text for line in typeset(body, TALL + more)[0].lines] for more in ("", "p { --lines: filled }")]
    assert lines[0] == lines[1]


def test_widths_are_taken_anew_for_each_size(typeset: Pages) -> None:
    body = copy("en", 12)
    for size, before in pairwise((8, 9.5, 11, 13)):
        css = TALL + HYPHENS + f"p {{ font-size: {size}pt }}"
        ours, filled = (paragraphs(typeset(body, css + more)) for more in ("", "html { --lines: filled }"))
        assert [len(lines) for lines in ours] == [len(lines) for lines in filled], (size, before)
