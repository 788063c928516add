"""Which picture a standard's refusal is about: the file that the article or brochure.toml names, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from urllib.parse import quote

from brochure.content.article import Article
from brochure.content.images import address, named_pictures
from brochure.errors import BadInput, Place
from brochure.workspace.workspace import CONFIG, Workspace

#: The way to the object that is refused, as `prepress.transparency` names it, and what is wrong with it.
_REFUSED = re.compile(r"Page \d+, (?P<way>/[^:]*): (?P<fault>.+)")
_PANEL = re.compile(r"/panel-(\w[\w-]*)")
#: The engine calls a picture by the digest of its address.
_PICTURE = re.compile(r"/i([0-9a-f]{32})[01]\b")
#: What a drawing says where parts of it are not opaque, or mixed with what is behind.
_SEE_THROUGH = re.compile(r"opacity|mask|filter|blend|rgba|hsla|<image|transparent|#[0-9a-f]{8}\b|#[0-9a-f]{4}\b", re.I)


@contextmanager
def named(workspace: Workspace, article: Article) -> Iterator[None]:
    """Within this, what a standard refuses to hold of a picture is BadInput with the picture's name and place."""
    try:
        yield
    except BadInput as error:
        refused = None if error.place else _REFUSED.match(error.message)
        found = _found(refused["way"], workspace, article) if refused else ()
        if not refused or not found:
            raise
        panel = _PANEL.search(refused["way"])
        where = f" in the panel '{panel[1]}'" if panel else ""
        names = " or ".join(f"'{Path(name).name}'" for name, _ in found)
        raise BadInput(f"{names}{where}: {refused['fault']}", hint=error.hint, place=found[0][1]) from error


def _found(way: str, workspace: Workspace, article: Article) -> tuple[tuple[str, Place], ...]:
    """The pictures that may be meant, and where they are named: one, if the engine's name for it is told."""
    pictures = tuple(_pictures(workspace, article))
    digests = set(_PICTURE.findall(way))
    if told := tuple(picture for picture in pictures if _digest(workspace, picture[0]) in digests):
        return told
    return tuple(picture for picture in pictures if _may_be_seen_through(workspace, *picture))


def _pictures(workspace: Workspace, article: Article) -> Iterator[tuple[str, Place]]:
    """The paths from the workspace, and where they are named."""
    for path in named_pictures(article.html):
        places = [article.place_of(name) for name in (Path(path).name, quote(Path(path).name))]
        yield path, next((place for place in places if place.line), places[0])
    clinic = workspace.config.clinic
    for key, logo in (("logo", clinic.logo), ("logo_on_dark", clinic.logo_on_dark)):
        if logo:
            yield logo, Place(Path(CONFIG), workspace.line_of(key))


def _digest(workspace: Workspace, path: str) -> str:
    address_ = address(workspace.root / path, workspace.named_files)
    return md5(address_.encode(), usedforsecurity=False).hexdigest()


def _may_be_seen_through(workspace: Workspace, path: str, place: Place) -> bool:
    if not path.lower().endswith(".svg"):
        return False
    return bool(_SEE_THROUGH.search(workspace.named_files.text(workspace.root / path, place)))
