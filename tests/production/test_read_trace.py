"""What is read is noted by whoever makes something of it, and by nobody else."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.storage.read_trace import ABSENT, digest, digest_of_names, recording


@pytest.fixture
def files(tmp_path: Path) -> Files:
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "a").write_bytes(b"A")
    return Files(root)


def test_files_and_folders(files: Files) -> None:
    root = files.workspace
    with recording() as trace:
        files.read(root / "a")
        assert not files.has(root / "b")
        with pytest.raises(BadInput):
            files.read(root / "c")
        files.names(root)
        files.names(root / "none")
    assert trace.files == {"a": digest(b"A"), "b": ABSENT, "c": ABSENT}
    assert trace.folders == {".": digest_of_names(["a"]), "none": digest_of_names([])}
    assert trace.torn == set()


def test_a_file_that_is_read_twice_and_is_not_the_same(files: Files) -> None:
    with recording() as around:
        for content in (b"A", b"B"):
            (files.workspace / "a").write_bytes(content)
            with recording():
                files.read(files.workspace / "a")
    assert around.torn == {"a"}


def test_links_are_noted_by_both_names(files: Files) -> None:
    root = files.workspace
    (root / "link").symlink_to("a")
    with recording() as trace:
        assert files.has(root / "link")
        files.read(files.inside(root / "link"))
    assert trace.files == {"link": digest(b"A"), "a": digest(b"A")}


def test_threads_do_not_note_for_each_other(files: Files) -> None:
    """The page is answered in one thread while another makes a product, and either may end first."""
    opened, ended = Event(), Event()
    others: list[dict[str, str]] = []

    def other() -> None:
        with recording() as trace:
            files.has(files.workspace / "other")
            opened.set()
            ended.wait(30)
            files.has(files.workspace / "late")
        others.append(trace.files)

    with recording() as trace:
        thread = Thread(target=other)
        thread.start()
        opened.wait(30)
        files.read(files.workspace / "a")
    ended.set()
    thread.join()
    assert set(trace.files) == {"a"}
    assert others == [{"other": ABSENT, "late": ABSENT}]
