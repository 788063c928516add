"""The routes: what each address of the page answers. None is, or becomes, a path on the disk: all are looked up."""

from __future__ import annotations

from pathlib import Path

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from brochure.proof.live.build_loop import BuildLoop, Source
from brochure.proof.live.checker import Checker
from brochure.proof.live.events import PageEvents
from brochure.proof.live.files import read_within, static_files
from brochure.proof.live.pictures import FINE, Pictures
from brochure.proof.live.snapshot import Leaflet, products_by_id
from brochure.proof.live.view_model import leaflet_view, page_context

#: A picture's address is made of its content, so the browser may keep it for good.
_IMMUTABLE = {"Cache-Control": "private, max-age=31536000, immutable"}


class Pages:
    """Answers requests from the build loop's snapshot."""

    def __init__(
        self, source: Source, build_loop: BuildLoop, checker: Checker, events: PageEvents, pictures: Pictures
    ) -> None:
        self._source = source
        self._build_loop = build_loop
        self._checker = checker
        self._events = events
        self._pictures = pictures
        folder = Path(__file__).parent / "templates"
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[Route]:
        """Every address that there is."""
        return [
            Route("/", self.first),
            Route("/leaflet/{id}", self.leaflet),
            Route("/picture/{id}.jpg", self.picture),
            Route("/product/{id}", self.product),
            Route("/static/{name}", self.static),
            Route("/events/{id}", self.events),
        ]

    async def first(self, request: Request) -> Response:
        """The first leaflet."""
        return await self._page(self._build_loop.snapshot.leaflets[0], _fine(request))

    async def leaflet(self, request: Request) -> Response:
        """The leaflet of that name."""
        return await self._page(self._leaflet_of(request), _fine(request))

    async def picture(self, request: Request) -> Response:
        """A page or a side of the sheet."""
        data = self._pictures.data(request.path_params["id"])
        return Response(data, media_type="image/jpeg", headers=_IMMUTABLE) if data else _nothing()

    async def product(self, request: Request) -> Response:
        """A product's file as it lies in the output folder now."""
        product = products_by_id(self._build_loop.snapshot.leaflets).get(request.path_params["id"])
        if not product:
            return _nothing()
        output = self._source.output
        data = await run_in_threadpool(read_within, output / product.path, output)
        if data is None:
            return PlainTextResponse("This edition is not made yet.\n", 404)
        name = product.path.name.encode("ascii", "replace").decode().replace('"', "_")
        return Response(
            data, media_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    async def static(self, request: Request) -> Response:
        """A file of the page itself."""
        content, kind = static_files().get(request.path_params["name"], (b"", ""))
        return Response(content, headers={"Content-Type": kind}) if kind else _nothing()

    async def events(self, request: Request) -> Response:
        """The events, for as long as the page is open."""
        leaflet = self._leaflet_of(request)
        stream = StreamingResponse(self._events.subscribe(leaflet.id, _fine(request)), media_type="text/event-stream")
        self._build_loop.wake()
        return stream

    def _leaflet_of(self, request: Request) -> Leaflet:
        for leaflet in self._build_loop.snapshot.leaflets:
            if leaflet.id == request.path_params["id"]:
                return leaflet
        raise HTTPException(404)

    async def _page(self, leaflet: Leaflet, fine: int) -> Response:
        return HTMLResponse(await run_in_threadpool(self._render, leaflet, fine))

    def _render(self, leaflet: Leaflet, fine: int) -> str:
        # Taken before the snapshot: a page that is older than it says would never be asked for again.
        version, snapshot = self._events.version, self._build_loop.snapshot
        view = leaflet_view(snapshot, leaflet, self._source, self._pictures, self._checker.of(leaflet), fine)
        return self._templates.get_template("page.html").render(page_context(snapshot, view), version=version)


def _fine(request: Request) -> int:
    """How fine the page wants pictures, once it knows how large it shows them and on which screen."""
    return FINE if request.query_params.get("fine") == str(FINE) else 1


def application(
    source: Source, build_loop: BuildLoop, checker: Checker, events: PageEvents, pictures: Pictures
) -> ASGIApp:
    """The application, as yet without its guard."""
    starlette = Starlette(
        routes=Pages(source, build_loop, checker, events, pictures).routes(), exception_handlers={404: _not_found}
    )
    starlette.router.redirect_slashes = False
    return starlette


def _not_found(_: Request, __: Exception) -> Response:
    return _nothing()


def _nothing() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404)
