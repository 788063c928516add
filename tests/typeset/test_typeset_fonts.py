"""Fonts come from the folders of the workspace, the first that has a family winning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import NO_SYSTEM_FONTS, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.faces import Face, faces
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit, shelf_of
from brochure.typeset.fonts.printed import headings_of, strings_of, text_of
from brochure.typeset.fonts.served import whole

FONTS = SHIPPED / "assets" / "fonts"
BODY = "Atkinson Hyperlegible Next"
HEADING = "Source Serif 4 Display"


@pytest.fixture(scope="module")
def chosen() -> tuple[Face, ...]:
    return faces(Files(FONTS), [FONTS], [BODY, HEADING])


def test_families_are_found_with_their_faces(chosen: tuple[Face, ...]) -> None:
    assert {face.family for face in chosen} == {BODY, HEADING}
    assert {(face.weight, face.italic) for face in chosen if face.family == BODY} == {
        (400, False),
        (400, True),
        (700, False),
        (700, True),
    }
    assert (600, False) in {(face.weight, face.italic) for face in chosen if face.family == HEADING}


def test_a_family_named_twice_comes_once() -> None:
    assert faces(Files(FONTS), [FONTS], [BODY, BODY]) == faces(Files(FONTS), [FONTS], [BODY])


def test_a_face_has_a_rule_of_its_own(chosen: tuple[Face, ...]) -> None:
    for face in chosen:
        assert f"'{face.family}'" in whole(face).css
        assert f"brochure:font/{face.file.name}" in whole(face).css
        assert f"font-weight: {face.weight}" in whole(face).css
        assert ("italic" in whole(face).css) == face.italic
    assert len({whole(face).css for face in chosen}) == len(chosen)


@pytest.mark.parametrize(
    ("asked", "hint"), [("Atkinson Hyperlegible", f"Did you mean '{BODY}'?"), ("Wingdings", f"Known: {BODY}, ")]
)
def test_a_missing_family_is_named_with_the_nearest(asked: str, hint: str) -> None:
    with pytest.raises(BadInput, match=f"no font family '{asked}'") as refused:
        faces(Files(FONTS), [FONTS], [BODY, asked])
    assert refused.value.hint.startswith(hint)
    assert str(refused.value.place) == "brochure.toml"


def test_the_first_folder_wins(tmp_path: Path) -> None:
    shutil.copy(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf", tmp_path / "ours.ttf")
    (face,) = faces(Files(tmp_path), [tmp_path, FONTS], [BODY])
    assert face.file.name == "ours.ttf"
    assert len(faces(Files(tmp_path), [FONTS, tmp_path], [BODY])) == 4


def test_a_broken_font_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.ttf").write_bytes(b"\0\1\0\0 not a font")
    with pytest.raises(BadInput, match=r"'torn\.ttf' is not a font"):
        faces(Files(tmp_path), [tmp_path], [BODY])


@pytest.mark.parametrize("text", ["", "plain", "é ñ ü — “quoted” … ½ • ’", "soft\u00adhyphen no\u00a0break", "\ttab\n"])
def test_what_the_families_have_is_lent_by_nobody(text: str) -> None:
    worn = dressed(text)
    assert [given.family for given in worn.served if given.signs is not None] == []
    assert (worn.body, worn.heading, worn.missing, worn.notes) == ((BODY,), (HEADING,), frozenset(), ())


@pytest.mark.parametrize("character", ["日", "ש", "\ue000", "𝄞"])
def test_what_no_font_has_is_missing(character: str) -> None:
    assert dressed(f"Rest {character} well → and ✓").missing == {ord(character)}


def test_each_face_that_is_served_has_a_name_of_its_own() -> None:
    served = dressed("Call ☎ → β ✓ ④ 🙂 Ƙ \u2011 µ ∈").served
    assert len({(given.family, given.weight, given.italic) for given in served}) == len(served)
    assert len({given.name for given in served}) == len(served)


def test_signs_are_judged_and_markup_is_not() -> None:
    html = "<title>🙂</title><p title='日'>One &rarr; <!-- 日 --><b>two</b></p><h2>A ✓</h2>"
    assert sorted(text_of(html).split()) == ["A", "One", "two", "→", "✓"]
    assert headings_of(html).split() == ["A", "✓"]
    assert strings_of("li { list-style: '\\2192' } p::before { content: \"é ☐\" }") == "'→'\"é \""


def test_a_family_without_the_letters_gives_way_to_one_that_has_them() -> None:
    worn = dressed("Nghỉ ngơi và uống đủ nước mỗi ngày")
    assert worn.body[:2] == ("Source Sans 3", BODY)
    assert worn.heading[0] == HEADING
    (note,) = worn.notes
    assert "Source Sans 3" in note.message


def test_lines_with_signs_are_no_higher(tmp_path: Path) -> None:
    depths = {}
    for text in ("One two", "One ⚠ two", "☎", "④ 🙂", "→ β"):
        worn = dressed(text)
        style = f"html {{ font: 12pt/18pt {', '.join(map(repr, worn.body))} }} @page {{ size: 200pt; margin: 10pt }}"
        fetcher = Fetcher(Files(tmp_path), tmp_path, {given.name: given for given in worn.served}, {})
        css = [Sheet("".join(given.css for given in worn.served)), Sheet(style + " p { margin: 0 }")]
        (page,) = Typesetter(f"<title>T</title><p>{text}<p>{text}", css, fetcher).typeset().pages
        depths[text] = round(page.used, 2)
    assert set(depths.values()) == {depths["One two"]}, depths


def test_all_fonts_together_are_small() -> None:
    assert sum(file.stat().st_size for file in FONTS.rglob("*.ttf")) < 6_000_000


def dressed(text: str) -> Outfit:
    return outfit(shelf_of(Files(FONTS), [FONTS]), Wanted((BODY,), text), Wanted((HEADING,), "", text))


def test_the_machine_has_no_say() -> None:
    assert "<dir>" not in NO_SYSTEM_FONTS.read_text(encoding="utf-8")


def test_a_font_that_is_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    workspace, elsewhere = tmp_path / "clinic", tmp_path / "elsewhere.ttf"
    workspace.mkdir()
    elsewhere.write_bytes(next(FONTS.glob("*.ttf")).read_bytes())
    (workspace / "ours.ttf").symlink_to(elsewhere)
    with pytest.raises(BadInput, match="outside the workspace"):
        faces(Files(workspace), [workspace], [BODY])
