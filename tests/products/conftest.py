"""Products, made once by each process that looks at them.

Tests that look at the same article stand in one `xdist_group`, so that one process makes its products and no other.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
import pytest

from brochure.editions import EditionName
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece, pieces
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.typeset import layouts
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import Workspace, open_workspace
from tests.conftest import command, environment

HOW = "how-ketamine-therapy-works"
WINDOW = "a-window-for-change"
ARTICLES = [pytest.param(slug, marks=pytest.mark.xdist_group(slug)) for slug in (HOW, WINDOW)]
FOLDED: list[tuple[str, PaperName]] = [("trifold", "letter"), ("handout", "letter"), ("trifold", "a4")]
#: Each article, layout and paper is among these; the other pairs of them are made with `--all`.
_ORDINARY = {(HOW, "trifold", "letter"), (WINDOW, "handout", "letter"), (WINDOW, "trifold", "a4")}
OFFICE = [
    pytest.param(
        (slug, layout, paper),
        marks=[pytest.mark.xdist_group(slug), *([] if (slug, layout, paper) in _ORDINARY else [pytest.mark.whole])],
        id=f"{slug}-{layout}-{paper}",
    )
    for slug in (HOW, WINDOW)
    for layout, paper in FOLDED
]


@dataclass(frozen=True)
class Leaflet:
    """A product on disk, with what the build says of it."""

    workspace: Workspace
    path: Path
    said: dict[str, Any]
    paper: PaperName

    @property
    def layout(self) -> Layout:
        return layouts.load(self.workspace, self.said["layout"])[0]

    @property
    def piece(self) -> Piece:
        """Its panels: of several arrangements the one with as many sides as the product has pages."""
        made = pieces(self.layout, PAPERS[self.paper])
        return next(piece for piece in made if len(piece.sides) == self.said["pages"])

    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    def source(self) -> str:
        return self.workspace.article(self.said["article"]).read_text(encoding="utf-8")


Made = Callable[[str, str | None, PaperName], Leaflet]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A new workspace, never changed."""
    folder = tmp_path_factory.mktemp("products") / "workspace"
    scaffold(folder)
    return open_workspace(folder)


@pytest.fixture(scope="session")
def made(samples: Workspace) -> Made:
    """The product of an article: in a layout for the office, or without one to e-mail."""

    @cache
    def make(slug: str, layout: str | None, paper: PaperName) -> Leaflet:
        return make_one(samples, slug, layout, paper, samples.root / "output" / paper)

    return make


def make_one(
    workspace: Workspace,
    slug: str,
    layout: str | None,
    paper: PaperName,
    output: Path,
    edition: EditionName | None = None,
) -> Leaflet:
    """Builds one product: for the office, or to e-mail where there is no layout, unless an edition is named."""
    request = BuildRequest((slug,), layout, paper, (edition or ("office" if layout else "email"),))
    (outcome,), _ = build(workspace, request, output, 1, lambda _: None)
    assert outcome.error is None, outcome.error
    return Leaflet(workspace, output / outcome.product.path, outcome.as_json(), paper)


@pytest.fixture
def office(request: pytest.FixtureRequest, made: Made) -> Leaflet:
    """An office product; parametrize it with OFFICE."""
    slug, layout, paper = request.param
    return made(slug, layout, paper)


@pytest.fixture(scope="session")
def made_for_press(samples: Workspace) -> Made:
    """The press product of an article in a layout."""

    @cache
    def make(slug: str, layout: str | None, paper: PaperName) -> Leaflet:
        return make_one(samples, slug, layout, paper, samples.root / "output" / paper, "press")

    return make


@pytest.fixture
def press(request: pytest.FixtureRequest, made_for_press: Made) -> Leaflet:
    """A press product; parametrize it with OFFICE."""
    slug, layout, paper = request.param
    return made_for_press(slug, layout, paper)


@pytest.fixture
def email(request: pytest.FixtureRequest, made: Made) -> Leaflet:
    """An email product; parametrize it with ARTICLES."""
    return made(request.param, None, "letter")


@pytest.fixture(scope="session")
def made_large(samples: Workspace) -> Made:
    """The product of an article in large print."""

    @cache
    def make(slug: str, layout: str | None, paper: PaperName) -> Leaflet:
        return make_one(samples, slug, layout, paper, samples.root / "output" / paper, "large-print")

    return make


@pytest.fixture
def large_print(request: pytest.FixtureRequest, made_large: Made) -> Leaflet:
    """A product in large print; parametrize it with ARTICLES."""
    return made_large(request.param, None, "letter")


def build_json(
    workspace: Path, *arguments: str, cwd: Path, expect: int = 0, more: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Builds in a process of its own, with `more` in its environment; its JSON."""
    call = command("build", "--workspace", workspace, "--json", *arguments)
    done = subprocess.run(call, cwd=cwd, env=environment(**more), capture_output=True, text=True, check=False)
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document
