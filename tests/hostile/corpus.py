"""Small inputs that took minutes, gigabytes or a traceback once, or are of a kind with those: made here, for most are
larger than what makes them.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def use_bomb() -> str:
    levels = [f'<g id="a{at + 1}">' + f'<use href="#a{at}"/>' * 10 + "</g>" for at in range(7)]
    return SVG.format(f'<defs><rect id="a0" width="1" height="1"/>{"".join(levels)}</defs><use href="#a7"/>')


def gradient(kind: str, rest: str) -> str:
    stops = '<stop offset="0"/><stop offset="1" stop-color="red"/>'
    return SVG.format(f'<{kind} id="sky" {rest}>{stops}</{kind}><rect width="90" height="90" fill="url(#sky)"/>')


DRAWINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "use": (use_bomb(), "<use "),
        "use itself": (SVG.format('<g id="a"><use href="#a"/></g>'), "itself"),
        "gradient": (gradient("linearGradient", 'spreadMethod="repeat" x2="0.0000001"'), '"sky"'),
        "ring": (gradient("radialGradient", 'spreadMethod="reflect" r="0.000001"'), '"sky"'),
        "deep": (SVG.format("<g>" * 3_000 + "</g>" * 3_000), "deep"),
        "no size": (SVG.replace("0 0 100 100", "0 0 0 0").format(""), "size"),
        "wrong number": (SVG.format('<rect opacity="half" width="9" height="9"/>'), "cannot be drawn"),
        "wrong path": (SVG.format('<path d="M0 0A1 1"/>'), "cannot be drawn"),
        "laughs": (
            "<!DOCTYPE svg ["
            + "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(9))
            + "]>"
            + SVG.format("<text>&e9;</text>"),
            "DOCTYPE",
        ),
    }
)


def package(document: bytes, **others: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", document)
        for name, data in others.items():
            archive.writestr(name, data)
    return made.getvalue()


def document(body: str) -> bytes:
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


PARAGRAPH = "<w:p><w:r><w:t>Walk.</w:t></w:r></w:p>"
_QUAD = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "{}">]><d>{}</d>'

#: To import: a suffix, what makes the file, and a part of what is said.
DOCUMENTS: Mapping[str, tuple[str, Callable[[], bytes], str]] = MappingProxyType(
    {
        "paragraphs": (".docx", lambda: package(document(PARAGRAPH * 700_000)), "MB when unpacked"),
        "elements": (".docx", lambda: package(document("<w:p/>" * 200_000)), "more than 150000 elements"),
        "tables": (".docx", lambda: package(document("<w:tbl><w:tr><w:tc>" * 500)), "deep"),
        "doctype": (".docx", lambda: package(_QUAD.format("a " * 1_000, "&a;" * 80).encode("utf-16")), "DOCTYPE"),
        "headings": (".html", lambda: b"<h1>T</h1>" + b"<h2>a</h2><p>b</p>" * 5_500, "more than"),
        "neighbours": (".html", lambda: b"<h1>T</h1><p>" + b"<b>a</b> " * 3_500, "more than"),
        "breaks": (".html", lambda: b"<h1>T</h1><p>a" + b"<br>" * 100_000, "more than"),
        "nested": (".html", lambda: b"<h1>T</h1>" + b"<div>" * 9_000 + b"a", "nested"),
        "page": (".html", lambda: b"<h1>T</h1>" + b"<p>Walk <b>on</b>.</p>" * 180_000, "tags"),
        "quotes": (".md", lambda: b"# T\n\n" + b'"' * 79_000, "quotation marks"),
        "brackets": (".md", lambda: b"# T\n\n" + b"![" * 40_000, "brackets"),
        "lines": (".md", lambda: b"# T\n\n" + b"a\n\n" * 90_000, "lines"),
        "text": (".txt", lambda: b"T\n\n" + b"a\n" * 90_000, "lines"),
        "head": (".md", lambda: b"---\ntitle: T\nreferences: " + b"[" * 900 + b"\n---\n\nWalk.\n", "lists in lists"),
    }
)

HEAD = '---\ntitle: "T"\n---\n\n'
#: Articles, and a part of what is said.
ARTICLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "quotes": (HEAD + ('"' * 78 + " ") * 1_000, ":5: Here is a paragraph with more than"),
        "apostrophes": (HEAD + "Walk.\n\n" + "'a " * 9_000, ":7: Here is a paragraph"),
        "brackets": (HEAD + "[a " * 9_000, ":5: Here is a paragraph"),
        "stars": (HEAD + "**a " * 9_000, ":5: Here is a paragraph"),
        "headings": (HEAD + "## a\n\n" * 9_000, "more than 500 headings"),
        "columns": (HEAD + "| a " * 2_000 + "\n" + "| - " * 2_000 + "\n", "cells in a row"),
        "title": (
            f'---\ntitle: "{chr(92)}x22{" " + chr(92) + "x22" * 1}{(chr(92) + "x22 ") * 6_000}"\n---\n\nWalk.',
            ":2:",
        ),
        "references": ("---\ntitle: T\nreferences:\n" + "- a\n" * 4_000 + "---\n\nWalk.", "'references'"),
        "nested head": ("---\ntitle: " + "[ " * 900 + "\n---\n\nWalk.", "lists in lists"),
        "long head": ("---\ntitle: T\nsummary: " + "summer " * 9_000 + "\n---\n\nWalk.", "more than 50000"),
    }
)

CLINIC = '[clinic]\nname = "Red clinic"\n'
#: Settings (brochure.toml), and a part of what is said.
SETTINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "dotted": (f"{CLINIC}a{'.a' * 50_000} = 1\n", ":3: Here is a key of more than"),
        "number": (f"{CLINIC}a = {'9' * 50_000}\n", "a number that is too long"),
        "nested": (f"{CLINIC}a = {'[' * 50_000}\n", "lists in lists"),
        "keys": (CLINIC + "".join(f"key{at} = 1\n" for at in range(60_000)), "more than 500000"),
    }
)


def profile(tags: int) -> bytes:
    shipped = (ROOT / "assets" / "profiles" / "fogra39.icc").read_bytes()
    return shipped[:128] + struct.pack(">I", tags) + shipped[132:]


def font(table: bytes, content: bytes) -> bytes:
    """A shipped font with another table in place of its own."""
    shipped = bytearray(next(iter(sorted((ROOT / "assets" / "fonts").glob("*.ttf")))).read_bytes())
    (count,) = struct.unpack_from(">H", shipped, 4)
    at = next(12 + 16 * row for row in range(count) if shipped[12 + 16 * row : 16 + 16 * row] == table)
    shipped[at + 8 : at + 16] = struct.pack(">II", len(shipped), len(content))
    return bytes(shipped) + content


def characters(groups: int, last: int) -> bytes:
    """A table of characters (format 12)."""
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    rows = struct.pack(">III", 32, last, 1) * groups
    return head + struct.pack(">HHIII", 12, 0, 16 + len(rows), 0, groups) + rows


FONTS: Mapping[str, bytes] = MappingProxyType(
    {
        "characters": font(b"cmap", characters(1, 0x10FFFF)),
        "names": font(
            b"name", struct.pack(">HHH", 0, 60_000, 65_000) + struct.pack(">6H", 3, 1, 1033, 1, 9, 0) * 60_000
        ),
        "cut short": font(b"cmap", struct.pack(">HH", 0, 0xFFFF)),
    }
)
