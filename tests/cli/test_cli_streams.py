"""Without standard input, output or error, as a service or cron may start it, everything goes as it does with them."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import Desk, command, environment

GONE = [
    "2>&-",
    ">&-",
    "<&- >&- 2>&-",
    pytest.param("2>/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="none")),
]


def shell(without: str, *arguments: str) -> list[str]:
    return ["sh", "-c", f"exec {shlex.join(command(*arguments))} {without}"]


def run(desk: Desk, without: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shell(without, *arguments), cwd=desk.root, env=environment(), capture_output=True, text=True, check=False
    )


def email_alone(desk: Desk) -> Path:
    """An article of which one edition is made."""
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f'{config}\n[[leaflet]]\narticle = "test"\neditions = ["email"]\n')
    return desk.article("Words.")


@contextmanager
def started(desk: Desk, without: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on; ended by Ctrl-C."""
    process = subprocess.Popen(
        shell(without, *arguments), cwd=desk.root, env=environment(), stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130


@pytest.mark.sample(1)
@pytest.mark.parametrize("without", GONE)
def test_a_build(desk: Desk, without: str) -> None:
    desk.article("Words.")
    desk.article("[x](y.md)", name="bad")
    assert desk.build("test", "--edition", "email").code == 0
    product = desk.root / "output/test/test-email.pdf"
    usual = product.read_bytes()
    product.unlink()
    assert run(desk, without, "build", "test", "bad", "--edition", "email").returncode == 3
    assert product.read_bytes() == usual
    assert desk.brochure("status", "test", "--json").json["products"][1]["status"] == "fresh"


@pytest.mark.sample(1)
@pytest.mark.parametrize("without", ["2>&-", "<&- >&- 2>&-"])
def test_the_ledger_takes_no_messages(desk: Desk, without: str) -> None:
    desk.article("Words.")
    desk.write("list.csv", "email,consent\nann@home.example,yes\nnobody,yes\n")
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f'{config}\n[mail]\nhost = "localhost"\nport = 9\nattempts = 1\npause = 0\n')
    assert run(desk, without, "send", "test", "--recipients", "list.csv").returncode == 7
    (message,) = desk.brochure("sent", "--json").json["messages"]
    assert (message["address"], message["state"]) == ("ann@home.example", "queued")


def test_release_diff_and_import(desk: Desk) -> None:
    desk.article("Words.")
    desk.write("old.txt", "A title\n\nWords.\n")
    assert desk.build().code == 0
    codes = [
        run(desk, "<&- >&- 2>&-", *arguments).returncode
        for arguments in (
            ["release", "test", "--anyway", "x"],
            ["diff", "test"],
            ["import", "old.txt"],
            ["build", "no"],
        )
    ]
    assert codes == [0, 0, 0, 3]
    assert (desk.root / "output/releases/test/v1/manifest.json").is_file()
    assert (desk.root / "output/test/diff/diff.html").is_file()
    assert (desk.root / "assets/articles/old.md").is_file()


def test_watch(desk: Desk) -> None:
    path = email_alone(desk)
    with started(desk, "<&- 2>&-", "watch", "test", "--json") as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["ok"] is True
        path.write_text(path.read_text("utf-8") + "\nMore words.\n", "utf-8")
        assert json.loads(process.stdout.readline())["ok"] is True


def test_proof(desk: Desk) -> None:
    email_alone(desk)
    with started(desk, "<&- 2>&-", "proof", "test", "--port", "0", "--json") as process:
        assert process.stdout
        output = ""
        while "}" not in output:
            output += process.stdout.readline()
        address = urlsplit(json.loads(output)["address"])
        connection = HTTPConnection(str(address.hostname), address.port)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()


def test_json_that_would_go_nowhere_is_refused_before_anything_is_done(desk: Desk) -> None:
    desk.write("old.txt", "A title\n\nWords.\n")
    done = run(desk, ">&-", "import", "old.txt", "--json")
    assert done.returncode == 3
    assert done.stderr == "brochure: Standard output is closed, and --json writes to it. Send it somewhere.\n"
    assert not (desk.root / "assets/articles/old.md").exists()


def test_no_file_gets_the_number_of_a_stream() -> None:
    script = (
        "import os, subprocess, sys; from brochure import streams; streams.complete();"
        "opened = os.open(os.devnull, os.O_RDONLY);"
        # A process that is started has them, too.
        "code = subprocess.call([sys.executable, '-c', 'import sys; sys.exit(None in (sys.stdin, sys.stderr))']);"
        "print('said', file=sys.stderr); sys.exit(0 if opened > 2 and code == 0 and sys.stdin.read() == '' else 1)"
    )
    line = f"exec {shlex.join([sys.executable, '-c', script])} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], env=environment(), check=False).returncode == 0
