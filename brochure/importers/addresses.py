"""Addresses in copy: those that work on paper and in a PDF, freed from the detours that mail and search sites add."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

_WORKS = re.compile(r"(?:https?://[^/]|mailto:.|tel:.)", re.IGNORECASE)
#: Who leads readers round, by host and path, and the part of the address that says where they go.
_DETOURS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]+/url"), ("q", "url")),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com/"), ("u",)),
    (re.compile(r"[\w.-]*safelinks\.protection\.outlook\.com/"), ("url",)),
    (re.compile(r"(?:www\.)?(?:youtube|steamcommunity|vk|slack-redir)\.(?:com|net)/(?:redirect|away\.php|link)"),
     ("q", "to", "url")),
    (re.compile(r"duckduckgo\.com/l/"), ("uddg",)),
    (re.compile(r"(?:www\.)?bing\.com/(?:ck|link)"), ("url",)),
    (re.compile(r"(?:www\.)?linkedin\.com/(?:redir/)?redirect"), ("url",)),
    (re.compile(r"out\.reddit\.com/"), ("url",)),
)  # fmt: skip
#: Addresses that stand in the copy as they are, with nothing that makes links of them.
BARE = re.compile(
    r"(?<![\w/@.<-])(?P<web>https?://[^\s<>\"]+|www\.[\w-]+\.[^\s<>\"]+)|(?<![\w/@.+-])(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)")


def address(href: str) -> str:
    """The address, so written that it cannot end a link in Markdown; empty for one that leads nowhere in print."""
    href = re.sub(r"[\s\x00-\x1f]+", "", href)
    if href.startswith("//"):
        href = f"https:{href}"
    if href.lower().startswith("tel:"):
        href = re.sub(r"[()]", "", href)
    return quote(href, safe="%/:=&?~#+!$,;@[]'") if _WORKS.match(href) else ""


def straight(href: str) -> str:
    """Where an address leads in the end, where it says so itself."""
    if archived := _ARCHIVE.match(href):
        return archived[1]
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    for detour, keys in _DETOURS:
        if detour.match(f"{parts.netloc}{parts.path}"):
            query = parse_qs(parts.query)
            for key in keys:
                for target in query.get(key, ()):
                    if _WORKS.match(target):
                        return target
    return href


def named(href: str) -> str:
    """An address as a report names it."""
    return unquote(href) if href else "nowhere"
