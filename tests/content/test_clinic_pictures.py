"""Pictures as they go into products: their pixels, upright, and nothing of what was written beside them."""

from __future__ import annotations

import io
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from brochure.content import drawings
from brochure.content.pictures.clean import Clean, clean, with_profile
from brochure.content.pictures.coding import Damaged, orientation
from tests.content import planted
from tests.content.planted import exif, icc, photograph, saved


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def off(one: Image.Image, other: Image.Image) -> int:
    """By how many levels the two differ where they differ most."""
    assert (one.mode, one.size) == (other.mode, other.size)
    return max(ImageChops.difference(one, other).tobytes())


@pytest.mark.parametrize("kind", planted.KINDS)
def test_the_marks_are_there_before_and_gone_after(kind: str) -> None:
    data = planted.KINDS[kind]()
    assert len(planted.found(data)) > 3
    cleaned = clean(data).data
    assert planted.found(cleaned) == []
    image = opened(cleaned)
    assert image.format == ("JPEG" if kind == "jpg" else "PNG")
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform"} | {
        "progressive",
        "progression",
    }
    assert off(image.convert("RGB"), planted_pixels(kind)) == 0


def planted_pixels(kind: str) -> Image.Image:
    if kind == "gif":
        return photograph().convert("P").convert("RGB")
    return opened(saved(photograph(), "JPEG", quality=92, progressive=True)) if kind == "jpg" else photograph()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_is_clean_stays_as_it_is_to_the_byte(mode: str, progressive: bool) -> None:
    data = saved(photograph(mode), "JPEG", progressive=progressive)
    assert clean(data) == Clean(data)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_png_that_is_clean_stays_as_it_is_to_the_byte(mode: str) -> None:
    data = saved(photograph(mode, (90, 60)), "PNG")
    assert clean(data) == Clean(data)


def test_what_is_clean_stays_so() -> None:
    for make in planted.KINDS.values():
        once = clean(make())
        assert clean(once.data).data == once.data


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_pictures_stand_upright(kind: str, number: int) -> None:
    data = saved(photograph(size=(96, 64)), kind, exif=exif(number), lossless=True, quality=95)
    cleaned = clean(data).data
    assert (opened(cleaned).size == (64, 96)) == (number >= 5)
    with Image.open(io.BytesIO(data)) as image:
        wanted = ImageOps.exif_transpose(image)
    assert not opened(cleaned).getexif()
    assert planted.found(cleaned) == []
    if kind == "JPEG":
        # Colours that are stored coarser than light blur a little more where two meet.
        levels = ImageChops.difference(opened(cleaned), wanted).tobytes()
        assert sum(levels) / len(levels) < 2
    else:
        assert off(opened(cleaned), wanted) == 0


@pytest.mark.parametrize("sampling", [0, 1, 2])
def test_a_turned_jpeg_keeps_its_tables(sampling: int) -> None:
    # Tables that are not the same across and down.
    table = [1 + at // 8 + 3 * (at % 8) for at in range(64)]
    data = saved(photograph(), "JPEG", qtables=[table, table], subsampling=sampling, exif=exif(6))
    turned = opened(clean(data).data)
    assert turned.quantization[0] == [1 + at % 8 + 3 * (at // 8) for at in range(64)]  # type: ignore[attr-defined]
    upside_down = saved(photograph(), "JPEG", qtables=[table, table], exif=exif(3))
    assert opened(clean(upside_down).data).quantization[1] == table  # type: ignore[attr-defined]
    assert abs(len(clean(data).data) - len(data)) < len(data) / 3


@pytest.mark.parametrize("adobe", [True, False])
def test_ink_is_not_turned_over_when_it_is_turned(adobe: bool) -> None:
    """Adobe's programs store ink the other way round, and the segment that says so must stay or be away as it was."""
    plain = saved(photograph("CMYK", (96, 64)), "JPEG", quality=95, exif=exif(3))
    at = plain.index(b"\xff\xee")
    data = plain if adobe else plain[:at] + plain[at + 16 :]
    before, after = opened(data), opened(clean(data).data)
    assert ("adobe" in after.info) == adobe
    assert off(ImageOps.exif_transpose(before), after) < 12


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"II*\0",
        b"Exif\0\0",
        exif(6)[6:20],
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff" + bytes(40),
        b"\xff" * 90,
    ],
)
def test_damaged_exif_is_of_no_concern(damaged: bytes) -> None:
    assert orientation(damaged) == 1
    plain = saved(photograph(size=(90, 60)), "PNG")
    assert clean(plain[:33] + planted.chunk(b"eXIf", damaged) + plain[33:]).data == plain
    plain = saved(photograph(size=(90, 60)), "JPEG")
    assert clean(plain[:20] + planted.segment(0xE1, b"Exif\0\0" + damaged) + plain[20:]).data == plain


@pytest.mark.parametrize(
    "chunk", [b"\0\0\0\x04zTXtPLANPLAN", planted.chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(1 << 26)))]
)
def test_damage_beside_the_pixels_of_a_png_is_of_no_concern(chunk: bytes) -> None:
    plain = saved(photograph(size=(90, 60)), "PNG")
    assert clean(plain[:33] + chunk + plain[33:]) == Clean(plain)


JPEG = saved(photograph(size=(90, 60)), "JPEG")
_SCAN = JPEG.index(b"\xff\xda")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(JPEG[:20] + b"\xff\xe1\xff\xff" + JPEG[20:], id="a segment longer than the file"),
        pytest.param(JPEG[:20] + b"\xff\xe1\0\x01" + JPEG[20:], id="a segment shorter than its length"),
        pytest.param(JPEG[:20] + planted.segment(0xDD, b"PLANTED") + JPEG[20:], id="a restart interval of seven bytes"),
        pytest.param(JPEG[:20] + planted.segment(0xDB, bytes(65) + b"PLANTED") + JPEG[20:], id="a table and more"),
        pytest.param(JPEG[:20] + planted.segment(0xC4, bytes(17) + b"PLANTED") + JPEG[20:], id="a code and more"),
        pytest.param(
            JPEG[:_SCAN] + planted.segment(0xC0, b"\x08\0\x09\0\x09\x01\x01\x11\0") + JPEG[_SCAN:], id="two frames"
        ),
        pytest.param(JPEG[:_SCAN] + b"\xff\xd9", id="no scan"),
        pytest.param(JPEG[:-2] + b"PLANTED", id="no end"),
        pytest.param(b"\xff\xd8" + b"\xff\xfe\0\x02" * 20_000 + JPEG[2:], id="too many segments"),
        pytest.param(b"\xff\xd8" + b"\xff" * 1_000_000, id="fill alone"),
        pytest.param(saved(photograph(size=(90, 60)), "PNG")[:-40], id="half a PNG"),
        pytest.param(saved(photograph(size=(90, 60)), "WEBP")[:-90], id="half a WebP"),
        pytest.param(b"RIFF\0\0\0\0WAVE", id="a sound"),
        pytest.param(b"RIFF\4\0\0\0WEBP", id="a WebP of nothing"),
        pytest.param(saved(photograph("RGB").convert("F"), "TIFF"), id="fractions of grey"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abCd\0\0\0\0" * 200_000, id="too many chunks"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(data: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(Damaged):
        clean(data)
    assert time.perf_counter() - start < 5


def test_ink_in_a_tiff_stays_ink_and_nothing_else() -> None:
    """As a JPEG, which is the one file in which the engine takes inks."""
    inked = photograph("CMYK")
    cleaned = opened(clean(saved(inked, "TIFF", compression="tiff_lzw", icc_profile=icc(), description="PLANTED")).data)
    assert (cleaned.format, cleaned.mode) == ("JPEG", "CMYK")
    levels = ImageChops.difference(cleaned, inked).tobytes()
    assert sum(levels) / len(levels) < 1
    assert not planted.found(clean(saved(inked, "TIFF", description="PLANTED")).data)


HEIC = Path(__file__).parent / "heic"


@pytest.mark.parametrize("name", ["upright", "turned", "two"])
def test_a_photograph_in_heic(name: str) -> None:
    """Turned as its camera was held, the first of several, and nothing of what was written beside its pixels."""
    data = (HEIC / f"{name}.heic").read_bytes()
    assert planted.found(data) or name == "two"
    cleaned = clean(data).data
    assert planted.found(cleaned) == []
    image = opened(cleaned)
    assert image.format == "JPEG"
    wanted = photograph(size=(96, 64))
    wanted = wanted.transpose(Image.Transpose.ROTATE_270) if name == "turned" else wanted
    levels = ImageChops.difference(image, wanted).tobytes()
    assert sum(levels) / len(levels) < 9


def test_a_heic_that_is_see_through_stays_so() -> None:
    image = opened(clean((HEIC / "alpha.heic").read_bytes()).data)
    assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (96, 64))
    alpha = image.getchannel("A").tobytes()
    assert min(alpha) < 10 < 240 < max(alpha)


@pytest.mark.parametrize("number", [1, 3, 6])
def test_a_photograph_in_avif(number: int) -> None:
    data = saved(photograph(size=(96, 64)), "AVIF", exif=exif(number), quality=95)
    cleaned = clean(data).data
    with Image.open(io.BytesIO(data)) as image:
        wanted = ImageOps.exif_transpose(image)
    assert planted.found(cleaned) == []
    assert opened(cleaned).format == "JPEG"
    levels = ImageChops.difference(opened(cleaned), wanted).tobytes()
    assert sum(levels) / len(levels) < 3


def test_the_first_picture_of_a_camera_with_two_lenses() -> None:
    left, right = photograph(size=(96, 64)), photograph("L", (96, 64)).convert("RGB")
    both = saved(left, "MPO", save_all=True, append_images=[right])
    cleaned = opened(clean(both).data)
    assert (cleaned.format, cleaned.size) == ("JPEG", (96, 64))
    assert off(cleaned, opened(both)) == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_half_a_photograph_is_none(kind: str, share: float) -> None:
    """The libraries fill what is missing with grey, or with nothing."""
    data = (HEIC / "upright.heic").read_bytes() if kind == "heic" else saved(photograph(size=(96, 64)), "AVIF")
    with pytest.raises(Damaged):
        clean(data[: int(len(data) * share)])


def test_lab_becomes_srgb() -> None:
    screen, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    measured = ImageCms.profileToProfile(photograph(), screen, lab, outputMode="LAB")
    assert measured is not None
    cleaned = opened(clean(saved(measured, "TIFF")).data)
    assert cleaned.format == "PNG"
    levels = ImageChops.difference(cleaned, photograph()).tobytes()
    assert sum(levels) / len(levels) < 4  # Lab has 8 bits, too


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_become_eight(kind: str) -> None:
    grey = photograph("L")
    wide = Image.frombytes("I;16", grey.size, b"".join(bytes((level, level)) for level in grey.tobytes()))
    assert off(opened(clean(saved(wide, kind)).data), grey) == 0


def test_profiles_that_say_srgb_are_not_kept() -> None:
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (ours, icc(planted.SRGB)[:60], b"nonsense", icc(())):
        assert clean(saved(photograph(), "JPEG", icc_profile=profile)).profile == b""
        assert clean(saved(photograph(), "PNG", icc_profile=profile)).profile == b""
    assert clean(saved(photograph("L"), "JPEG", icc_profile=icc())).profile == b""


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tif"])
def test_another_profile_is_kept_without_its_words(kind: str) -> None:
    profile = icc()
    make = {"jpg": planted.jpeg, "png": planted.png, "webp": planted.webp, "tif": planted.tiff}[kind]
    kept = clean(make(profile=profile)).profile
    assert planted.found(profile)
    assert planted.found(kept) == []
    assert off(through(profile), through(kept)) == 0
    assert off(through(kept), photograph()) > 10


def through(profile: bytes) -> Image.Image:
    source, standard = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    seen = ImageCms.profileToProfile(photograph(), source, standard, ImageCms.Intent.RELATIVE_COLORIMETRIC)
    assert seen is not None
    return seen


def test_a_grey_that_is_transparent_has_its_profile_beside_its_alpha() -> None:
    data = saved(photograph("L"), "PNG", transparency=90, icc_profile=icc((), 1.2))
    cleaned = clean(data)
    assert cleaned.profile
    assert opened(cleaned.data).mode == "LA"
    assert off(opened(cleaned.data), opened(data).convert("LA")) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_file_of_its_own_has_the_profile_in_it(kind: str) -> None:
    cleaned = clean(saved(photograph(), kind, icc_profile=icc(), exif=exif()))
    large = Clean(cleaned.data, cleaned.profile.ljust(150_000, b"\0"))
    for picture in (cleaned, large):
        file = with_profile(picture)
        assert opened(file).info["icc_profile"] == picture.profile
        assert clean(file).data == cleaned.data
        assert planted.found(file) == []


SVG = (
    b'<?xml version="1.0"?><!-- PLANTED --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink='
    b'"http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 9 9"'
    b' inkscape:export-filename="/home/PLANTED/a.png" data-author="PLANTED"><!-- PLANTED --><title>PLANTED</title>'
    b'<metadata><a xmlns="PLANTED">PLANTED</a></metadata><inkscape:page label="PLANTED"/><desc>PLANTED</desc>'
    b'<defs><path id="a" d="M0 0h9v9z" inkscape:label="PLANTED"/></defs><use xlink:href="#a" fill="#8a2a1f"/></svg>'
)


def test_a_drawing_without_what_its_program_wrote() -> None:
    kept = drawings.plain("a.svg", SVG)
    assert len(planted.found(SVG)) == 10
    assert planted.found(kept) == []
    assert b'<path id="a" d="M0 0h9v9z"' in kept
    assert b'xlink:href="#a" fill="#8a2a1f"' in kept
    assert b'xmlns="http://www.w3.org/2000/svg"' in kept
    assert drawings.plain("a.svg", kept) == kept
