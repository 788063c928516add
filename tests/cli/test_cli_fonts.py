"""brochure fonts: what is there, what is not read and why, and fonts of a script."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from brochure.typeset.fonts import scripts
from tests.conftest import Desk
from tests.products.pdf import tool
from tests.typeset.made_fonts import LATIN, as_web, collected, made

ARABIC = "مرحبا بك في العيادة"
ARABIC_LETTERS = " ،؛؟" + "".join(map(chr, range(0x621, 0x653)))


def test_the_shipped_families_are_listed(desk: Desk) -> None:
    listed = desk.brochure("fonts")
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert any(
        line.startswith("Atkinson Hyperlegible Next (body): 400, 400 italic, 700, 700 italic; ") for line in lines
    )
    assert any(line.startswith("Source Serif 4 Display (heading): 400, 400 italic, 600; ") for line in lines)
    assert any(line.startswith("Noto Emoji (signs): 400; ") for line in lines)
    assert "not read" not in listed.out


def test_own_fonts_and_what_is_not_read(desk: Desk) -> None:
    for name, data in {
        "own.woff2": as_web(made("Own", variable="wght"), "woff2"),
        "again.ttf": made("Own", 400),
        "static/Own-Bold.ttf": b"",
        "Own.zip": b"PK",
        "torn.ttf": b"\0\1\0\0torn",
        "none.ttc": b"ttcf\0\1\0\0\0\0\0\0",
        "OFL.txt": b"licence",
    }.items():
        desk.write(f"assets/fonts/{name}", data)
    document = desk.brochure("fonts", "--json").json
    (own,) = [each for each in document["fonts"] if each["family"] == "Own"]
    assert (own["folder"], own["lacks"], own["use"]) == ("assets/fonts", ["italic"], [])
    assert {(face["weight"], face["italic"], face["variable"]) for face in own["faces"]} == {
        (400, False, False),
        (600, False, True),
        (700, False, True),
    }
    assert own["signs"] == len(set(LATIN))
    unread = {Path(each["file"]).name: each["reason"] for each in document["not_read"]}
    assert unread.keys() == {"static", "Own.zip", "torn.ttf", "none.ttc"}
    assert "folder" in unread["static"]
    assert "unpack it" in unread["Own.zip"]
    assert "'none.ttc' is not a font that can be used: it is a collection without a font." in unread["none.ttc"]


def test_a_family_that_is_missing_names_what_was_not_read(desk: Desk) -> None:
    desk.write("assets/fonts/Own.zip", b"PK")
    desk.write("assets/fonts/static/Own.ttf", made("Own"))
    desk.write("brochure.toml", '[clinic]\nname = "Clinic"\n[brand.fonts]\nbody = "Own"\n')
    assert "There is no font family 'Own' in assets/fonts." in (
        said := desk.build("a-window-for-change", "--edition", "email").refusal()
    )
    assert "Not read: Own.zip: it is still packed; unpack it" in said
    assert "Not read: static: it is a folder" in said


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where the system has its fonts."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setattr(scripts, "PLACES", (tmp_path / "nowhere", folder))
    return folder


def test_a_font_of_a_script_is_added_and_used_by_itself(desk: Desk, installed: Path) -> None:
    desk.article(f"{ARABIC}\n\n**{ARABIC}** 555-0142", "title: A test\nlanguage: ar")
    said = desk.build().refusal()
    assert "Your fonts have no Arabic: 32 letters." in said
    assert "type `brochure fonts add arabic`" in said
    for style, weight in {"Regular": 400, "Bold": 700}.items():
        font = made("Noto Sans Arabic", weight, letters=ARABIC_LETTERS)
        (installed / f"NotoSansArabic-{style}.ttf").write_bytes(font)
    added = desk.brochure("fonts", "add", "Persian")
    assert added.code == 0
    assert sorted(added.out.splitlines()) == [
        f"assets/fonts/NotoSansArabic-{style}.ttf" for style in ("Bold", "Regular")
    ]
    assert "[brand.fonts.languages.TAG]" in added.err
    assert desk.build().code == 0
    with pypdfium2.PdfDocument(desk.root / "output/test/test-email.pdf") as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "555-0142" in text


def test_a_font_of_a_collection_is_taken_out(desk: Desk, installed: Path) -> None:
    fonts = [made(f"Noto Sans CJK {region}", letters=" 楓") for region in ("JP", "SC")]
    (installed / "NotoSansCJK-Regular.ttc").write_bytes(collected(*fonts))
    added = desk.brochure("fonts", "add", "chinese", "--json").json
    assert added == {"ok": True, "family": "Noto Sans CJK SC", "files": ["assets/fonts/NotoSansCJKSC-Regular.otf"]}
    (own,) = [each for each in desk.brochure("fonts", "--json").json["fonts"] if "CJK" in each["family"]]
    assert own["family"] == "Noto Sans CJK SC"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "hebrew"], 6, "sudo apt-get install fonts-noto-core"),
        (["add", "japanese"], 6, "NotoSansCJK-Regular and -Bold.ttc into assets/fonts"),
        (["add", "arabik"], 3, "Did you mean 'arabic'?"),
        (["add"], 2, "brochure fonts add NAME"),
        (["remove", "arabic"], 2, "brochure fonts add NAME"),
    ],
)
@pytest.mark.usefixtures("installed")
def test_what_cannot_be_added_is_one_line(desk: Desk, words: list[str], code: int, said: str) -> None:
    before = desk.files("assets")
    assert said in desk.brochure("fonts", *words).refusal(code)
    assert desk.files("assets") == before


def test_a_language_has_its_own_families(desk: Desk) -> None:
    desk.write("assets/fonts/own.ttf", made("Own"))
    config = '[clinic]\nname = "Clinic"\n[brand.fonts.languages.es]\nbody = "Own"\n'
    desk.write("brochure.toml", config)
    for language in ("en", "es-MX"):
        desk.article("Descanse bien", f"title: A test\nlanguage: {language}", f"test-{language.lower()}")
        assert desk.build(f"test-{language.lower()}", "--edition", "email").code == 0
    fonts = [tool("pdffonts", desk.root / f"output/test-{tag}/test-{tag}-email.pdf") for tag in ("en", "es-mx")]
    assert ["+Own" in listed for listed in fonts] == [False, True]
    desk.write("brochure.toml", config.replace('"Own"', '"Owm"'))
    assert "Did you mean 'Own'?" in desk.build("test-es-mx", "--edition", "email").refusal()


#: A variable font, packed for the web; and a bold that has fewer letters of the language than the regular.
KINDS = {
    "variable": {"own.woff2": as_web(made("Own", variable="slnt"), "woff2")},
    "poorer bold": {
        "regular.ttf": made("Own", letters=LATIN + "äöüÄÖÜß"),
        "bold.ttf": made("Own", 700),
        "italic.ttf": made("Own", italic=True, letters=LATIN + "äöüÄÖÜß"),
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_bold_is_bolder_on_the_page(desk: Desk, kind: str) -> None:
    """Bold words and heads of tables are wider than regular ones, as these fonts are drawn."""
    for name, font in KINDS[kind].items():
        desk.write(f"assets/fonts/{name}", font)
    confirmed = '[defaults]\nconfirmed_words = ["de"]\n'
    desk.write("brochure.toml", f'[clinic]\nname = "Clinic"\n{confirmed}[brand.fonts]\nbody = "Own"\nheading = "Own"\n')
    body = "plain\n\n**bold**\n\n*slant*\n\n| head | two |\n| --- | --- |\n| cell | two |"
    desk.article(body, "title: A test\nlanguage: de")
    built = desk.build("test", "--edition", "email", "--json")
    assert built.json["products"][0]["findings"] == []
    with pypdfium2.PdfDocument(desk.root / "output/test/test-email.pdf") as document:
        page = next(page for page in document if "slant" in page.get_textpage().get_text_range())
        text = page.get_textpage()
        found, width = text.get_text_range(), {}
        for word in ("plain", "bold", "slant", "head", "cell"):
            left, _, right, _ = text.get_charbox(found.index(word))
            width[word] = right - left
    assert width["bold"] > width["plain"] * 1.1
    assert width["head"] > width["cell"] * 1.1
    assert kind != "variable" or width["slant"] > width["plain"] * 1.1
