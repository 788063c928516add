"""Who gets a message, and which mailing it belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipient:
    """One person. `line` is that of the list, or the place among the arguments, counting from 1.

    `address` is written as it goes on the envelope; `key` is the same for all spellings of one mailbox. An empty
    `language` leaves the choice to the article.
    """

    address: str
    key: str
    name: str = ""
    language: str = ""
    line: int = 0


@dataclass(frozen=True)
class Mailing:
    """What nobody gets twice: a version of a leaflet, in whatever language."""

    slug: str
    version: str
