"""A Word document opened: its parts as trees, what they refer to, and the report of the import."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from brochure.errors import BadInput, Place
from brochure.importers import package
from brochure.importers.decode import tidy
from brochure.importers.report import ImportReport, Note
from brochure.importers.word import marks
from brochure.importers.word.names import NUMBER, PACKAGE, A, Element, value, w, whole, words
from brochure.importers.word.styles import Styles

_STRICT = b"http://purl.oclc.org/ooxml/"
#: The strict form of the format has names of its own for the same things.
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/wordprocessingml/": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True)
class Target:
    """What a relationship leads to: a part of the package, or an address."""

    kind: str
    target: str
    outside: bool


@dataclass
class Document:
    """The document while it passes. `body` and `notes` (by kind and id) are changed in place; `links` are made anew."""

    archive: zipfile.ZipFile
    report: ImportReport
    slug: str
    main: str
    root: Element
    body: Element
    styles: Styles
    numbering: Element | None
    targets: dict[str, Target]
    links: list[str] = field(default_factory=list)
    #: Bytes of pictures by their names, and for each that stands in the copy its name, description and place.
    pictures: dict[str, bytes] = field(default_factory=dict)
    placed: list[tuple[str, str, str]] = field(default_factory=list)
    #: Markdown of embedded parts, and the title that one of them brought along.
    chunks: list[str] = field(default_factory=list)
    chunk_title: str = ""
    chunk_sources: list[str] = field(default_factory=list)
    chunk_notes: list[str] = field(default_factory=list)
    #: How many notes were moved behind the copy, in the order in which they are cited.
    notes: int = 0
    #: Words that the article has beside those of the file, such as the numbers of items: told to the word check.
    added: list[str] = field(default_factory=list)

    def change(self, what: str, words: str = "", place: str = "") -> None:
        """Tells a change; with words it is told each time, for they are reckoned with."""
        words = " ".join(marks.typed(words).split())
        while words and Note(what, words, place) in self.report.changed:
            place = f"{place} again".strip()
        self.report.change(what, words, place)

    def leave_out(self, what: str, words: str = "", place: str = "") -> None:
        """Tells what was left out, in the same way."""
        words = " ".join(marks.typed(words).split())
        while words and Note(what, words, place) in self.report.left_out:
            place = f"{place} again".strip()
        self.report.leave_out(what, words, place)

    def change_kept(self, what: str, words: str, place: str) -> None:
        """Tells a change that leaves its words in the article: the word check is not to expect them gone."""
        words = " ".join(marks.typed(words).split())
        before = len(self.report.changed)
        self.report.change(what, words, place)
        if len(self.report.changed) > before:
            self.added.append(words)

    @cached_property
    def size(self) -> int:
        """Half points of type where no style says otherwise."""
        defaults = self.styles.defaults
        mark = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
        return whole(value(mark), 20)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    def tree(self, name: str) -> Element | None:
        """The part of this name; None where there is none, or it is damaged."""
        if name not in self.names:
            return None
        try:
            return parse(self.archive.read(name))
        except etree.XMLSyntaxError:
            return None

    def parts(self, kind: str) -> list[str]:
        """The parts that the document refers to as this kind, such as 'footnotes'; else the one at its usual place."""
        said = [target.target for target in self.targets.values() if target.kind == kind and not target.outside]
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return said or [name for name in (usual,) if name in self.names]

    def part(self, kind: str) -> Element | None:
        return next((tree for name in self.parts(kind) if (tree := self.tree(name)) is not None), None)


def parse(data: bytes) -> Element:
    """The tree of a part. No entity is expanded, nothing is fetched; `package.check` has looked at its size."""
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    for node in root.iter():
        if node.text and not node.text.isascii():
            node.text = _clean(node.text)
    return root


def _clean(text: str) -> str:
    """Letters in one form and nothing invisible, but for soft hyphens, which articles know."""
    return _SOFT_HYPHEN.join(tidy(part) for part in marks.NONCHARACTER.sub("", text).split(_SOFT_HYPHEN))


def open_document(data: bytes, file: Path, slug: str) -> Document:
    """Raises BadInput where it is damaged."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    try:
        main = _main(archive)
        root = parse(archive.read(main))
        targets = relationships(archive, main)
    except (KeyError, etree.XMLSyntaxError) as fault:
        raise BadInput("The Word document is damaged.", hint=package.SAVE_AGAIN, place=Place(file)) from fault
    body = root.find(w("body"))
    if body is None:
        raise BadInput("The Word document is damaged: it has no body.", hint=package.SAVE_AGAIN, place=Place(file))
    for other in root.findall(w("body"))[1:]:
        body.extend(list(other))
        root.remove(other)
    document = Document(archive, ImportReport(), slug, main, root, body, Styles(None), None, targets)
    document.styles = Styles(document.part("styles"))
    document.numbering = document.part("numbering")
    number = 0
    for paragraph in body.iter(w("p")):
        if words(paragraph):
            number += 1
            paragraph.set(NUMBER, str(number))
        else:
            paragraph.set(NUMBER, str(number + 1))
    return document


def relationships(archive: zipfile.ZipFile, part: str) -> dict[str, Target]:
    """What a part refers to, by the names that it uses."""
    folder, name = posixpath.split(part)
    found = posixpath.join(folder, "_rels", f"{name}.rels")
    if found not in archive.namelist():
        return {}
    result = {}
    for relation in parse(archive.read(found)).iter(f"{{{PACKAGE}/relationships}}Relationship"):
        target, outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
        kind = relation.get("Type", "").rpartition("/")[2]
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        result[relation.get("Id", "")] = Target(kind, target, outside)
    return result


def _main(archive: zipfile.ZipFile) -> str:
    kinds = relationships(archive, "")
    named = [target.target for target in kinds.values() if target.kind == "officeDocument"]
    return next((name for name in [*named, "word/document.xml"] if name in archive.namelist()), "word/document.xml")


def drawn_words(tree: Element) -> str:
    """The words in a drawing's part, such as a diagram or a chart."""
    nodes = [node for node in tree.iter() if node.tag == f"{{{A}}}t" or str(node.tag).endswith("chart}v")]
    return " ".join(" ".join(node.text or "" for node in nodes).split())
