"""The words that the layouts print of their own: a file for each language, in layouts/base/words.

A file of that name in the workspace says some of them otherwise, or all of them in a language that brochure does not
speak. What no file has in a language is printed in English, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from brochure.content.words_file import WordsFile
from brochure.errors import BadInput, Place
from brochure.storage.files import SHIPPED_PREFIX, Files, Reach
from brochure.storage.shipped import SHIPPED
from brochure.workspace import toml
from brochure.workspace.language import ranked

#: Where they lie in a folder of layouts.
ROOM = Path("base") / "words"
#: The tongue of what no file has.
_ENGLISH = "en"
#: What they are called that stand on no leaflet: those of messages, and of the office's own sheets.
_ELSEWHERE = ("mail_", "sheet_")
#: They are no words, or are told by others.
_SIGNS = frozenset({"months", "date", "stop", "semicolon", "comma"})
#: Tags that name what another file has; a tag of a region of Taiwan or Hong Kong says how it is written, too.
_OTHER_NAMES = {
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo"), "zh-hant"),
    **{"fil": "tl", "iw": "he", "prs": "fa", "yue": "zh-hant", "cmn": "zh", "hat": "ht"},
}


@dataclass(frozen=True)
class Words:
    """The words in one language, by key.

    `language` is the tag of the file that they are from, 'en' where there is none. `lacking` are the keys whose words
    are in English instead. `unreviewed` names the language where words in use were read by nobody who speaks it.
    """

    texts: Mapping[str, str]
    language: str
    lacking: tuple[str, ...] = ()
    unreviewed: str = ""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    @property
    def lacking_in_print(self) -> tuple[str, ...]:
        """Of the `lacking`, what leaflets print or say; the others are of messages and of the office's own sheets."""
        return tuple(key for key in self.lacking if not key.startswith(_ELSEWHERE) and key not in _SIGNS)


def words(
    language: str,
    files: Files = Files(SHIPPED),  # noqa: B008 (a value)
    folders: Iterable[Path] = (SHIPPED / "layouts",),
) -> Words:
    """The words for a language tag such as 'en', 'pt-BR' or 'zh-Hant-TW', the first of the `folders` before others.

    Without folders the shipped ones. Raises BadInput, with the line, where a file is not as it should be.
    """
    folders = tuple(folders)
    layers = list(_layers(files, folders, language))
    texts: dict[str, str] = {}
    unreviewed = ""
    for layer in layers:
        new = {key: text for key, text in layer.file.texts.items() if key not in texts}
        texts |= new
        if new and layer.file.unreviewed:
            unreviewed = layer.file.language or layer.tag
    english = {key: text for layer in _layers(files, folders, _ENGLISH) for key, text in layer.file.texts.items()}
    lacking = tuple(key for key in english if key not in texts)
    own = layers[0].tag if layers else _ENGLISH
    return Words(MappingProxyType({**english, **texts}), own, lacking, unreviewed)


@dataclass(frozen=True)
class _Layer:
    tag: str
    file: WordsFile


def _layers(files: Files, folders: tuple[Path, ...], language: str) -> Iterator[_Layer]:
    """The files that have words in the language, that for its region first, the workspace's before the shipped."""
    tags = ranked(language)
    tags += [other for tag in tags for other in ranked(_OTHER_NAMES.get(tag, "")) if other and other not in tags]
    names = {folder: {name.lower(): name for name in files.names(folder / ROOM)} for folder in folders}
    for tag in sorted(tags, key=lambda tag: -tag.count("-")):
        for folder in folders:
            if name := names[folder].get(f"{tag}.toml"):
                yield _Layer(name[: -len(".toml")], _read(files, folder / ROOM / name))


def _read(files: Files, file: Path) -> WordsFile:
    shown = Path("layouts") / ROOM / file.name
    shipped = files.known_as(file).startswith(SHIPPED_PREFIX)
    text = files.within(Reach.LAYOUT).text(file, Place(shown))
    return _parsed(text, Path(files.known_as(file)) if shipped else shown)


@lru_cache(maxsize=100)
def _parsed(text: str, shown: Path) -> WordsFile:
    file = toml.load(text, WordsFile, shown)
    if not file.texts:
        raise BadInput(
            "The file has no words.",
            hint=f'Write them as in {_ENGLISH}.toml, such as contact = "…", or delete the file.',
            place=Place(shown),
        )
    return file


def quoted(texts: Iterable[str]) -> str:
    """Words as a message lists them, without the marks of what is filled in."""
    return ", ".join(f"'{re.sub(r'{[a-z]+}', '…', text)}'" for text in texts)
