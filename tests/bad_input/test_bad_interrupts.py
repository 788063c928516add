"""Ctrl-C and SIGTERM at any moment: exit 130, no traceback, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brochure.production.plan import BuildRequest, plan
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk, command, environment

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="needs /proc to see when it listens")

INTERRUPTED = "brochure: Interrupted. Nothing half-written is left."


def listens(process: subprocess.Popen[str]) -> bool:
    """Whether the program, not only the interpreter, is there: it alone catches SIGTERM. True too once it is gone."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    except OSError:
        return True
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), None)
    return caught is None or bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


CASES = [
    pytest.param(jobs, number, delay, id=f"{number.name}-{jobs}-{delay}")
    for jobs, number, delays in [
        (1, signal.SIGINT, (0, 0.03, 0.1, 0.25, 0.6, 1.2)),
        (2, signal.SIGINT, (0.05, 0.15, 0.3, 0.6, 1.2)),
        (1, signal.SIGTERM, (0, 0.1, 0.5)),
        (2, signal.SIGTERM, (0.1, 0.6, 1.2)),
    ]
    for delay in delays
]


@pytest.mark.sample(5)
@pytest.mark.parametrize(("jobs", "number", "delay"), CASES)
def test_an_interrupt(desk: Desk, jobs: int, number: signal.Signals, delay: float) -> None:
    products = [f"{slug}/{slug}-email.pdf" for slug in ("a-window-for-change", "how-ketamine-therapy-works")]
    for product in products:
        desk.write(f"output/{product}", "The old product.")
    process = subprocess.Popen(
        command("build", "--jobs", str(jobs)),
        cwd=desk.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not listens(process):
        time.sleep(0.001)
    time.sleep(delay)
    # A terminal sends Ctrl-C to every process of the job; what stops a service sends SIGTERM to the first.
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    out, err = process.communicate()

    assert out == ""
    done = len([line for line in err.splitlines() if line.startswith("output/")])
    notices = [line for line in err.splitlines() if line and not line.startswith("output/")]
    # Only where all was done already may it have come too late.
    if process.returncode != 0:
        assert process.returncode == 130
        assert notices[-1:] == [INTERRUPTED]
        notices = [line for line in notices[:-1] if "The typesetting engine complains" not in line]
    else:
        assert done == sum(len(task.products) for task in plan(open_workspace(desk.root), BuildRequest()))
    assert notices == []
    files = desk.files()
    assert {f"output/{product}" for product in products} <= set(files)
    for name, data in files.items():
        assert name.endswith(".pdf")
        assert data == b"The old product." or data.rstrip().endswith(b"%%EOF")


DEAF = """
import os, signal, time
import brochure.__main__ as program, brochure.cli.run as command_line

class Deaf:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)

def run(_):
    Deaf()
    time.sleep(30)
    return 0

command_line.run = run
program.main()
"""


def test_an_interrupt_that_python_swallows_comes_again(desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEAF],
        cwd=desk.root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "brochure: Interrupted. Nothing half-written is left.\n")
