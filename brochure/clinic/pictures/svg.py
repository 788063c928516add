"""A drawing without what its program wrote of who drew it, when, and how the window lay."""

from __future__ import annotations

from xml.etree import ElementTree

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
#: Elements that paint nothing and say something (SVG 1.1, 5.4 and 21).
_SAID = {"metadata", "title", "desc"}
_KEPT = {f"{{{_XLINK}}}href", "{http://www.w3.org/XML/1998/namespace}space"}
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


def bare(data: bytes) -> bytes:
    """What is drawn: no comments, no words about it, no elements and attributes of other standards than SVG.

    Raises ElementTree.ParseError where it is no XML.
    """
    root = ElementTree.fromstring(data)
    for element in list(root.iter()):
        for child in [child for child in element if not _draws(child)]:
            element.remove(child)
        for name in list(element.attrib):
            if (name.startswith("{") and name not in _KEPT) or name.startswith("data-"):
                del element.attrib[name]
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written


def _draws(element: ElementTree.Element) -> bool:
    namespace, _, name = element.tag.rpartition("}")
    return namespace in ("", f"{{{_SVG}") and name not in _SAID
