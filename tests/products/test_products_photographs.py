"""Photographs of all kinds stand on the page, whole, and leave room for their captions and for copy."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from brochure.pdf.placing import placed
from tests.conftest import Desk
from tests.products.pdf import tool

HEIC = Path(__file__).parents[1] / "content" / "heic" / "upright.heic"
COPY = "Sleep is the time in which the body mends itself. Most adults need between seven and nine hours a night.\n\n"


def saved(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind)
    return out.getvalue()


def test_a_tall_picture_leaves_room(desk: Desk) -> None:
    desk.write("assets/images/portrait.png", saved("PNG", (700, 1500)))
    desk.article(f'{COPY}![A room](portrait.png "The room")\n\n{COPY}')
    done = desk.build("test", "--json", "--edition", "office", "--edition", "email")
    assert done.code == 0, done.err
    # A panel of letter paper, and half a letter page, each without margins.
    depths = {"office": 612 - 88, "email": 612 - 88}
    for product in done.json["products"]:
        depth = depths[product["edition"]]
        path = desk.root / product["path"]
        with pikepdf.open(path) as pdf:
            places = [place for place in placed(pdf).values() if place.height > place.width]
        (place,) = places
        assert 150 < place.height <= 0.45 * depth
        assert place.height / place.width == pytest.approx(1500 / 700, rel=0.01)
        assert "The room" in tool("pdftotext", path, "-")


def test_photographs_of_each_kind_in_one_leaflet(desk: Desk) -> None:
    kinds = {"tif": saved("TIFF", (900, 600), "CMYK"), "avif": saved("AVIF", (900, 600)), "heic": HEIC.read_bytes()}
    for suffix, data in kinds.items():
        desk.write(f"assets/images/a.{suffix}", data)
    desk.article(COPY.join(f"![A {suffix}](a.{suffix})\n\n" for suffix in kinds))
    done = desk.build("test", "--edition", "email", "--edition", "large-print")
    assert done.code == 0, done.err
    for edition in ("email", "large-print"):
        listed = tool("pdfimages", "-list", desk.root / f"output/test/test-{edition}.pdf").splitlines()[2:]
        assert [line.split()[2] for line in listed] == ["image"] * 3
        assert {line.split()[5] for line in listed} <= {"rgb", "gray"}
