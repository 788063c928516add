"""Programs of others that turn a format into one that can be read: each runs apart, without a network, and ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

#: Seconds that one gets. The job around it has a budget of its own, which ends it sooner.
PATIENCE = 90.0


class Failed(Exception):
    """It did not start, took too long, or said that it failed."""


def run(program: str, arguments: Sequence[str], folder: Path, patience: float = PATIENCE) -> bytes:
    """What `program` writes to its standard output. It works in `folder`, which is its home, too. Raises Failed."""
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
    }
    try:
        process = subprocess.Popen(
            [*_apart(), program, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as fault:
        raise Failed from fault
    try:
        output, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired as fault:
        raise Failed from fault
    finally:
        _end(process)
    if process.returncode:
        raise Failed
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it and all that it started, whatever happened here."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _apart() -> tuple[str, ...]:
    """What starts a program without a network, where the system has it (Linux)."""
    unshare = shutil.which("unshare")
    if not unshare:
        return ()
    command = (unshare, "--user", "--net", "--")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if done.returncode == 0 else ()
