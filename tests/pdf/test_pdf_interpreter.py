"""The interpreter tells a handler what is done in which state, and lets nothing go on without end."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Stream

from brochure.pdf.content import edited
from brochure.pdf.interpreter import GraphicsState, Handler, Interpreter, Nesting, Path
from brochure.pdf.reading import Damaged
from brochure.pdf.resources import Overprint, Parameters, Resources
from brochure.pdf.spaces import Space
from tests.prepress.separating import document, form, picture


class Notes(Handler[str]):
    """Notes what it is told of; a colour is kept as its space and values."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def colour(self, at: Interpreter[str], space: Space, values: list[float], strokes: bool) -> str:  # noqa: ARG002
        return f"{space.family} {values}"

    def pattern_space(self, at: Interpreter[str], space: Space, strokes: bool) -> str:  # noqa: ARG002
        return "patterns"

    def pattern(self, at: Interpreter[str], pattern: Any, values: list[float], strokes: bool) -> str:  # noqa: ARG002
        return f"pattern {at.name} {values} {'there' if pattern is not None else 'missing'}"

    def path(self, at: Interpreter[str], path: Path, fills: bool, strokes: bool) -> None:
        state = at.state
        self.told.append((path.segments, state.fill if fills else "", state.stroke if strokes else ""))

    def text(self, at: Interpreter[str], fills: bool, strokes: bool) -> None:
        self.told.append(("text", at.state.text_mode, fills, strokes))

    def form(self, at: Interpreter[str], form: Stream) -> None:  # noqa: ARG002
        self.told.append(("form", at.name, at.state.matrix))

    def picture(self, at: Interpreter[str], picture: Stream) -> None:  # noqa: ARG002
        self.told.append(("picture", at.name, at.state.matrix))

    def stencil(self, at: Interpreter[str], stencil: Stream) -> None:  # noqa: ARG002
        self.told.append(("stencil", at.name, at.state.fill))

    def inline(self, at: Interpreter[str], header: bytes, content: bytes) -> None:
        self.told.append((at.name, header.strip(), content))

    def shading(self, at: Interpreter[str], shading: Any) -> None:
        self.told.append(("shading", at.name, shading is not None))

    def font(self, at: Interpreter[str], font: Any) -> None:  # noqa: ARG002
        self.told.append(("font", at.name))

    def parameters(self, at: Interpreter[str], parameters: Parameters) -> None:
        self.told.append((at.state.overprint, parameters.mask is not None))

    def marked(self, at: Interpreter[str]) -> None:
        self.told.append(at.step.operands)


def told(content: str, **resources: Any) -> list[Any]:
    pdf = document(content, **resources)
    notes = Notes()
    Interpreter(Resources(pdf, pdf.pages[0].obj), notes, GraphicsState("first", "first")).run(content.encode())
    return notes.told


def test_colours_are_kept_with_the_state_and_given_back() -> None:
    path = b"0 0 9 9 re "
    assert told("0 0 9 9 re f 1 0 0 rg q 0.5 g 0 1 0 0 K 0 0 9 9 re B Q 0 0 9 9 re b*") == [
        (path, "first", ""),
        (path, "DeviceGray [0.5]", "DeviceCMYK [0.0, 1.0, 0.0, 0.0]"),
        (path, "DeviceRGB [1.0, 0.0, 0.0]", "first"),
    ]


def test_a_path_that_is_interrupted_or_only_clips() -> None:
    assert told("0 0 9 9 re W n 0 0 1 1 re 2 w 3 3 1 1 re f") == [(b"", "first", "")]


def test_patterns() -> None:
    uncoloured = Dictionary(C=Array([Name.Pattern, Name.DeviceRGB]))
    cells = Dictionary(P=Dictionary(PatternType=2))
    content = "/Pattern cs /P scn 0 0 m f /C cs 1 0 0 /Q scn 0 0 m f"
    assert [fill for _, fill, _ in told(content, ColorSpace=uncoloured, Pattern=cells)] == [
        "pattern /P [] there",
        "pattern /Q [1.0, 0.0, 0.0] missing",
    ]


def test_text_modes_say_what_they_paint() -> None:
    painted = [told(f"{mode} Tr (a) Tj")[0][2:] for mode in range(8)]
    assert painted == [(True, False), (False, True), (True, True), (False, False)] * 2


def test_objects_come_by_what_they_are_and_where_they_stand() -> None:
    pdf = document("")
    stencil = picture(pdf, b"\xff", (1, 1), Name.DeviceGray, ImageMask=True)
    objects = Dictionary(F=form(pdf, ""), P=picture(pdf, b"a", (1, 1), Name.DeviceGray), S=stencil)
    pdf.pages[0].obj.Resources = Dictionary(XObject=objects)
    notes = Notes()
    content = b"2 0 0 2 1 1 cm q 1 0 0 1 3 0 cm /F Do Q /P Do 1 g /S Do /None Do BI /W 1 ID x EI"
    Interpreter(Resources(pdf, pdf.pages[0].obj), notes, GraphicsState("first", "first")).run(content)
    assert notes.told == [
        ("form", "/F", (2, 0, 0, 2, 7, 1)),
        ("picture", "/P", (2, 0, 0, 2, 1, 1)),
        ("stencil", "/S", "DeviceGray [1.0]"),
        ("inline", b"/W 1", b"x"),
    ]


def test_graphics_states_fonts_gradients_and_marks() -> None:
    states = Dictionary(G=Dictionary(OP=True, OPM=1, SMask=Dictionary()), H=Dictionary(op=False))
    content = "/G gs q /H gs Q /Tag <</MCID 3>> BDC /F 9 Tf /S sh /F 8 Tf /X sh"
    fonts, shadings = Dictionary(F=Dictionary()), Dictionary(S=Dictionary())
    assert told(content, ExtGState=states, Font=fonts, Shading=shadings) == [
        (Overprint(True, True, 1), True),
        (Overprint(False, True, 1), False),
        [b"/Tag", b"<<", b"/MCID", b"3", b">>"],
        ("font", "/F"),
        ("shading", "/S", True),
        ("shading", "/X", False),
    ]


def test_a_handler_need_do_nothing() -> None:
    content = b"1 0 0 rg /Pattern cs /P scn 0 0 9 9 re f (a) Tj /F Do /S sh BI /W 1 ID x EI /T BMC"
    pdf = document(content)
    state = GraphicsState("mine", "mine")
    Interpreter(Resources(pdf, pdf.pages[0].obj), Handler[str](), state).run(content)
    assert state == GraphicsState("mine", "mine")


@pytest.mark.parametrize(
    "content", ["1 0 rg", "/P scn", "cs", "/Nowhere cs", "1 2 cm", "/Pattern cs scn", "q " * 100_001]
)
def test_what_is_damaged(content: str) -> None:
    with pytest.raises(Damaged):
        told(content)


def test_streams_within_streams_come_to_an_end() -> None:
    nesting = Nesting()
    with nesting.within("a"), nesting.within("b"), pytest.raises(Damaged, match="paints itself"), nesting.within("a"):
        pass
    for _ in range(60):
        with nesting.within("a"):
            pass
    with pytest.raises(Damaged, match="too deeply"):
        _nest(nesting, 60)


def _nest(nesting: Nesting, depth: int) -> None:
    with nesting.within(depth):
        if depth:
            _nest(nesting, depth - 1)


def test_parts_are_replaced_and_the_rest_stays_to_the_byte() -> None:
    assert edited(b"one two  three", [(4, 7, b"2"), (4, 4, b"<"), (14, 14, b"!")]) == b"one <2  three!"
    assert edited(b"as it is", []) == b"as it is"
