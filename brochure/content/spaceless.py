"""Languages that are written without spaces, or close up where others leave one: Chinese, Japanese, and in part Korean.

In their copy a line's end is no space; quotation marks stand right beside letters, where those of other languages are
apostrophes, and so do the marks of stress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from brochure.workspace.language import ranked

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"
_MARKS = "\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
#: Scripts of South-East Asia without spaces; where their lines may break, the engine's dictionaries know.
_SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
#: One sign as wide as high, and a line may break beside most of them.
WIDE = re.compile(f"[{_HAN}{_KANA}{_HANGUL}{_MARKS}]")
#: A letter of words that nothing parts.
_UNPARTED = re.compile(f"[{_HAN}{_KANA}{_HANGUL}{_MARKS}{_SOUTH_EAST}]")
#: Nobody sees it, and no line ends there.
WORD_JOINER = "\u2060"
#: So many letters do not stand alone on a last line, unless there are fewer of them.
_TIED = 3
_TAG = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.S)
#: A longer one may be wider than a line.
_KOREAN_WORD = re.compile(rf"(?<![{_HANGUL}])[{_HANGUL}]{{2,10}}(?![{_HANGUL}])")
#: Where Korean goes on behind a name or a number in other letters.
_KOREAN_ENDING = re.compile(rf"(?<=[0-9A-Za-z)”’])(?=[{_HANGUL}])")
#: Letters of a word in them, on average.
_WORD = 2
_COUNTED = re.compile(rf"(?:{_UNPARTED.pattern}){{1,{_WORD}}}|(?:(?!{_UNPARTED.pattern})\S)+")
#: A space between two of these is a line's end that somebody typed, or one that a template has for other languages.
_CLOSED = re.compile(f"(?<=[{_HAN}{_KANA}{_MARKS}])[ \n]+(?=[{_HAN}{_KANA}{_MARKS}])")
#: Wide punctuation has its space in itself.
_MARKED = re.compile("(?<=[、。，．；：！？）」』】]) +|(?<=\\S) +(?=[、。，．；：！？）」』】])")


def is_spaceless(language: str) -> bool:
    """Whether a language, given as a tag such as 'zh-Hant', sets quotation marks and line ends so."""
    return ranked(language)[-1] in ("zh", "ja", "ko", "yue", "cmn")


def spaceless(parser: MarkdownIt) -> None:
    """Teaches the parser all of it."""
    parser.core.ruler.before("smartquotes", "spaceless", _rule)
    parser.inline.ruler.at("emphasis", _emphasis)


def words(text: str) -> list[str]:
    """The words of a text between its spaces, and between letters that need none; such letters are left out."""
    return _UNPARTED.sub(" ", text).split()


def count_words(text: str) -> int:
    """About how many words a text has, with two letters to a word where nothing parts them."""
    return len(words(text)) + -(-len(_UNPARTED.findall(text)) // _WORD)


def find_words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text where they stand, as `count_words` counts them."""
    return _COUNTED.finditer(text)


def close_up(text: str, language: str) -> str:
    """`text`, which may be HTML, without the spaces that Chinese and Japanese do not have; others as it is."""
    first = ranked(language)[-1]
    if first not in ("zh", "ja", "yue", "cmn"):
        return text
    return _MARKED.sub("", _CLOSED.sub("", text) if first != "ja" else text)


def keep_words(html: str, language: str) -> str:
    """`html` whose Korean words do not part where a line ends; that of other languages as it is."""
    if ranked(language)[-1] != "ko":
        return html
    parts = _TAG.split(html)
    for at in range(0, len(parts), 2):
        whole = _KOREAN_WORD.sub(lambda word: WORD_JOINER.join(word[0]), parts[at])
        parts[at] = _KOREAN_ENDING.sub(WORD_JOINER, whole)
    return "".join(parts)


def tie_letters(text: str, language: str) -> str:
    """`text` whose last letters stay on one line, where the language's letters stand one by one."""
    if ranked(language)[-1] not in ("zh", "ja", "yue", "cmn") or len(text) <= 2 * _TIED:
        return text
    last = text[-_TIED:]
    return text[:-_TIED] + WORD_JOINER.join(last) if _UNPARTED.match(last) else text


def _rule(state: StateCore) -> None:
    marks = list(state.md.options["quotes"])
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _join_lines(token.children)
            for sign, opening, closing in (('"', *marks[:2]), ("'", *marks[2:])):
                _quote(token.children, sign, opening, closing)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As the parser's own, but stress may end with a mark right before a letter: **重要：**请勿驾车."""
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    marks = state.delimiters[start - state.pos :]
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    for mark in marks:
        mark.close = mark.close or (bool(WIDE.match(after)) and not before.isspace() and bool(before))
        mark.open = mark.open or (bool(WIDE.match(before)) and not after.isspace() and bool(after))
    return True


def _join_lines(children: list[Token]) -> None:
    for before, end, after in zip(children, children[1:], children[2:], strict=False):
        if end.type == "softbreak" and _closes(before.content) and _closes(after.content[:1]):
            end.type, end.content = "text", ""


def _closes(text: str) -> bool:
    return bool(text) and bool(re.fullmatch(f"[{_HAN}{_KANA}{_MARKS}]", text[-1]))


def _quote(children: list[Token], sign: str, opening: str, closing: str) -> None:
    """Sets a sign's pairs: the first opens, the second closes. Signs that stand beside no such letter are left."""
    places = list(_places(children, sign))
    if len(places) % 2:
        return
    for number, (token, at) in enumerate(places):
        token.content = f"{token.content[:at]}{(opening, closing)[number % 2]}{token.content[at + 1 :]}"


def _places(children: list[Token], sign: str) -> Iterator[tuple[Token, int]]:
    """Where the sign stands beside a letter of these scripts, or beside the beginning or the end of a text."""
    for token in children:
        if token.type == "text":
            for at, letter in enumerate(token.content):
                if letter == sign:
                    around = token.content[max(0, at - 1) : at] + token.content[at + 1 : at + 2]
                    if len(around) < 2 or WIDE.search(around):
                        yield token, at
