"""Tells every open page that something is new, by server-sent events. What is new, the page asks for itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Lock

#: After so many seconds without news a comment is sent, so that a page that has gone is noticed.
_BREATH = 15.0
#: Milliseconds after which a browser that lost the connection tries again.
_RETRY = 700


@dataclass(eq=False)
class _Viewer:
    leaflet: str
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """The open pages. `tell` may be called from any thread, `listen` from the server's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._viewers: list[_Viewer] = []
        # Another run of the server has another name, so a page that comes back knows that it must ask.
        self._run = token_hex(4)
        self._news = 0
        self._closed = False

    @property
    def version(self) -> str:
        """Another one after each `tell`."""
        return f"{self._run}-{self._news}"

    def viewed(self) -> tuple[str, ...]:
        """The leaflets that are on view, the one that was opened last first."""
        with self._lock:
            return tuple(dict.fromkeys(viewer.leaflet for viewer in reversed(self._viewers)))

    def tell(self) -> None:
        """There is news."""
        with self._lock:
            self._news += 1
            self._wake()

    def close(self) -> None:
        """Ends every page's stream; without that the server would wait for them."""
        with self._lock:
            self._closed = True
            self._wake()

    def _wake(self) -> None:
        for viewer in self._viewers:
            viewer.loop.call_soon_threadsafe(viewer.woken.set)

    async def listen(self, leaflet: str) -> AsyncIterator[str]:
        """The stream of a page on which `leaflet` is shown: at once the present version, then each that follows."""
        viewer = _Viewer(leaflet, asyncio.get_running_loop())
        with self._lock:
            self._viewers.append(viewer)
        try:
            yield f"retry: {_RETRY}\n\n"
            sent = ""
            while not self._closed:
                viewer.woken.clear()
                if sent != (version := self.version):
                    sent = version
                    yield f"data: {version}\n\n"
                try:
                    await asyncio.wait_for(viewer.woken.wait(), _BREATH)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                self._viewers.remove(viewer)
