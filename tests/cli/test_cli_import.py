"""`import`: what it writes, prints, and never overwrites."""

from __future__ import annotations

import pytest

from tests.conftest import Desk

COPY = "A title\n\nSome words.\n"


def test_the_path_alone_is_printed(desk: Desk) -> None:
    desk.write("My Copy.txt", COPY)
    done = desk.brochure("import", "My Copy.txt")
    assert (done.code, done.out, done.err) == (0, "assets/articles/my-copy.md\n", "")
    assert "Some words." in (desk.root / "assets" / "articles" / "my-copy.md").read_text("utf-8")


def test_what_it_brings_in_builds(desk: Desk) -> None:
    desk.write("test.txt", COPY)
    assert desk.brochure("import", "test.txt", "-q").code == 0
    assert desk.build().code == 0


def test_several_files(desk: Desk) -> None:
    files = [desk.write(f"{name}.txt", COPY).name for name in ("one", "two", "three")]
    done = desk.brochure("import", *files, "--json")
    assert done.code == 0
    assert done.json == {"ok": True, "articles": [f"assets/articles/{name}.md" for name in ("one", "two", "three")]}


def test_nothing_is_overwritten(desk: Desk) -> None:
    desk.write("test.txt", COPY)
    desk.article("Mine.")
    before = desk.files("assets/articles")
    done = desk.brochure("import", "test.txt")
    message = done.refusal()
    assert "assets/articles/test.md" in message
    assert "--force" in message
    assert done.out == ""
    assert desk.files("assets/articles") == before
    forced = desk.brochure("import", "test.txt", "--force")
    assert forced.code == 0
    assert "Some words." in (desk.root / "assets" / "articles" / "test.md").read_text("utf-8")


def test_a_name_of_its_own(desk: Desk) -> None:
    desk.write("test.txt", COPY)
    assert desk.brochure("import", "test.txt", "--slug", "my-leaflet").out == "assets/articles/my-leaflet.md\n"


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("My Leaflet", "my-leaflet"),
        ("../up", "up"),
        ("a/b", "a-b"),
        ("Café", "cafe"),
        ("", "article"),
        ("a.md", "a-md"),
        (".", "article"),
    ],
)
def test_a_name_that_cannot_be_one(desk: Desk, name: str, mend: str) -> None:
    desk.write("test.txt", COPY)
    before = desk.files(".")
    message = desk.brochure("import", "test.txt", "--slug", name).refusal()
    assert f"'{name}' cannot be an article's name. Try '{mend}'." in message
    assert desk.files(".") == before


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("none.txt", None, "no such file"),
        ("a.txt", b"", "is empty"),
        ("a.pdf", b"%PDF-1.7", "cannot be read"),
        ("a.txt", b"\x00\x01", "binary"),
        ("a.docx", b"not a document", "docx"),
        ("a.html", b"<html></html>", "no words"),
    ],
)
def test_what_cannot_be_brought_in(desk: Desk, name: str, content: bytes | None, fault: str) -> None:
    if content is not None:
        desk.write(name, content)
    before = desk.files(".")
    message = desk.brochure("import", name).refusal()
    assert name in message
    assert fault in message
    assert desk.files(".") == before


def test_one_bad_file_brings_in_none(desk: Desk) -> None:
    desk.write("one.txt", COPY)
    before = desk.files(".")
    done = desk.brochure("import", "one.txt", "none.txt")
    assert "no such file" in done.refusal()
    assert done.out == ""
    assert desk.files(".") == before


def test_two_files_of_one_name(desk: Desk) -> None:
    desk.write("one.txt", COPY)
    desk.write("one.html", "<p>Others.</p>")
    before = desk.files(".")
    assert "assets/articles/one.md" in desk.brochure("import", "one.txt", "one.html", "--force").refusal()
    assert desk.files(".") == before
