"""The manifest of a release: what was frozen, when, and the digest of each file, so that tampering can be told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from brochure.errors import BadInput, Place
from brochure.storage import read_trace
from brochure.storage.files import kind, read_file
from brochure.storage.os_errors import NotAFile, unreadable

NAME = "manifest.json"
ARTICLE = "article.md"
#: No manifest is larger; one that is was not written by brochure (bytes).
_LARGEST = 4 * 1024 * 1024


class _Note(BaseModel):
    # Later versions of brochure may add fields; a release is read for as long as it is kept.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Area(_Note):
    """Where a panel lies: the page from 1, and its rectangle in points from the page's bottom left corner."""

    panel: str
    page: int
    x: float
    y: float
    width: float
    height: float


class Released(_Note):
    """A product as it was frozen. `areas` are its panels in reading order, none where it is read page by page.

    `best`: its layout was chosen for its copy.
    """

    file: str
    layout: str | None
    paper: str
    edition: str
    look: str = ""
    pages: int | None
    freshness: Literal["fresh", "stale", "missing", "failed"]
    reasons: tuple[str, ...]
    findings: tuple[dict[str, Any], ...]
    areas: tuple[Area, ...] = ()
    best: bool = False


class Manifest(_Note):
    """Version `n` of an article. `files` are digests (SHA-256) by name in the folder; `copy_digest` is `drift`'s.

    `overlooked` are the errors of its copy that `anyway` gives the reason for.
    """

    n: int
    slug: str
    title: str
    language: str
    version: str
    reviewed: date | None
    review_by: date | None
    reviewer: str
    released: datetime
    program: str
    anyway: str | None
    overlooked: tuple[dict[str, Any], ...] = ()
    copy_digest: str
    clinic: dict[str, str]
    products: tuple[Released, ...]
    pictures: dict[str, str]
    files: dict[str, str]

    def sealed(self) -> bytes:
        """The manifest as it is written: JSON, with a digest of itself."""
        plain = self.model_dump(mode="json")
        return json.dumps({**plain, "seal": _seal(plain)}, indent=1, ensure_ascii=False).encode() + b"\n"


def read(folder: Path) -> Manifest:
    """The manifest in the folder of a release. Raises BadInput where it is missing or damaged."""
    file = folder / NAME
    try:
        document = json.loads(read_file(file, _LARGEST))
        if document.pop("seal", None) != _seal(document):
            raise BadInput(
                f"The {NAME} of {folder.name} was changed after the release.",
                hint="Bring the release back from a copy, or release anew.",
                place=Place(file),
            )
        return Manifest.model_validate(document)
    except NotAFile as error:
        raise unreadable(f"The {NAME} of {folder.name}", error, Place(file)) from error
    except (OSError, ValueError, AttributeError, RecursionError, ValidationError) as error:
        raise BadInput(
            f"The {NAME} of {folder.name} is missing or damaged.",
            hint="Bring the release back from a copy, or take its folder away.",
            place=Place(file),
        ) from error


def tampering(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """What in the folder is no longer as it was released, such as 'article.md changed'; empty where nothing is."""
    return tuple(_tampering(folder, manifest))


def _tampering(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, released in manifest.files.items():
        try:
            if read_trace.digest(read_file(folder / name)) != released:
                yield f"{name} changed"
        except NotAFile:
            yield f"{name} is {kind(folder / name)} now"
        except OSError:
            yield f"{name} is gone"
    listed = {NAME, *manifest.files}
    present = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir())
    yield from (f"{name} is new" for name in present if name not in listed)


def _seal(document: dict[str, Any]) -> str:
    return read_trace.digest(json.dumps(document, sort_keys=True, ensure_ascii=True).encode())
