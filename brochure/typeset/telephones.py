"""What a telephone dials of what a clinic writes: words for digits, second numbers, extensions."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

#: A number as people write it, after its words have become digits. A slash parts what `_parts` looks at.
_NUMBER = re.compile(r"\+?\s?\(?\d(?:[\s()./‑‐·-]|[–−](?=\d)|\d)*")
#: Letters that stand for digits follow digits, as in 1-800-FLOWERS, and make a number of a usual length with them.
_WORDS = re.compile(
    r"(?<![\d(])\+?\(?\d[\d() .‑-]{0,10}[-‑ .)]((?:[A-Z]{2,}|(?<=[-‑])[A-Za-z]{3,})(?:[-‑ ][A-Z]{2,})*)(?!\w)"
)
_KEYS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
#: How many digits a number has. With fewer before it a slash parts the area code from the rest, as in 030/1234567.
_LEAST, _MOST = 7, 13
#: How an extension is called in the languages that the layouts speak; then its digits.
_EXTENSION = re.compile(
    r"\s*[,;(]?\s*(?:ext(?:ension|n)?|x|#|poste|int(?:erno|erne)?|anexo|ramal|Durchwahl|DW|App(?:arat)?|toestel|wew|доб)"
    r"\.?:?\s*(\d{1,7})\b",
    re.IGNORECASE,
)
#: What stands between a number and another that differs from it in its last digits alone.
_OR = re.compile(r"\s*(?:/|\||,|&|or|and|o|y|ou|et|oder|und|e|lub|или)\s*")


class Said(NamedTuple):
    """A part of what is printed; `dial` is the link that dials it, `whole` the number that it stands for in full."""

    text: str
    dial: str
    whole: str


def numbers(phone: str) -> tuple[Said, ...]:
    """`phone` in parts, each number with a link of its own (RFC 3966); empty links for what stands between them.

    Where there is one number alone, all that stands around it is a part of its link.
    """
    found: list[tuple[int, int, str, str]] = []
    plain = _in_digits(phone)
    at = 0
    for start, end in _stretches(plain):
        if start < at:
            continue
        digits = _dialled(plain[start:end])
        whole = phone[start:end]
        if found and _is_tail(plain, found[-1][1], start, end, digits):
            before = found[-1][2].partition(";")[0]
            digits, whole = before[: -len(digits)] + digits, _spliced(found[-1][3], phone[start:end])
        elif found and len(digits.lstrip("+")) < _LEAST:
            continue  # hours, a year, the number of a door
        if extension := _EXTENSION.match(plain, end):
            digits += f";ext={extension[1]}"
            end = extension.end(1)
            whole = phone[start:end]
        found.append((start, end, digits, whole))
        at = end
    return (Said(phone, f"tel:{found[0][2]}", phone),) if len(found) == 1 else tuple(_parts(phone, found))


def dial(phone: str) -> str:
    """The link that dials the first number in `phone`. RFC 3966."""
    first = next((part.dial for part in numbers(phone) if part.dial), "")
    return first or "tel:" + "".join(sign for sign in phone if sign in "+0123456789")


def _parts(phone: str, found: list[tuple[int, int, str, str]]) -> list[Said]:
    parts: list[Said] = []
    at = 0
    for start, end, digits, whole in found:
        parts += [Said(phone[at:start], "", ""), Said(phone[start:end], f"tel:{digits}", whole)]
        at = end
    parts.append(Said(phone[at:], "", ""))
    return [part for part in parts if part.text]


def _in_digits(phone: str) -> str:
    """`phone`, as long as it was, with digits of all scripts as ours and words as the keys that spell them."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in phone)
    return _WORDS.sub(_spelled, plain)


def _spelled(found: re.Match[str]) -> str:
    if not _LEAST <= sum(sign.isalnum() for sign in found[0]) <= _MOST:
        return found[0]
    before = found[0].removesuffix(found[1])
    return before + "".join(_KEYS.get(sign.upper(), sign) for sign in found[1])


def _stretches(plain: str) -> list[tuple[int, int]]:
    """Where numbers stand, one that a slash parts in two as two."""
    stretches: list[tuple[int, int]] = []
    for found in _NUMBER.finditer(plain):
        start = found.start()
        short = len(_dialled(found[0])) < _LEAST
        for cut in re.finditer(r"[/(]", found[0]):
            at = found.start() + cut.start()
            before = len(_dialled(plain[start:at]).lstrip("+"))
            if before >= _LEAST or (short and before and cut[0] == "/"):
                stretches.append(_trimmed(plain, start, at))
                start = at
        stretches.append(_trimmed(plain, start, found.end()))
    return [(start, end) for start, end in stretches if _dialled(plain[start:end])]


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without what is around the number, but for its brackets."""
    while end > start and not plain[end - 1].isdigit() and not (plain[end - 1] == ")" and "(" in plain[start:end]):
        end -= 1
    while start < end and not (plain[start].isdigit() or plain[start] in "+("):
        start += 1
    if plain[start:end].count("(") > plain[start:end].count(")"):
        start = plain.index("(", start, end) + 1 if plain[start] == "(" else start
    return start, end


def _dialled(number: str) -> str:
    """Its digits, and a leading plus. The (0) of +44 (0)20 is for who calls from within the country."""
    if number.lstrip(" (").startswith(("+", "00")):
        number = re.sub(r"\(\s*0\s*\)", "", number)
    return "".join(sign for sign in number if sign in "+0123456789")


def _is_tail(plain: str, end: int, start: int, stop: int, digits: str) -> bool:
    """Whether it is another ending of the number before it: short, parted from it by a slash or an 'or'."""
    return (
        1 <= len(digits) < _LEAST
        and bool(_OR.fullmatch(plain[end:start]))
        and not re.match(r"\s*[^\W\d_]", plain[stop:])
    )


def _spliced(whole: str, tail: str) -> str:
    """`whole` with `tail` in the place of its last digits."""
    left = sum(sign.isalnum() for sign in tail)
    at = len(whole)
    while at and left:
        at -= 1
        left -= whole[at].isalnum()
    return whole[:at] + tail.strip()
