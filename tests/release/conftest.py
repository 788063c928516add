"""A leaflet that was built and released once; each test gets it back as it was, at the same place."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.release.freeze import release
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import Workspace, open_workspace
from tests.conftest import Brochure, Desk

FRONT = """title: A test of the tide
subtitle: Ebb and flow
language: en
version: "1.0"
reviewed: 2026-09-14
review_by: 2028-09-14
reviewer: a board-certified pilot
references:
  - "Moon A. On tides. J Sea 2001;1:2–3.\""""
COPY = """An opening line about water.

![A small boat](boat.svg "Our boat")

## What is the tide?

The sea rises twice a day, and falls as often. The moon pulls at it, and the sun a little. Nobody has to ask for it.

Sailors wait for the tide as others wait for a train. It has never yet been late.

## When do we sail?

We sail two hours before high water. Bring a coat and something to drink. Children come along for nothing.

- a coat
- a hat
- good shoes

## Where do we go?

We go round the lighthouse and back. From there one sees the seals, and on a clear day the far shore."""
HULL = '<path d="M5 20h80l-15 18h-50z" fill="#8a2a1f"/>'
BOAT = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">{HULL}</svg>'
LEAFLET = '\n[[leaflet]]\narticle = "test"\nlayouts = ["trifold"]\neditions = ["office", "email"]\n'
PRODUCTS = ("test-email.pdf", "test-trifold-letter-office.pdf")
RELEASES = "output/releases/test"


@dataclass(frozen=True)
class Backup:
    """Where the leaflet lies, and what it is brought back from."""

    root: Path
    backup: Path


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """The leaflet, built and released as v1. Its place counts: the memory of builds knows products by their paths."""
    folder = tmp_path_factory.mktemp("kept")
    root = folder / "workspace"
    scaffold(root)
    (root / "assets/articles/test.md").write_text(f"---\n{FRONT}\n---\n\n{COPY}\n", "utf-8")
    (root / "assets/images/boat.svg").write_text(BOAT, "utf-8")
    with (root / "brochure.toml").open("a", encoding="utf-8") as config:
        config.write(LEAFLET)
    workspace = open_workspace(root)
    make(workspace)
    assert release(workspace, "test", None).manifest.n == 1
    shutil.copytree(root, folder / "backup")
    return Backup(root, folder / "backup")


def make(workspace: Workspace) -> None:
    """Builds the leaflet."""
    outcomes, code = build(workspace, BuildRequest(("test",)), workspace.output, 1, lambda _: None)
    assert code == 0, outcomes


@pytest.fixture
def leaflet(kept: Backup, brochure: Brochure, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The workspace of the leaflet as it was after its first release; the current folder too."""
    clear(kept.root)
    shutil.copytree(kept.backup, kept.root)
    monkeypatch.chdir(kept.root)
    monkeypatch.delenv("BROCHURE_WORKSPACE", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    return Desk(kept.root, brochure)


def clear(folder: Path) -> None:
    """Takes a folder away, read-only rooms and all."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


def edit(desk: Desk, old: str, new: str) -> None:
    """Changes the leaflet's article."""
    desk.swap("assets/articles/test.md", old, new)


def manifest(desk: Desk, n: int = 1) -> dict[str, Any]:
    """What is written in the manifest of a release."""
    document = json.loads((desk.root / RELEASES / f"v{n}" / "manifest.json").read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def released_files(desk: Desk, n: int = 1) -> dict[str, bytes]:
    """The files of a release by name."""
    folder = desk.root / RELEASES / f"v{n}"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
