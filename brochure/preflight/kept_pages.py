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
from brochure.preflight.marks import Marks

if TYPE_CHECKING:
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.words import Word

#: Eight leaflets of two sides, a megabyte each; a page of more letters and marks than this is no leaflet's.
_MOST, _LARGEST = 16, 20_000


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
    """The pages that were read last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, ReadPage] = OrderedDict()

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
        """Keeps what was read of pages in which nothing is at fault."""
        for page in pages:
            if page.look.digest and page.marks and not page.marks.fault and _size(page) <= _LARGEST:
                marks = _apart(page.marks, page.look.parts)
                if marks:
                    self._pages[page.look.digest] = replace(page, look=Look(page.look.digest), marks=marks)
                    self._pages.move_to_end(page.look.digest)
        while len(self._pages) > _MOST:
            self._pages.popitem(last=False)

    def forget(self) -> None:
        """Reads everything anew from now on."""
        self._pages.clear()


def _size(page: ReadPage) -> int:
    assert page.marks
    return page.marks.count + len(page.marks.tags) + len(page.glyphs or ())


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
