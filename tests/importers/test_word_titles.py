"""Title, headings and language of Word documents, and files that are refused or read by other programs."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from brochure.errors import BadInput, Lacking
from tests.importers.word_files import STYLES, W, docx, imported, is_whole, item, level, numbering, p, r, table, told

UP = '<w:vertAlign w:val="superscript"/>'
TEXT = "Walk a little every day and rest when your knee hurts."
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)


@pytest.mark.parametrize(
    ("body", "title", "come_from"),
    [
        (p(TEXT) + p("Late", style="Title"), "Late", "the Title style"),
        (p("Our", style="Title") + p("knees", style="Title") + p(TEXT), "Our knees", "the Title style"),
        (p(r("Knees", '<w:b/><w:sz w:val="48"/>')) + p(TEXT), "Knees", "the first line"),
        (p("Knees", style="heading1") + p(TEXT), "Knees", "the first line"),
        (p("") + p("Knees") + p(TEXT), "Knees", "the first line"),
        (p(TEXT) + p("Not this"), "Knee care", "the file's name"),
        (table(["Day", "Dose"], ["One", "Half"]) + p(TEXT), "Knee care", "the file's name"),
        (p("• Card") + p("• List") + p(TEXT), "Knee care", "the file's name"),
        (p(r("Old ", "<w:strike/>"), r("New"), style="Title") + p(TEXT), "New", "the Title style"),
        (p(r("Old", "<w:strike/>")) + p(TEXT), "Knee care", "the file's name"),
        (p(r("Take 10"), r("9", UP), style="Title") + p(TEXT), "Take 10⁹", "the Title style"),
    ],
)  # fmt: skip
def test_titles(tmp_path: Path, body: str, title: str, come_from: str) -> None:
    copy = imported(tmp_path, docx(body))
    assert (copy.title, copy.report.title_from) == (title, come_from)
    assert is_whole(copy), told(copy)


@pytest.mark.parametrize(
    ("said", "title"),
    [("Knee surgery", "Knee surgery"), ("Microsoft Word - a.doc", "Knee care"), ("Document1", "Knee care")],
)
def test_the_properties_hold_a_title_if_a_person_wrote_it(tmp_path: Path, said: str, title: str) -> None:
    import io
    import zipfile

    file = io.BytesIO(docx(p(TEXT) + p(TEXT)))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("docProps/core.xml", CORE.format(said))
    assert imported(tmp_path, file.getvalue()).title == title


def test_the_user_knows_better(tmp_path: Path) -> None:
    copy = imported(tmp_path, docx(p("Knees", style="Title") + p(TEXT)), title="Hips", language="es")
    assert (copy.title, copy.language) == ("Hips", "es")
    assert "“Knees”" in told(copy)


HEADINGS = STYLES + (
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Clinic section"/><w:basedOn w:val="heading1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Überschrift 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="D"/><w:basedOn w:val="heading1"/><w:pPr>'
    '<w:outlineLvl w:val="9"/></w:pPr></w:style><w:style w:styleId="E"><w:name w:val="heading 2"/></w:style>'
)


def test_headings_by_outline_and_by_styles_whatever_their_names(tmp_path: Path) -> None:
    body = (
        p("Knees", style="Title") + p("One", style="A") + p("Two", style="B") + p("Three", style="C")
        + p("Four", properties='<w:outlineLvl w:val="0"/>') + p("Five", style="E") + p("Copy", style="D")
    )  # fmt: skip
    assert imported(tmp_path, docx(body, HEADINGS)).body == (
        "## One\n\n### Two\n\n### Three\n\n## Four\n\n### Five\n\nCopy"
    )


def test_lines_in_large_or_bold_type_are_headings_where_there_are_none(tmp_path: Path) -> None:
    body = (
        p("Knees", style="Title") + p(r("Before", "<w:b/>")) + p(TEXT) + p(r("After", '<w:sz w:val="32"/>')) + p(TEXT)
    )
    copy = imported(tmp_path, docx(body))
    assert copy.body == f"## Before\n\n{TEXT}\n\n## After\n\n{TEXT}"
    assert "became a heading (a guess): “After”" in told(copy)
    assert is_whole(copy), told(copy)


def language(tag: str) -> str:
    return f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{tag}"/></w:rPr></w:rPrDefault></w:docDefaults>{STYLES}'


SPANISH = "Camine un poco cada día y descanse después de comer, y llame a la clínica si le duele la rodilla."


@pytest.mark.parametrize(
    ("styles", "marks", "text", "tag", "come_from"),
    [
        (language("es-ES"), "", "Camine.", "es", "the file"),
        (language("en-US"), '<w:lang w:val="pt-BR"/>', "Ande.", "pt-BR", "the file"),
        (language("en-US"), "", TEXT, "en", "the file"),
        (STYLES, "", SPANISH, "es", "a guess"),
    ],
)
def test_the_language_is_that_of_most_letters_else_guessed(
    tmp_path: Path, styles: str, marks: str, text: str, tag: str, come_from: str
) -> None:
    copy = imported(tmp_path, docx(p(r("Rodilla", marks), style="Title") + p(r(text, marks)), styles))
    assert (copy.language, copy.report.language_from) == (tag, come_from)


def test_copy_that_reads_like_another_language_is_told(tmp_path: Path) -> None:
    copy = imported(tmp_path, docx(p("Rodilla", style="Title") + p(SPANISH) * 3, language("en-US")))
    assert copy.language == "en"
    assert "the copy reads like 'es'" in told(copy)


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".dotm", ".DOCX"])
def test_templates_and_documents_with_macros(tmp_path: Path, suffix: str) -> None:
    assert imported(tmp_path, docx(p("Knees", style="Title") + p(TEXT)), f"a{suffix}").body == TEXT


def test_a_long_document_is_refused_by_its_length_in_seconds(tmp_path: Path) -> None:
    long = docx(p("Knees", style="Title") + p(r("word " * 10) * 4) * 1_175)
    before = time.process_time()
    with pytest.raises(BadInput, match="has 47001 words; a leaflet takes at most 20000"):
        imported(tmp_path, long)
    assert time.process_time() - before < 5


def test_so_is_one_whose_words_are_each_set_apart(tmp_path: Path) -> None:
    parted = docx(p("Knees", style="Title") + p(*[r("word ", "<w:b/>")] * 40) * 1_175)
    with pytest.raises(BadInput, match=r"has more than \d+ words; a leaflet takes at most 20000"):
        imported(tmp_path, parted)


def program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("a.doc", "libreoffice-writer-nogui"),
        ("a.odt", "libreoffice-writer-nogui"),
        ("a.rtf", "libreoffice-writer-nogui"),
        ("a.pub", "libmspub-tools"),
    ],
)
def test_other_formats_name_the_package_that_reads_them(
    tmp_path: Path, name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Lacking, match=package) as caught:
        imported(tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 600, name)
    assert ".docx" in caught.value.hint


def test_other_formats_are_read_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(docx(p("Knees", style="Title") + p(TEXT)))
    script = f'for each; do last=$each; done\ntest -d "$HOME/profile" && cp {tmp_path}/made.docx "${{last%.rtf}}.docx"'
    program(tmp_path / "bin", "soffice", script, monkeypatch)
    copy = imported(tmp_path, b"{\\rtf1 Knees}", "a.rtf")
    assert (copy.title, copy.body) == ("Knees", TEXT)
    assert "LibreOffice made a .docx of this .rtf file" in told(copy)
    program(tmp_path / "bin", "soffice", "exit 0", monkeypatch)
    with pytest.raises(BadInput, match=r"LibreOffice cannot read this \.odt file"):
        imported(tmp_path, b"PK", "a.odt")


PAGE = (
    '<html xmlns:svg="http://www.w3.org/2000/svg"><body><svg:svg>'
    '<svg:text x="300" y="20"><svg:tspan font-size="0.1389">\nRest.</svg:tspan></svg:text>'
    '<svg:text x="60" y="90"><svg:tspan font-size="0.1389">\nWalk every day.</svg:tspan></svg:text>'
    '<svg:text x="62" y="10"><svg:tspan font-size="0.4">\nYour knee</svg:tspan></svg:text></svg:svg></body></html>'
)


def test_publisher_files_give_words_by_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "pub2xhtml", f"echo '{PAGE}'", monkeypatch)
    data = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    copy = imported(tmp_path, data, "a.pub")
    assert (copy.title, copy.body) == ("Your knee", "Walk every day.\n\nRest.")
    assert "the order of the text was guessed" in told(copy)
    program(tmp_path / "bin", "pub2xhtml", "exit 0", monkeypatch)  # as it does where it failed
    with pytest.raises(BadInput, match="pub2xhtml cannot read this file"):
        imported(tmp_path, data, "a.pub")


def test_damage_in_any_part_is_one_line(tmp_path: Path) -> None:
    whole = docx(p("Knees", style="Title") + item("Sit.") + p(TEXT), numbering=numbering(level(0, "decimal", "%1.")))
    assert imported(tmp_path, whole).body == f"1. Sit.\n\n{TEXT}"
    odd = f'<w:numbering xmlns:w="{W}"><w:num w:numId="1"/><w:abstractNum/></w:numbering>'
    assert "Sit." in imported(tmp_path, docx(p("Knees", style="Title") + item("Sit."), numbering=odd)).body
    assert "Sit." in imported(tmp_path, docx(p("Knees", style="Title") + p("Sit."), styles="<w:style/>")).body
    assert "Sit." in imported(tmp_path, docx(p("Knees", style="Title") + p("Sit."), footnotes="<broken")).body
