"""The bar is for terminals only, and leaves nothing behind on them."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest

from brochure.cli.progress import Progress, pace_of
from tests.conftest import Desk, command, environment

WIPE = "\r\x1b[K"


def on_a_terminal(desk: Desk, *arguments: str, **more: str) -> str:
    """What a terminal that shows standard error gets to read."""
    ours, its = pty.openpty()
    process = subprocess.Popen(command(*arguments), cwd=desk.root, env=environment(**more), stderr=its)
    os.close(its)
    read = b""
    try:
        while chunk := os.read(ours, 4096):
            read += chunk
    except OSError:  # so Linux says that nobody writes any more
        pass
    os.close(ours)
    assert process.wait() == 0
    return read.decode()


def final_lines(text: str) -> list[str]:
    """The lines that are left on the terminal at the end."""
    return [line.rpartition(WIPE)[2] for line in text.replace("\r\n", "\n").split("\n")]


@pytest.mark.sample(1)
@pytest.mark.parametrize("colours", [{}, {"NO_COLOR": "1"}])
def test_a_terminal(desk: Desk, colours: dict[str, str]) -> None:
    desk.article("Words.")
    text = on_a_terminal(desk, "build", "test", "--edition", "email", **colours)
    assert "Building ░░░░░░░░░░░░░░░░░░░░░░░░ 0/1" in text
    line, *_, end = final_lines(text)
    assert line.startswith("output/test/test-email.pdf: 1 page")
    assert end == ""
    assert final_lines(on_a_terminal(desk, "build", "test", "--edition", "email", **colours)) == [
        "1 product is fresh.",
        "",
    ]


def test_quiet(desk: Desk) -> None:
    desk.article("Words.")
    assert on_a_terminal(desk, "build", "test", "--edition", "email", "-q") == ""


def test_what_is_no_terminal_has_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("Building", quiet=False) as progress:
        progress.begin(2)
        progress.step("First.")
        progress.step()
    assert capsys.readouterr().err == "First.\n"


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (2, 200, 1.0, ""),
        (3, 9, 1.5, ", 2.0 a second, 3 s left"),
        (20, 200, 8.0, ", 2.5 a second, 72 s left"),
        (100, 1000, 100.0, ", 1.0 a second, 15 min left"),
    ],
)
def test_the_pace_and_the_time_left(done: int, total: int, seconds: float, said: str) -> None:
    assert pace_of(done, total, seconds) == said
