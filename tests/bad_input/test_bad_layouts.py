"""Layouts of a workspace with a fault: layout.toml, templates and styles."""

from __future__ import annotations

import shutil

import pytest

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk

TRIFOLD = "layouts/trifold"


@pytest.fixture
def own(desk: Desk) -> Desk:
    """A workspace with a trifold of its own, and one article."""
    shutil.copytree(SHIPPED / TRIFOLD, desk.root / TRIFOLD)
    desk.article("Words.")
    return desk


def refused(own: Desk) -> str:
    before = own.files()
    message = own.build("test", "--layout", "trifold", "--edition", "office").refusal()
    assert own.files() == before
    return message


GEOMETRY = [
    pytest.param('fold = "roll"', 'fold = "rol"', 0, "'fold' cannot be 'rol'", "'roll'", id="unknown fold"),
    pytest.param('fold = "roll"', 'fold = "half"', 17, "2 panels a side, not 3", "", id="panels for the fold"),
    pytest.param("orientation = ", "orientaton = ", 0, "'orientaton'", "'orientation'", id="unknown key"),
    pytest.param('papers = ["letter", "a4"]', 'papers = ["a3"]', 0, "'a3'", "a4", id="unknown paper"),
    pytest.param('margin = ["12mm"', 'margin = ["300mm"', None, "no room for copy", "", id="margin of a mile"),
    pytest.param('margin = ["12mm"', 'margin = ["12"', 0, "'12' is not a length", "'60mm'", id="length without unit"),
    pytest.param('margin = ["12mm"', 'margin = ["12 miles"', 0, "'12 miles' is not a length", "mm", id="unknown unit"),
    pytest.param('reading = ["cover"', 'reading = ["kover"', -1, "'reading'", "each panel", id="unknown panel"),
    pytest.param(
        'flow = ["flap", "left"', 'flow = ["left", "flap"', -2, "'flow'", "neighbours", id="flow out of order"
    ),
    pytest.param("[panels.cover]", "[panels.cofer]", None, "[panels.cofer]", "no arrangement", id="unused panel"),
    pytest.param("leading = 1.4,", "leading = nan,", 0, "'type.ideal.leading'", "", id="not a number"),
    pytest.param("[type]", "[type", 0, "not valid TOML", "", id="broken TOML"),
]

OUTSIDE, INSIDE = 'rows = [{ panels = ["flap", "back", "cover"] }]', 'rows = [{ panels = ["left", "middle", "right"] }]'
ONE_BY_ONE = """rows = [{ panels = ["left"] }]
[[arrangements.sides]]
name = "third"
rows = [{ panels = ["middle"] }]
[[arrangements.sides]]
name = "fourth"
rows = [{ panels = ["right"] }]"""
GEOMETRY += [
    pytest.param(INSIDE, ONE_BY_ONE, -6, "a sheet has two sides, not 4", "Take some out", id="four sides"),
    pytest.param(
        OUTSIDE,
        f'{OUTSIDE[:-3]}, widths = ["99mm", "99mm", "100mm"] }}]',
        0,
        "the panels come to 298.00 mm in all, and the sheet is 279.40 mm wide on letter paper",
        "Leave 'widths' out",
        id="panels wider than the sheet",
    ),
    pytest.param(OUTSIDE, f'{OUTSIDE[:-3]}, height = "300mm" }}]', 0, "higher than the sheet", "", id="high rows"),
    pytest.param(INSIDE, INSIDE.replace("right", "left"), -6, "the panel 'left' is there twice", "once", id="twice"),
    pytest.param(INSIDE, INSIDE.replace(', "right"', ""), -11, "'reading'", "each panel", id="a panel less"),
    pytest.param('fold = "roll"', 'fold = "gate-fold"', 0, "'fold' cannot be 'gate-fold'", "'gate'", id="fold's name"),
    pytest.param('fold = "roll"', 'fold = "saddle"', 15, "8, 12, 16 pages or more, four to a sheet", "", id="pages"),
    pytest.param('fold = "roll"', 'fold = "tent"', 17, "a tent fold has 2 rows of panels a side, not 1", "", id="rows"),
    pytest.param(
        'fold = "roll"', 'fold = "roll"\nfold_on = { a4 = "parallel" }', 18, "has 4 panels a side", "", id="on a paper"
    ),
    pytest.param("orientation", 'sheet = "a3"\norientation', 0, "'sheet' cannot be 'a3'", "full", id="no such sheet"),
    pytest.param("[[arrangements]]", "[[arrangements]]\nleast = 15", 1, "more than the largest type", "", id="least"),
    pytest.param(OUTSIDE, f"{OUTSIDE[:-3]}, across = true }}]", 0, "has one panel, and no height", "", id="two across"),
]


@pytest.mark.parametrize(("old", "new", "line", "fault", "mend"), GEOMETRY)
def test_layout_toml(own: Desk, old: str, new: str, line: int | None, fault: str, mend: str) -> None:
    number = own.swap(f"{TRIFOLD}/layout.toml", old, new)
    message = refused(own)
    assert f" {TRIFOLD}/layout.toml{f':{number + line}' if line is not None else ''}: " in message
    assert fault in message
    assert mend in message


def test_a_smallest_type_that_is_the_largest(own: Desk) -> None:
    line = own.swap(f"{TRIFOLD}/layout.toml", "size = 9.2", "size = 30")
    message = refused(own)
    assert f" {TRIFOLD}/layout.toml:{line - 1}: " in message
    assert "must grow in size" in message


@pytest.mark.parametrize("name", ["trifld", "email", "../trifold", ""])
def test_a_missing_layout(desk: Desk, name: str) -> None:
    desk.article("Words.")
    message = desk.build("test", "--layout", name or " ", "--edition", "office").refusal()
    assert "There is no layout" in message
    assert "trifold" in message


@pytest.mark.parametrize(("option", "slip", "meant"), [("--layout", "trifod", "trifold"), ("--look", "feild", "field")])
def test_a_slip_in_an_option_is_told_before_anything_is_made(desk: Desk, option: str, slip: str, meant: str) -> None:
    desk.article("Words.")
    assert f"Did you mean '{meant}'?" in desk.build("test", option, slip, "--edition", "email").refusal()
    assert desk.files() == {}


def test_a_paper_that_the_layout_is_not_made_for(desk: Desk) -> None:
    desk.article("Words.")
    message = desk.build("test", "--layout", "trifold", "--paper", "legal", "--edition", "office").refusal()
    assert "not made for legal paper" in message
    assert "letter" in message


TEMPLATES = [
    pytest.param("leaflet.html", "{% block body %}", "{% blok body %}", True, "blok", id="unknown tag"),
    pytest.param("leaflet.html", "{% block body %}", "{% block body %", True, "template", id="open tag"),
    pytest.param(
        "leaflet.html", "{% block body %}", "{% block body %}{{ clinc }}", False, "'clinc'", id="unknown name"
    ),
    pytest.param("leaflet.html", '"base/parts.html"', '"base/prts.html"', False, "base/prts.html", id="missing part"),
    pytest.param("leaflet.html", '"base/parts.html"', '"/etc/passwd"', False, "outside the workspace", id="a file"),
    pytest.param("leaflet.html", '"base/parts.html"', f'"{"../" * 20}etc/passwd"', False, "outside", id="upwards"),
    pytest.param("leaflet.html", "{% block body %}", "{% block body %}{{ 1 / 0 }}", True, "ZeroDivision", id="by zero"),
    pytest.param("leaflet.html", "piece.panel.cover", "piece.panel.covr", True, "'covr'", id="unknown panel"),
    pytest.param("outside.svg", '"base/art.svg"', '"base/art.svg" with', True, "template", id="drawing"),
]


@pytest.mark.parametrize(("file", "old", "new", "lined", "fault"), TEMPLATES)
def test_templates(own: Desk, file: str, old: str, new: str, lined: bool, fault: str) -> None:
    line = own.swap(f"{TRIFOLD}/{file}", old, new)
    message = refused(own)
    assert fault in message
    if lined:
        assert f" {TRIFOLD}/{file}:{line}: " in message


STYLES = [
    pytest.param("body { colr: red }", "colr", id="unknown property"),
    pytest.param("body { background: url(http://127.0.0.1:9/a.png) }", "'http://127.0.0.1:9/a.png'", id="from the web"),
    pytest.param("body { background: url(file:///etc/passwd) }", "'file:///etc/passwd'", id="from the machine"),
    pytest.param("body { background: url(../../../etc/passwd) }", "etc/passwd'", id="from above"),
    pytest.param("body { background: url('brochure:workspace/../../a.png') }", "outside", id="out of the workspace"),
    pytest.param("@font-face { font-family: A; src: url(http://127.0.0.1:9/a.ttf) }", "127.0.0.1:9", id="font"),
]


@pytest.mark.parametrize(("rule", "fault"), STYLES)
def test_styles(own: Desk, rule: str, fault: str) -> None:
    style = own.root / TRIFOLD / "style.css"
    style.write_text(f"{style.read_text('utf-8')}\n{rule}\n", "utf-8")
    assert fault in refused(own)


def test_a_style_from_the_web(own: Desk) -> None:
    style = own.root / TRIFOLD / "style.css"
    style.write_text(f"@import url(http://127.0.0.1:9/a.css);\n{style.read_text('utf-8')}", "utf-8")
    refused(own)


@pytest.mark.parametrize("file", ["layout.toml", "leaflet.html", "style.css", "outside.svg"])
def test_a_link_out_of_the_workspace(own: Desk, file: str) -> None:
    """Though what it leads to is as good as the file that it stands for."""
    path = own.root / TRIFOLD / file
    path.symlink_to(path.rename(own.root.parent / file))
    assert "outside the workspace" in refused(own)


def test_a_folder_of_layouts_that_leads_out_of_the_workspace(own: Desk) -> None:
    layouts = own.root / "layouts"
    layouts.symlink_to(layouts.rename(own.root.parent / "elsewhere"))
    assert "outside the workspace" in refused(own)


SECRET = b"SECRET of maria@clients.example"
#: Ways by which a layout may mean to bring a private file into what clients get.
THEFTS = [
    ("leaflet.html", '<link rel=attachment href="brochure:workspace/{}">'),
    ("leaflet.html", '<link rel="x ATTACHMENT" href="brochure:workspace/{}">'),
    ("leaflet.html", '<a rel=attachment href="brochure:workspace/{}">x</a>'),
    ("leaflet.html", '<a rel=attachment href="brochure:layout/style.css">x</a>'),
    ("leaflet.html", '<img src="brochure:workspace/{}" alt=x>'),
    ("leaflet.html", '<object data="brochure:workspace/{}"></object>'),
    ("leaflet.html", '<embed src="brochure:workspace/{}">'),
    ("leaflet.html", '<link rel=stylesheet href="brochure:workspace/{}">'),
    ("leaflet.html", '{{% include "../{}" %}}'),
    ("leaflet.html", '{{% include "trifold/stolen" %}}'),
    ("leaflet.html", "<style>p {{ background: url(brochure:workspace/{}) }}</style>"),
    ("style.css", "@import url('brochure:workspace/{}');"),
    ("style.css", "p::before {{ content: url('brochure:layout/../../{}') }}"),
    ("style.css", "@font-face {{ font-family: A; src: url('brochure:workspace/{}') }} body {{ font-family: A }}"),
    ("inside.svg", '<image href="brochure:workspace/{}" width="9" height="9"/>'),
]


@pytest.mark.sample(10)
@pytest.mark.parametrize("private", [".brochure/mail.sqlite", "output/other/other-email.pdf", "notes/list.csv"])
@pytest.mark.parametrize(("file", "theft"), THEFTS)
def test_a_private_file(own: Desk, file: str, theft: str, private: str) -> None:
    """A layout from elsewhere brings nothing of the workspace into a product."""
    own.write(private, SECRET)
    (own.root / TRIFOLD / "stolen").symlink_to(own.root / private)
    text = (own.root / TRIFOLD / file).read_text("utf-8")
    added = theft.format(private)
    if file == "inside.svg":
        text = text.replace("</svg>", f"{added}</svg>")
    elif file == "leaflet.html":
        text = text.replace("{% block body %}", "{% block body %}" + added)
    else:
        text = added + text
    own.write(f"{TRIFOLD}/{file}", text)
    refused(own)


@pytest.mark.parametrize("private", [".brochure/x.png", "output/x.png", "assets/.old/x.png"])
def test_a_private_picture(desk: Desk, private: str) -> None:
    """Nor does copy, or brochure.toml."""
    desk.write(private, b"")
    desk.article(f"Words.\n\n![x](../../{private})")
    assert "no leaflet is made from" in desk.build().refusal()
    desk.article("Words.")
    desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', f'logo = "{private}"')
    assert "no leaflet is made from" in desk.build().refusal()


def test_an_article_that_leads_to_a_private_file(desk: Desk) -> None:
    desk.write(".brochure/secret.md", "---\ntitle: Secret\n---\n\nCANARY\n")
    (desk.root / "assets/articles/link.md").symlink_to("../../.brochure/secret.md")
    for name in ("link", ".brochure/secret.md"):
        assert "no leaflet is made from" in desk.build(name, "--edition", "email").refusal()


ATTACKS = [
    '{{ front.parse_raw(text.title, proto="pickle", allow_pickle=true) }}',
    '{{ clinic.parse_file("/etc/passwd") }}',
    "{{ motif.func.__globals__ }}",
    "{{ front.model_dump() }}",
    '{{ "x" * 10**10 }}',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_that_means_harm(own: Desk, attack: str) -> None:
    line = own.swap(f"{TRIFOLD}/leaflet.html", "{% block body %}", "{% block body %}" + attack)
    assert f" {TRIFOLD}/leaflet.html:{line}: " in refused(own)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_of_messages_that_means_harm(desk: Desk, attack: str) -> None:
    desk.article("Words.")
    shutil.copytree(SHIPPED / "layouts/mail", desk.root / "layouts/mail")
    desk.write("layouts/mail/subject.txt", attack)
    done = desk.brochure("send", "test", "--to", "a@clients.example")
    assert "layouts/mail/subject.txt:1: " in done.err
    assert done.code == 3
    assert not list((desk.root / "output").rglob("*.eml"))


def test_a_drawing_within_a_template(own: Desk) -> None:
    stops = '<stop offset="0" stop-color="#fc0"/><stop offset="1" stop-color="#000"/></linearGradient>'
    gradient = f'<linearGradient id="g" spreadMethod="repeat" x2="1e-7">{stops}'
    bomb = f'<svg viewBox="0 0 9 9">{gradient}<rect width="9" height="9"'
    line = own.swap(f"{TRIFOLD}/leaflet.html", "{% block body %}", '{% block body %}<svg viewBox="0 0 9 9"></svg> x')
    assert own.build("test", "--layout", "trifold", "--edition", "office").code == 0
    own.swap(f"{TRIFOLD}/leaflet.html", '<svg viewBox="0 0 9 9"></svg>', bomb + ' fill="url(#g)"/></svg>')
    message = own.build("test", "--layout", "trifold", "--edition", "office").refusal()
    assert f" {TRIFOLD}/leaflet.html:{line}: " in message
    assert "linearGradient" in message


def test_a_drawing_that_takes_the_place_of_one_of_ours(desk: Desk) -> None:
    """A workspace has this one file of a layout that ships with the program."""
    desk.article("Words.")
    ours = (SHIPPED / TRIFOLD / "outside.svg").read_text("utf-8")
    drawn = ours.replace("</svg>", "<script>1</script></svg>")
    desk.write(f"{TRIFOLD}/outside.svg", drawn)
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal()
    assert "outside.svg" in message
    assert "<script>" in message
