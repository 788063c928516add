"""The sheet on paper: a tagged PDF in the clinic's fonts."""

from __future__ import annotations

from pathlib import Path

from brochure.preflight.approval.sheet import Sheet, html, style
from brochure.typeset.brand import brand_css
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet as Style
from brochure.typeset.fonts.outfit import Wanted, outfit, shelf_of
from brochure.typeset.fonts.printed import printable, text_of
from brochure.workspace.workspace import Workspace

_PAGE = """
@page {
  size: %s; margin: 18mm 20mm 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt var(--body); }
}
body { font-size: 10pt; margin: 0; }
"""


def pdf(workspace: Workspace, values: Sheet) -> bytes:
    """The PDF. Raises BadInput where the clinic's fonts cannot be read."""
    text = printable(html(values, printed=True))
    fonts, letters = workspace.config.brand.fonts, text_of(text)
    shelf = shelf_of(workspace.files, workspace.font_folders)
    worn = outfit(shelf, Wanted((fonts.body,), letters), Wanted((fonts.heading,), "", letters))
    text = text.translate(dict.fromkeys(worn.missing, "?"))
    paper = "a4" if workspace.config.defaults.paper == "a4" else "letter"
    served = {each.name: each for each in worn.served}
    made = {f"panel-{number}.jpg": each.data for number, each in enumerate(values.pictures, start=1)}
    fetcher = Fetcher(workspace.files, Path(__file__).parent, served, made)
    sheets = [Style(brand_css(workspace.config.brand.colours, worn)), Style(_PAGE % paper + style())]
    return Typesetter(text, sheets, fetcher).typeset().pdf(tagged=True)
