"""BRAND: whether a product of ours says whose it is, as brochure.toml says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule

_LETTERS = re.compile(r"[^\W_]+")


def _bears(document: Document, what: str) -> Iterator[Found]:
    made = document.need_made()
    wanted = [text for name, text in made.needs if name == what]
    if not wanted:
        raise NotApplicable(f"brochure.toml names no {what}")
    text = "".join(_LETTERS.findall(document.text)).lower()
    for one in wanted:
        plain = "".join(_LETTERS.findall(one)).lower()
        if plain and plain not in text:
            yield Found(f"The product does not bear the clinic's {what}, '{one[:60]}'.")


def name(document: Document) -> Iterator[Found]:
    yield from _bears(document, "name")


def phone(document: Document) -> Iterator[Found]:
    yield from _bears(document, "phone")


def web(document: Document) -> Iterator[Found]:
    yield from _bears(document, "web address")


def fonts(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if not made.families:
        raise NotApplicable("its fonts are not known")
    known = {re.sub(r"[\W_]", "", family).lower() for family in made.families}
    for font in document.fonts:
        plain = re.sub(r"[\W_]", "", font.name).lower()
        if not any(plain.startswith(family) for family in known):
            yield Found(f"Text is set in {font.name}, which is no font of this workspace.", page=font.page)


RULES = (
    Rule(
        "BRAND-NAME",
        "Says whose it is",
        "warning",
        "Each product should bear the clinic's name.",
        "Who finds it in a drawer wants to know who wrote it.",
        "Build it again with `brochure build`; a logo of outlines needs the name beside it.",
        "PIF TICK; NHS brand guide",
        name,
    ),
    Rule(
        "BRAND-PHONE",
        "Says whom to call",
        "warning",
        "Each product should bear the clinic's telephone number, as brochure.toml has it.",
        "A leaflet with an old number sends patients to nobody.",
        "Build it again with `brochure build`.",
        "PIF TICK; CDC Clear Communication Index",
        phone,
    ),
    Rule(
        "BRAND-WEB",
        "Says where more is",
        "warning",
        "Each product should bear the clinic's web address, as brochure.toml has it.",
        "Readers look for more, and for what changed since.",
        "Build it again with `brochure build`.",
        "PIF TICK",
        web,
    ),
    Rule(
        "BRAND-FONTS",
        "In the clinic's fonts",
        "warning",
        "Each product should be set in fonts of the workspace alone.",
        "Another font is one that a program put in place of it.",
        "Put the font in assets/fonts, and build again.",
        "Ghent 2022 R0014 in kind",
        fonts,
    ),
)
