"""Separation: every colour of a PDF becomes ink.

After it a PDF has DeviceCMYK and Separation (and DeviceN of black and a spot) alone; DeviceGray remains only where it
is no ink: in soft masks and alphas. What is ink already stays, to the byte. The rules are those of the trade, in
`brochure.prepress.separation`: `targets` says what a colour becomes, `overprinting` what overprints, `images` and
`shadings` how pictures and gradients are converted, and `walk` how nothing is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf.placing import Node, placements
from brochure.prepress.separation import images, unpainted
from brochure.prepress.separation.images import Picture
from brochure.prepress.separation.inks import Converter, Inks, Job, Spot
from brochure.prepress.separation.state import Entry
from brochure.prepress.separation.walk import Walk, give_group_space

__all__ = ["Converter", "Inks", "Job", "Picture", "Separated", "Spot", "separate"]

_LONGEST_ANCESTRY = 64

# A damaged PDF shows in many ways: a missing key, a name where a number belongs.
_DAMAGE = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Separated:
    """What the separation found: the pictures, as they came, in the order of the pages."""

    pictures: tuple[Picture, ...]


def separate(pdf: pikepdf.Pdf, inks: Inks) -> Separated:
    """Rewrites all colours of `pdf` in place. A PDF that cannot be printed faithfully is a BadInput."""
    try:
        return _separate(pdf, inks)
    except _DAMAGE as error:
        raise BadInput(f"The PDF is damaged: {type(error).__name__} {error}.") from error


def _separate(pdf: pikepdf.Pdf, inks: Inks) -> Separated:
    walk = Walk(pdf, inks)
    nodes = [_page(pdf, page.obj, walk) for page in pdf.pages]
    unpainted.convert_unpainted(walk)
    placed = placements(nodes)
    described = tuple(images.described(walk.deferred.pictures[number], place) for number, place in placed.items())
    walk.deferred.finish(placed)
    unpainted.drop_spaces(walk)
    alternates = unpainted.Alternates(pdf, inks)
    for space in walk.deferred.kept:
        alternates.mend(space)
    return Separated(described)


def _page(pdf: pikepdf.Pdf, page: Any, walk: Walk) -> Node:
    node = Node()
    if "/Resources" not in page:
        page.Resources = _inherited(page)
    resources = walk.resources(page, walk.ink)
    changed, _ = walk.paint(_contents(page), resources, walk.ink, Entry(), node)
    if changed is not None:
        page.Contents = pdf.make_stream(changed)
    give_group_space(page, Name.DeviceCMYK)
    if "/Thumb" in page:
        del page["/Thumb"]
    for annotation in page.get("/Annots", []):
        if isinstance(annotation, Dictionary):
            unpainted.mend_annotation(annotation, walk)
            _appearances(annotation.get("/AP"), walk, node, resources)
    return node


def _inherited(page: Any) -> Any:
    """The resources of the nearest ancestor that has any (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_LONGEST_ANCESTRY):
        page = page.get("/Parent")
        if not isinstance(page, Dictionary):
            break
        if "/Resources" in page:
            return page.Resources
    return Dictionary()


def _contents(page: Any) -> bytes:
    found = page.get("/Contents")
    if found is None:
        return b""
    try:
        return b"\n".join(part.read_bytes() for part in ([found] if isinstance(found, pikepdf.Stream) else found))
    except pikepdf.PdfError as error:
        raise BadInput(f"A page of the PDF is damaged: {error}.") from error


def _appearances(holder: Any, walk: Walk, node: Node, resources: Any, depth: int = 0) -> None:
    """Appearances of an annotation: streams, or dictionaries of streams for each state."""
    if not isinstance(holder, Dictionary) or depth > 2:
        return
    for key, value in dict(holder.items()).items():
        if isinstance(value, pikepdf.Stream):
            made = walk.form(value, walk.ink, Entry(), resources)
            if made.obj.objgen != value.objgen:
                holder[key] = made.obj
        else:
            _appearances(value, walk, node, resources, depth + 1)
