"""Opt-outs and erasure: an address leaves no byte behind, and is still never written to."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.mail.ledger import Ledger
from brochure.mail.policy import MessageState
from tests.mail.post import DOMAIN, MAILING, people

KEY = "person3@home.example"


def raw(folder: Path) -> bytes:
    """All that lies in the folder, also in what SQLite keeps beside the file."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_an_opt_out(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.opt_out(KEY)
        ledger.opt_out(KEY)
        assert ledger.opted_out(KEY)
        assert not ledger.opted_out("person4@home.example")
        for again in (False, True):
            queued = ledger.queue(MAILING, people(5), domain=DOMAIN, again=again, retry_unknown=again)
            assert queued.opted_out == 1
        assert KEY not in {entry.key for entry in ledger.entries()}
        ledger.opt_in(KEY)
        assert not ledger.opted_out(KEY)
        assert ledger.queue(MAILING, people(5), domain=DOMAIN).new == 1


def test_an_opt_out_of_somebody_queued(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        entry = ledger.due(ledger.queue(MAILING, people(1), domain=DOMAIN).run)
        assert entry
        with Ledger.open(tmp_path) as other:
            other.opt_out(entry.key)
        assert not ledger.sending(entry)
        assert ledger.queue(MAILING, people(1), domain=DOMAIN).opted_out == 1
        assert [(one.state, one.detail, one.permanent) for one in ledger.entries()] == [
            (MessageState.FAILED, "opted out", False)
        ]


def test_an_opt_out_tells_no_address(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.opt_out(KEY)
        assert KEY.encode() not in raw(tmp_path)


@pytest.mark.parametrize("count", [10, 3000])
def test_a_person_is_forgotten_to_the_last_byte(tmp_path: Path, count: int) -> None:
    with Ledger.open(tmp_path) as ledger:
        run = ledger.queue(MAILING, people(count), domain=DOMAIN).run
        while (entry := ledger.due(run)) and entry.line <= 5:
            assert ledger.sending(entry)
            ledger.sent(entry, f"250 ok for <{entry.address}>")
        ledger.queue(MAILING, people(count), domain=DOMAIN, again=True)
        ledger.opt_out(KEY)
        assert KEY.encode() in raw(tmp_path)
        with Ledger.open(tmp_path) as reader:  # is open beside it, as `brochure sent` may be
            assert next(reader.entries()).line == 1
            assert ledger.forget(KEY) == 2
            assert b"person3@" not in raw(tmp_path)
            assert b"Person 3\x00" not in raw(tmp_path)
            assert sum(1 for _ in reader.entries()) == sum(1 for _ in ledger.entries()) > count - 1
        assert ledger.forget(KEY) == 0
        assert ledger.opted_out(KEY)
    assert b"person3@" not in raw(tmp_path)
    assert b"person2@" in raw(tmp_path)


def test_forgetting_while_a_program_reads_says_that_bytes_are_left(tmp_path: Path) -> None:
    with Ledger.open(tmp_path, patience=0.1) as ledger, Ledger.open(tmp_path) as reader:
        ledger.queue(MAILING, people(5), domain=DOMAIN)
        reader._connection.execute("BEGIN")
        reader._connection.execute("SELECT count(*) FROM message").fetchone()
        with pytest.raises(BadInput, match="locked by another program"):
            ledger.forget(KEY)
        reader._connection.execute("COMMIT")
        ledger.forget(KEY)
        assert b"person3@" not in raw(tmp_path)


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    peaks = []
    for count in (2000, 10_000):
        with Ledger.open(tmp_path / str(count)) as ledger:
            gc.collect()
            tracemalloc.start()
            run = ledger.queue(MAILING, people(count), domain=DOMAIN).run
            assert sum(1 for _ in ledger.entries()) == count
            assert ledger.due(run)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    # Eight thousand more people: a hundred bytes kept of each would be 800 kB.
    assert peaks[1] - peaks[0] < 300_000
