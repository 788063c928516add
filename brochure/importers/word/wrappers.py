"""What stands around text and prints nothing: content controls, smart tags, custom XML, direction marks, ruby."""

from __future__ import annotations

from brochure.importers.word.marks import FILL_IN
from brochure.importers.word.names import (
    W14,
    Element,
    is_on,
    local,
    paragraph,
    place,
    remove,
    replace,
    run,
    unwrap,
    w,
    words,
)
from brochure.importers.word.parts import Document

EMPTY_BOX, TICKED_BOX = "☐", "☑"
_WRAPPERS = ("smartTag", "customXml", "bdo", "dir", "subDoc", "proofErr")
_CELLS = {"tc", "tr", "tbl"}


def open_up(document: Document, root: Element) -> None:
    _open_controls(document, root)
    for wrapper in list(root.iter(*map(w, _WRAPPERS))):
        unwrap(wrapper, "smartTagPr", "customXmlPr")
    for ruby in list(root.iter(w("ruby"))):
        _open_ruby(document, ruby)


def _open_controls(document: Document, root: Element) -> None:
    for control in list(root.iter(w("sdt"))):
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        if content is None:
            remove(control)
            continue
        box = None if properties is None else properties.find(f"{{{W14}}}checkbox")
        if box is not None:
            checked = box.find(f"{{{W14}}}checked")
            is_ticked = checked is not None and checked.get(f"{{{W14}}}val") in ("1", "true", "on")
            _put(content, TICKED_BOX if is_ticked else EMPTY_BOX)
        elif properties is not None and is_on(properties.find(w("showingPlcHdr"))) and words(content):
            document.leave_out(
                "the prompt of an empty form field, now a line to fill in", words(content), place(content)
            )
            _put(content, FILL_IN)
        replace(control, list(content))


def _put(content: Element, text: str) -> None:
    """One run in place of all text of a control, which may hold runs, paragraphs or cells."""
    texts = list(content.iter(w("r")))
    for node in texts[1:]:
        remove(node)
    if texts:
        for child in [child for child in texts[0] if local(child) != "rPr"]:
            texts[0].remove(child)
        texts[0].append(run(text)[0])
        for mark in list(texts[0].iter(w("rPr"))):
            texts[0].remove(mark)
    elif not any(local(child) in _CELLS for child in content):
        paragraphs = content.findall(w("p"))
        if paragraphs:
            paragraphs[0].append(run(text))
        else:
            is_inline = content.getparent().getparent() is not None and local(content.getparent().getparent()) == "p"
            content.append(run(text) if is_inline else paragraph(run(text)))


def _open_ruby(document: Document, ruby: Element) -> None:
    """The base text, with the reading behind it in brackets."""
    base, reading = ruby.find(w("rubyBase")), ruby.find(w("rt"))
    outer = ruby.getparent()
    runs = [] if base is None else list(base)
    if reading is not None and (text := words(reading)):
        document.change("a reading above the line (ruby) stands in brackets", text, place(ruby))
        runs.append(run(f"({text})"))
    if local(outer) == "r":
        _split(outer, ruby, runs)
    else:
        replace(ruby, runs)


def _split(outer: Element, child: Element, runs: list[Element]) -> None:
    """Puts `runs`, which stood in `child`, between what stood before and after it in a run."""
    after = run("", outer)
    after.remove(after[-1])
    at = outer.index(child)
    for following in list(outer)[at + 1 :]:
        after.append(following)
    outer.remove(child)
    parent = outer.getparent()
    at = parent.index(outer)
    for offset, each in enumerate([*runs, after], start=1):
        parent.insert(at + offset, each)
