"""The build loop: builds after each save, the leaflet on view first, and keeps what the page shows of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from brochure.errors import BrochureError, CannotRead, our_fault
from brochure.production.build import build
from brochure.production.choices import known, resolved
from brochure.production.outcome import Outcome
from brochure.production.plan import BuildRequest, Product, Task
from brochure.production.watch import saves
from brochure.proof.live.events import PageEvents
from brochure.proof.live.files import FileStamp, file_stamp, output_stamps
from brochure.proof.live.snapshot import Draft, Leaflet, Snapshot
from brochure.storage.os_errors import reason
from brochure.workspace.workspace import CONFIG, Workspace, open_workspace, releases_of

#: Seconds between two looks at the output folder, which the watcher leaves out.
_POLL = 0.5
#: Seconds in which the page gets the new pictures before they are judged, and before the other products are made.
_PAUSE = 0.12
#: New objects among which nothing is looked for meanwhile; setting a leaflet makes a third as many.
_YOUNG = 200_000


@dataclass(frozen=True)
class Source:
    """A workspace's folder, which of its leaflets are asked for, and where its products lie."""

    root: Path
    request: BuildRequest
    output: Path

    @property
    def config(self) -> Path:
        """The workspace's brochure.toml."""
        return self.root / CONFIG

    @property
    def releases(self) -> Path:
        """Where releases lie, a folder for each article."""
        return releases_of(self.root)

    def open(self) -> Workspace:
        """The workspace as it is now. Raises BadInput where brochure.toml is at fault."""
        return open_workspace(self.root)

    def tasks(self, workspace: Workspace) -> tuple[Task, ...]:
        """What there is to be shown; layouts are chosen for it. Raises UsageError where that is nothing."""
        return resolved(workspace, self.request).tasks

    def known(self, workspace: Workspace) -> tuple[Task, ...]:
        """The same as far as it is known at once. Raises UsageError where that is nothing."""
        return known(workspace, self.request)

    def make(self, workspace: Workspace, product: Product, preview: Callable[[Outcome, bytes], None]) -> list[Outcome]:
        """Makes one product if it is stale; `preview` gets it before it is judged."""
        request = BuildRequest((product.article,), product.layout, product.paper, (product.edition,))
        return build(workspace, request, self.output, 1, lambda _: None, preview=preview)[0]

    def make_all(
        self, workspace: Workspace, report: Callable[[Outcome], None], preview: Callable[[Outcome, bytes], None]
    ) -> list[Outcome]:
        """Makes whatever is stale, in this process, which is warm. What `report` raises ends it between products."""
        return build(workspace, self.request, self.output, 1, report, preview=preview)[0]

    def saves(self, stop: Event) -> Iterator[frozenset[Path]]:
        """Each burst of saved edits until `stop` is set."""
        return saves(self.root, stop)


class _Superseded(Exception):
    """Another save or view came, or the server ends: what is still to be made can wait."""


class BuildLoop:
    """`draw` makes the pictures of a leaflet, so fine, before the page is told of them; it returns their addresses."""

    def __init__(
        self, source: Source, events: PageEvents, draw: Callable[[Snapshot, Leaflet, int], tuple[str, ...]]
    ) -> None:
        self.snapshot = Snapshot()
        self._source = source
        self._events = events
        self._draw = draw
        self._wakeups: SimpleQueue[object] = SimpleQueue()
        self._stop = Event()
        self._busy = False
        self._made: set[Path] = set()
        #: How often was begun to build, and whether the pictures on view are those of the last time.
        self.saves = 0
        self.settled = Event()
        self._threads = (
            Thread(target=self._build, name="builder"),
            Thread(target=self._watch, name="watcher"),
        )

    def open(self) -> None:
        """Reads the workspace once, in the caller's thread. Raises BadInput where it cannot be shown at all."""
        workspace = self._source.open()
        self.snapshot = self.snapshot.with_plan(workspace, self._source.known(workspace))

    def start(self) -> None:
        """Begins to build and to watch."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends both, once the product that is being made is in its place."""
        self._stop.set()
        self._wakeups.put("stop")
        for thread in self._threads:
            if thread.ident:
                thread.join()

    def wake(self) -> None:
        """Someone looks at another leaflet: if there is something to be made, it is the next."""
        if self._busy:
            self._wakeups.put("look")

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                for _ in self._source.saves(self._stop):
                    self._wakeups.put("save")
            except Exception as error:
                # Whatever goes wrong with watching, the page lives on and tries again.
                self._publish_error(_as_brochure_error(error))
                self._stop.wait(_POLL)
                self._wakeups.put("save")

    def _build(self) -> None:
        while not self._stop.is_set():
            self._busy = True
            self.settled.clear()
            self.saves += 1
            config_stamp = file_stamp(self._source.config)
            try:
                self._build_once()
            except _Superseded:
                pass
            except Exception as error:
                self._publish_error(_as_brochure_error(error))
            self.settled.set()
            self._busy = False
            self._wait(config_stamp)

    def _wait(self, config_stamp: FileStamp | None) -> None:
        """Until a save, another view, a change in the output folder, or a brochure.toml that is not what was read.

        The watcher tells of the last, but not when the workspace's folder itself goes and comes back.
        """
        stamps = self._stamps()
        # What was taken away while another was made is not missed by comparing stamps from now on.
        gone = any(not (self._source.output / path).is_file() for path in self._made)
        while not gone and self._stamps() == stamps and file_stamp(self._source.config) == config_stamp:
            try:
                self._wakeups.get(timeout=_POLL)
                break
            except Empty:
                continue
        while not self._wakeups.empty():
            self._wakeups.get()

    def _stamps(self) -> tuple[object, ...]:
        products = [product for leaflet in self.snapshot.leaflets for product in leaflet.task.products]
        return output_stamps(self._source.output, self._source.releases, products)

    def _build_once(self) -> None:
        workspace = self._source.open()
        self.snapshot = self.snapshot.with_plan(workspace, self._source.tasks(workspace))
        self._made.clear()
        for leaflet in self._on_view():
            with _garbage_left():
                made = self._source.make(workspace, leaflet.representative, partial(self._show_draft, leaflet))
            for outcome in made:
                self._record(outcome)
            # Before anything can supersede it: whoever saves without a pause sees each picture all the same.
            self._show(leaflet)
            self._check_superseded()
        self.settled.set()
        self._stop.wait(_PAUSE)
        self._check_superseded()
        for outcome in self._source.make_all(workspace, self._publish_outcome, self._keep_draft):
            self._record(outcome)
        self._events.publish()

    def _on_view(self) -> list[Leaflet]:
        by_id = {leaflet.id: leaflet for leaflet in self.snapshot.leaflets}
        return [by_id[id] for id in self._events.viewed() if id in by_id] or list(self.snapshot.leaflets[:1])

    def _show_draft(self, leaflet: Leaflet, outcome: Outcome, content: bytes) -> None:
        """The picture is what is waited for; whether the draft may be published is found afterwards."""
        self._keep_draft(outcome, content)
        self._show(leaflet)
        self._stop.wait(_PAUSE)

    def _keep_draft(self, outcome: Outcome, content: bytes) -> None:
        self.snapshot = self.snapshot.with_draft(Draft(outcome, content))

    def _show(self, leaflet: Leaflet) -> None:
        wanted = self._events.fineness(leaflet.id) or (1,)
        self._events.publish({(leaflet.id, fine): self._draw(self.snapshot, leaflet, fine) for fine in wanted})

    def _record(self, outcome: Outcome) -> None:
        self.snapshot = self.snapshot.with_outcome(outcome)
        if not outcome.error:
            self._made.add(outcome.product.path)

    def _publish_outcome(self, outcome: Outcome) -> None:
        self._record(outcome)
        self._events.publish()
        self._check_superseded()

    def _check_superseded(self) -> None:
        if self._stop.is_set() or not self._wakeups.empty():
            raise _Superseded

    def _publish_error(self, error: BrochureError) -> None:
        self.snapshot = replace(self.snapshot, error=error)
        self._events.publish()


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Looking for what nobody needs any more, a thirtieth of the work, can wait until the picture is there."""
    usual = gc.get_threshold()
    gc.set_threshold(_YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _as_brochure_error(error: Exception) -> BrochureError:
    if isinstance(error, BrochureError):
        return error
    if isinstance(error, OSError):
        return CannotRead(f"The workspace cannot be read: {reason(error)}.", hint="Mend it and save again.")
    return our_fault(error)
