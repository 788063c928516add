"""Pictures: each stands in a paragraph of its own, in a cell where it stood; captions beside them become theirs."""

from __future__ import annotations

import hashlib
import re

from brochure.importers.word import marks
from brochure.importers.word.names import (
    PIC,
    WP,
    A,
    Element,
    O,
    R,
    V,
    ancestor,
    local,
    paragraph,
    place,
    remove,
    replace,
    run,
    w,
    words,
)
from brochure.importers.word.parts import Document
from brochure.importers.word.picture_files import Unusable, usable

_DRAWINGS = (w("drawing"), w("pict"), w("object"))
#: Bytes of one picture.
_LARGEST = 40_000_000
_GUESSED = re.compile(
    r"(?:[^.\n]*(?:AI-generated content may be incorrect|description automatically generated)\.?\s*)", re.I
)
#: What programs write for want of a description: where the file lay.
_FILE = re.compile(
    r"(?:[a-z]:\\|\\\\|https?:|file:|data:).*|[^\n]*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE
)
_NO_CAPTION = re.compile(r"\s*table\b", re.IGNORECASE)
_CAPTIONS = re.compile(r"caption.*|figure|figure caption|bildunterschrift|légende|legende")


def settle(document: Document, root: Element) -> None:
    files: dict[str, str] = {}
    ends: dict[Element, Element] = {}
    for drawing in list(root.iter(*_DRAWINGS)):
        sources = list(drawing.iter(f"{{{A}}}blip", f"{{{V}}}imagedata"))
        made = [found for source in sources if (found := _picture(document, drawing, source, files))]
        if not sources and not _is_spent(drawing):
            document.leave_out("a drawn shape", "", place(drawing))
        _tell_links(document, drawing)
        _put(drawing, made, ends)


def _is_spent(drawing: Element) -> bool:
    """Whether all that it held was words, a chart or the like, which other passes took."""
    names = {local(node) for node in drawing.iter()}
    is_shape = names & {"wsp", "cxnSp", "shape", "rect", "line", "oval", "roundrect"}
    return not is_shape or bool(names & {"txbx", "textbox"})


def _tell_links(document: Document, drawing: Element) -> None:
    """Pictures of articles lead nowhere; a link around one that has words beside it stays on the words."""
    names = [node.get(f"{{{R}}}id", "") for node in drawing.iter(f"{{{A}}}hlinkClick")]
    around = ancestor(drawing, "hyperlink")
    if around is not None and not words(around):
        names.append(around.get(f"{{{R}}}id", ""))
    found = [target.target for name in names if (target := document.targets.get(name)) and target.outside]
    found += [shape.get("href", "") for shape in drawing.iter() if shape.tag.startswith(f"{{{V}}}")]
    for address in dict.fromkeys(filter(None, found)):
        document.leave_out(f"the link of a picture to {address}", "", place(drawing))


def _put(drawing: Element, made: list[str], ends: dict[Element, Element]) -> None:
    """`ends` are the last pictures that were put behind a paragraph."""
    around, outer = ancestor(drawing, "p"), drawing.getparent()
    if local(outer) != "r" or around is None:
        remove(drawing)
        return
    if ancestor(drawing, "tc") is not None:
        replace(drawing, [run(text)[0] for text in made])
        return
    remove(drawing)
    for text in made:
        new = paragraph(run(text), like=around)
        behind: Element = ends.get(around, around)
        behind.addnext(new)
        ends[around] = new
    is_spent = not words(around) and next(around.iter(*_DRAWINGS), None) is None
    if is_spent and around in ends:
        remove(around)


def _picture(document: Document, drawing: Element, source: Element, files: dict[str, str]) -> str:
    """The mark of a picture that came in; empty where it did not, which is told."""
    where, description = place(drawing), _description(document, drawing, source)
    told = f"a picture{f' (“{description}”)' if description else ''}"
    name = next(
        (source.get(f"{{{R}}}{key}") for key in ("embed", "id", "link", "pict") if source.get(f"{{{R}}}{key}")), ""
    )
    target = document.targets.get(name)
    if target is None or target.outside or target.target not in document.names:
        reason = f"is only linked: {target.target}" if target and target.outside else "is not in the file"
        document.leave_out(f"{told} that {reason}", "", where)
        return ""
    try:
        with document.archive.open(target.target) as part:
            data = part.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Unusable("is too large")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in files:
            new, suffix = usable(data)
            files[digest] = f"picture-{len(document.pictures) + 1}{suffix}"
            document.pictures[files[digest]] = new
    except Unusable as fault:
        document.leave_out(f"{told} that {fault}", "", where)
        return ""
    document.placed.append((files[digest], description, where))
    return f"{marks.PICTURE}{len(document.placed) - 1}{marks.END}"


def _description(document: Document, drawing: Element, source: Element) -> str:
    """What it shows, for readers who cannot see it: that of the picture itself before that of the whole drawing."""
    nearest = [
        around for around in source.iterancestors() if around.tag in (f"{{{PIC}}}pic", f"{{{V}}}shape", f"{{{V}}}rect")
    ]
    named = [
        *(node for around in nearest[:1] for node in around.iter(f"{{{PIC}}}cNvPr")),
        *drawing.iter(f"{{{WP}}}docPr"),
    ]
    said = [node.get(key, "") for node in named for key in ("descr", "title")]
    said += [around.get("alt", "") for around in nearest] + [source.get(f"{{{O}}}title", "")]
    for text in said:
        if guessed := " ".join(_GUESSED.findall(text)).strip():
            document.change("the note on how a picture's description was made is not kept", guessed, place(drawing))
        if _FILE.fullmatch(text.strip()):
            continue
        if found := " ".join(_GUESSED.sub(" ", text).split()):
            return found
    return ""


def take_captions(document: Document, root: Element) -> dict[int, str]:
    """The captions by the numbers of their pictures; their paragraphs are taken out."""
    captions: dict[int, str] = {}
    for each in list(root.iter(w("p"))):
        number = _number(each)
        if number is None:
            continue
        for beside in (each.getnext(), each.getprevious()):
            if beside is not None and _is_caption(document, beside):
                captions[number] = words(beside)
                remove(beside)
                break
    return captions


def _number(each: Element) -> int | None:
    """Which picture a paragraph is; None where it is anything else."""
    match = marks.NUMBERED.fullmatch("".join(node.text or "" for node in each.iter(w("t"))).strip())
    return int(match[1]) if match and match[0][0] == marks.PICTURE else None


def _is_caption(document: Document, beside: Element) -> bool:
    if beside.tag != w("p") or not words(beside) or marks.NONCHARACTER.search(words(beside)):
        return False
    if next(beside.iter(w("vertAlign")), None) is not None:
        return False  # a caption is plain text, and a paragraph is not
    names = document.styles.names(document.styles.of(beside))
    return any(map(_CAPTIONS.fullmatch, names)) and not _NO_CAPTION.match(words(beside))
