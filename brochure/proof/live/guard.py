"""Who is answered: this machine's browser, on our own page. Every answer says what the page may do: next to nothing.

The page shows drafts of what will be handed out in a waiting room, and takes no orders, so there is no password in its
address: one that changes with every start would keep an open page from coming back, and one that does not would stand
in the browser's history. Someone else who works on this machine can see the drafts; web sites cannot, in no way:
- the server listens on 127.0.0.1 alone, and there is no option to have it otherwise;
- Host must be 127.0.0.1 or localhost with our port, so that no foreign name that leads here (DNS rebinding) is served;
- what a browser says comes from another origin (Origin, Sec-Fetch-Site) is refused, links and pictures included;
- no other origin may read, frame or embed an answer (no CORS, CSP, Cross-Origin-Resource-Policy).
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class Guard:
    """Stands before the application; `port` is the one on which it listens."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        names = ("127.0.0.1", "localhost")
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
