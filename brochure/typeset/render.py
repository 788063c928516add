"""The only import of the engine. Takes merged HTML and CSS, gives typeset pages and their PDF."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from hashlib import sha256
from tempfile import gettempdir
from typing import Any

from brochure.errors import BadInput, Lacking
from brochure.journal import recording
from brochure.typeset.boxes import SetPage, read
from brochure.typeset.fetch import Fetcher
from brochure.typeset.fonts import NO_SYSTEM_FONTS
from brochure.typeset.line_break import mend
from brochure.typeset.spaces import plain_spaces


class Typeset:
    """Pages as the engine set them."""

    def __init__(self, document: Any, fetcher: Fetcher) -> None:
        self._document = document
        self._fetcher = fetcher
        self.pages: tuple[SetPage, ...] = tuple(read(page) for page in document.pages)

    def pdf(self, *, tagged: bool = False) -> bytes:
        """The pages as a PDF, tagged if asked, with notes of where the tags came from (see `origins`).

        The same pages give the same bytes.
        """
        if tagged:
            from brochure.typeset.origins import noted

            with noted():
                return self._written(pdf_variant="pdf/ua-1")
        return self._written()

    def _written(self, **options: str) -> bytes:
        with _strict(self._fetcher):
            written = self._document.write_pdf(finisher=plain_spaces, pdf_identifier=self._identifier(), **options)
            return bytes(written)

    def _identifier(self) -> bytes:
        text = "\n".join(line.text for page in self.pages for line in page.lines)
        return sha256(text.encode()).digest()[:16]


#: An at-rule that fetches a file as soon as it is parsed, or that is written so that it may be one.
_FETCHES = re.compile(r"@(?:import|font-face|[\w-]*\\)", re.IGNORECASE)
#: So many stylesheets are kept; a process that watches one being written meets many.
_MOST_SHEETS = 100


class Typesetter:
    """Typesets one merged document, as often as copyfit asks, with other settings each time.

    The first of `css` has the fonts, each named with the digest of its file. What it and the others come to is kept for
    further documents, unless one of the others fetches files, for those may change while its own text does not.
    """

    def __init__(self, html: str, css: Sequence[str], fetcher: Fetcher) -> None:
        engine = _engine()
        self._fetcher = fetcher
        self._url_fetcher = _url_fetcher(fetcher)
        self._fonts = _Fonts() if any(_FETCHES.search(sheet) for sheet in css[1:]) else _kept_fonts(css[0])
        with _strict(fetcher):
            self._html = engine.HTML(string=html, url_fetcher=self._url_fetcher, base_url="brochure:layout/")
        self._css = [self._shared(sheet) for sheet in css]

    def typeset(self, setting: str = "") -> Typeset:
        """The pages, with the extra CSS `setting`. Raises BadInput where the engine complains of anything."""
        with _strict(self._fetcher):
            sheets = [*self._css, *([self._stylesheet(setting)] if setting else [])]
            document = self._html.render(font_config=self._fonts.configuration, stylesheets=sheets)
            return Typeset(document, self._fetcher)

    def _shared(self, css: str) -> Any:
        """A stylesheet, parsed once for all documents that have it: fonts, brand and base are the same in each."""
        sheets = self._fonts.sheets
        if css not in sheets:
            if len(sheets) >= _MOST_SHEETS:
                _shared_fonts.cache_clear()
            with _strict(self._fetcher), recording() as noted:
                sheets[css] = self._stylesheet(css)
            if any(content[:16] not in css for content in noted.files.values()):
                # A font was replaced since its digest was taken: the next document shall not find it under that.
                _shared_fonts.cache_clear()
        return sheets[css]

    def _stylesheet(self, css: str) -> Any:
        fonts = self._fonts.configuration
        return _engine().CSS(string=css, url_fetcher=self._url_fetcher, font_config=fonts, base_url="brochure:layout/")


class _Engine:
    def __init__(self) -> None:
        os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
        # Boxes are many and live long: looking through the young ones every 700 finds next to nothing.
        gc.set_threshold(20_000, 20, 50)
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
        mend()
        self.HTML = weasyprint.HTML
        self.CSS = weasyprint.CSS
        self.FontConfiguration = FontConfiguration
        self.URLFetcher: Any = URLFetcher
        self.Response = URLFetcherResponse


@cache
def _engine() -> _Engine:
    return _Engine()


class _Fonts:
    """Fonts that the engine has loaded, and the stylesheets that made it load them or were parsed since."""

    def __init__(self) -> None:
        self.configuration = _engine().FontConfiguration()
        self.sheets: dict[str, Any] = {}


def _kept_fonts(css: str) -> _Fonts:
    """Those of all documents whose fonts are of this stylesheet: loading them takes as long as a page."""
    return _shared_fonts(css, gettempdir())


@lru_cache(maxsize=4)
def _shared_fonts(css: str, folder: str) -> _Fonts:
    """The copies that the engine keeps of the fonts lie in `folder`, and go with it."""
    del css, folder
    # While the interpreter takes itself apart it is too late to remove the copies that it keeps of the fonts.
    atexit.register(_shared_fonts.cache_clear)
    return _Fonts()


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
