"""The same words give the same bytes: again, elsewhere, and whatever the machine has to say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brochure.storage.shipped import SHIPPED
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace
from tests.products.conftest import WINDOW, Made, build_json, make_one

pytestmark = pytest.mark.xdist_group(WINDOW)

#: A configuration as a machine with fonts of its own has it.
POISON = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><dir>/usr/share/fonts</dir>
<match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit></match>
<match target="font"><edit name="embolden" mode="assign"><bool>true</bool></edit></match>
</fontconfig>
"""


def expected(made: Made, made_large: Made) -> dict[str, bytes]:
    """The products of one article, as this process makes them, by file name."""
    leaflets = [made(WINDOW, layout, "letter") for layout in ("trifold", "handout", None)]
    leaflets.append(made_large(WINDOW, None, "letter"))
    return {leaflet.path.name: leaflet.path.read_bytes() for leaflet in leaflets}


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}


def test_a_second_build(made: Made, tmp_path: Path) -> None:
    for layout in ("trifold", None):
        first = made(WINDOW, layout, "letter")
        again = make_one(first.workspace, WINDOW, layout, "letter", tmp_path)
        assert again.path.read_bytes() == first.path.read_bytes()


def test_another_workspace(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "a clinic’s folder, elsewhere"
    scaffold(folder)
    workspace = open_workspace(folder)
    for layout in ("trifold", None):
        there = make_one(workspace, WINDOW, layout, "letter", folder / "output")
        assert there.path.read_bytes() == made(WINDOW, layout, "letter").path.read_bytes()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("seed", "zone", "language", "jobs"), [("1", "Asia/Tokyo", "C", "1"), ("4242", "America/Lima", "tr_TR.UTF-8", "2")]
)
def test_another_process_on_a_machine_with_its_own_fonts(
    made: Made,
    made_large: Made,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    seed: str,
    zone: str,
    language: str,
    jobs: str,
) -> None:
    """`--all` makes the handout and large print too."""
    workspace = tmp_path / "workspace"
    scaffold(workspace)
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "HOME": str(tmp_path)}
    surroundings |= _fonts_of_its_own(tmp_path)
    if pytestconfig.getoption("whole"):
        asked: tuple[str, ...] = ()
        wanted = expected(made, made_large)
    else:
        asked = ("--layout", "trifold", "--edition", "office", "--edition", "email")
        paths = [made(WINDOW, layout, "letter").path for layout in ("trifold", None)]
        wanted = {path.name: path.read_bytes() for path in paths}
    build_json(workspace, WINDOW, *asked, "--jobs", jobs, cwd=tmp_path, more=surroundings)
    assert outputs(workspace / "output") == wanted


def _fonts_of_its_own(folder: Path) -> dict[str, str]:
    """The environment of a machine that has them."""
    fonts = folder / "fonts"
    fonts.mkdir()
    shutil.copy(SHIPPED / "assets" / "fonts" / "SourceSerif4-It.ttf", fonts / "DejaVuSans.ttf")
    poison = folder / "fonts.conf"
    poison.write_text(POISON.format(folder=fonts), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(poison), "FONTCONFIG_PATH": str(folder), "XDG_CONFIG_HOME": str(folder)}
