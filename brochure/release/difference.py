"""The difference between a release and what lies in the workspace now: in words, in products, as files to look at."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from PIL import Image

from brochure.budget import within
from brochure.content.frontmatter import FrontMatter
from brochure.errors import BadInput, BrochureError
from brochure.geometry.rect import Rect
from brochure.production.freshness import Verdict
from brochure.production.plan import BuildRequest
from brochure.production.status import survey
from brochure.release.archive import Archive, open_archive
from brochure.release.areas import areas
from brochure.release.changes import Change, changes
from brochure.release.clinic import clinic_texts
from brochure.release.manifest import (
    ARTICLE,
    Area,
    Manifest,
    Released,
    read,
    tampering,
)
from brochure.release.marking import marked
from brochure.release.marks import furniture_marks, marks
from brochure.release.product_text import numberless, read_text
from brochure.release.regions import PPI, Region, regions
from brochure.release.sections import of_article, of_clinic, of_front
from brochure.storage import read_trace
from brochure.storage.files import Files, read_file
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class RegionPictures:
    """A region that differs, `box` in points; `before` and `after` are files of the difference, by name."""

    page: int
    box: Rect
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ProductDifference:
    """What became of one product. `file` is its name, `pdf` that of the proof with the marks.

    `marked`, `moved` and `cut` are how many words are new, stood elsewhere, or are gone without others in their place.
    """

    file: str
    fate: Literal["changed", "same", "new", "gone", "damaged"]
    pdf: str | None = None
    marked: int = 0
    moved: int = 0
    cut: int = 0
    shown: tuple[RegionPictures, ...] = ()


@dataclass
class Difference:
    """All of it. `files` is what is to be written, by name. `planned` is how many products there should be.

    `stale` names the products that are not up to date, `tampered` what was changed in the release since.
    """

    slug: str
    release: Manifest
    front: FrontMatter
    changes: tuple[Change, ...]
    planned: int
    stale: tuple[str, ...]
    tampered: tuple[str, ...]
    products: list[ProductDifference] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def stale_warning(self) -> str:
        """Which products are not what a build would make now; empty where all are."""
        if not self.stale:
            return ""
        if len(self.stale) == self.planned:
            return "No product is up to date."
        return f"{len(self.stale)} of {self.planned} products are not up to date: {', '.join(self.stale)}."


def difference(workspace: Workspace, name: str, against: int | None) -> Difference:
    """Compares the article and its products as they lie there with release `against`, or the last one.

    Raises BadInput where there is no such release, or the article cannot be read.
    """
    path = workspace.article(name)
    tidy(workspace, workspace.output, (path.stem,))
    archive = open_archive(workspace, path.stem)
    release = _release(archive, name, against)
    folder = archive.path(release.n)
    limits = workspace.config.limits
    front, changed = within(path.name, limits, partial(_in_words, workspace, path, folder, release))
    verdicts = list(survey(workspace, BuildRequest((name,)), workspace.output))
    stale = tuple(f"{verdict.path.name} is {verdict.freshness}" for verdict in verdicts if verdict.freshness != "fresh")
    result = Difference(path.stem, release, front, changed, len(verdicts), stale, tampering(folder, release))
    for verdict in verdicts:
        what = f"{verdict.path.name}, compared with v{release.n},"
        within(what, limits, partial(_compare, workspace, verdict, folder, result))
    compared = {product.file for product in result.products}
    result.products += [ProductDifference(gone.file, "gone") for gone in release.products if gone.file not in compared]
    return result


def _release(archive: Archive, name: str, against: int | None) -> Manifest:
    numbers = archive.numbers()
    if not numbers:
        raise BadInput(f"'{name}' has no release to compare with.", hint=f"Make one with `brochure release {name}`.")
    if against is not None and against not in numbers:
        there = ", ".join(f"v{number}" for number in numbers)
        raise BadInput(f"'{name}' has no release v{against}.", hint=f"There is {there}.")
    return read(archive.path(against or numbers[-1]))


def _in_words(
    workspace: Workspace, path: Path, folder: Path, release: Manifest
) -> tuple[FrontMatter, tuple[Change, ...]]:
    front, copy = of_article(workspace.files.text(path), path)
    old_front, old_copy = of_article(Files(folder).text(folder / ARTICLE), folder / ARTICLE)
    head = changes([of_front(old_front)], [of_front(front)])
    clinic = clinic_texts(workspace.config, front.language)
    foot = changes([of_clinic(release.clinic)], [of_clinic(clinic)])
    return front, (*head, *changes(old_copy, copy), *foot)


def _compare(workspace: Workspace, verdict: Verdict, folder: Path, difference: Difference) -> None:
    """Adds what became of a product that brochure.toml plans; one that was neither released nor built is passed by."""
    file = verdict.path.name
    released = next((product for product in difference.release.products if product.file == file), None)
    old, new = _bytes(folder / file) if released else None, _bytes(verdict.path)
    if new is None or old is None or released is None:
        if new is not None or old is not None:
            difference.products.append(ProductDifference(file, "gone" if new is None else "new"))
    elif read_trace.digest(old) == read_trace.digest(new):
        difference.products.append(ProductDifference(file, "same"))
    else:
        try:
            language = difference.release.language
            panels = _areas(workspace, verdict, released, language)
            difference.products.append(_changed(difference, released, old, new, panels))
        except BadInput:
            difference.products.append(ProductDifference(file, "damaged"))


def _changed(
    difference: Difference, released: Released, old: bytes, new: bytes, panels: Sequence[Area]
) -> ProductDifference:
    stem = released.file.removesuffix(".pdf")
    was, now = read_text(old, released.areas), read_text(new, panels)
    word_marks = marks(was.words, now.words) + furniture_marks(was.furniture, now.furniture)
    shared = {numberless(line) for line in was.furniture} & {numberless(line) for line in now.furniture}
    furniture = [line for line in (*was.furniture, *now.furniture) if numberless(line) in shared]
    # What a sheet bears several times is marked as often, and counted once.
    panel_count = len({area.panel for area in panels})
    counted = [mark for mark in word_marks if not panels or mark.panel < panel_count]
    title = f"{difference.release.title}: changes since v{difference.release.n}"
    difference.files[f"{stem}-diff.pdf"] = marked(new, word_marks, panels, title)
    return ProductDifference(
        released.file,
        "changed",
        f"{stem}-diff.pdf",
        sum(len(mark.words) for mark in counted if not mark.moved),
        sum(len(mark.words) for mark in counted if mark.moved),
        sum(len(mark.before) for mark in counted if not mark.words),
        tuple(_pictures(difference, stem, regions(old, new, panels, furniture))),
    )


def _pictures(difference: Difference, stem: str, differing: Iterable[Region]) -> Iterator[RegionPictures]:
    for number, region in enumerate(differing, start=1):
        names: dict[str, str | None] = {"before": None, "after": None}
        for when, picture in (("before", region.before), ("after", region.after)):
            if picture:
                names[when] = f"{stem}-{number}-{when}.png"
                difference.files[f"{stem}-{number}-{when}.png"] = _png(picture)
        yield RegionPictures(region.page, region.box, names["before"], names["after"])


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(PPI, PPI))
    return out.getvalue()


def _areas(workspace: Workspace, verdict: Verdict, released: Released, language: str) -> Sequence[Area]:
    """The panels as they are now; as they were, where the layout does not work at the moment."""
    try:
        facts = verdict.record.facts if verdict.record else None
        return areas(workspace, verdict.product, facts.arrangement, language) if facts else released.areas
    except BrochureError:
        return released.areas


def _bytes(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except OSError:
        return None
