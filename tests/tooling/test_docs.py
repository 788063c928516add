"""What the pages for people name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
#: Where paths within the package are written without its name, or without the room that the page speaks of.
ROOMS = (ROOT, ROOT / "brochure", ROOT / "brochure" / "storage", ROOT / "brochure" / "prepress")


@pytest.mark.parametrize("page", PAGES)
def test_every_path_exists(page: str) -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|lock))`", (ROOT / page).read_text("utf-8"))
    missing = [path for path in named if not any((room / path).exists() for room in ROOMS)]
    assert set(missing) <= {"output/", "layout.toml", "article.md"}
    assert len(named) > 9


def test_every_test_that_answers_for_a_rule_of_ghent_is_there() -> None:
    text = (ROOT / "brochure" / "prepress" / "GHENT.md").read_text("utf-8")
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    named = set(re.findall(r"`(test_\w+)`", text))
    assert len(named) > 15
    assert sorted(name for name in named if f"def {name}(" not in tests) == []


def test_the_known_holes_are_of_the_versions_that_are_locked() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8").partition("## Known holes")[2]
    locked = (ROOT / "requirements.lock").read_text("utf-8").lower()
    versions = re.findall(r"^\| ([\w-]+) ([\d.]+) \|", text, re.MULTILINE)
    for name, version in versions:
        if name != "CPython":
            assert re.search(rf"^{name.lower()}=={re.escape(version)} ", locked, re.MULTILINE), name
    assert len(versions) > 10
