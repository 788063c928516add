"""The ledger's file: private from the first moment, and refused where it is damaged, locked, or cannot be written."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from brochure.errors import BadInput, ExitCode
from brochure.mail.ledger import Ledger
from tests.conftest import environment
from tests.mail.post import DOMAIN, MAILING, people


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a ledger of 50 people in it."""
    with Ledger.open(tmp_path / ".brochure") as ledger:
        ledger.queue(MAILING, people(50), domain=DOMAIN)
    return tmp_path / ".brochure"


def refusal(folder: Path) -> str:
    """The one line, which says how to recover and names the file."""
    with pytest.raises(BadInput) as caught:
        Ledger.open(folder, patience=0.1)
    assert caught.value.code == ExitCode.BAD_INPUT
    assert caught.value.hint
    assert caught.value.place
    assert "@" not in str(caught.value)
    return str(caught.value)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("mask", [0o022, 0o000])
@pytest.mark.parametrize("existing", [False, True])
def test_only_its_owner_may_look(tmp_path: Path, mask: int, existing: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".brochure"
    modes: set[tuple[str, int]] = set()
    connect = sqlite3.connect

    def watched(*arguments: object, **options: object) -> object:
        modes.update((path.name, mode(path)) for path in folder.iterdir() if path.suffix != "")
        return connect(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(sqlite3, "connect", watched)
    with umask(mask):
        if existing:
            folder.mkdir(mode=0o755)
        with Ledger.open(folder) as ledger:
            ledger.queue(MAILING, people(3), domain=DOMAIN)
            modes.update((path.name, mode(path)) for path in folder.iterdir())
    assert mode(folder) == 0o700
    names = {"mail.sqlite.new", "mail.sqlite", "mail.sqlite-wal", "mail.sqlite-shm", "sending.lock"}
    assert {(name, bits) for name, bits in modes if name != ".gitignore"} == {(name, 0o600) for name in names}
    assert (folder / ".gitignore").read_text("ascii") == "*\n"


def test_it_is_safe_against_power_cuts_and_overwrites_what_it_deletes(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        pragmas = ("journal_mode", "synchronous", "secure_delete", "user_version")
        values = [ledger._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert values == ["wal", 2, 1, 1]


def overwritten(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * 3 * 4096)


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 + 100)


def other_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE tea (kind)")


DAMAGES: list[Callable[[Path], object]] = [
    overwritten,
    truncated,
    other_program,
    lambda file: file.write_bytes(b"address,name\n" * 1000),
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(b"SQLite format 3\x00"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(folder / "mail.sqlite")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    message = refusal(folder)
    assert "is damaged" in message
    assert "backup" in message
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_newer_ledger(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "mail.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 2")
    assert "newer version of brochure" in refusal(folder)


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_another_program_holds_it(folder: Path, journal: str) -> None:
    with closing(sqlite3.connect(folder / "mail.sqlite", isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}").fetchall()
        other.execute("BEGIN EXCLUSIVE")
        message = refusal(folder)
        assert "locked by another program" in message
        assert "run the same command again" in message
        other.execute("ROLLBACK")
    with Ledger.open(folder) as ledger:
        assert sum(1 for _ in ledger.entries()) == 50


def test_it_is_locked_while_it_is_open(folder: Path) -> None:
    with Ledger.open(folder, patience=0.1) as ledger, closing(sqlite3.connect(folder / "mail.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BadInput, match="locked by another program"):
            ledger.queue(MAILING, people(1), domain=DOMAIN)
        other.rollback()


def test_a_second_sender_is_refused_and_readers_are_not(folder: Path) -> None:
    with Ledger.open(folder) as ledger, Ledger.open(folder) as second:
        run = ledger.queue(MAILING, people(50), domain=DOMAIN).run
        entry = ledger.due(run)
        assert entry
        assert ledger.sending(entry)
        with pytest.raises(BadInput, match="Another `brochure send` is at work"):
            second.queue(MAILING, people(50), domain=DOMAIN)
        with pytest.raises(BadInput, match="Another `brochure send` is at work"):
            second.become_sender()
        second.opt_out("person7@home.example")
        assert sum(1 for _ in second.entries()) == 50
        second.close()
        ledger.sent(entry, "250 ok")
        with Ledger.open(folder) as reader:
            assert reader.counts(run) == ledger.counts(run)
    with Ledger.open(folder) as third:
        assert third.queue(MAILING, people(50), domain=DOMAIN).already == 1


@pytest.mark.parametrize("at", [".brochure", "."])
def test_a_file_in_place_of_the_folder(tmp_path: Path, at: str) -> None:
    root = tmp_path / "workspace"
    if at == ".":
        root.write_bytes(b"")
    else:
        root.mkdir()
        (root / at).write_bytes(b"")
    assert "cannot be written" in refusal(root / ".brochure")


OPENS = """
import sys
from pathlib import Path
from brochure.errors import BadInput
from brochure.mail.ledger import Ledger
try:
    Ledger.open(Path(sys.argv[1])).close()
except BadInput as error:
    print(error)
"""


def without_privilege() -> None:
    """Permissions bind root too once CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH are dropped (prctl, PR_CAPBSET_DROP)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="drops privileges as Linux has it")
@pytest.mark.parametrize(("path", "bits"), [(".brochure", 0o500), (".brochure/mail.sqlite", 0o400), (".", 0o500)])
def test_what_may_only_be_read(tmp_path: Path, path: str, bits: int) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    if path != ".":
        Ledger.open(root / ".brochure").close()
    (root / path).chmod(bits)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OPENS, str(root / ".brochure")],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=without_privilege,
    )
    (root / path).chmod(0o700)
    assert done.stderr == ""
    assert "cannot be written" in done.stdout
    assert "permissions" in done.stdout


def test_what_a_run_killed_while_making_it_left(tmp_path: Path) -> None:
    (tmp_path / "mail.sqlite.new").write_bytes(b"half")
    (tmp_path / "mail.sqlite.new-wal").write_bytes(b"half")
    with Ledger.open(tmp_path) as ledger:
        assert list(ledger.entries()) == []
    assert {path.name for path in tmp_path.iterdir()} == {".gitignore", "mail.sqlite"}


# ---- What a kill leaves ---------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from brochure.mail.ledger import Ledger
from tests.mail.post import DOMAIN, MAILING, people
ledger = Ledger.open(Path(sys.argv[1]))
ledger.queue(MAILING, people(90), domain=DOMAIN)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def backup(folder: Path) -> bytes:
    """Of the ledger of 50; since then 40 more came in, by a process that was killed."""
    before = (folder / "mail.sqlite").read_bytes()
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], env=environment(), check=False)
    assert (folder / "mail.sqlite-wal").stat().st_size
    return before


def count(folder: Path) -> int:
    with Ledger.open(folder) as ledger:
        return sum(1 for _ in ledger.entries())


@pytest.mark.usefixtures("backup")
def test_a_kill_loses_nothing(folder: Path) -> None:
    assert count(folder) == 90
    assert {path.name for path in folder.iterdir()} == {".gitignore", "mail.sqlite", "sending.lock"}


@pytest.mark.parametrize("by_rename", [False, True])
def test_a_backup_over_a_damaged_ledger_after_a_kill(folder: Path, backup: bytes, by_rename: bool) -> None:
    file = folder / "mail.sqlite"
    file.write_bytes(b"address,name\n" * 1000)
    for _ in range(2):
        message = refusal(folder)
        assert "is damaged" in message
        assert "all files beginning with mail.sqlite" in message
    if by_rename:
        file.unlink()
    file.write_bytes(backup)
    for _ in range(2):
        assert "mail.sqlite-wal still belongs to the damaged one" in refusal(folder)
    assert file.read_bytes() == backup
    for path in folder.glob("mail.sqlite*"):
        path.unlink()
    file.write_bytes(backup)
    assert count(folder) == 50


def test_a_backup_is_not_touched_where_the_mixture_is_damaged(folder: Path, backup: bytes) -> None:
    file = folder / "mail.sqlite"
    (folder / "mail.sqlite-shm").unlink()
    other = backup[:4096] + b"\xa5" * 8 * 4096
    file.write_bytes(other)
    assert "is damaged" in refusal(folder)
    assert file.read_bytes() == other
    (folder / "mail.sqlite-wal").unlink()
    file.write_bytes(backup)
    assert count(folder) == 50
    assert not (folder / "mail.sqlite-damaged").exists()


@pytest.mark.usefixtures("backup")
def test_a_new_ledger_takes_up_nothing_of_one_that_was_deleted(folder: Path) -> None:
    (folder / "mail.sqlite").unlink()
    assert "mail.sqlite-wal is left of it" in refusal(folder)
    (folder / "mail.sqlite-wal").unlink()
    (folder / "mail.sqlite-shm").unlink()
    assert count(folder) == 0


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a ledger that an earlier program left in the midst of a round that goes out again."""
    folder = tmp_path / "old"
    folder.mkdir(0o700)
    with closing(sqlite3.connect(folder / "mail.sqlite")) as connection:
        connection.executescript(Path(__file__).with_name("ledger-schema-1.sql").read_text("utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return folder


def test_a_ledger_of_an_earlier_program_goes_on(old: Path) -> None:
    with Ledger.open(old) as ledger:
        assert [str(entry.state) for entry in ledger.entries()] == [
            *(3 * ["sent"] + ["failed", "failed", "unknown", "sent"]),
            *(3 * ["queued"]),
        ]
        assert ledger.opted_out("person6@home.example")
        queued = ledger.queue(MAILING, people(7), again=True, domain=DOMAIN)
        # The round is finished: who has it by now is left alone, and nobody else is left out.
        assert (queued.already, queued.resumed, queued.unknown, queued.opted_out, queued.new) == (1, 4, 1, 1, 0)


def test_the_tables_are_those_of_the_schema_that_they_are_said_to_be(folder: Path, old: Path) -> None:
    """Whoever changes them counts SCHEMA_VERSION up, and opens the old ones all the same."""
    shapes = []
    for each in (folder, old):
        with closing(sqlite3.connect(each / "mail.sqlite")) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
            shapes.append([(name, " ".join(sql.split()) if sql else "") for name, sql in rows])
    assert shapes[0] == shapes[1]
