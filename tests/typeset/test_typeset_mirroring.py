"""Style sheets and drawings in a mirror."""

from __future__ import annotations

import pytest

from brochure.storage.shipped import SHIPPED
from brochure.typeset.mirroring import mirrored, mirrored_drawing

SHEETS = sorted((SHIPPED / "layouts").glob("*/style.css"))


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("a { padding-left: 1em; float: right }", "a { padding-right: 1em; float: left }"),
        ("a { margin: 1pt 2pt 3pt 4pt }", "a { margin: 1pt 4pt 3pt 2pt }"),
        ("a { margin: 1pt calc(2pt + 1em) 3pt 0; left: 0 }", "a { margin: 1pt 0 3pt calc(2pt + 1em); right: 0 }"),
        (
            "a { margin: 1pt 2pt; border-radius: 1pt 2pt 3pt 4pt }",
            "a { margin: 1pt 2pt; border-radius: 2pt 1pt 4pt 3pt }",
        ),
        ("@page { @bottom-left { content: 'left' } }", "@page { @bottom-right { content: 'left' } }"),
        (".left > .a-right { color: red }", ".left > .a-right { color: red }"),
        ("a { background: url(left.png) left } /* left */", "a { background: url(left.png) right } /* left */"),
        ('a::before { content: "left;" }', 'a::before { content: "left;" }'),
    ],
)
def test_sides_change_places(css: str, turned: str) -> None:
    assert mirrored(css) == turned


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.parent.name)
def test_turned_twice_a_sheet_is_as_it_was_and_lines_stay(sheet: object) -> None:
    css = SHIPPED.joinpath(str(sheet)).read_text("utf-8")
    assert mirrored(mirrored(css)) == css
    assert mirrored(css).count("\n") == css.count("\n")


def test_a_drawing_is_turned_as_a_whole() -> None:
    turned = mirrored_drawing('<svg viewBox="0 0 9 4">\n<svg x="1"/>\n</svg>', 9)
    assert turned == '<svg viewBox="0 0 9 4"><g transform="matrix(-1 0 0 1 9 0)">\n<svg x="1"/>\n</g></svg>'
