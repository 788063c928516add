"""The QR code as a telephone sees it: read from the rendered page, large enough in print, alone in its quiet zone."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from brochure.typeset.qr import QUIET, qr_code
from tests.conftest import Desk
from tests.products.conftest import OFFICE, Leaflet

WEB = "https://redmaple.example"
PPI = 200
#: An address whose code a handout holds in small modules, and one too long for it; the part from ? on is not printed.
LONG, TOO_LONG = f"{WEB}/?{'a' * 109}", f"{WEB}/?{'a' * 191}"


def pages(leaflet: Leaflet) -> list[Image.Image]:
    with pypdfium2.PdfDocument(leaflet.path) as document:
        return [page.render(scale=PPI / 72).to_pil().convert("L") for page in document]


def check_code(page: Image.Image, address: str, modules: int, least: float = 0.5) -> None:
    """The code says `address`, has so many millimetres a module, and nothing stands within four modules of it."""
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == address
    at = code.position
    corners = [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    module = min(dist(one, other) for one, other in pairwise([*corners, corners[0]])) / modules
    assert module / PPI * 25.4 >= least - 0.01
    left, top, right, bottom = corners[0][0], corners[0][1], corners[2][0], corners[2][1]
    quiet = QUIET * module - 2
    around = page.crop((round(left - quiet), round(top - quiet), round(right + quiet), round(bottom + quiet)))
    around.paste(255, (int(quiet) - 2, int(quiet) - 2, around.width - int(quiet) + 2, around.height - int(quiet) + 2))
    assert min(around.tobytes()) > 200


@pytest.mark.parametrize("kind", ["office", "press"])
@pytest.mark.parametrize("leaflet", OFFICE[:2])
def test_the_code_is_read_from_the_page(
    leaflet: tuple[str, str, str], kind: str, request: pytest.FixtureRequest
) -> None:
    make = request.getfixturevalue("made_for_press" if kind == "press" else "made")
    found = [page for page in pages(make(*leaflet)) if zxingcpp.read_barcodes(page)]
    assert len(found) == 1
    check_code(found[0], WEB, qr_code(WEB).modules)


def test_a_long_address_gets_a_larger_code_or_is_refused(desk: Desk) -> None:
    line = desk.swap("brochure.toml", f'web = "{WEB}"', f'web = "{LONG}"\nscan = "Scan to book a visit"')
    desk.article("Words.")
    done = desk.build("test", "--layout", "handout", "--edition", "office", "--json")
    (product,) = done.json["products"]
    assert [found["rule"] for found in product["findings"] if found["severity"] == "warning"] == ["small-code"]
    with pypdfium2.PdfDocument(desk.root / product["path"]) as document:
        check_code(document[0].render(scale=PPI / 72).to_pil().convert("L"), LONG, qr_code(LONG).modules, 0.4)
        assert "Scan to book a visit" in " ".join(document[0].get_textpage().get_text_range().split())
    desk.swap("brochure.toml", LONG, TOO_LONG)
    said = desk.build("test", "--layout", "handout", "--edition", "office").refusal()
    assert f"brochure.toml:{line}: The QR code of {TOO_LONG[:60]} has 0.38 mm a module" in said
    assert "Write a shorter address" in said
