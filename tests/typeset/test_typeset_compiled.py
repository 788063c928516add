"""Templates that are kept as code: the next process has them, and never those of another text or a spoilt disk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from brochure.typeset import compiled


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where they are kept, instead of beside our own."""
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(tmp_path / "compiled.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Jinja was asked to compile."""
    texts: list[str] = []
    compiling = Environment.compile

    def noting(self: Environment, source: str, *more: Any, **named: Any) -> Any:
        texts.append(source)
        return compiling(self, source, *more, **named)

    monkeypatch.setattr(Environment, "compile", noting)
    return texts


def rendered(text: str) -> str:
    """As a process does that begins anew."""
    loader = DictLoader({"page.html": text})
    return Environment(loader=loader, bytecode_cache=compiled.Compiled()).get_template("page.html").render()


def test_the_next_process_has_the_code_until_the_text_is_another(room: Path, asked: list[str]) -> None:
    assert [rendered(text) for text in ("{{ 1 + 1 }}", "{{ 1 + 1 }}", "{{ 2 + 1 }}")] == ["2", "2", "3"]
    assert asked == ["{{ 1 + 1 }}", "{{ 2 + 1 }}"]
    assert len(list(room.iterdir())) == 2


def test_what_a_disk_spoilt_is_compiled_again(room: Path, asked: list[str]) -> None:
    rendered("WORDS")
    (kept,) = room.iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"WORDS", b"SWORD"))
    assert rendered("WORDS") == "WORDS"
    assert len(asked) == 2


def test_nothing_is_kept_where_python_keeps_nothing(
    room: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered("{{ 1 + 1 }}") + rendered("{{ 1 + 1 }}") == "22"
    assert len(asked) == 2
    assert not list(room.iterdir())


def test_the_newest_are_kept(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_MOST", 3)
    for number in range(5):
        rendered(str(number))
    assert len(list(room.iterdir())) == 3
