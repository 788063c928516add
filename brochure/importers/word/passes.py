"""The passes in their order, and what mammoth then gets: a package of nothing but plain paragraphs and grids."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree

from brochure.importers.word import (
    alternates,
    apart,
    breaks,
    chunks,
    contents,
    drop_caps,
    equations,
    fields,
    hidden,
    links,
    lists,
    notes,
    pictures,
    symbols,
    text_boxes,
    tracked,
    type_marks,
    wrappers,
)  # fmt: skip
from brochure.importers.word.names import PACKAGE, R, W
from brochure.importers.word.parts import Document

_STYLES = {f"heading{level}": f"heading {level}" for level in range(1, 7)} | {"quote": "Quote"}
#: All that mammoth is to know of styles; its own longer list takes it half of its time.
STYLE_MAP = "\n".join(
    ["p[style-name='Quote'] => blockquote:fresh"]
    + [f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7)]
)


def run(document: Document) -> None:
    """All that can be settled before the title is known."""
    root = document.root
    notes.settle(document, root)
    alternates.settle(root)
    tracked.accept(document, root)
    chunks.settle(document, root)
    contents.leave_out(document, root)
    wrappers.open_up(document, root)
    hidden.leave_out(document, root)
    fields.settle(document, root)
    equations.settle(document, root)
    symbols.settle(document, root)
    text_boxes.open_up(document, root)
    apart.leave_out(document, root)
    pictures.settle(document, root)
    breaks.settle(root)
    drop_caps.join(document, root)
    links.settle(document, root)
    type_marks.raise_moved(document, root)
    lists.settle(document, root)


def plain_package(document: Document) -> bytes:
    """A .docx of the document's body alone."""
    file = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="link{number}" Type="{R}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for number, address in enumerate(document.links, start=1)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/></w:style>'
        for name, title in _STYLES.items()
    )
    start = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>'
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f"{start}{relations}</Relationships>")
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        archive.writestr("word/document.xml", etree.tostring(document.root, encoding="utf-8", xml_declaration=True))
    return file.getvalue()
