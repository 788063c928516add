"""A PDF as rules see it, from us or from anywhere; each thing about it is read once, when a rule first asks for it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from brochure.errors import BadInput
from brochure.preflight.rule import Found, NotApplicable, NotRun
from brochure.units import MM

if TYPE_CHECKING:
    from PIL import Image

    from brochure.geometry.flat import ImposedPage
    from brochure.geometry.piece import Duplex, Piece
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.cover_photo import CoverPhoto
    from brochure.preflight.fonts import Font
    from brochure.preflight.kept_pages import KeptPages, ReadPage
    from brochure.preflight.marks import Box, Marks
    from brochure.preflight.structure import Structure
    from brochure.preflight.words import Word

#: Of a longer file no more pages than these are looked at closely; that is told.
MOST_PAGES = 200
#: Pictures of pages for what only pixels tell, in pixels per inch.
PPI = 72
#: The same for the plates; each pixel is the mean of four times four.
INK_PPI = 60
_LONGEST_ANCESTRY = 64
_MOST_PIXELS, _MOST_LEAVES = 40_000_000, 24
#: Bytes of a profile's header (ICC.1, 7.2).
_ICC_HEADER = 128
#: Where the header may stand (ISO 32000-1, annex H, 3.4.1).
_HEADER = 1024


@dataclass(frozen=True)
class Made:
    """What is known of a product of ours: its edition, and of one that is folded the piece and how it lies on pages.

    `words` is its article's copy in reading order, of which paper may do without some if `spares`; `needs` are texts
    that it must bear, by what they are. `bleed` is in points; `limit` of ink is 1.0 for one ink in full; `condition`
    is the registered name of how it is printed. `photo` is the cover's, where the article says what must be seen.
    """

    edition: str
    language: str = ""
    piece: Piece | None = None
    sheets: tuple[ImposedPage, ...] = ()
    pages: int | None = None
    duplex: Duplex | None = None
    white_edge: float = 0.0
    bleed: float = 9.0
    limit: float | None = None
    spots: tuple[str, ...] = ()
    standard: str = "x-4"
    condition: str = ""
    marks: bool = False
    words: tuple[str, ...] = ()
    spares: bool = False
    needs: tuple[tuple[str, str], ...] = ()
    families: tuple[str, ...] = ()
    photo: CoverPhoto | None = None


@dataclass(frozen=True)
class Page:
    """A page and its boxes, in points; a box that is not there is None. `number` counts from 1."""

    number: int
    obj: Any
    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotate: int
    user_unit: float

    @property
    def cut(self) -> Box:
        """Where the page ends when it is printed: its trim, else its edge."""
        return self.trim or self.art or self.crop or self.media

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of what is cut, in millimetres."""
        left, bottom, right, top = self.cut
        return (right - left) / MM, (top - bottom) / MM

    def place(self, box: Box) -> Box:
        """A box in millimetres from the lower left corner of the trim."""
        left, bottom, _, _ = self.cut
        return (
            round((box[0] - left) / MM, 1),
            round((box[1] - bottom) / MM, 1),
            round((box[2] - left) / MM, 1),
            round((box[3] - bottom) / MM, 1),
        )

    def found(self, message: str, box: Box | None = None, quote: str | None = None) -> Found:
        """What a rule found on it, with the box in points."""
        return Found(message, page=self.number, quote=quote, box=self.place(box) if box else None)


class Document:
    """A PDF. `made` is there where it is a product of ours. Raises BadInput for what is no PDF at all.

    `kept` has what was read of the pages of others; a page that looks like one of these is not read again.
    """

    def __init__(self, content: bytes, made: Made | None = None, kept: KeptPages | None = None) -> None:
        self.content, self.made, self._kept = content, made, kept
        if not content:
            raise BadInput("The file is empty.", hint="Export it again.")
        if b"%PDF-" not in content[:_HEADER]:
            raise BadInput("This is not a PDF.", hint="Export it as PDF from the program that made it.")
        self.locked = False
        self._leaves: dict[int, Any] = {}
        self._picture_of: tuple[int, Any] = (0, None)
        self._pdf = self._open()

    def _open(self) -> Any:
        import pikepdf

        try:
            return pikepdf.open(io.BytesIO(self.content), suppress_warnings=True)
        except pikepdf.PasswordError:
            self.locked = True
        except (pikepdf.PdfError, ValueError, TypeError) as error:
            from brochure.preflight.scan import plainly

            raise BadInput(
                f"The PDF is too damaged to be read: {plainly(error)[:120].rstrip('.')}.",
                hint="Export it again from the program that made it.",
            ) from None
        return None

    @property
    def pdf(self) -> Any:
        """The opened PDF. Raises NotRun where it needs a password."""
        if self._pdf is None:
            raise NotRun("the file needs a password to be opened")
        return self._pdf

    @cached_property
    def root(self) -> Any:
        """The catalog."""
        return self.pdf.Root

    @cached_property
    def warnings(self) -> list[str]:
        """What had to be mended to read it, its pages included."""
        from brochure.preflight.scan import plainly

        _ = self.marks
        said = [plainly(each) for each in self.pdf.get_warnings()]
        if any("bad_alloc" in each for each in said):
            raise MemoryError
        return said

    @cached_property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.pdf.pages)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that are looked at."""
        from itertools import islice

        return tuple(_page(number, page.obj) for number, page in enumerate(islice(self.pdf.pages, MOST_PAGES), 1))

    @cached_property
    def _read(self) -> tuple[ReadPage, ...]:
        """What is known of each page so far."""
        from brochure.preflight.kept_pages import ReadPage

        count = len(self.pages)
        return self._kept.of(self.pdf, count) if self._kept else tuple(ReadPage() for _ in range(count))

    def keep(self) -> None:
        """Keeps what was read of pages for other documents, if nothing had to be mended to read them."""
        if self._kept and not self.locked and not self.warnings:
            self._kept.keep(self._read)

    @cached_property
    def marks(self) -> tuple[Marks, ...]:
        """What each page paints."""
        from brochure.preflight.scan import Scanner

        scanner, found = Scanner(self.pdf, self._kept.drawings if self._kept else None), []
        for page, read in zip(self.pages, self._read, strict=True):
            read.marks = read.marks or scanner.page(page.obj)
            found.append(read.marks)
        return tuple(found)

    @property
    def painted(self) -> Iterator[tuple[Page, Marks]]:
        """Each page with what it paints."""
        return zip(self.pages, self.marks, strict=True)

    @cached_property
    def fonts(self) -> tuple[Font, ...]:
        """The fonts that text is set in. Raises NotApplicable where there is none."""
        from brochure.preflight.fonts import fonts_of

        found = fonts_of(self.painted)
        if not found:
            raise NotApplicable("it has no text")
        return found

    @cached_property
    def structure(self) -> Structure:
        """The structure that is read aloud. Raises NotApplicable where there is none."""
        from brochure.preflight.structure import structure_of

        return structure_of(self.root, self.pages)

    @cached_property
    def _rendered(self) -> Any:
        import pypdfium2

        # PDFium goes on without end where forms paint each other; what we went through to its end does end.
        if fault := next((marks.fault for marks in self.marks if marks.fault), ""):
            raise NotRun(f"a page cannot be read to its end: {fault.rstrip('.')}")
        try:
            drawn = pypdfium2.PdfDocument(self.content)
        except pypdfium2.PdfiumError as error:
            raise NotRun("the pages cannot be drawn") from error
        if len(drawn) != self.page_count:
            raise NotRun(f"programs differ about its pages: there are {self.page_count}, or {len(drawn)}")
        return drawn

    @cached_property
    def glyphs(self) -> tuple[tuple[Glyph | None, ...], ...]:
        """The letters of each page, None between words."""
        from brochure.pdf.glyphs import glyphs

        _, found = self._rendered, []
        for number, read in enumerate(self._read, 1):
            read.glyphs = tuple(glyphs(self._leaf(number))) if read.glyphs is None else read.glyphs
            found.append(read.glyphs)
        return tuple(found)

    @cached_property
    def words(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each page that are seen."""
        from brochure.preflight.words import words_of

        found = []
        for glyphs, read in zip(self.glyphs, self._read, strict=True):
            read.words = tuple(words_of(glyphs)) if read.words is None else read.words
            found.append(read.words)
        return tuple(found)

    @property
    def faint(self) -> Iterator[tuple[tuple[float, float, Word], ...]]:
        """Words of each page with too little contrast: the contrast, what is needed, the word; none of turned pages."""
        return map(self._faint, self.pages, self.words, self._read)

    def _faint(self, page: Page, words: Sequence[Word], read: ReadPage) -> tuple[tuple[float, float, Word], ...]:
        from brochure.preflight.contrast import too_little

        if read.faint is None:
            read.faint = () if page.rotate else tuple(too_little(page, words, self._picture(page.number)))
        return read.faint

    @property
    def unseen(self) -> Iterator[tuple[Word, ...]]:
        """Words of each page that leave no mark; none of turned pages."""
        return map(self._unseen, self.pages, self.words, self._read)

    def _unseen(self, page: Page, words: Sequence[Word], read: ReadPage) -> tuple[Word, ...]:
        from brochure.preflight.contrast import unseen

        if read.unseen is None:
            read.unseen = () if page.rotate else tuple(unseen(page, words, self._picture(page.number)))
            if self.likely_profile != "press":
                # Contrast is asked of screens and paper: the picture is there now.
                self._faint(page, words, read)
        return read.unseen

    @cached_property
    def codes(self) -> tuple[tuple[Page, Box, float], ...]:
        """Each code to scan: the page, its box, and a module's side in points."""
        from brochure.preflight.qr import codes, picture_codes

        found: list[tuple[Page, Box, float]] = []
        for page, marks in self.painted:
            found += [(page, box, module) for box, _, module in codes(marks)]
            found += [(page, box, module) for box, module in picture_codes(self, page, marks)]
        return tuple(found)

    @cached_property
    def read_codes(self) -> tuple[tuple[str | None, float], ...]:
        """What each of them says, None where it cannot be read, and by what part of all light it stands out."""
        from brochure.preflight.qr import cut_out, reads, stands_out

        pictures = [cut_out(self, page, box, module) for page, box, module in self.codes]
        return tuple((reads(picture), stands_out(picture)) for picture in pictures)

    @cached_property
    def text(self) -> str:
        """All letters, with single spaces between words."""
        words = ("".join(glyph.letter if glyph else " " for glyph in page) for page in self.glyphs)
        return " ".join(" ".join(words).split())

    @property
    def pictures(self) -> Iterator[Image.Image]:
        """The pages as a screen shows them, media box and all."""
        return map(self._shown, self.pages, self.words, self._read)

    def _shown(self, page: Page, words: Sequence[Word], read: ReadPage) -> Image.Image:
        self._unseen(page, words, read)
        return self._picture(page.number)

    def _picture(self, number: int) -> Image.Image:
        """One is held, for each has two megabytes: what rules ask of it is asked while it is there."""
        if self._picture_of[0] != number:
            self._picture_of = number, self.drawn(number, PPI / 72)
        picture: Image.Image = self._picture_of[1]
        return picture

    def drawn(self, number: int, scale: float, part: tuple[int, int, int, int] | None = None) -> Image.Image:
        """A page, from 1, in so many pixels a point; or a part of it, in such pixels from its upper left corner."""
        page = self._leaf(number)
        wide, high = page.get_size()
        most = (_MOST_PIXELS / max(wide * high, 1)) ** 0.5
        if part and scale <= most:
            across, down = self.pixels(number, scale)
            # Half a pixel less than is cut off, for that is rounded up.
            cut = (part[0], down - part[3], across - part[2], part[1])
            edges = tuple(max(each - 0.5, 0) / scale for each in cut)
            found: Image.Image = page.render(scale=scale, crop=edges, may_draw_forms=False).to_pil()
            return found
        picture: Image.Image = page.render(scale=min(scale, most), may_draw_forms=False).to_pil()
        picture = picture if scale <= most else picture.resize((round(wide * scale), round(high * scale)))
        return picture.crop(part) if part else picture

    def pixels(self, number: int, scale: float) -> tuple[int, int]:
        """How many pixels such a picture of a page is wide and high."""
        wide, high = self._leaf(number).get_size()
        return math.ceil(wide * scale), math.ceil(high * scale)

    def _leaf(self, number: int) -> Any:
        """A page of PDFium's, read once for all that ask for it, if there are not too many."""
        if number not in self._leaves:
            if len(self._leaves) >= _MOST_LEAVES:
                for leaf in self._leaves.values():
                    leaf.close()
                self._leaves.clear()
            import pypdfium2

            try:
                self._leaves[number] = self._rendered[number - 1]
            except pypdfium2.PdfiumError as error:
                raise NotRun(f"page {number} cannot be drawn") from error
        return self._leaves[number]

    @cached_property
    def plates(self) -> tuple[dict[str, Image.Image], ...]:
        """The plate of each ink of each page. Raises NotRun where something has no ink."""
        from brochure.prepress.plates.render import plates

        _ = self.pdf
        if self.page_count > 40:
            raise NotRun("it has too many pages to measure their ink")
        try:
            return tuple(plates(self.content, INK_PPI))
        except BadInput as error:
            raise NotRun(f"its inks cannot be told apart: {error.message.rstrip('.')}") from error

    @cached_property
    def intent(self) -> Any:
        """The output intent of PDF/X; None where there is none."""
        from brochure.pdf.reading import entry

        found = entry(self.root, "/OutputIntents")
        try:
            intents = list(found) if found is not None else []
        except (TypeError, ValueError):
            return None
        return next((each for each in intents if entry(each, "/S") == "/GTS_PDFX"), None)

    @cached_property
    def profile(self) -> tuple[bytes, int] | None:
        """The header of the profile in the output intent, and how many bytes it has; None where there is none."""
        from brochure.pdf.reading import Damaged, data, entry

        if (found := entry(self.intent, "/DestOutputProfile")) is None:
            return None
        try:
            content = data(found)
        except Damaged:
            return b"", 0
        return content[:_ICC_HEADER], len(content)

    @cached_property
    def xmp(self) -> str:
        """The metadata that stand in the file as XML; empty where there are none."""
        from pikepdf import Stream

        from brochure.pdf.reading import Damaged, data, entry

        found = entry(self.root, "/Metadata")
        try:
            return data(found).decode("utf-8", "replace") if isinstance(found, Stream) else ""
        except Damaged:
            return ""

    @property
    def likely_profile(self) -> str:
        """The profile for a file that nobody said anything about."""
        if self.made:
            return self.made.edition
        if self.locked or self.intent is not None:
            return "press"
        from brochure.pdf.reading import entry

        return "email" if entry(self.root, "/StructTreeRoot") is not None else "office"

    def need_made(self) -> Made:
        """What is known of it. Raises NotApplicable for what is not ours."""
        if self.made is None:
            raise NotApplicable("it is no product of this workspace, so that the job is not known")
        return self.made

    def need_piece(self) -> tuple[Piece, tuple[ImposedPage, ...]]:
        """The folded piece and its sheets. Raises NotApplicable where it does not fold, or is not known."""
        made = self.need_made()
        if made.piece is None:
            raise NotApplicable("it does not fold")
        return made.piece, made.sheets


def _page(number: int, obj: Any) -> Page:
    media = _box(obj, "/MediaBox") or (0.0, 0.0, 612.0, 792.0)
    from brochure.pdf.reading import entry

    try:
        unit = float(entry(obj, "/UserUnit", 1))
        rotate = int(_inherited(obj, "/Rotate") or 0) % 360
    except (TypeError, ValueError):
        unit, rotate = 1.0, 0
    crop, bleed, trim, art = (_box(obj, key) for key in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"))
    return Page(number, obj, media, crop, bleed, trim, art, rotate, unit)


def _inherited(page: Any, key: str) -> Any:
    from brochure.pdf.reading import entry

    for _ in range(_LONGEST_ANCESTRY):
        if page is None or (found := entry(page, key)) is not None:
            return found if page is not None else None
        page = entry(page, "/Parent")
    return None


def _box(page: Any, key: str) -> Box | None:
    from brochure.pdf.reading import Damaged, reals

    found = _inherited(page, key) if key in ("/MediaBox", "/CropBox") else page.get(key)
    try:
        a, b, c, d = reals(found, 4)
    except (Damaged, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)
