"""What the disk refuses: the old product stays as it was, and nothing half-written is left beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from brochure.errors import BadInput
from brochure.storage import atomic as publish_module
from brochure.storage.atomic import publish
from brochure.workspace.scaffold import scaffold
from tests.conftest import Desk, command, environment

OLD = b"The old product."
PRODUCT = "output/test/test-email.pdf"


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["fsync", "write", "replace"])
def test_a_full_disk_leaves_the_old_product(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    desk.article("Words.")
    desk.write(PRODUCT, OLD)
    before = desk.files()
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        original = Path.open

        def opened(self: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
            file = original(self, mode, *more, **options)
            return Full(file) if "x" in mode and self.is_relative_to(desk.root / "output") else file

        monkeypatch.setattr(Path, "replace" if step == "replace" else "open", full if step == "replace" else opened)
    message = desk.build().refusal()
    monkeypatch.undo()
    assert PRODUCT in message
    assert "No space left on device" in message
    assert "untouched" in message
    assert desk.files() == before


class Full:
    """A file that takes half of what is written and then has no room."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def fileno(self) -> int:
        return int(self.file.fileno())

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        full()


@pytest.mark.parametrize("at", ["output", "output/test"])
def test_a_file_in_place_of_the_output_folder(desk: Desk, at: str) -> None:
    desk.article("Words.")
    if at == "output":
        (desk.root / "output").rename(desk.root / "away")
    desk.write(at, "Mine.")
    before = desk.files(".")
    message = desk.build().refusal()
    assert PRODUCT in message
    assert "cannot be written" in message
    assert desk.files(".") == before


def test_a_folder_in_place_of_the_product(desk: Desk) -> None:
    desk.article("Words.")
    (desk.root / PRODUCT).mkdir(parents=True)
    before = desk.files()
    assert "cannot be written" in desk.build().refusal()
    assert desk.files() == before


def test_an_output_folder_that_takes_nothing(desk: Desk) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system has no folder that even root cannot write to")
    desk.article("Words.")
    assert "cannot be written" in desk.build("test", "--edition", "email", "--output", "/proc/brochure").refusal()


# A file that is interrupted while it is being opened is closed by nobody but the interpreter.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_step_of_publishing(tmp_path: Path) -> None:
    """Raised before each line of the module in turn: the old file or the new one, whole, and nothing beside it."""
    path = tmp_path / "product.pdf"
    finished = False
    steps = 0
    while not finished:
        path.write_bytes(OLD)
        finished = not _interrupted(lambda: publish(b"new", path), after=steps)
        assert path.read_bytes() in (OLD, b"new")
        assert list(tmp_path.iterdir()) == [path]
        steps += 1
    assert path.read_bytes() == b"new"
    assert steps > 8


def _interrupted(action: Callable[[], None], after: int) -> bool:
    """Whether the action was interrupted, before the line `after` lines of the module have run."""
    remaining = after

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal remaining
        if frame.f_code.co_filename != publish_module.__file__:
            return None
        if event == "line":
            remaining -= 1
            if remaining == -1:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_a_workspace_that_was_cut_short_can_be_founded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for writes in range(3):
        remaining = [None] * writes
        monkeypatch.setattr(os, "fsync", lambda _, remaining=remaining: remaining.pop() if remaining else full())
        with pytest.raises(BadInput, match="No space left"):
            scaffold(tmp_path)
        monkeypatch.undo()
        assert not (tmp_path / "brochure.toml").exists()
    scaffold(tmp_path)
    assert (tmp_path / "brochure.toml").is_file()


def test_two_builds_at_once(desk: Desk) -> None:
    build = command("build", "a-window-for-change", "--edition", "email")
    start = [
        subprocess.Popen(build, cwd=desk.root, env=environment(), stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    errors = [process.communicate()[1] for process in start]
    assert [process.returncode for process in start] == [0, 0], errors
    files = desk.files()
    assert sorted(files) == ["output/a-window-for-change/a-window-for-change-email.pdf"]
    assert desk.build("a-window-for-change", "--edition", "email").code == 0
    assert desk.files() == files
