"""Icons: each within its grid, of one line, and a drawing that stands alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from brochure.art.colour import Colour
from brochure.art.icons import PATHS, icon

INK = Colour.parse("#2f5d57")


def test_there_are_enough_to_choose_from() -> None:
    assert len(PATHS) >= 60
    assert len(set(PATHS.values())) == len(PATHS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in PATHS)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_an_icon_is_one_line_in_one_colour(name: str) -> None:
    root = ElementTree.fromstring(icon(name, INK))
    (path,) = root
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert (path.attrib["fill"], path.attrib["stroke"]) == ("none", INK.hex)
    assert path.attrib["d"].startswith("M")
    starts = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path.attrib["d"])
    assert all(2 <= float(at) <= 22 for start in starts for at in start)


def test_the_readme_names_them_all() -> None:
    text = (
        (Path(__file__).parents[2] / "README.md").read_text("utf-8").partition("`{icon=pill}`")[2].partition("\n\n")[0]
    )
    assert set(re.findall(r"`([\w-]+)`", text)) == set(PATHS)
