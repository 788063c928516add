"""Art that was drawn once lies in the private folder: found there it is not drawn again, and spoilt it is."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from brochure.typeset import art_pages, motifs_kept
from tests.production.conftest import Small


def built(small: Small) -> bytes:
    art_pages._kept.clear()  # as in a new process
    small.built("--force", "--layout", "handout", "--edition", "office")
    return (small.root / "output/one/one-handout-letter-office.pdf").read_bytes()


def test_art_is_drawn_once_and_again_where_it_is_spoilt(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Path] = []
    draw = art_pages._drawn

    def noting(*given: Any) -> bytes:
        drawn.append(small.root)
        return draw(*given)

    monkeypatch.setattr(art_pages, "_drawn", noting)
    first = built(small)
    assert len(drawn) == 1
    assert built(small) == first
    assert len(drawn) == 1
    (kept,) = (small.root / ".brochure/art").iterdir()
    kept.write_bytes(kept.read_bytes()[:-40] + b"?" * 40)
    assert built(small) == first
    assert len(drawn) == 2
    for folder in ("art", "motifs"):
        shutil.rmtree(small.root / ".brochure" / folder)
    motifs_kept.drawn.cache_clear()
    assert built(small) == first
    assert len(drawn) == 3
    small.desk.swap("brochure.toml", "[defaults]", '[brand.colours]\nprimary = "#113355"\n\n[defaults]')
    assert built(small) != first
    assert len(drawn) == 4
