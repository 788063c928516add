"""Merges an article into a layout's template. Templates are the layout's; copy is only ever a value in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from brochure.art.motifs import MOTIFS, Inks, motif_for
from brochure.content.article import Article
from brochure.content.images import ImageFinder, named_addresses
from brochure.content.markdown import inline, plain
from brochure.content.spaceless import close_up, keep_words
from brochure.content.tasks import TASK
from brochure.content.translations import texts
from brochure.errors import BadInput, Place, nearest
from brochure.storage.files import SHIPPED_PREFIX
from brochure.typeset.bidi import directed
from brochure.typeset.brand import brand_css, palette
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.filters import Motif
from brochure.typeset.fonts.missing import no_font
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit
from brochure.typeset.fonts.printed import headings_of, printable, strings_of, text_of
from brochure.typeset.mirroring import mirrored, mirrored_drawing
from brochure.typeset.qr import qr_code
from brochure.typeset.script_css import script_sheets
from brochure.typeset.templates import environment, layout_file, layout_text, render
from brochure.typeset.values import ClinicValue, Drawing, FrontValue, palette_values
from brochure.workspace.config import Clinic
from brochure.workspace.language import is_right_to_left, same
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class Merged:
    """A document ready to be typeset."""

    html: str
    css: tuple[Sheet, ...]
    fetcher: Fetcher


def merge(
    workspace: Workspace,
    article: Article,
    folder: Path,
    page_css: str,
    drawings: Sequence[Drawing],
    context: Mapping[str, Any],
    of_drawings: Mapping[str, Any] = MappingProxyType({}),
) -> Merged:
    """The article in the layout of `folder`.

    `context` holds what the template needs beyond clinic and article, and `of_drawings` what is otherwise for its art.
    Raises BadInput for a fault in a template, a character that the fonts lack, or cover art that does not exist.
    """
    colours = palette(workspace.config.brand.colours)
    inks = {"on_primary": Inks.on_primary(colours), "on_paper": Inks.on_paper(colours)}
    motif = Motif(_motif(article), article.slug, inks)
    templates = environment(workspace.files, workspace.layout_folders, {"motif": motif})
    values = {
        **_values(workspace, article),
        "palette": palette_values(colours),
        "inks": MappingProxyType({name: name for name in inks}),
        **context,
    }
    language = article.front.language
    to_left = is_right_to_left(language)
    made: dict[str, bytes] = {}
    for drawing in drawings:
        svg = render(templates, f"{folder.name}/{drawing.name}.svg", {**values, **of_drawings, "drawing": drawing})
        made[f"{drawing.name}.svg"] = (mirrored_drawing(svg, drawing.width) if to_left else svg).encode()
    if workspace.config.clinic.web:
        made["qr.svg"] = qr_code(workspace.config.clinic.web)
    styles = [_style(workspace, "base"), _style(workspace, folder.name)]
    if to_left:
        styles = [replace(style, text=mirrored(style.text)) for style in styles]
    html = directed(printable(render(templates, f"{folder.name}/leaflet.html", values)), language)
    html = keep_words(close_up(html, language), language)
    worn = _outfit(workspace, article, html, styles)
    if not worn.hyphens:
        html = html.replace("\u2010", "-")
    brand = brand_css(workspace.config.brand.colours, worn)
    return Merged(
        html=html,
        css=(Sheet(brand), Sheet(page_css), *styles, *script_sheets(language)),
        fetcher=Fetcher(
            workspace.files,
            folder,
            {served.name: served for served in worn.served},
            made,
            _named(article, values),
            font_folders=workspace.font_folders,
            said=worn.notes,
        ),
    )


def _outfit(workspace: Workspace, article: Article, html: str, styles: Sequence[Sheet]) -> Outfit:
    """The faces for what is printed. Raises BadInput for a character that no font has."""
    body, heading = workspace.config.brand.fonts.families(article.front.language)
    said = text_of(html)
    of_layout = "".join(strings_of(sheet.text) for sheet in styles)
    worn = outfit(
        workspace.files,
        workspace.font_folders,
        Wanted(body, said, of_layout, article.front.language),
        Wanted(heading, headings_of(html), said + of_layout, article.front.language),
        boxes=TASK in article.html,
    )
    if worn.missing:
        raise no_font(worn.missing, article, said)
    return worn


def _style(workspace: Workspace, folder: str) -> Sheet:
    name = f"{folder}/style.css"
    text = layout_text(workspace.files, workspace.layout_folders, name)
    file = layout_file(workspace.files, workspace.layout_folders, name)
    shipped = workspace.files.known_as(file).startswith(SHIPPED_PREFIX)
    return Sheet(text, Path("layouts") / name, shipped)


def _named(article: Article, values: Mapping[str, Any]) -> frozenset[str]:
    """The addresses of the pictures that the article and brochure.toml name."""
    return frozenset({*named_addresses(article.html), values["logo_address"]})


def _values(workspace: Workspace, article: Article) -> dict[str, Any]:
    front = article.front
    text = {
        name: Markup(inline(getattr(front, name), front.language))
        for name in ("title", "subtitle", "summary", "reviewer", "audience")
    }
    # Footnotes are a part of the copy, which cites them by number: they are printed with or without the sources.
    first = 1 if workspace.config.defaults.references else article.first_note
    return {
        "clinic": _clinic(workspace.config.clinic, front.language),
        "front": FrontValue.of(front),
        "text": MappingProxyType(text),
        "plain_title": plain(front.title, front.language),
        "logo_address": _logo(workspace),
        "copy": Markup(article.html),
        "references": tuple(Markup(inline(reference, front.language)) for reference in front.references[first - 1 :]),
        "first_reference": first,
        "words": article.words.texts,
        "language": front.language,
    }


def _clinic(clinic: Clinic, language: str) -> ClinicValue:
    """The clinic with its texts in `language`; one that it has in its own language only is marked as such."""
    said = {
        key: text.words
        if same(text.language, language) or not text.words
        else Markup('<span lang="{}">{}</span>').format(text.language, text.words)
        for key, text in texts(clinic, language).items()
    }
    return ClinicValue.of(clinic, said)


def _logo(workspace: Workspace) -> str:
    """The address of the clinic's logo, empty where it has none."""
    logo = workspace.config.clinic.logo
    place = Place(Path("brochure.toml"))
    return ImageFinder(workspace.named_files, (workspace.root,))(logo, place) if logo else ""


def _motif(article: Article) -> str:
    name = article.front.cover_art
    if name and name not in MOTIFS:
        raise BadInput(f"There is no cover art '{name}'.", hint=nearest(name, MOTIFS), place=article.place_of(name))
    return name or motif_for(article.slug)
