"""Articles with a fault: one line that names file, line and mend, and nothing is made."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Desk

FRONT = [
    pytest.param("title: a: b", 2, "a second colon", 'title: "a: b"', id="colon"),
    pytest.param('title: "a', 2, "not closed", "Close it", id="open quote"),
    pytest.param("title: A\nsummry: b", 3, "'summry'", "'summary'", id="unknown key"),
    pytest.param("title: A\ntitle: B", 3, "'title'", "twice", id="key twice"),
    pytest.param("subtitle: A", 2, "'title'", "is missing", id="no title"),
    pytest.param("title:", 2, "'title'", "is missing", id="empty title"),
    pytest.param("title: A\nreviewed: 14 September", 3, "'reviewed'", "2026-09-14", id="wrong date"),
    pytest.param("title: A\nreviewed: 2026-02-30", 3, "'reviewed'", "2026-09-14", id="no such day"),
    pytest.param("title: &a A\nsubtitle: *a", 3, "begins with '*'", "quotation marks", id="alias"),
    pytest.param("title: A\nlanguage: English please", 3, "'language'", "", id="language"),
    pytest.param("title: [A]", 2, "'title'", "text", id="list for text"),
    pytest.param("? [a]\n: b", 2, "A key must be one word", "title: …", id="list for a key"),
    pytest.param("- title", 2, "not a list of keys", "title: …", id="no keys"),
    pytest.param(f"title: {'[ ' * 600}{'] ' * 600}", 2, "lists in lists", "plainly", id="nested beyond measure"),
    pytest.param("title: a\x9fb", 2, "no text", "Delete", id="control character"),
    pytest.param("title: A\ncover_art: tre-rings", 3, "no cover art 'tre-rings'", "", id="cover art"),
]


@pytest.mark.parametrize(("front", "line", "fault", "mend"), FRONT)
def test_front_matter(desk: Desk, front: str, line: int | None, fault: str, mend: str) -> None:
    desk.article("Words.", front)
    before = desk.files()
    message = desk.build().refusal()
    assert f" assets/articles/test.md{f':{line}' if line else ''}: " in message
    assert fault in message
    assert mend in message
    assert desk.files() == before


BODY = [
    pytest.param("One.\n\nTwo\n[leaflet](other.md) three", 8, "'other.md'", "https://", id="relative link"),
    pytest.param("- One\n- [two](/two)", 6, "'/two'", "https://", id="link in a list"),
    pytest.param("[two](#two)", 5, "'#two'", "https://", id="link within"),
    pytest.param("[x](javascript:alert%281%29)", 5, "'javascript:", "https://", id="script in a link"),
    pytest.param("[x](file:///etc/passwd)", 5, "'file:", "https://", id="link to a file"),
    pytest.param("One\n\n![](map.png)", 7, "'map.png'", "![what it shows](file)", id="no alternative text"),
    pytest.param("One\n\n![  ](map.png)", 7, "'map.png'", "![what it shows](file)", id="blank alternative text"),
    pytest.param("|a|b|\n|-|-|\n|c|![](d.png)|", 7, "'d.png'", "![what it shows](file)", id="picture in a table"),
    pytest.param("![x](none.png)", 5, "no picture 'none.png'", "assets/images", id="missing picture"),
    pytest.param("![x](http://one.example/a.png)", 5, "nothing is fetched", "assets/images", id="picture on the web"),
    pytest.param("![x](//one.example/a.png)", 5, "nothing is fetched", "assets/images", id="picture without scheme"),
    pytest.param("![x](file:///etc/passwd)", 5, "nothing is fetched", "assets/images", id="picture by file:"),
    pytest.param("![x](data:image/png;base64,AAAA)", 5, "nothing is fetched", "assets/images", id="picture by data:"),
    pytest.param("![x](../../../etc/passwd)", 5, "outside the workspace", "Copy it", id="picture upwards"),
    pytest.param("![x](..%2f..%2f..%2f..%2fetc/passwd)", 5, "outside the workspace", "Copy it", id="picture encoded"),
    pytest.param("![x](/etc/passwd)", 5, "outside the workspace", "Copy it", id="picture from the root"),
    pytest.param("![x](a%00b.png)", 5, "leads nowhere", "Name another", id="NUL in a name"),
    pytest.param(f"![x](<{'abc ' * 80}.png>)", 5, "no picture", "assets/images", id="name too long"),
    pytest.param("One\n\n::: calout\nTwo\n:::", 7, "'calout'", "'callout'", id="unknown box"),
    pytest.param("One\n\n::: steps\n1. Two", 7, "'steps' has no end", ":::", id="open box"),
    pytest.param("One\n\nTwo\n:::", 8, "This ::: ends no box", "kind", id="stray end"),
    pytest.param("One\n\nTwo \ue000", 7, "no sign U+E000 (line 7)", "Delete it", id="private sign"),
    pytest.param(
        "One\n\nTwo 𝄞\n\n𝄞 𝄢", 7, "'𝄞' (U+1D11E, lines 7, 9); no '𝄢' (U+1D122, line 9)", "Delete them", id="music"
    ),
    pytest.param("One\n\nTwo 楓", 7, "Chinese characters: 1 letter, '楓' (U+6953", "Delete it", id="Chinese"),
    pytest.param("One\n\nمرحبًا، بك؟", 7, "Your fonts have no Arabic: 7 letters. Put", "fonts add arabic", id="Arabic"),
    pytest.param("One\n\n" + "a" * 10_000, 7, "a word of 10000 letters", "spaces", id="long word"),
    pytest.param("word " * 200_000, None, "200005 words", "several", id="200,000 words"),
    pytest.param("", None, "no words after its head", "Write some", id="front matter only"),
    pytest.param("***\n\n---", None, "no words after its head", "Write some", id="rules only"),
]


@pytest.mark.parametrize(("body", "line", "fault", "mend"), BODY)
def test_copy(desk: Desk, body: str, line: int | None, fault: str, mend: str) -> None:
    desk.article(body)
    before = desk.files()
    message = desk.build().refusal()
    assert f" assets/articles/test.md{f':{line}' if line else ''}: " in message
    assert fault in message
    assert mend in message
    assert desk.files() == before


WHOLE = [
    pytest.param(b"", "is empty", "brochure import", id="empty"),
    pytest.param(b" \n\n", "is empty", "brochure import", id="blank"),
    pytest.param(b"Only copy.\n", "has no head", "title: …", id="no front matter"),
    pytest.param(b"---\ntitle: A\n\nNo end.\n", "has no head", "title: …", id="open front matter"),
    pytest.param(b"\x7fELF\x02\x01\x01\x00\x00", "binary file", "brochure import", id="program"),
    pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not UTF-8 text (byte 11)", "brochure import", id="PDF"),
    pytest.param("---\ntitle: A\n---\nné".encode("latin-1"), "not UTF-8 text", "brochure import", id="Latin-1"),
    pytest.param("---\ntitle: A\n---\nb".encode("utf-16"), "not UTF-8 text", "brochure import", id="UTF-16"),
]


@pytest.mark.parametrize(("content", "fault", "mend"), WHOLE)
def test_files(desk: Desk, content: bytes, fault: str, mend: str) -> None:
    desk.write("assets/articles/test.md", content)
    message = desk.build().refusal()
    assert "assets/articles/test.md" in message
    assert fault in message
    assert mend in message


@pytest.mark.parametrize("name", ["a-windw-for-change", "../articles/test", ".", "assets/articles", "a" * 300])
def test_a_missing_article(desk: Desk, name: str) -> None:
    message = desk.build(name, "--edition", "email").refusal()
    assert f"There is no article '{name}'" in message
    assert "a-window-for-change" in message


@pytest.mark.parametrize("kind", ["folder", "loop", "outside"])
def test_what_is_called_an_article_and_is_none(desk: Desk, kind: str) -> None:
    path = desk.root / "assets" / "articles" / "test.md"
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    else:
        outside = desk.root.parent / "outside.md"
        outside.write_text("---\ntitle: Secret\n---\n\nWords.\n", "utf-8")
        path.symlink_to(outside)
    message = desk.build().refusal()
    reasons = {"folder": "is a folder", "loop": "is a link that leads nowhere", "outside": "lies outside the workspace"}
    assert reasons[kind] in message
    assert desk.files() == {}


def test_json_of_a_refused_product(desk: Desk) -> None:
    desk.article("[leaflet](other.md)")
    done = desk.build("test", "--edition", "email", "--json")
    assert done.error["file"] == "assets/articles/test.md"
    assert done.error["line"] == 5
    assert done.error["hint"].startswith("Write a whole address")
    (product,) = done.json["products"]
    assert product["status"] == "failed"
    assert json.dumps(product["fit"]) == "null"


@pytest.mark.parametrize("key", ["title", "version", "summary"])
def test_a_control_character_in_the_front_matter(desk: Desk, key: str) -> None:
    front = f'title: A test\n{key}: "1\\e]0;mine\\a"' if key != "title" else 'title: "1\\e]0;mine\\a"'
    desk.article("Words.", front=front)
    message = desk.build().refusal()
    assert f"test.md:{2 if key == 'title' else 3}" in message
    assert "U+001B" in message


def test_an_article_that_is_a_link_keeps_its_own_name(desk: Desk) -> None:
    desk.article("Words.", name="real")
    (desk.root / "assets/articles/called.md").symlink_to("real.md")
    assert desk.build("called", "--edition", "email").code == 0
    assert "output/called/called-email.pdf" in desk.files()
    assert desk.brochure("release", "called", "--anyway", "a try").code == 0
    assert (desk.root / "output/releases/called/v1/article.md").is_file()
