"""The tags of a typeset document say which HTML element each came of, and complaints name the line at fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from brochure.content.article import Article
from brochure.content.frontmatter import FrontMatter
from brochure.content.words import words
from brochure.errors import BadInput, Place
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.blame import blame
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.faces import faces
from brochure.typeset.fonts.served import whole
from tests.typeset.conftest import FAMILY, PAGE

SOURCE = "---\ntitle: A\n---\n\nSee https://a.example/b\n\n![x](a%20map.png) and ![y](fig.svg)\n"


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str], Typeset]:
    """Sets the body of a document."""

    def typeset(body: str) -> Typeset:
        chosen = faces(Files(SHIPPED), [SHIPPED / "assets" / "fonts"], [FAMILY])
        fetcher = Fetcher(Files(tmp_path), tmp_path, {face.file.name: face.file for face in chosen}, {})
        html = f"<!doctype html><html lang=en><title>T</title><body>{body}</body></html>"
        return Typesetter(html, [Sheet("".join(whole(face).css for face in chosen) + PAGE)], fetcher).typeset()

    return typeset


def origins(data: bytes) -> list[tuple[str, str, str]]:
    """Kind, origin and language of each element that came of HTML."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        elements = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Origin" in thing]
        return [(str(one.S), str(one.Origin), str(one.get("/Lang", ""))) for one in elements]


def test_tags_say_what_they_came_of(document: Callable[[str], Typeset]) -> None:
    found = origins(document("<aside lang=es><p>Uno <em>dos</em></p></aside><p>Two</p>").pdf(tagged=True))
    assert [(kind, origin.split()[0], language) for kind, origin, language in found] == [
        ("/NonStruct", "aside", "es"),
        ("/P", "p", ""),
        ("/NonStruct", "em", ""),
        ("/P", "p", ""),
    ]
    assert len({origin for _, origin, _ in found}) == 4


def test_halves_of_one_element_have_one_origin(document: Callable[[str], Typeset]) -> None:
    found = origins(document(f"<p>{'word ' * 300}</p>").pdf(tagged=True))
    assert len(found) > 2
    assert len(set(found)) == 1


def test_without_tags_there_are_no_notes(document: Callable[[str], Typeset]) -> None:
    typeset = document("<p>One</p>")
    typeset.pdf(tagged=True)
    data = typeset.pdf()
    assert origins(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


COMPLAINTS = [
    ('Image "brochure:workspace/fig.svg" has no required alt description', 7, "'fig.svg' has no text for readers"),
    ("Failed to render SVG image brochure:workspace/img/fig.svg", 7, "Save fig.svg anew"),
    ("Malformed URL: https://a.example/b", 5, "Malformed"),
    ("Ignored `colour: red` at 1:1, unknown property.", None, "Ignored"),
    ('Image "brochure:made/qr.svg" has no required alt description', None, "qr.svg"),
]


@pytest.mark.parametrize(("message", "line", "said"), COMPLAINTS)
def test_a_complaint_names_the_line_at_fault(message: str, line: int | None, said: str) -> None:
    article = Article("a", Path("a.md"), FrontMatter(title="A", references=()), "", SOURCE, words("en"))
    with pytest.raises(BadInput) as refused, blame(article):
        raise BadInput(message, hint="Mend the layout.")
    assert said in str(refused.value)
    assert refused.value.place == (line and Place(Path("a.md"), line))


def test_what_has_a_place_keeps_it() -> None:
    article = Article("a", Path("a.md"), FrontMatter(title="A", references=()), "", SOURCE, words("en"))
    with pytest.raises(BadInput) as refused, blame(article):
        raise BadInput("brochure:workspace/fig.svg is lost.", place=Place(Path("brochure.toml")))
    assert refused.value.place == Place(Path("brochure.toml"))
