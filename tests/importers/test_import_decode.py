"""Encodings, line ends and invisible characters, through `load`."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.errors import BadInput
from brochure.importers import load
from brochure.importers.decode import decode, tidy

WORDS = "Café “rest”\nIt\u2019s a naïve idea — but good."


def body_of(tmp_path: Path, data: bytes) -> str:
    file = tmp_path / "copy.txt"
    file.write_bytes(data)
    copy = load(file)
    return f"{copy.title}\n{copy.body}"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
        WORDS.replace("é", "e\u0301").encode("utf-8"),
        WORDS.encode("cp1252").decode("latin-1").encode("utf-8"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "cp1252", "decomposed", "cp1252-as-latin-1"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    assert body_of(tmp_path, data) == WORDS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0c"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert body_of(tmp_path, WORDS.replace("\n", end).encode()) == WORDS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("10\u00a0mg\u202f!", "10 mg !"),
        ("psy\u00adcho\u200bthe\u2060ra\ufeffpy", "psychotherapy"),
        ("psycho\u200dther\u200capy", "psychotherapy"),
        ("می\u200cخو\u0627\u0647م", "می\u200cخو\u0627\u0647م"),
        ("👩\u200d⚕", "👩\u200d⚕"),
    ],
    ids=["no-break", "invisible", "joiners-in-latin", "persian", "emoji"],
)
def test_what_only_a_screen_needs_is_taken_out(before: str, after: str) -> None:
    assert tidy(before) == after


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"PK\x03\x04", "ZIP"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"hello\x00there", "binary"),
        (b"hello \x81\x8d", "binary"),
        (b"\x1b[31mred", "binary"),
        ("hello".encode("utf-16-le"), "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "binary"),
        (codecs.BOM_UTF32_LE + "hello".encode("utf-32-le"), "binary"),
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, kind: str) -> None:
    with pytest.raises(BadInput, match=kind) as caught:
        body_of(tmp_path, data)
    assert "UTF-8" in caught.value.hint
    assert caught.value.place is not None


@settings(database=None, deadline=None)
@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@settings(database=None, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_bad_input(data: bytes) -> None:
    with suppress(BadInput):
        assert "\r" not in decode(data, Path("x.txt"))
