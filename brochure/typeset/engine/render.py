"""The only import of the engine. Takes merged HTML and CSS, gives typeset pages and their PDF."""

from __future__ import annotations

import atexit
import gc
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache, cached_property, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from brochure.content import hyphenation
from brochure.errors import BadInput, Lacking, Place
from brochure.findings import Finding
from brochure.storage.read_trace import recording
from brochure.typeset.engine import (
    art_forms,
    charsets,
    deflated,
    drawn_pages,
    gradients,
    hanging,
    kept_lines,
    letter_sets,
    letters,
    line_break,
    line_ends,
    own_hyphens,
    positioned,
    shaped,
    table_columns,
)
from brochure.typeset.engine.boxes import SetPage, read
from brochure.typeset.engine.complaints import Complaints, of_engine, strict
from brochure.typeset.engine.edits import NO_EDITS, Edits, edited
from brochure.typeset.engine.fetch import Fetcher, RefusedToLayout
from brochure.typeset.engine.galley import NoGalley
from brochure.typeset.engine.galley import read as read_galley
from brochure.typeset.engine.html_bounds import check_elements
from brochure.typeset.engine.loading import load
from brochure.typeset.engine.own_colours import name_profiles
from brochure.typeset.engine.scripts import tell_letters
from brochure.typeset.engine.spaces import plain_spaces
from brochure.typeset.engine.style_blame import Again, found, named
from brochure.typeset.engine.style_bounds import check
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.engine.style_sources import restyled, sources
from brochure.typeset.galley import Galley

#: fontconfig reads this instead of the machine's configuration.
NO_SYSTEM_FONTS = Path(__file__).with_name("no-system-fonts.conf")


class Typeset:
    """Pages as the engine set them: those of `document`, where its panels are empty with what `panels` gives.

    `read` are the pages of `document`, if they were read before, and `galleys` those that were.
    """

    def __init__(
        self,
        document: Any,
        fetcher: Fetcher,
        blaming: Blaming,
        read_: tuple[SetPage, ...] = (),
        panels: Panels | None = None,
        galleys: dict[tuple[float, float, int], Galley] | None = None,
    ) -> None:
        self.document = document
        self.read = read_ or tuple(read(page) for page in document.pages)
        self._fetcher = fetcher
        self._blaming = blaming
        self._panels = panels
        self._galleys = {} if galleys is None else galleys

    @property
    def flow(self) -> list[SetPage]:
        """The pages of the flow."""
        return [page for page in self.read if not page.name]

    @property
    def pages(self) -> tuple[SetPage, ...]:
        """All of its pages."""
        return self._whole[1]

    @cached_property
    def _whole(self) -> tuple[Any, tuple[SetPage, ...]]:
        """The engine's document of all pages, and these."""
        if not self._panels:
            return self.document, self.read
        full: dict[str, list[tuple[Any, SetPage]]] = {}
        for panel in filter(lambda panel: panel.read, self._panels()):
            full[panel.read[0].name] = list(zip(panel.document.pages, panel.read, strict=True))
        own = zip(self.document.pages, self.read, strict=True)
        found = [pair for page, seen in own for pair in full.get(seen.name, [(page, seen)])]
        return self.document.copy([page for page, _ in found]), tuple(seen for _, seen in found)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is worth saying about how the pages were drawn."""
        return self._fetcher.notes()

    @property
    def thinnest(self) -> dict[str, float]:
        """The thinnest line of each drawing as it is set, in points, by the drawing's file; infinite for none."""
        found: dict[str, float] = {}
        for address, width, height in (drawing for page in self.pages for drawing in page.drawings):
            if drawing := self._fetcher.drawings.get(address):
                name = self._fetcher.shown(address).name
                line = drawing.thinnest * min(width / drawing.size[0], height / drawing.size[1])
                found[name] = min(found.get(name, line), line)
        return found

    def galley(self, line: float, deepest: float, before: int = 0) -> Galley:
        """The galley of the last page without a name, which has no end, after `before` others. Raises NoGalley."""
        flow = self.flow
        if len(flow) != before + 1:
            raise NoGalley
        key = line, deepest, before
        if key not in self._galleys:
            self._galleys[key] = read_galley(flow[-1].root, line, deepest)
        return self._galleys[key]

    def require(self, check: Callable[[Sequence[SetPage]], None], file: Path) -> None:
        """Does a check of the pages that raises BadInput without a place: it gets that of the CSS that is to blame.

        Where it is not the CSS it gets `file`.
        """
        try:
            with self._blaming(lambda document: check([read(page) for page in document.pages])):
                check(self.read)
        except BadInput as error:
            raise error if error.place else BadInput(error.message, hint=error.hint, place=Place(file)) from error

    def pdf(self, *, tagged: bool = False) -> bytes:
        """The pages as a PDF, tagged if asked, with notes of where the tags came from (see `origins`).

        The same pages give the same bytes.
        """
        if tagged:
            from brochure.typeset.engine.origins import noted

            with noted():
                return self._written(pdf_variant="pdf/ua-1")
        return self._written()

    def _written(self, **options: str) -> bytes:
        identifier = self._identifier()

        def write(document: Any) -> bytes:
            return bytes(document.write_pdf(finisher=self._finish, pdf_identifier=identifier, **options))

        with self._blaming(write):
            return write(self._whole[0])

    def _finish(self, document: Any, pdf: Any) -> None:
        shaped.name_codes(document, pdf)
        charsets.renumber(pdf)
        plain_spaces(document, pdf)
        name_profiles(pdf, {url: clean.profile for url, (_, clean) in self._fetcher.pictures.items() if clean.profile})

    def _identifier(self) -> bytes:
        text = "\n".join(line.text for page in self.pages for line in page.lines)
        return sha256(text.encode()).digest()[:16]


#: Gives the pages of each panel that is set apart.
Panels = Callable[[], list[Typeset]]
#: An at-rule that fetches a file as soon as it is parsed, or that is written so that it may be one.
_FETCHES = re.compile(r"@(?:import|font-face|[\w-]*\\)", re.IGNORECASE)
#: So many stylesheets are kept; a process that watches one being written meets many.
_MOST_SHEETS = 100


_BASE = "brochure:layout/"
_OF_LAYOUT = re.compile(rf"{_BASE}[^\s'\"]+")
#: Within it, a fault of a style sheet is BadInput with file and line. It gets what is done to the typeset document.
Blaming = Callable[[Callable[[Any], object]], AbstractContextManager[None]]


class Typesetter:
    """Typesets one merged document, as often as copyfit asks, with other settings each time.

    The first of `css` has the fonts, each named with the digest of its file. What it and the others come to is kept for
    further documents, unless one of the others fetches files, for those may change while its own text does not.
    """

    def __init__(self, html: str, css: Sequence[Sheet], fetcher: Fetcher) -> None:
        """Raises BadInput for what is beyond all bounds in the style sheets, or what the engine does not know."""
        engine = _engine()
        self._fetcher = fetcher
        self._url_fetcher = _url_fetcher(fetcher)
        self._fonts = _Fonts() if any(_FETCHES.search(sheet.text) for sheet in css[1:]) else _kept_fonts(css[0].text)
        with strict(fetcher):
            self._html = engine.HTML(string=html, url_fetcher=self._url_fetcher, base_url=_BASE)
        check_elements(self._html.etree_element, fetcher)
        self._sources = sources(css, self._html.etree_element, fetcher)
        check(self._sources)
        #: Those that the engine can be given otherwise: what is imported stays as it is.
        self._suspects = (*(sheet for sheet in self._sources if sheet.sought), *css)
        self._css = [self._shared(sheet) for sheet in css]

    def typeset(self, setting: str = "", edits: Edits = NO_EDITS) -> Typeset:
        """The pages, with the extra CSS `setting` and the `edits`. Raises BadInput where the engine complains."""
        blaming = partial(self._blaming, setting)
        with edited(self._html.etree_element, edits), blaming(lambda _: None):
            sheets = [*self._css, *([self._stylesheet(setting)] if setting else [])]
            return Typeset(self._rendered(sheets), self._fetcher, blaming)

    def _rendered(self, sheets: Sequence[Any]) -> Any:
        return self._html.render(font_config=self._fonts.configuration, stylesheets=sheets)

    def _shared(self, sheet: Sheet) -> Any:
        """A stylesheet, parsed once for all documents that have it: fonts, brand and base are the same in each."""
        sheets, css = self._fonts.sheets, sheet.text
        if css not in sheets:
            if len(sheets) >= _MOST_SHEETS:
                _shared_fonts.cache_clear()
            with self._blamed([sheet], self._parse), recording() as noted:
                parsed = self._stylesheet(css)
            sheets[css] = parsed  # not before: what it complains of, it must complain of again
            if any(content[:16] not in css for content in noted.files.values()):
                # A font was replaced since its digest was taken: the next document shall not find it under that.
                _shared_fonts.cache_clear()
        return sheets[css]

    def _stylesheet(self, css: str) -> Any:
        fonts = self._fonts.configuration
        return _engine().CSS(string=css, url_fetcher=self._url_fetcher, font_config=fonts, base_url=_BASE)

    def _parse(self, sheets: Sequence[Sheet]) -> None:
        for sheet in sheets:
            self._stylesheet(sheet.text)

    def _blaming(self, setting: str, then: Callable[[Any], object]) -> AbstractContextManager[None]:
        """Within it the document is typeset with the setting, and `then` is done to it."""

        def again(sheets: Sequence[Sheet]) -> None:
            css = [sheet.text for sheet in (*sheets, Sheet(setting)) if sheet.text and not sheet.sought]
            pairs = zip(self._suspects, sheets, strict=True)
            with restyled(self._html.etree_element, {old.text: new.text for old, new in pairs if old.sought}):
                document = self._rendered([self._stylesheet(text) for text in css])
            Typeset(document, self._fetcher, partial(self._blaming, setting))
            then(document)

        return self._blamed(self._suspects, again)

    @contextmanager
    def _blamed(self, sheets: Sequence[Sheet], again: Callable[[Sequence[Sheet]], object]) -> Iterator[None]:
        """Within it, whatever a style sheet makes the engine do wrong is BadInput with its file and line."""
        complaints = Complaints()
        try:
            with strict(self._fetcher, complaints):
                yield
        except BadInput as error:
            if error.place:
                raise
            guilty = named((error.message, *complaints.messages), (*self._sources, *sheets))
            guilty = guilty or found(sheets, self._repeats(again, error))
            place = guilty.place if guilty else self._drawing(error.message)
            if not place and isinstance(error, RefusedToLayout):
                place = Place(Path("layouts") / self._fetcher.layout.name)
            raise BadInput(error.message, hint=error.hint, place=place) from error
        except Exception as error:
            guilty = found(sheets, self._repeats(again, error)) if of_engine(error) else None
            if not guilty:
                raise
            raise BadInput(
                f"The typesetting engine breaks at '{guilty.text}' ({type(error).__name__}).",
                hint="Take it out, or write it in another way.",
                place=guilty.place,
            ) from error

    def _drawing(self, complaint: str) -> Place | None:
        """The file of the layout, named in a template, that the engine complains of."""
        address = _OF_LAYOUT.search(complaint)
        return Place(self._fetcher.shown(address[0])) if address else None

    def _repeats(self, again: Callable[[Sequence[Sheet]], object], error: Exception) -> Again:
        """Whether `again`, done with some sheets, ends with the same error."""

        def repeated(sheets: Sequence[Sheet]) -> bool:
            try:
                with strict(self._fetcher):
                    again(sheets)
            except Exception as other:  # whatever the engine does is to be compared
                return type(other) is type(error) and (not isinstance(error, BadInput) or str(other) == str(error))
            return False

        return repeated


class _Engine:
    def __init__(self) -> None:
        os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
        # Boxes are many and live long: looking through the young ones every 700 finds next to nothing.
        gc.set_threshold(20_000, 20, 50)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            try:
                weasyprint = load()
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
        line_break.mend()
        table_columns.mend()
        positioned.mend()
        line_ends.mend()
        art_forms.mend()
        gradients.mend()
        letters.mend()
        letter_sets.mend()
        shaped.mend()
        tell_letters()
        own_hyphens.mend()
        hyphenation.mend()
        hanging.mend()
        kept_lines.mend()
        drawn_pages.mend()
        deflated.mend()
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
