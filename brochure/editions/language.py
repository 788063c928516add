"""What is worth knowing of the language of a leaflet: what it prints that nobody has said or read in it."""

from __future__ import annotations

from collections.abc import Iterator

from brochure.content.article import Article
from brochure.content.translations import texts
from brochure.content.words import ROOM, quoted, words
from brochure.findings import GIVEN_OUT, Finding
from brochure.workspace.config import Clinic
from brochure.workspace.language import ranked, same
from brochure.workspace.workspace import Workspace

_NOTES = {"emergency": "emergency note", "tagline": "tagline"}


def language_findings(workspace: Workspace, article: Article) -> tuple[Finding, ...]:
    """Warnings of words in another language than the article's, and of translations that nobody has read."""
    return (*_clinic(workspace.config.clinic, article.front.language), *_words(workspace, article))


def _clinic(clinic: Clinic, language: str) -> Iterator[Finding]:
    said = texts(clinic, language)
    if foreign := [key for key, text in said.items() if text.words and not same(text.language, language)]:
        verb, tongue = "is" if len(foreign) == 1 else "are", said[foreign[0]].language
        yield Finding(
            GIVEN_OUT,
            "warning",
            f"The clinic's {' and '.join(_NOTES[key] for key in foreign)} {verb} in '{tongue}', and the leaflet is in"
            f" '{language}'.",
            f"Write {' and '.join(foreign)} below [clinic.translations.{ranked(language)[-1]}] in brochure.toml.",
        )


def _words(workspace: Workspace, article: Article) -> Iterator[Finding]:
    own, language = article.words, article.front.language
    file = ROOM / f"{language}.toml"
    if own.lacking_in_print:
        english = words("en", workspace.files, workspace.layout_folders)
        listed = quoted(english[key] for key in own.lacking_in_print)
        yield Finding(
            "words-in-english",
            "warning",
            f"The layouts have no words in '{language}' for {listed}; where these are printed, they are in English.",
            f"Write them into layouts/{file} in your workspace, as layouts/README.md says.",
        )
    if own.unreviewed and not any(
        words(tag, workspace.files, workspace.layout_folders).language == own.language
        for tag in workspace.config.defaults.confirmed_words
    ):
        yield Finding(
            "unreviewed-words",
            "warning",
            f"What the layouts print of their own in {own.unreviewed} has been read by nobody who speaks it.",
            f"Have somebody read it in this leaflet and in a message; then write"
            f' confirmed_words = ["{own.language}"] in [defaults] of brochure.toml.',
        )
