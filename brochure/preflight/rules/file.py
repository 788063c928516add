"""FILE: what a file carries besides its pages, and whether it can be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brochure.preflight.document import MOST_PAGES, Document
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.units import MM

#: More than mail servers of clinics and telephones on the way take gladly (bytes).
_LARGE = 10_000_000
#: Annotations that are no links, widgets of forms, or things that only printers see.
_PLAIN_NOTES = ("/Link", "/Widget", "/TrapNet", "/PrinterMark", "/Popup")
_MOVING = ("/Movie", "/Sound", "/Screen", "/RichMedia", "/3D")
#: A tree of names or fields in a damaged file may have no end.
_MOST = 10_000


def _notes(document: Document) -> Iterator[tuple[int, Any]]:
    """The annotations of each page."""
    from brochure.pdf.reading import entry, is_table

    for page in document.pages:
        found = entry(page.obj, "/Annots")
        if found is not None and hasattr(found, "__iter__") and not is_table(found):
            for note in list(found)[:_MOST]:
                if is_table(note):
                    yield page.number, note


def _actions(document: Document) -> Iterator[tuple[str, int | None, Any]]:
    """What the file does by itself or when it is clicked: the kind of action, the page, the action."""
    from brochure.pdf.reading import entries, entry, is_table

    held: list[tuple[int | None, Any]] = [(None, entry(document.root, "/OpenAction"))]
    held += [(None, each) for _, each in entries(entry(document.root, "/AA"))]
    for page in document.pages:
        held += [(page.number, each) for _, each in entries(entry(page.obj, "/AA"))]
    for page_number, note in _notes(document):
        held.append((page_number, entry(note, "/A")))
        held += [(page_number, each) for _, each in entries(entry(note, "/AA"))]
    held += [(None, each) for each in _named(entry(entry(document.root, "/Names"), "/JavaScript"))]
    for number, action in held:
        if is_table(action) and (kind := entry(action, "/S")) is not None:
            yield str(kind), number, action


def _named(tree: Any, depth: int = 0) -> list[Any]:
    """The values of a name tree."""
    from brochure.pdf.reading import entry, is_table

    found: list[Any] = []
    if not is_table(tree) or depth > 12:
        return found
    names = entry(tree, "/Names")
    if names is not None and hasattr(names, "__len__") and not is_table(names):
        found += list(names)[1:_MOST:2]
    kids = entry(tree, "/Kids")
    if kids is not None and hasattr(kids, "__len__") and not is_table(kids):
        for kid in list(kids)[:200]:
            found += _named(kid, depth + 1)
    return found


def encrypted(document: Document) -> Iterator[Found]:
    if document.locked:
        yield Found("The file cannot be opened without a password.", "Export it again without a password.")
    elif document.pdf.is_encrypted:
        yield Found("The file is encrypted; it opens without a password, but not everywhere.")


def damaged(document: Document) -> Iterator[Found]:
    if b"%%EOF" not in document.content[-2048:]:
        yield Found("The file ends too soon: its last line is missing.")
    elif warnings := document.warnings:
        more = f" (and {len(warnings) - 1} more faults)" if len(warnings) > 1 else ""
        yield Found(f"The file is damaged: {warnings[0][:160]}{more}.")


def content_damaged(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        if marks.fault:
            yield page.found(f"What the page paints cannot be read to its end: {marks.fault.rstrip('.')}.")
        for name, what in list(marks.lacking.items())[:3]:
            yield page.found(f"The page uses a {what} that is not in the file ({name.strip('/')[:30]}).")


def empty(document: Document) -> Iterator[Found]:
    if document.page_count == 0:
        yield Found("The file has no page.")


def long(document: Document) -> Iterator[Found]:
    if document.page_count > MOST_PAGES:
        yield Found(f"The file has {document.page_count} pages; only the first {MOST_PAGES} were looked at closely.")


def script(document: Document) -> Iterator[Found]:
    for kind, page, _ in _actions(document):
        if kind == "/JavaScript":
            yield Found("The file has a script, a program that runs when it is read.", page=page)


def launch(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    for kind, page, action in _actions(document):
        if kind in ("/Launch", "/ImportData", "/SubmitForm"):
            yield Found(f"The file starts something outside of itself ({kind[1:]}).", page=page)
        elif kind == "/URI" and str(entry(action, "/URI", "")).lower().startswith(("file:", "\\\\", "c:")):
            yield Found(f"A link leads into a computer: {str(entry(action, '/URI'))[:80]}.", page=page)


def attachment(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    files = _named(entry(entry(document.root, "/Names"), "/EmbeddedFiles"))
    noted = [page for page, note in _notes(document) if entry(note, "/Subtype") == "/FileAttachment"]
    if count := len(files) + len(noted):
        yield Found(f"Other files are attached ({count}).", page=noted[0] if noted else None)


def form(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    fields = entry(entry(document.root, "/AcroForm"), "/Fields")
    widgets = [page for page, note in _notes(document) if entry(note, "/Subtype") == "/Widget"]
    if widgets or (fields is not None and len(fields)) or entry(entry(document.root, "/AcroForm"), "/XFA") is not None:
        yield Found("The file has fields to fill in.", page=widgets[0] if widgets else None)


def comment(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    for page, note in _notes(document):
        kind = str(entry(note, "/Subtype", ""))
        if kind not in (*_PLAIN_NOTES, *_MOVING, "/FileAttachment", ""):
            words = str(entry(note, "/Contents", ""))[:60]
            yield Found(f"Somebody's note ({kind[1:]}) is still in the file.", page=page, quote=words or None)


def media(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    for page, note in _notes(document):
        if (kind := str(entry(note, "/Subtype", ""))) in _MOVING:
            yield Found(f"The page has sound or film ({kind[1:]}).", page=page)


def layers(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    properties = entry(document.root, "/OCProperties")
    groups = entry(properties, "/OCGs")
    names = [str(entry(group, "/Name", "without a name")) for group in groups or []]
    # Fold and cut lines for the print shop's software are layers by their standard (ISO 19593-1).
    steps = [group for group in groups or [] if processing(group)]
    if names and len(steps) < len(names):
        yield Found(f"The file has layers: {', '.join(names[:3])}.")


def processing(group: Any) -> bool:
    """Whether a layer is one of processing steps (ISO 19593-1)."""
    from brochure.pdf.reading import entry

    return entry(entry(group, "/GTS_Metadata"), "/GTS_ProcStepsGroup") is not None


def hidden_layer(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    properties = entry(document.root, "/OCProperties")
    if properties is None:
        raise NotApplicable("it has no layers")
    off = entry(entry(properties, "/D"), "/OFF")
    # Fold and cut lines for the print shop's software are switched off by their standard.
    drafts = [group for group in off or [] if not processing(group)]
    names = [str(entry(group, "/Name", "without a name")) for group in drafts]
    if names:
        yield Found(f"A layer is switched off: {', '.join(names[:3])}. Somebody else's program may show it.")


def large(document: Document) -> Iterator[Found]:
    if len(document.content) > _LARGE:
        yield Found(f"The file has {len(document.content) / 1e6:.0f} MB; {_LARGE / 1e6:.0f} MB go by mail everywhere.")


def title(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    said = str(entry(document.pdf.trailer.get("/Info"), "/Title", "")).strip()
    in_xmp = xmp_title(document.xmp)
    if not said and not in_xmp:
        yield Found("The file has no title.")
    elif said and in_xmp is not None and _spaced(said) != _spaced(in_xmp):
        yield Found(f"The file has two titles: '{said[:40]}', and in its metadata '{in_xmp[:40]}'.")
    elif said.lower().endswith((".indd", ".docx", ".doc", ".pub", ".pdf", ".qxp", ".odt")) or said.lower().startswith(
        ("untitled", "microsoft word -", "document1")
    ):
        yield Found(f"The file's title is the name of a file: {said[:60]}.")


def xmp_title(xmp: str) -> str | None:
    """The title in a file's XMP metadata; None where these have none."""
    import html
    import re

    found = re.search(r"<dc:title\b[^>]*>(.*?)</dc:title>", xmp, re.DOTALL)
    if not found:
        return None
    first = re.search(r"<rdf:li\b[^>]*?(?:/>|>(.*?)</rdf:li>)", found[1], re.DOTALL)
    return html.unescape((first[1] or "") if first else re.sub(r"<[^>]*>", "", found[1])).strip()


def _spaced(text: str) -> str:
    return " ".join(text.split())


def white_edge(document: Document) -> Iterator[Found]:
    """Nothing but cut marks within the edge that office printers leave white."""
    made = document.need_made()
    if made.edition != "office":
        raise NotApplicable("it is not for the office printer")
    from brochure.preflight.document import PPI

    edge = made.white_edge
    for page, picture in zip(document.pages, document.pictures, strict=True):
        inset = int(edge * PPI / 72) - 1
        wide, high = picture.size
        strips = {
            "left": (0, 0, inset, high),
            "right": (wide - inset, 0, wide, high),
            "upper": (0, 0, wide, inset),
            "lower": (0, high - inset, wide, high),
        }
        for name, strip in strips.items():
            inked = picture.crop(strip).convert("L").point([255 if level < 200 else 0 for level in range(256)])
            share = inked.histogram()[255] / max(inked.width * inked.height, 1)
            if share > 0.02:
                yield page.found(f"Colour reaches the {name} edge, which office printers leave white.")


def paper(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if made.edition != "office":
        raise NotApplicable("it is not for the office printer")
    for page, sheet in zip(document.pages, made.sheets, strict=False):
        left, bottom, right, top = page.media
        is_, wanted = (right - left, top - bottom), (sheet.width, sheet.height)
        if any(abs(one - other) > 1 for one, other in zip(is_, wanted, strict=True)):
            found, should = (f"{wide / MM:.0f} × {high / MM:.0f} mm" for wide, high in (is_, wanted))
            yield page.found(f"The page is {found}; the job's paper is {should}.")


def scaling(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if made.edition != "office":
        raise NotApplicable("it is not for the office printer")
    from brochure.pdf.reading import entry

    if entry(entry(document.root, "/ViewerPreferences"), "/PrintScaling") != "/None":
        yield Found("Print dialogs will scale the sheet to fit: it then folds in the wrong places.")


RULES = (
    Rule(
        "FILE-ENCRYPTED",
        "Not encrypted",
        "error",
        "The file must open and print without a password.",
        "A print shop cannot impose a locked file, and mail filters and screen readers stop at it.",
        "Export it again without any security settings.",
        "ISO 15930-7, 6.3; Ghent 2022 R0001",
        encrypted,
    ),
    Rule(
        "FILE-DAMAGED",
        "Whole file",
        "error",
        "The file's own table of contents must be right, and its end there.",
        "Programs mend a damaged file each in their own way, so that pages print differently or not at all.",
        "Export or download it again.",
        "ISO 32000-1, 7.5",
        damaged,
    ),
    Rule(
        "FILE-CONTENT-DAMAGED",
        "Readable pages",
        "error",
        "What a page paints must be readable to its end, and all that it uses be in the file.",
        "Behind the fault everything is missing on paper.",
        "Export it again from the program that made it.",
        "ISO 32000-1, 7.8",
        content_damaged,
    ),
    Rule(
        "FILE-EMPTY",
        "At least one page",
        "error",
        "The file must have a page.",
        "There is nothing to print or to read.",
        "Export it again with its pages.",
        "ISO 32000-1, 7.7.3",
        empty,
    ),
    Rule(
        "FILE-LONG",
        "As long as a leaflet",
        "note",
        f"Files of more than {MOST_PAGES} pages are looked at in part.",
        "What is wrong further on is not found.",
        "Split it, and check the parts.",
        "our own bound",
        long,
    ),
    Rule(
        "FILE-SCRIPT",
        "No scripts",
        "error",
        "The file must not have JavaScript.",
        "Mail filters stop such files, readers warn of them, and no printer needs them.",
        "Take the scripts out, or print the file to PDF anew.",
        "ISO 15930-7, 6.22; PDF/A-2 6.5",
        script,
    ),
    Rule(
        "FILE-LAUNCH",
        "Starts nothing",
        "error",
        "The file must start no program and lead to no file of a computer.",
        "Mail filters take it for an attack, and on other computers it leads nowhere.",
        "Take the link or action out, or lead it to a web address.",
        "PDF/A-2 6.5.1",
        launch,
    ),
    Rule(
        "FILE-ATTACHMENT",
        "No attachments",
        "error",
        "The file must carry no other files.",
        "Nobody sees what goes out with it, and mail filters stop it.",
        "Take the attachments out, and send them by themselves.",
        "ISO 15930-7, 6.20; Ghent 2022 R0001",
        attachment,
    ),
    Rule(
        "FILE-FORM",
        "No form fields",
        "error",
        "The file must have no fields to fill in.",
        "Fields look different in each program and may not be printed at all.",
        "Make lines to write on of them, or flatten the file.",
        "ISO 15930-7, 6.18; Ghent 2022 R0001",
        form,
    ),
    Rule(
        "FILE-COMMENT",
        "No notes of reviewers",
        "error",
        "No comment, highlight, stamp or drawing of a reviewer may be left in the file.",
        "Patients would read what was meant for colleagues.",
        "Settle the notes, and export the file without them.",
        "ISO 15930-7, 6.18",
        comment,
    ),
    Rule(
        "FILE-MEDIA",
        "No sound or film",
        "error",
        "The page must have no sound, film or model.",
        "Nothing of it is seen on paper, and few readers play it.",
        "Link to it on the web instead.",
        "PDF/A-2 6.3.1",
        media,
    ),
    Rule(
        "FILE-LAYERS",
        "No layers",
        "warning",
        "The file should have no layers but those of folds and cuts.",
        "Whoever prints it may show or hide the wrong one.",
        "Flatten the layers before you export.",
        "Ghent 2022, variant SheetCMYK; ISO 19593-1",
        layers,
    ),
    Rule(
        "FILE-HIDDEN-LAYER",
        "No layer that is switched off",
        "error",
        "No layer may be switched off.",
        "It may be printed all the same, or hold what was meant to be deleted.",
        "Delete the layer, or show it.",
        "ISO 15930-7, 6.17",
        hidden_layer,
    ),
    Rule(
        "FILE-LARGE",
        "Small enough to mail",
        "warning",
        f"The file should have no more than {_LARGE // 1_000_000} MB.",
        "Mail servers refuse larger ones, and telephones load them slowly.",
        "Use smaller pictures, or export for the web.",
        "our own bound",
        large,
    ),
    Rule(
        "FILE-TITLE",
        "Title for people",
        "warning",
        "The file must have a title, and one that is meant for people.",
        "It stands in the window, in the print queue, and is what a screen reader says first.",
        "Set the title where the program keeps the document's properties.",
        "PDF/UA-1, 7.1; ISO 15930-7, 6.6",
        title,
    ),
    Rule(
        "FILE-WHITE-EDGE",
        "White edge for the office printer",
        "error",
        "Office sheets must have nothing but cut marks within 5 mm of their edge.",
        "Office printers cannot print there, and cut colour off unevenly.",
        "Build it again with `brochure build`.",
        "Printers' guides: office printers",
        white_edge,
    ),
    Rule(
        "FILE-PAPER",
        "On the paper of the job",
        "error",
        "Each page for the office must be as large as the job's paper.",
        "The printer asks for other paper, or shrinks the page: it then folds in the wrong places.",
        "Build it again with `brochure build`.",
        "the job",
        paper,
    ),
    Rule(
        "FILE-SCALING",
        "Printed at true size",
        "error",
        "Office sheets must tell print dialogs not to scale them.",
        "A sheet that is made smaller folds beside its folds.",
        "Build it again with `brochure build`.",
        "ISO 32000-1, table 150",
        scaling,
    ),
)
