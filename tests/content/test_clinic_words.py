"""The layouts' own words: complete in each language, overridden word by word, and told where they are doubtful."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest

from brochure.content.words import ROOM, words
from brochure.content.words_file import BETWEEN
from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk
from tests.products.pdf import letters

TAGS = sorted(file.stem for file in (SHIPPED / "layouts" / ROOM).glob("*.toml"))
#: Languages whose words somebody who speaks them has read.
REVIEWED = {"en", "es"}
#: Letters of the scripts that are not Latin, by the beginning of their names in Unicode.
SCRIPTS = {
    **dict.fromkeys(("ar", "fa"), ("ARABIC",)),
    **{"he": ("HEBREW",), "hi": ("DEVANAGARI",), "el": ("GREEK",), "ko": ("HANGUL",)},
    **dict.fromkeys(("ru", "uk"), ("CYRILLIC",)),
    **dict.fromkeys(("zh", "zh-Hant"), ("CJK",)),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
}
WORDS = "layouts/base/words/"


def test_the_languages_that_are_spoken() -> None:
    spoken = "ar de el en es fa fr he hi ht it ja ko pl pt ru tl uk vi zh zh-Hant"
    assert sorted(spoken.split()) == TAGS


@pytest.mark.parametrize("tag", TAGS)
def test_each_language_has_all_words(tag: str) -> None:
    said = words(tag)
    assert (said.language, said.lacking) == (tag, ())
    assert len(set(said["months"].split(BETWEEN))) == 12
    assert bool(said.unreviewed) is (tag not in REVIEWED)
    for key, text in said.texts.items():
        assert unicodedata.is_normalized("NFC", text), key


@pytest.mark.parametrize("tag", SCRIPTS)
def test_each_word_is_in_the_letters_of_its_language(tag: str) -> None:
    signs = {"date", "stop", "semicolon", "comma"} | ({"by"} if tag in ("ru", "uk") else set())
    for key, text in words(tag).texts.items():
        if key not in signs:
            names = {unicodedata.name(letter, "") for letter in text}
            assert any(name.startswith(SCRIPTS[tag]) for name in names), (key, text)


@pytest.mark.parametrize(
    ("tag", "own"),
    [
        *[("es-MX", "es"), ("ES", "es"), ("pt-BR", "pt"), ("pt-br", "pt"), ("fil", "tl"), ("sw", "en")],
        *[("zh-Hans-CN", "zh"), ("zh-Hant", "zh-Hant"), ("zh-hant-tw", "zh-Hant"), ("zh-TW", "zh-Hant")],
    ],
)
def test_a_region_speaks_its_language_and_others_english(tag: str, own: str) -> None:
    assert words(tag).texts == words(own).texts
    assert words(tag).language == own


def built(desk: Desk, language: str, *arguments: str) -> dict[str, str]:
    """The findings of the article 'test' in the language, by rule, each as one text."""
    desk.article("::: key-facts\n- One\n:::", f"title: A test\nlanguage: {language}")
    done = desk.build("test", "--edition", "email", "--json", *arguments)
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    assert all(finding["severity"] == "warning" for finding in product["findings"])
    return {finding["rule"]: f"{finding['message']} {finding['hint']}" for finding in product["findings"]}


def test_a_translation_that_nobody_read_is_told_until_it_is_confirmed(desk: Desk) -> None:
    assert "unreviewed-words" not in built(desk, "es-MX")
    assert "in French has been read by nobody who speaks it" in (told := built(desk, "fr-CA")["unreviewed-words"])
    assert 'confirmed_words = ["fr"]' in told
    desk.swap("brochure.toml", "large_print = 18", 'confirmed_words = ["fr-CA"]\nlarge_print = 18')
    assert "unreviewed-words" not in built(desk, "fr")
    assert "unreviewed-words" in built(desk, "it")


def test_a_language_without_words_is_told_with_what_it_lacks(desk: Desk) -> None:
    told = built(desk, "sw")["words-in-english"]
    assert all(f"'{word}'" in told for word in ("Key facts", "Contact us", "Version", "Call …"))
    assert f"{WORDS}sw.toml" in told
    desk.write(f"{WORDS}sw.toml", 'key_facts = "Mambo muhimu"\nversion = "Toleo"\n')
    told = built(desk, "sw-TZ")["words-in-english"]
    assert "'Contact us'" in told
    assert "Key facts" not in told


def test_the_workspace_says_some_words_otherwise(desk: Desk) -> None:
    before = words("es")
    desk.write(f"{WORDS}es.toml", 'contact = "Estamos aquí"\n')
    assert built(desk, "es-MX") == {}
    with pypdfium2.PdfDocument(desk.root / "output/test/test-email.pdf") as document:
        text = letters(*(str(page.get_textpage().get_text_bounded()) for page in document))
    assert letters("Estamos aquí") in text
    assert letters(before["key_facts"]) in text
    assert letters(before["contact"]) not in text.replace(letters("Estamos aquí"), "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "fr.toml: The file has no words."),
        ("# nothing\n", "fr.toml: The file has no words."),
        ('contct = "x"', "fr.toml:1: 'contct' is not a key that brochure knows. Did you mean 'contact'?"),
        ('\ncontact = ""', "fr.toml:2: 'contact' must not be empty."),
        ("contact = 3", "fr.toml:1: 'contact' must be text in quotes."),
        ('formats = "Demandez"', "fr.toml:1: 'formats' is wrong: it must have {how}, as in en.toml."),
        ('contact = "{phone}"', "fr.toml:1: 'contact' is wrong: it must have nothing in braces, as in en.toml."),
        ('months = ["janvier"]', "fr.toml:1: 'months' "),
        ('contact = "x', "fr.toml:1: This is not valid TOML"),
    ],
)
def test_a_file_that_is_not_as_it_should_be(desk: Desk, content: str, said: str) -> None:
    desk.write(f"{WORDS}fr.toml", content)
    desk.article("Text.", "title: A\nlanguage: fr")
    assert f"brochure: {WORDS}{said}" in desk.build().refusal()
    desk.article("Text.", "title: A\nlanguage: es")
    assert desk.build().code == 0


def test_a_product_is_stale_when_words_change(desk: Desk) -> None:
    built(desk, "fr")
    desk.write(f"{WORDS}fr.toml", 'contact = "Ici"\n')
    (product,) = desk.build("test", "--edition", "email", "--json").json["products"]
    assert product["status"] == "built"


def test_the_clinic_in_another_language_is_told_and_given_to_nobody(desk: Desk) -> None:
    desk.swap("brochure.toml", '["office", "email", "large-print"]', '["email"]')
    told = built(desk, "fr")["clinic-in-another-language"]
    assert "The clinic's tagline and emergency note are in 'en', and the leaflet is in 'fr'." in told
    assert "Write tagline and emergency below [clinic.translations.fr]" in told
    for command in (("send", "test", "--to", "a@b.example"), ("send", "test", "--to", "a@b.example", "--no-build")):
        assert "emergency note" in desk.brochure(*command).refusal(5)
    assert "emergency note" in desk.brochure("release", "test").refusal(5)
    assert desk.brochure("release", "test", "--anyway", "A try").code == 0
    table = '\n[clinic.translations.fr]\ntagline = "Soins"\nemergency = "Appelez le 911 ou le 988."\n\n[brand.colours]'
    desk.swap("brochure.toml", "\n[brand.colours]", table)
    assert "clinic-in-another-language" not in built(desk, "fr")
    assert desk.brochure("send", "test", "--to", "a@b.example").code == 0
    assert desk.brochure("release", "test").code == 0
