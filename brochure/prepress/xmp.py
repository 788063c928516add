"""What a PDF/X file says of itself, as XMP: written out here, so that the same input makes the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID
from xml.sax.saxutils import escape

Schema = Literal["pdfx", "pdfxid"]


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
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>
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
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
