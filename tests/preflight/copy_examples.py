"""Examples of the rules about copy, from copy_examples.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from brochure.content import frontmatter, markdown
from brochure.content.article import Article, with_notes
from brochure.content.words import words
from brochure.preflight.prose.lists import Lists
from brochure.preflight.subject_copy import Copy
from brochure.workspace.workspace import Workspace, open_workspace
from tests.preflight.examples import Example

_ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 26)
HEAD = """title: Caring for your knee
subtitle: What helps at home
summary: Walk a little every day.
version: "1.0"
reviewed: 2026-09-14
review_by: 2028-09-14
reviewer: a nurse
references:
  - Smith 2020."""
_HOUSE = '[say]\n"flu shot" = "vaccination"\n'


@cache
def _workspace() -> Workspace:
    return open_workspace(_ROOT)


class _HouseLists(Lists):
    """With a list of the clinic's own words, as its workspace would have it."""

    def _look(self, name: str) -> tuple[str, ...]:
        return (*super()._look(name), _HOUSE) if name == "terms" else super()._look(name)


def copy_of(body: str, head: str = HEAD, *, clinic: dict[str, str] | None = None, drifted: str | None = None) -> Copy:
    """Copy of the sample clinic, or of one with other values."""
    workspace, file = _workspace(), Path("assets/articles/test.md")
    config = workspace.config
    if clinic:
        config = config.model_copy(update={"clinic": config.clinic.model_copy(update=clinic)})
    source = f"---\n{head}\n---\n\n{body.strip()}\n"
    parsed = markdown.parse(source)
    front = frontmatter.parse(parsed.front, file, parsed.front_line)
    article = Article("test", file, with_notes(front, parsed, file), "", source, words("en"), len(front.references) + 1)
    copy = Copy(article, config, replace(workspace, config=config), TODAY, drifted=drifted)
    copy.__dict__["lists"] = _HouseLists(workspace.files, workspace.root)
    return copy


def _examples() -> dict[str, Example]:
    given: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {rule: _example(each) for rule, each in given.items()}


def _example(given: dict[str, Any]) -> Example:
    head = given.get("head", HEAD)
    failing = partial(
        copy_of, given["fail"] * given.get("repeat", 1), head, clinic=given.get("clinic"), drifted=given.get("drifted")
    )
    return Example(partial(copy_of, given["pass"], HEAD if given.get("whole") else head), failing)


EXAMPLES = _examples()
