"""The server on this machine: it starts and ends all, and its guard says who is answered: our own page alone.

The page shows drafts of what will be handed out in a waiting room, and takes no orders, so there is no password in its
address: one that changes with every start would keep an open page from coming back, and one that does not would stand
in the browser's history. Someone else who works on this machine can see the drafts; web sites cannot, in no way:
- the server listens on 127.0.0.1 alone, and there is no option to have it otherwise;
- Host must be 127.0.0.1 or localhost with our port, so that no foreign name that leads here (DNS rebinding) is served;
- what a browser says comes from another origin (Origin, Sec-Fetch-Site) is refused, links and pictures included;
- no other origin may read, frame or embed an answer (no CORS, CSP, Cross-Origin-Resource-Policy).
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable, Iterable
from contextlib import closing

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from brochure.errors import UsageError
from brochure.proof.live.build_loop import BuildLoop, Source
from brochure.proof.live.checker import Checker
from brochure.proof.live.events import PageEvents
from brochure.proof.live.pictures import Pictures
from brochure.proof.live.routes import application
from brochure.proof.live.snapshot import Leaflet, Snapshot
from brochure.proof.live.view_model import render_pictures

#: Only this machine; there is no option to have it otherwise.
_HOST = "127.0.0.1"
#: Seconds that an answer on its way gets when the server ends.
_FAREWELL = 2
_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: What a browser says of a request that came from our own page, or from the address line.
_OUR_SITES = frozenset(("same-origin", "none"))


def serve(source: Source, port: int, ready: Callable[[str], None]) -> None:
    """Shows the workspace until Ctrl-C, which leaves as KeyboardInterrupt once all is put away.

    `ready` is told the address. Raises BadInput where the workspace cannot be read, UsageError where the port is taken.
    """
    events, pictures = PageEvents(), Pictures(source.open().config.limits)

    def draw(snapshot: Snapshot, leaflet: Leaflet, fine: int) -> tuple[str, ...]:
        return tuple(picture.address for picture in render_pictures(snapshot, leaflet, source, pictures, fine))

    build_loop = BuildLoop(source, events, draw)
    build_loop.open()
    checker = Checker(source, build_loop, events)
    with closing(_socket(port)) as listener:
        port = listener.getsockname()[1]
        server = _Server(_config(application(source, build_loop, checker, events, pictures), port), events)
        try:
            # Thrown wherever this thread is, Ctrl-C could leave a lock taken that the others wait for: logging's, say.
            with server.capture_signals():
                build_loop.start()
                checker.start()
                ready(f"http://{_HOST}:{port}/")
                asyncio.run(server.serve(sockets=[listener]))
        finally:
            checker.stop()
            build_loop.stop()


class _Server(uvicorn.Server):
    """uvicorn, which hears Ctrl-C, ends what is open, and hands the signal on to the program's own handler."""

    def __init__(self, config: uvicorn.Config, events: PageEvents) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.close()
        await super().shutdown(sockets)


def _config(app: ASGIApp, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        Guard(app, port),
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


class Guard:
    """Stands before the application; `port` is the one on which it listens."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        names = (_HOST, "localhost")
        self._hosts = frozenset((*names, *(f"{name}:{port}" for name in names)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or refuses and says why."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _secure(MutableHeaders(scope=message))
            await send(message)

        answer = self._refusal(Request(scope)) or self._app
        await answer(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return PlainTextResponse("This is the proof page of another address.\n", 421)
        if _foreign(headers.getlist("origin"), hosts[0]) or not _OUR_SITES.issuperset(
            headers.getlist("sec-fetch-site")
        ):
            return PlainTextResponse("Other sites get nothing here. Type the address yourself.\n", 403)
        if request.method != "GET":
            return PlainTextResponse("This page only shows.\n", 405, {"Allow": "GET"})
        return None


def _foreign(origins: Iterable[str], host: str) -> bool:
    return any(origin.lower() != f"http://{host.lower()}" for origin in origins)


def _secure(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
