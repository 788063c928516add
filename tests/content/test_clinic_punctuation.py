"""Punctuation goes by the language: quotation marks, and the spaces at which no line ends."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.markdown import inline, plain
from brochure.content.spaceless import WORD_JOINER, close_up, count_words, keep_words
from brochure.content.ties import NARROW_SPACE, narrowed
from brochure.content.typography import NO_BREAK_SPACE, tie
from brochure.workspace.language import is_right_to_left
from tests.conftest import Desk

Copy = Callable[..., BeautifulSoup]

#: Language, and copy in which ~ stands for each space that holds.
TIES = [
    ("fr", "Avez-vous mal~? Non~! Voici~: « Oui »~; il dit.", "«~Oui~»"),
    ("fr-CA", "5~mg à 10~h~30, soit 1~000~ml, 50~% ou 20~€ chez M.~Dupont"),
    ("de", "am 5.~Mai, z.~B. mit 20~mg, d.~h. §~218, S.~12~ff., um 8~Uhr bei Dr.~Meier"),
    ("ru", "Он~— врач, т.~е. и~д-р, живёт в~доме на г.~Мира и~пьёт 1~000~мг"),
    ("uk", "Він~— лікар, і~т.~п., 5~мг о~8"),
    ("pl", "w~domu i~z~bratem, 5~mg, ul.~Długa"),
    ("hi", "वह गया~। डॉ.~शर्मा 5~mg"),
    ("it", "il Dott.~Rossi, 5~mg"),
    ("el", "20~mg, σελ.~12"),
    ("en", "25~mg at 9~pm with Dr.~Ruiz, and a 3 month wait ? no"),
]


@pytest.mark.parametrize(("language", "tied"), [row[:2] for row in TIES])
def test_what_holds_together(language: str, tied: str) -> None:
    tied = tied.replace("« Oui »", "«~Oui~»") if language == "fr" else tied
    assert tie(tied.replace("~", " "), language).replace(NO_BREAK_SPACE, "~") == tied


@given(st.text(st.sampled_from("ab z.B1 §«»?—мi"), max_size=60), st.sampled_from([row[0] for row in TIES]))
def test_ties_change_spaces_only(text: str, language: str) -> None:
    tied = tie(text, language)
    assert tied.replace(NO_BREAK_SPACE, " ") == text
    assert tie(tied, language) == tied or language in ("fr", "fr-CA", "ru", "uk", "pl", "de")


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("zh", "他说\"你好\"。他'是'医生。", "他说“你好”。他‘是’医生。"),
        ("zh-Hant", "他說\"你好，'是'\"。", "他說「你好，『是』」。"),
        ("ja", 'それは"薬"です。A "test" here.', "それは「薬」です。A 「test」 here."),
        ("ko", '그는 "안녕"이라고 했다.', "그는 “안녕”이라고 했다."),
        ("ru", 'Он сказал "да".', "Он сказал «да»."),
        ("ar", 'قال "نعم" هنا.', "قال «نعم» هنا."),
        ("pl", 'Mówi "tak".', "Mówi „tak”."),
        ("de-CH", 'Er sagt "ja".', "Er sagt «ja»."),
        ("zh", "6' 2\" 高", "6' 2\" 高"),
    ],
)
def test_quotation_marks(copy: Copy, language: str, written: str, printed: str) -> None:
    paragraph = copy(written, language).p
    assert paragraph is not None
    said = paragraph.get_text().replace(NO_BREAK_SPACE, " ").replace(WORD_JOINER, "")
    assert said.replace("’", "'").replace("”", '"') == printed.replace("’", "'").replace("”", '"')


def test_a_line_end_between_chinese_letters_is_no_space(copy: Copy) -> None:
    assert copy("你好。\n再见 and\nmore", "zh").get_text().replace(WORD_JOINER, "").strip() == "你好。再见 and\nmore"
    assert "\n" in copy("안녕\n하세요", "ko").get_text().strip()


def test_stress_ends_right_before_a_letter(copy: Copy) -> None:
    tree = copy("**重要：**请勿驾车，*「好」*的。", "zh")
    assert [part.get_text() for part in tree.find_all(("strong", "em"))] == ["重要：", "「好」"]


def test_last_letters_and_korean_words_stay_together() -> None:
    assert inline("受診の前に知っておくこと", "ja").endswith(f"こ{WORD_JOINER}と")
    assert plain("受診の前に知っておくこと", "ja") == "受診の前に知っておくこと"
    assert keep_words('<p title="안녕">안녕 Clinic과</p>', "ko") == (
        f'<p title="안녕">안{WORD_JOINER}녕 Clinic{WORD_JOINER}과</p>'
    )
    assert close_up("审阅： 2026年 ，审阅人： A. Smith 。", "zh") == "审阅：2026年，审阅人：A. Smith。"
    assert close_up("Rev. : 2026 .", "en") == "Rev. : 2026 ."


def test_a_text_without_spaces_is_no_long_word(desk: Desk) -> None:
    """It is many: what the layouts lack is a font, and not a space."""
    text = "凡年满岁的人都应接种疫苗，" * 20
    assert count_words(text) == 130
    desk.article(text, "title: A\nlanguage: zh")
    assert "is a word of" not in desk.build().refusal()


@pytest.mark.parametrize(
    ("tag", "is_so"),
    [
        *[("ar", True), ("ar-EG", True), ("he", True), ("FA", True), ("ur-PK", True), ("az-Arab", True), ("en", False)],
        *[("ku-Latn", False), ("ku-Arab-IQ", True), ("zh-Hant", False)],
    ],
)
def test_languages_from_right_to_left(tag: str, is_so: bool) -> None:
    assert is_right_to_left(tag) is is_so


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("\"He said 'no' to 6' 2\"\"", "“He said ‘no’ to 6' 2\"”"),
        ("She is 5'4\" tall", "She is 5'4\" tall"),
        ("a 6' pole and a dog's bed", "a 6' pole and a dog’s bed"),
        ('a 12" ruler', 'a 12" ruler'),
        ('"in room 12"', "“in room 12”"),
        ("It's 'size 12' now", "It’s ‘size 12’ now"),
    ],
)
def test_signs_of_feet_and_inches_stay_straight_beside_quotation_marks(written: str, printed: str) -> None:
    assert unescape(inline(written, "en")).replace(NO_BREAK_SPACE, " ") == printed


def test_titles_of_boxes_and_captions_have_the_marks_of_their_language(copy: Copy) -> None:
    tree = copy('::: callout "Ruhe" hilft\nSagt "sie".\n:::\n', "de")
    said = tree.select_one(".label")
    assert said is not None
    assert said.get_text().replace(NO_BREAK_SPACE, " ") == "„Ruhe“ hilft"


def test_a_quote_that_begins_with_a_mark_is_told_to_hang(copy: Copy) -> None:
    tree = copy('"Walk."\n\n::: quote\n"Walk," *said* she.\n\nOr rest.\n:::\n\n::: quote\n*"Yes."*\n:::\n')
    assert [found.get_text()[:5] for found in tree.select(".hung")] == ["“Walk", "“Yes."]
    assert len(tree.select(".quote .hung")) == 2


@pytest.mark.parametrize(
    ("language", "written", "narrow"),
    [
        (
            "fr",
            "<p title='a\u00a0?'/>Oui\u00a0? «\u00a0Non\u00a0!\u00a0» Voici\u00a0: 1\u00a0000\u00a0ml\u00a0; 10\u00a0h",
            4,
        ),
        ("fr-CA", "<title>Oui\u00a0?</title>Oui\u00a0!", 1),
        ("de", "z.\u00a0B. 5\u00a0mg, d.\u00a0h. S.\u00a012", 2),
        ("en", "5\u00a0mg\u00a0? 1\u00a0000", 0),
    ],
)
def test_narrow_spaces(language: str, written: str, narrow: int) -> None:
    found = narrowed(written, language)
    assert found.count(NARROW_SPACE) == narrow
    assert found.replace(NARROW_SPACE, NO_BREAK_SPACE) == written
    assert not written.startswith("<") or found.partition("/")[0] == written.partition("/")[0]
