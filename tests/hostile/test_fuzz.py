"""Mutated inputs through every door of the program; `--all` puts four thousand through, in portions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("seed", [9, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(10, 19))])
def test_mutated_inputs(pytestconfig: pytest.Config, tmp_path: Path, seed: int) -> None:
    count = 400 if pytestconfig.getoption("whole") else 10
    call = [sys.executable, "-P", "-m", "benchmarks.fuzz", "--count", str(count), "--seed", str(seed), "--jobs", "1"]
    done = subprocess.run([*call, "--keep", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f"{count} of {count} inputs, 0 faults, 0 connections" in done.stdout
