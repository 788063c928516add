"""Word documents, made here by hand: the smallest packages that Word would open."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from brochure import bounds
from brochure.errors import BadInput
from brochure.importers import ImportedCopy, load

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Target="word/document.xml" '
        f'Type="{OFFICE}/officeDocument"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="link" Type="{OFFICE}/hyperlink" '
        f'Target="https://e.example/" TargetMode="External"/><Relationship Id="pic" Type="{OFFICE}/image" '
        'Target="http://e.example/x.png" TargetMode="External"/></Relationships>'
    ),
    "word/styles.xml": f'<w:styles xmlns:w="{WORD}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "heading 1", "heading 2", "Quote")
    )
    + "</w:styles>",
    "word/numbering.xml": (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
}
PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:docPr descr="A bed"/>'
    f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData><pic:pic xmlns:pic="{DRAWING}/picture"><pic:blipFill>'
    f'<a:blip r:link="pic" xmlns:r="{OFFICE}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def paragraph(text: str, style: str = "", marks: str = "", item: bool = False) -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (BULLET if item else "")
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def package(body: str, **more: bytes) -> bytes:
    document = f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "word/document.xml": document}.items():
            archive.writestr(name, text)
        for name, data in more.items():
            archive.writestr(f"word/media/{name}", data)
    return file.getvalue()


def imported(tmp_path: Path, data: bytes) -> ImportedCopy:
    file = tmp_path / "copy.docx"
    file.write_bytes(data)
    return load(file)


def test_a_styled_document(tmp_path: Path) -> None:
    link = '<w:p><w:hyperlink r:id="link"><w:r><w:t>More</w:t></w:r></w:hyperlink></w:p>'
    copy = imported(
        tmp_path,
        package(
            paragraph("Sleeping Well", "Title")
            + paragraph("How to rest", "Subtitle")
            + paragraph("It\u2019s not\u00a0a ")
            + paragraph("Habits", "heading1")
            + paragraph("Dark", item=True)
            + paragraph("Quiet", item=True)
            + PICTURE
            + paragraph("Light", "heading2")
            + paragraph("2 * 3 is bold", marks="<w:b/>")
            + link,
        ),
    )
    assert copy.title == "Sleeping Well"
    assert copy.subtitle == "How to rest"
    assert copy.body == (
        "It\u2019s not a\n\n## Habits\n\n- Dark\n- Quiet\n\n### Light\n\n**2 \\* 3 is bold**\n\n[More](https://e.example/)"
    )


@pytest.mark.parametrize("style", ["heading1", "heading2", ""])
def test_without_a_title_style_a_heading_or_the_first_paragraph_is_the_title(tmp_path: Path, style: str) -> None:
    copy = imported(tmp_path, package(paragraph("Sleep", style) + paragraph("Body.")))
    assert copy == ImportedCopy("Sleep", "Body.")


def test_bold_lines_are_headings_where_there_are_none(tmp_path: Path) -> None:
    body = paragraph("Sleep", "Title") + paragraph("Why Light Matters", marks="<w:b/>") + paragraph("Text.")
    assert imported(tmp_path, package(body)).body == "## Why Light Matters\n\nText."


def test_a_table(tmp_path: Path) -> None:
    rows = "".join(f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in ("ab", "cd"))
    copy = imported(tmp_path, package(paragraph("T", "Title") + f"<w:tbl>{rows}</w:tbl>"))
    assert copy.body == "| a | b |\n| --- | --- |\n| c | d |"


GOOD = package(paragraph("Sleep", "Title") + paragraph("Body."))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"just text", "not a Word document"),
        (GOOD[: len(GOOD) // 2], "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word document"),
        (package("<w:p>"), "damaged"),
        (package("<w:p>" * 5000 + "</w:p>" * 5000), "nests more than 100 deep"),
        (GOOD.replace(b"word/document.xml", b"word/documenx.xml"), "damaged"),
        (GOOD.replace(b"word/", b"wxrd/"), "not a Word document"),
    ],
    ids=["text", "cut-short", "ole", "bad-xml", "deep", "no-document", "other-zip"],
)
def test_what_is_no_sound_document_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        imported(tmp_path, data)
    assert caught.value.hint
    assert caught.value.place is not None


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "bang">{entities}]><d>&e8;</d>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in {**PARTS, "word/document.xml": bomb}.items():
            archive.writestr(name, text)
    with pytest.raises(BadInput, match=r"DOCTYPE in word/document\.xml"):
        imported(tmp_path, file.getvalue())


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(paragraph("Sleep", "Title"), **{"a.png": b"0" * 30_000, "b.png": b"0" * 30_000})
    monkeypatch.setattr(bounds, "LARGEST_UNPACKED", 60_000)
    with pytest.raises(BadInput, match="when unpacked, more than"):
        imported(tmp_path, data)


def test_too_much_text_is_refused_and_large_pictures_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LARGEST_PART", 5_000)
    assert imported(tmp_path, package(paragraph("Sleep", "Title"), **{"a.png": b"0" * 9_000})).title == "Sleep"
    with pytest.raises(BadInput, match="when unpacked, more than"):
        imported(tmp_path, package(paragraph("Sleep " * 1_000)))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-15", "windows-1252", "koi8-r"]
)
def test_a_doctype_in_any_part_is_refused_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    header = f'<?xml version="1.0" encoding="{encoding[:6] if encoding[:6] == "utf-16" else encoding}"?>\n'
    marked = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    part = marked + f'{header}<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'.encode(encoding)
    for name in ("word/footnotes.xml", "customXml/item1.xml", "word/media/a.xml", "word/theme.bin"):
        with pytest.raises(BadInput, match=f"DOCTYPE in {name}"):
            imported(tmp_path, with_part(name, part))


def test_utf_16_without_its_mark_has_no_doctype_either(tmp_path: Path) -> None:
    part = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w><w/>'.encode("utf-16-le")
    with pytest.raises(BadInput, match="DOCTYPE"):
        imported(tmp_path, with_part("word/comments.xml", part))


def with_part(name: str, data: bytes, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data, kind)
    return file.getvalue()


def test_sizes_are_measured_whatever_the_archive_says(tmp_path: Path) -> None:
    data = bytearray(with_part("word/large.xml", b"<a>" + b" " * 12_000_000))
    declared = struct.pack("<I", 12_000_003)
    assert data.count(declared) == 2
    with pytest.raises(BadInput, match=r"word/large\.xml is 12 MB when unpacked, more than 10 MB"):
        imported(tmp_path, bytes(data))
    with pytest.raises(BadInput, match="not a Word document"):
        imported(tmp_path, bytes(data.replace(declared, struct.pack("<I", 1_000))))


def test_parts_that_no_word_processor_writes_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_part("word/document.xml", b"<a/>")
    with pytest.raises(BadInput, match="two parts of one name"):
        imported(tmp_path, twice)
    with pytest.raises(BadInput, match="packed in a way"):
        imported(tmp_path, with_part("word/a.xml", b"<a/>" + b" " * 1_000_000, zipfile.ZIP_LZMA))
    with pytest.raises(BadInput, match=r"word/a\.xml of the Word document has more than 150000 elements"):
        imported(tmp_path, with_part("word/a.xml", b"<a>" + b"<b/>" * 150_000 + b"</a>"))
    assert imported(tmp_path, with_part("word/inner.docx", GOOD)).title == "Sleep"


def test_a_real_document_of_twenty_pages_passes(tmp_path: Path) -> None:
    words = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{at} </w:t></w:r>" for at in range(10))
    body = paragraph("Sleep", "Title") + f"<w:p>{words}</w:p>" * 250
    assert imported(tmp_path, package(body)).title == "Sleep"
