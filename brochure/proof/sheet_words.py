"""What is printed on sheets that the office makes for itself, in the clinic's language and in letters that it has."""

from __future__ import annotations

import string
from dataclasses import dataclass

from brochure.content.words import Words, words
from brochure.prepress.outlines import can_draw
from brochure.typeset.lettering import Lettering, lettering
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import Workspace

_OF_SHEETS = "sheet_"


@dataclass(frozen=True)
class SheetWords:
    """The words, by their keys without what all begin with; `lettering` sets those that are no Latin ones."""

    words: Words
    lettering: Lettering | None = None

    def __call__(self, key: str, **values: object) -> str:
        return self.words[f"{_OF_SHEETS}{key}"].format_map(values)

    @property
    def to_left(self) -> bool:
        """Whether they are read from right to left."""
        return is_right_to_left(self.words.language)


def sheet_words(workspace: Workspace) -> SheetWords:
    """In the clinic's language; in English where no font of the clinic's has its letters."""
    language = workspace.config.clinic.language
    said = words(language, workspace.files, workspace.layout_folders)
    texts = "".join(text for key, text in said.texts.items() if key.startswith(_OF_SHEETS))
    if can_draw(texts):
        return SheetWords(said)
    if letters := lettering(workspace, said.language, texts + string.ascii_letters + string.digits):
        return SheetWords(said, letters)
    return SheetWords(words("en", workspace.files, workspace.layout_folders))
