"""The memory of builds may be damaged, locked, full or gone: it is said in a line, and only costs time."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from brochure.production import records as records_module
from brochure.production.inputs import Inputs
from brochure.production.outcome import Facts
from brochure.production.records import BuildRecords, Record
from tests.production.conftest import Small

FILE = ".brochure/build.sqlite"
BEGUN_ANEW = "The memory of builds was damaged: it is begun anew, and everything is made again."
RECORD = Record("program", "digest", Inputs({"a": "1"}, {}, {"k": "2"}), Facts("letter", 2, None, None, (), None))


def scribble(file: Path) -> None:
    file.write_bytes(random.Random(5).randbytes(9000))


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def garble(file: Path) -> None:
    """A letter in the middle of a record: the file is a whole database, and yet not what was written."""
    data = file.read_bytes()
    assert b"brochure:layouts" in data
    file.write_bytes(data.replace(b"brochure:layouts", b"brochure:LAYOUTS"))


def said(text: str) -> int:
    """How many lines there are, but for what the checks say of the copy."""
    return sum(not line.startswith("  ") and "the copy has" not in line for line in text.splitlines())


def drop_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("drop table product")


@pytest.mark.parametrize("damage", [scribble, truncate, garble, drop_table])
def test_a_damaged_file_is_begun_anew(small: Small, damage: Callable[[Path], None]) -> None:
    small.built()
    before = small.desk.files()
    damage(small.root / FILE)
    done = small.desk.brochure("build")
    assert done.code == 0
    assert done.err.splitlines()[0] == BEGUN_ANEW
    assert said(done.err) == 2
    assert small.desk.files() == before
    assert small.built() == {}


@pytest.mark.parametrize("damage", [scribble, truncate, garble, drop_table])
def test_status_says_it_too(small: Small, damage: Callable[[Path], None]) -> None:
    small.built()
    damage(small.root / FILE)
    done = small.desk.brochure("status")
    assert done.code == 0
    assert done.err.splitlines() == [BEGUN_ANEW]
    assert "nothing is known" in done.out


def test_an_empty_file(small: Small) -> None:
    small.built()
    (small.root / FILE).write_bytes(b"")
    assert set(small.built()) == {"one-email"}
    assert small.built() == {}


@pytest.mark.parametrize("place", [".brochure", FILE])
def test_something_else_in_its_place(small: Small, place: str) -> None:
    """A file for the folder, a folder for the file: neither is ours to delete."""
    shutil.rmtree(small.root / ".brochure", ignore_errors=True)
    if place == FILE:
        (small.root / FILE).mkdir(parents=True)
    else:
        (small.root / place).write_text("Mine.", "utf-8")
    for _ in range(2):
        done = small.desk.brochure("build")
        assert done.code == 0
        assert done.err.startswith("The memory of builds cannot be used (")
        assert said(done.err) == 2
    assert (small.root / place).exists()


def test_it_is_locked_for_longer_than_patience(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.articles("one", "two")
    small.built()
    small.desk.swap("assets/articles/one.md", "words", "terms")
    monkeypatch.setattr(records_module, "_PATIENCE", 0.01)
    with closing(sqlite3.connect(small.root / FILE)) as other:
        other.execute("begin exclusive")
        done = small.desk.brochure("build", "--jobs", "1")
        other.rollback()
    assert done.code == 0
    assert done.err.splitlines()[0] == (
        "The memory of builds cannot be used (database is locked): what it would have spared is made again."
    )
    assert said(done.err) == 3
    assert set(small.built()) == {"one-email"}


def test_a_disk_without_room_for_it(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.built()
    connect = records_module._connect

    def cramped(file: Path) -> sqlite3.Connection:
        connection = connect(file)
        connection.execute("pragma max_page_count = 1")  # as many as there are
        return connection

    names = [f"article-{number}" for number in range(4)]
    small.articles(*names)
    with monkeypatch.context() as patch:
        patch.setattr(records_module, "_connect", cramped)
        done = small.desk.brochure("build", "--jobs", "1")
    assert done.code == 0
    notices = [line for line in done.err.splitlines() if "memory of builds" in line]
    assert notices == [
        "The memory of builds cannot be used (database or disk is full): what it would have spared is made again."
    ]
    assert {path.name for path in small.root.glob("output/*/*.pdf")} >= {f"{name}-email.pdf" for name in names}
    clean = small.desk.files()
    assert set(small.built()) <= {f"{name}-email" for name in names}
    assert small.built() == {}
    assert small.desk.files() == clean


def test_a_workspace_whose_name_is_no_text(small: Small, tmp_path: Path) -> None:
    root = Path(str(tmp_path / "na") + "\udcefve")
    try:
        shutil.copytree(small.root, root)
    except OSError:
        pytest.skip("this system takes no such names")
    for status in ("built", "fresh"):
        done = small.desk.brochure("build", "--json", "--workspace", root)
        assert done.code == 0, done.err
        assert [product["status"] for product in done.json["products"]] == [status]


def test_records_of_another_shape_are_forgotten(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "build.sqlite")) as connection, connection:
        connection.execute("create table product (path text, other text)")
        connection.execute("insert into product values ('a', 'b')")
        connection.execute("pragma user_version = 1")
    notices: list[str] = []
    with closing(BuildRecords(tmp_path, notices.append)) as records:
        assert records.of(Path("a")) is None
        records.record(Path("a"), RECORD)
        assert records.of(Path("a")) == RECORD
        records.forget(Path("a"))
        assert records.of(Path("a")) is None
    assert notices == []
