"""The clinic's logo takes the place of its name on the cover, in every edition."""

from __future__ import annotations

import io

import page
import pytest
from PIL import Image

from tests.conftest import Desk
from tests.products.pdf import tool

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#00ff00"/></svg>'


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "#00ff00").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("name", "content"), [("logo.svg", SVG), ("logo.png", png())])
def test_the_logo_stands_on_the_cover(desk: Desk, name: str, content: bytes) -> None:
    desk.write(f"assets/images/{name}", content)
    desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', f'logo = "assets/images/{name}"')
    desk.article("Words.")
    for layout in ("trifold", "handout"):
        assert desk.build("test", "--layout", layout).code == 0
        tool(
            "pdftoppm",
            "-r",
            "30",
            "-png",
            desk.root / f"output/test/test-{layout}-letter-office.pdf",
            desk.root / layout,
        )
        (outside,) = desk.root.glob(f"{layout}-1.png")
        with Image.open(outside) as sheet:
            colours = sheet.convert("RGB").getcolors(1 << 24) or []
        # Poppler's interpolation takes a level off the green.
        assert sum(count for count, colour in colours if colour in ((0, 255, 0), (0, 254, 0))) > 100
    email = desk.root / "output/test/test-email.pdf"
    report = page.validate_pdf(str(email), profile="pdf/ua-1")
    assert report.is_compliant, report.failures
    # The name is still at the foot of the pages that follow.
    assert "Red Maple Wellness" in tool("pdftotext", "-f", "2", "-l", "2", email, "-")


def test_pictures_and_the_logo_lie_anywhere_in_the_workspace(desk: Desk) -> None:
    """But in private folders and among the products (see tests/bad_input)."""
    name = "Our pictures/Ärzte (1) & 'co' 50%.png"
    desk.write(name, png())
    desk.write("mark.svg", SVG)
    desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', 'logo = "mark.svg"')
    desk.article(f"Words.\n\n![Green](<../../{name.replace('%', '%25')}>)")
    done = desk.build("test", "--edition", "email")
    assert done.code == 0, done.err
    assert tool("pdfimages", "-list", desk.root / "output/test/test-email.pdf").count("image") >= 2
