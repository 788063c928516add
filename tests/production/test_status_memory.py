"""Status looks at one product after the other, however many there are."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from brochure.production.inputs import Inputs
from brochure.production.outcome import About, Facts
from brochure.production.plan import BuildRequest
from brochure.production.records import BuildRecords, Record
from brochure.production.status import product_statuses
from brochure.workspace.workspace import open_workspace
from tests.production.conftest import CONFIG, Small

ABOUT = About("Title", "en", "1.0", None, date(2026, 1, 1))


def peak(root: Path, count: int) -> float:
    """Bytes that the standings of so many products take at most, apart from brochure.toml itself."""
    workspace = open_workspace(root)
    tracemalloc.start()
    assert sum(1 for _ in product_statuses(workspace, BuildRequest(), workspace.output)) == count
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_is_flat(small: Small) -> None:
    made_from = Inputs({f"brochure:layouts/file-{number}": "0" * 64 for number in range(60)}, {}, {})
    records = BuildRecords(small.root / ".brochure", pytest.fail)
    record = Record("program", "digest", made_from, Facts("letter", 2, None, None, (), ABOUT))
    peaks = []
    for count in (20, 200):
        slugs = [f"article-{number}" for number in range(count)]
        small.config(*slugs, text=CONFIG)
        for slug in slugs:
            records.record(small.root / f"output/{slug}/{slug}-email.pdf", record)
        peaks.append(peak(small.root, count))
    records.close()
    # Ten times as many products; what is kept of each is less than a thousand bytes.
    assert peaks[1] - peaks[0] < 180 * 1000
