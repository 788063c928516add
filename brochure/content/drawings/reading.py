"""A drawing's bytes to a tree of what is drawn. Whatever the encoding, it is parsed elements that are judged.

A document type is accepted, for drawing programs write one, but never followed: nothing is fetched for it, and of its
entities only short ones without markup count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from brochure import bounds
from brochure.content.drawings import bitmaps
from brochure.content.drawings.unfit import Unfit

SVG = "http://www.w3.org/2000/svg"
_HREF = "http://www.w3.org/1999/xlink href"
_SPACE = "http://www.w3.org/XML/1998/namespace space"
_REFUSED = {"script", "foreignobject", "iframe"}
_CASED = {"style", "image"}
#: What one program writes beside what all others can read, as a <switch> is for.
_ALTERNATIVE = "foreignObject"
#: They show nothing on paper.
_SKIPPED = {"metadata", "title", "desc", "set", "discard", "mpath"}
_TEXT = {"text", "tspan", "textPath", "a"}
_NAME = re.compile(r"[a-z][a-z-]*")
#: What an entity may stand for: text, and no markup or other entity but the five that XML itself has.
_REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)|%|<")
_PIECE = 1 << 16
#: A bitmap within the file; in UTF-16 it is not found, and may be as long as any attribute.
_BITMAP = re.compile(rb"href\s*=\s*[\"']\s*data:image/")

#: Which elements an attribute belongs to. The engine takes it over from any ancestor; there it means nothing.
_OWNERS: Mapping[str, frozenset[str]] = {
    name: frozenset(tags.split())
    for names, tags in (
        ("d", "path"),
        ("points", "polyline polygon"),
        ("cx cy r", "circle ellipse radialGradient"),
        ("rx ry", "rect ellipse"),
        ("x1 y1 x2 y2", "line linearGradient"),
        ("fx fy fr", "radialGradient"),
        ("gradientUnits gradientTransform spreadMethod", "linearGradient radialGradient"),
        ("patternUnits patternContentUnits patternTransform", "pattern"),
        ("maskUnits maskContentUnits", "mask"),
        ("markerWidth markerHeight markerUnits refX refY orient", "marker symbol"),
        ("textLength lengthAdjust", "text tspan textPath"),
        ("offset", "stop"),
    )
    for name in names.split()
}


def read(data: bytes) -> Element:
    """The tree, its names without namespaces, styles as attributes, bitmaps bare. Raises Unfit."""
    if len(data) > bounds.LARGEST_DRAWING:
        raise Unfit(f"is larger than {bounds.LARGEST_DRAWING // 1_000_000} MB", "Make it simpler, or save it as a PNG.")
    reader = _Reader()
    try:
        return reader.fed(data)
    except expat.ExpatError as error:
        raise Unfit(f"is not an SVG drawing, or is damaged (line {error.lineno})", "Export it again.") from None
    except (ValueError, LookupError):  # an encoding that expat cannot be taught, such as UTF-7
        raise Unfit("is not an SVG drawing, or is damaged", "Save it in UTF-8.") from None


def label(element: Element) -> str:
    """An element as messages name it: `<use id="leaf">`."""
    for name in ("id", "href", "xlink:href"):
        if value := element.get(name):
            return f'<{element.tag} {name.removeprefix("xlink:")}="{value[:40]}">'
    return f"<{element.tag}>"


class _Reader:
    def __init__(self) -> None:
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._passed
        parser.SkippedEntityHandler = self._unknown
        parser.ExternalEntityRefHandler = self._external
        self._builder = TreeBuilder()
        self._open: list[str] = []
        self._skipped = 0
        self._elements = 0
        self._entities = 0
        self._moved = 0
        self._bitmaps = bitmaps.Bitmaps()
        self._sheets: list[str] = []
        self._is_css = True
        self._styles: dict[Element, Style] = {}

    def fed(self, data: bytes) -> Element:
        """In pieces, so that one endless attribute is noticed before it is unpacked."""
        idle = 0
        for at in range(0, len(data), _PIECE):
            before = self._moved
            self._parser.Parse(data[at : at + _PIECE], False)
            idle = idle + _PIECE if self._moved == before else 0
            # Without entities an attribute is no longer than the file, such as a bitmap in it.
            if idle > 4 * bounds.LONGEST_ATTRIBUTE and (self._entities or not _BITMAP.search(data)):
                raise Unfit(f"has an attribute or a remark of more than {idle // 1000} kB")
        self._parser.Parse(b"", True)
        root = self._builder.close()
        if any(sheet.strip() for sheet in self._sheets):
            from brochure.content.drawings import styles

            styles.apply(root, "\n".join(self._sheets), self._styles, _check_reference)
            self._cut(root)
        return root

    def _cut(self, root: Element) -> None:
        for element in root.iter():
            for name in [name for name in element.attrib if element.tag not in _OWNERS.get(name, (element.tag,))]:
                del element.attrib[name]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._moved += 1
        self._elements += 1
        if self._elements > bounds.MOST_DRAWING_ELEMENTS:
            raise Unfit(f"has more than {bounds.MOST_DRAWING_ELEMENTS} elements", "Make it simpler.")
        space, _, tag = name.rpartition(" ")
        if not self._open and (tag != "svg" or space not in ("", SVG)):
            raise Unfit("is not an SVG drawing, or is damaged", "Export it again.")
        if self._skipped or space not in ("", SVG) or tag in _SKIPPED or tag.startswith("animate"):
            self._skipped += 1
            return
        if tag == _ALTERNATIVE and self._open[-1:] == ["switch"]:
            self._skipped += 1
            return
        if tag.lower() in _REFUSED or (tag.lower() in _CASED and tag not in _CASED):
            raise Unfit(f"contains <{tag}>, which a leaflet must not carry")
        self._open.append(tag)
        if len(self._open) > bounds.DEEPEST_DRAWING:
            raise Unfit(f"has elements in elements, more than {bounds.DEEPEST_DRAWING} deep, at <{tag}>")
        if tag == "style":
            self._sheets.append("")
            self._is_css = attributes.get("type", "").strip().lower() in ("", "text/css")
            return
        style = Style()
        element = self._builder.start(tag, _attributes(tag, attributes, style, self._bitmaps))
        self._styles[element] = style

    def _end(self, _name: str) -> None:
        self._moved += 1
        if self._skipped:
            self._skipped -= 1
        elif (tag := self._open.pop()) != "style":
            self._builder.end(tag)

    def _text(self, text: str) -> None:
        self._moved += 1
        if self._skipped or not self._open:
            return
        if self._open[-1] == "style":
            self._sheets[-1] += text if self._is_css else ""
        elif self._open[-1] in _TEXT:
            self._builder.data(text)

    def _passed(self, *_: str) -> None:
        self._moved += 1

    def _entity(self, name: str, _parameter: bool, value: str | None, *_external: object) -> None:
        self._entities += 1
        if self._entities > bounds.MOST_ENTITIES:
            raise Unfit(f"declares more than {bounds.MOST_ENTITIES} entities in its DOCTYPE")
        if value is not None and (len(value) > bounds.LONGEST_ENTITY or _REFERENCE.search(value)):
            raise Unfit(f"declares an entity '{name}' in its DOCTYPE that is long or leads to more")

    def _external(self, *_: str | None) -> int:
        raise Unfit("uses an entity of its DOCTYPE that is not in the file")

    def _unknown(self, name: str, _parameter: bool) -> None:
        raise Unfit(f"uses the entity '{name[:40]}', which is not in the file")


def _attributes(tag: str, attributes: Mapping[str, str], style: Style, found: bitmaps.Bitmaps) -> dict[str, str]:
    kept: dict[str, str] = {}
    for written, value in attributes.items():
        name = {_HREF: "xlink:href", _SPACE: "xml:space"}.get(written, written)
        if " " in name or name.startswith(("on", "data-", "aria-")):  # an editor's own, a script, or words about it
            continue
        if tag == "image" and name in ("href", "xlink:href") and value.startswith("data:"):
            kept[name] = found.bare(value)
            continue
        if len(value) > bounds.LONGEST_ATTRIBUTE:
            raise Unfit(f"has a {name} of {len(value)} letters in a <{tag}>, more than {bounds.LONGEST_ATTRIBUTE}")
        kept[name] = value
    if written := kept.pop("style", ""):
        style.read(written)
        kept.update(style.together)
    for name, value in kept.items():
        _check_reference(tag, name, value)
    return {name: value for name, value in kept.items() if tag in _OWNERS.get(name, (tag,))}


class Style:
    """What a style attribute says, by name: what is important too, and nothing that is one program's own."""

    def __init__(self) -> None:
        self.normal: dict[str, str] = {}
        self.important: dict[str, str] = {}

    @property
    def together(self) -> dict[str, str]:
        return {**self.normal, **self.important}

    def read(self, style: str) -> None:
        import tinycss2

        for rule in tinycss2.parse_blocks_contents(style):
            if rule.type == "declaration" and _NAME.fullmatch(rule.lower_name):
                declared = self.important if rule.important else self.normal
                declared[rule.lower_name] = tinycss2.serialize(rule.value).strip()


def _check_reference(tag: str, name: str, value: str) -> None:
    if name in ("href", "xlink:href") and value and not value.startswith("#") and not _is_bitmap(tag, value):
        raise Unfit(f"leads elsewhere: <{tag}> has the href '{value[:40]}'")
    if "url(" in value and not re.match(r"\s*url\(\s*[\"']?#", value):
        raise Unfit(f"leads elsewhere: <{tag}> has the {name} '{value[:40]}'")


def _is_bitmap(tag: str, value: str) -> bool:
    return tag == "image" and value.startswith("data:")
