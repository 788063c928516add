"""Runs the program and notes which files it reads and which addresses it connects to: REPORT, then its arguments."""

from __future__ import annotations

import os
import sys
from typing import Any

from brochure.cli.run import run
from brochure.typeset.engine.render import _engine

report, *arguments = sys.argv[1:]
seen: list[str] = []


def listen(event: str, details: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(details[0], (str, bytes)):
        seen.append(f"open {os.path.realpath(os.fsdecode(details[0]))}")
    elif event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        seen.append(f"{event} {details!r}")


# The engine looks for its system libraries wherever they may be; what counts is what it does after.
_engine()
sys.addaudithook(listen)

code = run(arguments)
reached = list(seen)
with open(report, "w", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
    file.write("\n".join(reached))
sys.exit(code)
