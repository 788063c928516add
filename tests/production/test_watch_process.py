"""`brochure watch` as people run it: a process of its own, whatever happens to the files under it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

import pytest

from tests.conftest import command, environment
from tests.production.conftest import Small

#: Seconds after which a watcher that says nothing counts as dead.
PATIENCE = 30
ARTICLE = "assets/articles/one.md"
PRODUCT = "output/one/one-email.pdf"


class Watcher:
    """The process, and its lines of JSON: one for each rebuild that changed or failed something."""

    def __init__(self, small: Small) -> None:
        self.desk = small.desk
        self.process = subprocess.Popen(
            command("watch", "--json"),
            cwd=small.root,
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.documents: Queue[str] = Queue()
        self.errors: Queue[str] = Queue()
        self.readers = [
            Thread(target=_read, args=(self.process.stdout, self.documents)),
            Thread(target=_read, args=(self.process.stderr, self.errors)),
        ]
        for reader in self.readers:
            reader.start()

    def next(self) -> dict[str, Any]:
        """What the next rebuild came to."""
        document = json.loads(self.documents.get(timeout=PATIENCE))
        assert isinstance(document, dict)
        return document

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next rebuild of which `wanted` holds: a save of several steps may be heard in several."""
        while not holds(document := self.next()):
            assert self.process.poll() is None
        return document

    def built(self) -> dict[str, Any]:
        """The next rebuild that made the product."""
        document = self.until(lambda document: any(product["status"] == "built" for product in document["products"]))
        (product,) = document["products"]
        assert isinstance(product, dict)
        return product

    def fault(self, part: str) -> None:
        """The next rebuilds tell a fault with these words; the last good product stays."""
        before = self.desk.files("output") if (self.desk.root / "output").is_dir() else {}
        self.until(lambda document: part in json.dumps(document, ensure_ascii=False))
        assert self.desk.files("output") == before

    def stop(self) -> str:
        """Ctrl-C, which ends it; all that it said on standard error."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == 130
        self.close()
        errors = "".join(self.errors.get() for _ in range(self.errors.qsize()))
        assert errors.endswith("brochure: Interrupted. Nothing half-written is left.\n")
        return errors

    def close(self) -> None:
        """Ends the process if it is there, and the threads that read what it says."""
        self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()


def _read(stream: IO[str], lines: Queue[str]) -> None:
    with stream:
        for line in stream:
            lines.put(line)


@pytest.fixture
def watcher(small: Small) -> Iterator[Watcher]:
    watcher = Watcher(small)
    try:
        assert watcher.built()["reasons"] == ["it was never made"]
        yield watcher
    finally:
        watcher.close()


def test_saves(watcher: Watcher) -> None:
    """In place, by renaming another file over it, and by deleting it and writing it again."""
    desk, path = watcher.desk, watcher.desk.root / ARTICLE
    changed = [f"{ARTICLE} changed"]
    desk.swap(ARTICLE, "words", "terms")
    assert watcher.built()["reasons"] == changed
    beside = desk.write("assets/articles/.one.md.tmp", path.read_bytes().replace(b"terms", b"sayings"))
    beside.replace(path)
    assert watcher.built()["reasons"] == changed
    text = path.read_bytes()
    path.unlink()
    watcher.fault("There is no article 'one'")
    desk.write(ARTICLE, text.replace(b"sayings", b"speeches"))
    assert watcher.built()["pages"] == 1
    desk.swap(ARTICLE, "title:", "titel:")
    watcher.fault("titel")
    desk.write(ARTICLE, text)
    watcher.built()
    errors = watcher.stop()
    assert f"Watching {desk.root}. Ctrl-C ends it." in errors
    assert "titel" in errors
    assert "Traceback" not in errors
    assert sorted(desk.files("output")) == [PRODUCT]
    assert desk.build().code == 3  # there is no article 'test': nothing holds the workspace any more


def test_misfortunes(watcher: Watcher, tmp_path: Path) -> None:
    """One after the other; it tells each, and goes on when it is over."""
    desk, root = watcher.desk, watcher.desk.root
    folder, elsewhere = root / "assets" / "articles", tmp_path / "elsewhere"
    config = (root / "brochure.toml").read_text("utf-8")

    desk.write("brochure.toml", config + "]")
    watcher.fault("not valid TOML")
    desk.write("brochure.toml", config.replace("555 0100", "555 0199"))
    assert watcher.built()["reasons"] == ["phone in brochure.toml changed"]

    (root / ARTICLE).rename(folder / "other.md")
    watcher.fault("There is no article 'one'")
    (folder / "other.md").rename(root / ARTICLE)
    watcher.built()

    shutil.copytree(folder, elsewhere)
    shutil.rmtree(folder)
    folder.symlink_to(elsewhere)
    watcher.fault("lies outside the workspace")
    folder.unlink()
    shutil.copytree(elsewhere, root / "copy")
    folder.symlink_to(root / "copy")
    watcher.built()
    desk.swap("copy/one.md", "words", "terms")
    watcher.built()

    desk.write("copy/one.md", b"\xff\xfe\x00")
    watcher.fault("not UTF-8")
    shutil.copy(elsewhere / "one.md", root / "copy" / "one.md")
    watcher.built()

    shutil.rmtree(root / "output")
    (root / ".brochure" / "build.sqlite").write_bytes(b"Not a database." * 99)
    desk.swap("copy/one.md", "words", "terms")
    assert watcher.built()["reasons"] == ["it was never made"]

    root.rename(tmp_path / "away")
    watcher.until(lambda document: "There is no folder" in json.dumps(document))
    (tmp_path / "away").rename(root)
    desk.write("copy/one.md", "---\ntitle: Back\n---\n\nHere again.\n")
    watcher.built()
    errors = watcher.stop()
    assert "The memory of builds was damaged" in errors
    assert "Traceback" not in errors


def test_what_it_writes_itself_makes_it_build_nothing(watcher: Watcher) -> None:
    desk = watcher.desk
    for name in (
        "output/note.txt",
        ".brochure/note",
        "assets/articles/.one.md.swp",
        "assets/articles/one.md~",
        "a.tmp",
    ):
        desk.write(name, "Of no concern.")
    desk.write("note.txt", "Unrelated.")
    desk.swap(ARTICLE, "words", "terms")
    assert watcher.built()["reasons"] == [f"{ARTICLE} changed"]
    watcher.stop()
    assert watcher.documents.empty()


def test_what_is_wrong_from_the_beginning_is_told_once(small: Small) -> None:
    small.desk.swap(ARTICLE, "title:", "titel:")
    watcher = Watcher(small)
    try:
        watcher.fault("titel")
        small.desk.swap(ARTICLE, "titel:", "title:")
        watcher.built()
        assert watcher.stop().count("titel") == 1
    finally:
        watcher.close()
