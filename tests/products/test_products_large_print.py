"""The large-print edition: nothing below its size, one family, contrast, no word broken, and how to get others."""

from __future__ import annotations

import re

import pytest

from brochure.art.colour import WHITE, Colour, contrast
from brochure.editions.large_print import strong
from brochure.workspace.brand import Colours
from tests.conftest import Desk
from tests.products.conftest import ARTICLES, HOW, WINDOW, Leaflet, Made
from tests.products.pdf import letters, picture, sizes, tool

SAMPLES = pytest.mark.parametrize("large_print", ARTICLES, indirect=True)
#: In points; the program's own promise, and the size that brochure.toml names.
SMALLEST = 18


@SAMPLES
def test_nothing_is_smaller_than_large_print(large_print: Leaflet) -> None:
    assert min(sizes(large_print.path)) >= SMALLEST


@SAMPLES
def test_all_is_set_in_one_family(large_print: Leaflet) -> None:
    rows = tool("pdffonts", large_print.path).splitlines()[2:]
    assert rows
    assert all("+Atkinson-Hyperlegible-Next" in row for row in rows)


@SAMPLES
def test_no_line_ends_in_a_hyphen(large_print: Leaflet) -> None:
    lines = tool("pdftotext", "-layout", large_print.path, "-").splitlines()
    assert len(lines) > 100
    assert not [line for line in lines if re.search(r"[-\u2010\u00ad]\s*$", line)]


@SAMPLES
def test_lines_are_short(large_print: Leaflet) -> None:
    lines = tool("pdftotext", "-layout", large_print.path, "-").splitlines()
    # The foot has the clinic's name at one edge and the number of the page at the other.
    copy = [" ".join(line.split()) for line in lines if not re.search(r"\d+ / \d+$", line)]
    assert max(map(len, copy)) <= 66
    assert sorted(map(len, copy))[len(copy) // 2] <= 60


@SAMPLES
def test_the_first_page_tells_of_other_formats(large_print: Leaflet) -> None:
    page = " ".join(tool("pdftotext", "-l", "1", large_print.path, "-").split())
    notice = (
        "To get this leaflet in another format or language, call (555) 555-0142 or write to hello@redmaple.example."
    )
    title = large_print.source().split("title: ", 1)[1].splitlines()[0]
    assert page.index(notice) < page.index(title) < page.index(large_print.source().split("summary: ")[1][:30])
    with large_print.pdf() as pdf:
        links = [str(note.A.URI) for note in pdf.pages[0].Annots]
    assert links == ["tel:5555550142", "mailto:hello@redmaple.example"]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (("phone",), "language, write to hello@redmaple.example."),
        (("email",), "language, call (555) 555-0142."),
        (("phone", "email", "web", "address", "postal_address"), "language, ask us."),
    ],
)
def test_a_clinic_that_can_be_reached_in_fewer_ways(desk: Desk, gone: tuple[str, ...], said: str) -> None:
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", re.sub(rf"(?m)^({'|'.join(gone)}) = .*\n", "", config))
    desk.article("Words.")
    assert desk.build("test", "--edition", "large-print").code == 0
    found = " ".join(tool("pdftotext", desk.root / "output/test/test-large-print.pdf", "-").split())
    assert said in found
    assert ("Contact us" in found) == (len(gone) == 1)


@pytest.mark.parametrize(
    ("paper", "size"), [("letter", "612 x 792"), ("a4", "595.276 x 841.89"), ("legal", "612 x 1008")]
)
@pytest.mark.xdist_group(WINDOW)
def test_pages_are_the_paper(desk: Desk, paper: str, size: str) -> None:
    assert desk.build(WINDOW, "--edition", "large-print", "--paper", paper).code == 0
    assert size in tool("pdfinfo", desk.root / f"output/{WINDOW}/{WINDOW}-large-print.pdf")


def test_the_size_that_the_clinic_names(desk: Desk) -> None:
    desk.swap("brochure.toml", "large_print = 18", "large_print = 24")
    desk.article("A paragraph.\n\n## A heading\n\nAnd a list:\n\n- one\n- two", front="title: Rest and sleep")
    assert desk.build("test", "--edition", "large-print").code == 0
    assert min(sizes(desk.root / "output/test/test-large-print.pdf")) == pytest.approx(24, abs=0.01)


@pytest.mark.parametrize("size", ["17.9", "36.5", '"large"'])
def test_a_size_that_is_none(desk: Desk, size: str) -> None:
    line = desk.swap("brochure.toml", "large_print = 18", f"large_print = {size}")
    desk.article("Words.")
    assert f"brochure.toml:{line}" in desk.build("test", "--edition", "large-print").refusal()


@pytest.mark.parametrize(
    ("primary", "kept"), [("#8a2a1f", True), ("#c2574a", False), ("#ffd27f", False), ("#000000", True)]
)
def test_colours_are_those_that_can_be_read(primary: str, kept: bool) -> None:
    colours = strong(Colours(primary=primary, secondary="#7aa89f", ink="#747474"))
    assert (colours.primary == primary) == kept
    for name in ("primary", "secondary", "ink"):
        assert contrast(Colour.parse(getattr(colours, name)), WHITE) >= 7
    assert colours.paper == "#ffffff"


def test_a_pale_brand_is_printed_dark(desk: Desk) -> None:
    desk.swap("brochure.toml", 'ink = "#2a2320"', 'ink = "#707070"')
    desk.article("Words that are read. " * 40)
    assert desk.build("test", "--edition", "large-print").code == 0
    darkest, _ = picture(desk.root / "output/test/test-large-print.pdf", 1, 72).getextrema()
    assert isinstance(darkest, int)
    assert darkest < 100


def test_letters_that_the_family_lacks_are_set_in_the_brand_s(desk: Desk) -> None:
    for font in ("body", "heading"):
        config = (desk.root / "brochure.toml").read_text("utf-8")
        desk.write("brochure.toml", re.sub(rf'(?m)^{font} = ".*"', f'{font} = "Source Serif 4"', config))
    desk.article("Не все чувствуют себя лучше.", front="title: Сон\nlanguage: ru")
    done = desk.build("test", "--edition", "large-print")
    assert done.code == 0, done.err
    found = tool("pdftotext", desk.root / "output/test/test-large-print.pdf", "-")
    assert letters("Не все чувствуют себя лучше") in letters(found)


def test_no_title_is_too_long(desk: Desk) -> None:
    """On a cover of its own it would be; here it runs on."""
    desk.article("Words.", front=f"title: {'Care and rest ' * 30}\nsummary: {'Rest. ' * 200}")
    assert desk.build("test", "--edition", "large-print").code == 0


@pytest.mark.xdist_group(HOW)
def test_depends_on_no_layout(made_large: Made) -> None:
    leaflet = made_large(HOW, None, "letter")
    assert leaflet.path.name == f"{HOW}-large-print.pdf"
    assert leaflet.said["fit"] is None
