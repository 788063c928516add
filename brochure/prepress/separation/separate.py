"""Separation: every colour of a PDF becomes ink.

After it a PDF has DeviceCMYK and Separation (and DeviceN of black and a spot) alone; DeviceGray remains only where it
is no ink: in soft masks and alphas. What is ink already stays, to the byte. The rules are those of the trade, beside
this file: `targets` and `black` say what a colour becomes, `paint` what overprints, `painting` how a content stream is
rewritten, `images` and `shadings` how pictures and gradients are, and `walk` and `unpainted` how nothing is missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from brochure.pdf.colour import Colour
from brochure.pdf.placing import Node, placements
from brochure.pdf.reading import entries, entry, inherited_resources
from brochure.prepress.separation import images, unpainted
from brochure.prepress.separation.images import Picture
from brochure.prepress.separation.inks import Converter, Inks, Job, Spot
from brochure.prepress.separation.paint import Entry
from brochure.prepress.separation.targets import Solid
from brochure.prepress.separation.walk import Walk, give_group_space

__all__ = ["Converter", "Inks", "Job", "Picture", "Separated", "Spot", "separate"]


@dataclass(frozen=True)
class Separated:
    """What the separation found: the pictures, as they came, in the order of the pages.

    `spots` are the special inks that are printed with. `lightest` has the colours that were too light for a press, with
    the inks that they are printed in. No place of the sheet has more ink than `most_ink`, 1.0 being one ink in full.
    """

    pictures: tuple[Picture, ...]
    spots: tuple[Spot, ...]
    lightest: Mapping[Colour, Solid]
    most_ink: float


def separate(pdf: pikepdf.Pdf, inks: Inks) -> Separated:
    """Rewrites all colours of `pdf` in place. A PDF that cannot be printed faithfully is a BadInput."""
    walk = Walk(pdf, inks)
    nodes = [_page(pdf, page.obj, walk) for page in pdf.pages]
    unpainted.convert_unpainted(walk)
    placed = placements(nodes)
    described = [(number, images.described(walk.pending.pictures[number], place)) for number, place in placed.items()]
    walk.pending.finish(placed)
    unpainted.drop_spaces(walk)
    alternates = unpainted.Alternates(pdf, inks)
    for space in walk.pending.kept:
        alternates.mend(space)
    found = tuple(replace(picture, ink=walk.pending.ink.get(number, 0.0)) for number, picture in described)
    return Separated(found, walk.ink.spots, walk.ink.lightest, walk.ink.bound.most)


def _page(pdf: pikepdf.Pdf, page: Any, walk: Walk) -> Node:
    node = Node()
    if "/Resources" not in page:
        page.Resources = inherited_resources(page)
    resources = walk.resources(page, walk.ink)
    changed = walk.page(page, resources, node)
    if changed is not None:
        page.Contents = pdf.make_stream(changed)
    give_group_space(page, Name.DeviceCMYK)
    if "/Thumb" in page:
        del page["/Thumb"]
    notes = entry(page, "/Annots")
    for annotation in notes if isinstance(notes, Array) else ():
        if isinstance(annotation, Dictionary):
            unpainted.mend_annotation(annotation, walk)
            _appearances(annotation.get("/AP"), walk, resources)
    return node


def _appearances(holder: Any, walk: Walk, resources: Any, depth: int = 0) -> None:
    """Appearances of an annotation: streams, or dictionaries of streams for each state."""
    if not isinstance(holder, Dictionary) or depth > 2:
        return
    for key, value in entries(holder):
        if isinstance(value, Stream):
            made = walk.form(value, walk.ink, Entry(), resources)
            if made.obj.objgen != value.objgen:
                holder[key] = made.obj
        else:
            _appearances(value, walk, resources, depth + 1)
