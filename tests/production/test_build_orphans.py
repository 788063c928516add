"""After the first process is killed nothing of it stays: no worker, no temporary file, nothing half-written."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from brochure.storage.atomic import sweep
from tests.conftest import command
from tests.production.conftest import Small
from tests.production.killing import lives, noted, strays, tricks, until

#: No orphan is there longer than this (seconds).
SOON = 2


def start(small: Small, notes: Path, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("build", "-q", *arguments), cwd=small.root, env=tricks(notes, **more), start_new_session=True
    )


def killed(process: subprocess.Popen[bytes]) -> None:
    """Only the first process; its workers have to notice."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder of temporary files."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_a_worker_that_is_busy_ends_with_the_first_process(small: Small, tmp_path: Path, system: Path) -> None:
    small.articles("one", "wait", "wait-more")
    process = start(small, tmp_path, "--jobs", "2")
    until(lambda: len(noted(tmp_path, "busy")) == 2)
    notes = noted(tmp_path, "busy")
    assert any((small.root / ".brochure" / "tmp").iterdir())
    killed(process)
    until(lambda: not any(map(lives, notes)), SOON)
    small.articles("one")
    small.built()
    # This process's own is the only one left.
    assert len([path for path in strays(small.root) if path.suffix != ".lock"]) <= 1
    assert list(system.iterdir()) == []


def test_a_worker_that_starts_ends_with_the_first_process(small: Small, tmp_path: Path) -> None:
    small.articles("one", "wait", "wait-more")
    process = start(small, tmp_path, "--jobs", "2", STARTING="1")
    until(lambda: bool(noted(tmp_path, "starting")))
    notes = noted(tmp_path, "starting")
    killed(process)
    until(lambda: not any(map(lives, notes)), SOON)


def test_temporary_files_of_a_killed_run_are_swept_where_nothing_is_stale(small: Small, tmp_path: Path) -> None:
    small.built()
    tmp = small.root / ".brochure" / "tmp"
    own = set(tmp.glob("*"))
    small.desk.article("Some words.", name="wait")
    process = start(small, tmp_path, "wait")
    until(lambda: bool(noted(tmp_path, "busy")))
    held = set(tmp.iterdir()) - own
    assert small.built() == {}
    assert held <= set(tmp.iterdir())  # it lives
    killed(process)
    assert small.built() == {}
    assert not held & set(tmp.iterdir())


def test_where_the_private_folder_cannot_be_written(small: Small, tmp_path: Path, system: Path) -> None:
    (small.root / ".brochure").write_text("This is no folder.")
    done = subprocess.run(
        command("build", "-q"), cwd=small.root, env=tricks(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(system.iterdir()) == []


NAME = ".0123456789abcdef.tmp"


@pytest.mark.parametrize("verb", ["build", "import", "send", "release", "diff"])
def test_what_lies_half_written_is_swept(small: Small, verb: str) -> None:
    small.built()
    folders = {
        "build": ("output/one", "output/one/diff", "output/one/proof", "output/outbox", "assets/articles"),
        "import": ("assets/articles",),
        "send": ("output/outbox",),
        "release": ("output/one",),
        "diff": ("output/one/diff",),
    }[verb]
    leftovers = [small.desk.write(f"{folder}/{NAME}", "Half of a") for folder in folders]
    if verb == "release":
        (small.root / "output/releases/one").mkdir(parents=True)
        (small.root / "output/releases/one/.lock").touch()
        leftovers.append(small.desk.write("output/releases/one/.new-0123456789abcdef/one-email.pdf", "Half of a"))
        small.desk.article("Other words, so that it is refused.", name="one")
    rest = {"import": ("no-such-file.txt",), "send": ("one", "--to", "a@home.example"), "build": ()}
    small.desk.brochure(verb, *rest.get(verb, ("one",)))
    assert [path for path in leftovers if path.exists()] == []


def test_what_another_writes_or_what_is_no_file_stays_and_is_not_waited_for(tmp_path: Path) -> None:
    held, pipe, folder, door, link = (tmp_path / f".{number:016x}.tmp" for number in range(5))
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(tmp_path / "elsewhere")
    with held.open("xb") as file, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(door))
        fcntl.flock(file, fcntl.LOCK_EX)
        leftover = tmp_path / ".ffffffffffffffff.tmp"
        leftover.write_bytes(b"Half of a")
        sweep(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([held, pipe, folder, door, link])
