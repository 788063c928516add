"""What is known of a product beside its bytes: the job that rules judge it by."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from brochure.content import article as articles
from brochure.content.article import Article
from brochure.editions import EDITIONS
from brochure.editions.imposition import for_office
from brochure.geometry.paper import PAPERS
from brochure.geometry.press import press_sheet
from brochure.preflight.document import Made
from brochure.preflight.reading import plain_words
from brochure.prepress.impose import WHITE_EDGE
from brochure.production.outcome import Facts
from brochure.production.plan import Product
from brochure.production.records import BuildRecords
from brochure.typeset import layouts
from brochure.typeset.pages import BLEED
from brochure.workspace.brand import InkedColour
from brochure.workspace.workspace import Workspace


def made_by(workspace: Workspace, product: Product, facts: Facts) -> Made:
    """The job of a product, by its record and its article. Raises BadInput where either cannot be read any more."""
    workspace = workspace.showing(product.locations).wearing(product.look)
    article = articles.load(workspace, workspace.article(product.article))
    return job(workspace, product, facts, article)


def job(workspace: Workspace, product: Product, facts: Facts, article: Article) -> Made:
    """The same, of an article that was read already."""
    language = article.front.language
    common = Made(
        product.edition,
        language,
        pages=facts.pages,
        words=plain_words(_words(article)),
        needs=tuple(_needs(workspace)),
    )
    if product.layout is None or facts.arrangement is None:
        return common
    _, piece = layouts.arranged(workspace, product.layout, product.paper, facts.arrangement, language)
    common = replace(common, piece=piece)
    if product.edition != "press":
        sheets = for_office(workspace, piece, PAPERS[product.paper].name)
        office = replace(common, sheets=sheets.pages, pages=len(sheets.pages), duplex=sheets.duplex)
        return replace(office, white_edge=WHITE_EDGE, bleed=BLEED)
    # Loaded here: only the press needs profiles.
    from brochure.editions.print_job import print_job

    printed = print_job(workspace, product.paper)
    sheet = press_sheet(piece, printed.settings)
    colours = workspace.config.brand.colours
    named = (getattr(colours, name) for name in type(colours).model_fields)
    return replace(
        common,
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
    if not record or not record.facts:
        return None
    for product in _read_off(path):
        return product, record.facts
    return None


def _read_off(path: Path) -> Iterator[Product]:
    """What a file's name says: SLUG[-…]-LAYOUT-PAPER-EDITION.pdf in SLUG. Looks and locations are not told."""
    slug, stem = path.parent.name, path.stem
    for edition, about in EDITIONS.items():
        if not stem.startswith(slug) or not stem.endswith(f"-{edition}"):
            continue
        rest = stem[len(slug) : -len(edition) - 1].strip("-")
        if not about.folded:
            yield Product(slug, None, next(iter(PAPERS)), edition)
            continue
        for paper in PAPERS:
            if rest.endswith(f"-{paper}"):
                yield Product(slug, rest[: -len(paper) - 1].rpartition("-")[2], paper, edition)


def _words(article: Article) -> str:
    """The copy's words, as they stand in its HTML."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", article.html, flags=re.DOTALL)
    return html.unescape(text)


def _needs(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """What each product bears, by what it is."""
    clinic = workspace.config.clinic
    if not clinic.logo and not clinic.logo_on_dark:
        yield "name", clinic.name
    if clinic.phone:
        yield "phone", clinic.phone
    if clinic.web:
        yield "web address", clinic.web.partition("://")[2] or clinic.web
