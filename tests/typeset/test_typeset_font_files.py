"""Fonts as people download them: in every form, cut into files, without a bold, damaged."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.fonts import packed, reading, sfnt
from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.faces import Shelf, families
from brochure.typeset.fonts.family_names import name_of
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit, shelf_of
from tests.typeset.made_fonts import LATIN, as_web, bomb_woff, bomb_woff2, collected, made

FONTS = SHIPPED / "assets" / "fonts"
READ = Path.read_bytes
TEXT = "Call 988 at any hour, and rest"
REGULAR, BOLD, ITALIC = (400, False), (700, False), (400, True)

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A workspace whose folder of fonts holds these."""

    def lay(**fonts: bytes) -> Path:
        found = tmp_path / "assets" / "fonts"
        found.mkdir(parents=True, exist_ok=True)
        for name, data in fonts.items():
            (found / name.replace("__", ".")).write_bytes(data)
        return found

    return lay


def family(folder: Path, name: str = "Own") -> tuple[Face, ...]:
    return families(Files(folder.parents[1]), folder)[name]


def dressed(folder: Path, text: str = TEXT, body: str = "Own", heading: str = "") -> Outfit:
    files, heading = Files(folder.parents[1]), heading or body
    return outfit(shelf_of(files, [folder, FONTS]), Wanted((body,), text), Wanted((heading,), "", text))


def wide(face: Face) -> int:
    """How wide the face says that an A is."""
    data = face.data(READ)
    (long,) = struct.unpack_from(">H", sfnt.table(data, "hhea"), 34)
    glyph = min(sfnt.characters(data)[ord("A")], long - 1)
    return int(struct.unpack_from(">H", sfnt.table(data, "hmtx"), 4 * glyph)[0])


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "ttf": lambda font: font,
    "otf": lambda font: font,
    "woff": lambda font: as_web(font, "woff"),
    "woff2": lambda font: as_web(font, "woff2"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read(folder: Folder, form: str) -> None:
    fonts = {f"{weight}__{form}": FORMS[form](made("Own", weight, cff=form == "otf")) for weight in (400, 700)}
    regular, bold = sorted(family(folder(**fonts)), key=lambda face: face.weight)
    assert (regular.slot, bold.slot) == (REGULAR, BOLD)
    assert set(map(chr, glyphs(regular))) == set(LATIN)
    assert wide(regular) < wide(bold)
    assert glyphs(bold).keys() == sfnt.characters(bold.data(READ)).keys()


def test_a_collection_holds_several(folder: Folder) -> None:
    fonts = [made("Own", 400), made("Own", 700), made("Other", 400)]
    found = families(Files(folder(all__ttc=collected(*fonts)).parents[1]), folder())
    assert {name: [face.slot for face in faces] for name, faces in found.items()} == {
        "Own": [REGULAR, BOLD],
        "Other": [REGULAR],
    }
    regular, bold = found["Own"]
    assert wide(regular) < wide(bold)


@pytest.mark.parametrize("axis", ["wght", "slnt", "ital"])
@pytest.mark.parametrize("form", ["ttf", "woff2"])
def test_a_variable_font_is_instanced_once(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, axis: str, form: str
) -> None:
    place = folder(**{f"own__{form}": FORMS[form](made("Own", variable=axis))})
    faces = {face.slot: face for face in family(place)}
    assert {weight for weight, _ in faces} == {400, 600, 700}
    assert any(italic for _, italic in faces) == (axis != "wght")
    regular, bold = (faces[slot].data(READ) for slot in (REGULAR, BOLD))
    assert "fvar" not in sfnt.tables(regular)
    assert wide(faces[REGULAR]) < wide(faces[BOLD])
    if axis != "wght":
        assert faces[ITALIC].data(READ) != regular
    monkeypatch.setattr("brochure.typeset.fonts.instances.instance", lambda *_: pytest.fail("it was made again"))
    assert faces[BOLD].data(READ) == bold
    (kept, *_) = (place.parents[1] / ".brochure" / "fonts").iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_what_is_kept_is_made_again_where_it_was_spoilt(folder: Folder) -> None:
    place = folder(own__woff2=as_web(made("Own"), "woff2"))
    (face,) = family(place)
    data = face.data(READ)
    (kept,) = (place.parents[1] / ".brochure" / "fonts").iterdir()
    kept.write_bytes(data[:-1] + b"!" + kept.read_bytes()[len(data) :])
    assert face.data(READ) == data


def test_files_of_one_weight_are_parts_of_a_family(folder: Folder) -> None:
    place = folder(
        latin__ttf=made("Own"), viet__ttf=made("Own", letters=" ếệộ°"), again__woff=as_web(made("Own"), "woff")
    )
    assert [(face.file.name, face.name) for face in family(place)] == [
        ("latin.ttf", "Own"),
        ("viet.ttf", "Own part B"),
    ]
    worn = dressed(place, f"{TEXT} ếệ 38°")
    assert worn.body[:2] == ("Own", "Own part B")
    assert not worn.missing
    assert [note.rule for note in worn.notes] == ["faces"]
    # A part that has nothing of the text is not even loaded.
    assert "Own part B" not in dressed(place).body


def test_a_style_in_the_name_of_a_family_need_not_be_written(folder: Folder) -> None:
    place = folder(own__ttf=made("Own Sans 12pt ExtraLight"))
    shelf = Shelf(Files(place.parents[1]), [place, FONTS])
    assert [face.family for face in shelf.faces(["Own Sans"])] == ["Own Sans 12pt ExtraLight"]
    with pytest.raises(BadInput, match="no font family 'Own'"):
        shelf.faces(["Own"])


def test_a_family_may_be_called_anything(folder: Folder) -> None:
    name = 'O\'Own, "Sans"; } * { color: red \\'
    worn = dressed(folder(own__ttf=made(name)), f"{TEXT} ✓", name)
    assert worn.body == ("O Own Sans color red", "Source Sans 3 for O Own Sans color red")
    rules = "".join(given.css for given in worn.served)
    assert "* {" not in rules
    assert rules.count("'") % 2 == 0


# ---- Emphasis -------------------------------------------------------------------------------------------------------

HAS = [(bold, italic, regular) for bold in (True, False) for italic in (True, False) for regular in (True, False)]


@pytest.mark.parametrize("form", ["ttf", "otf", "woff2"])
def test_emphasis_is_seen_or_warned_of(folder: Folder, request: pytest.FixtureRequest, form: str) -> None:
    """Whatever a family has, bold is another face than regular, or a line is drawn and it is told."""
    kinds = [kind for kind in HAS if any(kind)]
    if not request.config.getoption("whole"):
        kinds = random.Random(form).sample(kinds, 3)
    for number, (bold, italic, regular) in enumerate(kinds):
        name = f"Own {number}"
        styles = {"r": (400, False, regular), "b": (700, False, bold), "i": (400, True, italic)}
        fonts = {
            f"{number}{style}__{form}": FORMS[form](made(name, weight, italic=slanted, cff=form == "otf"))
            for style, (weight, slanted, is_there) in styles.items()
            if is_there
        }
        worn = dressed(folder(**fonts), body=name)
        faces = {(given.weight, given.italic): given for given in worn.served if given.family == name}
        assert bool(worn.notes) == (not all((bold, italic, regular)))
        if REGULAR in faces:
            assert BOLD in faces or "strong { text-decoration" in worn.css
            assert ITALIC in faces or "em { text-decoration" in worn.css
            for slot in {BOLD, ITALIC} & faces.keys():
                assert faces[slot].data(READ) != faces[REGULAR].data(READ)
        else:
            assert "strong { text-decoration" in worn.css
        assert all(note.hint and note.severity == "warning" for note in worn.notes)


def test_a_companion_has_no_more_than_the_family(folder: Folder) -> None:
    """Else a letter that the family lacks would be set in the companion's bold, in the midst of regular words."""
    worn = dressed(folder(own__ttf=made("Own")), f"{TEXT * 4} → é")
    (bold,) = (given for given in worn.served if (given.family, given.weight) == ("Own", 700))
    assert bold.face.family == "Source Sans 3"
    assert set(bold.signs or ()) <= set(map(ord, LATIN))
    assert worn.body == ("Own", "Source Sans 3 for Own")


def test_a_bold_without_the_letters_of_the_text_is_none(folder: Folder) -> None:
    """It would be set in the regular, in the midst of bold words."""
    place = folder(r__ttf=made("Own", letters=LATIN + "ü"), b__ttf=made("Own", 700), i__ttf=made("Own", italic=True))
    assert dressed(place, TEXT * 20 + "ü").notes == ()
    worn = dressed(place, "über für Tür")
    assert {given.face.family for given in worn.served if (given.family, given.weight) == ("Own", 700)} == {
        "Source Sans 3"
    }
    (note,) = worn.notes
    assert "no bold and no italic with all letters of this text" in note.message


def test_bullets_come_from_the_brand_and_words_of_one_script_from_one_font(folder: Folder) -> None:
    chinese, body = "每天走一点路休息也很重要", "Atkinson Hyperlegible Next"
    place = folder(cjk__ttf=made("Own CJK", letters=LATIN + chinese))
    worn = dressed(place, f"{chinese} 555-0142", body)
    assert worn.body == (body, "Own CJK")
    assert worn.markers[0] == body
    russian = dressed(place, "Отдыхайте каждый день, 555-0142", body)
    assert (russian.body[0], russian.markers[0]) == ("Source Sans 3", body)
    vietnamese = folder(viet__ttf=made("Own Viet", letters=LATIN + "ếệộạảơưđỉ"))
    assert dressed(vietnamese, "Nghỉ ngơi và đủ nước", body).body[0] == "Source Sans 3"


def test_letters_that_no_companion_has_are_underlined(folder: Folder) -> None:
    arabic = "مرحبا بك في العيادة"
    place = folder(arabic__ttf=made("Own Arabic", letters=" " + "".join(sorted(set(arabic)))))
    worn = dressed(place, arabic, "Atkinson Hyperlegible Next")
    assert worn.body[:2] == ("Atkinson Hyperlegible Next", "Own Arabic")
    assert not worn.missing
    assert "strong { text-decoration: underline }" in worn.css
    assert "underlined" in " ".join(note.message for note in worn.notes)


# ---- Damaged and hostile --------------------------------------------------------------------------------------------

PLAIN = made("Own")


def _with(tag: str, at: int, value: bytes, font: bytes = PLAIN) -> bytes:
    start, _ = sfnt.tables(font)[tag]
    return font[: start + at] + value + font[start + at + len(value) :]


BAD = {
    "empty.ttf": (b"", "it is empty"),
    "empty.woff2": (b"", "it is empty"),
    "page.woff2": (b"<!doctype html><title>Not found</title>", "begins as no font does"),
    "none.ttc": (b"ttcf\0\1\0\0\0\0\0\0", "a collection without a font"),
    "many.ttc": (b"ttcf\0\1\0\0\0\1\0\0" + bytes(64), "says that it holds 65536 fonts; at most 64"),
    "far.ttc": (b"ttcf\0\1\0\0\0\0\0\1\xff\xff\xff\xff", "is not a font"),
    "axes.ttf": (_with("fvar", 8, b"\xff\xff", made("Own", variable="wght")), "says that it has 65535 axes"),
    "half.ttf": (PLAIN[: len(PLAIN) // 2], "is not a font"),
    "half.woff": (as_web(PLAIN, "woff")[:-90], "is not a font"),
    "half.woff2": (as_web(PLAIN, "woff2")[:-90], "is not a font"),
    "bomb.woff": (bomb_woff(70_000_000), "unpacks to more than 64 MB"),
    "bomb.woff2": (bomb_woff2(70_000_000), "unpacks to more than 64 MB"),
    "torn.ttf": (_with("OS/2", 0, b"", PLAIN)[:200], "is not a font"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(folder: Folder, name: str) -> None:
    data, said = BAD[name]
    with pytest.raises(BadInput) as refused:
        families(Files(folder(**{name.replace(".", "__"): data}).parents[1]), folder())
    assert name in refused.value.message
    assert said in refused.value.message
    assert "\n" not in str(refused.value)


def test_a_damaged_variable_font_is_told_where_it_is_used(folder: Folder) -> None:
    broken = _with("gvar", 4, b"\xff\xff\xff\xff", made("Own", variable="wght"))
    face = next(face for face in family(folder(own__ttf=broken)) if face.slot == BOLD)
    with pytest.raises(BadInput, match=r"'own\.ttf' is not a font"):
        face.data(READ)


def test_bytes_beyond_reason_are_not_looked_through() -> None:
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 4000, 0, 0, 0) + b"\xff\xfe" * 2000 + bytes(2 + 3 * 4000)
    table = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + segments
    with pytest.raises(ValueError, match="lie over one another"):
        sfnt.characters(sfnt.replaced(PLAIN, {"cmap": table}))


def test_nothing_is_read_twice(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder(own__woff2=as_web(made("Own"), "woff2"))
    family(place)
    reading._known.clear()
    monkeypatch.setattr(packed, "unpacked", lambda *_: pytest.fail("it was unpacked again"))
    assert family(place)


#: Records of a name: platform, encoding, language, bytes; and which name that is.
_UTF16 = "Ωmega Sans".encode("utf-16-be")
NAMED = {
    "in English": ([(3, 1, 0x407, b"\0D"), (1, 0, 0, b"M"), (3, 1, 0x409, _UTF16)], "Ωmega Sans"),
    "of a Macintosh": ([(3, 1, 0x407, b"\0D"), (1, 0, 0, b"Caf\x8e")], "Café"),
    "in no English": ([(3, 1, 0x407, b"\0D"), (3, 1, 0x40C, b"\0F")], "F"),
    "in Japanese letters": ([(3, 2, 0x411, "明朝".encode("shift-jis"))], "明朝"),
    "with a byte too many": ([(3, 1, 0x409, b"\0A\0B\0")], "AB"),
    "nowhere": ([], ""),
}


@pytest.mark.parametrize(("records", "name"), NAMED.values(), ids=NAMED)
def test_what_a_font_calls_itself(records: list[tuple[int, int, int, bytes]], name: str) -> None:
    with TTFont(io.BytesIO(made("Other"))) as font:
        font["name"].names = []
        for platform, encoding, language, written in records:
            font["name"].setName(written, 16, platform, encoding, language)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
    with TTFont(out) as font:
        assert name_of(font, 16) == name
