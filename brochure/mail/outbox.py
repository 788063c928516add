"""Messages as drafts: files that any mail program opens, one for each person."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from brochure.build.publish import publish
from brochure.errors import BadInput

#: More drafts than anybody opens by hand.
MOST = 10_000


@dataclass(frozen=True)
class Outbox:
    """The drafts of one article in `folder`: SLUG-0001.eml and so on."""

    folder: Path
    slug: str

    def clear(self, count: int, size: int) -> None:
        """Makes sure that `count` drafts of `size` bytes each find room, then deletes those of an earlier list.

        Raises BadInput where they are too many or too large, and where an old draft cannot be deleted.
        """
        self._check_room(count, size)
        for draft in self.drafts():
            try:
                draft.unlink()
            except OSError as error:
                raise BadInput(
                    f"The old draft {draft} cannot be deleted: {error.strerror}.",
                    hint="Delete it yourself, so that it is not sent by mistake.",
                ) from error

    def drafts(self) -> list[Path]:
        """The drafts that lie there now, in order; other files are none of ours."""
        name = re.compile(re.escape(self.slug) + r"-(\d{4,5})\.eml")
        files = self.folder.iterdir() if self.folder.is_dir() else ()
        found = [(int(match[1]), file) for file in files if (match := name.fullmatch(file.name))]
        return [file for _, file in sorted(found)]

    def put(self, number: int, message: bytes) -> Path:
        """Writes the draft with this number, counting from 1. Raises BadInput where the disk does not take it."""
        path = self.folder / f"{self.slug}-{number:04d}.eml"
        publish(message, path)
        return path

    def _check_room(self, count: int, size: int) -> None:
        if count > MOST:
            raise BadInput(
                f"{count} drafts are more than the {MOST} that are written.",
                hint="Set up [mail] in brochure.toml, or send to a shorter list.",
            )
        there = next(folder for folder in (self.folder, *self.folder.absolute().parents) if folder.exists())
        if count * size > shutil.disk_usage(there).free // 2:
            raise BadInput(
                f"{count} drafts of {size / 1e6:.1f} MB would fill more than half of the free disk.",
                hint="Make room, or send to a shorter list.",
            )
