"""What a print shop would send back, told before it is sent: coarse pictures, wrong profiles, colours, inks."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from PIL import Image, ImageCms

from tests.conftest import Desk, Result

PRODUCT = "output/test/test-trifold-letter-press.pdf"
OLD = b"The old product."


def picture(width: int, mode: str = "RGB", kind: str = "PNG") -> bytes:
    """A picture with drawing in it, two thirds as high as wide."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, width * 2 // 3)).convert("RGB").convert(mode).save(out, kind)
    return out.getvalue()


@pytest.fixture
def pictured(desk: Desk) -> Desk:
    """An article with a picture as wide as its panel, and a product from before."""
    desk.article("Words.\n\n![A slope](../images/slope.png)")
    desk.write(PRODUCT, OLD)
    return desk


def press(desk: Desk, *more: str) -> Result:
    return desk.build("test", "--layout", "trifold", "--edition", "press", *more)


def configured(desk: Desk, text: str) -> Desk:
    """The desk with one more table, or with the brand's primary colour replaced."""
    config = (desk.root / "brochure.toml").read_text("utf-8")
    if text.startswith("primary"):
        config = "\n".join(text if line.startswith("primary") else line for line in config.splitlines()) + "\n"
    else:
        config += f"\n{text}\n"
    desk.write("brochure.toml", config)
    desk.article("Words.")
    desk.write(PRODUCT, OLD)
    return desk


def test_a_coarse_picture_is_named_with_the_size_at_which_it_would_do(pictured: Desk) -> None:
    pictured.write("assets/images/slope.png", picture(262))
    message = press(pictured).refusal()
    assert "in the panel 'left'" in message
    assert " 96 ppi at 69 × 46 mm" in message
    assert "It would do at 22 × 15 mm" in message
    assert pictured.files()[PRODUCT] == OLD


def test_a_doubtful_picture_is_printed_with_a_warning(pictured: Desk) -> None:
    pictured.write("assets/images/slope.png", picture(470))
    done = press(pictured, "--json")
    assert done.code == 0
    (product,) = done.json["products"]
    (warning,) = [finding for finding in product["findings"] if finding["severity"] == "warning"]
    assert "158 ppi" in warning["message"]
    assert "'left'" in warning["message"]


def test_the_resolutions_at_which_a_picture_is_refused_or_doubtful(pictured: Desk) -> None:
    """Below 150 ppi it is refused, below 225 doubtful (Ghent R0031), for a picture of 75.7 mm: 447 and 670 pixels."""
    pictured.write("assets/images/slope.png", picture(444))
    assert " 149 ppi at 76 × 50 mm, too coarse" in press(pictured).refusal()
    widths = 453, 667, 676
    for width in widths:
        pictured.write(f"assets/images/slope-{width}.png", picture(width))
    pictured.article("Words.\n\n" + "\n\n".join(f"![A slope](../images/slope-{width}.png)" for width in widths))
    done = press(pictured, "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    messages = [finding["message"] for finding in product["findings"] if finding["severity"] == "warning"]
    assert [re.findall(r"(\d+) ppi", message) for message in messages] == [["152"], ["224"]]


def test_a_cmyk_picture_stays_the_ink_it_is(pictured: Desk) -> None:
    data = picture(900, "CMYK", "JPEG")
    pictured.write("assets/images/slope.jpg", data)
    pictured.article("Words.\n\n![A slope](../images/slope.jpg)")
    assert press(pictured).code == 0
    with pikepdf.open(pictured.root / PRODUCT) as pdf:
        (image,) = [
            stream
            for stream in pdf.objects
            if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image"
        ]
        assert image.ColorSpace == "/DeviceCMYK"
        with Image.open(io.BytesIO(data)) as before:
            assert pikepdf.PdfImage(image).as_pil_image().convert("CMYK").getpixel((9, 9)) == before.getpixel((9, 9))


PROFILES = [
    pytest.param(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "is a display profile", id="for screens"
    ),
    pytest.param(b"not a profile", "damaged", id="damaged"),
]


@pytest.mark.parametrize(("content", "fault"), PROFILES)
def test_a_profile_that_no_press_has(desk: Desk, content: bytes, fault: str) -> None:
    desk.write("assets/press.icc", content)
    message = press(configured(desk, '[printer]\nprofile = "assets/press.icc"')).refusal()
    assert "brochure.toml" in message
    assert "press.icc" in message
    assert fault in message
    assert desk.files()[PRODUCT] == OLD


CONFIGURED = [
    pytest.param('[printer]\nprofile = "forga39"', "fogra39", id="unknown profile"),
    pytest.param('[printer]\nbleed = "9mm"', "9.0 mm; art reaches 3.2 mm", id="more bleed than art"),
    pytest.param('[printer]\ncaliper = "5mm"', "no paper is 5 mm thick; a sheet has 0.03 to 0.6 mm", id="board"),
    pytest.param('[printer]\ncaliper = "0.02mm"', "no paper is 0.02 mm thick", id="tissue"),
    pytest.param('[printer]\nstock = "card"', "cannot be 'card'. Known: cover, text", id="unknown stock"),
    pytest.param('[printer]\nmark_offset = "1mm"', "lie in the bleed", id="marks in the bleed"),
    pytest.param('[printer]\npreset = "offline"', "cannot be 'offline'", id="unknown preset"),
    pytest.param('[printer]\njob = "black-and-spot"', "names no spot colour", id="no spot"),
    pytest.param(
        'primary = { rgb = "#8a2a1f", cmyk = [90, 90, 90, 90] }', "'primary' has 360% ink in all", id="over the limit"
    ),
    pytest.param('primary = { rgb = "#8a2a1f", spot = "PANTONE 1" }', "needs cmyk values", id="spot without cmyk"),
    pytest.param('primary = { rgb = "#8a2a1f", cymk = [0, 0, 0, 0] }', "Did you mean 'cmyk'", id="unknown key"),
    pytest.param(
        'primary = { rgb = "#8a2a1f", spot = "Red 1", cmyk = [0, 80, 80, 20] }\n'
        'secondary = { rgb = "#2f5d57", spot = "RED 1", cmyk = [80, 0, 40, 40] }',
        "stand for two colours",
        id="one spot for two colours",
    ),
]


@pytest.mark.sample(4)
@pytest.mark.parametrize(("text", "fault"), CONFIGURED)
def test_what_cannot_be_printed_so(desk: Desk, text: str, fault: str) -> None:
    if "\nsecondary" in text:
        desk.swap("brochure.toml", 'secondary = "#2f5d57"   # spruce: titles of boxes, numbers, links\n', "")
    message = press(configured(desk, text)).refusal()
    assert fault in message
    assert desk.files()[PRODUCT] == OLD


X1A = '\n[printer]\nstandard = "x-1a"\n'
DISC = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"{}/></svg>'


def see_through() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (1200, 800), (200, 0, 0, 120)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "where"), [("see through.png", "article"), ("disc.svg", "logo")])
def test_what_x1a_cannot_hold_is_named_with_its_line(desk: Desk, name: str, where: str) -> None:
    desk.write("assets/images/see through.png", see_through())
    desk.write("assets/images/disc.svg", DISC.format(' opacity=".4"'))
    desk.write("assets/images/solid.svg", DISC.format(""))
    solid = "Words.\n\n![Solid](../images/solid.svg)\n\n"
    desk.article(f"{solid}![A disc](<../images/{name}>)" if where == "article" else solid)
    config = (desk.root / "brochure.toml").read_text("utf-8")
    logo = f'logo = "assets/images/{name if where == "logo" else "solid.svg"}"'
    desk.write("brochure.toml", re.sub(r"(?m)^# logo = .*$", logo, config) + X1A)
    said = press(desk).refusal()
    if where == "article":
        assert said.startswith(f"brochure: assets/articles/test.md:9: '{name}' in the panel 'left': ")
    else:
        line = config[: config.index("# logo =")].count("\n") + 1
        assert said.startswith(f"brochure: brochure.toml:{line}: '{name}' in the panel 'cover': ")
    assert "PDF/X-1a knows no transparency" in said


def line_art(width: int) -> bytes:
    """A one-bit picture, two thirds as high as wide."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, width * 2 // 3)).convert("1", dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def test_the_resolutions_at_which_line_art_is_refused_or_doubtful(pictured: Desk) -> None:
    """Below 550 ppi it is refused, below 800 doubtful (Ghent R0032): 1639 and 2384 pixels; it keeps them all."""
    pictured.write("assets/images/slope.png", line_art(1590))
    said = press(pictured).refusal()
    assert " black and white alone in the panel 'left'" in said
    assert "too coarse" in said
    widths = 1655, 2370, 2400
    for width in widths:
        pictured.write(f"assets/images/slope-{width}.png", line_art(width))
    pictured.article("Words.\n\n" + "\n\n".join(f"![A slope](../images/slope-{width}.png)" for width in widths))
    done = press(pictured, "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    messages = [finding["message"] for finding in product["findings"] if finding["severity"] == "warning"]
    assert len(messages) == 2
    with pikepdf.open(pictured.root / PRODUCT) as pdf:
        pictures = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
        assert sorted(int(picture.Width) for picture in pictures) == sorted(widths)


@pytest.mark.parametrize(
    "line", ['<path d="M0 50H100" stroke="#c60" stroke-width="0.1"/>', '<rect width="99" height="0.1"/>']
)
def test_a_line_that_no_press_holds_is_told_with_file_width_and_limit(desk: Desk, line: str) -> None:
    thick = '<rect width="100" height="100" fill="none" stroke="#000" stroke-width="2"/>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
    desk.write("assets/images/thin.svg", svg.format(thick + line))
    desk.write("assets/images/thick.svg", svg.format(thick))
    desk.article("Words.\n\n![Thin](../images/thin.svg)\n\n![Thick](../images/thick.svg)")
    done = press(desk, "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    (found,) = [finding for finding in product["findings"] if finding["rule"] == "hairline"]
    assert "'thin.svg'" in found["message"]
    assert re.search(r"0\.21 pt wide in print; a press holds 0\.25 pt", found["message"])
