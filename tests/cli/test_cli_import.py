"""`import`: what it writes, prints, and never overwrites."""

from __future__ import annotations

import pytest

from tests.conftest import Desk

COPY = "A title\n\nSome words.\n"


def test_the_path_alone_is_printed(desk: Desk) -> None:
    desk.write("My Copy.txt", COPY)
    done = desk.brochure("import", "My Copy.txt")
    assert (done.code, done.out) == (0, "assets/articles/my-copy.md\n")
    assert "Some words." in (desk.root / "assets" / "articles" / "my-copy.md").read_text("utf-8")


def test_what_it_brings_in_builds(desk: Desk) -> None:
    desk.write("test.txt", COPY)
    assert desk.brochure("import", "test.txt", "-q").code == 0
    assert desk.build().code == 0


def test_the_layout_that_suits_it_is_named(desk: Desk) -> None:
    desk.write("short.txt", COPY)
    desk.write("long.txt", "A title\n\n" + "Some people feel lighter, and others notice little change. " * 180)
    done = desk.brochure("import", "short.txt", "long.txt", "--json")
    assert [article["layout"] for article in done.json["articles"]] == ["card", "booklet"]
    assert "suits the layout 'card' best, by an estimate" in done.err
    untried = desk.brochure("import", "short.txt", "--force", "--no-try", "--json")
    assert untried.json["articles"][0]["layout"] is None


def test_several_files(desk: Desk) -> None:
    files = [desk.write(f"{name}.txt", COPY).name for name in ("one", "two", "three")]
    done = desk.brochure("import", *files, "--json")
    assert done.code == 0
    assert done.json["ok"]
    assert [article["path"] for article in done.json["articles"]] == [
        f"assets/articles/{name}.md" for name in ("one", "two", "three")
    ]


def test_a_language_that_is_none_is_told_before_anything_is_written(desk: Desk) -> None:
    desk.write("test.txt", COPY)
    done = desk.brochure("import", "test.txt", "--language", "Spanish!")
    assert "'Spanish!' is not a language tag" in done.refusal(2)
    assert "assets/articles/test.md" not in desk.files("assets/articles")


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


def test_a_bad_file_is_named_and_the_others_come_in(desk: Desk) -> None:
    desk.write("one.txt", COPY)
    desk.write("two.txt", COPY)
    done = desk.brochure("import", "one.txt", "none.txt", "two.txt", "-q", "--no-try")
    assert done.code == 3
    assert "none.txt: There is no such file." in done.err
    assert done.out == "assets/articles/one.md\nassets/articles/two.md\n"


def test_the_report(desk: Desk) -> None:
    desk.write("test.txt", "A title\n\nFirst Steps\n\nSome words of a paragraph that is longer.\n\n- one\n- two\n")
    done = desk.brochure("import", "test.txt", "--no-try")
    assert "title: A title" in done.err
    assert "1 heading, 1 paragraph, 1 list" in done.err
    (article,) = desk.brochure("import", "test.txt", "--no-try", "--force", "--json").json["articles"]
    assert (article["title"], article["counts"]["lists"], article["left_out"]) == ("A title", 1, [])


def test_an_entry_is_added_and_comments_stay(desk: Desk) -> None:
    config = desk.root / "brochure.toml"
    before = config.read_text("utf-8")
    desk.write("knee.txt", COPY)
    assert desk.brochure("import", "knee.txt", "-q", "--no-try").code == 0
    after = config.read_text("utf-8")
    assert after.startswith(before.rstrip())
    assert after.removeprefix(before.rstrip()).split() == ["[[leaflet]]", "article", "=", '"knee"']
    assert desk.brochure("import", "knee.txt", "-q", "--no-try", "--force").code == 0
    assert config.read_text("utf-8") == after


@pytest.mark.sample(1)
@pytest.mark.parametrize("option", ["--no-entry", ""])
def test_no_entry_is_added(desk: Desk, option: str) -> None:
    before = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("knee.txt", "A title\n\n" + "word " * 2000)
    done = desk.brochure("import", "knee.txt", "-q", *([option, "--no-try"] if option else []))
    assert done.code == (0 if option else 4)
    assert (desk.root / "brochure.toml").read_text("utf-8") == before


def test_what_its_build_would_refuse_is_said_at_once_and_the_article_stays(desk: Desk) -> None:
    desk.write("long.txt", "A title\n\n" + "word " * 2000)
    done = desk.brochure("import", "long.txt")
    assert done.code == 4
    assert done.out == "assets/articles/long.md\n"
    assert "words" in done.err.splitlines()[-1]
    assert (desk.root / "assets/articles/long.md").is_file()
    assert desk.brochure("import", "long.txt", "--force", "--no-try").code == 0


def test_two_files_of_one_name(desk: Desk) -> None:
    desk.write("one.txt", COPY)
    desk.write("one.html", "<p>Others.</p>")
    before = desk.files(".")
    assert "assets/articles/one.md" in desk.brochure("import", "one.txt", "one.html", "--force").refusal()
    assert desk.files(".") == before
