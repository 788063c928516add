"""The faces that a document is set in: its families, and for each sign that one of them lacks, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brochure.findings import Finding
from brochure.storage.files import Files
from brochure.typeset.fonts import signs
from brochure.typeset.fonts.emphasis import Emphasis, emphasis, lacking
from brochure.typeset.fonts.faces import SIGNS, Face, Shelf, glyphs
from brochure.typeset.fonts.letters import ODD, covered, fit, lacking_of, letters_of
from brochure.typeset.fonts.served import Served, whole
from brochure.workspace.language import ranked

#: So many signs are listed in a note.
_LISTED = 12
HYPHEN = 0x2010
#: Scripts that are set with the same figures and stops.
_ALIKE = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})
#: Which of Noto's families for Chinese, Japanese and Korean has the forms of a language; all have the characters.
_REGIONS = {"zh": " SC", "zh-hant": " TC", "zh-tw": " TC", "zh-hk": " HK", "ja": " JP", "ko": " KR"}
#: A family that has ☐ and ☑, which most have not.
BOXES = "Source Serif 4"


@dataclass(frozen=True)
class Outfit:
    """What a document is set in. `body` and `heading` are families, each followed by those that lend it signs: the
    engine looks through them in turn; `markers` the same for bullets, the brand's first, as layouts are made for those.

    `missing` are the characters that no font has, `hyphens` is whether all faces have the hyphen (U+2010), `css` shows
    emphasis that no face can.
    """

    served: tuple[Served, ...]
    body: tuple[str, ...]
    heading: tuple[str, ...]
    notes: tuple[Finding, ...] = ()
    missing: frozenset[int] = frozenset()
    hyphens: bool = True
    css: str = ""
    markers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Families, the text that is set in them, what else may be, its language, and the weight that headings have."""

    chain: tuple[str, ...]
    text: str
    perhaps: str = ""
    language: str = ""
    weight: int = 600


def shelf_of(files: Files, folders: Sequence[Path]) -> Shelf:
    """The fonts of these folders, and those for signs."""
    return Shelf(files, (*folders, SIGNS))


def outfit(shelf: Shelf, body: Wanted, heading: Wanted, *, boxes: bool = False) -> Outfit:
    """The faces for a text, of a shelf that has those for signs; with `boxes` also the one that has ☐ and ☑.

    Raises BadInput where a family is missing, or a file is not a font.
    """
    needed = signs.judged(body.text + body.perhaps + heading.text + heading.perhaps)
    dresser = _Dresser(shelf, needed)
    of_body = dresser.dress(body, (400, 700))
    if heading.chain == body.chain:
        of_body = of_heading = dresser.dress(body, (400, 600, 700))
    else:
        of_heading = dresser.dress(heading, (400, heading.weight), for_headings=True)
    both = of_body, of_heading
    served = [given for dress in both for given in dress.own] + [given for dress in both for given in dress.lent]
    if boxes:
        served += [whole(face) for face in dresser.shelf.faces((BOXES,)) if face.slot == (400, False)]
    return Outfit(
        tuple({given.css: given for given in served}.values()),
        of_body.names,
        of_heading.names,
        tuple(dict.fromkeys((*of_body.notes, *of_heading.notes))),
        of_body.missing & of_heading.missing,
        all(HYPHEN in glyphs(given.face) for dress in both for given in dress.own if not given.face.part),
        "".join(dict.fromkeys(dress.css for dress in both)),
        tuple(sorted(of_body.names, key=lambda name: name != of_body.base)),
    )


@dataclass(frozen=True)
class _Dress:
    """What one of the two families, with its helpers, comes to."""

    names: tuple[str, ...]
    own: tuple[Served, ...]
    lent: tuple[Served, ...]
    notes: tuple[Finding, ...]
    missing: frozenset[int]
    css: str
    base: str


@dataclass(frozen=True)
class _Dresser:
    shelf: Shelf
    needed: frozenset[int]

    def dress(self, wanted: Wanted, weights: tuple[int, ...], *, for_headings: bool = False) -> _Dress:
        # By the names that the files have: in brochure.toml words of style may be left out.
        real = tuple(dict.fromkeys(self.shelf.faces((name,))[0].family for name in wanted.chain))
        written, wanted = wanted.chain, replace(wanted, chain=real)
        chain = self.helped(wanted)
        letters = letters_of(wanted.text + wanted.perhaps)
        faces = [face for name in chain for face in fit(self.shelf.faces((name,)), letters)]
        own = tuple(whole(face) for face in self._needed(faces) if not face.axes or face.weight in weights)
        lent, missing = self.lent(chain, wanted.chain[-1])
        shown = [self._emphasis(name, chain[:at], wanted, for_headings) for at, name in enumerate(chain)]
        notes = [note for each in shown for note in each.notes]
        return _Dress(
            tuple(dict.fromkeys(given.family for given in (*own, *lent))),
            (*own, *(given for each in shown for given in each.served)),
            tuple(lent),
            (*notes, *_stood_in(chain, wanted, written), *_borrowed(chain, wanted, written, lent)),
            missing,
            "".join(each.css for each in shown),
            self.shelf.faces(wanted.chain[-1:])[0].label,
        )

    def _emphasis(self, name: str, before: tuple[str, ...], wanted: Wanted, for_headings: bool) -> Emphasis:
        """How a family shows emphasis in those letters of the text that it sets."""
        every = self.shelf.faces((name,))
        own = fit(every, letters_of(wanted.text + wanted.perhaps))
        if not lacking(own):
            return Emphasis()
        text = wanted.text or wanted.perhaps
        if before:
            sets = covered(own) - self._characters(before)
            text = "".join(letter for letter in text if letter.isalpha() and ord(letter) in sets)
            if not text:
                return Emphasis()
        companion = self.shelf.faces((signs.SERIF if own[0].serif else signs.COMPANION,))
        return emphasis(own, companion, text, for_headings=for_headings, whole=len(own) == len(every))

    def _needed(self, faces: Iterable[Face]) -> Iterator[Face]:
        """The faces, but for parts without a character that is needed."""
        left: dict[tuple[str, int, bool], frozenset[int]] = {}
        for face in faces:  # the first part of each weight and slant comes first
            key = face.family, *face.slot
            if not face.part or not left[key].isdisjoint(glyphs(face)):
                yield face
            left[key] = left.get(key, self.needed).difference(glyphs(face))

    def helped(self, wanted: Wanted) -> tuple[str, ...]:
        """The families, with one that has the letters that they lack, if those are more than a few."""
        own = self._characters(wanted.chain)
        if not self.needed - own:
            return wanted.chain
        from fontTools.unicodedata import script  # not for the many that lack nothing

        letters = letters_of(wanted.text + wanted.perhaps)
        if (now := lacking_of(letters, own)) <= letters.total() * ODD:
            return wanted.chain
        others = [name for name in self.shelf.of(self.shelf.folders[0]) if name not in wanted.chain]
        left = {name: lacking_of(letters, own | self._characters((name,))) for name in (signs.COMPANION, *others)}
        region = next((_REGIONS[tag] for tag in ranked(wanted.language) if tag in _REGIONS), "")
        best = min(left, key=lambda name: (left[name], "Mono" in name, not name.endswith(region)))
        if left[best] >= now / 2:
            return wanted.chain
        # Words and numbers are set in one font, but for scripts that look unlike: beside those the brand's stays.
        alike = any(script(letter) in _ALIKE for letter in letters if ord(letter) not in own)
        return (best, *wanted.chain) if alike else (*wanted.chain, best)

    def lent(self, chain: tuple[str, ...], name: str) -> tuple[list[Served], frozenset[int]]:
        """What others lend the families of what they lack, for the family of that name, and what nobody has."""
        left = self.needed - self._characters(chain)
        own = self.shelf.faces((name,))
        served = signs.drawn_alike(own, left)
        left -= signs.signs_of(served)
        lenders = self._lenders(chain)
        # None is read that is not needed: they are larger than the fonts of the document.
        while left and (lender := next(lenders, None)):
            faces, codes = lender
            given = signs.lent(own, faces, frozenset(code for code in left if code in codes))
            served += given
            left -= signs.signs_of(given)
        return served, left

    def _characters(self, names: Iterable[str]) -> frozenset[int]:
        return covered(self.shelf.faces(names))

    def _lenders(self, chain: tuple[str, ...]) -> Iterator[tuple[tuple[Face, ...], range]]:
        """The fonts for signs and what is taken from each, then whatever else lies in the folders of fonts."""
        for name, codes in signs.ORDER:
            yield self.shelf.of(SIGNS)[name], codes
        for folder in self.shelf.folders[:-1]:
            for name, found in sorted(self.shelf.of(folder).items()):
                if name not in chain:
                    yield found, range(0x110000)


def _stood_in(chain: tuple[str, ...], wanted: Wanted, written: tuple[str, ...]) -> list[Finding]:
    """A note of the family that sets the text for one that is called as brochure.toml has `written` it."""
    if chain == wanted.chain:
        return []
    (helper,) = (name for name in chain if name not in wanted.chain)
    message = f"'{written[0]}' lacks letters of this text; they are set in '{helper}'."
    return [Finding("letters", "note", message, "Name a family that has them in [brand.fonts].")]


def _borrowed(
    chain: tuple[str, ...], wanted: Wanted, written: tuple[str, ...], lent: Iterable[Served]
) -> list[Finding]:
    """One note of all signs that the text has and others lend."""
    text = signs.judged(wanted.text)
    found: dict[str, set[int]] = {}
    for served in lent:
        if served.face.family not in chain:
            found.setdefault(served.face.family, set()).update(text.intersection(served.signs or ()))
    parts = [f"{_shown(codes)} from {family}" for family, codes in found.items() if codes]
    if not parts:
        return []
    return [Finding("signs", "note", f"Signs that '{written[-1]}' lacks are set in other fonts: {'; '.join(parts)}.")]


def _shown(codes: Iterable[int]) -> str:
    listed = [chr(code) for code in sorted(codes)]
    more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    return " ".join(listed[:_LISTED]) + more
