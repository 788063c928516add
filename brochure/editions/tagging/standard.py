"""What makes a tagged PDF one of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from brochure.pdf.xmp import in_language, packet

#: The bit "print" of an annotation (ISO 32000-1, table 165), which PDF/A wants of each.
_PRINT = 4
#: LittleCMS's own ("No copyright, use freely"), as `ImageCms.createProfile("sRGB")` makes it, dated 2000-01-01. Loading
#: Pillow's module to make it anew would take longer than all else here.
_SRGB = Path(__file__).with_name("srgb.icc")


def declare(pdf: Pdf) -> None:
    """Writes what the two standards want said: which they are, and what red, green and blue are."""
    pdf.Root.OutputIntents = Array([_srgb_intent(pdf)])
    pdf.Root.Metadata = pdf.make_stream(_xmp(pdf), Type=Name.Metadata, Subtype=Name.XML)
    for page in pdf.pages:
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        for note in page.obj.get("/Annots", ()):
            note.F = _PRINT


def _srgb_intent(pdf: Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(_SRGB.read_bytes(), N=3),
    )


def _xmp(pdf: Pdf) -> bytes:
    """The packet, which says what Info says. PDF/A does not know PDF/UA's schema, so it stands in it, too."""
    info = {key: escape(str(value)) for key, value in pdf.docinfo.items()}
    subject = f"<dc:description>{in_language(info['/Subject'])}</dc:description>" if "/Subject" in info else ""
    author = info.get("/Author", "")
    return packet(
        ("dc", "pdf", "xmp", "pdfaid", "pdfuaid", "pdfaExtension", "pdfaSchema", "pdfaProperty"),
        f"""<dc:title>{in_language(info["/Title"])}</dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
{subject}
<dc:language><rdf:Bag><rdf:li>{escape(str(pdf.Root.Lang))}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{info["/Producer"]}</pdf:Producer>
<xmp:CreatorTool>{info.get("/Creator", "brochure")}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>""",
    )
