"""PRESS: what PDF/X-4 and PDF/X-1a ask of a file beside its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.preflight.rules.file import xmp_title

_CALLED = re.compile(r"GTS_PDFXVersion(?:>|=\")\s*(PDF/X-[^<\"]+)")
_KNOWN = ("PDF/X-4", "PDF/X-4p", "PDF/X-1a:2001", "PDF/X-1a:2003", "PDF/X-3:2002", "PDF/X-3:2003", "PDF/X-1:2001")
#: What a file says of itself, by what XMP calls it.
_IN_XMP = {"Title": "dc:title", "CreationDate": "CreateDate", "ModDate": "ModifyDate"}
#: Versions of PDF that each standard is written in, at most.
_X1A_VERSION, _X4_VERSION = (1, 4), (1, 6)


def _info(document: Document) -> Any:
    return document.pdf.trailer.get("/Info")


def standard(document: Document) -> str:
    """What the file says it is; empty where it says nothing."""
    from brochure.pdf.reading import entry

    said = str(entry(_info(document), "/GTS_PDFXVersion", "")).strip()
    found = _CALLED.search(document.xmp)
    return found[1].strip() if found else said


def _is_x(document: Document) -> str:
    said = standard(document)
    if not said:
        raise NotApplicable("it does not say that it is PDF/X")
    return said


def _is_x1a(document: Document) -> None:
    said = standard(document)
    if not said.startswith("PDF/X-1"):
        raise NotApplicable("it does not say that it is PDF/X-1a")


def pdfx(document: Document) -> Iterator[Found]:
    said = standard(document)
    if not said:
        yield Found("The file does not say that it is PDF/X.")
    elif said not in _KNOWN:
        yield Found(f"The file says that it is '{said[:30]}', which no standard is called.")
    elif document.made and document.made.edition == "press":
        wanted = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}[document.made.standard]
        if said != wanted:
            yield Found(f"The file is {said}; the job asks for {wanted}.")


def version(document: Document) -> Iterator[Found]:
    said = _is_x(document)
    most = _X1A_VERSION if said.startswith(("PDF/X-1", "PDF/X-3")) else _X4_VERSION
    found = tuple(int(part) for part in re.findall(r"\d+", str(document.pdf.pdf_version))[:2])
    if found > most:
        yield Found(f"The file is PDF {found[0]}.{found[1]}; {said} ends at {most[0]}.{most[1]}.")


def output_intent(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    if document.intent is None:
        yield Found("The file does not say for which press it was made: it has no output intent.")
    elif not str(entry(document.intent, "/OutputConditionIdentifier", "")).strip():
        yield Found("The output intent does not name its printing condition.")
    elif document.made and document.made.condition:
        said, wanted = str(entry(document.intent, "/OutputConditionIdentifier")).strip(), document.made.condition
        if said != wanted:
            yield Found(f"The file was made for {said[:40]}; the job is printed to {wanted}.")


def output_cmyk(document: Document) -> Iterator[Found]:
    header, _ = _profile(document)
    if header[16:20] != b"CMYK":
        yield Found(f"The output intent is for {header[16:20].decode('latin-1').strip() or 'nothing'}, not for CMYK.")


def output_profile(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    if document.intent is None:
        raise NotApplicable("it has no output intent")
    if entry(document.intent, "/DestOutputProfile") is None:
        yield Found("The output intent has no profile in it.", severity="warning")
        return
    header, size = _profile(document)
    if size < 132 or header[36:40] != b"acsp":
        yield Found("The profile in the output intent is no ICC profile.")
    elif int.from_bytes(header[:4], "big") > size:
        yield Found("The profile in the output intent ends too soon.")
    elif header[12:16] != b"prtr":
        yield Found("The profile in the output intent is not that of a printer.")


def _profile(document: Document) -> tuple[bytes, int]:
    found = document.profile
    if found is None:
        raise NotApplicable("no profile is in its output intent")
    return found


def trapped(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    _is_x(document)
    if str(entry(_info(document), "/Trapped", "")) not in ("/True", "/False"):
        yield Found("The file does not say whether it is trapped.")


def identified(document: Document) -> Iterator[Found]:
    _is_x(document)
    if document.pdf.trailer.get("/ID") is None:
        yield Found("The file has no ID.")


def described(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    _is_x(document)
    said = {key: str(entry(_info(document), f"/{key}", "")).strip() for key in _IN_XMP}
    lacking = [key for key in said if not said[key]]
    if document.xmp:
        lacking += [f"{key} (XMP)" for key in said if said[key] and _in_xmp(document.xmp, key) == ""]
    if lacking:
        yield Found(f"The file does not say its {', '.join(lacking)}.")
    for key in ("CreationDate", "ModDate"):
        if not said[key]:
            continue
        day = _day(said[key])
        if day is None:
            yield Found(f"The file's {key}, '{said[key][:30]}', is no date.")
        elif (other := _in_xmp(document.xmp, key)) and (otherwise := _day(other)) and otherwise != day:
            yield Found(f"The file has two dates for its {key}: {day}, and in its metadata {otherwise}.")
    if said["Title"] and (title := xmp_title(document.xmp)) and title.split() != said["Title"].split():
        yield Found(f"The file has two titles: '{said['Title'][:40]}', and in its metadata '{title[:40]}'.")


def _in_xmp(xmp: str, key: str) -> str | None:
    """What the metadata say of it; None where they are too short to say anything."""
    if key == "Title":
        return xmp_title(xmp) or ("" if "<rdf:RDF" in xmp else None)
    found = re.search(rf"{_IN_XMP[key]}(?:>|=\")\s*([^<\"]*)", xmp)
    return found[1].strip() if found else "" if "<rdf:RDF" in xmp else None


def _day(said: str) -> str | None:
    """The day of a date as PDF or XMP write it; None where it is none."""
    found = re.fullmatch(r"(?:D:)?(\d{4})-?(\d{2})?-?(\d{2})?(?:T?\d[\d:.]*)?(?:Z|[-+].*)?", said)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        return None


def metadata(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    said = _is_x(document)
    if said.startswith("PDF/X-4") and not document.xmp:
        yield Found("The file has no XMP metadata.")
    elif document.xmp and "GTS_PDFX" not in document.xmp and said.startswith("PDF/X-4"):
        yield Found("The XMP metadata do not say that it is PDF/X.")
    elif not said.startswith("PDF/X-4") and not str(entry(_info(document), "/GTS_PDFXVersion", "")).strip():
        yield Found(f"The metadata say that it is {said}, the file's own entry does not.")


def see_through(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    _is_x1a(document)
    for page, marks in document.painted:
        found = sorted(marks.see_through)
        if marks.groups or entry(entry(page.obj, "/Group"), "/S") == "/Transparency":
            found.append("a group that may be see-through")
        if found:
            yield page.found(f"The page has {', '.join(found)}.")


def forbidden(document: Document) -> Iterator[Found]:
    _is_x(document)
    for page, marks in document.painted:
        found = sorted(marks.forbidden)
        if any("/LZWDecode" in shown.packed for shown in marks.pictures):
            found.append("a picture that is packed as LZW")
        if found:
            yield page.found(f"The page has {', '.join(found)}.")


def layers(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    _is_x1a(document)
    if entry(document.root, "/OCProperties") is not None:
        yield Found("The file has layers.")


def notes(document: Document) -> Iterator[Found]:
    """Links and notes on what is printed."""
    from brochure.pdf.reading import entry

    for page in document.pages:
        found = entry(page.obj, "/Annots")
        count = len(found) if found is not None and hasattr(found, "__len__") else 0
        if count:
            yield page.found(f"The page has {count} links or notes, which nothing prints.")


RULES = (
    Rule(
        "PRESS-PDFX",
        "Says that it is PDF/X",
        "error",
        "The file must say that it is PDF/X-4, or the standard that the job asks for.",
        "By that the shop knows that fonts, inks and boxes are as they must be.",
        "Export as PDF/X-4.",
        "Ghent 2022 R0001; ISO 15930-7, 6.5",
        pdfx,
    ),
    Rule(
        "PRESS-PDF-VERSION",
        "A version that PDF/X knows",
        "warning",
        "The file's version of PDF must be one that its standard knows.",
        "Old equipment stops at newer files.",
        "Export as PDF/X again, without another program in between.",
        "ISO 15930-7, 6.2; ISO 15930-4, 6.2",
        version,
    ),
    Rule(
        "PRESS-OUTPUT-INTENT",
        "Made for a press",
        "error",
        "The file must name the printing condition that it was made for.",
        "The same inks look different on another press or paper.",
        "Export with the output intent that the shop asks for, such as FOGRA39 or GRACoL 2006.",
        "Ghent 2022 R0001; ISO 15930-7, 6.4",
        output_intent,
    ),
    Rule(
        "PRESS-OUTPUT-CMYK",
        "Made for CMYK",
        "error",
        "The output intent must be one of CMYK.",
        "A file that is made for a screen is converted by chance at the press.",
        "Export with the press's CMYK profile as output intent.",
        "Ghent 2022 R0035",
        output_cmyk,
    ),
    Rule(
        "PRESS-OUTPUT-PROFILE",
        "Profile that can be read",
        "error",
        "The profile in the output intent must be that of a printer, and whole.",
        "Without it no proof shows what will be printed.",
        "Export it again with the profile that the shop gives.",
        "ISO 15930-7, 6.4",
        output_profile,
    ),
    Rule(
        "PRESS-TRAPPED",
        "Says whether it is trapped",
        "warning",
        "The file must say whether its colours already overlap at their edges.",
        "Trapped twice, edges get dark seams; not at all, white ones.",
        "Export as PDF/X, which says it.",
        "ISO 15930-7, 6.7",
        trapped,
    ),
    Rule(
        "PRESS-FILE-ID",
        "Has an ID",
        "warning",
        "A PDF/X file must have an ID.",
        "By it a corrected file is told from the first.",
        "Export as PDF/X again.",
        "ISO 15930-7, 6.1",
        identified,
    ),
    Rule(
        "PRESS-DESCRIBED",
        "Title and dates",
        "warning",
        "A PDF/X file must have a title, and when it was made and changed.",
        "By them a shop knows which of several files it has.",
        "Export as PDF/X again, with a title.",
        "ISO 15930-7, 6.6",
        described,
    ),
    Rule(
        "PRESS-METADATA",
        "Metadata of PDF/X",
        "error",
        "A PDF/X-4 file must have XMP metadata that say so.",
        "Without them it is not PDF/X-4, whatever else it says.",
        "Export as PDF/X-4 again.",
        "ISO 15930-7, 6.5; Ghent 2022 R0001",
        metadata,
    ),
    Rule(
        "PRESS-X1A-TRANSPARENCY",
        "Nothing see-through in PDF/X-1a",
        "error",
        "A PDF/X-1a file must have no transparency.",
        "The equipment that asks for X-1a prints something else, or nothing.",
        "Flatten transparency on export, or ask whether PDF/X-4 will do.",
        "ISO 15930-4, 6.13",
        see_through,
    ),
    Rule(
        "PRESS-FORBIDDEN",
        "Nothing that PDF/X forbids",
        "error",
        "A page must have no transfer functions, halftones, PostScript, alternate or LZW pictures.",
        "They change the print behind the back of the shop's program, or stop it.",
        "Export as PDF/X-4 from the program that made it.",
        "ISO 15930-7, 6.3 to 6.10; ISO 15930-4, 6.3",
        forbidden,
    ),
    Rule(
        "PRESS-X1A-LAYERS",
        "No layers in PDF/X-1a",
        "error",
        "A PDF/X-1a file must have no layers.",
        "Its equipment does not know them, and prints all of them.",
        "Flatten the layers.",
        "ISO 15930-4, 6.2",
        layers,
    ),
    Rule(
        "PRESS-LINKS",
        "No links on paper",
        "warning",
        "A file for print should have no links and notes.",
        "They are not printed, and PDF/X forbids them within the bleed.",
        "Export for print, without links.",
        "ISO 15930-7, 6.18",
        notes,
    ),
)
