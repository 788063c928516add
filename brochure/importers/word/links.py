"""Links to addresses that work on paper stay; of all others the words stay, and where they led is told."""

from __future__ import annotations

import re

from brochure.importers.word.names import Element, R, place, unwrap, w, words
from brochure.importers.word.parts import Document

_ADDRESS = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|tel:[^\s])", re.IGNORECASE)


def settle(document: Document, root: Element) -> None:
    for link in list(root.iter(w("hyperlink"))):
        target = document.targets.get(link.get(f"{{{R}}}id", ""))
        address = target.target.strip() if target and target.outside else ""
        text = words(link)
        if not text or any(around.tag == w("hyperlink") for around in link.iterancestors()):
            unwrap(link)
        elif _ADDRESS.match(address):
            document.links.append(address)
            link.set(f"{{{R}}}id", f"link{len(document.links)}")
            link.attrib.pop(w("anchor"), None)
        else:
            inside = link.get(w("anchor"), "")
            to = f"to the place “{inside}” in the document" if inside and not address else f"to {address or 'nowhere'}"
            if not inside.startswith("_Toc"):
                document.change_kept(f"a link {to} became words", text, place(link))
            unwrap(link)
