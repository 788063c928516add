"""The edition in large print: one wide-set column of Atkinson Hyperlegible on the whole sheet, black on white."""

from __future__ import annotations

from dataclasses import replace

from brochure.art.colour import WHITE, contrast, readable
from brochure.content.article import Article
from brochure.editions.making import EditionFile, Job
from brochure.editions.paged import paged
from brochure.editions.shades import shades
from brochure.geometry.layout import Setting
from brochure.typeset.brand import palette
from brochure.typeset.fonts.faces import Shelf
from brochure.typeset.fonts.letters import has_letters
from brochure.typeset.paged import Book
from brochure.typeset.values import Drawing
from brochure.workspace.brand import Brand, Colours, Fonts
from brochure.workspace.workspace import Workspace

#: Drawn by the Braille Institute so that no letter is taken for another.
FAMILY = "Atkinson Hyperlegible Next"
#: WCAG 2.2, 1.4.6: what readers with about 20/80 vision need between text and ground.
CONTRAST = 7.0
#: The band at the head of the first page, in points, is as wide as the text between the page's margins.
_BAND = 54.0
_MARGIN = 60.0
#: That of copy which one page holds runs along its upper edge.
_STRIP = 30.0


def large_print(job: Job) -> EditionFile:
    """The article on the whole sheet, upright, in the size that [defaults] names.

    Raises Overset where text does not find room.
    """
    width, height = job.paper.sheet("portrait")
    size = job.workspace.config.defaults.large_print
    # RNIB asks for as much space between lines as sighted readers find generous: one and a half.
    setting = Setting(size=size, leading=1.5, spacing=0.5)
    # Copy as short as a card's stands on one page, closer, rather than on two.
    close = Setting(size=size, leading=1.32, spacing=0.4)
    band, strip = (Drawing("band", across, deep) for across, deep in ((width - 2 * _MARGIN, _BAND), (width, _STRIP)))
    book = Book("large-print", width, height, setting, band, close, strip)
    # Bullets are of the colour of text here, so nothing is in the accent but art.
    colours = job.workspace.config.brand.colours
    told = shades(colours, strong(colours), ("primary", "secondary"))
    return paged(_legible(job.workspace, job.article), job.article, book, told)


def _legible(workspace: Workspace, article: Article) -> Workspace:
    """The workspace with the brand that this edition needs."""
    brand = workspace.config.brand
    legible = Brand(colours=strong(brand.colours), fonts=_fonts(workspace, article))
    return replace(workspace, config=workspace.config.model_copy(update={"brand": legible}))


def _fonts(workspace: Workspace, article: Article) -> Fonts:
    """The edition's own family; the brand's for copy whose letters it lacks, for those must be read as well."""
    shelf = Shelf(workspace.files, workspace.font_folders)
    if has_letters(shelf.faces((FAMILY,)), article.source):
        return Fonts(body=FAMILY, heading=FAMILY)
    fonts = workspace.config.brand.fonts
    return Fonts(body=fonts.body, heading=fonts.body, languages=fonts.languages)


def strong(colours: Colours) -> Colours:
    """The brand's colours with `CONTRAST` on white: ink darkened as far as it must be, and for paler colours."""
    brand = palette(colours)
    ink = readable(brand.ink, WHITE, CONTRAST)
    text = {name: getattr(brand, name) for name in ("primary", "secondary")}
    dark = {name: colour.hex if contrast(colour, WHITE) >= CONTRAST else ink.hex for name, colour in text.items()}
    return Colours(**dark, ink=ink.hex, accent=brand.accent.hex, paper=WHITE.hex)
