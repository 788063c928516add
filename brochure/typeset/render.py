"""The only import of the engine. Takes merged HTML and CSS, gives typeset pages and their PDF."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from brochure.errors import BadInput, Lacking
from brochure.typeset.boxes import SetPage, read
from brochure.typeset.fetch import Fetcher
from brochure.typeset.fonts import NO_SYSTEM_FONTS


class Typeset:
    """Pages as the engine set them."""

    def __init__(self, document: Any, fetcher: Fetcher) -> None:
        self._document = document
        self._fetcher = fetcher
        self.pages: tuple[SetPage, ...] = tuple(read(page) for page in document.pages)

    def pdf(self, *, tagged: bool = False) -> bytes:
        """The pages as a PDF, tagged to PDF/UA-1 if asked. The same pages give the same bytes."""
        options: dict[str, Any] = {"pdf_variant": "pdf/ua-1"} if tagged else {}
        with _strict(self._fetcher):
            return bytes(self._document.write_pdf(pdf_identifier=self._identifier(), **options))

    def _identifier(self) -> bytes:
        text = "\n".join(line.text for page in self.pages for line in page.lines)
        return sha256(text.encode()).digest()[:16]


_sheets: dict[tuple[str, tuple[Path, ...]], Any] = {}


class Typesetter:
    """Typesets one merged document, as often as copyfit asks, with other settings each time."""

    def __init__(self, html: str, css: Sequence[str], fetcher: Fetcher) -> None:
        engine = _engine()
        self._fetcher = fetcher
        self._url_fetcher = _url_fetcher(fetcher)
        self._files = tuple(fetcher.fonts.values())
        self._fonts = _font_configuration(self._files)
        with _strict(fetcher):
            self._html = engine.HTML(string=html, url_fetcher=self._url_fetcher, base_url="brochure:layout/")
        self._css = [self._shared(sheet) for sheet in css]

    def typeset(self, setting: str = "") -> Typeset:
        """The pages, with the extra CSS `setting`. Raises BadInput where the engine complains of anything."""
        with _strict(self._fetcher):
            sheets = [*self._css, *([self._stylesheet(setting)] if setting else [])]
            document = self._html.render(font_config=self._fonts, stylesheets=sheets)
            return Typeset(document, self._fetcher)

    def _shared(self, css: str) -> Any:
        """A stylesheet, parsed once for all documents that have it: fonts, brand and base are the same in each."""
        key = css, self._files
        if key not in _sheets:
            with _strict(self._fetcher):
                sheet = self._stylesheet(css)
            _sheets[key] = sheet
        return _sheets[key]

    def _stylesheet(self, css: str) -> Any:
        return _engine().CSS(
            string=css, url_fetcher=self._url_fetcher, font_config=self._fonts, base_url="brochure:layout/"
        )


class _Engine:
    def __init__(self) -> None:
        os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            try:
                import weasyprint
                from weasyprint.text.fonts import FontConfiguration
                from weasyprint.urls import URLFetcher, URLFetcherResponse
            except OSError as error:
                raise Lacking(
                    f"A system library of the typesetting engine is missing ({str(error).splitlines()[0]}).",
                    hint="Type: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
                    " (on macOS: brew install pango).",
                ) from error
        # What has been imported stays; the collector need not look through it again and again.
        gc.freeze()
        # Boxes are many and live long: looking through the young ones every 700 finds next to nothing.
        gc.set_threshold(20_000, 20, 50)
        self.HTML = weasyprint.HTML
        self.CSS = weasyprint.CSS
        self.FontConfiguration = FontConfiguration
        self.URLFetcher: Any = URLFetcher
        self.Response = URLFetcherResponse


@cache
def _engine() -> _Engine:
    return _Engine()


@cache
def _font_configuration(files: tuple[Path, ...]) -> Any:
    """One for all documents that are set in the same fonts: loading them takes as long as a page."""
    del files
    # While the interpreter takes itself apart it is too late to remove the copies that it keeps of the fonts.
    atexit.register(_font_configuration.cache_clear)
    return _engine().FontConfiguration()


def _url_fetcher(fetcher: Fetcher) -> Any:
    engine = _engine()

    class Ours(engine.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            del headers
            content, media_type = fetcher.fetch(url)
            return engine.Response(url, content, {"Content-Type": media_type})

    return Ours()


class _Complaints(logging.Handler):
    """Keeps what the engine logs: it goes on after every fault, and the reader would be the first to notice."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _strict(fetcher: Fetcher) -> Iterator[None]:
    """Every complaint of the engine is an error."""
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if fetcher.refused:
        raise fetcher.refused[0]
    if complaints.messages:
        raise BadInput(
            f"The typesetting engine complains: {complaints.messages[0]}",
            hint=f"Mend the layout in {fetcher.layout.name}/.",
        )
