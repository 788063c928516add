"""Lists as people have them: workbooks, `sep=`, column names and yes in their language, languages by their names."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from brochure import bounds
from brochure.errors import BadInput
from brochure.mail.list_words import COLUMNS, LANGUAGES, YES
from brochure.mail.policy import Recipient
from brochure.mail.recipients import BadRow, RecipientList, recipient_list
from brochure.workspace.limits import Limits
from tests.conftest import Desk

SLUG = "a-window-for-change"
HEAD = ["Name", "E-mail", "Language", "Consent"]
ANA = ["Ana García", "ana@clients.example", "Español", "yes"]
BOB = ["Bob", "bob@clients.example", "en", datetime.datetime(2026, 2, 1)]

Read = Callable[[bytes | str], RecipientList]


def read(tmp_path: Path, content: bytes | str, name: str = "list.csv") -> tuple[list[Recipient], RecipientList]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with recipient_list((), file, strict=False, limits=Limits()) as people:
        return list(people.people()), people


def workbook(*sheets: Sequence[Sequence[Any]], hidden: Sequence[int] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet(f"S{at}")
        sheet.sheet_state = "hidden" if at in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_by_what_it_is_not_by_its_name(tmp_path: Path) -> None:
    data = workbook([["old"]], [HEAD, ANA, [], BOB, ["Eve", "eve@clients.example", "fr", True]], hidden=[0])
    for name in ("list.xlsx", "list.csv"):
        people, found = read(tmp_path, data, name)
        assert [(one.name, one.language, one.line) for one in people] == [
            ("Ana García", "es", 2),
            ("Bob", "en", 4),
            ("Eve", "fr", 5),
        ]
        assert found.skipped == 0
        assert (tmp_path / name).read_bytes() == data


def test_what_a_formula_came_to_counts_and_no_formula_runs(tmp_path: Path) -> None:
    people, found = read(tmp_path, workbook([HEAD, ANA, ["=CMD()", "eve@clients.example", "en", "yes"]]), "a.xlsx")
    # What has never been calculated has no value.
    assert [(one.name, one.line) for one in people] == [("Ana García", 2), ("", 3)]
    assert found.skipped == 0


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with parts replaced or added; a name's `__` stands for `/` and a last `_xml` for its ending."""
    given = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, given.pop(part.filename, old.read(part)))
        for name, content in given.items():
            new.writestr(name, content)
    return out.getvalue()


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return out.getvalue()


GOOD = workbook([HEAD, ANA])
SHEET = "xl__worksheets__sheet1_xml"
REFUSED = {
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "of the old kind"),
    "password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "Word": (packed("word/document.xml"), "a Word document"),
    "OpenDocument": (packed("mimetype", "content.xml"), "OpenDocument"),
    "binary workbook": (packed("xl/workbook.bin"), "xlsb"),
    "archive": (packed("photo.jpg"), "a ZIP archive"),
    "cut": (GOOD[: len(GOOD) // 2], "damaged"),
    "no sheets": (workbook([]), "no sheet with words"),
    "bomb": (repacked(GOOD, **{SHEET: b"<a>" + b" " * 2_000_000}), "MB when unpacked"),
    "doctype": (
        repacked(GOOD, **{SHEET: b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
        "DOCTYPE",
    ),
    "no XML": (repacked(GOOD, **{SHEET: b"<worksheet><sheetData><row"}), "cannot be read|damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_workbook_of_ours_is_refused_with_the_mend(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LARGEST_WORKBOOK", 1_000_000)
    data, why = REFUSED[name]
    with pytest.raises(BadInput, match=why) as caught:
        read(tmp_path, data)
    assert ".xlsx" in caught.value.hint
    assert caught.value.place
    assert "\n" not in str(caught.value)


def test_macros_and_links_to_elsewhere_are_passed_over(tmp_path: Path) -> None:
    data = repacked(GOOD, xl__vbaProject_bin=b"\0MACRO", xl__externalLinks__externalLink1_xml=b"<externalLink/>")
    people, _ = read(tmp_path, data, "list.xlsm")
    assert [one.address for one in people] == ["ana@clients.example"]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "sep=|", "sep=\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_names_the_separator(tmp_path: Path, first: str, end: str) -> None:
    sign = first.strip('"')[-1]
    lines = [first, sign.join(HEAD), sign.join(ANA), sign.join(["Nobody", "no@clients.example", "en", ""]), ""]
    people, found = read(tmp_path, end.join(lines))
    assert [(one.name, one.line) for one in people] == [("Ana García", 3)]
    assert [row.line for row in found.bad_rows] == [4]


SPOKEN = {
    "es": ("Nombre;Correo electrónico;Idioma;Consentimiento", "inglés", "sí"),
    "fr": ("Nom;Courriel;Langue;Consentement", "anglais", "oui"),
    "de": ("Name;E-Mail-Adresse;Sprache;Einwilligung", "Englisch", "ja"),
    "it": ("Nome;Posta elettronica;Lingua;Consenso", "inglese", "sì"),
    "pt": ("Nome;Endereço de e-mail;Idioma;Consentimento", "inglês", "sim"),
    "ar": ("الاسم;البريد الإلكتروني;اللغة;الموافقة", "الإنجليزية", "نعم"),
    "he": ("שם;דוא״ל;שפה;הסכמה", "אנגלית", "כן"),
    "fa": ("نام;ایمیل;زبان;رضایت", "انگلیسی", "بله"),
    "zh": ("姓名;电子邮件;语言;同意", "英语", "是"),
    "ja": ("名前;メールアドレス;言語;同意", "英語", "はい"),
    "ko": ("이름;이메일;언어;동의", "영어", "예"),
    "hi": ("नाम;ईमेल;भाषा;सहमति", "अंग्रेज़ी", "हाँ"),
    "ru": ("Имя;Электронная почта;Язык;Согласие", "английский", "да"),
    "uk": ("Ім'я;Електронна пошта;Мова;Згода", "англійська", "так"),
    "el": ("Όνομα;Ηλεκτρονικό ταχυδρομείο;Γλώσσα;Συγκατάθεση", "Αγγλικά", "Ναι"),
    "pl": ("Imię i nazwisko;Adres e-mail;Język;Zgoda", "angielski", "tak"),
    "vi": ("Họ và tên;Địa chỉ email;Ngôn ngữ;Đồng ý", "tiếng Anh", "có"),
    "ht": ("Non;Imèl;Lang;Konsantman", "angle", "wi"),
    "tl": ("Pangalan;Email;Wika;Pahintulot", "Ingles", "oo"),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_lists_in_the_words_of_their_language(tmp_path: Path, language: str) -> None:
    head, english, yes = SPOKEN[language]
    people, found = read(tmp_path, f"{head}\nBob;bob@clients.example;{english};{yes}\n")
    assert [(one.name, one.language) for one in people] == [("Bob", "en")], found.bad_rows


def test_the_words_say_one_thing_each() -> None:
    assert not {"no", "nein", "non", "нет", "いいえ", "ne"} & YES
    assert set(COLUMNS.values()) == {"email", "address", "name", "language", "consent"}
    # English names of the languages that the layouts speak.
    names = (
        "english spanish french german italian portuguese arabic hebrew persian chinese japanese korean hindi russian"
    )
    tags = ["en", "es", "fr", "de", "it", "pt", "ar", "he", "fa", "zh", "ja", "ko", "hi", "ru"]
    assert [LANGUAGES[name] for name in names.split()] == tags


@pytest.mark.parametrize(
    ("cell", "tag", "told"),
    [
        ("Español", "es", 0), ("GERMAN", "de", 0), ("es_MX", "es-MX", 0), ("English (US)", "en", 0), ("eng", "en", 0),
        ("Spanish, English", "es", 1), ("es/en", "es", 1), ("en and en", "en", 0), ("pt-BR", "pt-BR", 0),
    ],
)  # fmt: skip
def test_languages_by_name(tmp_path: Path, cell: str, tag: str, told: int) -> None:
    people, found = read(tmp_path, f'email,language,consent\nbob@clients.example,"{cell}",yes\n')
    assert [one.language for one in people] == [tag]
    assert len(found.remarks) == told


def test_who_stands_there_in_two_languages_gets_one_leaflet(tmp_path: Path) -> None:
    rows = [
        "bob@clients.example,en,yes",
        "Bob@Clients.example,es,yes",
        "bob@clients.example,en,yes",
        "x@y.example,es,yes",
    ]
    people, found = read(tmp_path, "\n".join(["email,language,consent", *rows, ""]))
    assert [(one.line, one.language) for one in people] == [(2, "en"), (4, "en"), (5, "es")]
    why = "this person stands on line 2 already, in 'en', and that line counts"
    assert found.bad_rows == (BadRow(3, why),)
    assert (found.count, dict(found.speakers)) == (3, {"en": 2, "es": 1})


LIST = "email,language,consent\na@clients.example,en,yes\nb@clients.example,es,yes\nc@clients.example,fr,yes\n"


def test_an_unfit_translation_holds_up_nobody_else(desk: Desk) -> None:
    desk.write("list.csv", LIST)
    desk.article("Words.", name=SLUG)
    desk.article("Palabras.", "title: Una prueba\nlanguage: it", f"{SLUG}-es")
    done = desk.brochure("send", SLUG, "--recipients", "list.csv", "--json")
    assert done.code == 3
    assert done.json["counts"] == {"drafted": 2, "held_back": 1}
    assert len(done.json["drafts"]) == 2
    held, without = done.json["unserved"]
    assert (held["language"], held["count"], held["error"]["file"]) == ("es", 1, f"assets/articles/{SLUG}-es.md")
    assert (without["language"], without["gets"], without["error"]) == ("fr", "en", None)
    lines = done.err.splitlines()
    assert lines[0].startswith(f"assets/articles/{SLUG}-es.md:")
    assert "for 1 person whose language is 'es'" in lines[0]
    assert lines[1].startswith("list.csv:4: There is no leaflet for 1 person whose language is 'fr'")
    assert f"{SLUG}-fr.md" in lines[1]
    desk.swap(f"assets/articles/{SLUG}-es.md", "language: it", "language: es")
    assert desk.brochure("send", SLUG, "--recipients", "list.csv").code == 0


def test_an_unfit_article_is_sent_to_nobody(desk: Desk) -> None:
    desk.write("list.csv", LIST)
    desk.article("Words.", "titel: A test", SLUG)
    assert "titel" in desk.brochure("send", SLUG, "--recipients", "list.csv").refusal()
    assert not [name for name in desk.files() if name.endswith(".eml")]


def test_large_print_by_mail(desk: Desk) -> None:
    """Alone or beside the other; it is another thing to have than that."""
    from email import message_from_bytes
    from email.policy import default

    desk.article("Words.", "title: Sleep well")
    for editions, names in (
        (("large-print",), ["Sleep well, 18 pt (Red Maple Wellness).pdf"]),
        (
            ("email", "large-print"),
            ["Sleep well (Red Maple Wellness).pdf", "Sleep well, 18 pt (Red Maple Wellness).pdf"],
        ),
    ):
        asked = [word for edition in editions for word in ("--edition", edition)]
        done = desk.brochure("send", "test", "--to", "ana@clients.example", *asked, "--json")
        assert done.code == 0, done.err
        assert done.json["version"] == f"1 ({', '.join(editions)})"
        (draft,) = done.json["drafts"]
        message = message_from_bytes((desk.root / draft).read_bytes(), policy=default)
        attached = list(message.iter_attachments())
        assert [part.get_filename() for part in attached] == names
        for part, edition in zip(attached, editions, strict=True):
            assert part.get_content() == (desk.root / f"output/test/test-{edition}.pdf").read_bytes()
    assert "office" in desk.brochure("send", "test", "--to", "a@b.example", "--edition", "office").refusal(2)
