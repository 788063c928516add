"""IMG: pictures that are fine enough, whole and as they were, and codes that telephones read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.units import MM

if TYPE_CHECKING:
    from brochure.preflight.marks import Box, Shown

#: Ghent R0031 and R0032, in pixels per inch. A picture on a screen needs less.
_PHOTO_ERROR, _PHOTO_WARNING = 149.5, 224.5
_LINE_ERROR, _LINE_WARNING = 549.5, 799.5
_SCREEN = 95.0
#: More than any press shows.
_FINER_THAN_SEEN = 650.0
#: Pictures smaller than this (mm) are ornaments of a few pixels, such as a gradient's.
_ORNAMENT = 3.0
#: How far width and height may be stretched apart.
_STRETCH = 0.03
#: The least side of a module that telephones read on paper (mm), and its quiet zone in modules.
MODULE, QUIET = 0.4, 4
#: The least contrast of a code: grade C (ISO/IEC 15415, 7.8.3).
_STANDS_OUT = 0.4
#: What the first table of a JPEG holds on average at quality 50, and the least quality that looks whole in print.
_QUANTA_AT_50, _POOR = 57.6, 30
_TABLE = 65
#: A web address, and in it what names the computer.
_WEB_HOST = re.compile(r"https?://(?:[^/?#@\s]*@)?([^/?#\s]+).*", re.IGNORECASE | re.DOTALL)


def _pictures(document: Document) -> Iterator[tuple[Page, Shown]]:
    found = False
    for page, marks in document.painted:
        for shown in marks.pictures:
            if min(shown.pixels) > 0 and min(shown.across, shown.up) > 0:
                found = True
                yield page, shown
    if not found:
        raise NotApplicable("it has no pictures")


def _photos(document: Document) -> Iterator[tuple[Page, Shown]]:
    for page, shown in _pictures(document):
        flat = min(shown.pixels) <= 2
        if not shown.line_art and not flat and max(shown.across, shown.up) / MM > _ORNAMENT:
            yield page, shown


def _for_screen(document: Document) -> bool:
    return document.likely_profile in ("email", "large-print")


def coarse(document: Document) -> Iterator[Found]:
    least = _SCREEN if _for_screen(document) else _PHOTO_ERROR
    for page, shown in _photos(document):
        if shown.ppi < least:
            yield page.found(_resolution(shown, "picture"), shown.box)


def doubtful(document: Document) -> Iterator[Found]:
    if _for_screen(document):
        raise NotApplicable("it is read on screens")
    for page, shown in _photos(document):
        if _PHOTO_ERROR <= shown.ppi < _PHOTO_WARNING:
            yield page.found(_resolution(shown, "picture"), shown.box)


def line_art(document: Document) -> Iterator[Found]:
    if _for_screen(document):
        raise NotApplicable("it is read on screens")
    for page, shown in _pictures(document):
        if shown.line_art and max(shown.across, shown.up) / MM > _ORNAMENT and shown.ppi < _LINE_ERROR:
            yield page.found(_resolution(shown, "drawing of pixels"), shown.box)


def line_art_doubtful(document: Document) -> Iterator[Found]:
    if _for_screen(document):
        raise NotApplicable("it is read on screens")
    for page, shown in _pictures(document):
        if shown.line_art and max(shown.across, shown.up) / MM > _ORNAMENT and _LINE_ERROR <= shown.ppi < _LINE_WARNING:
            yield page.found(_resolution(shown, "drawing of pixels"), shown.box)


def _resolution(shown: Shown, kind: str) -> str:
    return f"A {kind} has {shown.ppi:.0f} ppi at {shown.across / MM:.0f} × {shown.up / MM:.0f} mm."


def too_fine(document: Document) -> Iterator[Found]:
    for page, shown in _photos(document):
        if shown.ppi > _FINER_THAN_SEEN and shown.pixels[0] * shown.pixels[1] > 1_000_000:
            yield page.found(_resolution(shown, "picture"), shown.box)


def stretched(document: Document) -> Iterator[Found]:
    for page, shown in _photos(document):
        wide, high = shown.pixels
        if min(wide, high) < 16:
            continue
        ratio = (shown.across / wide) / (shown.up / high)
        if abs(ratio - 1) > _STRETCH:
            way = "wider" if ratio > 1 else "taller"
            by = abs(max(ratio, 1 / ratio) - 1)
            yield page.found(f"A picture is stretched: {by:.0%} {way} than it is.", shown.box)


def mirrored(document: Document) -> Iterator[Found]:
    for page, shown in _photos(document):
        if shown.turned:
            yield page.found("A picture is shown as in a mirror.", shown.box)


def packed_hard(document: Document) -> Iterator[Found]:
    seen: set[Any] = set()
    for page, shown in _photos(document):
        if "/DCTDecode" in shown.packed[-1:] and shown.number not in seen:
            seen.add(shown.number)
            quality = _quality(shown.picture)
            if quality < _POOR:
                message = f"A picture was packed as JPEG of quality {quality} of 100: it shows blocks and smudges."
                yield page.found(message, shown.box)


def _quality(picture: Any) -> int:
    """The quality that a JPEG was saved in, on the scale of the IJG's library; 100 where it does not say."""
    import pikepdf

    try:
        content = picture.read_raw_bytes()
    except pikepdf.PdfError:
        return 100
    at = content.find(b"\xff\xdb")
    table = content[at + 5 : at + 4 + _TABLE] if at >= 0 else b""
    if len(table) < _TABLE - 1 or content[at + 4] >> 4:
        return 100
    scale = sum(table) / len(table) / _QUANTA_AT_50
    return round(50 / scale) if scale > 1 else round(100 - 50 * scale)


def damaged(document: Document) -> Iterator[Found]:
    from brochure.errors import BadInput
    from brochure.pdf import pictures

    seen: set[Any] = set()
    for page, shown in _pictures(document):
        if shown.number in seen and shown.number != (0, 0):
            continue
        seen.add(shown.number)
        if {"/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"} & set(shown.packed):
            continue
        try:
            if "/DCTDecode" in shown.packed:
                components = {"DeviceGray": 1, "DeviceCMYK": 4}.get(shown.family, 3)
                if shown.family in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
                    pictures.samples(shown.picture, "on the page", components)
            else:
                _whole(shown)
        except BadInput as error:
            yield page.found(f"A picture is damaged: {error.message[:120].rstrip('.')}.", shown.box)


def _whole(shown: Shown) -> None:
    from brochure.pdf.reading import Damaged, data

    if shown.family and shown.family not in ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Indexed") and not shown.stencil:
        return
    components = {"DeviceRGB": 3, "DeviceCMYK": 4}.get(shown.family, 1)
    wide, high = shown.pixels
    if wide * high * components > 200_000_000:
        raise Damaged(f"it has {wide} × {high} pixels")
    needed = (wide * components * shown.bits + 7) // 8 * high
    if len(data(shown.picture)) < needed:
        raise Damaged("it ends before its last row")


# ---- Codes ----------------------------------------------------------------------------------------------------------


def _codes(document: Document) -> Iterator[tuple[Page, Box, float]]:
    """Each code: the page, its box, and a module's side in points."""
    if not document.codes:
        raise NotApplicable("it has no code to scan")
    yield from document.codes


def decodes(document: Document) -> Iterator[Found]:
    for (page, box, _), (said, contrast) in zip(_codes(document), document.read_codes, strict=True):
        if said is None:
            yield page.found("A code cannot be read.", box)
        elif contrast < _STANDS_OUT:
            message = f"A code is too pale: {contrast:.0%} of contrast to its ground; {_STANDS_OUT:.0%} are the least."
            yield page.found(message, box)


def leads(document: Document) -> Iterator[Found]:
    """A code of a web address leads to the clinic, or to an address that the leaflet prints."""
    clinic = dict(document.need_made().needs).get("web address", "")
    if not clinic:
        raise NotApplicable("the clinic has no web address")
    home = _host(clinic)
    for (page, box, _), (said, _) in zip(_codes(document), document.read_codes, strict=True):
        host = _host(_WEB_HOST.sub(r"\1", said)) if said and _WEB_HOST.fullmatch(said) else ""
        if host and host != home and not host.endswith(f".{home}") and host not in document.text.lower():
            yield page.found(f"A code leads to {host[:60]}, not to {home}.", box)


def _host(address: str) -> str:
    return address.lower().removeprefix("www.").partition("/")[0].partition(":")[0]


def module(document: Document) -> Iterator[Found]:
    for page, box, side in _codes(document):
        if side / MM < MODULE - 0.005:
            message = f"The code's modules are {side / MM:.2f} mm; telephones need {MODULE} mm."
            yield page.found(message, box)


def quiet(document: Document) -> Iterator[Found]:
    from brochure.preflight.qr import free_around

    for page, box, side in _codes(document):
        free = free_around(document, page, box, side)
        if free < QUIET - 0.6:
            message = f"Around the code {free:.1f} modules are free; {QUIET} are needed."
            yield page.found(message, box)


RULES = (
    Rule(
        "IMG-COARSE",
        "Pictures fine enough to print",
        "error",
        "Pictures must have 150 ppi at least where they are printed; for screens 96 ppi.",
        "Coarser ones show their pixels.",
        "Use a picture with more pixels, or print it smaller; 300 ppi is wanted.",
        "Ghent 2022 R0031",
        coarse,
    ),
    Rule(
        "IMG-DOUBTFUL",
        "Pictures fine enough to print well",
        "warning",
        "Pictures should have 225 ppi at least where they are printed.",
        "Coarser ones look soft.",
        "Use a picture with more pixels, or print it smaller; 300 ppi is wanted.",
        "Ghent 2022 R0031",
        doubtful,
    ),
    Rule(
        "IMG-LINE-ART",
        "Black and white fine enough to print",
        "error",
        "Pictures of black and white alone must have 550 ppi at least.",
        "They have no greys to smooth their edges: steps are seen.",
        "Use a vector drawing, or one with more pixels; 800 ppi is wanted.",
        "Ghent 2022 R0032",
        line_art,
    ),
    Rule(
        "IMG-LINE-ART-DOUBTFUL",
        "Black and white fine enough to print well",
        "warning",
        "Pictures of black and white alone should have 800 ppi at least.",
        "Steps are seen in slanting edges.",
        "Use a vector drawing, or one with more pixels.",
        "Ghent 2022 R0032",
        line_art_doubtful,
    ),
    Rule(
        "IMG-TOO-FINE",
        "No more pixels than are seen",
        "note",
        "Large pictures should have no more than 650 ppi.",
        "They make the file large and slow, and nobody sees them.",
        "Export with pictures at 300 ppi.",
        "Printers' guides",
        too_fine,
    ),
    Rule(
        "IMG-STRETCHED",
        "Pictures in their own proportions",
        "warning",
        "No picture should be stretched by more than 3 %.",
        "Faces look squeezed.",
        "Scale it by both sides, and crop what is too much.",
        "Printers' guides",
        stretched,
    ),
    Rule(
        "IMG-MIRRORED",
        "Pictures not mirrored",
        "warning",
        "No picture should be shown as in a mirror.",
        "Left and right matter in a picture of a body, and writing is backwards.",
        "Turn it back.",
        "Printers' guides",
        mirrored,
    ),
    Rule(
        "IMG-JPEG",
        "Pictures not packed too hard",
        "warning",
        "A photograph should be a JPEG of quality 30 at least.",
        "Below that, faces and skies fall into blocks that paper shows as well as screens.",
        "Use the picture as the camera saved it.",
        "Printers' guides; ITU-T T.81, annex K",
        packed_hard,
    ),
    Rule(
        "IMG-DAMAGED",
        "Pictures that are whole",
        "error",
        "Each picture must be readable to its last row.",
        "The rest of it is printed grey, or the page stops there.",
        "Place the picture again from its file, and export.",
        "ISO 32000-1, 8.9",
        damaged,
    ),
    Rule(
        "IMG-CODE-READS",
        "Codes that can be read",
        "error",
        "Each QR code must be one that a telephone reads.",
        "A code that leads nowhere sends patients away.",
        "Make the code anew, dark on light.",
        "ISO/IEC 18004",
        decodes,
    ),
    Rule(
        "IMG-CODE-LEADS",
        "Codes lead to the clinic",
        "error",
        "A code must lead to the clinic's web site, or to an address that is printed beside it.",
        "Nobody sees by the eye where a code leads, and a wrong one is found when all is printed.",
        "Make the code anew from the address in brochure.toml.",
        "the job; ISO/IEC 18004",
        leads,
    ),
    Rule(
        "IMG-CODE-MODULE",
        "Codes large enough",
        "warning",
        f"A code's modules should be {MODULE} mm at least.",
        "Telephones do not read smaller ones in a waiting room's light.",
        "Print the code larger, or shorten its address.",
        "ISO/IEC 18004; Printers' guides",
        module,
    ),
    Rule(
        "IMG-CODE-QUIET",
        "Codes with space around them",
        "warning",
        f"A code should have {QUIET} modules of plain ground around it.",
        "Without it telephones do not find where the code begins.",
        "Leave more space around it.",
        "ISO/IEC 18004, 6.3.8",
        quiet,
    ),
)
