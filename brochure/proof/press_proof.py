"""All pictures of what an article's press edition would print. Nothing is built for good: only pictures are written."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

from brochure.budget import within
from brochure.editions.print_job import print_job
from brochure.errors import BrochureError
from brochure.geometry.flat import place
from brochure.geometry.piece import Piece
from brochure.geometry.press import PressSheet, press_sheet
from brochure.prepress.conversion import Conversion
from brochure.prepress.plates.ink_use import InkUse, ink_use, pixels, total_ink
from brochure.prepress.plates.plate import PROCESS
from brochure.prepress.plates.render import plates, soft_proof, spots
from brochure.production.choices import resolved
from brochure.production.make import make
from brochure.production.plan import BuildRequest, Product, Task, products
from brochure.proof.folded import folded
from brochure.proof.ink_map import heat_map
from brochure.storage import temporary as scratch
from brochure.storage.atomic import publish
from brochure.typeset import layouts
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace


@dataclass
class PressProof:
    """Where the pictures lie, what ink each side uses, and what went wrong."""

    pictures: list[Path] = field(default_factory=list)
    ink: list[tuple[Product, str, InkUse]] = field(default_factory=list)
    errors: list[BrochureError] = field(default_factory=list)


@dataclass(frozen=True)
class _PressEdition:
    """A press edition that is not written."""

    product: Product
    pdf: bytes
    piece: Piece
    sheet: PressSheet
    conversion: Conversion


def press_proof(
    workspace: Workspace, article: str, layout: str | None, paper: str | None, ppi: float, output: Path
) -> PressProof:
    """Makes the press edition in memory and writes its pictures to `output`/SLUG/proof, all that can be made."""
    result = PressProof()
    request = BuildRequest((article,), layout, paper, ("press",))
    planned = resolved(workspace, request)
    tasks = [task for task in planned.tasks if task not in planned.faults]
    result.errors += planned.faults.values()
    tidy(workspace, output, (product.slug for product in products(tasks)))
    with scratch.process_folder(workspace.records):
        for task in tasks:
            try:
                edition = _press_edition(workspace, task)
                what = f"The proof of {edition.product.path.name}"
                within(what, workspace.config.limits, partial(_pictures, edition, ppi, output, result))
            except BrochureError as error:
                result.errors.append(error)
    return result


def _press_edition(workspace: Workspace, task: Task) -> _PressEdition:
    (result,) = make(workspace, task)
    if result.error:
        raise result.error
    assert task.layout is not None  # the press edition is one of those that are folded
    assert result.arrangement is not None
    assert result.about is not None
    _, piece = layouts.arranged(workspace, task.layout, task.paper, result.arrangement, result.about.language)
    job = print_job(workspace, task.paper)
    conversion = job.inks.conversion
    assert isinstance(conversion, Conversion)
    sheet = press_sheet(piece, job.settings)
    return _PressEdition(result.product, result.data, piece, sheet, conversion)


def _pictures(edition: _PressEdition, ppi: float, output: Path, result: PressProof) -> None:
    product, sheet = edition.product, edition.sheet
    spot_inks = spots(edition.pdf)
    stem = output / product.slug / "proof" / product.stem
    trimmed: dict[str, Image.Image] = {}
    for flat, inks in zip(sheet.flats, plates(edition.pdf, ppi), strict=True):
        proof = soft_proof(inks, spot_inks, edition.conversion)
        total = total_ink(inks, pixels(sheet.bleed, sheet.media.height, ppi))
        use = ink_use(total, ppi, edition.conversion.limit, len(inks))
        result.ink.append((product, flat.name, use))
        pictures = {**_grey(inks), "soft": proof, "ink": heat_map(total, use)}
        for name, picture in pictures.items():
            result.pictures.append(_write_png(picture, ppi, Path(f"{stem}-{flat.name}-{name}.png")))
        for placed in place(flat, 0, sheet.copies[0], sheet.copies[0]):
            left, top, right, bottom = (round(edge) for edge in pixels(placed.trim, sheet.media.height, ppi))
            trimmed[placed.side.name] = proof.crop((left, top, right, bottom))
    whole = folded(trimmed, edition.piece)
    result.pictures.append(_write_png(whole, ppi, Path(f"{stem}-folded.png")))


def _grey(inks: Mapping[str, Image.Image]) -> dict[str, Image.Image]:
    """Plates as one looks at them, ink being dark, by what their files are called."""
    return {_file_name(name): ImageOps.invert(plate) for name, plate in inks.items()}


def _file_name(ink: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", ink.lower()).strip("-") or "ink"
    return plain if ink in PROCESS else f"spot-{plain}"


def _write_png(picture: Image.Image, ppi: float, path: Path) -> Path:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(ppi, ppi))
    publish(out.getvalue(), path)
    return path
