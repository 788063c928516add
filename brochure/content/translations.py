"""Translations: which file holds an article in a reader's language, and what the clinic says of itself in it.

The translation of the article SLUG into LANG is the file SLUG-LANG.md, with that language in its front matter.
"""

from __future__ import annotations

from typing import NamedTuple

from brochure.content import article
from brochure.errors import BadInput, Place
from brochure.workspace.config import Clinic, Translation
from brochure.workspace.language import ranked, same
from brochure.workspace.locations import Location
from brochure.workspace.workspace import Workspace


class Text(NamedTuple):
    """Words, and the tag of the language they are in."""

    words: str
    language: str


def translation(workspace: Workspace, slug: str, language: str) -> str:
    """The slug of the article to give to a reader of `language`: the translation, or `slug` where there is none.

    Reads at most the heads of two files. Raises BadInput where there is no article `slug`, or where a translation's
    front matter names another language than its name does.
    """
    own = article.head(workspace, workspace.article(slug)).language.lower()
    names = workspace.files.names(workspace.articles)
    translated = {name.lower().removesuffix(".md"): name.removesuffix(".md") for name in names if name.endswith(".md")}
    for tag in ranked(language.replace("_", "-")):
        if _serves(own, tag):
            return slug
        if found := translated.get(f"{slug}-{tag}".lower()):
            _check(workspace, found, tag)
            return found
    return slug


def original(workspace: Workspace, slug: str) -> str:
    """The slug of the article that `slug` is a translation of, by its name and its head; empty where it is none.

    Raises BadInput where there is no article `slug`.
    """
    path = workspace.article(slug)
    for tag in ranked(article.head(workspace, path).language):
        stem = path.stem[: -len(tag) - 1]
        named = path.stem.lower() == f"{stem}-{tag}".lower() and workspace.files.has(workspace.articles / f"{stem}.md")
        if stem and named and not _serves(article.head(workspace, workspace.article(stem)).language.lower(), tag):
            return stem
    return ""


def texts(clinic: Clinic, language: str) -> dict[str, Text]:
    """What the clinic says of itself, by key of [clinic]: in `language`, or else in its own."""
    said: dict[str, Text] = {}
    if language.lower() != clinic.language.lower():
        tables = {tag.lower(): table for tag, table in clinic.translations.items()}
        for tag in reversed([tag for tag in ranked(language) if tag in tables]):
            said |= {key: Text(words, tag) for key, words in tables[tag].model_dump().items() if words}
    return {key: said.get(key) or Text(getattr(clinic, key), clinic.language) for key in Translation.model_fields}


def said(place: Location, language: str, own: str) -> tuple[Text, Text]:
    """The name of a location and its hours, a line each: in `language`, or else in `own`, the clinic's."""
    tables = {tag.lower(): table for tag, table in place.translations.items()} if not same(language, own) else {}
    ranking = [tag for tag in ranked(language) if tag in tables]
    name = next((Text(tables[tag].name, tag) for tag in ranking if tables[tag].name), Text(place.name, own))
    hours = next((Text("\n".join(tables[tag].hours), tag) for tag in ranking if tables[tag].hours), None)
    return name, hours or Text("\n".join(place.hours), own)


def serves(own: str, wanted: str) -> bool:
    """Whether who wants a language gets it from copy in `own`; who wants none in particular always does."""
    return not wanted or any(_serves(own.lower(), tag) for tag in ranked(wanted.replace("_", "-")))


def _serves(own: str, tag: str) -> bool:
    return own == tag or own.startswith(f"{tag}-")


def _check(workspace: Workspace, slug: str, tag: str) -> None:
    file = workspace.articles / f"{slug}.md"
    named = article.head(workspace, file).language
    if not _serves(named.lower(), tag):
        lines = workspace.files.text(file).split("\n")
        line = next((number for number, text in enumerate(lines, start=1) if text.startswith("language:")), 1)
        raise BadInput(
            f"By its name this article is in '{tag}', by its head in '{named}'.",
            hint=f"Write 'language: {tag}', or give the file another name.",
            place=Place(file.relative_to(workspace.root), line),
        )
