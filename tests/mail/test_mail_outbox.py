"""Drafts: as many as there are people, none of an earlier list among them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.mail.outbox import MOST, Outbox
from tests.mail.writing import message, opened_mail


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "output" / "outbox", "test")


def test_drafts_are_numbered_files(outbox: Outbox) -> None:
    data = message(draft=True)
    outbox.clear(2, len(data))
    assert [outbox.put(number, data).name for number in (1, 2)] == ["test-0001.eml", "test-0002.eml"]
    assert [draft.read_bytes() for draft in outbox.drafts()] == [data, data]
    assert opened_mail(outbox.drafts()[0].read_bytes())["X-Unsent"] == "1"


def test_older_drafts_go_and_all_else_stays(outbox: Outbox) -> None:
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
    assert [draft.name for draft in outbox.drafts()] == old
    outbox.clear(1, 100)
    assert {file.name for file in outbox.folder.iterdir()} == set(other)
    assert outbox.put(MOST, b"new").name == "test-10000.eml"


def test_too_many(outbox: Outbox) -> None:
    outbox.put(1, b"old")
    with pytest.raises(BadInput, match="10001 drafts are more"):
        outbox.clear(MOST + 1, 1)
    assert len(outbox.drafts()) == 1


def test_too_large(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(outbox.folder.parents[1])._replace(free=2_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    outbox.clear(10, 100_000)
    with pytest.raises(BadInput, match=r"11 drafts of 0\.1 MB .* half of the free disk"):
        outbox.clear(11, 100_000)


def test_an_old_draft_that_cannot_be_deleted(outbox: Outbox) -> None:
    (outbox.folder / "test-0001.eml").mkdir(parents=True)
    with pytest.raises(BadInput, match="cannot be deleted") as caught:
        outbox.clear(1, 1)
    assert "by mistake" in caught.value.hint


def test_a_slug_is_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "axb-0001.eml").write_text("other")
    assert Outbox(tmp_path, "a.b").drafts() == []
