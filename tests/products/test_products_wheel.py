"""The program as people install it: from a wheel, away from any checkout, it makes the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from brochure.production.plan import BuildRequest, plan
from brochure.workspace.workspace import open_workspace
from tests.conftest import ROOT, files_below
from tests.products.conftest import WINDOW, Made

pytest.importorskip("build")
pytest.importorskip("hatchling")
pytest.importorskip("pip")

pytestmark = pytest.mark.xdist_group(WINDOW)


def python(*arguments: str | Path, cwd: Path, path: str = "") -> str:
    """What this interpreter prints; `path` stands before everything else that it imports from."""
    inherited = {name: value for name, value in os.environ.items() if name != "BROCHURE_WORKSPACE"}
    call = [sys.executable, "-P", *map(str, arguments)]
    done = subprocess.run(
        call, cwd=cwd, env={**inherited, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the program as its wheel brings it."""
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", site)
    python("-m", "pip", "install", *options, wheel, cwd=folder)
    return site


def test_makes_the_same_bytes_as_the_checkout(installed: Path, made: Made, founded: Path, tmp_path: Path) -> None:
    site = str(installed)
    assert python("-c", "import brochure; print(brochure.__file__)", cwd=tmp_path, path=site).startswith(site)
    workspace = tmp_path / "clinic"
    python("-m", "brochure", "init", workspace, cwd=tmp_path, path=site)
    assert files_below(workspace) == files_below(founded)
    asked = ("--layout", "trifold", "--edition", "office", "--edition", "email")
    python("-m", "brochure", "build", WINDOW, *asked, "--workspace", workspace, cwd=tmp_path, path=site)
    names = {path.name for path in (workspace / "output").rglob("*.pdf")}
    request = BuildRequest((WINDOW,), "trifold", editions=("office", "email"))
    planned = [product for task in plan(open_workspace(workspace), request) for product in task.products]
    assert names == {product.path.name for product in planned}
    for layout in ("trifold", None):
        ours = made(WINDOW, layout, "letter").path
        assert (workspace / "output" / WINDOW / ours.name).read_bytes() == ours.read_bytes()
