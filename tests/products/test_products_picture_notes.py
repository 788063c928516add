"""What a camera writes beside a picture is in nothing that leaves the clinic, and its colours are what it meant."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms

from brochure.cli.run import run
from brochure.content.pictures.clean import clean
from brochure.editions.print_job import print_job
from brochure.storage.shipped import SHIPPED
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.content import planted
from tests.content.planted import icc, photograph, saved
from tests.content.test_clinic_pictures import SVG

pytestmark = pytest.mark.xdist_group("picture-notes")

#: Fine enough for the press across a panel.
SIZE = (480, 320)
EDITIONS = ("email", "large-print", "office", "press")


@pytest.fixture(scope="module")
def marked(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of an article with a marked picture of each kind, a marked logo, and a layout with one of its own.

    All its editions are built.
    """
    root = shutil.copytree(founded, tmp_path_factory.mktemp("marked") / "workspace")
    names = []
    for kind, profile in (("jpg", icc()), ("png", icc(planted.ADOBE_RGB)), ("webp", icc()), ("tif", icc())):
        make: Any = planted.KINDS[kind]
        names.append(f"kind-{kind}.{kind}")
        (root / "assets/images" / names[-1]).write_bytes(make(photograph(size=SIZE), profile=profile))
    # Without a profile it is not written anew on its way: what it brings is what readers get.
    (root / "assets/images/kind-plain.jpg").write_bytes(planted.jpeg(photograph(size=SIZE)))
    (root / "assets/images/kind-gif.gif").write_bytes(planted.gif(photograph(size=SIZE)))
    (root / "assets/images/logo.png").write_bytes(planted.png(photograph(size=(900, 300)), icc()))
    shutil.copytree(SHIPPED / "layouts/trifold", root / "layouts/trifold", dirs_exist_ok=True)
    (root / "layouts/trifold/room.jpg").write_bytes(planted.jpeg(photograph(size=(260, 175))))
    with (root / "layouts/trifold/style.css").open("a") as style:
        style.write(".copy { background: url(brochure:layout/room.jpg) 0 0 / 60pt 40pt no-repeat }\n")
    toml = root / "brochure.toml"
    leaflet = '\n[[leaflet]]\narticle = "test"\nlayouts = ["trifold"]\neditions = ["office", "press", "email"]\n'
    text = toml.read_text("utf-8").replace('# logo = "assets/images/logo.svg"', 'logo = "assets/images/logo.png"')
    toml.write_text(text + leaflet, "utf-8")
    (root / "assets/images/kind-svg.svg").write_bytes(SVG)
    body = "\n\n".join(
        f"![what it shows]({name})" for name in (*names, "kind-plain.jpg", "kind-gif.gif", "kind-svg.svg")
    )
    (root / "assets/articles/test.md").write_text(f"---\ntitle: A test\n---\n\nWords.\n\n{body}\n", "utf-8")
    editions = [part for edition in EDITIONS for part in ("--edition", edition)]
    assert run(["build", "test", "--layout", "trifold", *editions, "--workspace", str(root), "--quiet"]) == 0
    return root


def leaves(data: bytes) -> Iterator[bytes]:
    """All that is in a PDF, as it stands and unpacked."""
    yield data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            yield thing.unparse()
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes()
                if "/DCTDecode" not in str(thing.get("/Filter", "")):
                    yield thing.read_bytes()


def marks(data: bytes) -> list[str]:
    return [mark for leaf in (leaves(data) if data.startswith(b"%PDF") else [data]) for mark in planted.found(leaf)]


@contextmanager
def pictures(path: Path) -> Iterator[list[Any]]:
    """The pictures of a PDF that are not masks."""
    with pikepdf.open(path) as pdf:
        images = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        masks = [image.SMask.objgen for image in images if "/SMask" in image]
        yield [image for image in images if image.objgen not in masks]


def test_a_search_finds_marks_in_packed_streams() -> None:
    pdf = pikepdf.new()
    pdf.docinfo["/Author"] = "PLANTED one"
    pdf.Root.Extra = pdf.make_stream(b"PLANTED two")
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"PLANTED" not in out.getvalue()
    assert len(marks(out.getvalue())) >= 2


@pytest.mark.sample(1)
@pytest.mark.parametrize("edition", ["email", "large-print", "trifold-letter-office", "trifold-letter-press"])
def test_no_edition_has_what_a_camera_wrote(marked: Path, edition: str) -> None:
    file = marked / f"output/test/test-{edition}.pdf"
    data = file.read_bytes()
    with pictures(file) as images:
        assert len(images) == (8 if "trifold" in edition else 7)
    assert marks(data) == []
    assert b"ICCBased" not in b"".join(leaf for leaf in leaves(data) if len(leaf) < 5000)


def test_no_message_has_it(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(marked)
    assert run(["send", "test", "--to", "Ana <ana@clients.example>", "--dry-run", "--quiet"]) == 0
    (draft,) = marked.rglob("*.eml")
    shown = list((marked / "output").rglob("outbox/**/*.png"))
    assert shown
    parts = [part.get_payload(decode=True) for part in message_from_bytes(draft.read_bytes(), policy=default).walk()]
    attached = [part for part in parts if isinstance(part, bytes)]
    assert any(part.startswith(b"%PDF") for part in attached)
    assert [marks(data) for data in (draft.read_bytes(), *attached, *(path.read_bytes() for path in shown))] == [[]] * (
        1 + len(attached) + len(shown)
    )


def test_no_proof_and_no_release_has_it(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(marked)
    assert run(["proof", "test", "--plates", "--layout", "trifold", "--ppi", "36", "--quiet"]) == 0
    assert run(["release", "test", "--quiet"]) == 0
    made = [path for folder in ("test/proof", "releases") for path in (marked / "output" / folder).rglob("*.*")]
    files = {path.name: path.read_bytes() for path in made if path.is_file()}
    kept = {name for name in files if name.startswith("kind-")}
    turned_png = {"kind-webp.webp.png", "kind-tif.tif.png", "kind-gif.gif.png"}
    assert kept == {"kind-jpg.jpg", "kind-plain.jpg", "kind-png.png", "kind-svg.svg", *turned_png}
    assert {name: found for name, data in files.items() if (found := marks(data))} == {}
    for name in kept - {"kind-gif.gif.png", "kind-plain.jpg", "kind-svg.svg"}:
        assert Image.open(io.BytesIO(files[name])).info["icc_profile"]


def patches(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Flat colours, so that packing loses next to nothing."""
    made = Image.new("RGB", size)
    for at, colour in enumerate(
        [(250, 60, 40), (40, 220, 60), (30, 60, 240), (128, 128, 128), (240, 220, 90), (9, 90, 99)]
    ):
        left = at * size[0] // 6
        made.paste(colour, (left, 0, left + size[0] // 6, size[1]))
    return made.convert(mode)


def middles(image: Image.Image) -> Image.Image:
    """The colour in the middle of each patch."""
    found = Image.new(image.mode, (6, 1))
    for at in range(6):
        place = round((at + 0.5) * image.width / 6), image.height // 2
        found.paste(image.crop((*place, place[0] + 1, place[1] + 1)), (at, 0))
    return found


def off(one: Image.Image, other: Image.Image) -> int:
    assert one.mode == other.mode
    return max(ImageChops.difference(one, other).tobytes())


def through(image: Image.Image, profile: bytes) -> Image.Image:
    """sRGB, or a grey of it, as LittleCMS has it."""
    source, standard = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    # Of ink LittleCMS makes a table first, by default of so few steps that colours no screen has are levels off.
    fine = ImageCms.Flags.HIGHRESPRECALC if image.mode == "CMYK" else ImageCms.Flags.NONE
    seen = ImageCms.profileToProfile(image, source, standard, intent, outputMode="RGB", flags=fine)
    assert seen is not None
    return seen.convert("L") if image.mode == "L" else seen


GREY, INK = icc((), 1.2), (SHIPPED / "assets/profiles/fogra39.icc").read_bytes()
#: Name, mode and profile; each is wider than the one before, by which it is found again.
OWN = [
    ("p3.jpg", "RGB", icc()),
    ("p3.png", "RGB", icc()),
    ("adobe.webp", "RGB", icc(planted.ADOBE_RGB)),
    ("adobe.tif", "RGB", icc(planted.ADOBE_RGB)),
    ("grey.jpg", "L", GREY),
    ("grey.png", "L", GREY),
    ("ink.jpg", "CMYK", INK),
]
_OPTIONS: dict[str, dict[str, object]] = {"jpg": {"quality": 97}, "webp": {"lossless": True}}


def width(name: str) -> int:
    return SIZE[0] + 6 * [own for own, _, _ in OWN].index(name)


@pytest.fixture(scope="module")
def coloured(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the editions of an article of these pictures."""
    root = shutil.copytree(founded, tmp_path_factory.mktemp("coloured") / "workspace")
    for name, mode, profile in OWN:
        suffix = name.partition(".")[2]
        picture = patches(mode, (width(name), SIZE[1]))
        data = saved(picture, KINDS[suffix], icc_profile=profile, **_OPTIONS.get(suffix, {}))
        (root / "assets/images" / name).write_bytes(data)
    body = "\n\n".join(f"![colours]({name})" for name, _, _ in OWN)
    (root / "assets/articles/test.md").write_text(f"---\ntitle: A test\n---\n\n{body}\n", "utf-8")
    editions = [part for edition in ("email", "office", "press") for part in ("--edition", edition)]
    assert run(["build", "test", "--layout", "trifold", *editions, "--workspace", str(root), "--quiet"]) == 0
    return root


KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF"}


@contextmanager
def printed(root: Path, edition: str, name: str) -> Iterator[Any]:
    with pictures(root / f"output/test/test-{edition}.pdf") as images:
        (image,) = [image for image in images if image.Width == width(name)]
        yield image


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "mode", "profile"), OWN, ids=[name for name, _, _ in OWN])
def test_colours_are_those_that_the_picture_meant(coloured: Path, name: str, mode: str, profile: bytes) -> None:
    original = Image.open(coloured / "assets/images" / name)
    meant = through(middles(original), profile)
    if mode != "CMYK":
        assert off(middles(original).convert(meant.mode), meant) > 10
    for edition in ("email", "trifold-letter-office"):
        with printed(coloured, edition, name) as picture:
            assert picture.ColorSpace == ("/DeviceGray" if mode == "L" else "/DeviceRGB")
            seen = pikepdf.PdfImage(picture).as_pil_image().convert(meant.mode)
        assert off(middles(seen), meant) <= 2, edition
    with printed(coloured, "trifold-letter-press", name) as picture:
        _check_press(picture, original, profile, coloured)


def _check_press(picture: Any, original: Image.Image, profile: bytes, root: Path) -> None:
    conversion: Any = print_job(open_workspace(root), "letter").inks.conversion
    if original.mode == "CMYK":
        # Ink is kept as it is.
        assert picture.ColorSpace == "/DeviceCMYK"
        assert planted.found(picture.read_raw_bytes()) == []
        assert off(Image.open(io.BytesIO(picture.read_raw_bytes())), original) == 0
    elif original.mode == "L":
        lookup = bytes(picture.ColorSpace[3])
        levels = through(Image.frombytes("L", (256, 1), bytes(range(256))), profile)
        wanted = conversion.key_plate(levels).tobytes()
        assert {lookup[at] for at in range(len(lookup)) if at % 4 != 3} == {0}
        assert max(abs(one - two) for one, two in zip(lookup[3::4], wanted, strict=True)) <= 2
    else:
        named = Image.frombytes("RGB", original.size, original.convert("RGB").tobytes())
        named.info["icc_profile"] = profile
        assert picture.read_bytes() == conversion.image(named).tobytes()


def test_a_profile_of_the_screen_costs_nothing(desk: Desk) -> None:
    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = saved(photograph(size=SIZE), "JPEG", icc_profile=standard)
    desk.write("assets/images/a.jpg", file)
    desk.article("![colours](a.jpg)")
    assert desk.build("test", "--edition", "email", "--edition", "office").code == 0
    for edition in ("email", "trifold-letter-office"):
        with pictures(desk.root / f"output/test/test-{edition}.pdf") as (picture,):
            assert picture.read_raw_bytes() == clean(file).data == saved(photograph(size=SIZE), "JPEG")


def test_a_picture_taken_upright_is_shown_upright(desk: Desk) -> None:
    """Once: not lying, and not turned by us and by the engine too."""
    desk.write("assets/images/a.jpg", saved(photograph(size=SIZE), "JPEG", exif=planted.exif(6)))
    desk.article("![a hill](a.jpg)")
    assert desk.build("test", "--edition", "email", "--edition", "office").code == 0
    for edition in ("email", "trifold-letter-office"):
        with pictures(desk.root / f"output/test/test-{edition}.pdf") as (picture,):
            seen = pikepdf.PdfImage(picture).as_pil_image().convert("RGB").resize((32, 48))
        wanted = photograph(size=SIZE).transpose(Image.Transpose.ROTATE_270).resize((32, 48))
        levels = ImageChops.difference(seen, wanted).tobytes()
        assert sum(levels) / len(levels) < 3, edition


DAMAGED = [b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\0\x02" + b"\x01\x12" * 9, b"", b"\xff" * 40]


@pytest.mark.sample(1)
@pytest.mark.parametrize("damaged", DAMAGED)
def test_damaged_exif_is_nobodys_fault(desk: Desk, damaged: bytes, recwarn: pytest.WarningsRecorder) -> None:
    plain = saved(photograph(size=(90, 60)), "PNG")
    desk.write("assets/images/a.png", plain[:33] + planted.chunk(b"eXIf", damaged) + plain[33:])
    plain = saved(photograph(size=(90, 60)), "JPEG")
    desk.write("assets/images/b.jpg", plain[:20] + planted.segment(0xE1, b"Exif\0\0" + damaged) + plain[20:])
    desk.write("assets/images/c.webp", saved(photograph(size=(90, 60)), "WEBP", exif=b"Exif\0\0" + damaged))
    desk.article("![one](a.png)\n\n![two](b.jpg)\n\n![three](c.webp)")
    done = desk.build("test", "--edition", "email", "--json")
    assert (done.code, done.json["products"][0]["findings"]) == (0, []), done.err
    assert not recwarn.list


def test_a_second_picture_in_the_file_is_no_animation(desk: Desk) -> None:
    """As telephones store depth, light or a second lens."""
    out = io.BytesIO()
    second = photograph(size=(30, 20))
    photograph(size=(90, 60)).save(out, "MPO", save_all=True, append_images=[second])
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    desk.write("assets/images/a.jpg", out.getvalue())
    desk.article("![one](a.jpg)")
    assert desk.build().code == 0


def test_a_damaged_picture_of_a_layout_is_named(desk: Desk) -> None:
    shutil.copytree(SHIPPED / "layouts/email", desk.root / "layouts/email", dirs_exist_ok=True)
    desk.write("layouts/email/room.jpg", saved(photograph(size=(90, 60)), "JPEG")[:-200])
    with (desk.root / "layouts/email/style.css").open("a") as style:
        style.write("body { background: url(brochure:layout/room.jpg) }\n")
    desk.article("Words.")
    assert "'room.jpg' is not a picture that can be printed" in desk.build().refusal()
