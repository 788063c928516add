"""`brochure diff` as it is called, and the page it writes."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.conftest import Desk
from tests.release.conftest import PRODUCTS, RELEASES, edit

DIFF = "output/test/diff"
HOSTILE = "<script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> {{ 7*7 }} ]]>"


def page(desk: Desk) -> str:
    return (desk.root / DIFF / "diff.html").read_text("utf-8")


class Addresses(HTMLParser):
    """Every tag, and every address that the page names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.values: set[str] = set()
        self.handlers: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.values |= {value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")}
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


def test_words_are_told_by_section_and_files_named(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", "It comes unasked.")
    leaflet.swap("brochure.toml", "(555) 555-0142", "(555) 555-0199")
    assert leaflet.build("test").code == 0
    done = leaflet.brochure("diff", "test")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[0].startswith("test: since v1 (version 1.0, released 20")
    edited, dialled = "[-Nobody has to ask for it.-] {+It comes unasked.+}", "(555) [-555-0142-] {+555-0199+}"
    expected = [
        "What is the tide?",
        f"  … at it, and the sun a little. {edited} ¶ Sailors wait for the tide as …",
        "",
        "Clinic",
        f"  … Whole-person mental health care ¶ Phone: {dialled} ¶ Address: 12 Sample Street, Suite 3, …",
        "",
        "4 sections unchanged.",
    ]
    assert lines[2:9] == expected
    assert lines[-3:] == [
        f"{DIFF}/diff.html",
        f"{DIFF}/test-trifold-letter-office-diff.pdf",
        f"{DIFF}/test-email-diff.pdf",
    ]
    names = set(leaflet.files(DIFF))
    assert set(lines[-3:]) < names
    for name in names - set(lines[-3:]):
        assert re.fullmatch(rf"{DIFF}/test-(email|trifold-letter-office)-\d+-(before|after)\.png", name)


def test_the_json_says_it_all(leaflet: Desk) -> None:
    edit(leaflet, "## When do we sail?", "## When we sail")
    edit(leaflet, 'version: "1.0"', 'version: "1.1"')
    assert leaflet.build("test", "--edition", "email").code == 0
    document = leaflet.brochure("diff", "test", "--json").json
    assert (document["ok"], document["article"], document["against"]) == (True, "test", 1)
    assert document["version"] == {"before": "1.0", "after": "1.1"}
    assert document["stale"] == ["test-trifold-letter-office.pdf is stale"]
    changed = [section["title"] for section in document["sections"] if section["changed"]]
    assert changed == ["Front matter", "When we sail"]
    assert next(section for section in document["sections"] if section["was"])["was"] == "When do we sail?"
    office, email = document["products"]
    assert (office["fate"], email["fate"]) == ("same", "changed")
    assert email["shown"]
    for region in email["shown"]:
        box = region["box"]
        assert 0 <= box["x"] < box["x"] + box["width"] <= 396.5
        assert 0 <= box["y"] < box["y"] + box["height"] <= 612.5
        with Image.open(io.BytesIO((leaflet.root / DIFF / region["after"]).read_bytes())) as picture:
            assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
            assert picture.width == pytest.approx(box["width"] * 150 / 72, abs=2)


def test_without_changes_nothing_is_marked(leaflet: Desk) -> None:
    done = leaflet.brochure("diff", "test")
    assert "No word changed." in done.out
    assert set(leaflet.files(DIFF)) == {f"{DIFF}/diff.html"}
    assert "No word changed." in page(leaflet)
    assert page(leaflet).count("Looks the same.") == 2


def test_stale_products_are_told_and_the_words_all_the_same(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "Someone")
    done = leaflet.brochure("diff", "test")
    assert done.code == 0
    assert done.err.splitlines() == ["warning: No product is up to date. Run `brochure build test`, and diff again."]
    assert "[-Nobody-] {+Someone+}" in done.out


def test_against_an_older_release(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "Someone")
    assert leaflet.brochure("release", "test", "--anyway", "a second one").code == 0
    assert "No word changed." in leaflet.brochure("diff", "test").out
    for name in ("1", "v1"):
        assert "[-Nobody-] {+Someone+}" in leaflet.brochure("diff", "test", "--against", name).out
    assert "There is v1, v2." in leaflet.brochure("diff", "test", "--against", "3").refusal()
    for name in ("0", "x", "-1", "²", "1/../2"):
        assert leaflet.brochure("diff", "test", "--against", name).code == 2


def test_there_must_be_a_release(leaflet: Desk) -> None:
    refused = leaflet.brochure("diff", "a-window-for-change").refusal()
    assert refused.endswith("Make one with `brochure release a-window-for-change`.")
    assert "There is no article 'tset'" in leaflet.brochure("diff", "tset").refusal()


def test_a_release_that_was_tampered_with_is_told(leaflet: Desk) -> None:
    article = leaflet.root / RELEASES / "v1/article.md"
    article.chmod(0o644)
    article.write_text(article.read_text("utf-8").replace("Nobody", "Somebody"), "utf-8")
    (leaflet.root / RELEASES / "v1/extra.txt").write_text("", "utf-8")
    (leaflet.root / RELEASES / "v1" / PRODUCTS[0]).unlink()
    done = leaflet.brochure("diff", "test")
    assert done.err.splitlines() == [
        "warning: v1 is not what was released: test-email.pdf is gone, article.md changed, extra.txt is new."
    ]
    assert "extra.txt is new" in page(leaflet)


def test_a_damaged_manifest_is_bad_input(leaflet: Desk) -> None:
    file = leaflet.root / RELEASES / "v1/manifest.json"
    file.chmod(0o644)
    file.write_text(file.read_text("utf-8").replace('"version": "1.0"', '"version": "2.0"'), "utf-8")
    assert "was changed after the release" in leaflet.brochure("diff", "test").refusal()
    file.write_bytes(b"\xff\xfe")
    assert "is missing or damaged" in leaflet.brochure("diff", "test").refusal()


def test_a_product_that_is_no_pdf_is_told(leaflet: Desk) -> None:
    leaflet.write("output/test/test-email.pdf", b"not a PDF")
    done = leaflet.brochure("diff", "test")
    assert done.code == 0
    assert "test-email.pdf: cannot be read, or its release cannot" in done.out


def test_products_that_came_and_went(leaflet: Desk) -> None:
    leaflet.swap(
        "brochure.toml",
        'layouts = ["trifold"]\neditions = ["office", "email"]\n',
        'editions = ["email", "large-print"]\n',
    )
    leaflet.write("output/test/test-large-print.pdf", b"%PDF-1.7")
    done = leaflet.brochure("diff", "test")
    assert "test-large-print.pdf: not in the release" in done.out
    assert "test-trifold-letter-office.pdf: in the release, but no longer there" in done.out


def test_hostile_copy_stays_text(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", HOSTILE)
    edit(leaflet, "## When do we sail?", "## When <iframe src=//evil.example> sails")
    done = leaflet.brochure("diff", "test")
    assert done.code == 0
    text = page(leaflet)
    addresses = Addresses(text)
    assert not addresses.tags & {"script", "iframe", "object", "embed", "link", "base", "form"}
    assert not addresses.handlers
    assert all(address.startswith(("#", "data:image/png;base64,", "test-")) for address in addresses.values)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert "default-src 'none'" in text


def test_the_terminal_is_not_steered_by_copy(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "No\u202ebody\u009b31m")
    out = leaflet.brochure("diff", "test").out
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_letters_of_other_languages(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", "Übermäßig, señora: ¿mañana?")
    assert "{+Übermäßig, señora: ¿mañana?+}" in leaflet.brochure("diff", "test").out
    assert "<ins>Übermäßig, señora: ¿mañana?</ins>" in page(leaflet)


def test_pictures_of_an_earlier_difference_go_and_other_files_stay(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "Someone")
    assert leaflet.build("test", "--edition", "email").code == 0
    leaflet.write(f"{DIFF}/test-email-99-before.png", b"old")
    leaflet.write(f"{DIFF}/mine.png", b"mine")
    assert leaflet.brochure("diff", "test", "--quiet").code == 0
    names = {name.rpartition("/")[2] for name in leaflet.files(DIFF)}
    assert "test-email-99-before.png" not in names
    assert {"mine.png", "test-email-diff.pdf", "test-email-1-before.png"} <= names
