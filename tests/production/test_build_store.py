"""What is kept in the private folder: the newest, never more than the bound, and nothing that was spoilt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brochure.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".brochure" / "kept", lambda: "one", 20)


def keep(store: Store, number: int) -> bool:
    """Asks for what the number makes, as old as the number is small; whether it had to be made."""
    made: list[int] = []

    def make() -> bytes:
        made.append(number)
        return b"content %d" % number

    assert store.kept(str(number), make) == b"content %d" % number
    os.utime(store.file(str(number)), (number, number))
    return bool(made)


def test_the_newest_are_kept_and_no_more_than_the_bound(store: Store) -> None:
    for number in range(1, 101):
        assert keep(store, number)
        assert len(list(store.folder.iterdir())) <= 20
        assert not any(keep(store, before) for before in range(max(1, number - 15), number))


def test_what_is_gone_or_spoilt_is_made_again(store: Store) -> None:
    for spoil in (
        Path.unlink,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"content 7" + b"?" * 32),
    ):
        keep(store, 7)
        spoil(store.file("7"))
        assert keep(store, 7)
        assert not keep(store, 7)
