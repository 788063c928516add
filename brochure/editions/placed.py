"""Where the pictures of a PDF stand, and so how large they are shown."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from brochure.pdf.placing import UNIT, Matrix, Node, Placement, placements, times
from brochure.prepress.separation.colouring import matrix_of

_Number = tuple[int, int]
#: The operators that say where something is painted.
_OPERATORS = "q Q cm Do gs scn SCN"


def placed(pdf: Pdf) -> dict[_Number, Placement]:
    """The largest size of each picture, by its object number; one that nothing paints is not there."""
    nodes: dict[_Number, Node] = {}
    pages: list[Node] = []
    waiting: list[tuple[Any, Any, Node]] = []
    for page in pdf.pages:
        pages.append(Node())
        waiting.append((page, page.obj.Resources, pages[-1]))
    while waiting:
        stream, resources, node = waiting.pop()
        for matrix, painted in _painted(stream, resources):
            child = nodes.get(painted.objgen)
            if child is None:
                child = nodes[painted.objgen] = Node(str(painted.objgen))
                if painted.get("/Subtype") == Name.Image:
                    child.picture = painted.objgen
                else:
                    waiting.append((painted, painted.get("/Resources", resources), child))
            node.paints.append((matrix, child))
    return placements(pages)


def _painted(stream: Any, resources: Any) -> list[tuple[Matrix, Any]]:
    """The pictures, forms, patterns and masks that a content stream paints, and where."""
    found: list[tuple[Matrix, Any]] = []
    now, saved = UNIT, list[Matrix]()
    for instruction in pikepdf.parse_content_stream(stream, _OPERATORS):
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator == "q":
            saved.append(now)
        elif operator == "Q" and saved:
            now = saved.pop()
        elif operator == "cm":
            now = times(_matrix(operands), now)
        elif painted := _named(operator, operands, resources):
            around = UNIT if "/PatternType" in painted else now
            inner = UNIT if painted.get("/Subtype") == Name.Image else matrix_of(painted)
            found.append((times(inner, around), painted))
    return found


def _named(operator: str, operands: list[Any], resources: Any) -> Any:
    """The stream that an operator names, where it names one."""
    name = operands[-1] if operands else None
    if not isinstance(name, Name):
        return None
    if operator == "gs":
        mask = resources.ExtGState[name].get("/SMask")
        return mask.get("/G") if isinstance(mask, Dictionary) else None
    room = "/XObject" if operator == "Do" else "/Pattern"
    painted = resources[room][name]
    return painted if isinstance(painted, Stream) else None


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f
