"""What must be seen of the photograph on a cover, and where in the place that it fills that comes to lie."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.content.article import Article
from brochure.content.images import ImageFinder
from brochure.content.pictures import cropped
from brochure.typeset.covers import place_of
from brochure.workspace.workspace import Workspace

_MIDDLE = (50.0, 50.0)


@dataclass(frozen=True)
class CoverPhoto:
    """The photograph's width in heights, and what must be seen: shares from its left and its top, from 0 to 1."""

    shape: float
    across: float
    down: float

    def lands(self, width: float, height: float) -> tuple[float, float]:
        """How far from the left and the top of a place that the photograph fills, in the place's units.

        It stands in the middle, as far as the photograph reaches. Where white words stand on the upper part it stands
        lower, which is not known here.
        """
        whole = max(width, height * self.shape), max(height, width / self.shape)
        return _landing(self.across, width, whole[0]), _landing(self.down, height, whole[1])


def _landing(share: float, opening: float, whole: float) -> float:
    start = max(0.0, min(share * whole - opening / 2, whole - opening))
    return share * whole - start


def cover_photo(workspace: Workspace, article: Article) -> CoverPhoto | None:
    """That of an article; None where it has none, or does not say what must be seen. Raises BadInput if it is gone."""
    front = article.front
    if not front.cover_photo or front.focus == _MIDDLE:
        return None
    place = place_of(article, "cover_photo")
    folders = (workspace.root / article.file.parent, workspace.root / "assets" / "images", workspace.root)
    finder = ImageFinder(workspace.named_files, folders)
    finder(front.cover_photo, place)
    width, height = cropped.size(workspace.named_files.read(finder.found(front.cover_photo, place), place))
    return CoverPhoto(width / height, front.focus[0] / 100, front.focus[1] / 100)
