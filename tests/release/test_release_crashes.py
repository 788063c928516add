"""Releases that are killed, and releases at the same time: each version is whole or is not."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brochure.release.manifest import read, tampering
from tests.conftest import Desk, environment
from tests.release.conftest import RELEASES, clear

#: The program on a slow disk, so that there are moments at which to kill it.
SLOW = """
import os, time
import brochure.__main__ as program

flush = os.fsync

def slowly(handle):
    time.sleep(0.03)
    flush(handle)

os.fsync = slowly
program.main()
"""


def start(desk: Desk) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW, "release", "test"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=desk.root, env=environment(), stdout=pipe, stderr=pipe, text=True)


def whole(archive: Path) -> list[str]:
    """The versions in the archive, each looked at."""
    names = sorted(path.name for path in archive.glob("v*"))
    for name in names:
        assert tampering(archive / name, read(archive / name)) == ()
        assert (archive / name).stat().st_mode & 0o777 == 0o555
    return names


@pytest.mark.xdist_group("release-crashes")
def test_a_killed_release_leaves_no_half_version(leaflet: Desk, request: pytest.FixtureRequest) -> None:
    archive, chance = leaflet.root / RELEASES, random.Random(5)
    leftovers = 0
    for moment in range(8) if request.config.getoption("whole") else (1, 3, 5):
        for path in archive.glob("v*"):
            clear(path)
        process = start(leaflet)
        before = set(archive.glob(".new-*"))
        while process.poll() is None and set(archive.glob(".new-*")) <= before and not list(archive.glob("v*")):
            time.sleep(0.002)
        time.sleep(moment * 0.035 + chance.random() * 0.03)
        process.kill()
        process.communicate()
        assert whole(archive) in ([], ["v1"])
        leftovers += bool(list(archive.glob(".new-*")))
    assert leftovers, "no run was killed in the middle; the disk is not slow enough"
    assert leaflet.brochure("release", "test").out == f"{RELEASES}/v1\n"
    assert sorted(path.name for path in archive.iterdir()) == [".lock", "v1"]


@pytest.mark.xdist_group("release-crashes")
def test_two_at_once_make_no_mixture(leaflet: Desk) -> None:
    archive = leaflet.root / RELEASES
    clear(archive / "v1")
    processes = [start(leaflet), start(leaflet)]
    outputs = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert [out for out, _ in outputs] == [f"{RELEASES}/v1\n"] * 2
    assert sorted(err.startswith("Nothing changed since v1") for _, err in outputs) == [False, True]
    assert whole(archive) == ["v1"]
