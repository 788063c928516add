"""Faults of the machine are told apart from faults of the copy, under the same exit code."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from brochure.errors import BadInput, Busy, CannotRead, CannotWrite, ExitCode, Missing
from brochure.mail.store import lock_sending
from brochure.storage.atomic import publish
from brochure.storage.databases import DatabaseFault, fault_of
from brochure.storage.os_errors import NotAFile, reason, unreadable
from brochure.workspace.workspace import open_workspace


def test_every_kind_ends_with_the_code_of_bad_input() -> None:
    assert {kind("x").code for kind in (BadInput, Busy, CannotRead, CannotWrite, Missing)} == {ExitCode.BAD_INPUT}


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "leaflet.pdf").write_bytes(b"the old one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match=r"leaflet\.pdf cannot be written: No space left on device"):
        publish(b"the new one", tmp_path / "leaflet.pdf")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"the old one"]


def test_a_lock_that_another_holds(tmp_path: Path) -> None:
    handle = lock_sending(tmp_path)
    try:
        with pytest.raises(Busy, match="Another `brochure send` is at work"):
            lock_sending(tmp_path)
    finally:
        os.close(handle)


def test_a_database_that_another_holds(tmp_path: Path) -> None:
    first, second = (sqlite3.connect(tmp_path / "one.sqlite", timeout=0, isolation_level=None) for _ in range(2))
    first.execute("begin exclusive")
    with pytest.raises(sqlite3.OperationalError) as caught:
        second.execute("create table one (number integer)")
    first.close()
    second.close()
    assert fault_of(caught.value) is DatabaseFault.BUSY


def test_a_database_of_other_bytes(tmp_path: Path) -> None:
    (tmp_path / "one.sqlite").write_bytes(b"no database " * 100)
    connection = sqlite3.connect(tmp_path / "one.sqlite")
    with pytest.raises(sqlite3.DatabaseError) as caught:
        connection.execute("select * from sqlite_master")
    connection.close()
    assert fault_of(caught.value) is DatabaseFault.DAMAGED


def test_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="There is no folder"):
        open_workspace(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (NotAFile(errno.EINVAL, "it is a pipe, not a file"), Missing, "The list is a pipe, not a file."),
        (PermissionError(errno.EACCES, "Permission denied"), CannotRead, "The list cannot be read: Permission denied."),
    ],
)
def test_what_cannot_be_read(error: OSError, kind: type[BadInput], message: str) -> None:
    refusal = unreadable("The list", error)
    assert (type(refusal), refusal.message) == (kind, message)


def test_a_reason_without_a_system_call() -> None:
    assert reason(TimeoutError("timed out"), "it does not answer") == "it does not answer"
