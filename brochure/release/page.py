"""The difference as one page for a browser: no script, nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from brochure.release.changes import Change, Kind
from brochure.release.difference import Difference
from brochure.release.sections import BREAK

NAME = "diff.html"
_FATES = {
    "same": "looks the same",
    "new": "was not in the release",
    "gone": "is no longer made",
    "damaged": "cannot be read, or its release cannot",
}


@dataclass(frozen=True)
class Run:
    """Words that stand together in a paragraph."""

    kind: Kind
    text: str


def page(difference: Difference) -> bytes:
    """The page. All that comes from copy is escaped."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    changed = [change for change in difference.changes if not change.unchanged]
    values = {
        "difference": difference,
        "changes": [
            (f"section-{number}", change, shortened(paragraphs(change)))
            for number, change in enumerate(changed, start=1)
        ],
        "unchanged": len(difference.changes) - len(changed),
        "fates": _FATES,
        "data": lambda name: f"data:image/png;base64,{b64encode(difference.files[name]).decode('ascii')}",
    }
    return pages.get_template(NAME).render(values).encode()


@dataclass(frozen=True)
class Paragraph:
    """What is shown of a paragraph; or, without `runs`, how many `unchanged` ones stand here."""

    runs: tuple[Run, ...] = ()
    unchanged: int = 0


def shortened(paragraphs: list[list[Run]]) -> list[Paragraph]:
    """The paragraphs that changed; of the others only how many there are."""
    entries: list[Paragraph] = []
    for runs in paragraphs:
        if any(run.kind != "same" for run in runs):
            entries.append(Paragraph(tuple(runs)))
        elif entries and entries[-1].unchanged:
            entries[-1] = Paragraph(unchanged=entries[-1].unchanged + 1)
        else:
            entries.append(Paragraph(unchanged=1))
    return entries


def paragraphs(change: Change) -> list[list[Run]]:
    """The words of a section as they are to be read, in paragraphs; a break that is new or cut is shown as a sign."""
    runs_by_paragraph: list[list[Run]] = [[]]
    for operation in change.operations:
        words: list[str] = []
        for word in operation.words:
            if word != BREAK:
                words.append(word)
                continue
            runs_by_paragraph[-1] += _run(operation.kind, words if operation.kind == "same" else [*words, BREAK])
            words = []
            if operation.kind != "cut":
                runs_by_paragraph.append([])
        runs_by_paragraph[-1] += _run(operation.kind, words)
    return [paragraph for paragraph in runs_by_paragraph if paragraph]


def _run(kind: Kind, words: list[str]) -> Iterator[Run]:
    if words:
        yield Run(kind, " ".join(words))
