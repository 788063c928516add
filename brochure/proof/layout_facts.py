"""What there is to know of a layout before anything is printed: sizes, panels, folds, order, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from brochure.geometry.fold import FOLDS
from brochure.geometry.layout import Layout
from brochure.geometry.office_sheet import OfficeSheets
from brochure.geometry.opening import opened
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Panel, Piece, Side
from brochure.units import INCH, MM

#: A layout's arrangements by paper.
Made = Mapping[str, tuple[Piece, ...]]
_TURNS = {"DuplexFlipShortEdge": "short", "DuplexFlipLongEdge": "long"}


def in_a_line(layout: Layout, made: Made) -> str:
    """The title, the fold, and the size on each paper."""
    sizes = []
    for paper, pieces in made.items():
        found = dict.fromkeys(_size(piece.width, piece.height, paper) for piece in pieces)
        sizes.append(f"{paper} {' or '.join(found)}")
    folds = dict.fromkeys(FOLDS[piece.fold].name for piece in chain.from_iterable(made.values()))
    return f"{layout.title}. {' or '.join(folds).capitalize()}; {', '.join(sizes)}"


def as_json(name: str, layout: Layout, made: Made) -> dict[str, Any]:
    """The layout in the catalogue; `sizes` in points, by paper, of its arrangements: flat, and when it is closed."""
    return {
        "name": name,
        "title": layout.title,
        "fold": layout.fold,
        "fold_on": dict(layout.fold_on),
        "folded": any(_is_folded(piece) for pieces in made.values() for piece in pieces),
        "papers": list(layout.papers),
        "sizes": {
            paper: [
                {"flat_pt": _pair(piece.width, piece.height), "closed_pt": _pair(*_closed(piece))} for piece in pieces
            ]
            for paper, pieces in made.items()
        },
    }


def geometries(made: Made, sheets: Mapping[str, Sequence[OfficeSheets]]) -> list[dict[str, Any]]:
    """Each arrangement on each paper; lengths in points, places from the top left corner of the side."""
    return [
        {
            "paper": paper,
            "arrangement": number,
            "fold": piece.fold,
            "to_left": piece.to_left,
            "width_pt": round(piece.width, 3),
            "height_pt": round(piece.height, 3),
            "reading": [panel.name for panel in piece.panels],
            "sides": [_side_as_json(side) for side in piece.sides],
            "office": _office_as_json(sheet),
        }
        for paper, pieces in made.items()
        for number, (piece, sheet) in enumerate(zip(pieces, sheets[paper], strict=True))
    ]


def _side_as_json(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "upright_folds_pt": [round(fold, 3) for fold in side.upright_folds],
        "level_folds_pt": [round(fold, 3) for fold in side.level_folds],
        "panels": [_panel_as_json(panel) for panel in side.panels],
    }


def _panel_as_json(panel: Panel) -> dict[str, Any]:
    lengths = {"x_pt": panel.x, "y_pt": panel.y, "width_pt": panel.width, "height_pt": panel.height}
    rounded = {key: round(length, 3) for key, length in lengths.items()}
    return {"name": panel.name, "flow": panel.flow, "rotation": panel.rotation, **rounded}


def _office_as_json(sheets: OfficeSheets) -> dict[str, Any]:
    page = sheets.pages[0]
    return {
        "pages": len(sheets.pages),
        "width_pt": round(page.width, 3),
        "height_pt": round(page.height, 3),
        "copies": sheets.up,
        "duplex": sheets.duplex or "Simplex",
    }


def in_words(made: Made, sheets: Mapping[str, Sequence[OfficeSheets]]) -> Iterator[str]:
    """The same, a line each: the sheet, its panels from left to right, the order in which they are read, the folds."""
    for paper, pieces in made.items():
        for number, (piece, sheet) in enumerate(zip(pieces, sheets[paper], strict=True), start=1):
            which = f", arrangement {number} of {len(pieces)}" if len(pieces) > 1 else ""
            yield ""
            yield f"{paper}{which}: {_what(piece, paper)}"
            if piece.fold != "saddle":
                yield from (f"  {side.name}: {_panels(side, paper)}" for side in piece.sides)
                yield from _folds(piece, paper)
            yield f"  read: {', '.join(panel.name for panel in piece.panels)}"
            yield f"  copy: {', '.join(panel.name for panel in piece.flow)}"
            yield f"  office: {_sheets(sheet, paper)}"


def _what(piece: Piece, paper: str) -> str:
    size = _size(piece.width, piece.height, paper)
    if piece.fold == "saddle":
        return f"{len(piece.sides)} pages of {size}, stitched at the {'right' if piece.to_left else 'left'}"
    if not _is_folded(piece):
        return f"{size}, {'both sides' if len(piece.sides) > 1 else 'one side'}"
    return f"{size}, {FOLDS[piece.fold].name}, closed {_size(*_closed(piece), paper)}"


def _panels(side: Side, paper: str) -> str:
    return ", ".join(
        f"{panel.name} {_size(panel.width, panel.height, paper)}{' on its head' if panel.rotation else ''}"
        for panel in side.panels
    )


def _folds(piece: Piece, paper: str) -> Iterator[str]:
    for side in piece.sides:
        upright = ", ".join(_length(fold, paper) for fold in side.upright_folds)
        level = ", ".join(_length(fold, paper) for fold in side.level_folds)
        places = [*([f"{upright} from the left"] if upright else []), *([f"{level} from the head"] if level else [])]
        if places:
            yield f"  folds, {side.name}: {'; '.join(places)}"


def _sheets(sheets: OfficeSheets, paper: str) -> str:
    page = sheets.pages[0]
    per_sheet = 2 if sheets.duplex else 1
    count = len(sheets.pages) // per_sheet
    copies = f", {sheets.up} copies on each" if sheets.up > 1 else ""
    turn = f"turned over on the {_TURNS[sheets.duplex]} edge" if sheets.duplex else "one side"
    return f"{count} sheet{'' if count == 1 else 's'} of {_size(page.width, page.height, paper)}{copies}, {turn}"


def _is_folded(piece: Piece) -> bool:
    return piece.fold != "none"


def _closed(piece: Piece) -> tuple[float, float]:
    """Width and height of what lies on the table before it is opened."""
    cover = opened(piece).stages[0]
    across = [end for seen in cover for end in (seen.x, seen.x + seen.panel.width)]
    down = [end for seen in cover for end in (seen.y, seen.y + seen.panel.height)]
    return max(across) - min(across), max(down) - min(down)


def _pair(width: float, height: float) -> list[float]:
    return [round(width, 3), round(height, 3)]


def _size(width: float, height: float, paper: str) -> str:
    return f"{_number(width, paper)} × {_number(height, paper)} {_unit(paper)}"


def _length(length: float, paper: str) -> str:
    return f"{_number(length, paper)} {_unit(paper)}"


def _number(length: float, paper: str) -> str:
    """In millimetres to a tenth, or in inches to as little as that: 1/16 in is 0.0625."""
    text = f"{length / MM:.1f}" if PAPERS[paper].iso else f"{length / INCH:.4f}"
    return text.rstrip("0").rstrip(".")


def _unit(paper: str) -> str:
    return "mm" if PAPERS[paper].iso else "in"
