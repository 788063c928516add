"""Reading typeset pages: what stands where, and what would be cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from brochure.errors import BadInput
from brochure.storage.shipped import SHIPPED
from brochure.typeset.engine.boxes import SetPage
from tests.typeset.conftest import FAMILY

Pages = Callable[..., tuple[SetPage, ...]]


def lines(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_counts_lines_and_depth(typeset: Pages) -> None:
    (page,) = typeset(lines("one", "two", "three"))
    assert [line.text for line in page.lines] == ["one", "two", "three"]
    assert (page.depth, page.used) == pytest.approx((80, 36))
    assert page.outside == ""


def test_a_paragraph_is_as_many_lines_as_it_takes(typeset: Pages) -> None:
    (page,) = typeset(f"<p style='width: 60pt'>{'word ' * 12}</p>")
    assert len(page.lines) > 3
    assert " ".join(line.text for line in page.lines).split() == ["word"] * 12
    assert page.used == pytest.approx(12 * len(page.lines))


def test_copy_runs_on_to_the_next_page(typeset: Pages) -> None:
    pages = typeset(lines(*"abcdefgh"))
    assert [len(page.lines) for page in pages] == [6, 2]
    assert [page.used for page in pages] == pytest.approx([72, 24])


def test_lines_know_their_section(typeset: Pages) -> None:
    (page,) = typeset("<p>before</p><h2>One <em>more</em></h2><p>in it</p><h2>Two</h2><p>after</p>")
    assert [line.section for line in page.lines] == ["", "One more", "One more", "Two", "Two"]


def test_a_page_without_copy_uses_nothing(typeset: Pages) -> None:
    (page,) = typeset("<p style='height: 50pt'></p>")
    assert (page.lines, page.used, page.outside) == ((), 0, "")


def test_a_named_page_has_its_name(typeset: Pages) -> None:
    pages = typeset("<p style='page: cover; break-after: page'>c</p><p>flow</p>")
    assert [page.name for page in pages] == ["cover", ""]


@pytest.mark.parametrize(
    "body",
    [
        "<p style='white-space: nowrap'>a line that is far too long for the narrow page that it stands on</p>",
        "<p style='margin-left: -20pt'>sticks out on the left</p>",
        "<p style='position: relative; top: 75pt'>sticks out below</p>",
        "<p style='position: absolute; top: -15pt'>sticks out above</p>",
        "<p style='position: absolute; top: 60pt'>line<br>line<br>line<br>line sticks out below</p>",
    ],
    ids=["right", "left", "below", "above", "not parted"],
)
def test_text_that_sticks_out_is_found(typeset: Pages, body: str) -> None:
    (page,) = typeset(f"<p>inside</p>{body}")
    assert page.outside
    assert page.outside in body


@pytest.mark.parametrize("cut", ["height: 18pt", "max-height: 18pt"])
def test_text_that_a_box_hides_is_found(typeset: Pages, cut: str) -> None:
    box = "<div style='overflow: {}; {}'><p>first</p><p>second</p></div>"
    assert typeset(box.format("hidden", cut))[0].outside == "second"
    assert typeset(box.format("hidden", "height: 26pt"))[0].outside == ""


@pytest.mark.parametrize("line", [10, 11, 12])
def test_the_last_line_of_a_full_page_does_not_stick_out(typeset: Pages, line: int) -> None:
    css = f"@page {{ size: 200pt {20 + 3 * line}pt }} p {{ line-height: {line}pt }}"
    (page,) = typeset(lines("one", "two", "three"), css)
    assert page.used == pytest.approx(page.depth)
    assert page.outside == ""


def test_text_that_a_box_hides_sideways_is_found(typeset: Pages) -> None:
    (page,) = typeset("<div style='overflow: hidden; width: 30pt; white-space: nowrap'>long enough to be cut</div>")
    assert page.outside == "long enough to be cut"


def test_text_hidden_two_boxes_up_is_found(typeset: Pages) -> None:
    (page,) = typeset("<div style='overflow: hidden; height: 10pt'><div><p><em>a</em></p><p><b>b</b></p></div></div>")
    assert page.outside in ("a", "b")


def test_the_engine_complains_aloud(typeset: Pages) -> None:
    with pytest.raises(BadInput, match="complains"):
        typeset("<p>one</p>", "p { colour: red }")
    with pytest.raises(BadInput, match="is not fetched"):
        typeset("<img alt=x src='https://example.org/x.png'>")


def test_a_list_within_the_last_item_keeps_no_gap_open_below_the_whole(typeset: Pages) -> None:
    """Copyfit makes gaps smaller, and margins collapse."""
    base = (SHIPPED / "layouts/base/style.css").read_text("utf-8").splitlines()
    lists = "\n".join(line for line in base if line.startswith((".copy li", ".copy ul", ".copy p, .copy ul")))
    tops = []
    for items in ("<li>One<ul><li>Two</li></ul></li>", "<li>One</li><li>Two</li>"):
        body = f"<main class=copy><ul style='margin-bottom: 1pt'>{items}</ul><p>After</p></main>"
        (page,) = typeset(body, f"{lists}\nhtml {{ --space: 12pt; --quarter: 0pt; --markers: '{FAMILY}' }}")
        tops.append(page.used)
    assert tops[0] == pytest.approx(tops[1])
