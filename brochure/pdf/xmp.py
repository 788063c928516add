"""What a PDF says of itself, as XMP: written out here, so that the same input makes the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID
from xml.sax.saxutils import escape

Schema = Literal["pdfx", "pdfxid"]
_SCHEMAS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


@dataclass(frozen=True)
class About:
    """What the file says of itself. `day` is the article's, never that of the build: the same input, the same bytes."""

    title: str
    creator: str
    producer: str
    day: date


def xmp(schema: Schema, called: str, about: About, identifier: UUID) -> bytes:
    """The packet; `called` is the name of the standard, and `schema` the one in which it stands."""
    moment = f"{about.day:%Y-%m-%d}T00:00:00Z"
    return packet(
        ("dc", "pdf", "pdfx", "pdfxid", "xmp", "xmpMM"),
        f"""<dc:title>{in_language(escape(about.title))}</dc:title>
<pdf:Producer>{escape(about.producer)}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<{schema}:GTS_PDFXVersion>{called}</{schema}:GTS_PDFXVersion>
<xmp:CreatorTool>{escape(about.creator)}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>{identifier.urn}</xmpMM:DocumentID>
<xmpMM:InstanceID>{identifier.urn}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>""",
    )


def packet(schemas: Sequence[str], properties: str) -> bytes:
    """The packet of a PDF with these properties, which are XML already; `schemas` are those that they stand in."""
    named = "".join(f'\n  xmlns:{schema}="{_SCHEMAS[schema]}"' for schema in schemas)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{named}>
<dc:format>application/pdf</dc:format>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def in_language(text: str) -> str:
    """XML `text` as what XMP calls a language alternative, of which there is one."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'
