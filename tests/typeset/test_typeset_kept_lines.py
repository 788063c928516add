"""Lines that are kept: what is set with them is what is set without, whatever was set before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from brochure.typeset.engine import box_keys, kept_lines
from brochure.typeset.engine.boxes import SetPage
from tests.typeset.conftest import Pages

WORDS = [
    *(
        "the",
        "knee",
        "may",
        "hurt",
        "for",
        "days",
        "after",
        "a",
        "visit",
        "and",
        "you",
        "can",
        "rest",
        "it",
        "on",
        "pillows",
    ),
    *("(555)\u00a0555-0142", "z.\u00a0B.", "Aufmerksamkeits\u00addefizit\u00adstörung", "“quoted”", "שלום", "中文字"),
    *("<b>bold</b>", "<em>leaning over</em>", "<small>small <b>print</b></small>", "<sup>1</sup>", "<br>"),
    *("<a href='https://example.org/a'>a link</a>", "<span style='color: red'>red</span>"),
    "<span style='position: relative; top: 2pt'>raised</span>",
]
STYLES = (
    *("", "text-indent: 12pt", "text-align: right", "text-align: justify", "font-size: 1.4em", "width: 61.3%"),
    *("direction: rtl", "hyphens: auto", "margin: 3pt 0 7pt 9pt", "letter-spacing: .1pt"),
    *("font-size: 4vw", "line-height: 1.7", "color: #036", "padding-left: 2em", "--lines: filled", "white-space: pre"),
)
CSS = """
@page { size: 170pt 240pt } p { orphans: 2; widows: 2 } .more { font-size: 1.2em }
div::first-letter { font-size: 2em } li::before { content: "–"; float: left; width: 9pt } li li { font-size: .9em }
h2 + p { text-indent: 0 } td { padding: 2pt }
"""


def words(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 30)))


def block(dice: random.Random, depth: int = 0) -> str:
    style, kind = dice.choice(STYLES), dice.randrange(9 if depth < 2 else 5)
    name = dice.choice(["", "more"])
    if kind < 5:
        tag = dice.choice(["p", "p", "p", "h2"])
        return f"<{tag} class='{name}' style='{style}'>{words(dice)}</{tag}>"
    inside = [block(dice, depth + 1) for _ in range(dice.randint(1, 3))]
    if kind < 7:
        return f"<ul style='{style}'>" + "".join(f"<li>{words(dice)}{each}</li>" for each in inside) + "</ul>"
    if kind == 7:
        return "<table>" + "".join(f"<tr><td>{words(dice)}<td>{each}</tr>" for each in inside) + "</table>"
    return f"<div class='{name}' style='{style}'>{''.join(inside)}</div>"


def boxes(pages: tuple[SetPage, ...]) -> Iterator[tuple[Any, ...]]:
    for page in pages:
        for box in page.root.descendants():
            said = getattr(box, "text", ""), box.element_tag, box.element is not None and box.element.get("class")
            style = box.style["color"], box.style["font_size"], box.style["text_decoration_line"], box.style["page"]
            yield type(box).__name__, *said, box.position_x, box.position_y, box.width, box.height, *map(str, style)


@pytest.mark.sample(6)
@pytest.mark.parametrize("seed", range(6))
def test_what_is_set_does_not_hang_on_what_is_kept(typeset: Pages, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    dice = random.Random(seed)
    blocks = [block(dice) for _ in range(5)]
    for edit in range(3):
        if edit:
            blocks[dice.randrange(len(blocks))] = block(dice)
            dice.shuffle(blocks)
        css = CSS + ("body { color: navy }" if dice.random() < 0.3 else "")
        assert_kept_makes_no_difference(typeset, monkeypatch, "".join(blocks), css)


def assert_kept_makes_no_difference(typeset: Pages, monkeypatch: pytest.MonkeyPatch, body: str, css: str) -> None:
    warm = list(boxes(typeset(body, css)))
    with monkeypatch.context() as without:
        without.setattr(kept_lines, "_STORE", "of its own")  # what is kept stays for the next document
        without.setattr(kept_lines, "_MOST", 0)
        without.setattr(box_keys.BoxKeys, "remember", lambda _: None)
        cold = list(boxes(typeset(body, css)))
    assert warm == cold


@pytest.mark.parametrize(
    "around",
    [
        *("width: 90pt", "direction: rtl", "text-decoration: underline", "page: other", "font-size: 12pt"),
        *("text-indent: 9%", "--lines: filled", "text-transform: uppercase", "line-height: 20pt"),
    ],
)
def test_the_same_words_elsewhere(typeset: Pages, monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    said = "<p style='font: inherit'>Rest the knee on a pillow, and <b>walk</b> a little each day before it hurts.</p>"
    for body in (said, f"<section style='{around}'>{said}</section>", said):
        assert_kept_makes_no_difference(typeset, monkeypatch, body, CSS)


def test_what_is_inherited_on_demand(typeset: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "<p>Rest <span style='vertical-align: {}'>the <b style='vertical-align: inherit'>knee</b></span></p>"
    for raised in ("super", "baseline", "9pt"):
        assert_kept_makes_no_difference(typeset, monkeypatch, said.format(raised), CSS)


def test_lines_that_were_met_before_are_not_broken_again(typeset: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline

    broken: list[str] = []
    split = inline.split_first_line

    def noting(text: str, *rest: Any, **more: Any) -> Any:
        broken.append(text)
        return split(text, *rest, **more)

    monkeypatch.setattr(inline, "split_first_line", noting)
    first, second = "<p>Rest the knee on a pillow.</p>", "<p>Walk a little each day, and stop before it hurts.</p>"
    typeset(first + second)
    broken.clear()
    typeset("<h2>New</h2>" + second + first)
    assert set(broken) == {"New"}
    broken.clear()
    typeset(f"<div style='font-size: 11pt'>{second.replace('<p>', '<p style=font-size:1em>')}</div>")
    assert broken, "in larger type its lines are others"


def test_lines_stand_where_the_engine_sets_them(typeset: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    body = "".join(block(dice) for _ in range(12))
    ours = list(boxes(typeset(body, CSS)))
    monkeypatch.setattr(kept_lines._Document, "is_free", lambda *_: False)
    theirs = list(boxes(typeset(body, CSS)))
    assert len(ours) == len(theirs) > 100
    for one, other in zip(ours, theirs, strict=True):
        assert [each for each in one if not isinstance(each, float)] == [
            each for each in other if not isinstance(each, float)
        ]
        assert [each for each in one if isinstance(each, float)] == pytest.approx(
            [each for each in other if isinstance(each, float)], abs=1e-6
        )
