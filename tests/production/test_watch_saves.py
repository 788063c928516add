"""Which saves are heard, and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from brochure.errors import Lacking
from brochure.production.watch import concerns, saves


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("assets/articles/one.md", True),
        ("brochure.toml", True),
        ("layouts/email/output/style.css", True),
        ("output/one/one-email.pdf", False),
        (".brochure/build.sqlite", False),
        (".git/index", False),
        ("assets/articles/.one.md.swp", False),
        ("assets/articles/one.md~", False),
        ("assets/articles/.#one.md", False),
        ("assets/articles/one.md.tmp", False),
        ("", False),
    ],
)
def test_what_concerns_a_product(tmp_path: Path, name: str, heard: bool) -> None:
    assert concerns(tmp_path, tmp_path / name) is heard


def test_it_says_when_it_listens_and_misses_nothing_from_then_on(tmp_path: Path) -> None:
    stop = Event()
    heard = saves(tmp_path, stop)
    assert next(heard) == frozenset()
    (tmp_path / "one.md").write_text("Saved while the first build was made.", "utf-8")
    assert next(heard) == {tmp_path / "one.md"}
    stop.set()
    assert list(heard) == []


def test_a_system_that_watches_no_more_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.setattr("brochure.production.watch.watch", refuse)
    with pytest.raises(Lacking, match="OS file watch limit reached"):
        next(saves(tmp_path, Event()))
