"""The time of a run, and the rate limit of what is sent."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

#: No server is waited for longer than this at a time, in seconds, however often a wait is doubled.
LONGEST_PAUSE = 3600.0


def doubled(pause: float, times: int) -> float:
    """The pause in seconds after it was doubled so often."""
    return min(pause * float(2**times), LONGEST_PAUSE)


class Clock:
    """Tells the time and waits. Once made, it does not jump when somebody sets the computer's clock."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._from = time.monotonic()

    def now(self) -> datetime:
        """The time in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._from)

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)


class RateLimit:
    """Keeps messages apart: no more than `per_minute` of them, evenly spaced; 0 sets no limit."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._apart = timedelta(minutes=1 / per_minute) if per_minute else timedelta()
        self._clock = clock
        self._next = clock.now()

    def wait(self) -> None:
        """Returns when the next message may go."""
        missing = (self._next - self._clock.now()).total_seconds()
        if missing > 0:
            self._clock.sleep(missing)
        self._next = self._clock.now() + self._apart
