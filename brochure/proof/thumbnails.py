"""Small pictures of leaflets, for choosing a layout or a look: what folds half opened, the rest page beside page."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import pypdfium2
from PIL import Image

from brochure.content.article import Article, load, rewritten
from brochure.content.spaceless import count_words
from brochure.errors import BadInput, Overset
from brochure.geometry.flat import ImposedPage, PlacedSide
from brochure.geometry.office_sheet import OfficeSheets
from brochure.geometry.paper import PaperName
from brochure.geometry.piece import Piece
from brochure.geometry.rect import Rect
from brochure.prepress.impose import impose
from brochure.proof.folded import folded
from brochure.typeset import layouts
from brochure.typeset.pages import BLEED
from brochure.typeset.panels import PanelSet, typeset_panels
from brochure.workspace.workspace import Workspace

#: What a thumbnail lies within, in pixels.
WIDTH, HEIGHT = 900, 720
#: How wide what folds is drawn, before the picture is made smaller.
_FOLDED = 1000
#: Pixels of a side for an inch of it, before the picture is made smaller.
_PPI = 110
#: What does not fold lies in rows of so many, so many pixels apart.
_ROW, _GAP = 4, 24
_GROUND = "#d8d4cd"
#: So often copy is shortened for a picture before it is given up.
_TRIES = 6
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def thumbnail(workspace: Workspace, article: Article, layout_name: str, paper: PaperName) -> Image.Image:
    """The article in the layout, in the look that the workspace wears.

    Of copy that is too long, as much as fits. Raises BadInput and Overset as a build does.
    """
    layout, folder = layouts.load(workspace, layout_name)
    pieces = layouts.on_paper(layout, layout_name, paper, workspace.config.printer)
    pieces = layouts.facing(article.front.language, pieces)
    for _ in range(_TRIES):
        try:
            return shown(typeset_panels(workspace, article, layout, folder, pieces))
        except Overset as error:
            article = _shorter(workspace, article, error)
    return shown(typeset_panels(workspace, article, layout, folder, pieces))


def shown(panels: PanelSet) -> Image.Image:
    """The leaflet as it comes to be held, no larger than `WIDTH` and `HEIGHT`."""
    found = sides(panels)
    if panels.piece.sides[-1].upright_folds:
        named = {side.name: picture for side, picture in zip(panels.piece.sides, found, strict=True)}
        return smaller(folded(named, panels.piece, _FOLDED))
    return smaller(beside(found))


def sides(panels: PanelSet) -> list[Image.Image]:
    """The sides of the piece, cut to the trim, in their order."""
    with impose(panels.pdf, panels.names, _cut_out(panels.piece), art_bleed=BLEED, white_edge=0) as pdf:
        made = io.BytesIO()
        pdf.save(made)
    with pypdfium2.PdfDocument(made.getvalue()) as document:
        return [page.render(scale=_PPI / 72).to_pil() for page in document]


def beside(pages: Sequence[Image.Image], ground: str = _GROUND) -> Image.Image:
    """Pages of one size in rows."""
    width, height = pages[0].size
    across = min(_ROW, len(pages))
    rows = -(-len(pages) // across)
    sheet = Image.new("RGB", (across * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP), ground)
    for number, page in enumerate(pages):
        row, column = divmod(number, across)
        sheet.paste(page, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return sheet


def smaller(picture: Image.Image, width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """The picture no larger than that, in pixels."""
    scale = min(width / picture.width, height / picture.height, 1)
    size = round(picture.width * scale), round(picture.height * scale)
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def shown_article(workspace: Workspace) -> Article:
    """The article that the clinic's thumbnails are of: that of its first leaflet. Raises BadInput where it has none."""
    for leaflet in workspace.config.leaflet:
        return load(workspace, workspace.article(leaflet.article))
    for file in sorted((workspace.root / "assets" / "articles").glob("*.md")):
        return load(workspace, file)
    raise BadInput("There is no article to show.", hint="Write one into assets/articles/.")


def _shorter(workspace: Workspace, article: Article, error: Overset) -> Article:
    """Without its last blocks, which have about as many words as are too many, and without sources.

    Raises `error` where that is of no use.
    """
    parts = _blocks(article.source)
    words = [count_words(part) for part in parts]
    left = sum(words) - round(error.words * 1.15)
    kept = max(1, sum(1 for total in accumulate(words) if total <= left))
    while kept > 1 and parts[kept - 1].startswith("#"):
        kept -= 1
    bare = replace(article, front=article.front.model_copy(update={"references": ()}), first_note=1)
    if not error.words or (kept == len(parts) and not article.front.references):
        raise error
    return rewritten(workspace, bare, "\n\n".join(parts[:kept]))


def _blocks(source: str) -> list[str]:
    """The paragraphs, lists, tables and boxes of an article's file, in their order, without its head."""
    parts: list[str] = []
    inside = False
    for part in _HEAD.sub("", source).split("\n\n"):
        if inside:
            parts[-1] += f"\n\n{part}"
        elif part.strip():
            parts.append(part.strip("\n"))
        for line in part.splitlines():
            if line.lstrip().startswith(":::"):
                inside = bool(line.strip(": "))
    return parts


def _cut_out(piece: Piece) -> OfficeSheets:
    """Each side as a page of its own, as large as its trim."""
    whole = Rect(0, 0, piece.width, piece.height)
    pages = [ImposedPage(piece.width, piece.height, (PlacedSide(side, 0, whole, whole),)) for side in piece.sides]
    return OfficeSheets(tuple(pages), None, 1, (), 0)
