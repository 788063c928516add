"""The checker: what is on view is checked in the background, once its pictures are made."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Lock, Thread
from typing import Any

from brochure.findings import Finding
from brochure.geometry.rect import Rect
from brochure.production.plan import Product
from brochure.proof.live.build_loop import BuildLoop, Source
from brochure.proof.live.checking import BOOT, Request
from brochure.proof.live.events import PageEvents
from brochure.proof.live.files import stamp_within
from brochure.proof.live.snapshot import Leaflet
from brochure.proof.quotations import Mark

#: Seconds between two looks at what there is to be checked.
_POLL = 0.3
#: Seconds that the pictures get before anything is checked.
_BEHIND = 0.4


@dataclass(frozen=True)
class Told:
    """A finding, the name of its rule, and where it is on the product's pages."""

    finding: Finding
    name: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What was found in copy or in a file. `key` changes with whatever it was judged by, the day too."""

    key: tuple[object, ...] = ()
    told: tuple[Told, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class LeafletChecks:
    """What is known of a leaflet: of its copy, and of its files. `pending`: something of it is not judged yet."""

    copy: Checked | None = None
    files: Mapping[Product, Checked] = field(default_factory=dict)
    pending: bool = True


class Checker:
    """`of` may be called from any thread. `today` says which day it is."""

    def __init__(
        self, source: Source, build_loop: BuildLoop, events: PageEvents, today: Callable[[], date] = date.today
    ) -> None:
        self._source, self._build_loop, self._events, self._today = source, build_loop, events, today
        self._checked: dict[tuple[Product, bool], Checked] = {}
        self._lock = Lock()
        self._stop = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name="checker")

    def start(self) -> None:
        """Begins to check."""
        self._thread.start()

    def stop(self) -> None:
        """Ends, whatever is being checked."""
        self._stop.set()
        with self._lock:
            if self._process:
                self._process.kill()
        if self._thread.ident:
            self._thread.join()

    def of(self, leaflet: Leaflet) -> LeafletChecks:
        """What is known of a leaflet now. What was judged on another day is not told."""
        asked = list(self._asked(leaflet))
        today = self._today()
        known = {each: found for each in asked if (found := self._checked.get(each)) and found.key[0] == today}
        pending = any(each not in known or known[each].key != self._key(*each, today) for each in asked)
        copy = known.get((leaflet.representative, True))
        return LeafletChecks(copy, {each[0]: found for each, found in known.items() if not each[1]}, pending)

    def _asked(self, leaflet: Leaflet) -> Iterator[tuple[Product, bool]]:
        """The copy first, then each file that is there."""
        yield leaflet.representative, True
        for product in leaflet.task.products:
            if stamp_within(self._source.output / product.path, self._source.output):
                yield product, False

    def _key(self, product: Product, copy: bool, today: date) -> tuple[object, ...]:
        stamp = stamp_within(self._source.output / product.path, self._source.output)
        return today, stamp, self._build_loop.saves if copy else 0

    def _run(self) -> None:
        while not self._stop.is_set():
            settled = self._build_loop.settled
            # The browser gets its pictures first.
            if settled.wait(_POLL) and not self._stop.wait(_BEHIND) and settled.is_set() and self._check_next():
                continue
            self._stop.wait(_POLL)
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.wait()

    def _check_next(self) -> bool:
        """Checks one thing; false where there is none."""
        today = self._today()
        by_id = {leaflet.id: leaflet for leaflet in self._build_loop.snapshot.leaflets}
        for id in self._events.viewed():
            for asked in self._asked(by_id[id]) if id in by_id else ():
                key = self._key(*asked, today)
                before = self._checked.get(asked)
                if before and before.key == key:
                    continue
                found = self._ask(Request(self._source.root, self._source.output, asked[0], today, asked[1]))
                if self._stop.is_set():
                    return False
                self._checked[asked] = replace(found, key=key)
                self._events.publish()
                return True
        return False

    def _ask(self, request: Request) -> Checked:
        try:
            process = self._started()
            assert process.stdin
            assert process.stdout
            process.stdin.write(pickle.dumps(request))
            process.stdin.flush()
            return _read(json.loads(process.stdout.readline()))
        except (OSError, ValueError):
            # It ended over what it was given, or cannot be started: the page lives on without.
            with self._lock:
                if self._process:
                    self._process.kill()
                    self._process.wait()
                self._process = None
            return Checked(error="It could not be checked.")

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stop.is_set():
                raise OSError
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", BOOT],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    # Ctrl-C is for us: we end it.
                    start_new_session=True,
                )
                assert self._process.stdin
                self._process.stdin.write(pickle.dumps(sys.path))
            return self._process


def _read(fields: dict[str, Any]) -> Checked:
    told = tuple(
        Told(
            Finding.from_json(each["finding"]),
            each["name"],
            tuple(Mark(page, -1, Rect(*box)) for page, *box in each["marks"]),
        )
        for each in fields.get("found", ())
    )
    return Checked((), told, fields.get("error", ""))
