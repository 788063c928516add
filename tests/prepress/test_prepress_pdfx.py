"""PDF/X: what the file says of itself, what it is printed for, and what it refuses to hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from brochure.errors import BadInput
from brochure.prepress.pdfx import Level, pdfx
from tests.prepress.presswork import ABOUT, Output, full_sheet, kept, pressed
from tests.products.pdf import tool

LEVELS: list[Level] = ["x-4", "x-1a"]
each_level = pytest.mark.parametrize("level", LEVELS)
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def made(level: Level, about: Any = ABOUT, output: Output | None = None) -> bytes:
    return pdfx(pressed(*full_sheet(), fold_layer=level == "x-4"), level, output or Output(), about)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def said(pdf: pikepdf.Pdf, path: str) -> str:
    tree = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    return tree.findtext(f".//{path}", "", _SPACES).strip()


@each_level
def test_info_and_xmp_agree(level: Level) -> None:
    pdf = opened(made(level))
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == said(pdf, "dc:title/rdf:Alt/rdf:li") == ABOUT.title
    assert info["/Producer"] == said(pdf, "pdf:Producer") == ABOUT.producer
    assert info["/Creator"] == said(pdf, "xmp:CreatorTool") == ABOUT.creator
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260131000000Z"
    assert said(pdf, "xmp:CreateDate") == said(pdf, "xmp:ModifyDate") == "2026-01-31T00:00:00Z"
    assert pdf.docinfo["/Trapped"] == Name("/False")
    assert said(pdf, "pdf:Trapped") == "False"
    assert pdf.Root.Metadata.get("/Filter") is None


def test_each_level_is_named_where_its_standard_wants_it() -> None:
    four, one = opened(made("x-4")), opened(made("x-1a"))
    assert said(four, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
    assert "/GTS_PDFXVersion" not in four.docinfo
    assert said(four, "xmpMM:DocumentID").startswith("urn:uuid:")
    assert (said(four, "xmpMM:VersionID"), said(four, "xmpMM:RenditionClass")) == ("1", "default")
    assert str(one.docinfo["/GTS_PDFXVersion"]) == said(one, "pdfx:GTS_PDFXVersion") == "PDF/X-1a:2003"
    assert (four.pdf_version, one.pdf_version) == ("1.6", "1.4")


def test_a_file_of_pdf_1_4_has_nothing_newer() -> None:
    data = made("x-1a")
    assert data.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in data
    assert b"/XRef" not in data
    assert "/OCProperties" not in opened(data).Root


@each_level
def test_output_intent(level: Level) -> None:
    pdf = opened(made(level))
    (intent,) = pdf.Root.OutputIntents.as_list()
    assert intent.S == Name.GTS_PDFX
    assert str(intent.OutputConditionIdentifier) == "CGATS TR 006"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert str(intent.Info) == "GRACoL 2006"
    assert intent.DestOutputProfile.read_bytes() == Output().icc
    assert intent.DestOutputProfile.N == 4


@each_level
def test_the_same_input_is_the_same_file_and_another_is_another(level: Level) -> None:
    first, second = made(level), made(level)
    assert first == second
    other = made(level, replace(ABOUT, day=date(2026, 2, 1)))
    one, two = opened(first), opened(other)
    assert [bytes(part) for part in one.trailer.ID.as_list()] != [bytes(part) for part in two.trailer.ID.as_list()]
    assert said(one, "xmpMM:InstanceID") != said(two, "xmpMM:InstanceID")


@each_level
def test_other_programs_read_it(tmp_path: Path, level: Level) -> None:
    path = kept(tmp_path, made(level))
    checked = tool("qpdf", "--check", path)
    assert "No syntax or stream encoding errors found" in checked
    assert "WARNING" not in checked
    assert tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", path) == ""
    assert ABOUT.title in tool("pdfinfo", path)


@each_level
def test_what_acts_is_taken_out(level: Level) -> None:
    pdf = pressed(*full_sheet(), fold_layer=False)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.Root.AcroForm = Dictionary(Fields=Array())
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.Root.Version = Name("/1.7")
    data = pdfx(pdf, level, Output(), ABOUT)
    assert b"JavaScript" not in data
    assert opened(data).pdf_version == {"x-4": "1.6", "x-1a": "1.4"}[level]
    assert not opened(data).is_encrypted


@each_level
def test_links_are_refused(level: Level) -> None:
    pdf = pressed(*full_sheet(), fold_layer=False)
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link))])
    with pytest.raises(BadInput, match="Page 2 has links or notes"):
        pdfx(pdf, level, Output(), ABOUT)


@pytest.mark.parametrize(
    ("icc", "fault"),
    [
        (b"", "not an ICC profile of a CMYK press"),
        (Output().icc.replace(b"CMYK", b"RGB "), "not an ICC profile of a CMYK press"),
        (Output().icc.replace(b"acsp", b"xxxx"), "not an ICC profile of a CMYK press"),
        (Output().icc.replace(b"\2", b"\4"), "of ICC version 4; PDF/X-1a:2003 allows no more than 2"),
    ],
)
def test_a_profile_that_will_not_do_is_refused(icc: bytes, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        made("x-1a", output=Output(icc=icc))


def test_layers_are_refused_in_a_file_that_cannot_have_them() -> None:
    with pytest.raises(BadInput, match="has layers"):
        pdfx(pressed(*full_sheet()), "x-1a", Output(), ABOUT)


def see_through(form: pikepdf.Object, _: pikepdf.Pdf) -> None:
    form.Resources = Dictionary(ExtGState=Dictionary(half=Dictionary(ca=0.5)))
    form.write(b"/half gs")


def stroked_through(form: pikepdf.Object, _: pikepdf.Pdf) -> None:
    form.Resources = Dictionary(ExtGState=Dictionary(half=Dictionary(CA=0)))
    form.write(b"/half gs")


def faded(form: pikepdf.Object, _: pikepdf.Pdf) -> None:
    form.Resources = Dictionary(ExtGState=Dictionary(fade=Dictionary(SMask=Dictionary(S=Name.Alpha))))
    form.write(b"/fade gs")


def blended(form: pikepdf.Object, _: pikepdf.Pdf) -> None:
    form.Resources = Dictionary(ExtGState=Dictionary(mix=Dictionary(BM=Name.Multiply)))
    form.write(b"/mix gs")


def masked(form: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
    size = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
    mask = pdf.make_stream(b"\0", ColorSpace=Name.DeviceGray, **size)
    image = pdf.make_stream(b"\0\0\0\0", ColorSpace=Name.DeviceCMYK, SMask=mask, **size)
    form.Resources = Dictionary(XObject=Dictionary(photo=image))
    form.write(b"/photo Do")


def deep(form: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
    state = Dictionary(ExtGState=Dictionary(half=Dictionary(ca=0.25)))
    pattern = pdf.make_stream(b"/half gs", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], Resources=state)
    form.Resources = Dictionary(Pattern=Dictionary(dots=pattern))
    form.write(b"/Pattern cs /dots scn 0 0 9 9 re f")


def glyphs(form: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=pdf.make_stream(b"/half gs")))
    font.Resources = Dictionary(ExtGState=Dictionary(half=Dictionary(ca=0.25)))
    form.Resources = Dictionary(Font=Dictionary(drawn=font))
    form.write(b"BT /drawn 9 Tf ET")


def lit(form: pikepdf.Object, _: pikepdf.Pdf) -> None:
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (see_through, "/half: 50% opaque"),
        (stroked_through, "/half: 0% opaque"),
        (faded, "/fade: fades through a soft mask"),
        (blended, "/mix: blends with what is behind .Multiply"),
        (masked, "/photo: a picture with transparent parts"),
        (deep, "/dots /half: 25% opaque"),
        (glyphs, "/drawn /half: 25% opaque"),
        (lit, ": a group that mixes colours in DeviceRGB"),
    ],
)
def test_transparency_is_named_and_refused(spoil: Callable[[pikepdf.Object, pikepdf.Pdf], None], fault: str) -> None:
    pdf = pressed(*full_sheet(), fold_layer=False)
    spoil(pdf.pages[1].obj.Resources.XObject["/panel-inside01"], pdf)
    with pytest.raises(BadInput, match=f"Page 2, /panel-inside01 ?{fault}"):
        pdfx(pdf, "x-1a", Output(), ABOUT)


def test_transparency_is_kept_in_pdf_x_4() -> None:
    pdf = pressed(*full_sheet())
    form = pdf.pages[0].obj.Resources.XObject["/art"]
    see_through(form, pdf)
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    read = opened(pdfx(pdf, "x-4", Output(), ABOUT))
    kept_form = read.pages[0].obj.Resources.XObject["/art"]
    assert Name.Transparency == kept_form.Group.S
    assert float(kept_form.Resources.ExtGState.half.ca) == 0.5


def test_opaque_groups_are_taken_out_and_nothing_else_changes() -> None:
    pdf = pressed(*full_sheet(), fold_layer=False)
    plain = pressed(*full_sheet(), fold_layer=False)
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    for page in pdf.pages:
        for form in page.obj.Resources.XObject.as_dict().values():
            form.Group = Dictionary(S=Name.Transparency, I=True, K=True)
    assert pdfx(pdf, "x-1a", Output(), ABOUT) == pdfx(plain, "x-1a", Output(), ABOUT)


def test_opaque_settings_and_what_is_not_used_pass() -> None:
    pdf = pressed(*full_sheet(), fold_layer=False)
    form = pdf.pages[0].obj.Resources.XObject["/art"]
    opaque = Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None"))
    form.Resources = Dictionary(ExtGState=Dictionary(one=opaque, unused=Dictionary(ca=0.5)))
    form.write(b"/one gs")
    pdfx(pdf, "x-1a", Output(), ABOUT)
