"""Links to maps: what finds an address, or the page that a place has on one."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from brochure.workspace.config import Config

_ADDRESS = "{address}"
#: Google's Maps URLs, version 1, need no key, and unlike OpenStreetMap's search they find a street whose address has a
#: suite. PDF viewers follow https everywhere, geo: on some telephones only.
SEARCH = "https://www.google.com/maps/search/?api=1&query="
#: What stands in addresses of the web as it is (RFC 3986, 2.2), and what was written for a sign there already.
_KEPT = "%/:=&?~#+!$,;'@()*[]"


def link(address: Iterable[str], map_: str = "", otherwise: str = "") -> str:
    """Where `map_` leads with the address in it; without one `otherwise`, or a search. Empty for no address, no map."""
    lines = ", ".join(address)
    if map_ and _ADDRESS not in map_:
        return quote(map_, safe=_KEPT)
    if not lines:
        return ""
    search = next(way for way in (map_, otherwise, SEARCH + _ADDRESS) if _ADDRESS in way)
    before, _, after = search.partition(_ADDRESS)
    return quote(before, safe=_KEPT) + quote(lines, safe="") + quote(after, safe=_KEPT)


def links(config: Config) -> frozenset[str]:
    """All that lead to a map in the leaflets of this clinic."""
    clinic = config.clinic
    ours = link(clinic.address, clinic.map)
    return frozenset((ours, *(link(place.address, place.map, clinic.map) for place in config.location))) - {""}
