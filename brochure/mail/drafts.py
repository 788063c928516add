"""Messages as drafts: files that any mail program opens, one for each person, in a folder for the owner alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.parser import HeaderParser
from email.utils import getaddresses
from pathlib import Path

from brochure.errors import BadInput, CannotWrite
from brochure.mail.address import parse
from brochure.storage.atomic import publish
from brochure.storage.files import open_file
from brochure.storage.os_errors import reason
from brochure.storage.private_folder import make_private

#: More drafts than anybody opens by hand.
MOST = 10_000
#: The head of a draft is shorter than this, in bytes.
_HEAD = 100_000
_DRAFT = re.compile(r".+-\d{4,5}\.eml")
_PERMISSIONS = "Mend the permissions of the folder."


@dataclass(frozen=True)
class DraftFolder:
    """The drafts of one article in `folder`: SLUG-0001.eml and so on."""

    folder: Path
    slug: str

    def drafts(self) -> dict[int, Path]:
        """The drafts that lie there now, by number; other files are none of ours."""
        name = re.compile(re.escape(self.slug) + r"-(\d{4,5})\.eml")
        numbered = {int(match[1]): file for file in _files(self.folder) if (match := name.fullmatch(file.name))}
        return dict(sorted(numbered.items()))

    def by_mailbox(self) -> dict[str, int]:
        """The number of the last draft to each mailbox. Raises BadInput where one cannot be read."""
        return {key: number for number, file in self.drafts().items() for key in _keys(file)}

    def put(self, number: int, message: bytes) -> Path:
        """Writes the draft with this number, counting from 1. Raises BadInput where the disk does not take it."""
        path = self.folder / f"{self.slug}-{number:04d}.eml"
        self._write(message, path)
        return path

    def put_preview(self, slug: str, png: bytes) -> Path:
        """Writes the preview of a message. Raises BadInput where the disk does not take it."""
        path = self.folder / f"{slug}.png"
        self._write(png, path)
        return path

    def _write(self, data: bytes, path: Path) -> None:
        with _refused_by_disk(f"{self.folder} cannot be made", "Mend the permissions of the folder that it lies in."):
            make_private(self.folder)
        publish(data, path, private=True)

    def check_room(self, count: int, size: int) -> None:
        """Raises BadInput where `count` drafts of `size` bytes each are too many, or find no room on the disk."""
        if count > MOST:
            raise BadInput(
                f"{count} drafts are more than the {MOST} that are written.",
                hint="Set up [mail] in brochure.toml, or send to a shorter list.",
            )
        with _refused_by_disk(f"{self.folder} cannot be read", _PERMISSIONS):
            existing = next(folder for folder in (self.folder, *self.folder.absolute().parents) if folder.exists())
            free = shutil.disk_usage(existing).free
        if count * size > free // 2:
            raise BadInput(
                f"{count} drafts of {size / 1e6:.1f} MB would fill more than half of the free disk.",
                hint="Make room, or send to a shorter list.",
            )


def erase(folder: Path, key: str) -> int:
    """Deletes the drafts to one mailbox, of whatever article; returns how many they were.

    The pictures go too, for each shows whoever stood first on a list. Raises BadInput where a file cannot be read or
    deleted.
    """
    count = 0
    for file in _files(folder):
        if file.suffix == ".png" or (_DRAFT.fullmatch(file.name) and key in _keys(file)):
            with _refused_by_disk(f"{file} cannot be deleted", "Delete it yourself."):
                file.unlink()
            count += file.suffix == ".eml"
    return count


def _files(folder: Path) -> list[Path]:
    with _refused_by_disk(f"{folder} cannot be read", _PERMISSIONS):
        return sorted(folder.iterdir()) if folder.is_dir() else []


def _keys(draft: Path) -> Iterator[str]:
    """Whom a draft is to; somebody may have worked on it since, so the reader takes whatever it finds."""
    with (
        _refused_by_disk(f"{draft} cannot be read", "Look at its permissions, and whom it is for."),
        open_file(draft) as file,
    ):
        head = re.split(rb"\r?\n\r?\n", file.read(_HEAD))[0]
    to = HeaderParser().parsestr(head.decode(errors="replace")).get_all("To", [])
    for _, address in getaddresses(to):
        with suppress(BadInput):
            yield parse(address).key


@contextmanager
def _refused_by_disk(what: str, hint: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"{what}: {reason(error)}.", hint=hint) from error
