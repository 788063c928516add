"""Any stream of colours: what is painted has the ink of the colour that it had, and all else stays."""

from __future__ import annotations

import contextlib
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from brochure.errors import BadInput
from brochure.pdf.content import PATH, instructions
from brochure.prepress.separation.separate import separate
from tests.prepress.separating import INKS, K100, Look, document, form, looks, screen_colours, separated

PARTS = st.sampled_from(["0", "1", "0.5", "0.25", "-1", "2", ".75", "1."])
COLOURS = st.one_of(
    st.builds("{} {}".format, PARTS, st.sampled_from(["g", "G"])),
    st.builds("{} {} {} {}".format, PARTS, PARTS, PARTS, st.sampled_from(["rg", "RG"])),
    st.builds("{} {} {} {} {}".format, PARTS, PARTS, PARTS, PARTS, st.sampled_from(["k", "K"])),
)
PAINTS = st.sampled_from(["0 0 9 9 re f", "0 0 9 1 re f", "0 0 m 9 9 l S", "BT (a) Tj ET", "0 0 9 9 re B", "/F Do"])
STREAMS = st.lists(st.one_of(COLOURS, PAINTS, st.sampled_from(["q", "Q"])), max_size=25).map(" ".join)


def _page(outer: str, inner: str) -> pikepdf.Pdf:
    pdf = document(outer)
    plain = inner.replace("/F Do", "")
    made = form(pdf, plain, Resources=Dictionary(ExtGState=Dictionary()))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=made), ExtGState=Dictionary())
    return pdf


def _ink(colour: tuple[str, tuple[float, ...]]) -> tuple[float, ...]:
    operator, values = colour
    values = tuple(min(max(value, 0), 1) for value in values)
    if operator == "k":
        return values
    rgb = values * 3 if operator == "g" else values
    ink = INKS.conversion.solid(rgb[0], rgb[1], rgb[2])
    return ink.cyan, ink.magenta, ink.yellow, ink.key


def _sides(operator: str, look: Look) -> list[tuple[Any, bool, bool]]:
    """Colour, overprint and whether it is a stroke, of what an operator paints."""
    fill, stroke = (look.fill, look.op, False), (look.stroke, look.OP, True)
    return {"S": [stroke], "B": [fill, stroke]}.get(operator, [fill])


@settings(max_examples=settings().max_examples, deadline=None)
@given(STREAMS, STREAMS)
def test_each_paint_has_the_ink_of_its_colour(outer: str, inner: str) -> None:
    pdf = _page(outer, inner)
    before = looks(pdf)
    separated(pdf)
    after = looks(pdf)
    assert [operator for operator, _ in after] == [operator for operator, _ in before]
    for (operator, was), (_, now) in zip(before, after, strict=True):
        for (old, _, _), (new, overprints, strokes) in zip(_sides(operator, was), _sides(operator, now), strict=True):
            assert new[0] == "k"
            assert [min(max(value, 0), 1) for value in new[1]] == pytest.approx(list(_ink(old)))
            black = _ink(old) == K100
            if operator == "Tj" or strokes:
                assert overprints == black
            if overprints:
                assert black
                assert now.opm == 1
    assert screen_colours(pdf) == []


OPERANDS = st.one_of(
    st.integers(-999, 999).map(str),
    st.floats(-99, 99).map(lambda value: f"{value:.3f}"),
    st.sampled_from(
        ["/Name", "(a(b)c)", r"(\))", "<00ff>", "[(x) 3 <20>]", "[[1] (])]", "<< /A (>>) >>", "true", "null"]
    ),
)
STEPS = st.tuples(
    st.lists(OPERANDS, max_size=7), st.sampled_from(["re", "m", "l", "c", "h", "w", "TJ", "Tj", "gs", "BDC", "sc", "'"])
)


@settings(max_examples=settings().max_examples, deadline=None)
@given(st.lists(STEPS, max_size=12), st.sampled_from([" ", "\n", "\r\n", "\t ", " % note\n"]))
def test_instructions_are_read_as_qpdf_reads_them(steps: list[tuple[list[str], str]], gap: str) -> None:
    source = gap.join(gap.join([*operands, operator]) for operands, operator in steps).encode()
    plain = _operators(source)
    ours: list[str] = []
    end = 0
    for step in instructions(source):
        assert step.start >= end
        end = step.end
        if step.operator == PATH:
            ours += _operators(source[step.start : step.end])
        else:
            ours.append(step.operator.decode())
    assert ours == plain


def _operators(source: bytes) -> list[str]:
    pdf = document(source)
    return [str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])]


@settings(max_examples=settings().max_examples, deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text("()<>[]{}/% \n01.-qQBIDEgrfScnhTj'#", max_size=60).map(str.encode)))
def test_no_bytes_crash_it(data: bytes) -> None:
    pdf = document(data)
    with contextlib.suppress(BadInput):
        separate(pdf, INKS)
