"""A layout's CSS that is wrong, breaks the engine or would keep it busy for ever: exit 3, with its file and line."""

from __future__ import annotations

import re
import shutil

import pytest

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk

#: What sets the copy in the template of the handout.
FLOW = "{{ parts.flow() }}"
STYLE = "layouts/handout/style.css"


@pytest.fixture
def own(desk: Desk) -> Desk:
    """A workspace with a handout of its own, and one article."""
    shutil.copytree(SHIPPED / "layouts/handout", desk.root / "layouts/handout")
    desk.article("Some words.\n\n- A list\n")
    return desk


def refused(own: Desk) -> str:
    return own.build("test", "--layout", "handout", "--edition", "office").refusal()


def nested(before: str, within: str, after: str, times: int = 200) -> str:
    return before * times + within + after * times


def doubling(times: int = 30) -> str:
    """Each variable stands for the next twice."""
    steps = "".join(f"--v{number}: var(--v{number + 1}) var(--v{number + 1});" for number in range(times))
    return f":root {{ {steps} --v{times}: 1px }} p {{ margin: var(--v0) }}"


#: What the engine breaks at, or would take minutes and gigabytes for, and what is said of it.
BEYOND = [
    pytest.param(f"p {{ width: {nested('calc(', '1px', ')')} }}", "brackets in brackets", id="calc in calc"),
    pytest.param(f"p {{ width: {nested('calc(', '1px', ')', 5000)} }}", "brackets in brackets", id="deep calc"),
    pytest.param(f"p {{ width: {nested('var(--a,', '1px', ')', 400)} }}", "brackets in brackets", id="var in var"),
    pytest.param(f"{nested(':not(', 'p', ')')} {{ color: red }}", "brackets in brackets", id="not in not"),
    pytest.param(f"{'p ' * 200} {{ color: red }}", "too many elements", id="p p p"),
    pytest.param(f"{'p>' * 200}p {{ color: red }}", "too many elements", id="p>p>p"),
    pytest.param(nested("p {", "color: red", "}"), "more than 32 deep", id="rule in rule"),
    pytest.param("p {" + nested("& & {", "color: red", "}", 20) + "}", "too many elements", id="doubled selectors"),
    pytest.param("p {" + nested("&, & {", "color: red", "}", 20) + "}", "too many elements", id="squared selectors"),
    pytest.param(doubling(), "--v", id="doubling variables"),
    pytest.param(f"p {{ width: {'9' * 5000}px }}", "more digits", id="digits"),
    pytest.param(f"@media (width: 1{'0' * 5000}) {{}}", "more digits", id="digits of a rule"),
    pytest.param(
        ":root { --a: var(--b); --b: var(--a) } p { margin: var(--a) }", "in a circle", id="variables in a circle"
    ),
    pytest.param(
        f":root {{ {''.join(f'--c{n}: var(--c{n + 1});' for n in range(600))} }} p {{ margin: var(--c0) }}",
        "--c",
        id="chain of variables",
    ),
    pytest.param(f"p::before {{ content: {'a b ' * 2000} }}".replace("a", "'a'"), "1,000 words", id="much content"),
    pytest.param("p { font-size: 1e9px }", "1e9px", id="type size"),
    pytest.param("p { width: 1e999mm }", "1e999mm", id="endless length"),
    pytest.param("p { columns: 100000 }", "100000", id="columns"),
    pytest.param(".copy { display: grid; grid-template-columns: repeat(100000, 1px) }", "100000", id="repeat"),
    pytest.param(".copy { display: grid } p { grid-row: 30000 }", "30000", id="grid line"),
    pytest.param("p { background: repeating-linear-gradient(red, blue 0.001px) }", "too small", id="gradient"),
    pytest.param("p { border: 0.0001px dotted red }", "0.0001px", id="dots"),
    pytest.param("p { background: linear-gradient(red, blue) 0 0 / 0.0001px }", "0.0001px", id="tiles"),
    pytest.param("p { line-height: calc(infinity * 1px) }", "'infinity'", id="infinity"),
    pytest.param("p { line-height: calc(1px / 0) }", "divides by 0", id="division by zero"),
    pytest.param(f"/*{'x' * 200_000}*/", "200,000", id="length"),
]


@pytest.mark.parametrize(("css", "fault"), BEYOND)
def test_beyond_all_bounds(own: Desk, css: str, fault: str) -> None:
    """In the first line, as what is not read to its end is told of none other."""
    own.write(STYLE, css + "\n" + (own.root / STYLE).read_text("utf-8"))
    message = refused(own)
    assert f" {STYLE}:1: " in message
    assert fault in message


#: A length beyond all numbers, of numbers that are not.
HUGE = f"calc(1px{' * 1e6' * 60})"

#: What is within the bounds, and breaks the engine or makes it complain.
BREAKING = [
    pytest.param(f"p {{ bookmark-level: {HUGE[:5]}1{HUGE[8:]} }}", "(OverflowError)", id="OverflowError while parsing"),
    pytest.param(f"p {{ text-indent: {HUGE} }}", "(OverflowError)", id="OverflowError"),
    pytest.param(f"p {{ border: {HUGE} solid }}", "(ValueError)", id="ValueError"),
    pytest.param(
        "body { color: red; background: linear-gradient(red, blue) 0 0/0 0 round }",
        "(ZeroDivisionError)",
        id="division",
    ),
    pytest.param("@color-profile --x { src: url(brochure:layout/style.css) }", "Invalid profile", id="colour profile"),
    pytest.param(
        "@color-profile --x { src: url(brochure:layout/x.icc) }", "no file layouts/handout/x.icc", id="no profile"
    ),
    pytest.param("@page :foo { margin: 0 }", "@page selector", id="page selector"),
    pytest.param("p::foo { color: red }", "'p::foo", id="pseudo-element"),
    pytest.param("p { --x: foo; width: var(--x) }", "width: foo", id="variable of a wrong kind"),
    pytest.param("p { width: calc(1px + red) }", "calc", id="calc of a colour"),
    pytest.param(":root { --ink: 5px }", "color: 5px", id="variable that our style sheet uses"),
    pytest.param("p {}}", "EOF reached", id="a brace too many"),
    pytest.param("p { margin: }", "no value", id="no value"),
    pytest.param("html { display: none }", "sets nothing in the panel 'masthead'", id="nothing shown"),
    pytest.param(".panel-foot { display: none }", "sets nothing in the panel 'foot'", id="panel not shown"),
    pytest.param(".copy { display: none }", "sets no copy", id="copy not shown"),
    pytest.param(
        "p { background: url(brochure:layout/none.png) }", "no file layouts/handout/none.png", id="no picture"
    ),
]


@pytest.mark.sample(5)
@pytest.mark.parametrize(("css", "fault"), BREAKING)
def test_what_the_engine_does_not_take(own: Desk, css: str, fault: str) -> None:
    """Told by its line."""
    style = (own.root / STYLE).read_text("utf-8")
    own.write(STYLE, f"{style}\n{css}\n")
    message = refused(own)
    assert f" {STYLE}:{style.count(chr(10)) + 2}: " in message
    assert fault in message


def test_only_the_guilty_declaration_is_named(own: Desk) -> None:
    style = f"@media print {{ p {{\n  color: red;\n  text-indent: {HUGE};\n  margin: 0\n}} }}\nh2 {{ color: blue }}\n"
    own.write(STYLE, style + (own.root / STYLE).read_text("utf-8"))
    message = refused(own)
    assert f" {STYLE}:3: " in message
    assert "breaks at 'text-indent: calc(1px * 1e6" in message


def test_css_of_our_own_that_is_replaced(own: Desk) -> None:
    """The style sheet that all layouts share is to blame, where it is the one."""
    shutil.copytree(SHIPPED / "layouts/base", own.root / "layouts/base")
    base = own.root / "layouts/base/style.css"
    base.write_text(f"p {{ border: {HUGE} solid }}\n" + base.read_text("utf-8"), "utf-8")
    assert " layouts/base/style.css:1: " in refused(own)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="width: 1e9px">', "1e9px"),
        (f'<p style="text-indent: {HUGE}">', "(OverflowError)"),
        ('<p style="colr: red">', "colr"),
        ("<style>p { width: 1e9px }</style>", "1e9px"),
        (f"<style>p {{ text-indent: {HUGE} }}</style><p>", "(OverflowError)"),
    ],
)
def test_css_in_a_template(own: Desk, html: str, fault: str) -> None:
    line = own.swap("layouts/handout/leaflet.html", FLOW, f"{html}x{FLOW}")
    message = refused(own)
    assert f" layouts/handout/leaflet.html:{line}: " in message
    assert fault in message


def test_elements_beyond_all_bounds(own: Desk) -> None:
    line = own.swap("layouts/handout/leaflet.html", FLOW, f"<table><tr><td colspan=100000>x</table>{FLOW}")
    message = refused(own)
    assert f" layouts/handout/leaflet.html:{line}: " in message
    assert "colspan=100000" in message
    own.swap("layouts/handout/leaflet.html", "<table><tr><td colspan=100000>x</table>", "<div>" * 200)
    message = refused(own)
    assert " layouts/handout/leaflet.html: " in message
    assert "more than 80 deep" in message


def test_css_that_is_imported(own: Desk) -> None:
    style = (own.root / STYLE).read_text("utf-8")
    own.write(STYLE, f'@import "brochure:layout/more.css";\n{style}')
    own.write("layouts/handout/more.css", "\n\np { width: 1e9px }\n")
    assert " layouts/handout/more.css:3: " in refused(own)
    own.write("layouts/handout/more.css", "\np { colr: red }\n")
    assert " layouts/handout/more.css:2: " in refused(own)
    own.write("layouts/handout/more.css", '@import "brochure:layout/style.css";\n')
    assert re.search(rf" ({STYLE}|layouts/handout/more.css):1: .*one imports itself", refused(own))


@pytest.mark.parametrize("layout", ["base", "trifold", "handout", "email", "large-print"])
def test_what_ships_is_far_from_the_bounds(layout: str) -> None:
    from brochure.typeset.engine.style_bounds import LONGEST, MOST_TOKENS
    from brochure.typeset.engine.style_sheet import DEEPEST, statements, tokens_within

    text = (SHIPPED / "layouts" / layout / "style.css").read_text("utf-8")
    assert len(text) < LONGEST / 10
    for statement in statements(text):
        within = list(tokens_within(statement.tokens))
        assert len(within) < MOST_TOKENS / 4
        assert max((depth for _, depth in within), default=0) < DEEPEST / 4
