"""Signs and slips of the hand: words and spaces twice, quotation marks, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, only_in
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.subject_copy import Copy

_TWICE = re.compile(r"\b(?P<word>[^\W\d_]+)(?P<gap>\s+)(?P=word)\b(?!['’-])", re.IGNORECASE)
#: They may stand twice: "what it is is", "he had had", "that that", "bye bye".
_MAY = frozenset(
    [
        "had",
        "that",
        "is",
        "bye",
        "so",
        "very",
        "no",
        "knock",
        "now",
        "there",
        "do",
        "her",
        "long",
        "nos",
        "vous",
        "lado",
        "poco",
    ]
)
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_BEFORE = re.compile(r"(?<=[^\W_])[ \t]+(?=[,.;!?](?:\s|$))")
_AFTER = re.compile(r"(?<=[a-z]{2})(?P<sign>[,;!?])(?=[A-Za-z]{2})|(?<=[a-z]{3})\.(?=[A-Z][a-z]+\s)")
_SIGNS = re.compile(r"(?P<sign>[,;:])(?P=sign)+|(?<![.…])\.\.(?![.…])|[!?]{2,}|,\.(?!\d)|(?<=[a-z]{5})\.,|;\.|:\.")
_FEET = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]\s?[\"']")
_SHOUT = re.compile(r"\b(?:[A-Z]{2,}[ ,]+){2,}[A-Z]{2,}\b")
_EXCLAIMS = re.compile(r"!")
_MOST_EXCLAMATIONS = 2
_ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![*\s])(?P<words>[^*\n]+(?:\n[^*\n]+)*)(?<![\s*])\*(?![*\w])|"
    r"(?<![\w\\_])_(?![_\s])(?P<under>[^_\n]+)_(?![\w_])"
)
_LONGEST_ITALIC = 12
_AMPERSAND = re.compile(r"(?<=[a-z] )&(?= [a-z])")
_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XX+)\b|(?i:lorem ipsum|\[(?:insert|add|your|name|date|clinic|phone|"
    r"todo)\b[^\]]*\]|<(?:insert|name|date|your)\b[^>]*>)"
    r"|\{\{[^}]*\}\}|\d-?XXXX\b"
)


def _double_word(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        for found in _TWICE.finditer(passage.text):
            word = found["word"]
            # Two of a name, as in "New York New York", begin with a capital both.
            if word.lower() in _MAY or (found[0].split()[-1][0].isupper() and word[0].isupper() and found.start() > 0):
                continue
            if word[0].isupper() and not found[0].split()[-1][0].isupper() and _is_name(word):
                continue
            yield at(copy, passage, found.span(), f"'{word}' stands here twice.", replacement=word)


def _is_name(word: str) -> bool:
    """Whether it is a word of no dictionary: so are the two of 'Loa loa', a species."""
    from brochure.preflight.prose.spelling import plain_words

    known = plain_words()
    return bool(known) and not known.intersection((word.lower(), word.lower().removesuffix("s")))


def _double_space(copy: Copy) -> Iterator[Found]:
    for passage, found in _matches(copy, _SPACES):
        if passage.kind != "cell":
            yield _at_sign(copy, passage, found, "Here are two spaces.", " ")


def _space_before(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    for passage, found in _matches(copy, _BEFORE):
        yield _at_sign(copy, passage, found, "A space stands before the sign.", "")


def _space_after(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    for passage, found in _matches(copy, _AFTER):
        around = passage.text[passage.text.rfind(" ", 0, found.start()) + 1 : found.end() + 20].split(" ")[0]
        if "/" in around or "@" in around or re.search(r"\.[a-z]{2,4}\b", around):
            continue  # an address
        yield _at_sign(copy, passage, found, "A space is missing behind the sign.", f"{found[0]} ")


def _double_sign(copy: Copy) -> Iterator[Found]:
    for passage, found in _matches(copy, _SIGNS):
        better = found[0][0] if len(set(found[0])) == 1 else None
        yield _at_sign(copy, passage, found, f"Here are the signs '{found[0]}'.", better)


def _straight_quote(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        text = _FEET.sub(lambda found: " " * len(found[0]), passage.text)
        if text.count('"') % 2:
            start = text.rindex('"')
            message = "This quotation mark has no partner, and is printed as a straight or a wrong one."
            yield at(copy, passage, (start, start + 1), message, quote=_wider(passage.text, (start, start + 1)))


def _capitals(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        if passage.key or passage.kind == "cell":
            continue
        found = _SHOUT.search(passage.text)
        if found:
            yield at(copy, passage, found.span(), "These words are all capitals.")


def _exclamations(copy: Copy) -> Iterator[Found]:
    found = [(passage, each) for passage in copy.passages for each in _EXCLAIMS.finditer(passage.text)]
    if len(found) > _MOST_EXCLAMATIONS:
        passage, last = found[-1]
        sentence = passage.sentence_at(last.start())
        yield at(copy, passage, (sentence.start, sentence.end), f"The copy has {len(found)} exclamation marks.")


def _italics(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        if not passage.text or passage.key:
            continue
        first, last = passage.source(0, len(passage.text))
        for found in _ITALIC.finditer(copy.source, max(0, first - 2), last + 2):
            words = (found["words"] or found["under"]).split()
            if len(words) > _LONGEST_ITALIC:
                line, column = copy.place(found.start())
                yield Found(
                    f"{len(words)} words in a row are italic.", line=line, column=column, quote=" ".join(words)[:160]
                )


def _ampersand(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage, found in _matches(copy, _AMPERSAND):
        yield _at_sign(copy, passage, found, "'&' stands here for a word.", "and")


def _placeholder(copy: Copy) -> Iterator[Found]:
    for passage, found in _matches(copy, _PLACEHOLDER):
        yield at(copy, passage, found.span(), f"'{found[0]}' waits to be filled in.")


def _matches(copy: Copy, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Where a pattern stands in the copy."""
    for passage in copy.passages:
        for found in pattern.finditer(passage.text):
            yield passage, found


def _at_sign(copy: Copy, passage: Passage, found: re.Match[str], message: str, better: str | None) -> Found:
    """Found at a sign or a space, with what is put there; a sign alone would be no quotation."""
    span = found.span()
    return at(copy, passage, span, message, replacement=better, quote=_wider(passage.text, span))


def _wider(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A few words around what was found, so that a quotation can be recognised."""
    start = text.rfind(" ", 0, max(0, span[0] - 12)) + 1
    end = text.find(" ", span[1] + 12)
    return start, len(text) if end < 0 else end


RULES = (
    Rule(
        "COPY-DOUBLE-WORD",
        "A word twice",
        "warning",
        "Looks for a word that stands twice in a row.",
        "Eyes that know the text pass over it; the reader's do not.",
        "Take one of the two out.",
        "Editing practice",
        _double_word,
    ),
    Rule(
        "COPY-DOUBLE-SPACE",
        "Two spaces",
        "note",
        "Looks for two spaces or more between words.",
        "They are printed as one, but hide what was meant: a missing word, a line that was joined.",
        "Leave one.",
        "The Chicago Manual of Style 2.11",
        _double_space,
    ),
    Rule(
        "COPY-SPACE-BEFORE-SIGN",
        "A space before a sign",
        "warning",
        "Looks for a space before a comma, a full stop and the like.",
        "The sign may land at the beginning of the next line.",
        "Take the space out.",
        "New Hart’s Rules 4",
        _space_before,
    ),
    Rule(
        "COPY-NO-SPACE-AFTER-SIGN",
        "No space behind a sign",
        "warning",
        "Looks for words that touch across a comma or a full stop.",
        "The words run into one another, and no line can end there.",
        "Put a space there.",
        "New Hart’s Rules 4",
        _space_after,
    ),
    Rule(
        "COPY-DOUBLE-SIGN",
        "Two signs where one will do",
        "warning",
        "Looks for ',,', '..', '!!', '?!' and their kin.",
        "It is a slip, or it shouts.",
        "Leave one.",
        "New Hart’s Rules 4",
        _double_sign,
    ),
    Rule(
        "COPY-STRAIGHT-QUOTE",
        "A quotation mark without its partner",
        "warning",
        "Looks for paragraphs with an odd number of double quotation marks. Pairs are made typographic by themselves.",
        "What has no partner is printed straight, or the wrong way round.",
        "Write the other one, or take this one out.",
        "New Hart’s Rules 9",
        _straight_quote,
    ),
    Rule(
        "COPY-CAPITALS",
        "Words of capitals",
        "warning",
        "Looks for three words of capitals in a row.",
        "Capitals have no shape by which words are known, and feel like shouting.",
        "Write small letters; for a warning, bold ones.",
        "RNIB clear print: avoid capitals; PEMAT-P",
        _capitals,
    ),
    Rule(
        "COPY-EXCLAMATION",
        "Exclamation marks",
        "note",
        "Counts exclamation marks; more than two are many.",
        "Cheer sounds false to somebody who is ill.",
        "Write a full stop.",
        "NHS service manual: punctuation",
        _exclamations,
    ),
    Rule(
        "COPY-ITALICS",
        "A long passage in italics",
        "note",
        "Looks for more than twelve words in italics.",
        "Italic letters are hard to read for people with low vision or dyslexia.",
        "Use bold for a few words, or a box for many.",
        "RNIB clear print; British Dyslexia Association style guide",
        _italics,
    ),
    Rule(
        "COPY-AMPERSAND",
        "And as &",
        "note",
        "Looks for & between two words of a sentence.",
        "Some readers do not know the sign.",
        "Write 'and'.",
        "GOV.UK style guide: ampersands",
        _ampersand,
    ),
    Rule(
        "COPY-PLACEHOLDER",
        "Something left to fill in",
        "error",
        "Looks for TODO, TBD, XXX, 'lorem ipsum' and '[insert …]'.",
        "Printed by the thousand, it is what readers remember.",
        "Fill it in, or take it out.",
        "Editing practice",
        _placeholder,
    ),
)
