"""Languages: a few words inside copy, an article's translation, and what the clinic says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from brochure.content import article
from brochure.content.markdown import inline, plain
from brochure.content.translations import Text, texts, translation
from brochure.errors import BadInput
from brochure.workspace.config import Clinic
from brochure.workspace.language import ranked, same
from brochure.workspace.workspace import Workspace, open_workspace
from tests.conftest import Desk
from tests.content.conftest import as_tree

Copy = Callable[..., BeautifulSoup]


@pytest.mark.parametrize("written", ["[mindfulness]{lang=en}", '[mindfulness]{lang="en"}'])
def test_words_of_another_language_say_so(copy: Copy, written: str) -> None:
    paragraph = copy(f"La técnica de «{written}» ayuda a muchas personas.", "es").p
    assert paragraph is not None
    assert paragraph.get_text() == "La técnica de «mindfulness» ayuda a muchas\u00a0personas."
    (span,) = paragraph.find_all("span", lang=True)
    assert (span["lang"], span.get_text()) == ("en", "mindfulness")


def test_such_words_may_be_stressed_and_stand_anywhere(copy: Copy) -> None:
    tree = copy("## El [reset]{lang=en}\n\n- **Con [*body* scan]{lang=en-US}**\n\n[[a]{lang=fr} b]{lang=de}", "es")
    assert [(span["lang"], span.get_text()) for span in tree.find_all("span", lang=True)] == [
        ("en", "reset"),
        ("en-US", "body scan"),
        ("de", "a b"),
        ("fr", "a"),
    ]
    assert tree.find("em")


@pytest.mark.parametrize(
    "written",
    [
        "[words]{.red}",
        "[words]{#here}",
        "[words]{lang=en .red}",
        "[words]{onclick=run lang=en}",
        "[words] {lang=en}",
        r"\[words]{lang=en}",
        "words]{lang=en}",
        "[words]{lang=en",
        "{lang=en}",
    ],
)
def test_other_braces_are_text(copy: Copy, written: str) -> None:
    tree = copy(f"Some {written} here.")
    assert tree.get_text().strip() == f"Some {written} here.".replace("\\", "")
    assert not tree.find("span", lang=True)


@given(st.lists(st.sampled_from(["[", "]", "{lang=", "{lang=en}", "en", "}", "(", ")", "a", " ", "*", "\n", '"', "!"])))
def test_no_copy_breaks_the_spans(parts: list[str]) -> None:
    try:
        tree = as_tree("".join(parts))
    except BadInput:
        return
    assert all(span["lang"] == "en" for span in tree.find_all("span", lang=True))


@pytest.mark.parametrize("tag", ["", "english", "e", "en_US", "en-", "en,es"])
def test_a_tag_that_is_none_has_its_line(copy: Copy, tag: str) -> None:
    with pytest.raises(BadInput, match="is not a language tag") as refused:
        copy(f"Text.\n\nSome\n[words]{{lang={tag}}} here.")
    assert refused.value.place
    assert refused.value.place.line == 4


def test_front_matter_has_such_words_too(desk: Desk) -> None:
    assert inline("El [reset]{lang=en} ayuda", "es") == 'El <span lang="en">reset</span> ayuda'
    assert plain("El [reset]{lang=en} ayuda", "es") == "El reset ayuda"
    desk.article("Text.", front='title: A test\nreferences:\n  - "[Un libro]{lang=spanish}"')
    assert "test.md:4: 'spanish' is not a language tag" in desk.build().refusal()


def test_the_languages_of_a_reader_from_the_best() -> None:
    assert ranked("es-MX") == ["es-mx", "es"]
    assert ranked("zh-Hant-TW") == ["zh-hant-tw", "zh-hant", "zh"]
    assert same("es-MX", "ES")
    assert not same("es", "en")


@pytest.fixture
def workspace(desk: Desk) -> Workspace:
    """With the article 'talk' in English, Spanish, and the Spanish of Mexico."""
    for name, language in (("talk", "en-US"), ("talk-es", "es"), ("talk-es-MX", "es-MX")):
        desk.article("Words.", front=f"title: A test\nlanguage: {language}", name=name)
    return open_workspace(desk.root)


@pytest.mark.parametrize(
    ("language", "slug"),
    [
        ("es", "talk-es"),
        ("ES", "talk-es"),
        ("es-MX", "talk-es-MX"),
        ("es_mx", "talk-es-MX"),
        ("es-AR", "talk-es"),
        ("en", "talk"),
        ("en-US", "talk"),
        ("en-GB", "talk"),
        ("fr", "talk"),
        ("", "talk"),
        ("../es", "talk"),
        ("*", "talk"),
    ],
)
def test_a_language_picks_the_translation(workspace: Workspace, language: str, slug: str) -> None:
    assert translation(workspace, "talk", language) == slug


def test_an_article_in_the_language_is_its_own_translation(workspace: Workspace) -> None:
    assert translation(workspace, "talk-es", "es-MX") == "talk-es"
    assert translation(workspace, "talk-es", "en") == "talk-es"


def test_the_samples_have_translations(desk: Desk) -> None:
    workspace = open_workspace(desk.root)
    for slug in ("how-ketamine-therapy-works", "a-window-for-change"):
        assert translation(workspace, slug, "es-MX") == f"{slug}-es"
        own, translated = (article.head(workspace, workspace.article(name)) for name in (slug, f"{slug}-es"))
        assert (own.version, own.reviewed, own.review_by) == (
            translated.version,
            translated.reviewed,
            translated.review_by,
        )
        assert own.references == tuple(
            source.removeprefix("[").removesuffix("]{lang=en}") for source in translated.references
        )


@pytest.mark.parametrize(
    ("front", "line", "named"), [("language: fr\ntitle: A", 2, "'fr'"), ("title: A", 1, "'en'"), ("x", 2, "keys")]
)
def test_a_translation_that_is_none(desk: Desk, front: str, line: int, named: str) -> None:
    desk.article("Words.", name="talk")
    desk.article("Words.", front=front, name="talk-es")
    with pytest.raises(BadInput, match=named) as refused:
        translation(open_workspace(desk.root), "talk", "es")
    assert str(refused.value.place) == f"assets/articles/talk-es.md:{line}"


def test_a_translation_of_no_article(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="There is no article 'tlak'"):
        translation(workspace, "tlak", "es")


def test_only_the_head_of_an_article_is_looked_at(desk: Desk) -> None:
    path = desk.article("::: no-box\n[link](nowhere)\n")
    workspace = open_workspace(desk.root)
    assert article.head(workspace, path).title == "A test"
    with pytest.raises(BadInput):
        article.load(workspace, path)
    with pytest.raises(BadInput, match="has no head"):
        article.head(workspace, desk.write("assets/articles/bare.md", "Words.\n"))


CLINIC = Clinic.model_validate(
    {
        "name": "A",
        "tagline": "Care",
        "emergency": "Call 911.",
        "translations": {
            "es": {"tagline": "Cuidado", "emergency": "Llame al 911."},
            "es-MX": {"tagline": "Atención"},
            "fr": {},
        },
    }
)


@pytest.mark.parametrize(
    ("language", "tagline", "emergency"),
    [
        ("en", Text("Care", "en"), Text("Call 911.", "en")),
        ("es", Text("Cuidado", "es"), Text("Llame al 911.", "es")),
        ("es-MX", Text("Atención", "es-mx"), Text("Llame al 911.", "es")),
        ("ES-ar", Text("Cuidado", "es"), Text("Llame al 911.", "es")),
        ("fr", Text("Care", "en"), Text("Call 911.", "en")),
    ],
)
def test_the_clinic_in_the_language_of_a_leaflet(language: str, tagline: Text, emergency: Text) -> None:
    assert texts(CLINIC, language) == {"tagline": tagline, "emergency": emergency, "scan": Text("", "en")}


@pytest.mark.parametrize(
    ("old", "new", "fault", "mend"),
    [
        ("[clinic.translations.es]", "[clinic.translations.spanish]", "'clinic.translations.spanish' is", "'es'"),
        ("[clinic.translations.es]", "[clinic.translation.es]", "'clinic.translation'", "'translations'"),
        ('tagline = "A', 'tag = "A', "'clinic.translations.es.tag'", "'tagline'"),
        ('tagline = "A', 'phone = "A', "'clinic.translations.es.phone'", "emergency, scan, tagline"),
        ("[clinic.translations.es]", 'language = "English"\n[clinic.translations.es]', "'clinic.language'", "'es'"),
    ],
)
def test_a_fault_in_it_is_named_with_its_line(desk: Desk, old: str, new: str, fault: str, mend: str) -> None:
    line = desk.swap("brochure.toml", old, new)
    said = desk.build().refusal()
    assert f" brochure.toml:{line}: " in said
    assert fault in said
    assert mend in said


def test_the_samples_emergency_line_is_spoken_in_spanish(founded: Path) -> None:
    said = texts(open_workspace(founded).config.clinic, "es")
    assert {text.language for text in said.values() if text.words} == {"es"}
    assert all(number in said["emergency"].words for number in ("911", "988"))
