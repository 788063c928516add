"""Makes Word documents by hand, for the tests of their import: the smallest packages that Word would open."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from brochure.importers import ImportedCopy, ImportOptions, load

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "Subtitle", "heading 1", "heading 2", "Quote", "Caption", "List Paragraph", "toc 1")
)


def r(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; what is no XML is the text of one."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def item(*runs: str, list: int = 1, level: int = 0) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
    return p(*runs, properties=number)


def level(at: int, kind: str, text: str, start: int = 1, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f"{fonts}</w:lvl>"
    )


def numbering(*lists: str, more: str = "") -> str:
    """Lists 1, 2 … with these levels."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{at}">{each}</w:abstractNum>' for at, each in enumerate(lists))
    nums = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists)))
    return f"<w:numbering {NAMES}>{abstract}{nums}{more}</w:numbering>"


def table(*rows: tuple[str, ...] | list[str], properties: str = "") -> str:
    """Cells are paragraphs, or words."""
    cells = [
        "<w:tr>" + "".join(each if each.startswith("<w:tc>") else cell(each) for each in row) + "</w:tr>"
        for row in rows
    ]
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(cells)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<w:p>") or content.startswith("<w:tbl>") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def png(shade: int = 128, width: int = 40, height: int = 30) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes([shade] * width)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture(name: str, description: str = "", more: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        f"{more}"
    )


def docx(body: str, styles: str = STYLES, **parts: str | bytes) -> bytes:
    """A document. A part is named by its kind, such as `footnotes` or `header_1`; pictures are bytes, `image_1`."""
    kinds = {"styles": f"<w:styles {NAMES}>{styles}</w:styles>", **parts}
    relations: list[str] = []
    files: dict[str, str | bytes] = {}
    for name, content in kinds.items():
        kind = name.partition("_")[0]
        path = f"media/{name}.png" if isinstance(content, bytes) else f"{name}.{'html' if kind == 'aFChunk' else 'xml'}"
        if isinstance(content, str) and content.startswith(("http", "file:", "mailto:", "../")):
            target = f'Target="{content}" TargetMode="External"'
        else:
            target = f'Target="{path}"'
            files[f"word/{path}"] = content
        relations.append(f'<Relationship Id="{name}" Type="{R}/{kind}" {target}/>')
    files |= {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return file.getvalue()


def imported(folder: Path, data: bytes, name: str = "knee-care.docx", **options: str) -> ImportedCopy:
    file = folder / name
    file.write_bytes(data)
    return load(file, ImportOptions("knee", **options))


def told(copy: ImportedCopy) -> str:
    """All that the report says was changed or left out, one thing a line."""
    return "\n".join(str(note) for note in (*copy.report.changed, *copy.report.left_out))


def is_whole(copy: ImportedCopy) -> bool:
    """Whether the word check, which reads the file in another way, missed nothing and found nothing too much."""
    return "words that did not come in" not in told(copy) and "words that were not in the file" not in told(copy)
