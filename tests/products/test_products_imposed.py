"""Booklets and cards as they come: pages two by two with creep, single pages for the press, copies to cut out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from brochure.geometry.arranged import FIRST
from brochure.production.build import build
from brochure.production.plan import BuildRequest, plan
from brochure.proof.live.build_loop import Source
from brochure.proof.live.checker import LeafletChecks
from brochure.proof.live.pictures import Pictures
from brochure.proof.live.snapshot import Snapshot
from brochure.proof.live.view_model import leaflet_view
from brochure.release.areas import areas
from brochure.release.product_text import PlacedWord, read_text
from brochure.units import MM
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.own_layout import make_layout
from tests.products.pdf import inked, picture

PAGES = ["face", *(f"page-{number}" for number in range(2, 9))]
CALIPER = 0.5 * MM
#: As near as pdfium tells where a letter is.
NEAR = 0.01


def layout(desk: Desk, name: str, fold: str, sheet: str, reading: list[str]) -> None:
    """A booklet, whose pages share a drawing, or a card with a panel on each side."""
    sides = {side: [side] for side in reading} if fold == "none" else {}
    drawings = ("face", "page", *reading[1:])
    make_layout(desk, name, fold, reading, sides, sheet=sheet, orientation="portrait", drawings=drawings)


def booklet(desk: Desk, config: str = "") -> None:
    layout(desk, "pamphlet", "saddle", "half", PAGES)
    desk.article("\n\n".join(f"Rest {number} times and sleep well on day {number}. " * 9 for number in range(1, 44)))
    configured(desk, f'[printer]\ncaliper = "0.5mm"\n{config}')


def configured(desk: Desk, text: str) -> None:
    before = (desk.root / "brochure.toml").read_text("utf-8").partition("\n# imposed\n")[0]
    desk.write("brochure.toml", f"{before}\n# imposed\n{text}\n")


def made(desk: Desk, name: str, *editions: str, paper: str = "letter") -> list[dict[str, object]]:
    options = [word for edition in editions for word in ("--edition", edition)]
    done = desk.brochure("build", "test", "--layout", name, "--paper", paper, "--json", *options)
    assert done.code == 0, done.err
    products: list[dict[str, object]] = done.json["products"]
    return products


def placed_words(desk: Desk, product: dict[str, object]) -> list[PlacedWord]:
    """The words of a product in reading order, by the areas that a release keeps."""
    workspace = open_workspace(desk.root)
    request = BuildRequest(("test",), str(product["layout"]), str(product["paper"]), (str(product["edition"]),))
    (task,) = plan(workspace, request)
    found = areas(workspace, task.products[0], FIRST)
    text = read_text((desk.root / str(product["path"])).read_bytes(), found)
    assert all(word.panel >= 0 for word in text.words)
    return list(text.words)


def duplex(desk: Desk, product: dict[str, object]) -> str:
    with pikepdf.open(desk.root / str(product["path"])) as pdf:
        return str(pdf.Root.ViewerPreferences.Duplex)


def sizes(path: Path) -> set[tuple[float, float]]:
    with pikepdf.open(path) as pdf:
        return {(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages}


@pytest.mark.sample(1)
@pytest.mark.parametrize(("paper", "sheet"), [("letter", (792.0, 612.0)), ("a4", (841.8898, 595.2756))])
def test_a_booklet_is_sheets_in_the_office_and_pages_on_the_press(
    desk: Desk, paper: str, sheet: tuple[float, float]
) -> None:
    booklet(desk, "across = 2")  # for cards; single pages have no copies
    office, press = made(desk, "pamphlet", "office", "press", paper=paper)
    assert (office["pages"], press["pages"]) == (4, 8)
    (size,) = sizes(desk.root / str(office["path"]))
    assert size == pytest.approx(sheet, abs=0.01)
    assert duplex(desk, office) == "/DuplexFlipShortEdge"
    ours, theirs = placed_words(desk, office), placed_words(desk, press)
    assert [word.text for word in ours] == [word.text for word in theirs]
    assert len({word.page for word in theirs}) == 8
    with pikepdf.open(desk.root / str(press["path"])) as pdf:
        trims = [[float(edge) for edge in page.trimbox] for page in pdf.pages]
    moved: dict[int, set[float]] = {}
    for one, other in zip(ours, theirs, strict=True):
        trim = trims[other.page - 1]
        # From the page's own spine: the left edge of odd pages, the right one of even ones.
        spine = trim[0] if other.page % 2 else trim[2]
        moved.setdefault(other.page, set()).add(round((one.boxes[0].x - sheet[0] / 2) - (other.boxes[0].x - spine), 2))
        foot = (sheet[1] - (trim[3] - trim[1])) / 2
        assert one.boxes[0].y - foot == pytest.approx(other.boxes[0].y - trim[1], abs=NEAR)
    creep = {page: (0 if page in (1, 2, 7, 8) else CALIPER) * (-1 if page % 2 else 1) for page in range(1, 9)}
    for page, shifts in moved.items():
        assert sorted(shifts) == pytest.approx([creep[page]] * len(shifts), abs=NEAR), page
    notes = {finding["rule"]: finding["message"] for product in (office, press) for finding in product["findings"]}  # type: ignore[attr-defined]
    assert notes["booklet-sheets"].startswith("The booklet is 2 sheets,")
    assert (
        "8 single pages in the order in which they are read, 1 to 8; saddle-stitched at the left" in notes["page-order"]
    )


def test_a_booklet_is_imposed_for_the_press_where_it_asks(desk: Desk) -> None:
    booklet(desk, "signatures = true\nacross = 2")
    office, press = made(desk, "pamphlet", "office", "press")
    assert press["pages"] == office["pages"] == 4
    ours, theirs = placed_words(desk, office), placed_words(desk, press)
    assert [word.text for word in theirs] == 2 * [word.text for word in ours], "two copies of each spread"
    with pikepdf.open(desk.root / str(press["path"])) as pdf:
        trim = [float(edge) for edge in pdf.pages[0].trimbox]
    assert trim[2] - trim[0] == pytest.approx(2 * 792 + 18, abs=0.01)
    for one, other in zip(ours, theirs[: len(ours)], strict=True):
        assert one.page == other.page
        assert one.boxes[0].x == pytest.approx(other.boxes[0].x - trim[0], abs=NEAR)


def test_a_printer_that_turns_on_the_other_edge_gets_backs_on_their_heads(desk: Desk) -> None:
    booklet(desk)
    (usual,) = made(desk, "pamphlet", "office")
    before = placed_words(desk, usual)
    configured(desk, '[printer]\ncaliper = "0.5mm"\n[office]\nflip = "long-edge"')
    (other,) = made(desk, "pamphlet", "office")
    assert other["status"] == "built", "it is stale by that setting"
    assert duplex(desk, other) == "/DuplexFlipLongEdge"
    after = placed_words(desk, other)
    assert [word.text for word in after] == [word.text for word in before]
    for one, two in zip(before, after, strict=True):
        box, turned = one.boxes[0], two.boxes[0]
        wanted = (box.x, box.y) if one.page % 2 else (792 - box.right, 612 - box.top)
        assert (turned.x, turned.y) == pytest.approx(wanted, abs=NEAR)


def test_cards_share_a_sheet_and_are_cut_out_at_marks(desk: Desk) -> None:
    layout(desk, "postcard", "none", "card", ["face", "copy"])
    desk.article("Rest and sleep well, then call us when you can. " * 5)
    office, press = made(desk, "postcard", "office", "press")
    assert (office["pages"], press["pages"]) == (2, 2)
    once = [word.text for word in placed_words(desk, press)]
    assert [word.text for word in placed_words(desk, office)] == 2 * once
    # Letter across, two cards with room for their bleeds: a mark at each end of each cut, and none on the cards.
    grey = picture(desk.root / str(office["path"]), 0, 72)
    left, foot = (792 - 2 * 288 - 18) / 2, (612 - 432) / 2
    cuts = [left, left + 288, left + 306, left + 594]
    for x in cuts:
        assert inked(grey, [(round(x) - 2, 52, round(x) + 3, 76)]), x
        assert inked(grey, [(round(x) - 2, 612 - 76, round(x) + 3, 612 - 52)]), x
    for y in (foot, 612 - foot):
        assert inked(grey, [(round(left) - 40, round(y) - 2, round(left) - 14, round(y) + 3)]), y
    assert all(one < other for one, other in pairwise(cuts))


def test_what_changed_on_a_card_is_marked_on_each_copy_and_counted_once(desk: Desk) -> None:
    layout(desk, "postcard", "none", "card", ["face", "copy"])
    desk.article("Rest and sleep well, then call us when you can.")
    leaflet = '[[leaflet]]\narticle = "test"\nlayouts = ["postcard"]\neditions = ["office"]'
    configured(desk, leaflet)
    made(desk, "postcard", "office")
    assert desk.brochure("release", "test").code == 0
    desk.article("Rest and sleep soundly, then call us when you can.")
    made(desk, "postcard", "office")
    (product,) = desk.brochure("diff", "test", "--json").json["products"]
    assert (product["marked"], product["cut"]) == (1, 0)
    with pikepdf.open(desk.root / "output/test/diff" / product["pdf"]) as pdf:
        assert [len(page.obj.get("/Annots", [])) for page in pdf.pages] == [0, 2]


REFUSED = [
    pytest.param('[office]\nflip = "left"', "cannot be 'left'. Known: long-edge, short-edge", id="edge"),
    pytest.param('[office]\nseveral = "stack"', "cannot be 'stack'. Known: cut-and-stack, step-and-repeat", id="order"),
    pytest.param("[office]\nduplex = true", "'office.duplex' is not a key", id="key"),
    pytest.param('[printer]\nsignatures = "yes, please"', "signatures", id="signatures"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_settings_that_there_are_not(desk: Desk, text: str, fault: str) -> None:
    configured(desk, text)
    line = (desk.root / "brochure.toml").read_text("utf-8").splitlines().index(text.splitlines()[1]) + 1
    refusal = desk.build("a-window-for-change").refusal()
    assert f"brochure.toml:{line}:" in refusal
    assert fault in refusal, refusal


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "fold", "sheet", "reading"), [
    ("pamphlet", "saddle", "half", PAGES), ("postcard", "none", "card", ["face", "copy"])
])  # fmt: skip
def test_the_proof_page_shows_sides(desk: Desk, name: str, fold: str, sheet: str, reading: list[str]) -> None:
    layout(desk, name, fold, sheet, reading)
    desk.article("Rest and sleep well, then call us when you can. " * 9)
    workspace = open_workspace(desk.root)
    request = BuildRequest(("test",), name, "letter", ("office",))
    (outcome,), _ = build(workspace, request, workspace.output, 1, lambda _: None)
    snapshot = Snapshot().with_plan(workspace, plan(workspace, request)).with_outcome(outcome)
    (leaflet,) = snapshot.leaflets
    view = leaflet_view(snapshot, leaflet, Source(desk.root, request, workspace.output), Pictures(), LeafletChecks())
    assert view.piece
    assert [len(view.sheets), len(view.piece.sides)] == [len(reading), len(reading)]
    for shown in view.sheets:
        assert (shown.picture.width, shown.picture.height) == (view.piece.width, view.piece.height)
