"""How far a long command has come: a bar on a terminal, and lines above it; elsewhere the lines alone."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

from brochure.cli.standing import say

#: From so many steps on the pace of the others is known; so many seconds are told in minutes.
_TELLING, _IN_MINUTES = 3, 90


class Progress:
    """Steps of a command, told on standard error; with `quiet` nothing is.

    Not click.progressbar, which has no lines above it, hides the cursor and stays when it is done; nor rich, which
    takes a tenth of a second to import.
    """

    _WIDTH = 24

    def __init__(self, doing: str, *, quiet: bool) -> None:
        self._doing = doing
        self._quiet = quiet
        self._total = 0
        self._done = 0
        self._began = 0.0
        self._bar = sys.stderr.isatty() and not quiet

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._wipe()
        self._bar = False

    def begin(self, total: int) -> None:
        """So many steps will be taken."""
        self._total = total
        self._began = time.monotonic()
        self._draw()

    def step(self, line: str = "") -> None:
        """One is done; `line` is what there is to say of it."""
        self._done += 1
        self.say(line)

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._wipe()
        if line and not self._quiet:
            say(line, err=True)
        self._draw()

    def _draw(self) -> None:
        if self._bar and self._done < self._total:
            full = self._WIDTH * self._done // self._total
            bar = "█" * full + "░" * (self._WIDTH - full)
            pace = pace_of(self._done, self._total, time.monotonic() - self._began)
            click.echo(f"{self._doing} {bar} {self._done}/{self._total}{pace}", err=True, nl=False)

    def _wipe(self) -> None:
        if self._bar:
            click.echo("\r\x1b[K", err=True, nl=False)


def pace_of(done: int, total: int, seconds: float) -> str:
    """How many steps a second were taken, and how long the others will take; empty as long as that is a guess."""
    if done < _TELLING or seconds <= 0:
        return ""
    left = seconds / done * (total - done)
    time_left = f"{left / 60:.0f} min" if left >= _IN_MINUTES else f"{left:.0f} s"
    return f", {done / seconds:.1f} a second, {time_left} left"
