"""The office edition: exact sheets, each panel where it belongs, a white edge, and a dialog that leaves it as it is."""

from __future__ import annotations

import pytest

from brochure.units import MM
from tests.products.conftest import OFFICE, Leaflet
from tests.products.pdf import edges, inked, letters, panel_text, picture, tool, words

pytestmark = pytest.mark.parametrize("office", OFFICE, indirect=True)

SHEETS = {
    ("trifold", "letter"): (792, 612),
    ("trifold", "a4"): (297 * MM, 210 * MM),
    ("handout", "letter"): (612, 792),
}
#: How far Poppler's box of a word may reach over its line, at the foot and the head.
OVERHANG = 6


def test_sheets_are_exact(office: Leaflet) -> None:
    size = SHEETS[office.said["layout"], office.paper]
    with office.pdf() as pdf:
        assert len(pdf.pages) == office.said["pages"] == 2
        for page in pdf.pages:
            for box in (page.mediabox, page.trimbox, page.cropbox):
                assert [float(value) for value in box] == pytest.approx([0, 0, *size], abs=0.01)
            assert "/Rotate" not in page.obj
            assert "/UserUnit" not in page.obj


def test_words_lie_in_the_measure_of_their_panel(office: Leaflet) -> None:
    for side, page in zip(office.piece.sides, words(office.path), strict=True):
        assert page
        for word in page:
            (panel,) = [panel for panel in side.panels if word.within(panel)]
            top, right, bottom, left = panel.margin
            assert word.left >= panel.x + left - 1, (panel.name, word)
            assert word.right <= panel.x + panel.width - right + 1, (panel.name, word)
            assert word.top >= panel.y + top - OVERHANG, (panel.name, word)
            assert word.bottom <= panel.y + panel.height - bottom + OVERHANG, (panel.name, word)


def test_no_panel_is_empty(office: Leaflet) -> None:
    for side, page in zip(office.piece.sides, words(office.path), strict=True):
        for panel in side.panels:
            assert sum(word.within(panel) for word in page) > 5, panel.name


def test_each_panel_bears_what_its_name_says(office: Leaflet) -> None:
    panels = {
        panel.name: letters(panel_text(office.path, page, panel))
        for page, side in enumerate(office.piece.sides)
        for panel in side.panels
    }
    first = {"trifold": "cover", "handout": "masthead"}[office.said["layout"]]
    last = {"trifold": "back", "handout": "foot"}[office.said["layout"]]
    title = office.source().split("title: ", 1)[1].splitlines()[0]
    assert letters("Red Maple Wellness", title) in panels[first]
    assert letters("(555) 555-0142", "hello@redmaple.example") in panels[last]
    assert all(letters("hello@redmaple.example") not in text for name, text in panels.items() if name != last)
    flow = [panel.name for panel in office.piece.flow]
    summary = office.source().split("summary: ", 1)[1].splitlines()[0]
    assert panels[flow[0]].startswith(letters(summary))


def test_panels_stand_where_the_fold_wants_them(office: Leaflet) -> None:
    piece = office.piece
    title, summary = (office.source().split(f"{key}: ", 1)[1].split()[0] for key in ("title", "summary"))
    first, *_, last = words(office.path)
    if office.said["layout"] == "trifold":
        assert max(word.left for word in first if word.text == title) > piece.width * 2 / 3
        assert all(piece.width / 3 < word.left < piece.width * 2 / 3 for word in first if "@redmaple" in word.text)
        assert min(word.left for word in first if word.text == summary) < piece.width / 3
        assert not any("@redmaple" in word.text for word in last)
    else:
        assert min(word.top for word in first if word.text == title) < piece.height / 4
        assert min(word.left for word in first if word.text == summary) < piece.width / 2
        assert all(word.top > piece.height * 3 / 4 for word in last if "@redmaple" in word.text)


def test_nothing_is_printed_at_the_edge(office: Leaflet) -> None:
    depth = int(5 * MM / 72 * 100)
    for page in range(2):
        grey = picture(office.path, page)
        assert inked(grey, edges(grey, depth)) == 0
        assert inked(grey, edges(grey, depth + 15)) > 0


def test_the_print_dialog_leaves_it_as_it_is(office: Leaflet) -> None:
    edge = {"trifold": "/DuplexFlipShortEdge", "handout": "/DuplexFlipLongEdge"}[office.said["layout"]]
    with office.pdf() as pdf:
        wanted = pdf.Root.ViewerPreferences
        assert str(wanted.Duplex) == edge
        assert str(wanted.PrintScaling) == "/None"
        assert wanted.PickTrayByPDFSize


def test_says_what_it_is_but_not_when(office: Leaflet) -> None:
    title = office.source().split("title: ", 1)[1].splitlines()[0]
    with office.pdf() as pdf:
        assert str(pdf.docinfo["/Title"]) == title
        assert str(pdf.Root.Lang) == "en"
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
    assert b"/CreationDate" not in office.path.read_bytes()


def test_qpdf_finds_nothing(office: Leaflet) -> None:
    said = tool("qpdf", "--check", office.path)
    assert "No syntax or stream encoding errors found" in said
    assert "WARNING" not in said


def test_ghostscript_finds_nothing(office: Leaflet) -> None:
    said = tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", office.path)
    assert said == ""
