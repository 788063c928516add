"""Merges an article into a layout's template. Templates are the layout's; copy is only ever a value in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from brochure.art.motifs import MOTIFS, Inks, motif_for
from brochure.content.article import Article
from brochure.content.images import ImageFinder, named_addresses
from brochure.content.markdown import inline, plain
from brochure.content.tasks import TASK
from brochure.content.translations import texts
from brochure.content.words import words
from brochure.errors import BadInput, Place, nearest
from brochure.storage.files import SHIPPED_PREFIX
from brochure.typeset.brand import HEADING_WEIGHT, SIGNS, brand_css, palette
from brochure.typeset.concessions import NO_CONCESSIONS, Concessions
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.filters import Motif
from brochure.typeset.fonts import Face, faces, unprintable
from brochure.typeset.qr import qr_code
from brochure.typeset.templates import environment, layout_file, layout_text, render
from brochure.typeset.titles import Title
from brochure.typeset.values import ClinicValue, Drawing, FrontValue, palette_values
from brochure.typeset.widths import Widths, headings
from brochure.workspace.config import Clinic
from brochure.workspace.language import same
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
    concessions: Concessions = NO_CONCESSIONS,
) -> Merged:
    """The article in the layout of `folder`.

    `context` holds what the template needs beyond clinic and article; `concessions` are what gives way in the title and
    the tables. Raises BadInput for a fault in a template, a character that the fonts lack, or cover art that does not
    exist.
    """
    chosen = faces(
        workspace.files,
        workspace.font_folders,
        (workspace.config.brand.fonts.body, workspace.config.brand.fonts.heading),
    )
    signs = _signs(workspace, article)
    colours = palette(workspace.config.brand.colours)
    inks = {"on_primary": Inks.on_primary(colours), "on_paper": Inks.on_paper(colours)}
    motif = Motif(_motif(article), article.slug, inks)
    width = Widths(headings(chosen, workspace.config.brand.fonts.heading, HEADING_WEIGHT)).of
    title = Title(article.front.title, article.front.language, width, concessions.title)
    templates = environment(workspace.files, workspace.layout_folders, {"motif": motif, "set_title": title})
    values = {
        **_values(workspace, article),
        "palette": palette_values(colours),
        "inks": MappingProxyType({name: name for name in inks}),
        **context,
    }
    values["copy"] = Markup(concessions.applied(values["copy"]))
    made = {
        f"{drawing.name}.svg": render(
            templates, f"{folder.name}/{drawing.name}.svg", {**values, "drawing": drawing}
        ).encode()
        for drawing in drawings
    }
    if workspace.config.clinic.web:
        made["qr.svg"] = qr_code(workspace.config.clinic.web)
    styles = [_style(workspace, "base"), _style(workspace, folder.name)]
    html = render(templates, f"{folder.name}/leaflet.html", values)
    _check_characters(html, article, chosen)
    return Merged(
        html=html,
        css=(Sheet(brand_css(workspace.config.brand, (*chosen, *signs))), Sheet(page_css + concessions.css), *styles),
        fetcher=Fetcher(
            workspace.files,
            folder,
            {face.file.name: face.file for face in (*chosen, *signs)},
            made,
            _named(article, values),
            font_folders=workspace.font_folders,
        ),
    )


def _signs(workspace: Workspace, article: Article) -> tuple[Face, ...]:
    """The face that has ☐ and ☑, where the article has items to tick."""
    if TASK not in article.html:
        return ()
    found = faces(workspace.files, workspace.font_folders, (SIGNS,))
    return tuple(face for face in found if face.weight == 400 and not face.italic)


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
    references = front.references if workspace.config.defaults.references else ()
    return {
        "clinic": _clinic(workspace.config.clinic, front.language),
        "front": FrontValue.of(front),
        "text": MappingProxyType(text),
        "plain_title": plain(front.title, front.language),
        "logo_address": _logo(workspace),
        "copy": Markup(article.html),
        "references": tuple(Markup(inline(reference, front.language)) for reference in references),
        "words": words(front.language),
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


def _check_characters(html: str, article: Article, chosen: Sequence[Face]) -> None:
    if character := unprintable(html, chosen):
        raise BadInput(
            f"The fonts have no '{character}' (U+{ord(character):04X}).",
            hint="Delete it, or name a font in brochure.toml that has it.",
            place=article.place_of(character) if character in article.source else Place(Path("brochure.toml")),
        )
