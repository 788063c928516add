"""Covers: how one is composed, and what is dark enough for light words on a photograph."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from brochure.art import CoverName
from brochure.art.colour import BLACK, WHITE, Colour, mix, readable
from brochure.art.palette import Palette
from brochure.content.article import Article
from brochure.content.frontmatter import line_of
from brochure.errors import BadInput, Place


def composition(article: Article, among: Sequence[CoverName]) -> CoverName:
    """The composition of an article's cover: what it names, a photograph where it names one, else by lot.

    The lot is drawn as that of the motif. Raises BadInput for a photograph that is asked for and not named.
    """
    front = article.front
    if front.cover == "photograph" and not front.cover_photo:
        raise BadInput(
            "The cover is to have a photograph, and none is named.",
            hint="Write cover_photo: FILE, a picture in assets/images.",
            place=place_of(article, "cover"),
        )
    if front.cover or front.cover_photo:
        return front.cover or "photograph"
    return max(among, key=lambda name: sha256(f"{article.slug} {name}".encode()).digest())


def shade(palette: Palette) -> Colour:
    """What photographs are darkened with below white words: the brand's secondary colour in the dark, 9:1 at least."""
    return readable(mix(palette.secondary, BLACK, 0.5), WHITE, 9)


def place_of(article: Article, key: str) -> Place:
    """Where a key of the article's head stands."""
    return Place(article.file, line_of(key, article.source))
