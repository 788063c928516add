"""The structure tree of the engine's PDF as plain values (ISO 32000-1, 14.7). No depth of nesting is too deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

#: What an element keeps through all mending; /ID and /Headers are not wanted where each heading cell has its scope.
_KEPT = ("/A", "/ActualText", "/Alt", "/Lang")


@dataclass(frozen=True)
class Content:
    """Marked content: `page` counts from 0, `number` is its MCID there."""

    page: int
    number: int


@dataclass(frozen=True, eq=False)
class Note:
    """An annotation, such as a link."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Element:
    """A part of the document. `kind` is its type without the slash; `tag` and `number` are those of its HTML element.

    Of two elements with the same number both came of one HTML element; -1 came of none. `page` is where it begins.
    `numbering` is the `type` of an `ol`.
    """

    kind: str
    page: int = -1
    tag: str = ""
    number: int = -1
    numbering: str = ""
    kids: list[Element | Content | Note] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def has_content(self) -> bool:
        """Whether text, a picture or a link is right in it, not in an element of its own."""
        return any(not isinstance(kid, Element) for kid in self.kids)


def begin(kid: Element | Content | Note) -> tuple[int, int]:
    """Page and number of the content within that is painted first; the mark of a list's item is painted late."""
    if not isinstance(kid, Element):
        return kid.page, kid.number if isinstance(kid, Content) else 0
    found = [begin(inner) for part in deepest_first(kid) for inner in part.kids if isinstance(inner, Content)]
    return min(found, default=(kid.page, 0))


def deepest_first(root: Element) -> Iterator[Element]:
    """All elements, each after those within it; what a visit does to an element's kids is no matter."""
    order, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting += element.elements
    return reversed(order)


def read(pdf: Pdf) -> Element:
    """The tree of a tagged PDF; its root is the document."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = Element("Root")
    waiting: list[tuple[Any, Element]] = [(pdf.Root.StructTreeRoot.K, root)]
    while waiting:
        found, parent = waiting.pop()
        if isinstance(found, Array):
            waiting += [(kid, parent) for kid in reversed(list(found))]
        elif isinstance(found, int):
            parent.kids.append(Content(parent.page, found))
        elif found.get("/Type") == Name.OBJR:
            parent.kids.append(Note(pages[found.Pg.objgen], found.Obj))
        else:
            element = _element(found, pages)
            parent.kids.append(element)
            waiting.append((found.get("/K", Array()), element))
    (document,) = root.elements
    return document


def _element(found: Any, pages: dict[tuple[int, int], int]) -> Element:
    tag, _, number = str(found.get("/Origin", " -1")).rpartition(" ")
    return Element(
        kind=str(found.S)[1:],
        page=pages[found.Pg.objgen] if "/Pg" in found else -1,
        tag=tag,
        number=int(number),
        numbering=str(found.get("/Numbering", "")),
        attributes={key: found[key] for key in _KEPT if key in found},
    )


def write(pdf: Pdf, document: Element) -> list[set[int]]:
    """Replaces the PDF's tree by this one. Returns, for each page, the numbers of the content that is in it."""
    writing = _Writing(pdf)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = writing.write(document, root)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writing.parent_tree()))
    root.ParentTreeNextKey = writing.keys
    pdf.Root.StructTreeRoot = root
    return [set(owners) for owners in writing.owners]


class _Writing:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, Any]] = [{} for _ in self._pages]
        self._notes: list[Any] = []

    @property
    def keys(self) -> int:
        return len(self._pages) + len(self._notes)

    def write(self, document: Element, root: Any) -> Any:
        top = self._made(document, root)
        waiting = [(document, top)]
        while waiting:
            element, made = waiting.pop()
            kids: list[Any] = []
            for kid in element.kids:
                if isinstance(kid, Element):
                    kids.append(self._made(kid, made))
                    waiting.append((kid, kids[-1]))
                elif isinstance(kid, Content):
                    kids.append(self._content(kid, element, made))
                else:
                    kids.append(self._note(kid, made))
            if kids:
                made.K = kids[0] if len(kids) == 1 else Array(kids)
        return top

    def _made(self, element: Element, parent: Any) -> Any:
        made = self._pdf.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name("/" + element.kind), "/P": parent, **element.attributes})
        )
        if element.page >= 0:
            made.Pg = self._pages[element.page]
        return made

    def _content(self, kid: Content, element: Element, made: Any) -> Any:
        self.owners[kid.page][kid.number] = made
        if kid.page == element.page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _note(self, kid: Note, made: Any) -> Any:
        kid.annotation.StructParent = self.keys
        self._notes.append(made)
        return Dictionary(Type=Name.OBJR, Pg=self._pages[kid.page], Obj=kid.annotation)

    def parent_tree(self) -> Array:
        """From each page's content, and from each annotation, to the element it is in."""
        nums: list[Any] = []
        for page, owners in enumerate(self.owners):
            of_page = [owners.get(number) for number in range(max(owners, default=-1) + 1)]
            nums += [page, self._pdf.make_indirect(Array(of_page))]
        for at, owner in enumerate(self._notes, len(self._pages)):
            nums += [at, owner]
        return Array(nums)
