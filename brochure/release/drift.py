"""Whether the copy changed since the last release while its version stayed. Cheap: one small file and the article."""

from __future__ import annotations

import json

from brochure.content import article
from brochure.content.frontmatter import FrontMatter
from brochure.content.markdown import front_matter
from brochure.errors import BrochureError
from brochure.findings import Finding
from brochure.release.archive import open_archive
from brochure.release.manifest import ARTICLE, Manifest, read
from brochure.storage import read_trace
from brochure.storage.files import read_file
from brochure.workspace.workspace import Workspace

#: What an editor changes to say that the copy was looked at again; all else in the front matter is copy.
_NOT_COPY = {"version", "reviewed", "review_by"}


def drift(workspace: Workspace, name: str) -> Finding | None:
    """A warning where the article's copy is not that of its last release, but its version is.

    None otherwise: also where there is no release yet, and where article or release cannot be read, which is told
    elsewhere.
    """
    try:
        path = workspace.article(name)
        archive = open_archive(workspace, path.stem)
        numbers = archive.numbers()
        if not numbers:
            return None
        released = archive.path(numbers[-1])
        # Most articles are as they were released, byte for byte: then nothing needs to be taken apart.
        if read_file(released / ARTICLE) == workspace.files.read(path):
            return None
        return drifted(read(released), article.head(workspace, path), workspace.files.text(path))
    except (BrochureError, OSError):
        return None


def drifted(last: Manifest, front: FrontMatter, source: str) -> Finding | None:
    """The warning, for an article that is at hand."""
    if last.version != front.version or last.copy_digest == copy_digest(front, source):
        return None
    return Finding(
        "version-stays",
        "warning",
        f"The copy changed since release v{last.n}, while its version '{front.version}' stayed.",
        "Give it a new version in its head.",
    )


def copy_digest(front: FrontMatter, source: str) -> str:
    """What tells one copy from another, however its lines are broken. `source` is the whole file."""
    head, _ = front_matter(source)
    body = source.split("\n")[head.count("\n") + 3 :] if head else [source]
    fields = front.model_dump(mode="json", exclude=_NOT_COPY)
    return read_trace.digest(json.dumps([fields, " ".join("\n".join(body).split())], sort_keys=True).encode())
