"""The house is as ARCHITECTURE.md says: rooms in order, and imports only from those that stand before."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "brochure"
#: What starts the program is outside of the order.
OUTSIDE = {"__init__", "__main__"}
#: A table that imports nothing, which any room may read.
TABLE = "brochure.editions"


def order() -> dict[str, int]:
    """Rooms by their place in the list."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## The rooms")[2].partition("\n## ")[0]
    places: dict[str, int] = {}
    for number, names in re.findall(r"^(\d+)\. ((?:`[\w./]+`(?:, )?)+)", text, re.MULTILINE):
        for name in re.findall(r"`([\w./]+)`", names):
            places[name.removesuffix("/").removesuffix(".py")] = int(number)
    return places


def imported(file: Path) -> Iterator[str]:
    """Modules and packages of ours that a file imports, also where it does so late or for types alone."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("brochure"):
            assert node.module
            folder = ROOT / node.module.replace(".", "/")
            for name in node.names:
                inner = (folder / f"{name.name}.py").exists() or (folder / name.name).is_dir()
                yield f"{node.module}.{name.name}" if inner else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("brochure"))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def test_every_room_is_in_the_list() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - OUTSIDE == set(order())


def test_rooms_import_from_those_before_them() -> None:
    places = order()
    wrong = []
    for file in sorted(PACKAGE.rglob("*.py")):
        own = room(".".join(file.relative_to(ROOT).with_suffix("").parts))
        if own in OUTSIDE:
            continue
        for module in imported(file):
            other = room(module)
            if module != TABLE and other not in (*OUTSIDE, own) and places[other] >= places[own]:
                wrong.append(f"{file.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_the_table_of_editions_imports_nothing_of_ours() -> None:
    assert list(imported(PACKAGE / "editions" / "__init__.py")) == []


@pytest.mark.parametrize(
    ("word", "home"),
    [
        ("fcntl", "storage/locks.py"),
        ("strerror", "storage/os_errors.py"),
        ("sqlite_errorcode", "storage/databases.py"),
        ('"outbox"', "workspace/workspace.py"),
        ('"releases"', "workspace/workspace.py"),
        ("BOM_UTF", "storage/charset.py"),
    ],
)
def test_one_idea_stands_in_one_place(word: str, home: str) -> None:
    files = {file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py") if word in file.read_text()}
    assert files == {home}
