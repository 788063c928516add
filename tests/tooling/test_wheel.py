"""The wheel: all that the program needs to work away from a checkout, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytest.importorskip("build")
pytest.importorskip("hatchling")

pytestmark = pytest.mark.xdist_group("wheel")


def build(target: Path, *options: str) -> Path:
    command = [sys.executable, "-P", "-m", "build", "--no-isolation", "--outdir", str(target), *options, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=target, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = target.glob("*.whl")
    return wheel


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return names(build(tmp_path_factory.mktemp("wheel"), "--wheel"))


def test_holds_every_module(contents: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "brochure").rglob("*.py")}
    assert modules <= contents


def test_says_that_it_is_typed(contents: set[str]) -> None:
    assert "brochure/py.typed" in contents


@pytest.mark.parametrize(
    "folder", ["layouts", "assets/articles", "assets/checks", "assets/dictionaries", "assets/fonts", "assets/profiles"]
)
def test_holds_the_data(contents: set[str], folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {f"brochure/data/{path.relative_to(ROOT).as_posix()}" for path in files} <= contents


def test_holds_a_workspace_to_start_from(contents: set[str]) -> None:
    assert "brochure/data/brochure.toml" in contents
    assert any(name.startswith("brochure/data/layouts/") for name in contents)
    assert any(name.startswith("brochure/data/assets/fonts/") and name.endswith(".ttf") for name in contents)


def test_holds_nothing_else(contents: set[str]) -> None:
    tops = {name.split("/")[0] for name in contents}
    assert "brochure" in tops
    assert all(top == "brochure" or top.endswith(".dist-info") for top in tops)
    folders = {folder for name in contents for folder in name.split("/")[:-1]}
    assert not folders & {"output", "tests", "__pycache__", ".cache", ".venv", ".brochure"}


def test_a_wheel_from_the_sdist_is_the_same(contents: set[str], tmp_path: Path) -> None:
    assert names(build(tmp_path)) == contents
