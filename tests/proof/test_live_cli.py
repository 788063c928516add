"""`brochure proof` as it is called and ended."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Brochure, Desk, command, environment
from tests.proof.live_table import PATIENCE, table, workspace

pytestmark = pytest.mark.xdist_group("live-cli")


def test_a_port_in_use_is_told_in_a_line(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refusal = desk.brochure("proof", "--port", str(port)).refusal(2)
    assert f"Port {port} is in use" in refusal
    assert "--port 0" in refusal
    assert threading.active_count() == 1


def test_what_cannot_be_shown_is_refused_at_once(desk: Desk) -> None:
    assert "There is no article 'tset'" in desk.brochure("proof", "tset", "--port", "0").refusal()
    assert "65535" in desk.brochure("proof", "--port", "65536").refusal(2)
    desk.write("brochure.toml", "[clinic\n")
    assert "brochure.toml:1" in desk.brochure("proof", "--port", "0").refusal()
    assert desk.files() == {}


def test_ctrl_c_ends_it_with_pages_open(tmp_path: Path) -> None:
    with table(workspace(tmp_path / "workspace")) as live:
        with closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=PATIENCE)) as stream:
            page = live.get().text
            leaflet = page[page.index('data-leaflet="') + 14 :][:16]
            stream.request("GET", f"/events/{leaflet}")
            answer = stream.getresponse()
            assert answer.getheader("content-type", "").startswith("text/event-stream")
            assert answer.readline().startswith(b"retry:")
            assert live.stop() == 130
        assert live.process.stderr
        assert live.process.stderr.read().strip() == "brochure: Interrupted. Nothing half-written is left."
        # the port is free at once, for the same page to come back to
        with table(live.root, live.port) as again:
            assert again.get().status == 200
            again.process.send_signal(signal.SIGTERM)
            assert again.process.wait(PATIENCE) == 130
    assert not list(live.root.rglob("*.tmp"))


def test_json_says_where(tmp_path: Path) -> None:
    call = command("proof", "--port", "0", "--json")
    with subprocess.Popen(
        call, cwd=workspace(tmp_path / "workspace"), env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        text = "".join(process.stdout.readline() for _ in range(4))
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
    document = json.loads(text)
    assert document["ok"] is True
    assert document["address"].startswith("http://127.0.0.1:")


#: A page that is interrupted when it tells its address; in a process of its own, for it sets handlers and builds.
INTERRUPTED = """
import signal, sys
from pathlib import Path
from brochure.production.plan import BuildRequest
from brochure.proof.live.build_loop import Source
from brochure.proof.live.server import serve

def ready(address):
    signal.raise_signal(signal.SIGINT)
    print("told", flush=True)

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the background of a script
root = Path(sys.argv[1])
try:
    serve(Source(root, BuildRequest(("test",)), root / "output"), 0, ready)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_while_it_starts_is_thrown_when_all_is_put_away(tmp_path: Path) -> None:
    """Thrown at once it left a lock taken that the thread which builds then waited for, and the program never ended."""
    call = [sys.executable, "-c", INTERRUPTED, str(workspace(tmp_path / "workspace"))]
    done = subprocess.run(call, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout.splitlines() == ["told", "interrupted"], done.stderr


def test_only_this_machine_hears_it(tmp_path: Path) -> None:
    with table(workspace(tmp_path / "workspace")) as live:
        listening = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
        ours = {fields[1] for fields in listening if fields[1].endswith(f":{live.port:04X}") and fields[3] == "0A"}
    assert ours == {f"0100007F:{live.port:04X}"}


def test_without_plates_help_is_light(process: Brochure) -> None:
    done = process("proof", "--help", PYTHONPROFILEIMPORTTIME="1")
    assert "--port" in done.out
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines()}
    assert names & {"starlette", "uvicorn", "watchfiles", "jinja2", "asyncio"} == set()
