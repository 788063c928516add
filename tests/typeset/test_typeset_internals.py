"""What the program leans on in WeasyPrint without a promise: a new release that lacks one of these is told by its name.

Raise the bound in pyproject.toml when all of this holds with the new release, and the products are looked at.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brochure.typeset.engine.boxes import SetPage, read
from tests.typeset.conftest import Pages

ROOT = Path(__file__).resolve().parents[2]
#: The engine and the packages that are nothing but parts of it.
PARTS = {"weasyprint", "pydyf", "tinyhtml5", "cssselect2"}

#: By the module of ours that leans on it: the module of WeasyPrint, the name in it, its first parameters.
NAMES = [
    ("art_forms", "weasyprint.images", "SVGImage", ("tree", "base_url", "url_fetcher", "context")),
    ("declarations", "weasyprint.text.ffi", "ffi", None),
    ("gradients", "weasyprint.svg", "draw_gradient", None),  # ours, once the engine is loaded
    (
        "gradients",
        "weasyprint.svg.defs",
        "draw_gradient",
        ("svg", "node", "gradient", "font_size", "opacity", "stroke"),
    ),
    ("gradients", "weasyprint.matrix", "Matrix", None),
    ("gradients", "weasyprint.pdf.stream", "pydyf", None),
    ("hanging", "weasyprint.draw", "draw_inline_level", None),  # ours, once the engine is loaded
    ("hanging", "weasyprint.formatting_structure.boxes", "LineBox", None),
    ("letters", "weasyprint.pdf.stream", "Font", None),  # ours, once the engine is loaded
    ("letters", "weasyprint.pdf.fonts", "Font", ("pango_font", "description", "font_size")),
    ("line_break", "weasyprint.layout.inline", "split_first_line", None),  # ours, once the engine is loaded
    ("line_break", "weasyprint.layout.inline", "remove_last_whitespace", None),  # ours, once the engine is loaded
    ("line_break", "weasyprint.text.line_break", "split_first_line", ("text", "style", "context", "max_width")),
    ("line_ends", "weasyprint.layout.inline", "split_inline_box", None),  # ours, once the engine is loaded
    ("line_ends", "weasyprint.text.line_break", "create_layout", ("text", "style", "context", "max_width")),
    ("line_ends", "weasyprint.text.ffi", "ffi", None),
    ("loading", "weasyprint.pdf.fonts", "subset", None),
    ("loading", "weasyprint.pdf.fonts", "instantiateVariableFont", None),
    ("own_hyphens", "weasyprint.layout.inline", "split_text_box", None),  # ours, once the engine is loaded
    ("own_hyphens", "weasyprint.draw", "draw_text", None),  # ours, once the engine is loaded
    ("own_hyphens", "weasyprint.pdf.tags", "pydyf", None),
    ("origins", "weasyprint.pdf.tags", "_build_box_tree", ("box",)),
    ("origins", "weasyprint.pdf.tags", "pydyf", None),
    ("scripts", "weasyprint.draw", "draw_text", None),  # ours, once the engine is loaded
    ("scripts", "weasyprint.formatting_structure.boxes", "ParentBox", None),
    ("scripts", "weasyprint.draw.text", "draw_text", ("stream", "textbox")),
    ("shaped", "weasyprint.draw.text", "draw_first_line", None),  # ours, once the engine is loaded
    ("shaped", "weasyprint.text.ffi", "pango", None),
    ("shaped", "weasyprint.text.ffi", "FROM_UNITS", None),
    ("kept_lines", "weasyprint.document", "layout_document", None),  # ours, once the engine is loaded
    ("kept_lines", "weasyprint.layout.block", "iter_line_boxes", None),
    ("kept_lines", "weasyprint.css.properties", "INHERITED", None),
    ("kept_lines", "weasyprint.layout", "LayoutContext", ("style_for",)),
    ("shaped", "weasyprint.pdf", "pydyf", None),
    ("shaped", "weasyprint.pdf.fonts", "Font", ("pango_font", "description", "font_size")),
    ("table_columns", "weasyprint.layout.block", "table_layout", None),  # ours, once the engine is loaded
    ("table_columns", "weasyprint.layout.table", "table_layout", ("context", "table")),
    ("render", "weasyprint.text.fonts", "FontConfiguration", ()),
    ("render", "weasyprint.urls", "URLFetcher", None),
    ("render", "weasyprint.urls", "URLFetcherResponse", ("url", "body", "headers")),
    ("deflated", "weasyprint.pdf", "pydyf", None),
]

#: What `boxes` reads, by the kind of box: attributes, and methods that are called without arguments.
EVERY_BOX = ("position_x", "position_y", "width", "height", "margin_bottom", "element", "element_tag", "style")
PAGE = (*EVERY_BOX, "children", "page_type")
METHODS = ("margin_height", "content_box_x", "content_box_y", "padding_box_x", "padding_box_y")
SIZES = ("padding_width", "padding_height")


@pytest.mark.parametrize(("user", "module", "name", "parameters"), NAMES)
def test_a_name_that_is_leaned_on(user: str, module: str, name: str, parameters: tuple[str, ...] | None) -> None:
    found = getattr(importlib.import_module(module), name, None)
    assert found is not None, f"WeasyPrint has no {module}.{name} any more; typeset/engine/{user}.py leans on it"
    if parameters is not None:
        given = tuple(inspect.signature(found).parameters)[: len(parameters)]
        assert given == parameters, f"{module}.{name} takes {given}; typeset/engine/{user}.py leans on {parameters}"


@pytest.fixture
def root(typeset: Pages) -> Any:
    """The box of the root element of a page with a line, a picture and a box around them."""
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    (page,) = typeset(f"<h2>One</h2><p>Words {picture}</p>")
    return page.root


def test_what_is_read_of_boxes(root: Any) -> None:
    kinds: dict[str, Any] = {}
    for box in root.descendants():
        kinds.setdefault(type(box).__name__, box)
        missing = [name for name in EVERY_BOX if not hasattr(box, name)]
        missing += [name for name in (*METHODS, *SIZES) if type(box).__name__ == "BlockBox" and not hasattr(box, name)]
        assert not missing, f"a {type(box).__name__} of WeasyPrint has no {missing}; typeset/engine/boxes.py reads it"
        assert isinstance(box.style["overflow"], str)
    assert {"LineBox", "TextBox"} <= kinds.keys()
    assert any("Replaced" in kind for kind in kinds), f"pictures are none of {sorted(kinds)}"
    assert isinstance(kinds["TextBox"].text, str)
    assert root.is_for_root_element


def test_what_is_read_of_pages(monkeypatch: pytest.MonkeyPatch, typeset: Pages) -> None:
    pages: list[Any] = []

    def noting(page: Any) -> SetPage:
        pages.append(page)
        return read(page)

    monkeypatch.setattr("brochure.typeset.engine.render.read", noting)
    typeset("<p style='page: cover'>One</p>")
    box = pages[0]._page_box
    assert not [name for name in PAGE if not hasattr(box, name)]
    assert box.page_type.name == "cover"


def test_what_a_line_is_broken_into(monkeypatch: pytest.MonkeyPatch, typeset: Pages) -> None:
    """`line_break` reads the third of what is returned: where the next line begins, None for nowhere."""
    from weasyprint.layout import inline

    given: list[Any] = []
    split = inline.split_first_line

    def noting(*arguments: Any, **more: Any) -> Any:
        given.append(split(*arguments, **more))
        return given[-1]

    monkeypatch.setattr(inline, "split_first_line", noting)
    typeset("<p>Not kept</p>")
    assert given
    assert given[0][2] is None


@pytest.mark.parametrize(
    ("css", "complaint"),
    [
        ("p {\n  colr: red }", "Ignored `colr: red ` at 2:3, unknown property."),
        ("p { --x: foo;\n width: var(--x) }", "Ignored `width: foo` at 2:9, invalid value."),
        ("\n@page :foo { }", "Unsupported @page selector ' :foo ', the whole @page rule was ignored at 2:1."),
    ],
)
def test_how_complaints_name_what_they_are_about(css: str, complaint: str, caplog: pytest.LogCaptureFixture) -> None:
    """`style_blame` finds the statement by the line and column in them."""
    import weasyprint

    with caplog.at_level(logging.WARNING, "weasyprint"):
        weasyprint.HTML(string="<p>One</p>").render(stylesheets=[weasyprint.CSS(string=css)])
    assert complaint in caplog.messages


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_other_room_knows_the_engine() -> None:
    engine = ROOT / "brochure" / "typeset" / "engine"
    for file in (ROOT / "brochure").rglob("*.py"):
        if engine not in file.parents:
            assert PARTS.isdisjoint(name.partition(".")[0] for name in imports(file)), file
