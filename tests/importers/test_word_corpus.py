"""Documents put together at random of all that Word can hold: no word is lost in silence, and each can be printed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from brochure.content.markdown import render
from brochure.importers.word import marks
from tests.importers.word_files import (
    NAMES,
    cell,
    docx,
    imported,
    is_whole,
    item,
    level,
    numbering,
    p,
    picture,
    png,
    r,
    table,
    told,
)  # fmt: skip

WORDS = [
    *("Rest", "walk", "knee", "water", "doctor", "every", "night", "10", "mg", "38", "°C", "call", "(again)", "naïve"),
    *("5–6", "*now*", "a_b", "#4", "1.", "[x]", "~2", "^"),
]
MARKS = ("", "", "", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:strike/>", '<w:u w:val="single"/>',
         '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>', '<w:color w:val="FF0000"/>',
         "<w:vanish/>", '<w:rFonts w:ascii="Symbol"/>')  # fmt: skip
LISTS = numbering(
    level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%3."),
    level(0, "bullet", "•") + level(1, "bullet", "o"),
    level(0, "upperRoman", "%1.", start=3) + level(1, "decimal", "%1.%2"),
)
NOTES = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("Smith, 2020.")}</w:footnote></w:footnotes>'
BOX = (
    "<w:r><w:drawing><wp:anchor><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor>"
    "</w:drawing></w:r>"
)


class Writer:
    """Says nonsense, always the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def words(self) -> str:
        return " ".join(self._dice.choices(WORDS, k=self._dice.randint(1, 8)))

    def runs(self) -> list[str]:
        made = []
        for _ in range(self._dice.randint(1, 4)):
            kind = self._dice.choice(
                ["text"] * 6 + ["break", "tab", "hyphen", "note", "link", "deleted", "inserted", "box", "picture"]
            )
            text = r(self.words() + " ", self._dice.choice(MARKS))
            made.append(
                {
                    "text": text,
                    "break": text + "<w:r><w:br/></w:r>",
                    "tab": text + "<w:r><w:tab/></w:r>",
                    "hyphen": text + "<w:r><w:noBreakHyphen/></w:r>",
                    "note": text + '<w:r><w:footnoteReference w:id="2"/></w:r>',
                    "link": f'<w:hyperlink r:id="hyperlink_1">{text}</w:hyperlink>',
                    "deleted": f'<w:del w:id="1"><w:r><w:delText> {self.words()} </w:delText></w:r></w:del>',
                    "inserted": f'<w:ins w:id="2">{text}</w:ins>',
                    "box": BOX.format(p(text)),
                    "picture": picture("image_1", self._dice.choice(["", "A leg"])),
                }[kind]
            )
        return made

    def block(self) -> str:
        kind = self._dice.choice(["p", "p", "item", "item", "item", "heading", "table", "typed", "quote", "caption"])
        if kind == "item":
            return item(*self.runs(), list=self._dice.randint(1, 3), level=self._dice.randint(0, 2))
        if kind == "heading":
            return p(*self.runs(), style=self._dice.choice(["heading1", "heading2"]))
        if kind == "table":
            return self.table()
        if kind == "typed":
            return p(r(self._dice.choice(["• ", "- ", "1. ", "2. ", "a) ", "o\t"])), *self.runs())
        return p(*self.runs(), style={"quote": "Quote", "caption": "Caption"}.get(kind, ""))

    def table(self) -> str:
        rows, columns = self._dice.randint(1, 4), self._dice.randint(1, 3)
        spans = ["", "", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
        return table(*([cell(self.inside(), self._dice.choice(spans)) for _ in range(columns)] for _ in range(rows)))

    def inside(self) -> str:
        return self._dice.choice(["", p(*self.runs()), p(*self.runs()) + item(*self.runs())])


@pytest.mark.parametrize("seed", range(60))
def test_a_document_of_everything(tmp_path: Path, seed: int) -> None:
    writer = Writer(seed)
    title = p("Knee care", style="Title") if seed % 2 else ""
    body = title + "".join(writer.block() for _ in range(12)) + p("Walk.")
    data = docx(body, numbering=LISTS, footnotes=NOTES, image_1=png(), hyperlink_1="https://a.example/")
    copy = imported(tmp_path, data)
    assert is_whole(copy), told(copy)
    assert not marks.NONCHARACTER.search(f"{copy.title}{copy.body}{copy.front}")
    assert render(f"---\ntitle: Knee\n---\n\n{copy.body}\n", "en", tmp_path / "knee.md", lambda source, _: source)
