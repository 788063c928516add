"""Small workspaces that are quick to build, and what their builds say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk

CONFIG = """
[clinic]
name = "Test Clinic"
phone = "555 0100"
postal_address = ["Box 1"]

[defaults]
editions = ["email"]
"""


@dataclass(frozen=True)
class Small:
    """A desk with articles of a few words, in the email edition if nothing else is said."""

    desk: Desk

    @property
    def root(self) -> Path:
        return self.desk.root

    def config(self, *articles: str, more: str = "", text: str = CONFIG) -> None:
        """A brochure.toml with a leaflet for each article; `more` stands before them."""
        leaflets = "".join(f'\n[[leaflet]]\narticle = "{article}"\n' for article in articles)
        self.desk.write("brochure.toml", text + more + leaflets)

    def articles(self, *names: str) -> None:
        """Articles of a sentence, and a brochure.toml that names them."""
        for name in names:
            self.desk.article(f"Some words of {name}.", name=name, front=f"title: Of {name}")
        self.config(*names)

    def built(self, *arguments: str) -> dict[str, tuple[str, ...]]:
        """Builds; what was made, and why. Everything else was fresh."""
        done = self.desk.brochure("build", "--json", *arguments)
        assert done.code == 0, done.err
        products = done.json["products"]
        assert {product["status"] for product in products} <= {"built", "fresh"}
        return {stem(product): tuple(product["reasons"]) for product in products if product["status"] == "built"}

    def standing(self, *arguments: str) -> dict[str, tuple[str, ...]]:
        """Each product's status, and the reasons."""
        done = self.desk.brochure("status", "--json", *arguments)
        return {stem(product): (product["status"], *product["reasons"]) for product in done.json["products"]}


def stem(product: dict[str, Any]) -> str:
    """The name of the product's file, without .pdf."""
    return Path(product["path"]).stem


def from_json(text: str) -> list[dict[str, Any]]:
    """Documents of JSON, one a line."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def small(desk: Desk) -> Small:
    """A workspace with one article, 'one'."""
    small = Small(desk)
    small.articles("one")
    return small
