"""Makes a PDF that is all ink into PDF/X: what it is printed for, what it is and when, and nothing that PDF/X forbids.

PDF/X-4 is ISO 15930-7 (PDF 1.6), PDF/X-1a:2003 is ISO 15930-4 (PDF 1.4). Whether every colour is ink is not looked at
here: separation sees to it, and preflight checks it.
"""

from __future__ import annotations

import hashlib
import io
from typing import Literal, Protocol
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from brochure.errors import BadInput
from brochure.pdf.xmp import About, Schema, xmp
from brochure.prepress.transparency import flatten

Level = Literal["x-4", "x-1a"]

#: What Info and XMP call each level.
_CALLED: dict[Level, str] = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
#: The XMP schema of that name: PDF/X-4 has its own, PDF/X-1a's is that of whatever else stands in Info.
_SCHEMA: dict[Level, Schema] = {"x-4": "pdfxid", "x-1a": "pdfx"}
#: The version of PDF that each level is written in.
_VERSION: dict[Level, str] = {"x-4": "1.6", "x-1a": "1.4"}
#: The highest major version of an ICC profile that each version of PDF knows (PDF Reference, ICCBased colour spaces).
_ICC_MAJOR: dict[Level, int] = {"x-4": 4, "x-1a": 2}
#: Entries of the catalog that act, or say what this module says.
_UNWANTED = ("/AA", "/AcroForm", "/Extensions", "/Names", "/OpenAction", "/OutputIntents", "/Version")


class OutputCondition(Protocol):
    """What the file is printed for: the condition's name in the registry, the registry, a description, the profile."""

    @property
    def condition(self) -> str: ...
    @property
    def registry(self) -> str: ...
    @property
    def info(self) -> str: ...
    @property
    def icc(self) -> bytes: ...


def pdfx(pdf: pikepdf.Pdf, level: Level, output: OutputCondition, about: About) -> bytes:
    """The PDF as PDF/X. `pdf` is changed.

    Raises BadInput where it holds what the level does not allow and that cannot be taken out without a trace.
    """
    _refuse(pdf, level)
    if level == "x-1a":
        flatten(pdf)
    for key in _UNWANTED:
        if key in pdf.Root:
            del pdf.Root[key]
    pdf.Root.OutputIntents = Array([_intent(pdf, level, output)])
    _describe(pdf, level, about)
    out = io.BytesIO()
    pdf.save(
        out,
        force_version=_VERSION[level],
        deterministic_id=True,
        compress_streams=True,
        encryption=False,
        object_stream_mode=ObjectStreamMode.generate if level == "x-4" else ObjectStreamMode.disable,
    )
    return out.getvalue()


def _refuse(pdf: pikepdf.Pdf, level: Level) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        if len(page.obj.get("/Annots", [])):
            raise BadInput(
                f"Page {number} has links or notes, which PDF/X does not allow.", hint="Take them off the sheet."
            )
        if "/AA" in page.obj:
            del page.obj["/AA"]
    if level == "x-1a" and "/OCProperties" in pdf.Root:
        raise BadInput("The sheet has layers, which PDF/X-1a does not allow.", hint="Choose PDF/X-4.")


def _intent(pdf: pikepdf.Pdf, level: Level, output: OutputCondition) -> pikepdf.Object:
    header = output.icc[:128]
    if len(header) < 128 or header[36:40] != b"acsp" or header[12:16] != b"prtr" or header[16:20] != b"CMYK":
        raise BadInput(f"The profile for {output.condition} is not an ICC profile of a CMYK press.")
    if header[8] > _ICC_MAJOR[level]:
        raise BadInput(
            f"The profile for {output.condition} is of ICC version {header[8]}; {_CALLED[level]} allows no more than "
            f"{_ICC_MAJOR[level]}.",
            hint="Choose a profile of that version, or PDF/X-4.",
        )
    profile = pdf.make_stream(output.icc, N=4, Alternate=Name.DeviceCMYK)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputCondition=String(output.info),
            OutputConditionIdentifier=String(output.condition),
            RegistryName=String(output.registry),
            Info=String(output.info),
            DestOutputProfile=profile,
        )
    )


def _describe(pdf: pikepdf.Pdf, level: Level, about: About) -> None:
    """Info and XMP, which must say the same."""
    moment = String(f"D:{about.day:%Y%m%d}000000Z")
    info = Dictionary(
        Title=String(about.title),
        Creator=String(about.creator),
        Producer=String(about.producer),
        CreationDate=moment,
        ModDate=moment,
        Trapped=Name("/False"),
    )
    if level == "x-1a":
        info.GTS_PDFXVersion = String(_CALLED[level])
    pdf.trailer.Info = pdf.make_indirect(info)
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    packet = xmp(_SCHEMA[level], _CALLED[level], about, _fingerprint(pdf))
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def _fingerprint(pdf: pikepdf.Pdf) -> UUID:
    """An identifier of all that the file holds."""
    digest = hashlib.sha256()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            digest.update(thing.stream_dict.unparse(resolved=True))
            digest.update(thing.read_raw_bytes())
        else:
            digest.update(thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else repr(thing).encode())
    return UUID(bytes=digest.digest()[:16], version=5)
