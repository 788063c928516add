"""Merges an article into a layout's template. Templates are the layout's; copy is only ever a value in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from brochure.art import MotifName
from brochure.art.colour import Colour
from brochure.art.motifs import MOTIFS, Inks, motif_for
from brochure.art.palette import Palette
from brochure.content.addresses import without_shown
from brochure.content.article import Article
from brochure.content.images import TINY, named_addresses, tiny_pictures
from brochure.content.markdown import inline, plain
from brochure.content.spaceless import close_up, keep_words
from brochure.content.tasks import TASK
from brochure.content.ties import narrowed
from brochure.content.translations import Text, said, texts
from brochure.errors import BadInput, nearest
from brochure.findings import Finding
from brochure.storage.files import SHIPPED_PREFIX
from brochure.typeset import looks, maps, qr
from brochure.typeset.across import part
from brochure.typeset.bidi import directed
from brochure.typeset.brand import brand_css, palette
from brochure.typeset.concessions import NO_CONCESSIONS, Concessions
from brochure.typeset.covers import composition
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.filters import Motif
from brochure.typeset.fonts.faces import Shelf
from brochure.typeset.fonts.missing import no_font
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit, shelf_of
from brochure.typeset.fonts.printed import headings_of, printable, strings_of, text_of
from brochure.typeset.icons import icons
from brochure.typeset.mirroring import mirrored, mirrored_drawing
from brochure.typeset.motifs_kept import store_of
from brochure.typeset.pages import Placed
from brochure.typeset.script_css import script_sheets
from brochure.typeset.templates import environment, layout_file, layout_text, render
from brochure.typeset.titles import Title
from brochure.typeset.values import (
    ClinicValue,
    CodeValue,
    Drawing,
    FrontValue,
    LocationValue,
    LogoValue,
    palette_values,
)
from brochure.typeset.widths import Width, widths
from brochure.workspace.config import Clinic, Config
from brochure.workspace.language import is_right_to_left, same
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.typeset.logos import Logo
    from brochure.typeset.photograph import Photograph


@dataclass(frozen=True)
class Merged:
    """A document ready to be typeset."""

    html: str
    css: tuple[Sheet, ...]
    fetcher: Fetcher
    code: qr.Code | None = None
    placed: tuple[Placed, ...] = ()


def merge(
    workspace: Workspace,
    article: Article,
    folder: Path,
    page_css: str,
    drawings: Sequence[Drawing],
    context: Mapping[str, Any],
    of_drawings: Mapping[str, Any] = MappingProxyType({}),
    concessions: Concessions = NO_CONCESSIONS,
    *,
    across: bool = False,
) -> Merged:
    """The article in the layout of `folder`.

    `context` holds what the template needs beyond clinic and article, and `of_drawings` what is otherwise for its art;
    `concessions` are what gives way in the title and the tables, which run `across` columns only if so. Raises BadInput
    for a fault in a template, a character that the fonts lack, or cover art that does not exist.
    """
    colours = palette(workspace.config.brand.colours)
    worn = looks.worn(workspace, folder.name)
    look = worn.look
    logos, on_grounds = _logos(workspace, colours, looks.grounds(look, colours))
    inks = {
        "on_primary": Inks.on_primary(colours),
        "on_paper": Inks.on_paper(colours),
        "on_cover": looks.inks_on(colours, look.colours.cover),
        "on_back": looks.inks_on(colours, look.colours.back),
    }
    families = _families(workspace, look, article.front.language)
    name, kept = _motif(article, workspace.config.brand.motifs), store_of(workspace.records)
    motif = Motif(name, article.slug, inks, workspace.config.brand.leaves, kept)
    language = article.front.language
    shelf = shelf_of(workspace.files, workspace.font_folders)
    title = Title(article.front.title, language, _width_of_headings(families, shelf, look), concessions.title)
    to_left = is_right_to_left(language)
    chosen = composition(article, workspace.config.brand.covers or look.covers)
    photo = _photograph(workspace, article, colours, to_left=to_left) if chosen == "photograph" else None
    functions: dict[str, Callable[..., Any]] = {"motif": motif, "set_title": title}
    if photo:
        functions |= {"lay_photograph": photo.lay, "cut_photograph": photo.cut}
    templates = environment(workspace.files, workspace.layout_folders, functions, worn.macros)
    web = workspace.config.clinic.web
    code = qr.qr_code(web) if web else None
    values = {
        **_values(workspace, article),
        "code": CodeValue(code.modules, qr.QUIET) if code else None,
        "palette": palette_values(colours),
        "look": looks.look_value(worn, colours),
        "logos": on_grounds,
        "logo_address": logos[0].address if logos else "",
        "one_page": False,
        "inks": MappingProxyType({name: name for name in inks}),
        "composition": chosen,
        "photograph": photo.value if photo else None,
        **context,
    }
    parted = part(concessions.applied(values["copy"]), concessions.across if across else ())
    values |= {"copy": Markup(parted.copy), "across_columns": Markup(parted.across)}
    if not workspace.config.defaults.link_addresses:
        values |= {name: Markup(without_shown(values[name])) for name in ("copy", "across_columns")}
    made: dict[str, bytes] = {}
    for drawing in drawings:
        if photo:
            photo.drawing = drawing
        template = f"{folder.name}/{drawing.template or f'{drawing.name}.svg'}"
        svg = render(templates, template, {**values, **of_drawings, "drawing": drawing})
        made[f"{drawing.name}.svg"] = (mirrored_drawing(svg, drawing.width) if to_left else svg).encode()
    if code:
        made[qr.NAME] = code.svg
    drawn, icon_css = icons(article.html, colours, ways=look.contact_icons and "piece" in context)
    made |= drawn
    of_base = ["base/style.css", *(["base/panels.css"] if "piece" in context else [])]
    names = [*of_base, worn.style, f"{folder.name}/style.css"]
    styles = [_style(workspace, name) for name in names if name]
    if to_left:
        styles = [replace(style, text=mirrored(style.text)) for style in styles]
    if photo:
        photo.drawing = None
    html = directed(printable(render(templates, f"{folder.name}/leaflet.html", values)), language)
    made |= photo.made if photo else {}
    html = narrowed(keep_words(close_up(html, language), language), language)
    dress = _outfit(families, look.type.weight, shelf, article, html, styles)
    if not dress.hyphens:
        html = html.replace("\u2010", "-")
    brand = brand_css(workspace.config.brand.colours, dress) + looks.look_css(look, colours)
    return Merged(
        html=html,
        css=(
            Sheet(brand),
            Sheet(page_css + concessions.css + icon_css),
            *styles,
            *script_sheets(language),
        ),
        fetcher=Fetcher(
            workspace.files,
            folder,
            {served.name: served for served in dress.served},
            made,
            _named(article, logos),
            font_folders=workspace.font_folders,
            remarks=(
                *dress.notes,
                *_remarks(logos, html, colours),
                *(photo.remarks() if photo else ()),
                *_tiny(article),
            ),
        ),
        code=code,
        placed=tuple(photo.placed) if photo else (),
    )


#: The families of copy and of headings, each with those that help it out.
_Families = tuple[tuple[str, ...], tuple[str, ...]]


def _families(workspace: Workspace, look: looks.Look, language: str) -> _Families:
    body, heading = workspace.config.brand.fonts.families(language)
    return body, body if look.type.heading == "body" else heading


def _width_of_headings(families: _Families, shelf: Shelf, look: looks.Look) -> Width:
    body, heading = families
    return widths(shelf.faces((*heading, *body)), heading[0], look.type.weight)


def _outfit(
    families: _Families, weight: int, shelf: Shelf, article: Article, html: str, styles: Sequence[Sheet]
) -> Outfit:
    """The faces for what is printed. Raises BadInput for a character that no font has."""
    body, heading = families
    said = text_of(html)
    of_layout = "".join(strings_of(sheet.text) for sheet in styles)
    worn = outfit(
        shelf,
        Wanted(body, said, of_layout, article.front.language),
        Wanted(heading, headings_of(html), said + of_layout, article.front.language, weight),
        boxes=TASK in article.html,
    )
    if worn.missing:
        raise no_font(worn.missing, article, said)
    return worn


def _style(workspace: Workspace, name: str) -> Sheet:
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
        for name in ("title", "subtitle", "summary", "reviewer", "audience", "topic", "next_step")
    }
    # Footnotes are a part of the copy, which cites them by number: they are printed with or without the sources.
    first = 1 if workspace.config.defaults.references else article.first_note
    return {
        "clinic": _clinic(workspace.config.clinic, front.language),
        "locations": tuple(_locations(workspace.config, front.language)),
        "front": FrontValue.of(front),
        "text": MappingProxyType(text),
        "plain_title": plain(front.title, front.language),
        "copy": Markup(article.html),
        "references": tuple(Markup(inline(reference, front.language)) for reference in front.references[first - 1 :]),
        "first_reference": first,
        "words": article.words.texts,
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


def _photograph(workspace: Workspace, article: Article, colours: Palette, *, to_left: bool) -> Photograph:
    # Loaded here: to look at pixels takes much that leaflets without a photograph do without.
    from brochure.typeset.photograph import photograph

    return photograph(workspace, article, colours, to_left=to_left)


def _logos(
    workspace: Workspace, colours: Palette, grounds: Mapping[str, Colour]
) -> tuple[tuple[Logo, ...], Mapping[str, LogoValue] | None]:
    """The clinic's logos, and which of them stands on which ground."""
    if not (workspace.config.clinic.logo or workspace.config.clinic.logo_on_dark):
        return (), None
    # Loaded here: to look at pixels takes much that leaflets without a logo do without.
    from brochure.typeset.logos import logos_of, on_grounds

    logos = logos_of(workspace)
    return logos, on_grounds(logos, colours, grounds)


def _tiny(article: Article) -> Iterator[Finding]:
    """A note of each picture that is too small to stand alone."""
    for shown in tiny_pictures(article.html):
        message = f"{article.place_of(shown)}: The picture '{shown[:60]}' is so small that it stands beside its text."
        yield Finding("tiny-picture", "note", message, f"A picture of its own is {TINY} pixels wide or more.")


def _remarks(logos: tuple[Logo, ...], html: str, colours: Palette) -> tuple[Finding, ...]:
    if not logos:
        return ()
    from brochure.typeset.logos import remarks

    return remarks(logos, html, colours)


def _motif(article: Article, among: Sequence[MotifName]) -> MotifName:
    if written := article.front.cover_art:
        name = next((name for name in MOTIFS if name == written), None)
        if name is None:
            raise BadInput(
                f"There is no cover art '{written}'.", hint=nearest(written, MOTIFS), place=article.place_of(written)
            )
        return name
    return motif_for(article.slug, among)
