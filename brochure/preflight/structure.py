"""The structure of a tagged PDF: what a screen reader reads, in which order (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, String

from brochure.pdf.reading import entry, is_table
from brochure.preflight.rule import NotApplicable

if TYPE_CHECKING:
    from brochure.preflight.document import Page

_MOST = 200_000
_DEEPEST = 200


@dataclass(eq=False)
class Tag:
    """An element. `kind` is its standard type, `mcids` the content that is right in it: page (from 1) and number."""

    kind: str
    obj: Any
    page: int | None
    parent: Tag | None
    kids: list[Tag] = field(default_factory=list)
    mcids: list[tuple[int | None, int]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    #: Elements and content, as they follow each other.
    parts: list[Tag | tuple[int | None, int]] = field(default_factory=list)

    def said(self, key: str) -> str:
        """A text of it, such as /Alt."""
        found = entry(self.obj, key)
        return str(found).strip() if isinstance(found, String) else ""

    def attribute(self, name: str) -> Any:
        """An attribute of whichever owner."""
        found = entry(self.obj, "/A")
        for each in list(found) if isinstance(found, Array) else [found]:
            if is_table(each) and (value := entry(each, name)) is not None:
                return value
        return None

    def within(self) -> Iterator[Tag]:
        """It and all below, in reading order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting += reversed(tag.kids)

    @property
    def content(self) -> Iterator[tuple[int | None, int]]:
        """All content in it and below, in reading order: page (from 1) and number."""
        waiting: list[Tag | tuple[int | None, int]] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Tag):
                waiting += reversed(part.parts)
            else:
                yield part

    @property
    def has_content(self) -> bool:
        """Whether anything is in it or below."""
        return any(tag.mcids or tag.notes for tag in self.within())


@dataclass(frozen=True)
class Structure:
    """The tree. `unknown` are types that lead to no standard one."""

    root: Tag
    unknown: tuple[str, ...]
    looped: bool

    @property
    def tags(self) -> Iterator[Tag]:
        """All elements in reading order, without the root."""
        found = self.root.within()
        next(found)
        return found

    def of(self, *kinds: str) -> list[Tag]:
        """The elements of these kinds."""
        return [tag for tag in self.tags if tag.kind in kinds]


_NAMES = """
Document DocumentFragment Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP
Warichu WT WP Figure Formula Form Aside Title FENote Sub Em Strong Artifact
"""
#: Types that readers know (ISO 32000-1, 14.8.4; ISO 32000-2 has the last ones).
STANDARD = frozenset(_NAMES.split())


def structure_of(root: Any, pages: Sequence[Page]) -> Structure:
    """The structure. Raises NotApplicable where there is none."""
    tree = entry(root, "/StructTreeRoot")
    if not isinstance(tree, Dictionary):
        raise NotApplicable("it is not tagged")
    roles = {key: str(value) for key, value in _items(entry(tree, "/RoleMap"))}
    numbers = {page.obj.objgen: page.number for page in pages}
    top = Tag("Root", tree, None, None)
    unknown: dict[str, None] = {}
    seen: set[Any] = set()
    looped = False
    waiting: list[tuple[Any, Tag, int | None, int]] = [(kid, top, None, 0) for kid in reversed(_kids(tree))]
    count = 0
    while waiting and count < _MOST:
        count += 1
        kid, parent, page, depth = waiting.pop()
        if isinstance(kid, int):
            parent.mcids.append((page, kid))
            parent.parts.append((page, kid))
            continue
        if not is_table(kid):
            continue
        own = entry(kid, "/Pg")
        page = numbers.get(own.objgen, page) if is_table(own) else page
        if entry(kid, "/Type") == "/MCR":
            number = entry(kid, "/MCID")
            if isinstance(number, int):
                parent.mcids.append((page, number))
                parent.parts.append((page, number))
            continue
        if entry(kid, "/Type") == "/OBJR":
            parent.notes.append(entry(kid, "/Obj"))
            continue
        if kid.is_indirect:
            if kid.objgen in seen:
                looped = True
                continue
            seen.add(kid.objgen)
        if depth > _DEEPEST:
            looped = True
            continue
        name = str(entry(kid, "/S", "/NonStruct"))
        kind = _standard(name, roles)
        if kind not in STANDARD:
            unknown[kind] = None
        tag = Tag(kind, kid, page, parent)
        parent.kids.append(tag)
        parent.parts.append(tag)
        waiting += [(each, tag, page, depth + 1) for each in reversed(_kids(kid))]
    return Structure(top, tuple(unknown), looped)


def _standard(name: str, roles: dict[str, str]) -> str:
    for _ in range(8):
        if name[1:] in STANDARD or name not in roles:
            break
        name = roles[name]
    return name[1:]


def _kids(holder: Any) -> list[Any]:
    found = entry(holder, "/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _items(holder: Any) -> list[tuple[str, Any]]:
    return list(holder.items()) if isinstance(holder, Dictionary) else []
