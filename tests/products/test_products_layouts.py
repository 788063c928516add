"""A layout is a folder: one made on the spot builds, and one of the workspace stands before a shipped one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from brochure.geometry.arranged import FIRST
from brochure.production.build import build
from brochure.production.plan import BuildRequest, Task
from brochure.release.areas import areas
from brochure.release.product_text import read_text
from brochure.storage.shipped import SHIPPED
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.conftest import WINDOW, Leaflet
from tests.products.own_layout import ART, make_layout
from tests.products.pdf import letters, panel_text, same_letters, words

pytestmark = pytest.mark.xdist_group("layouts")


def built(desk: Desk, article: str, layout: str) -> Leaflet:
    workspace = open_workspace(desk.root)
    (outcome,), _ = build(
        workspace, BuildRequest((article,), layout, "letter", ("office",)), desk.root, 1, lambda _: None
    )
    assert outcome.error is None, outcome.error
    return Leaflet(workspace, desk.root / outcome.product.path, outcome.as_json(), "letter")


def flow_letters(leaflet: Leaflet) -> str:
    pages = {side.name: page for page, side in enumerate(leaflet.piece.sides)}
    return letters(*(panel_text(leaflet.path, pages[panel.side], panel) for panel in leaflet.piece.flow))


def article_body(path: Path) -> str:
    return letters(path.read_text("utf-8").rpartition("---\n")[2])


@pytest.mark.parametrize("fold", ["half", "none"])
def test_a_card_of_two_panels_a_side(desk: Desk, fold: str) -> None:
    reading = ["face", "one", "two", "three"]
    make_layout(desk, "postcard", fold, reading, {"front": ["three", "face"], "reverse": ["one", "two"]})
    article = desk.article("Rest and sleep well, then call us when you can. " * 60, front="title: Rest")
    leaflet = built(desk, "test", "postcard")
    assert leaflet.said["pages"] == 2
    assert [panel.width for panel in leaflet.piece.panels] == [396] * 4
    same_letters(flow_letters(leaflet), article_body(article))
    face = leaflet.piece.panel("face")
    assert {word.text for word in words(leaflet.path)[0] if word.within(face)} >= {"Rest", "hello@redmaple.example"}


def test_a_z_fold(desk: Desk) -> None:
    reading = ["face", "a", "b", "c", "d", "e"]
    make_layout(desk, "zigzag", "z", reading, {"outside": ["d", "e", "face"], "inside": ["a", "b", "c"]})
    leaflet = built(desk, WINDOW, "zigzag")
    assert [panel.width for panel in leaflet.piece.panels] == pytest.approx([264] * 6)
    assert flow_letters(leaflet).startswith(letters("After ketamine, old patterns may feel easier"))
    for side, page in zip(leaflet.piece.sides, words(leaflet.path), strict=True):
        assert all(any(word.within(panel) for word in page) for panel in side.panels)


def test_panels_lie_where_the_fold_has_them(desk: Desk) -> None:
    reading = ["face", "a", "b", "c", "d", "e"]
    make_layout(desk, "doors", "roll", reading, {})
    for side in ("outside", "inside"):
        desk.write(f"layouts/doors/{side}.svg", ART)
    article = desk.article("Rest and sleep well, then call us when you can. " * 90, front="title: Rest")
    leaflet = built(desk, "test", "doors")
    names = [[panel.name for panel in side.panels] for side in leaflet.piece.sides]
    assert names == [["a", "e", "face"], ["b", "c", "d"]]
    same_letters(flow_letters(leaflet), article_body(article))


def test_pages_of_a_booklet_share_a_drawing(desk: Desk) -> None:
    reading = ["face", *(f"page-{number}" for number in range(2, 9))]
    make_layout(desk, "booklet", "saddle", reading, {})
    desk.write("layouts/booklet/face.svg", ART)
    desk.write("layouts/booklet/page.svg", ART)
    article = desk.article("Rest and sleep well, then call us when you can. " * 300, front="title: Rest")
    leaflet = built(desk, "test", "booklet")
    assert leaflet.said["pages"] == 4, "two pages on each side of two sheets"
    task = Task("test", "booklet", "letter", ("office",))
    found = read_text(leaflet.path.read_bytes(), areas(leaflet.workspace, task.products[0], FIRST))
    printed = letters(*(word.text for word in found.words))
    assert article_body(article) in printed, "page after page"


def test_a_sheet_of_one_side(desk: Desk) -> None:
    make_layout(desk, "poster", "none", ["face", "copy"], {"front": ["face", "copy"]})
    desk.article("Rest and sleep well. " * 60)
    leaflet = built(desk, "test", "poster")
    with leaflet.pdf() as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"


def test_the_workspace_stands_before_what_ships(desk: Desk) -> None:
    shutil.copytree(SHIPPED / "layouts/trifold", desk.root / "layouts/trifold")
    back = "{{ parts.back(piece.panel.back) }}"
    desk.swap("layouts/trifold/leaflet.html", back, '<section class="panel-back"><p>Ours alone</p></section>')
    leaflet = built(desk, WINDOW, "trifold")
    assert letters("Ours alone") in letters(panel_text(leaflet.path, 0, leaflet.piece.panel("back")))


def test_one_file_of_a_layout_is_enough_to_change_it(desk: Desk) -> None:
    base = (SHIPPED / "layouts/base/style.css").read_text("utf-8")
    desk.write("layouts/base/style.css", base + "\n.copy p { text-transform: uppercase }\n")
    leaflet = built(desk, WINDOW, "trifold")
    assert any(word.text == "KETAMINE" for word in words(leaflet.path)[1])


def test_no_layout_without_its_files(desk: Desk) -> None:
    make_layout(desk, "postcard", "half", ["face", "one"], {"front": ["one", "face"]})
    (desk.root / "layouts/postcard/front.svg").unlink()
    result = desk.build(WINDOW, "--layout", "postcard", "--edition", "office")
    assert "layouts/postcard/front.svg" in result.refusal()


def test_a_card_takes_a_long_name_and_long_addresses(desk: Desk) -> None:
    for key, value in (
        ("name", "Northern Lakes Women’s and Children’s Health"),
        ("phone", "(555) 555-0142, ext. 20451"),
        ("web", "https://northern-lakes-women-and-children.example.org"),
        ("email", "appointments@northern-lakes-women.example.org"),
    ):
        (before,) = re.findall(rf'(?m)^{key} = ".*"$', (desk.root / "brochure.toml").read_text("utf-8"))
        desk.swap("brochure.toml", before, f'{key} = "{value}"')
    desk.article("Rest and sleep well. " * 12, front="title: Rest\nreviewed: 2026-09-14\nreviewer: A. Name")
    leaflet = built(desk, "test", "card")
    printed = letters(*(word.text for page in words(leaflet.path) for word in page))
    for said in ("Children’s Health", "20451", "women-and-children.example.org", "at any hour", "by A. Name", "online"):
        assert letters(said) in printed
