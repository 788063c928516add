"""Merges an article into a layout's template. Templates are the layout's; copy is only ever a value in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from brochure.art.motifs import MOTIFS, Inks, motif_for
from brochure.art.palette import Palette
from brochure.content.article import Article
from brochure.content.images import named_addresses
from brochure.content.markdown import inline, plain
from brochure.content.tasks import TASK
from brochure.content.translations import Text, said, texts
from brochure.content.words import words
from brochure.errors import BadInput, Place, nearest
from brochure.findings import Finding
from brochure.storage.files import SHIPPED_PREFIX
from brochure.typeset import maps, qr
from brochure.typeset.brand import SIGNS, brand_css, palette
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.filters import Motif
from brochure.typeset.fonts import Face, faces, unprintable
from brochure.typeset.templates import environment, layout_file, layout_text, render
from brochure.typeset.values import (
    ClinicValue,
    CodeValue,
    Drawing,
    FrontValue,
    LocationValue,
    LogoValue,
    palette_values,
)
from brochure.workspace.config import Clinic, Config
from brochure.workspace.language import same
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.typeset.logos import Logo


@dataclass(frozen=True)
class Merged:
    """A document ready to be typeset."""

    html: str
    css: tuple[Sheet, ...]
    fetcher: Fetcher
    code: qr.Code | None = None


def merge(
    workspace: Workspace,
    article: Article,
    folder: Path,
    page_css: str,
    drawings: Sequence[Drawing],
    context: Mapping[str, Any],
) -> Merged:
    """The article in the layout of `folder`.

    `context` holds what the template needs beyond clinic and article. Raises BadInput for a fault in a template, a
    character that the fonts lack, or cover art that does not exist.
    """
    chosen = faces(
        workspace.files,
        workspace.font_folders,
        (workspace.config.brand.fonts.body, workspace.config.brand.fonts.heading),
    )
    signs = _signs(workspace, article)
    colours = palette(workspace.config.brand.colours)
    logos, on_grounds = _logos(workspace, colours)
    inks = {"on_primary": Inks.on_primary(colours), "on_paper": Inks.on_paper(colours)}
    motif = Motif(_motif(article), article.slug, inks)
    templates = environment(workspace.files, workspace.layout_folders, {"motif": motif})
    web = workspace.config.clinic.web
    code = qr.qr_code(web) if web else None
    values = {
        **_values(workspace, article),
        "code": CodeValue(code.modules, qr.QUIET) if code else None,
        "palette": palette_values(colours),
        "logos": on_grounds,
        "logo_address": logos[0].address if logos else "",
        "inks": MappingProxyType({name: name for name in inks}),
        **context,
    }
    made = {
        f"{drawing.name}.svg": render(
            templates, f"{folder.name}/{drawing.name}.svg", {**values, "drawing": drawing}
        ).encode()
        for drawing in drawings
    }
    if code:
        made[qr.NAME] = code.svg
    styles = [_style(workspace, "base"), _style(workspace, folder.name)]
    html = render(templates, f"{folder.name}/leaflet.html", values)
    _check_characters(html, article, chosen)
    return Merged(
        html=html,
        css=(Sheet(brand_css(workspace.config.brand, (*chosen, *signs))), Sheet(page_css), *styles),
        fetcher=Fetcher(
            workspace.files,
            folder,
            {face.file.name: face.file for face in (*chosen, *signs)},
            made,
            _named(article, logos),
            font_folders=workspace.font_folders,
            remarks=_remarks(logos, html, colours),
        ),
        code=code,
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


def _named(article: Article, logos: Sequence[Logo]) -> frozenset[str]:
    """The addresses of the pictures that the article and brochure.toml name."""
    return frozenset({*named_addresses(article.html), *(logo.address for logo in logos)})


def _values(workspace: Workspace, article: Article) -> dict[str, Any]:
    front = article.front
    text = {
        name: Markup(inline(getattr(front, name), front.language))
        for name in ("title", "subtitle", "summary", "reviewer", "audience")
    }
    references = front.references if workspace.config.defaults.references else ()
    return {
        "clinic": _clinic(workspace.config.clinic, front.language),
        "locations": tuple(_locations(workspace.config, front.language)),
        "front": FrontValue.of(front),
        "text": MappingProxyType(text),
        "plain_title": plain(front.title, front.language),
        "copy": Markup(article.html),
        "references": tuple(Markup(inline(reference, front.language)) for reference in references),
        "words": words(front.language),
        "language": front.language,
    }


def _clinic(clinic: Clinic, language: str) -> ClinicValue:
    """The clinic with its texts in `language`; one that it has in its own language only is marked as such."""
    found = texts(clinic, language)
    own = {key: _marked(text, language) for key, text in found.items()}
    if not same(found["scan"].language, language):
        own["scan"] = ""  # the layouts' own words say it in the language of the leaflet
    return ClinicValue.of(clinic, {**own, "map": maps.link(clinic.address, clinic.map)})


def _locations(config: Config, language: str) -> Iterator[LocationValue]:
    """The places that the leaflet shows, each with its texts in the language where it has them."""
    spoken = config.clinic.language
    for place in config.location:
        name, hours = said(place, language, spoken)
        yield LocationValue(
            name=_marked(name, language),
            address=place.address,
            phone=place.phone,
            hours=tuple(_marked(Text(line, hours.language), language) for line in hours.words.splitlines()),
            map=maps.link(place.address, place.map, config.clinic.map),
            languages=place.languages,
        )


def _marked(text: Text, language: str) -> str:
    """The words, with a mark of their language where it is another one."""
    if same(text.language, language) or not text.words:
        return text.words
    return Markup('<span lang="{}">{}</span>').format(text.language, text.words)


def _logos(workspace: Workspace, colours: Palette) -> tuple[tuple[Logo, ...], Mapping[str, LogoValue] | None]:
    """The clinic's logos, and which of them stands on which ground."""
    if not (workspace.config.clinic.logo or workspace.config.clinic.logo_on_dark):
        return (), None
    # Loaded here: to look at pixels takes much that leaflets without a logo do without.
    from brochure.typeset.logos import logos_of, on_grounds

    logos = logos_of(workspace)
    return logos, on_grounds(logos, colours)


def _remarks(logos: tuple[Logo, ...], html: str, colours: Palette) -> tuple[Finding, ...]:
    if not logos:
        return ()
    from brochure.typeset.logos import remarks

    return remarks(logos, html, colours)


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
