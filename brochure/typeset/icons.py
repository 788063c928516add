"""The icons before titles of boxes and ways to the clinic: drawn in their colours, and named to the style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from brochure.art.icons import icon
from brochure.art.palette import Palette
from brochure.content.containers import ICON

#: The icons before a telephone number, an address for letters of either kind, and one on the web.
_WAYS = ("phone", "mail", "web", "place")
_NAMED = re.compile(rf'\b{ICON}="([\w-]+)"')


def icons(html: str, palette: Palette, *, ways: bool = False) -> tuple[Mapping[str, bytes], str]:
    """Drawings of the icons that a document names, by their names, and the CSS that says where they are.

    A box that names one has it as `--icon` in the colour of titles, as `--icon-primary` and as `--icon-on-primary`;
    with `ways` each way to the clinic, such as a telephone number, has its own as `--sign`.
    """
    colours = {"": palette.secondary_text, "-primary": palette.primary_text, "-on-primary": palette.on_primary}
    drawn: dict[str, bytes] = {}
    css = ""
    for name in sorted(set(_NAMED.findall(html))):
        said = ""
        for suffix, colour in colours.items():
            file = f"icon-{name}{suffix}.svg"
            drawn[file] = icon(name, colour).encode()
            said += f"--icon{suffix}: url(brochure:made/{file}); "
        css += f"[{ICON}={name}] {{ {said}}}\n"
    for name in _WAYS if ways else ():
        drawn[f"sign-{name}.svg"] = icon(name, palette.secondary_text).encode()
        css += f"[data-sign={name}] {{ --sign: url(brochure:made/sign-{name}.svg) }}\n"
    return drawn, css
