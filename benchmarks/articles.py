"""Articles of many shapes, always the same ones for a seed: what copyfit is measured on.

60 to 1,120 words, up to 14 headings, lists, boxes of each kind, steps, tables of which some are tall, pictures of six
shapes and up to 25 references, in four languages, the blocks in orders that writers use. No sentence comes twice in an
article, so that a place in a product can be found by its letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.vocabulary import VOCABULARIES

_FEWEST, _MOST = 60, 1120
_SHAPES = ((1500, 1000), (1200, 1200), (1000, 1500), (1800, 750), (1600, 1200), (1100, 1320))
_AUTHORS = ("Albrecht F", "Moreau T", "Ortega L", "Smith J", "Nakamura K", "Lindqvist E", "Rossi M", "Duval P")
_TOPICS = ("sleep", "knee surgery", "walking", "high blood pressure", "pain", "wound care", "physiotherapy", "mood")
_KINDS = ("a follow-up study", "a randomised trial", "a review", "guidance for clinics", "a survey of patients")


@dataclass(frozen=True)
class Picture:
    """A file beside the article, and its pixels."""

    name: str
    width: int
    height: int

    def write(self, folder: Path) -> None:
        """Something that is seen: a ground, a sun, a horizon."""
        image = Image.new("RGB", (self.width, self.height), "#c9d8d3")
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, self.height * 2 // 3, self.width, self.height), fill="#2f5d57")
        edge = min(self.width, self.height) // 4
        draw.ellipse((edge, edge // 2, 2 * edge, edge // 2 + edge), fill="#e3a23b")
        image.save(folder / self.name)


@dataclass(frozen=True)
class Sample:
    """An article as its file is written, and the pictures that it sets."""

    name: str
    language: str
    text: str
    pictures: tuple[Picture, ...] = ()

    def write(self, workspace: Path) -> None:
        """Puts article and pictures into a workspace."""
        (workspace / "assets/articles" / f"{self.name}.md").write_text(self.text, encoding="utf-8")
        for picture in self.pictures:
            picture.write(workspace / "assets/images")


def samples(count: int, seed: int) -> Iterator[Sample]:
    """So many articles. The first ones of a seed are the same, however many are asked for."""
    for number in range(count):
        for attempt in range(100):
            sample = _Writer(random.Random(f"{seed}-{number}-{attempt}"), f"a{number:03}").sample()
            if _FEWEST <= len(sample.text.rpartition("---\n")[2].split()) <= _MOST:
                yield sample
                break


class _Writer:
    def __init__(self, dice: random.Random, name: str) -> None:
        self._dice = dice
        self._name = name
        self._language = dice.choice(list(VOCABULARIES))
        words = VOCABULARIES[self._language]
        self._words = words
        self._sentences = iter(dice.sample(words.sentences, len(words.sentences)))
        self._things = iter(dice.sample(words.things, len(words.things)))
        self._headings = iter(dice.sample(words.headings, len(words.headings)))
        self._leads = iter(dice.sample(words.leads, len(words.leads)))
        self._pictures: list[Picture] = []
        self._cited = 0

    def sample(self) -> Sample:
        dice = self._dice
        wanted = int(_FEWEST * (_MOST / _FEWEST) ** dice.random())
        headings = min(14, dice.randint(0, max(2, wanted // 40)))
        references = dice.choice((0, 0, 0, 2, 3, 5, 8, 12, 25)) if wanted > 120 else dice.choice((0, 0, 0, 2, 3))
        self._cited = references
        body = self._body(wanted, headings)
        head = [f'title: "{dice.choice(self._words.titles)}"', f"language: {self._language}"]
        if dice.random() < 0.3:
            head.append(f'subtitle: "{self._sentence()}"')
        if dice.random() < 0.6:
            head.append(f'summary: "{self._sentence()} {self._sentence() if dice.random() < 0.4 else ""}"')
        head += ['version: "1.0"', "reviewed: 2026-09-14", "review_by: 2028-09-14", "reviewer: a sleep physician"]
        if references:
            head += ["references:", *(f'  - "{self._reference()}"' for _ in range(references))]
        text = "\n".join(("---", *head, "---", "", *(f"{block}\n" for block in body)))
        return Sample(self._name, self._language, text, tuple(self._pictures))

    def _body(self, wanted: int, headings: int) -> list[str]:
        """Sections of about one length: what opens an article, then each below its heading, then what closes it."""
        dice = self._dice
        blocks = [self._paragraph()]
        if dice.random() < 0.35:
            blocks.append(self._box("key-facts"))
        closing = [self._box(kind) for kind in ("questions", "help") if dice.random() < 0.35]
        left = wanted - sum(len(block.split()) for block in (*blocks, *closing))
        for number in range(headings + 1):
            if number:
                blocks.append(f"{'###' if number > 1 and dice.random() < 0.2 else '##'} {next(self._headings)}")
            section = max(12, left // (headings + 1))
            written = 0
            while written < section:
                listed = blocks[-1].startswith(("- ", "1. "))
                made = self._blocks(first=listed or written == 0, small=section < 60)
                if listed and made[0].startswith(("- ", "1. ")):
                    continue  # Markdown would make one list of both
                written += sum(len(block.split()) for block in made)
                blocks += made
        return blocks + closing

    def _blocks(self, *, first: bool, small: bool) -> list[str]:
        """What comes next in a section, mostly copy at its head."""
        kinds = ("paragraph", "list", "numbers", "box", "table", "picture")
        weights = (10, 2, 0.5, 1.5, 0.3, 0.3) if first else (9, 3, 1.2, 2.5, 0.5 if small else 1, 0.9)
        kind = self._dice.choices(kinds, weights)[0]
        if kind == "list" and self._dice.random() < 0.6 and (lead := next(self._leads, None)):
            return [lead, self._list()]
        return [str(getattr(self, f"_{kind}")())]

    def _paragraph(self) -> str:
        sentences = [self._sentence() for _ in range(self._dice.choices((1, 2, 3, 4, 5, 8), (3, 5, 5, 3, 2, 0.6))[0])]
        if self._dice.random() < 0.06:
            first, *rest = sentences[0].split()
            sentences[0] = " ".join((first, self._dice.choice(self._words.long_words), *rest))
        if self._dice.random() < 0.15:
            sentences[-1] = f"**{sentences[-1]}**"
        if self._cited and self._dice.random() < 0.2:
            sentences[0] += f"^{self._dice.randint(1, self._cited)}^"
        return " ".join(sentences)

    def _list(self, mark: str = "-") -> str:
        long = self._dice.random() < 0.45
        count = self._dice.choices((2, 3, 4, 5, 6, 8, 11), (2, 5, 5, 4, 3, 1, 0.4))[0]
        return "\n".join(f"{mark} {self._item(long=long)}" for _ in range(count))

    def _item(self, *, long: bool) -> str:
        thing = None if long else next(self._things, None)
        if thing:
            return thing
        return " ".join(self._sentence() for _ in range(self._dice.choices((1, 2, 4), (8, 2, 0.4))[0]))

    def _numbers(self) -> str:
        return self._list("1.")

    def _box(self, kind: str | None = None) -> str:
        kind = kind or self._dice.choices(("callout", "steps", "quote", "key-facts", "questions"), (5, 4, 2, 1, 1))[0]
        if kind == "quote":
            return f"::: quote\n{self._sentence()}\n:::"
        title = f" {next(self._headings, '')}".rstrip() if self._dice.random() < 0.5 else ""
        if kind == "callout" or kind == "help":
            inside = self._paragraph()
            if self._dice.random() < 0.3:
                inside += f"\n\n{self._list()}"
        else:
            inside = self._list("1." if kind == "steps" else "-")
        return f"::: {kind}{title}\n{inside}\n:::"

    def _table(self) -> str:
        columns = self._dice.choice((2, 2, 3))
        count = self._dice.choices((3, 4, 6, 9, 24), (4, 4, 3, 2, 0.7))[0]
        head = self._dice.sample(self._words.heads, columns)
        rows = [
            (f"{self._words.heads[-1]} {number}", *self._dice.sample(self._words.cells, columns - 1))
            for number in range(1, count + 1)
        ]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * columns, *rows))

    def _picture(self) -> str:
        picture = Picture(f"{self._name}-{len(self._pictures)}.png", *self._dice.choice(_SHAPES))
        self._pictures.append(picture)
        caption = f' "{self._sentence()}"' if self._dice.random() < 0.7 else ""
        return f"![{self._dice.choice(self._words.things)}]({picture.name}{caption})"

    def _sentence(self) -> str:
        return f"{next(self._sentences)}."

    def _reference(self) -> str:
        dice = self._dice
        authors = ", ".join(dice.sample(_AUTHORS, 2))
        page = dice.randint(10, 800)
        topic = f"{dice.choice(_TOPICS).capitalize()} and {dice.choice(_TOPICS)}: {dice.choice(_KINDS)}"
        return (
            f"{authors}, et al. {topic}. J Sample Med 20{dice.randint(10, 25)};{dice.randint(9, 60)}:{page}–{page + 7}."
        )
