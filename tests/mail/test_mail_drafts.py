"""Drafts: as many as there are people, none of an earlier list among them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.mail.drafts import MOST, DraftFolder, erase
from brochure.mail.policy import Recipient
from tests.mail.writing import message, opened_mail


@pytest.fixture
def outbox(tmp_path: Path) -> DraftFolder:
    return DraftFolder(tmp_path / "output" / "outbox", "test")


def test_drafts_are_numbered_files(outbox: DraftFolder) -> None:
    data = message(draft=True)
    outbox.check_room(2, len(data))
    assert [outbox.put(number, data).name for number in (1, 2)] == ["test-0001.eml", "test-0002.eml"]
    assert [draft.read_bytes() for draft in outbox.drafts().values()] == [data, data]
    assert opened_mail(outbox.drafts()[1].read_bytes())["X-Unsent"] == "1"


def test_drafts_are_told_from_all_else(outbox: DraftFolder) -> None:
    outbox.folder.mkdir(parents=True)
    old = ["test-0001.eml", "test-0002.eml", "test-10000.eml"]
    other = [
        "test-1.eml",
        "test-0001.eml.txt",
        "test-more-0001.eml",
        "atest-0001.eml",
        "test.png",
        "test-0001-0001.eml",
    ]
    for name in old + other:
        (outbox.folder / name).write_text("old")
    assert [draft.name for draft in outbox.drafts().values()] == old
    assert outbox.put(MOST, b"new").name == "test-10000.eml"


def test_drafts_are_known_by_their_mailbox(outbox: DraftFolder) -> None:
    jose = Recipient("jose@home.example", "jose@home.example", "José")
    outbox.put(2, message(draft=True))
    outbox.put(7, message(recipient=jose, draft=True))
    assert outbox.by_mailbox()[jose.key] == 7
    assert sorted(outbox.by_mailbox().values()) == [2, 7]


def test_too_many(outbox: DraftFolder) -> None:
    outbox.put(1, b"old")
    with pytest.raises(BadInput, match="10001 drafts are more"):
        outbox.check_room(MOST + 1, 1)
    assert len(outbox.drafts()) == 1


def test_too_large(outbox: DraftFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(outbox.folder.parents[1])._replace(free=2_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    outbox.check_room(10, 100_000)
    with pytest.raises(BadInput, match=r"11 drafts of 0\.1 MB .* half of the free disk"):
        outbox.check_room(11, 100_000)


def test_an_old_draft_that_cannot_be_read(outbox: DraftFolder) -> None:
    (outbox.folder / "test-0001.eml").mkdir(parents=True)
    with pytest.raises(BadInput, match="cannot be read"):
        outbox.by_mailbox()


def test_a_slug_is_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "axb-0001.eml").write_text("other")
    assert DraftFolder(tmp_path, "a.b").drafts() == {}


@pytest.fixture
def open_mask() -> Iterator[None]:
    """Others may read what is written, unless the program sees to it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
def test_only_the_owner_may_look(outbox: DraftFolder) -> None:
    outbox.folder.mkdir(parents=True)
    for file in (outbox.put(1, b"draft"), outbox.put_preview("test", b"png")):
        assert file.stat().st_mode & 0o777 == 0o600
    assert outbox.folder.stat().st_mode & 0o777 == 0o700
    assert (outbox.folder / ".gitignore").read_text() == "*\n"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(BadInput, match="outbox cannot be made"):
        DraftFolder(tmp_path / "outbox", "test").put(1, b"draft")


def test_erasing_somebody_leaves_the_drafts_to_others(tmp_path: Path) -> None:
    jose = Recipient("José@xn--mnchen-3ya.example", "josé@xn--mnchen-3ya.example", "José")
    for slug in ("test", "other"):
        box = DraftFolder(tmp_path, slug)
        box.put(1, message(draft=True))
        box.put(2, message(recipient=jose, draft=True))
        box.put_preview(slug, b"a picture of Jos\xc3\xa9")
    edited = tmp_path / "test-0003.eml"
    edited.write_bytes(message(recipient=jose).replace(b"\r\n", b"\n"))
    remaining = {"test-0001.eml", "other-0001.eml", "test-0004.eml", "notes.txt", ".gitignore"}
    (tmp_path / "test-0004.eml").write_bytes(b"\xff\0 no message: at all")
    (tmp_path / "notes.txt").write_text("mine")
    assert erase(tmp_path, jose.key) == 3
    assert {file.name for file in tmp_path.iterdir()} == remaining
    assert erase(tmp_path, jose.key) == 0
    assert erase(tmp_path / "none", jose.key) == 0


@pytest.mark.parametrize("to", ["", "To:\r\n", "To: a@@b\r\n", 'To: <>, "\r\n', "To: group:;\r\n", "To: =?x?q?=@\r\n"])
def test_a_draft_that_somebody_broke_is_nobodys(outbox: DraftFolder, to: str) -> None:
    outbox.put(1, f"{to}Subject: x\r\n\r\ntext".encode())
    assert erase(outbox.folder, "maria@example.org") == 0
