"""Copyfit through the face of the program: full panels, the largest type, and what short and long copy become."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from brochure.errors import ExitCode
from brochure.geometry.layout import Setting
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import pieces
from brochure.production.build import build
from brochure.production.outcome import Outcome
from brochure.production.plan import BuildRequest
from brochure.storage.shipped import SHIPPED
from brochure.typeset import layouts
from brochure.typeset.fit import ladder
from brochure.workspace.workspace import Workspace, open_workspace
from tests.conftest import Desk
from tests.products.conftest import HOW, OFFICE, Leaflet, Made
from tests.products.pdf import letters, panel_text, words

SHORT = "Rest well. Drink some water, and sleep.\n\n## Call us\n\nIf you feel unwell, call us at any time.\n"
PARAGRAPH = "You may rest here for as long as you like; nobody will ask you to leave before you feel ready.\n\n"

Office = Callable[..., tuple[Outcome, Path]]


@pytest.fixture
def office_of(desk: Desk) -> Office:
    """Builds a text as the article 'test' in a layout; the outcome, and where the product lies."""

    def make(body: str, layout: str) -> tuple[Outcome, Path]:
        desk.article(body, front="title: A test")
        workspace = open_again(desk)
        (outcome,), _ = build(
            workspace, BuildRequest(("test",), layout, "letter", ("office",)), desk.root, 1, lambda _: None
        )
        return outcome, desk.root / outcome.product.path

    return make


def open_again(desk: Desk) -> Workspace:
    return open_workspace(desk.root)


def size(outcome: Outcome) -> float:
    assert outcome.fit, outcome.error
    return outcome.fit.type_size_pt


@pytest.mark.parametrize("office", OFFICE, indirect=True)
def test_samples_fill_their_panels(office: Leaflet) -> None:
    assert 0.85 <= office.said["fit"]["fill"] <= 1
    assert office.said["fit"]["type_size_pt"] >= office.layout.type.smallest.size
    assert office.said["findings"] == []


@pytest.mark.xdist_group(HOW)
def test_more_copy_never_makes_larger_type(office_of: Office) -> None:
    body = (SHIPPED / f"assets/articles/{HOW}.md").read_text("utf-8").split("---\n", 2)[2]
    made = [office_of(PARAGRAPH * count + body, "trifold")[0] for count in (0, 1, 3)]
    sizes = [size(outcome) for outcome in made]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


@pytest.mark.xdist_group(HOW)
def test_one_step_larger_is_overset(made: Made, desk: Desk) -> None:
    found = made(HOW, "trifold", "letter")
    rungs = ladder(found.layout.type)
    at = [rung.size for rung in rungs].index(found.said["fit"]["type_size_pt"])
    shutil.copytree(SHIPPED / "layouts/trifold", desk.root / "layouts/trifold")
    file = desk.root / "layouts/trifold/layout.toml"
    larger = dict(zip(("smallest", "ideal", "largest"), rungs[at + 1 :], strict=False))
    text = file.read_text("utf-8")
    for name, rung in larger.items():
        text = re.sub(f"^{name} = .*$", f"{name} = {inline(rung)}", text, flags=re.M)
    file.write_text(text, "utf-8")
    (outcome,), code = build(
        open_again(desk), BuildRequest((HOW,), "trifold", "letter", ("office",)), desk.root, 1, lambda _: None
    )
    assert code == ExitCode.OVERSET
    said: dict[str, Any] = outcome.as_json()["fit"]
    assert 0 < said["overset_lines"] < 20
    assert said["overset_words"] >= said["overset_lines"]


def inline(setting: Setting) -> str:
    """The setting as a TOML table."""
    return "{ " + ", ".join(f"{name} = {value}" for name, value in setting.model_dump().items()) + " }"


@pytest.mark.xdist_group("short")
def test_short_copy_leaves_panels_for_notes(office_of: Office, samples: Workspace) -> None:
    outcome, path = office_of(SHORT * 8, "trifold")
    layout = layouts.load(samples, "trifold")[0]
    (piece,) = pieces(layout, PAPERS["letter"])
    assert size(outcome) > layout.type.ideal.size
    (finding,) = outcome.findings
    assert (finding.rule, finding.severity) == ("underfull", "note")
    bears = dict(re.findall(r"(a drawing|lines for notes) on (\w+)", finding.message))
    bears = {name: what for what, name in bears.items()}
    assert finding.panel == piece.flow[0].name == "flap"
    assert bears == {"flap": "a drawing", "right": "lines for notes"}, "the inside is filled first"
    pages = {side.name: page for page, side in enumerate(piece.sides)}
    for panel in piece.flow:
        text = letters(panel_text(path, pages[panel.side], panel))
        assert (text == letters("Notes and questions")) == (bears.get(panel.name) == "lines for notes")
        assert (text == "") == (bears.get(panel.name) == "a drawing")


@pytest.mark.xdist_group("short")
def test_short_copy_is_level(office_of: Office, samples: Workspace) -> None:
    _, path = office_of((PARAGRAPH.replace("\n", " ") * 4 + "\n\n") * 4, "trifold")
    (piece,) = pieces(layouts.load(samples, "trifold")[0], PAPERS["letter"])
    sheets = dict(zip((side.name for side in piece.sides), words(path), strict=True))
    feet = []
    for panel in piece.flow:
        there = [word for word in sheets[panel.side] if word.within(panel)]
        if there and "Notes" not in {word.text for word in there}:
            feet.append(max(word.bottom for word in there))
    assert len(feet) >= 2
    assert max(feet) - min(feet) < 3 * 20


@pytest.mark.xdist_group("short")
def test_copy_that_nearly_fills_its_panels_is_level_too(office_of: Office) -> None:
    """Nine tenths at the largest type: spread over all panels, rather than a gap at the foot of the last."""
    outcome, _ = office_of(PARAGRAPH * 28, "handout")
    assert outcome.fit
    assert 0.85 < outcome.fit.fill < 0.96
    fills = [panel.fill for panel in outcome.fit.panels]
    assert len(fills) == 4
    assert max(fills) < 0.98
    assert max(fills) - min(fills) < 0.15


@pytest.mark.xdist_group("short")
@pytest.mark.parametrize(("times", "sides", "duplex"), [(1, 1, "/Simplex"), (30, 2, "/DuplexFlipLongEdge")])
def test_a_handout_takes_as_many_sides_as_it_needs(office_of: Office, times: int, sides: int, duplex: str) -> None:
    outcome, path = office_of(SHORT * times, "handout")
    assert outcome.pages == sides
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == sides
        assert str(pdf.Root.ViewerPreferences.Duplex) == duplex


def test_the_back_is_set_closer_where_the_clinic_says_much(desk: Desk) -> None:
    settings = (desk.root / "brochure.toml").read_text("utf-8")
    told = "In an emergency call 911. If you think about ending your life, call or text 988 at any hour of the day. "
    backs = []
    for emergency in (told, told * 3, told * 9):
        desk.write(
            "brochure.toml", re.sub(r"^emergency = .*", f'emergency = "{emergency.strip()}"', settings, flags=re.M)
        )
        desk.article(SHORT, front="title: A test")
        backs.append(desk.build("test", "--layout", "fourfold", "--edition", "office"))
    assert [each.code for each in backs] == [0, 0, ExitCode.OVERSET]
    assert "stands on other text in the panel 'back'" in backs[-1].err
