"""What a template may ask of the engine with its elements, which goes a step down for each and makes every column."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from brochure.errors import BadInput, Place
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.style_sources import in_templates

#: Elements in one another. Copy never goes deeper than sixty; at a hundred the engine breaks.
DEEPEST = 80
#: Columns or rows that a cell spans, as in the HTML standard.
WIDEST = 1_000
_DECLARATION = "{http://www.w3.org/2000/xmlns/}"
_SPANS = ("colspan", "rowspan", "span")


def check_elements(tree: Any, fetcher: Fetcher) -> None:
    """Raises BadInput, with the template, for elements too deep in one another, cells that span too much, attachments.

    A file within the PDF is seen by nobody who proofreads, and read by everybody who gets it.
    """
    level, depth = [tree], 0
    while level := [child for element in level for child in element]:
        depth += 1
        if depth > DEEPEST:
            file = Path("layouts") / fetcher.layout.name / "leaflet.html"
            raise BadInput(
                f"Elements stand in one another, more than {DEEPEST} deep.",
                hint="Take out those that hold nothing but another.",
                place=Place(file),
            )
        for element in level:
            if "attachment" in (element.get("rel") or "").lower().split():
                raise BadInput(
                    f"The layout attaches a file, '{(element.get('href') or '')[:60]}', to what clients get.",
                    hint=f"Take rel=attachment out of its <{element.tag}>.",
                    place=in_templates(fetcher, element.get("href") or "attachment"),
                )
            if str(element.tag).rpartition("}")[2] == "svg":
                from brochure.content import drawings  # loaded here: our layouts have none

                place = in_templates(fetcher, "<svg")
                drawings.plain(place.file.name, _alone(element), place)
            for name in _SPANS:
                digits = (element.get(name) or "").strip().lstrip("+0")
                if len(digits) > 3 and digits[:4].isdigit() and digits != str(WIDEST):
                    raise BadInput(
                        f"A cell spans more than {WIDEST:,} rows or columns: {name}={digits[:12]}.",
                        hint="Let it span fewer.",
                        place=in_templates(fetcher, digits),
                    )


def _alone(drawing: Any) -> bytes:
    """A drawing of the document as a file of its own."""
    alone = deepcopy(drawing)
    alone.tail = None
    for element in alone.iter():
        # The parser of HTML keeps declarations of namespaces as attributes, which no XML may have.
        for name in [name for name in element.attrib if name.startswith(_DECLARATION)]:
            del element.attrib[name]
    written: bytes = ElementTree.tostring(alone)
    return written
