"""Motifs that were drawn before: every one is kept and found, and nothing else is taken for one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from brochure.art.colour import Colour
from brochure.art.frame import Inks, Shape
from brochure.art.motifs import MOTIFS, draw
from brochure.typeset import motifs_kept
from brochure.typeset.motifs_kept import store_of

INKS = Inks((Colour(138, 42, 31), Colour(47, 93, 87)), Colour(227, 162, 59), Colour(255, 255, 255))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The motifs that are drawn."""
    drawn: list[str] = []

    def noting(name: Any, **asked: Any) -> str:
        drawn.append(name)
        return draw(name, **asked)

    monkeypatch.setattr("brochure.typeset.motifs_kept.draw", noting)
    return drawn


def drawn(records: Path, name: Any, shape: Shape = Shape.COVER) -> str:
    """As a process does that begins anew."""
    motifs_kept.drawn.cache_clear()
    return motifs_kept.drawn(store_of(records), name, shape, (200.0, 300.0), INKS, "an-article", "maple")


def test_each_motif_is_drawn_once(tmp_path: Path, counted: list[str]) -> None:
    for name in MOTIFS:
        assert drawn(tmp_path, name, Shape.EMBLEM) == drawn(tmp_path, name, Shape.EMBLEM)
    assert counted == list(MOTIFS)


def test_what_the_pen_does_not_write_is_drawn_anew(tmp_path: Path, counted: list[str]) -> None:
    whole = drawn(tmp_path, "rings")
    (kept,) = (tmp_path / "motifs").iterdir()
    for other in (
        whole.replace("</g>", '<image href="file:///etc/passwd"/></g>'),
        whole.replace('fill="', 'onload="a()" fill="', 1),
        whole.replace("#", "url(#", 1),
        whole + "<script/>",
        "\x80",
    ):
        data = other.encode("latin-1")
        kept.write_bytes(data + sha256(data).digest())
        counted.clear()
        assert drawn(tmp_path, "rings") == whole
        assert counted == ["rings"]
