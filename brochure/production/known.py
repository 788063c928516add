"""What is known of a product beside its bytes: the job that rules judge it by."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from brochure.content import article as articles
from brochure.content.article import Article
from brochure.editions import EDITIONS
from brochure.editions.imposition import for_office
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Piece
from brochure.geometry.press import press_sheet
from brochure.preflight.cover_photo import cover_photo
from brochure.preflight.document import Made
from brochure.preflight.reading import plain_words
from brochure.prepress.impose import WHITE_EDGE
from brochure.production.outcome import Facts
from brochure.production.plan import Product
from brochure.production.records import BuildRecords
from brochure.storage.fingerprint import fingerprint
from brochure.typeset import layouts
from brochure.typeset.fonts.faces import SIGNS, families
from brochure.typeset.pages import BLEED
from brochure.workspace.brand import InkedColour
from brochure.workspace.workspace import Workspace

#: What a folder must hold to be a layout, or a look.
_FILES = {"": "layout.toml", "looks": "look.toml"}


def made_by(workspace: Workspace, product: Product, facts: Facts) -> Made:
    """The job of a product, by its record and its article. Raises BadInput where either cannot be read any more."""
    workspace = workspace.showing(product.locations).wearing(product.look)
    article = articles.load(workspace, workspace.article(product.article))
    piece = None
    if product.layout is not None and facts.arrangement is not None:
        language = article.front.language
        _, piece = layouts.arranged(workspace, product.layout, product.paper, facts.arrangement, language)
    made = job(workspace, product, article, piece, facts.pages)
    return replace(made, needs=tuple(_needs(workspace)), families=tuple(_families(workspace)))


def job(workspace: Workspace, product: Product, article: Article, piece: Piece | None, pages: int) -> Made:
    """The job of a product as it is being made."""
    made = Made(product.edition, article.front.language, piece, pages=pages, words=plain_words(_words(article)))
    if piece is None:
        return made
    made = replace(made, photo=cover_photo(workspace, article))
    if product.edition != "press":
        sheets = for_office(workspace, piece, product.paper)
        made = replace(made, sheets=sheets.pages, pages=len(sheets.pages), duplex=sheets.duplex)
        return replace(made, white_edge=WHITE_EDGE, bleed=BLEED)
    # Loaded here: only the press needs profiles.
    from brochure.editions.print_job import print_job

    printed = print_job(workspace, product.paper)
    sheet = press_sheet(piece, printed.settings)
    colours = workspace.config.brand.colours
    named = (getattr(colours, name) for name in type(colours).model_fields)
    return replace(
        made,
        sheets=sheet.pages,
        pages=len(sheet.pages),
        bleed=printed.settings.bleed,
        limit=printed.inks.conversion.limit,
        spots=tuple(colour.spot for colour in named if isinstance(colour, InkedColour) and colour.spot),
        standard=printed.standard,
        marks=printed.settings.marks,
    )


def product_at(workspace: Workspace, output: Path, path: Path) -> tuple[Product, Facts] | None:
    """The product that lies at a path, by its name, and its record; None where it is none."""
    path = path.resolve()
    if output.resolve() not in path.parents:
        return None
    with closing(BuildRecords(workspace.records, lambda _: None)) as records:
        record = records.of(path) or records.of(output / path.relative_to(output.resolve()))
    # What another version of the program noted may mean something else.
    if not record or not record.facts or record.program != fingerprint():
        return None
    product = next(_read_off(workspace, path), None)
    return (product, record.facts) if product else None


def _read_off(workspace: Workspace, path: Path) -> Iterator[Product]:
    """What a file's name says: SLUG[-LOOK][-LOCATIONS][-LAYOUT-PAPER]-EDITION.pdf. Locations are left aside."""
    slug, stem = path.parent.name, path.stem
    for edition, about in EDITIONS.items():
        if not stem.startswith(slug) or not stem.endswith(f"-{edition}"):
            continue
        words = stem[len(slug) : -len(edition) - 1].strip("-").split("-")
        look = next((name for name in _beginnings(words) if _is_there(workspace, "looks", name)), "")
        if not about.folded:
            yield Product(slug, None, next(iter(PAPERS)), edition, look=look)
            continue
        for paper in PAPERS:
            if words[-1] == paper:
                layout = next((name for name in _endings(words[:-1]) if _is_there(workspace, "", name)), None)
                if layout:
                    yield Product(slug, layout, paper, edition, look=look)


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    return ("-".join(words[:count]) for count in range(len(words), 0, -1))


def _endings(words: Sequence[str]) -> Iterator[str]:
    """The longest first: there is a layout 'accordion-card', and one 'card'."""
    return ("-".join(words[at:]) for at in range(len(words)))


def _is_there(workspace: Workspace, kind: str, name: str) -> bool:
    return bool(name) and any((folder / kind / name / _FILES[kind]).is_file() for folder in workspace.layout_folders)


def _words(article: Article) -> str:
    """The copy's words, as they stand in its HTML."""
    inner = re.sub(r"</?(?:a|abbr|b|code|em|i|s|span|strong|sub|sup)\b[^>]*>", "", article.html)
    return html.unescape(re.sub(r"<[^>]+>", " ", inner))


def _families(workspace: Workspace) -> Iterator[str]:
    """The families that products may be set in: those of the workspace and ours, and those that lend signs."""
    for folder in (*workspace.font_folders, SIGNS):
        yield from families(workspace.files, folder)


def _needs(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """What each product bears, by what it is."""
    clinic = workspace.config.clinic
    if not clinic.logo and not clinic.logo_on_dark:
        yield "name", clinic.name
    if clinic.phone:
        yield "phone", clinic.phone
    if clinic.web:
        yield "web address", clinic.web.partition("://")[2] or clinic.web
