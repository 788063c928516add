"""The locks: everything pinned and hashed, nothing that ties them to one machine, the two in agreement."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def requirements(lock: str) -> dict[str, str]:
    """What a lock asks for: by name, the whole entry with its hashes, without comments."""
    lines = [line for line in (ROOT / lock).read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    entries = re.sub(r" \\\n", " ", "\n".join(lines)).splitlines()
    return {re.split(r"[=\s]", entry, maxsplit=1)[0]: entry for entry in entries if entry}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    entries = requirements(lock)
    assert len(entries) > 20
    for entry in entries.values():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry), entry[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*(-[a-z]|--(?!hash=))", text), "an option for pip"
    assert not re.search(r"(^|[\s='\"])[/~]\w", text), "a path of some machine"


def test_the_runtime_lock_is_part_of_the_other() -> None:
    runtime, development = (requirements(lock) for lock in LOCKS)
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_holds_what_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = list(project["dependencies"])
    # `all`, which names the others, is what a checkout installs
    for extra in extras.keys() - {"all"} - ({"dev"} if lock == "requirements.lock" else set()):
        wanted += extras[extra]
    locked = {normal(name): entry for name, entry in requirements(lock).items()}
    for requirement in map(Requirement, wanted):
        entry = locked.get(normal(requirement.name))
        assert entry, f"{lock} has no {requirement.name}"
        version = entry.partition("==")[2].split()[0]
        assert requirement.specifier.contains(version, prereleases=True), f"{lock} has {version} for {requirement}"
