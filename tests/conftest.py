"""A workspace for each test, and the command line to call in it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from brochure.cli.run import run
from brochure.workspace.scaffold import scaffold

ROOT = Path(__file__).resolve().parents[1]


#: The files in which this run found tests.
COLLECTED = pytest.StashKey[frozenset[Path]]()
_SEED = 11


def pytest_addoption(parser: pytest.Parser) -> None:
    """`./run test --all` runs whole matrices where a run without it takes a seeded sample of them."""
    parser.addoption("--all", action="store_true", dest="whole", help="Whole matrices, not samples of them.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sample(count): without --all, so many of the test's parameters are run.")
    config.addinivalue_line("markers", "whole: run with --all alone; others of the ordinary run show most of it.")
    # What takes longer on a busy machine is no fault.
    # To explain failures Hypothesis traces each line, in which CPython 3.11 was seen to turn round for ever.
    phases = [phase for phase in Phase if phase is not Phase.explain]
    settings.register_profile("sample", max_examples=60, deadline=None, phases=phases)
    settings.register_profile("whole", max_examples=200, deadline=None, phases=phases)
    settings.load_profile("whole" if config.getoption("whole") else "sample")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: there is always a test that waits for a server, a browser or a kill."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their number: some hold the moment at which they were made, and workers compare names."""
    del config
    return f"{argname}-{len(val)}" if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes the sample of each test that has the mark, and leaves out what is for `--all` alone."""
    config.stash[COLLECTED] = frozenset(item.path for item in items)
    if config.getoption("whole") or _named(config):
        return
    matrices: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sample"):
            matrices.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left_out = [item for item in items if item.get_closest_marker("whole")]
    for name, matrix in matrices.items():
        (count,) = next(matrix[0].iter_markers("sample")).args
        chosen = random.Random(f"{_SEED}{name}").sample(matrix, min(count, len(matrix)))
        left_out += [item for item in matrix if item not in chosen]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def _named(config: pytest.Config) -> bool:
    """Whether single tests were asked for by name: who does wants them all."""
    return any("::" in argument for argument in config.args)


@dataclass(frozen=True)
class Result:
    """What a call of the program ended with and said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON document on standard output, and nothing beside it."""
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document

    @property
    def error(self) -> dict[str, Any]:
        """The error of the run, or of its only product or article that failed."""
        document = self.json
        assert document["ok"] is False
        each = document["articles"] if "articles" in document else document["products"]
        errors = [document.get("error"), *(one["error"] for one in each)]
        (error,) = filter(None, errors)
        assert set(error) == {"code", "message", "hint", "file", "line"}
        assert error["code"] == self.code
        return dict(error)

    def refusal(self, code: int = 3) -> str:
        """The one line that a refused call says."""
        assert self.code == code, f"exit {self.code}: {self.out}{self.err}"
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("brochure: ")
        assert "Traceback" not in self.err
        return lines[0]


#: Calls the program in this process.
Brochure = Callable[..., Result]


@dataclass(frozen=True)
class Desk:
    """A workspace of one test."""

    root: Path
    brochure: Brochure

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the workspace, its folders made."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def article(self, body: str, front: str = "title: A test", name: str = "test") -> Path:
        """An article: `front` stands from line 2, and `body` after one empty line."""
        return self.write(f"assets/articles/{name}.md", f"---\n{front}\n---\n\n{body}\n")

    def swap(self, name: str, old: str, new: str) -> int:
        """Replaces what stands in a file of the workspace once; returns the line."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def build(self, *arguments: str) -> Result:
        """Builds the email edition of the article 'test', or what the arguments name."""
        return self.brochure("build", *(arguments or ("test", "--edition", "email")))

    def files(self, folder: str = "output") -> dict[str, bytes]:
        """All files below a folder of the workspace and what they hold, without the program's own notes."""
        return files_below(self.root, folder)


def files_below(root: Path, folder: str = ".") -> dict[str, bytes]:
    """All files below a folder of a workspace and what they hold, without the program's own notes."""
    own = root / ".brochure"
    paths = sorted((root / folder).rglob("*"))
    found = [path for path in paths if own not in path.parents and (path.is_file() or path.is_symlink())]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def brochure(capfd: pytest.CaptureFixture[str]) -> Brochure:
    """Calls the program in this process, in the current folder."""

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace; copy it before changing anything."""
    folder = tmp_path_factory.mktemp("founded") / "workspace"
    scaffold(folder)
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path, brochure: Brochure, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A new workspace, which is the current folder too."""
    root = shutil.copytree(founded, tmp_path / "workspace")
    monkeypatch.chdir(root)
    monkeypatch.delenv("BROCHURE_WORKSPACE", raising=False)
    return Desk(root, brochure)


def command(*arguments: str | Path) -> list[str]:
    """The program as a process of its own."""
    return [sys.executable, "-m", "brochure", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """The environment in which such a process finds this checkout and no workspace."""
    inherited = {name: value for name, value in os.environ.items() if name != "BROCHURE_WORKSPACE"}
    return {**inherited, "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def process(desk: Desk) -> Brochure:
    """Calls the program as a process of its own, in the test's workspace."""

    def call(*arguments: str | Path, **more: str) -> Result:
        done = subprocess.run(
            command(*arguments), cwd=desk.root, env=environment(**more), capture_output=True, text=True, check=False
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return call
