"""Mutated inputs through every door of the program; `--all` puts ten thousand through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_mutated_inputs(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    whole = pytestconfig.getoption("whole")
    count, jobs = (10_000, 2) if whole else (15, 1)
    call = [sys.executable, "-P", "-m", "benchmarks.fuzz", "--count", str(count), "--jobs", str(jobs)]
    done = subprocess.run([*call, "--keep", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f"{count} of {count} inputs, 0 faults, 0 connections" in done.stdout
