"""Server-sent events: each open page is told that something is new. What is new, the page asks for itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Lock

#: Seconds without an event after which a comment is sent, so that a page that has gone is noticed.
_KEEP_ALIVE = 15.0
#: Milliseconds after which a browser that lost the connection tries again.
_RETRY = 700


@dataclass(eq=False)
class _Subscriber:
    leaflet: str
    fine: int
    loop: asyncio.AbstractEventLoop
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class PageEvents:
    """The open pages. `publish` may be called from any thread, `subscribe` from the server's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._subscribers: list[_Subscriber] = []
        # Another start of the server has another id, so a page that comes back knows that it must ask.
        self._server_id = token_hex(4)
        self._count = 0
        self._closed = False
        #: Of the last news, the addresses of a leaflet's pictures, for pages that want them so fine.
        self._pictures: Mapping[tuple[str, int], tuple[str, ...]] = {}

    @property
    def version(self) -> str:
        """Another one after each `publish`."""
        return f"{self._server_id}-{self._count}"

    def viewed(self) -> tuple[str, ...]:
        """The leaflets that are on view, the one that was opened last first."""
        with self._lock:
            return tuple(dict.fromkeys(subscriber.leaflet for subscriber in reversed(self._subscribers)))

    def fineness(self, leaflet: str) -> frozenset[int]:
        """How fine the pages on which `leaflet` is shown want its pictures."""
        with self._lock:
            return frozenset(subscriber.fine for subscriber in self._subscribers if subscriber.leaflet == leaflet)

    def publish(self, pictures: Mapping[tuple[str, int], tuple[str, ...]] | None = None) -> None:
        """Tells every page that there is something new; with `pictures`, what it will show of a leaflet, so fine."""
        with self._lock:
            self._count += 1
            self._pictures = pictures or {}
            self._wake()

    def close(self) -> None:
        """Ends every page's stream; without that the server would wait for them."""
        with self._lock:
            self._closed = True
            self._wake()

    def _wake(self) -> None:
        for subscriber in self._subscribers:
            subscriber.loop.call_soon_threadsafe(subscriber.changed.set)

    async def subscribe(self, leaflet: str, fine: int = 1) -> AsyncIterator[str]:
        """The stream of a page on which `leaflet` is shown: at once the present version, then each that follows.

        Behind a version stand the addresses of pictures that the page can fetch beforehand.
        """
        subscriber = _Subscriber(leaflet, fine, asyncio.get_running_loop())
        with self._lock:
            self._subscribers.append(subscriber)
        try:
            yield f"retry: {_RETRY}\n\n"
            sent = ""
            while not self._closed:
                subscriber.changed.clear()
                if sent != (version := self.version):
                    sent = version
                    yield f"data: {' '.join((version, *self._pictures.get((leaflet, fine), ())))}\n\n"
                try:
                    await asyncio.wait_for(subscriber.changed.wait(), _KEEP_ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                self._subscribers.remove(subscriber)
