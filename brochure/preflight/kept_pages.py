"""What was read of pages, kept in the memory of the process: a page that looks like one before is not read again.

Of a leaflet whose back panel changed one side is read, of one that did not change at all none. A page is kept by all
that it is drawn from (`brochure.pdf.page_looks`), without the objects of its file, and only where nothing was at fault.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from brochure.pdf.page_looks import Look, page_looks
from brochure.preflight.kept_drawings import KeptDrawings
from brochure.preflight.marks import Marks

if TYPE_CHECKING:
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.words import Word

#: Eight leaflets of two sides, a megabyte each; a page of more letters and marks than this is no leaflet's.
_MOST, _LARGEST = 16, 20_000
#: So many digests of pages that were met once are known.
_MOST_MET = 256


@dataclass
class ReadPage:
    """What is known of a page; None is what nobody asked for. `faint` are words with little contrast, as `contrast`."""

    look: Look = field(default_factory=Look)
    marks: Marks | None = None
    glyphs: tuple[Glyph | None, ...] | None = None
    words: tuple[Word, ...] | None = None
    faint: tuple[tuple[float, float, Word], ...] | None = None
    unseen: tuple[Word, ...] | None = None


class KeptPages:
    """The pages that were read last, and the drawings on them."""

    def __init__(self) -> None:
        self.drawings = KeptDrawings()
        self._pages: OrderedDict[str, ReadPage] = OrderedDict()
        self._met: OrderedDict[str, None] = OrderedDict()

    def of(self, pdf: Any, count: int) -> tuple[ReadPage, ...]:
        """What is known of the first pages of a PDF, so many at most. They must not have been changed since opening."""
        try:
            looks = list(islice(page_looks(pdf), count))
        except Exception:
            # Whatever a damaged file does: its pages are read anew.
            return tuple(ReadPage() for _ in range(count))
        return tuple(self._found(look) for look in looks)

    def _found(self, look: Look) -> ReadPage:
        if (kept := self._pages.get(look.digest)) is None:
            return ReadPage(look)
        self._pages.move_to_end(look.digest)
        assert kept.marks
        return replace(kept, look=look, marks=_within(kept.marks, look.parts))

    def keep(self, pages: Sequence[ReadPage]) -> None:
        """Keeps what was read of pages in which nothing is at fault, and which were met before."""
        for page in pages:
            digest, marks = page.look.digest, page.marks
            if not digest:
                continue
            if digest in self._met and marks and _is_kept(page) and (apart := _apart(marks, page.look.parts)):
                self._pages[digest] = replace(page, look=Look(digest), marks=apart)
                self._pages.move_to_end(digest)
            self._met[digest] = None
            self._met.move_to_end(digest)
        for kept, most in ((self._pages, _MOST), (self._met, _MOST_MET)):
            while len(kept) > most:
                kept.popitem(last=False)

    def forget(self) -> None:
        """Reads everything anew from now on."""
        self._pages.clear()
        self._met.clear()
        self.drawings.forget()


def _is_kept(page: ReadPage) -> bool:
    """Whether nothing is at fault in a page, which is no larger than a leaflet's."""
    marks, glyphs = page.marks, page.glyphs or ()
    return bool(marks and not marks.fault and marks.count + len(marks.tags) + len(glyphs) <= _LARGEST)


def _apart(marks: Marks, parts: Sequence[Any]) -> Marks | None:
    """Marks without the fonts and pictures of the file, but where these stand among the parts of the page.

    None where one of them stands nowhere, as pictures in content do.
    """
    places = {part.objgen: at for at, part in enumerate(parts)}
    numbers = [*marks.fonts, *(shown.number for shown in marks.pictures)]
    if any(number not in places for number in numbers):
        return None
    fonts = {number: places[number] for number in marks.fonts}
    pictures = [replace(shown, picture=places[shown.number]) for shown in marks.pictures]
    return replace(marks, fonts=fonts, pictures=pictures)


def _within(marks: Marks, parts: Sequence[Any]) -> Marks:
    """Such marks with the fonts and pictures of a page that looks the same."""
    fonts = {parts[at].objgen: parts[at] for at in marks.fonts.values()}
    pictures = [replace(shown, picture=parts[shown.picture]) for shown in marks.pictures]
    return replace(marks, fonts=fonts, pictures=[replace(each, number=each.picture.objgen) for each in pictures])
