"""Starts and ends it all: the socket, the build loop and the server."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from brochure.errors import UsageError
from brochure.proof.live.app import app
from brochure.proof.live.build_loop import BuildLoop, Source
from brochure.proof.live.events import PageEvents
from brochure.proof.live.pictures import Pictures
from brochure.proof.live.view_model import render_pictures

#: Only this machine; there is no option to have it otherwise.
_HOST = "127.0.0.1"
#: Seconds that an answer on its way gets when the server ends.
_FAREWELL = 2


def serve(source: Source, port: int, ready: Callable[[str], None]) -> None:
    """Shows the workspace until Ctrl-C, which leaves as KeyboardInterrupt once all is put away.

    `ready` is told the address. Raises BadInput where the workspace cannot be read, UsageError where the port is taken.
    """
    events, pictures = PageEvents(), Pictures()
    build_loop = BuildLoop(
        source, events, lambda snapshot, leaflet: render_pictures(snapshot, leaflet, source, pictures)
    )
    build_loop.open()
    with closing(_socket(port)) as listener:
        port = listener.getsockname()[1]
        server = _Server(_config(source, build_loop, events, pictures, port), events)
        try:
            build_loop.start()
            ready(f"http://{_HOST}:{port}/")
            asyncio.run(server.serve(sockets=[listener]))
        finally:
            build_loop.stop()


class _Server(uvicorn.Server):
    """uvicorn, which hears Ctrl-C, ends what is open, and hands the signal on to the program's own handler."""

    def __init__(self, config: uvicorn.Config, events: PageEvents) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.close()
        await super().shutdown(sockets)


def _config(source: Source, build_loop: BuildLoop, events: PageEvents, pictures: Pictures, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app(source, build_loop, events, pictures, port),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_FAREWELL,
    )


def _socket(port: int) -> socket.socket:
    """Listens. Raises UsageError where the port is not to be had."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        why = "is in use, perhaps by another proof page" if error.errno == errno.EADDRINUSE else "is not to be had"
        raise UsageError(f"Port {port} {why}.", hint="Choose another with --port, or --port 0 for any.") from error
    return listener
