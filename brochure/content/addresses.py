"""Addresses in copy: never hyphenated, parted behind / and . first, and printed where a link hides one."""

from __future__ import annotations

import html as entities
import re
from urllib.parse import unquote, urlsplit

#: A place where a line may end, and one where it must not; neither is seen, nor copied.
BREAK, JOIN = "\u200b", "\u2060"
#: Parts of an address with hyphens that are longer may have to end a line at one.
_LONGEST_PART = 20
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>]*", re.IGNORECASE
)
#: What belongs to the sentence around it.
_ENDS = ".,;:!?)]}'\"’”»…"
_LINK_OR_TAG = re.compile(r"(<a\b[^>]*>.*?</a>|<[^>]*>)", re.S)
_LINK = re.compile(r"<a\b(?P<given>[^>]*)>(?P<text>.*?)</a>", re.S)
_HREF = re.compile(r'\bhref="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_SHOWN = re.compile(r'<span class="web shown">[^<]*</span>')
_PART = re.compile(r"[^/.]+")


def with_addresses(html: str) -> str:
    """`html` with each address in an element that is not hyphenated, and behind a link the address that it leads to.

    What is behind a link has the class `shown`: on a screen, where the link can be followed, layouts hide it.
    """
    parts = _LINK_OR_TAG.split(html)
    parts[::2] = [_ADDRESS.sub(_marked, text) for text in parts[::2]]
    parts[1::2] = [_LINK.sub(_link, tag) for tag in parts[1::2]]
    return "".join(parts)


def without_shown(html: str) -> str:
    """`html` without the addresses behind links."""
    return _SHOWN.sub("", html)


def _marked(found: re.Match[str]) -> str:
    address = found[0].rstrip(_ENDS)
    # A bracket that opens within it closes within it.
    if address.count("(") > address.count(")") and found[0][len(address) :].startswith(")"):
        address += ")"
    if address.endswith(("&amp", "&quot", "&gt")):  # the end of an entity was taken for a semicolon
        address = found[0]
    return f'<span class="web">{breakable(address)}</span>{found[0][len(address) :]}'


def breakable(address: str) -> str:
    """The address with the places at which a line may end."""
    scheme, joint, rest = address.rpartition("://")
    kept = _PART.sub(lambda part: _held(part[0]), rest)
    parted = re.sub(r"(?<=[/.@])(?=[^/.\s])", BREAK, kept).replace(f"www.{BREAK}", f"www.{JOIN}", 1)
    return f"{scheme}:/{JOIN}/{JOIN}{parted}" if joint else parted


def _held(part: str) -> str:
    return part.replace("-", f"-{JOIN}") if len(part) <= _LONGEST_PART else part


def _link(found: re.Match[str]) -> str:
    text = entities.unescape(_TAG.sub("", found["text"])).strip()
    if _ADDRESS.fullmatch(text):
        return (
            f'<a class="web"{found["given"]}>{breakable(found["text"])}</a>' if "<" not in found["text"] else found[0]
        )
    href = _HREF.search(found["given"])
    shown = _shown(entities.unescape(href[1])) if href else ""
    if not shown or shown.casefold() in text.casefold() or _dials(text, shown):
        return found[0]
    return f'{found[0]}<span class="web shown"> ({breakable(entities.escape(shown))})</span>'


def _shown(href: str) -> str:
    """An address as people say and type it."""
    kind, _, rest = href.partition(":")
    if kind in ("mailto", "tel"):
        return unquote(rest.partition("?")[0])
    parts = urlsplit(href)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{parts.path}{query}".rstrip("/")


def _dials(text: str, shown: str) -> bool:
    """Whether the text of a link to a telephone number is the number."""
    digits, said = (re.sub(r"\D", "", one) for one in (shown, text))
    return not re.search(r"[a-z@]", shown) and bool(said) and digits.endswith(said[-7:])
