"""Kills the program again and again, at random and at chosen steps, and counts what is damaged, lost or left behind.

    python -m benchmarks.kills [--builds 200] [--releases 100] [--sends 100] [--seed 1]

Each kill is followed by the next start, which has to end well. Prints a row for each command; all numbers but the first
two have to be 0. Needs the packages of the tests, and `ps`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pikepdf

from benchmarks.bare import BROCHURE, ROOT
from brochure.mail.ledger import Ledger
from brochure.mail.policy import MessageState
from brochure.release.manifest import read, tampering
from brochure.storage import read_trace
from brochure.workspace.scaffold import scaffold
from tests.mail.authority import Authority, found_authority
from tests.mail.faulty import Faulty
from tests.mail.post import check_account
from tests.production.killing import strays

CONFIG = """
[clinic]
name = "Test Clinic"
email = "office@clinic.example"
phone = "555 0100"
postal_address = ["Box 1"]

[defaults]
editions = ["email"]
"""
MAIL = '\n[mail]\nhost = "localhost"\nport = {port}\nsecurity = "tls"\nper_minute = 0\npause = 0.01\n'
NAMES = ("one", "two", "three")
#: Seconds in which every process of a killed command has to be gone.
SOON = 2
PEOPLE = 25

Step = Callable[[], bool]


def main() -> None:
    """Kills, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for what, count in (("builds", 200), ("releases", 100), ("sends", 100), ("seed", 1)):
        parser.add_argument(f"--{what}", type=int, default=count)
    asked = parser.parse_args()
    print("command        runs  killed  damaged  lost  twice  orphans  strays (bytes)", flush=True)
    with tempfile.TemporaryDirectory() as name:
        chance = random.Random(asked.seed)
        for rounds, kind in ((asked.builds, Builds), (asked.releases, Releases), (asked.sends // 2, Drafts)):
            kind(Path(name) / kind.__name__, chance).run(rounds)
        authority = found_authority(Path(name) / "certificates")
        with Faulty(authority.server(), tls=True) as server:
            Posts(Path(name) / "Posts", chance, server, authority).run(asked.sends - asked.sends // 2)


@dataclass
class Killer:
    """One command in a workspace of its own."""

    folder: Path
    chance: random.Random
    environment: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 1.0

    title = ""

    def run(self, rounds: int) -> None:
        """So many kills, each with its next start; a run that ends before it is killed does not count."""
        self._found()
        while self.counts["killed"] < rounds:
            self.counts["runs"] += 1
            self.prepare()
            self._killed()
            self.check()
            start = time.monotonic()
            self._start().wait()
            self.seconds = time.monotonic() - start
            self.check_complete()
            left = [*strays(self.folder / "clinic"), *self._system.rglob("*")]
            self.counts["strays"] += sum(path.lstat().st_size for path in left if path.is_file())
        said = "  ".join(f"{self.counts[what]:6}" for what in ("killed", "damaged", "lost", "twice", "orphans"))
        print(f"{self.title:12} {self.counts['runs']:6}  {said}  {self.counts['strays']:8}", flush=True)

    def command(self) -> list[str]:
        """What is killed."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Something to do, another thing in each round."""

    def check(self) -> None:
        """What lies there after the kill."""

    def check_complete(self) -> None:
        """What lies there after the next start."""

    def steps(self) -> tuple[Step, ...]:
        """Moments at which it is killed, beside random ones."""
        half_written = lambda: any(self.root.glob("output/*/.*.tmp"))  # noqa: E731
        settled = lambda: any((self.root / ".brochure" / "tmp").glob("*/*"))  # noqa: E731
        return half_written, settled

    @property
    def number(self) -> int:
        """Of the round, from 0."""
        return self.counts["runs"] - 1

    @property
    def root(self) -> Path:
        """The workspace."""
        return self.folder / "clinic"

    @property
    def _system(self) -> Path:
        return self.folder / "system"

    def write(self, name: str, words: str, version: str = "1") -> None:
        """An article."""
        text = f"---\ntitle: Of {name}\nversion: '{version}'\n---\n\n{words}\n"
        (self.root / "assets" / "articles" / f"{name}.md").write_text(text, encoding="utf-8")

    def _found(self) -> None:
        scaffold(self.root)
        self._system.mkdir()
        shutil.rmtree(self.root / "assets" / "articles")
        (self.root / "assets" / "articles").mkdir()
        leaflets = "".join(f'\n[[leaflet]]\narticle = "{name}"\n' for name in NAMES)
        (self.root / "brochure.toml").write_text(CONFIG + self.more() + leaflets, encoding="utf-8")
        for name in NAMES:
            self.write(name, "Some words.")

    def more(self) -> str:
        """What else brochure.toml says."""
        return ""

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self._system), **self.environment}
        return subprocess.Popen(
            [*BROCHURE, *self.command(), "--workspace", str(self.root), "-q"],
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _killed(self) -> None:
        process = self._start()
        step = self.chance.choice((None, *self.steps()))
        if step is None:
            time.sleep(self.chance.uniform(0, self.seconds * 1.1))
        while step and process.poll() is None and not step():
            time.sleep(0.0005)
        time.sleep(self.chance.choice((0, 0.001, 0.02)))
        process.send_signal(signal.SIGKILL)
        self.counts["killed"] += process.wait() == -signal.SIGKILL
        end = time.monotonic() + SOON
        while (left := _members(process.pid)) and time.monotonic() < end:
            time.sleep(0.02)
        self.counts["orphans"] += len(left)
        for pid in left:
            os.kill(pid, signal.SIGKILL)


def _members(group: int) -> list[int]:
    """The processes of a group that are still there."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in listed.stdout.splitlines())
    return [int(pid) for pid, its, state, *_ in rows if int(its) == group and not state.startswith("Z")]


class Builds(Killer):
    """`build --jobs 2`: each product is the old or the new one."""

    title = "build"

    def command(self) -> list[str]:
        return ["build", "--jobs", "2"]

    def steps(self) -> tuple[Step, ...]:
        before = {path: path.stat().st_mtime_ns for path in self._products()}

        def published() -> bool:
            return any(path.stat().st_mtime_ns != before.get(path) for path in self._products())

        return (*super().steps(), published)

    def prepare(self) -> None:
        self._clean = getattr(self, "_clean", {})
        for version in range(0 if self._clean else 2):
            self._write_all(version)
            self._start().wait()
            self._clean[version] = self._digests()
        self._write_all(self.number % 2)

    def _write_all(self, version: int) -> None:
        for name in NAMES:
            self.write(name, f"Some words of version {version}. " * (1 + 9 * version))

    def check(self) -> None:
        made = self._digests()
        for path, old in self._clean[1 - self.number % 2].items():
            self.counts["lost"] += path not in made
            self.counts["damaged"] += path in made and made[path] not in (old, self._clean[self.number % 2][path])

    def check_complete(self) -> None:
        self.counts["lost"] += self._digests() != self._clean[self.number % 2]

    def _products(self) -> list[Path]:
        return sorted((self.root / "output").glob("*/*.pdf"))

    def _digests(self) -> dict[Path, str]:
        for path in self._products():
            with pikepdf.open(path) as opened:
                assert opened.pages
        return {path: read_trace.digest(path.read_bytes()) for path in self._products()}


class Releases(Killer):
    """`release`: a version stands whole or not at all, and none is changed or made twice."""

    title = "release"

    def command(self) -> list[str]:
        return ["release", "one", "--anyway", "A test."]

    def steps(self) -> tuple[Step, ...]:
        assembling = lambda: any(self._shelf.glob(".new-*"))  # noqa: E731
        assembled = lambda: any(self._shelf.glob(".new-*/manifest.json"))  # noqa: E731
        return assembling, assembled

    @property
    def _shelf(self) -> Path:
        return self.root / "output" / "releases" / "one"

    def prepare(self) -> None:
        if self.number == 0:
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            subprocess.run(
                [*BROCHURE, "build", "one", "-q", "--workspace", str(self.root)], env=environment, check=True
            )
        self._before = self._digests()
        self.write("one", f"Some words of release {self.number}.")

    def check(self) -> None:
        now = self._digests()
        self.counts["lost"] += len(set(self._before) - set(now))
        self.counts["damaged"] += sum(now[path] != was for path, was in self._before.items() if path in now)
        self.counts["damaged"] += sum(bool(tampering(folder, read(folder))) for folder in self._versions())

    def check_complete(self) -> None:
        self.check()
        words = f"release {self.number}.".encode()
        same = sum(words in (folder / "article.md").read_bytes() for folder in self._versions())
        self.counts["twice"] += max(0, same - 1)
        self.counts["lost"] += not same

    def _versions(self) -> Iterator[Path]:
        return self._shelf.glob("v*")

    def _digests(self) -> dict[Path, str]:
        return {path: read_trace.digest(path.read_bytes()) for path in self._shelf.glob("v*/*") if path.is_file()}


class Drafts(Killer):
    """`send` without a server: each person has one draft, whole."""

    title = "send, drafts"

    def command(self) -> list[str]:
        return ["send", "one", "--recipients", str(self.folder / "list.csv")]

    def steps(self) -> tuple[Step, ...]:
        box = self.root / "output" / "outbox"
        half_written = lambda: any(box.glob(".*.tmp"))  # noqa: E731
        drafted = lambda: any(box.glob("*.eml"))  # noqa: E731
        return (*super().steps(), half_written, drafted)

    def prepare(self) -> None:
        rows = [f"person{person}@home.example,yes\n" for person in range(PEOPLE)]
        (self.folder / "list.csv").write_text("address,consent\n" + "".join(rows), encoding="utf-8")
        self.write("one", f"Some words of mailing {self.number}.", str(self.number))
        shutil.rmtree(self.root / "output" / "outbox", ignore_errors=True)

    def check(self) -> None:
        people = [str(message["To"]) for message in map(self._whole, self._files())]
        self.counts["twice"] += len(people) - len(set(people))

    def check_complete(self) -> None:
        self.check()
        self.counts["lost"] += PEOPLE - len(self._files())

    def _files(self) -> list[Path]:
        return sorted((self.root / "output" / "outbox").glob("*.eml"))

    def _whole(self, path: Path) -> dict[str, object]:
        message = message_from_bytes(path.read_bytes(), policy=default)
        attached = [part.get_content() for part in message.iter_attachments()]
        self.counts["damaged"] += not (len(attached) == 1 and attached[0].rstrip().endswith(b"%%EOF"))
        return dict(message)


class Posts(Drafts):
    """`send` with a server: nobody has it twice, and of whom it is not known, that is said."""

    title = "send, SMTP"

    def __init__(self, folder: Path, chance: random.Random, server: Faulty, authority: Authority) -> None:
        super().__init__(folder, chance, {"SSL_CERT_FILE": str(authority.file)})
        self._server = server

    def more(self) -> str:
        return MAIL.format(port=self._server.port)

    def steps(self) -> tuple[Step, ...]:
        target = len(self._server.heard) + self.chance.randrange(5, 5 * PEOPLE)
        return (lambda: len(self._server.heard) >= target,)

    def prepare(self) -> None:
        super().prepare()
        self._server.taken.clear()
        for file in (self.root / ".brochure").glob("mail.sqlite*"):
            file.unlink()

    def check(self) -> None:
        times = Counter(message.recipient for message in self._server.taken)
        self.counts["twice"] += sum(count - 1 for count in times.values())

    def check_complete(self) -> None:
        with Ledger.open(self.root / ".brochure") as ledger:
            states = check_account(ledger, self._server.taken, PEOPLE)
        self.counts["lost"] += PEOPLE - states[MessageState.SENT] - states[MessageState.UNKNOWN]


if __name__ == "__main__":
    main()
