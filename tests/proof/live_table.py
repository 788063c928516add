"""The live proof page as it is used: the program in a process of its own, and Debian's Chromium to look at it."""

from __future__ import annotations

import http.client
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from brochure.workspace.scaffold import scaffold
from tests.conftest import command, environment

TITLE = "A quiet mind"
FRONT = f"---\ntitle: {TITLE}\n---\n\n"
# So long that it fills its panels: short copy is levelled, which takes longer to make.
_MORE = "Count to four, then breathe out. " * 12 + "\n\n"
BODY = f"## Begin here\n\nBreathe in slowly.\n\n## Go on\n\n{_MORE * 9}- one\n- two\n"
ARTICLE = "assets/articles/test.md"
LEAFLETS = """
[[leaflet]]
article = "test"
layouts = ["trifold"]
editions = ["office", "email"]

[[leaflet]]
article = "other"
layouts = ["handout"]
editions = ["office"]
"""
#: Seconds after which something that should happen has not.
PATIENCE = 120.0
_CHROMIUM = shutil.which("chromium")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True)
class Answer:
    """What the server said; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Table:
    """A workspace that is shown by a running `brochure proof`."""

    root: Path
    process: subprocess.Popen[str]
    port: int
    usual: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def write(self, name: str, text: str) -> None:
        """As an editor saves: a new file, renamed over the old one."""
        path = self.root / name
        beside = path.with_name(f".{path.name}.swp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def copy(self, body: str = BODY, front: str = FRONT) -> None:
        """Saves the article 'test'."""
        self.write(ARTICLE, front + body)

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> Answer:
        """One request; underscores in the names of headers are hyphens."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())

    def raw(self, request: bytes) -> bytes:
        """Sends the very bytes; what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            return connection.recv(65536)

    @contextmanager
    def news(self, leaflet: str) -> Iterator[Iterator[list[str]]]:
        """What a page on which a leaflet is shown is told: versions, and behind them addresses of pictures."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", f"/events/{leaflet}")
            stream = connection.getresponse()
            told = (line.decode() for line in iter(stream.readline, b""))
            yield (line.split()[1:] for line in told if line.startswith("data:"))

    def until(self, holds: Callable[[str], bool], path: str = "/") -> str:
        """The page as soon as it is as it should be."""
        deadline = time.monotonic() + PATIENCE
        while not holds(page := self.get(path).text):
            assert self.process.poll() is None, "the program has ended"
            assert time.monotonic() < deadline, page
            time.sleep(0.05)
        return page

    def wait_until_made(self) -> None:
        """Waits until every leaflet is made for the first time."""
        self.usual = pictures(self.until(lambda page: "being made" not in page and "/picture/" in page))

    def as_usual(self) -> None:
        """Brings back the usual copy, and waits until its pictures, which are the same each time, are shown."""
        self.copy()
        self.until(lambda page: 'alarm"' not in page and self.usual <= pictures(page))

    def stop(self) -> int:
        """Ctrl-C; the code the program ends with."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def pictures(page: str) -> frozenset[str]:
    """The addresses of the sides' pictures in the page's text."""
    sheets = page[page.index('data-part="sheets"') : page.index('data-part="panels"')]
    return frozenset(re.findall(r"/picture/\w+\.jpg", sheets))


def workspace(folder: Path) -> Path:
    """A workspace with two small leaflets, not yet made."""
    scaffold(folder)
    config = (folder / "brochure.toml").read_text("utf-8")
    (folder / "brochure.toml").write_text(config[: config.index("[[leaflet]]")] + LEAFLETS, encoding="utf-8")
    for name in ("test", "other"):
        (folder / f"assets/articles/{name}.md").write_text(FRONT + BODY, encoding="utf-8")
    return folder


#: Root reads every file, whatever its mode says; as a program without that power it meets what others meet.
_POWERS = "-dac_override,-dac_read_search"
_MORTAL = ["setpriv", "--bounding-set", _POWERS, "--inh-caps", _POWERS] if os.geteuid() == 0 else []


@contextmanager
def table(root: Path, port: int = 0) -> Iterator[Table]:
    """The page of a workspace, until the block ends."""
    call = [*_MORTAL, *command("proof", "--port", str(port), "--workspace", root)]
    with subprocess.Popen(call, cwd=root, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            assert select.select([process.stderr], [], [], PATIENCE)[0], "the program does not say where it is"
            line = process.stderr.readline()
            match = _ADDRESS.search(line)
            assert match, line + process.stderr.read()
            yield Table(root, process, int(match[1]))
        finally:
            process.kill()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the test is skipped, except in CI."""
    if not _CHROMIUM and os.environ.get("CI") != "true":
        pytest.skip("there is no chromium on this machine")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=root)
        try:
            yield chromium
        finally:
            chromium.close()


def sources(page: Page) -> list[str]:
    """The addresses of the sides' pictures."""
    return [image.get_attribute("src") or "" for image in page.locator(".sheet img").all()]
