"""Copy that does not fit: exit 4, by how much and where, and the old product stays."""

from __future__ import annotations

import io
import re
import shutil

import pytest
from PIL import Image

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk

COPY = "Some people feel lighter, and others notice little change at all. " * 40
OFFICE = "output/test/test-trifold-letter-office.pdf"
SECTION = "## Section {number}\n\n" + "Some people feel lighter, and others notice little change at all. " * 10


def test_copy_that_is_far_too_long(desk: Desk) -> None:
    desk.article("\n\n".join(SECTION.format(number=number) for number in range(1, 28)))
    desk.write(OFFICE, b"The old product.")
    before = desk.files()
    done = desk.build("test", "--layout", "trifold", "--edition", "office", "--json")
    message = done.refusal(4)
    assert desk.files() == before
    (product,) = done.json["products"]
    lines, words = product["fit"]["overset_lines"], product["fit"]["overset_words"]
    assert lines > 50
    assert 1000 < words < 3000
    assert f"{lines} lines ({words} words) too long" in message
    assert f"Cut {words} words" in message
    assert "smallest type" in message
    section = re.search(r"in the section 'Section (\d+)'", message)
    assert section
    # The cut falls about where the words that fit end: each section has 112.
    assert abs(int(section[1]) - (27 * 112 - words) / 112) < 2
    place = re.search(r"assets/articles/test\.md:(\d+): ", message)
    assert place
    source = (desk.root / "assets" / "articles" / "test.md").read_text("utf-8").split("\n")
    assert source[int(place[1]) - 1] == f"## Section {section[1]}"
    assert done.error["code"] == 4


@pytest.mark.parametrize(
    ("sections", "offer"),
    [
        (12, "It would fit the layout 'booklet', by an estimate."),
        (110, "No layout holds so much: cut it, or make two articles of it."),
    ],
)
def test_the_layout_that_would_take_it_is_named(desk: Desk, sections: int, offer: str) -> None:
    desk.article("\n\n".join(SECTION.format(number=number) for number in range(1, sections + 1)))
    assert offer in desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)


def test_the_editions_that_do_take_it_are_made(desk: Desk) -> None:
    desk.article("\n\n".join(SECTION.format(number=number) for number in range(1, 13)))
    done = desk.build("test", "--layout", "trifold", "--json")
    assert done.code == 4
    assert [product["status"] for product in done.json["products"]] == ["failed", "built", "built"]
    assert (desk.root / "output" / "test" / "test-email.pdf").is_file()


TITLES = [
    pytest.param("Care " * 200, "office", id="1000 letters"),
    pytest.param("Care " * 200, "email", id="1000 letters on a screen"),
]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("title", "edition"), TITLES)
def test_a_title_that_the_cover_does_not_hold(desk: Desk, title: str, edition: str) -> None:
    desk.article(COPY, f"title: {title}")
    message = desk.build("test", "--layout", "trifold", "--edition", edition).refusal(4)
    assert "assets/articles/test.md" in message
    assert "Shorten the title" in message
    assert not [name for name in desk.files() if name.endswith(".pdf")]


@pytest.mark.sample(1)
@pytest.mark.parametrize("word", ["Hyper" * 14, "zrt" * 24])
def test_a_long_word_as_title_is_parted(desk: Desk, word: str) -> None:
    """Between its syllables, or where its line ends."""
    desk.article(COPY, f"title: {word}")
    done = desk.build("test", "--layout", "trifold", "--edition", "office", "--edition", "email")
    assert done.code == 0, done.err


CLINIC = [
    pytest.param('"12 Sample Street, Suite 3"', ", ".join(f'"Line {n} of it"' for n in range(60)), id="address"),
    pytest.param('"In an emergency call 911.', f'"{"In an emergency call 911. " * 60}', id="emergency"),
]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("old", "new"), CLINIC)
def test_what_the_back_panel_does_not_hold(desk: Desk, old: str, new: str) -> None:
    desk.swap("brochure.toml", old, new)
    desk.article(COPY)
    desk.write(OFFICE, b"The old product.")
    before = desk.files()
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)
    assert "'back'" in message
    assert "brochure.toml" in message
    assert desk.files() == before


def test_pictures_alone_that_are_too_much(desk: Desk) -> None:
    """What is over has no line of text that could be named."""
    out = io.BytesIO()
    Image.new("L", (900, 1800), 90).save(out, "PNG")
    desk.write("assets/images/tall.png", out.getvalue())
    desk.article("Words.\n\n" + "\n\n".join(["![A tall picture](tall.png)"] * 20))
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)
    assert "pictures are too much" in message
    assert not desk.files()


def test_what_could_go_or_shrink_instead_of_words_is_named(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("L", (900, 900), 90).save(out, "PNG")
    desk.write("assets/images/square.png", out.getvalue())
    table = "| Month | What to do |\n| --- | --- |\n" + "| June | Walk |\n" * 6
    desk.article(f"{COPY}\n\n![A lake](square.png)\n\n## After\n\n{COPY}\n\n{table}\n\n{COPY[:2546]}")
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)
    table, picture = "the table 'Month, What to do'", "the picture 'A lake'"
    assert f"Or leave out {table} or {picture}, or crop to half its depth {picture}." in message


STICKS_OUT = [
    pytest.param("first", "assets/articles/test.md:9", "Shorten it, or part it", id="a word of the copy"),
    pytest.param("![A wide lake](wide.png)", "assets/articles/test.md:9", "Crop it", id="a picture"),
]


@pytest.mark.parametrize(("copy", "place", "mend"), STICKS_OUT)
def test_what_sticks_out_is_named_with_its_line_and_the_mend_that_helps_there(
    desk: Desk, copy: str, place: str, mend: str
) -> None:
    """The layout is at fault, so that nothing can give way."""
    out = io.BytesIO()
    Image.new("L", (1200, 300), 90).save(out, "PNG")
    desk.write("assets/images/wide.png", out.getvalue())
    shutil.copytree(SHIPPED / "layouts/handout", desk.root / "layouts/handout")
    with (desk.root / "layouts/handout/style.css").open("a", encoding="utf-8") as style:
        style.write(".copy em, .copy img { position: relative; left: 420pt }\n.copy figure img { width: 100% }\n")
    desk.article(f"## A heading\n\nWords.\n\n{copy if copy[0] == '!' else f'Walk *“{copy}”* now'}")
    message = desk.build("test", "--layout", "handout", "--edition", "office").refusal(4)
    assert f"{place}: " in message, message
    assert mend in message
    assert ("first" if copy == "first" else "A wide lake") in message


def test_a_text_of_the_clinic_that_sticks_out_is_named_with_the_line_of_its_settings(desk: Desk) -> None:
    line = desk.swap("brochure.toml", "hello@redmaple.example", "hello@" + "a-very-long-name." * 5 + "example")
    desk.write("layouts/trifold/style.css", (SHIPPED / "layouts/trifold/style.css").read_text("utf-8"))
    with (desk.root / "layouts/trifold/style.css").open("a", encoding="utf-8") as style:
        style.write(".contact { white-space: nowrap }\n")
    for name in ("layout.toml", "leaflet.html", "outside.svg", "inside.svg"):
        desk.write(f"layouts/trifold/{name}", (SHIPPED / "layouts/trifold" / name).read_bytes())
    desk.article(COPY)
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)
    assert f"brochure.toml:{line}: " in message
    assert "Shorten what brochure.toml says" in message


def test_copy_that_only_its_galley_would_fit_is_too_long_and_no_fault_of_the_layout(desk: Desk) -> None:
    """A float that is deeper than its line keeps the engine from the breaks that are planned."""
    shutil.copytree(SHIPPED / "layouts/card", desk.root / "layouts/card")
    with (desk.root / "layouts/card/style.css").open("a", encoding="utf-8") as style:
        style.write(".copy li::before { content: ''; float: left; width: 9pt; height: 60pt }\n")
    desk.article("Words come first.\n\n" + "- Walk a little\n" * 30)
    message = desk.build("test", "--layout", "card", "--edition", "office").refusal(4)
    assert "too long for the layout 'card'" in message
