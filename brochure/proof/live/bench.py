"""The bench: builds after each save, the leaflet on view first, and keeps what the page shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event, Thread

from brochure.build.outcome import Outcome
from brochure.errors import BadInput, BrochureError, our_fault
from brochure.proof.live.events import PageEvents
from brochure.proof.live.files import FileStamp, file_stamp, output_stamps
from brochure.proof.live.snapshot import Leaflet, Snapshot
from brochure.proof.live.source import Source

#: Seconds between two looks at the output folder, which the watcher leaves out.
_LOOK = 0.5
#: Seconds in which the page gets the new pictures before the other products are made.
_COURTESY = 0.12


class _Overtaken(Exception):
    """Another save came, or the server ends: what is still to be made can wait."""


class Bench:
    """`draw` makes the pictures of a leaflet before the page is told of them."""

    def __init__(self, source: Source, events: PageEvents, draw: Callable[[Snapshot, Leaflet], object]) -> None:
        self.snapshot = Snapshot()
        self._source = source
        self._events = events
        self._draw = draw
        self._calls: SimpleQueue[object] = SimpleQueue()
        self._stop = Event()
        self._busy = False
        self._threads = (Thread(target=self._build, name="builder"), Thread(target=self._listen, name="listener"))

    def open(self) -> None:
        """Reads the workspace once, in the caller's thread. Raises BadInput where it cannot be shown at all."""
        workspace = self._source.open()
        self.snapshot = self.snapshot.with_plan(workspace, self._source.tasks(workspace))

    def start(self) -> None:
        """Begins to build and to listen."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends both, once the product that is being made is in its place."""
        self._stop.set()
        self._calls.put("stop")
        for thread in self._threads:
            if thread.ident:
                thread.join()

    def call(self) -> None:
        """Someone looks at another leaflet: if there is something to be made, it is the next."""
        if self._busy:
            self._calls.put("look")

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                for _ in self._source.saves(self._stop):
                    self._calls.put("save")
            except Exception as error:
                # Whatever goes wrong with watching, the page lives on and tries again.
                self._say(_told(error))
                self._stop.wait(_LOOK)
                self._calls.put("save")

    def _build(self) -> None:
        while not self._stop.is_set():
            self._busy = True
            config = file_stamp(self._source.config)
            try:
                self._round()
            except _Overtaken:
                pass
            except Exception as error:
                self._say(_told(error))
            self._busy = False
            self._wait(config)

    def _wait(self, config: FileStamp | None) -> None:
        """Until a save, another view, a change in the output folder, or a brochure.toml that is not what was read.

        The watcher tells of the last, but not when the workspace's folder itself goes and comes back.
        """
        products = self._signature()
        while self._signature() == products and file_stamp(self._source.config) == config:
            try:
                self._calls.get(timeout=_LOOK)
                break
            except Empty:
                continue
        while not self._calls.empty():
            self._calls.get()

    def _signature(self) -> tuple[object, ...]:
        products = [product for leaflet in self.snapshot.leaflets for product in leaflet.task.products]
        return output_stamps(self._source.output, self._source.releases, products)

    def _round(self) -> None:
        workspace = self._source.open()
        self.snapshot = self.snapshot.with_plan(workspace, self._source.tasks(workspace))
        for leaflet in self._on_view():
            for outcome in self._source.make(workspace, leaflet.shown, lambda _: None):
                self._take(outcome)
            self._draw(self.snapshot, leaflet)
            # Before anything can overtake: whoever saves without a pause sees each picture all the same.
            self._events.publish()
            self._overtake()
        self._stop.wait(_COURTESY)
        self._overtake()
        for outcome in self._source.make_all(workspace, self._take_in_turn):
            self._take(outcome)
        self._events.publish()

    def _on_view(self) -> list[Leaflet]:
        names = self._events.viewed()
        by_name = {leaflet.id: leaflet for leaflet in self.snapshot.leaflets}
        return [by_name[name] for name in names if name in by_name] or list(self.snapshot.leaflets[:1])

    def _take(self, outcome: Outcome) -> None:
        self.snapshot = self.snapshot.with_outcome(outcome)

    def _take_in_turn(self, outcome: Outcome) -> None:
        self._take(outcome)
        self._events.publish()
        self._overtake()

    def _overtake(self) -> None:
        if self._stop.is_set() or not self._calls.empty():
            raise _Overtaken

    def _say(self, error: BrochureError) -> None:
        self.snapshot = replace(self.snapshot, error=error)
        self._events.publish()


def _told(error: Exception) -> BrochureError:
    if isinstance(error, BrochureError):
        return error
    if isinstance(error, OSError):
        return BadInput(f"The workspace cannot be read: {error.strerror or error}.", hint="Mend it and save again.")
    return our_fault(error)
