"""The clinic's logo on the cover with its name, on the back panel, and in messages: seen wherever it stands."""

from __future__ import annotations

import io
from email import message_from_bytes, policy

import page
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.conftest import Desk
from tests.products.pdf import tool

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#00ff00"/></svg>'


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "#00ff00").save(out, "PNG")
    return out.getvalue()


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "content"), [("logo.svg", SVG), ("logo.png", png())])
def test_the_logo_stands_on_the_cover(desk: Desk, name: str, content: bytes) -> None:
    desk.write(f"assets/images/{name}", content)
    desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', f'logo = "assets/images/{name}"')
    desk.article("Words. " * 400)
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


TEAL = "#0f766e"
HARBOUR = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><circle cx="30" cy="30" r="26" fill="{TEAL}"/>'
    '<path d="M30 12v36M12 30h36" stroke="#fff" stroke-width="8"/><text x="66" y="38" font-size="24" font-weight="700"'
    f' font-family="Atkinson Hyperlegible Next" fill="{TEAL}">Harbour Clinic</text></svg>'
)


def with_logo(desk: Desk, content: str | bytes, more: str = "", name: str = "mark.svg") -> int:
    """The settings for a logo in the colour of the cover; the line that names it."""
    desk.write(name, content)
    desk.swap("brochure.toml", 'primary = "#8a2a1f"', f'primary = "{TEAL}"')
    return desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', f'logo = "{name}"{more}')


def outside(desk: Desk) -> tuple[Image.Image, Image.Image]:
    """The back panel and the cover of a trifold, 100 pixels to the inch."""
    with pypdfium2.PdfDocument(desk.root / "output/test/test-trifold-letter-office.pdf") as document:
        sheet = document[0].render(scale=100 / 72).to_pil().convert("RGB")
    return sheet.crop((370, 25, 730, 825)), sheet.crop((735, 25, 1075, 825))


def share(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels are of a colour, as nearly as viewers draw it."""
    apart = ImageChops.difference(image.convert("RGB"), Image.new("RGB", image.size, colour)).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    return sum(most.histogram()[:4])


def test_a_logo_in_the_colour_of_the_cover_stands_on_a_plate(desk: Desk) -> None:
    with_logo(desk, HARBOUR)
    desk.article("Words.")
    done = desk.build("test", "--layout", "trifold", "--json", "--edition", "office", "--edition", "press")
    assert done.code == 0, done.err
    for product in done.json["products"]:
        assert [found["rule"] for found in product["findings"]].count("logo-plate") == 1
    back, cover = outside(desk)
    head = cover.crop((0, 0, 340, 180))
    paper, teal = share(head, (255, 255, 255)), share(head, (15, 118, 110))
    # The plate, with the mark and its letters on it: about a seventh of what is drawn is in their colour.
    assert paper > 4_000
    plate = head.crop((47, 64, 190, 100))
    assert share(plate, (255, 255, 255)) > 1_000
    assert share(plate, (15, 118, 110)) > 500
    assert teal > 30_000
    assert share(back.crop((0, 0, 360, 110)), (15, 118, 110)) > 300
    text = tool("pdftotext", desk.root / "output/test/test-trifold-letter-office.pdf", "-")
    assert text.count("Red Maple Wellness") == 2


def test_a_logo_that_says_the_name_is_enough(desk: Desk) -> None:
    with_logo(desk, HARBOUR)
    desk.swap("brochure.toml", 'name = "Red Maple Wellness"', 'name = "Harbour Clinic"')
    desk.article("Words. " * 400)
    assert desk.build().code == 0
    with pypdfium2.PdfDocument(desk.root / "output/test/test-email.pdf") as document:
        assert "Harbour Clinic" not in document[0].get_textpage().get_text_range()
    assert "Harbour Clinic" in tool("pdftotext", "-f", "2", desk.root / "output/test/test-email.pdf", "-")


def test_each_ground_has_its_logo_and_the_emblem_is_gone(desk: Desk) -> None:
    plain = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h40v30h-40z" fill="{}"/></svg>'
    desk.write("dark.svg", plain.format("#ffff00"))
    with_logo(desk, plain.format("#0000ff"), '\nlogo_on_dark = "dark.svg"')
    desk.article("Words.", "title: A test\ncover_art: branches")
    done = desk.build("test", "--layout", "trifold", "--json", "--edition", "office")
    assert done.code == 0, done.err
    assert [found["rule"] for found in done.json["products"][0]["findings"]] == ["underfull"]
    back, cover = outside(desk)
    yellow, blue = (255, 255, 0), (0, 0, 255)
    assert (share(cover, yellow) > 1_000, share(cover, blue)) == (True, 0)
    assert (share(back, yellow), share(back, blue) > 1_000) == (0, True)
    # Branches of the emblem are of the primary colour, and nothing else where it stood is.
    assert share(back.crop((0, 0, 360, 110)), (15, 118, 110)) == 0


@pytest.mark.parametrize("key", ["logo", "logo_on_dark"])
@pytest.mark.parametrize(
    ("size", "colour", "said"),
    [((1, 1), "red", "has 1 × 1 pixels, too few to be seen"), ((90, 30), (0, 0, 0, 0), "shows nothing")],
)
def test_what_is_no_logo_is_refused_with_its_line(
    desk: Desk, key: str, size: tuple[int, int], colour: str | tuple[int, ...], said: str
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    desk.write("assets/images/a.png", out.getvalue())
    line = desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', f'{key} = "assets/images/a.png"')
    desk.article("Words.")
    message = desk.build().refusal()
    assert f"brochure.toml:{line}: The logo 'a.png' {said}" in message


def test_a_logo_of_pixels_goes_to_press_where_it_has_enough(desk: Desk) -> None:
    """White letters with smooth edges are no line art, whatever colour what cannot be seen has."""
    white = Image.new("RGBA", (700, 140), (0, 0, 0, 0))
    for at in range(20, 680, 60):
        ImageDraw.Draw(white).ellipse((at, 30, at + 40, 110), fill="white")
    smooth = white.resize((1400, 280)).resize((700, 140), Image.Resampling.BICUBIC)
    logos = {}
    for name, image in (("white", smooth), ("tiny", smooth.resize((70, 14)))):
        image.save(out := io.BytesIO(), "PNG")
        logos[name] = out.getvalue()
    line = with_logo(desk, logos["white"], name="white.png")
    desk.article("Words.")
    done = desk.build("test", "--layout", "trifold", "--edition", "press")
    assert done.code == 0, done.err
    desk.write("white.png", logos["tiny"])
    message = desk.build("test", "--layout", "trifold", "--edition", "press").refusal()
    assert f" brochure.toml:{line}: The picture in the panel 'back'" in message
    assert "too coarse to print. It would do at" in message


def test_text_in_a_font_that_is_not_there_names_font_and_file(desk: Desk) -> None:
    line = with_logo(desk, HARBOUR.replace("Atkinson Hyperlegible Next", "Nunito Sans"))
    desk.article("Words.")
    message = desk.build().refusal()
    assert f"brochure.toml:{line}: The drawing 'mark.svg' has text in 'Nunito Sans'" in message


def test_a_message_brings_the_logo_along(desk: Desk) -> None:
    with_logo(desk, HARBOUR)
    desk.article("Words.")
    done = desk.brochure("send", "test", "--to", "Ana <ana@clients.example>")
    assert done.code == 0, done.err
    message = message_from_bytes((desk.root / "output/outbox/test-0001.eml").read_bytes(), policy=policy.default)
    html = message.get_body(("html",))
    assert html
    assert 'src="cid:logo"' in html.get_content()
    (picture,) = [part for part in message.walk() if part["Content-ID"] == "<logo>"]
    with Image.open(io.BytesIO(picture.get_content())) as image:
        assert image.width / image.height == pytest.approx(4, rel=0.02)
    with Image.open(desk.root / "output/outbox/test.png") as shot:
        head = shot.convert("RGB").crop((0, 380, 700, 700))
    assert share(head, (255, 255, 255)) > 10_000
