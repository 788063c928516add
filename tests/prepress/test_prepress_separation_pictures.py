"""Pictures become ink: samples, palettes, masks, and how large they are printed."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from brochure.errors import BadInput
from brochure.prepress.separation.separate import Inks, Job, separate
from tests.prepress.separating import INKS, Plain, content_of, document, form, picture, screen_colours, separated

RED_GREEN = bytes((255, 0, 0, 0, 255, 0))
INKS_OF_RED_GREEN = bytes((0, 255, 255, 0, 255, 0, 255, 0))


def placed(pdf: pikepdf.Pdf, made: Any, size: float = 9) -> Any:
    """A page that paints the picture, once it is ink."""
    pdf.pages[0].obj.Contents = pdf.make_stream(f"{size} 0 0 {size} 0 0 cm /P Do".encode())
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=made))
    separated(pdf)
    assert screen_colours(pdf) == []
    return pdf.pages[0].obj.Resources.XObject.P


def inks_of(made: Any) -> bytes:
    """The inks of each pixel, a palette looked up."""
    data = made.read_bytes()
    if made.ColorSpace == Name.DeviceCMYK:
        return bytes(data)
    assert (made.ColorSpace[0], made.ColorSpace[1]) == ("/Indexed", "/DeviceCMYK")
    lookup = bytes(made.ColorSpace[3])
    return b"".join(lookup[4 * value : 4 * value + 4] for value in data)


def jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    return file.getvalue()


def jpeg_picture(pdf: pikepdf.Pdf, picture: Image.Image, space: Any, **keys: Any) -> Any:
    made: Any = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, ColorSpace=space, **keys)
    made.Width, made.Height, made.BitsPerComponent = *picture.size, 8
    made.write(jpeg(picture), filter=Name.DCTDecode)
    return made


def test_an_rgb_picture() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB))
    assert inks_of(made) == INKS_OF_RED_GREEN


def test_a_grey_picture_keeps_its_samples_and_is_black_alone() -> None:
    pdf = document("")
    before = picture(pdf, bytes((0, 128, 255)), (3, 1), Name.DeviceGray)
    raw = before.read_raw_bytes()
    made = placed(pdf, before)
    assert made.read_raw_bytes() == raw
    assert inks_of(made) == bytes((0, 0, 0, 255, 0, 0, 0, 127, 0, 0, 0, 0))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_of_few_bits(bits: int) -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, b"\x80", (1, 1), Name.DeviceGray, BitsPerComponent=bits))
    lookup = bytes(made.ColorSpace[3])
    assert (int(made.BitsPerComponent), len(lookup)) == (bits, 4 * 2**bits)
    assert (lookup[:4], lookup[-4:]) == (b"\0\0\0\xff", b"\0\0\0\0")


def test_decode_goes_into_the_palette() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, bytes((0, 255)), (2, 1), Name.DeviceGray, Decode=[1, 0]))
    assert inks_of(made) == bytes((0, 0, 0, 0, 0, 0, 0, 255))
    assert "/Decode" not in made


def test_decode_of_colours() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB, Decode=[1, 0, 1, 0, 1, 0]))
    assert inks_of(made) == bytes((255, 0, 0, 0, 0, 255, 0, 0))
    assert "/Decode" not in made


def test_a_palette_is_converted_and_its_samples_are_kept() -> None:
    pdf = document("")
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(RED_GREEN)])
    made = placed(pdf, picture(pdf, b"\x40", (2, 1), palette, BitsPerComponent=1))
    assert bytes(made.ColorSpace[3]) == INKS_OF_RED_GREEN
    assert made.read_bytes() == b"\x40"


def test_sixteen_bits() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, b"\xff\xff\0\0\0\0", (1, 1), Name.DeviceRGB, BitsPerComponent=16))
    assert (int(made.BitsPerComponent), inks_of(made)) == (8, b"\0\xff\xff\0")
    grey = placed(pdf, picture(pdf, b"\x80\x12", (1, 1), Name.DeviceGray, BitsPerComponent=16))
    assert (int(grey.BitsPerComponent), inks_of(grey)) == (8, b"\0\0\0\x7f")


def test_colours_of_four_bits() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, b"\xf0\x00\xf0\xf0\x00", (3, 1), Name.DeviceRGB, BitsPerComponent=4))
    assert inks_of(made)[:8] == b"\0\xff\xff\0\xff\0\xff\0"


def test_alpha_and_stencils_stay() -> None:
    pdf = document("")
    alpha = picture(pdf, b"\x80\xff", (2, 1), Name.DeviceGray)
    stencil = picture(pdf, b"\x40", (2, 1), None, ImageMask=True, BitsPerComponent=1)
    for key, mask in (("SMask", alpha), ("Mask", stencil)):
        raw = mask.read_raw_bytes()
        made = placed(pdf, picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB, **{key: mask}))
        assert made["/" + key].read_raw_bytes() == raw
    assert alpha.ColorSpace == Name.DeviceGray


def test_a_colour_key_becomes_a_stencil() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB, Mask=[250, 255, 0, 5, 0, 5]))
    assert (bool(made.Mask.ImageMask), made.Mask.read_bytes()[0] >> 6) == (True, 0b10)


def test_a_colour_key_on_a_palette_stays() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, b"\0\xff", (2, 1), Name.DeviceGray, Mask=[0, 3]))
    assert list(made.Mask) == [0, 3]


def test_a_stencil_is_painted_with_the_current_colour() -> None:
    pdf = document("0 g 9 0 0 9 0 0 cm /P Do")
    stencil = picture(pdf, b"\x40", (2, 1), None, ImageMask=True, BitsPerComponent=1)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=stencil))
    assert separated(pdf).pictures == ()
    assert content_of(pdf) == "0 0 0 1 k 9 0 0 9 0 0 cm /P Do"


def test_a_jpeg_photograph() -> None:
    pdf = document("")
    made = placed(pdf, jpeg_picture(pdf, Image.new("RGB", (16, 16), (255, 0, 0)), Name.DeviceRGB))
    assert made.Filter == Name.FlateDecode
    assert list(made.read_bytes()[:4]) == pytest.approx([0, 255, 255, 0], abs=3)


def test_a_grey_jpeg_keeps_its_data() -> None:
    pdf = document("")
    before = jpeg_picture(pdf, Image.new("L", (16, 16), 90), Name.DeviceGray)
    raw = before.read_raw_bytes()
    made = placed(pdf, before)
    assert (made.Filter, made.read_raw_bytes()) == (Name.DCTDecode, raw)


@pytest.mark.parametrize("decode", [None, [1, 0] * 4])
def test_a_cmyk_jpeg_is_ink_already(decode: list[int] | None) -> None:
    pdf = document("")
    keys = {"Decode": decode} if decode else {}
    before = jpeg_picture(pdf, Image.new("CMYK", (600, 600), (255, 0, 0, 0)), Name.DeviceCMYK, **keys)
    raw = before.read_raw_bytes()
    made = placed(pdf, before)
    assert made.read_raw_bytes() == raw
    assert made.get("/Decode") == (Array(decode) if decode else None)


def test_a_cmyk_jpeg_from_adobe_is_the_right_way_up_in_a_black_job() -> None:
    pdf = document("9 0 0 9 0 0 cm /P Do")
    # Pillow stores ink the other way round, as Adobe does, and the engine says so by Decode
    paper = jpeg_picture(pdf, Image.new("CMYK", (8, 8), (0, 0, 0, 0)), Name.DeviceCMYK, Decode=[1, 0] * 4)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=paper))
    separated(pdf, Inks(Plain(), job=Job.BLACK))
    lookup = bytes(paper.ColorSpace[3])
    assert {lookup[value] for value in paper.read_bytes()} <= {0, 1, 2}


def test_an_embedded_profile_is_heeded() -> None:
    pdf = document("")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    icc: Any = pdf.make_stream(profile.tobytes(), N=3)
    made = placed(pdf, picture(pdf, RED_GREEN, (2, 1), Array([Name.ICCBased, icc])))
    assert inks_of(made) == INKS_OF_RED_GREEN


def test_a_damaged_profile_is_refused() -> None:
    pdf = document("/P Do")
    icc: Any = pdf.make_stream(b"nonsense", N=3)
    made = picture(pdf, RED_GREEN, (2, 1), Array([Name.ICCBased, icc]))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=made))
    with pytest.raises(BadInput, match="profile"):
        separate(pdf, INKS)


def test_lab_and_calibrated_pictures() -> None:
    pdf = document("")
    white = Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])
    lab = placed(pdf, picture(pdf, bytes((255, 128, 128, 0, 128, 128)), (2, 1), Array([Name.Lab, white])))
    assert list(lab.read_bytes()) == pytest.approx([0, 0, 0, 0, 255, 255, 255, 0], abs=3)
    srgb = Dictionary(WhitePoint=[0.9505, 1, 1.089], Gamma=[2.2, 2.2, 2.2])
    cal = placed(pdf, picture(pdf, bytes((0, 0, 0)), (1, 1), Array([Name.CalRGB, srgb])))
    assert list(cal.read_bytes()) == pytest.approx([255, 255, 255, 0], abs=3)


def test_inline_pictures() -> None:
    pdf = document(b"q 9 0 0 9 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID " + RED_GREEN + b" EI Q 0 1 0 0 k 0 0 9 9 re f")
    found = separated(pdf)
    assert content_of(pdf) == "q 9 0 0 9 0 0 cm /Inline Do Q 0 1 0 0 k 0 0 9 9 re f"
    assert inks_of(pdf.pages[0].obj.Resources.XObject.Inline) == INKS_OF_RED_GREEN
    assert [entry.pixels for entry in found.pictures] == [(2, 1)]


@pytest.mark.parametrize("header", [b"/W 8 /H 1 /IM true", b"/W 2 /H 1 /BPC 1 /CS /CMYK"])
def test_inline_stencils_and_ink_stay(header: bytes) -> None:
    content = b"0 1 0 0 k BI " + header + b" ID \x12 EI"
    pdf = document(content)
    separated(pdf)
    assert pdf.pages[0].obj.Contents.read_bytes() == content


def test_more_than_the_press_can_print_is_taken_away() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, RED_GREEN * 600 * 600, (1200, 600), Name.DeviceRGB), size=72)
    assert (int(made.Width), int(made.Height)) == (300, 300)
    grey = placed(pdf, picture(pdf, b"\x80" * 600 * 600, (600, 600), Name.DeviceGray), size=72)
    assert (int(grey.Width), set(inks_of(grey))) == (300, {0, 127})


@pytest.mark.parametrize(("size", "pixels"), [(50, 209), (71.9, 300), (72.1, 301), (100, 400)])
def test_a_picture_is_left_300_pixels_an_inch(size: float, pixels: int) -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, bytes(3 * 400 * 400), (400, 400), Name.DeviceRGB), size=size)
    assert (int(made.Width), int(made.Height)) == (pixels, pixels)


@pytest.mark.parametrize("pixels", [299, 300])
def test_nothing_is_enlarged(pixels: int) -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, RED_GREEN * (pixels * pixels), (pixels * 2, pixels), Name.DeviceRGB), size=144)
    assert (int(made.Width), int(made.Height)) == (pixels * 2, pixels)


def test_line_art_that_came_as_rgb_is_black_alone() -> None:
    pdf = pikepdf.new()
    one = picture(pdf, bytes((0, 0, 0, 255, 255, 255)), (2, 1), Name.DeviceRGB)
    page = pdf.add_blank_page(page_size=(100, 100))
    page.obj.Resources = Dictionary(XObject=Dictionary(P=one))
    page.obj.Contents = pdf.make_stream(b"q 50 0 0 50 0 0 cm /P Do Q")
    separated(pdf)
    space = pdf.pages[0].obj.Resources.XObject.P.ColorSpace
    assert (space[0], space[1]) == (Name.Indexed, Name.DeviceCMYK)
    assert bytes(space[3])[:4] == bytes((0, 0, 0, 255))


def test_line_art_keeps_its_resolution() -> None:
    pdf = document("")
    made = placed(pdf, picture(pdf, bytes(100 * 800), (800, 800), Name.DeviceGray, BitsPerComponent=1), size=72)
    assert int(made.Width) == 800


def test_the_report_says_how_large_a_picture_is_printed() -> None:
    pdf = document("q 36 0 0 18 0 0 cm /P Do Q q 2 0 0 2 0 0 cm /F Do Q", "0 72 -36 0 0 0 cm /P Do")
    made = picture(pdf, RED_GREEN * 50 * 100, (100, 100), Name.DeviceRGB)
    inner = form(
        pdf, "36 0 0 36 0 0 cm /P Do", Resources=Dictionary(XObject=Dictionary(P=made)), Matrix=[1, 0, 0, 1, 5, 5]
    )
    for page in pdf.pages:
        page.obj.Resources = Dictionary(XObject=Dictionary(P=made, F=inner))
    (found,) = separated(pdf).pictures
    assert (found.page, found.name, found.pixels, found.bits) == (1, "P", (100, 100), 8)
    assert [found.width_mm, found.height_mm] == pytest.approx([25.4, 25.4])
    assert found.ppi == pytest.approx(100)


def test_the_report_says_where_the_first_place_is_and_how_fine_in_the_coarser_direction() -> None:
    pdf = document("36 0 0 18 10 20 cm /P Do")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture(pdf, RED_GREEN * 2, (2, 2), Name.DeviceRGB)))
    (found,) = separated(pdf).pictures
    assert (found.x, found.y) == pytest.approx((28, 29))
    assert (found.width_mm, found.height_mm) == pytest.approx((12.7, 6.35))
    assert found.ppi == pytest.approx(4)


def test_a_picture_that_is_flat_is_as_fine_as_one_likes() -> None:
    pdf = document("36 0 0 0 0 0 cm /P Do")
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB)))
    (found,) = separated(pdf).pictures
    assert found.height_mm == 0
    assert found.ppi == pytest.approx(4)


@pytest.mark.parametrize("content", ["/M gs 9 0 0 9 0 0 cm /P Do", "9 0 0 9 0 0 cm /P Do /M gs 0 0 9 9 re f"])
def test_a_picture_of_the_page_and_of_its_soft_mask_is_two(content: str) -> None:
    pdf = document(content)
    shared = picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB)
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(pdf, "9 0 0 9 0 0 cm /P Do /P Do", Group=group, Resources=Dictionary(XObject=Dictionary(P=shared)))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state), XObject=Dictionary(P=shared))
    separated(pdf)
    names = (content_of(pdf).partition(" Do")[0].split()[-1], mask.read_bytes().split()[-2].decode())
    page, grey = (holder.Resources.XObject[name] for holder, name in zip((pdf.pages[0].obj, mask), names, strict=True))
    assert inks_of(page) == INKS_OF_RED_GREEN
    assert (grey.ColorSpace, grey.read_bytes()) == (Name.DeviceGray, bytes((76, 150)))
    assert screen_colours(pdf) == []


def test_a_picture_of_the_page_alone_stays_itself() -> None:
    pdf = document("9 0 0 9 0 0 cm /M gs /P Do")
    masked, shown = (picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB) for _ in range(2))
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(pdf, "/Q Do", Group=group, Resources=Dictionary(XObject=Dictionary(Q=masked)))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state), XObject=Dictionary(P=shown))
    separated(pdf)
    assert content_of(pdf) == "9 0 0 9 0 0 cm /M gs /P Do"
    assert inks_of(shown) == INKS_OF_RED_GREEN


def test_a_picture_in_a_pattern_is_placed() -> None:
    pdf = document("9 0 0 9 0 0 cm /Pattern cs /T scn 0 0 1 1 re f")
    made = picture(pdf, RED_GREEN, (2, 1), Name.DeviceRGB)
    tile = pdf.make_stream(
        b"36 0 0 36 0 0 cm /P Do",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 9, 9],
        XStep=9,
        YStep=9,
        Matrix=[2, 0, 0, 2, 0, 0],
        Resources=Dictionary(XObject=Dictionary(P=made)),
    )
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(T=tile))
    (found,) = separated(pdf).pictures
    assert found.width_mm == pytest.approx(25.4)


@pytest.mark.parametrize(
    ("keys", "data", "message"),
    [
        ({"Filter": Name.JPXDecode}, b"", "JPEG 2000"),
        ({"Width": 0}, RED_GREEN, "size"),
        ({"Width": 10**9, "Height": 10**9}, RED_GREEN, "size"),
        ({"Width": 5}, RED_GREEN, "damaged"),
        ({"BitsPerComponent": 7}, RED_GREEN, "bits"),
        ({"Mask": [1, 2]}, RED_GREEN, "colour key"),
        ({"ColorSpace": Name.Nonsense}, RED_GREEN, "colour space"),
    ],
)
def test_pictures_that_cannot_be_printed(keys: dict[str, Any], data: bytes, message: str) -> None:
    pdf = document("9 0 0 9 0 0 cm /P Do")
    made = picture(pdf, data, (2, 1), Name.DeviceRGB)
    for key, value in keys.items():
        made["/" + key] = Array(value) if isinstance(value, list) else value
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=made))
    with pytest.raises(BadInput, match=message):
        separate(pdf, INKS)


def test_a_jpeg_that_is_cut_short_is_refused() -> None:
    pdf = document("9 0 0 9 0 0 cm /P Do")
    made = jpeg_picture(pdf, Image.effect_noise((64, 64), 50).convert("RGB"), Name.DeviceRGB)
    made.write(made.read_raw_bytes()[:400], filter=Name.DCTDecode)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=made))
    with pytest.raises(BadInput, match="damaged"):
        separate(pdf, INKS)
