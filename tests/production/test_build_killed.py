"""A run that is killed, or whose inputs are swapped under its feet: the next build is right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from brochure.storage.atomic import publish
from tests.conftest import command, environment
from tests.production.conftest import Small

NAMES = ("one", "two", "three")
ARTICLE = "---\ntitle: Of {name}\n---\n\n{words}\n"


def write(small: Small, words: str) -> None:
    for name in NAMES:
        small.desk.article(ARTICLE.format(name=name, words=words), name=name)


@pytest.mark.sample(1)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_random_moments(small: Small, jobs: str, pytestconfig: pytest.Config) -> None:
    small.articles(*NAMES)
    texts = [f"Some words of version {version}." for version in range(2)]
    clean = []
    for words in texts:
        write(small, words)
        small.built("--jobs", "1")
        clean.append(small.desk.files())
    chance = random.Random(int(jobs))
    for number in range(10 if pytestconfig.getoption("whole") else 3):
        write(small, texts[number % 2])
        process = subprocess.Popen(
            command("build", "-q", "--jobs", jobs),
            cwd=small.root,
            env=environment(),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, 1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        small.built("--jobs", "1")
        assert small.desk.files() == clean[number % 2]
        assert small.built() == {}


HOLDS = """
import os, sys
from pathlib import Path
from brochure.storage.atomic import publish

os.fsync = lambda _: (print(flush=True), sys.stdin.read())
publish(b"The product of another.", Path(sys.argv[1]))
"""


def test_what_a_killed_run_was_writing_is_swept_and_what_another_writes_is_not(tmp_path: Path) -> None:
    ours, others = tmp_path / "ours.pdf", tmp_path / "others.pdf"
    start = [sys.executable, "-c", HOLDS, str(others)]
    for kill in (True, False):
        with subprocess.Popen(start, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            publish(b"Ours.", ours)
            assert len(list(tmp_path.glob(".*.tmp"))) == 1
            if kill:
                writer.kill()
            else:
                writer.communicate(b"")
    # The second writer swept what the first had left.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["others.pdf", "ours.pdf"]
    assert others.read_bytes() == b"The product of another."


def test_inputs_that_are_swapped_under_its_feet(small: Small) -> None:
    """Whatever a build met, nothing counts as fresh that is not made of what lies there."""
    path = small.root / "assets/articles/one.md"
    texts = [ARTICLE.format(name="one", words=f"Words of version {version}.").encode() for version in range(2)]
    clean = []
    for text in texts:
        path.write_bytes(text)
        small.built()
        clean.append(small.desk.files())
    done = Event()

    def swap() -> None:
        number = 0
        while not done.is_set():
            number += 1
            publish(texts[number % 2], path)

    thread = Thread(target=swap)
    thread.start()
    try:
        for _ in range(8):
            small.desk.brochure("build")
    finally:
        done.set()
        thread.join()
    present = texts.index(path.read_bytes())
    if small.standing() == {"one-email": ("fresh",)}:
        assert small.desk.files() == clean[present]
    small.built()
    assert small.desk.files() == clean[present]


def test_two_builds_at_once(small: Small, pytestconfig: pytest.Config) -> None:
    small.articles(*NAMES)

    def build(_: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command("build", "-q", "--jobs", "1"),
            cwd=small.root,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    for number in range(2 if pytestconfig.getoption("whole") else 1):
        write(small, f"Words of version {number}.")
        with ThreadPoolExecutor(2) as pool:
            for done in pool.map(build, range(2)):
                assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        made = small.desk.files()
        assert small.built() == {}
        small.built("--force", "--jobs", "1")
        assert small.desk.files() == made
