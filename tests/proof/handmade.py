"""Press PDFs written by hand: a page of 240 × 160 pt of inks that overprint, pictures, gradients and spot colours."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

_PAGE = (240, 160)
WIDTH, HEIGHT = _PAGE

OVERPRINT = """
0.6 0.2 0 0 k 10 10 100 100 re f
/Over gs 0 0 0.9 0 k 40 40 100 40 re f
0 0 0 1 k 0 0.5 0 0 K 6 w 60 20 30 120 re f 60 20 30 120 re S
/Flat gs 0 0.7 0 0 k 100 20 30 50 re f
/Knock gs 0 0 0.3 0 k 120 60 40 80 re f 0.4 g 170 10 30 30 re f
/Over gs BT /F 40 Tf 20 120 Td 0 0 0 1 k (Ink) Tj 1 0 0 0 k 2 Tr 0 0 0 0 K 60 0 Td (Two) Tj ET
/Knock gs 0 0 0 0 k 20 20 20 20 re f
"""
PICTURES = """
0.2 0.2 0.2 0 k 0 0 240 160 re f
q 60 0 0 60 10 10 cm /Raw Do Q
q 60 0 0 60 80 10 cm /Grey Do Q
q 60 0 0 60 150 10 cm /Palette Do Q
q 60 0 0 60 10 85 cm /Soft Do Q
q /Over gs 60 0 0 60 80 85 cm /Spotted Do Q
q 0 1 0 0 k 60 0 0 60 150 85 cm /Stencil Do Q
"""
RARE = """
q 60 0 0 60 10 10 cm /Jpeg Do Q
q 60 0 0 60 80 10 cm /Pair Do Q
0 0 0.4 0 k 145 5 70 70 re f
q 60 0 0 60 150 10 cm /Keyed Do Q
q 60 0 0 60 10 85 cm /Bits Do Q
q 60 0 0 60 80 85 cm /Deep Do Q
q 150 85 60 60 re W n /Surface sh Q
q 1 0 0 1 210 85 cm /Mesh sh Q
"""
GRADIENTS = """
q 10 10 100 60 re W n /Axial sh Q
q 120 10 100 60 re W n /Radial sh Q
/Pattern cs /Stitched scn 10 80 100 70 re f
/Cells scn 120 80 100 70 re f
q /Tinted cs 0 1 0 0 /Bare scn 60 60 40 40 re f Q
"""
SPOTS = """
0.5 0 0 0 k 10 10 120 140 re f
/Spot cs 1 scn 40 30 80 60 re f
/Over gs 0.5 scn 90 60 90 60 re f
/Two cs 0.8 0.4 scn 20 100 60 40 re f
/Knock gs /Spot cs 0.3 scn 140 20 30 30 re f
/Every cs 1 scn 200 10 30 4 re f
/Over gs /Fold cs 1 scn 0 70 240 4 re f
/Layered Do
"""
TRANSPARENCY = """
0 0.8 0.6 0 k 10 10 100 100 re f
/Half gs 1 0 0 0 k 60 40 100 80 re f
/Whole gs /Group Do
/Multiply gs 0 0 1 0 k 20 100 200 30 re f
/Masked gs 0 0 0 1 k 140 10 90 140 re f
"""


def handmade(content: str) -> bytes:
    """A page with this content and all resources that the contents above name."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=_PAGE)
    page.obj.Resources = _resources(pdf)
    page.obj.Contents = pdf.make_stream(content.encode())
    page.obj.TrimBox = Array([20, 20, WIDTH - 20, HEIGHT - 20])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _resources(pdf: pikepdf.Pdf) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
    spot = _tint(pdf, "Tango", [0, 0.6, 1, 0])
    two = Array([Name.DeviceN, Array([Name.Black, Name.Tango]), Name.DeviceCMYK, _calculator(pdf)])
    spaces = Dictionary(
        Spot=spot, Two=two, Every=_tint(pdf, "All", [1, 1, 1, 1]), Fold=_tint(pdf, "Fold", [0, 1, 0, 0])
    )
    spaces.Tinted = Array([Name.Pattern, Name.DeviceCMYK])
    return Dictionary(
        Font=Dictionary(F=font),
        ColorSpace=spaces,
        ExtGState=_states(pdf),
        XObject=Dictionary(
            {
                **_pictures(pdf, spot),
                **_rare_pictures(pdf, two),
                "/Layered": _layered(pdf, spaces),
                "/Group": _group(pdf),
            }
        ),
        Shading=_gradients(pdf, spot),
        Pattern=_patterns(pdf, spot),
    )


def _tint(pdf: pikepdf.Pdf, name: str, full: list[float]) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=full, N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, pdf.make_indirect(tint)])


def _calculator(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    """Black and a spot in process inks."""
    code = b"{ 0 3 1 roll dup 0.6 mul exch 3 -1 roll }"
    return pdf.make_stream(code, FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)


def _states(pdf: pikepdf.Pdf) -> Dictionary:
    mask = pdf.make_stream(
        b"0.25 g 0 0 240 160 re f 1 g 150 60 40 40 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, WIDTH, HEIGHT],
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    return Dictionary(
        Over=Dictionary(OP=True, op=True, OPM=1),
        Flat=Dictionary(OP=True, op=True, OPM=0),
        Knock=Dictionary(OP=False, op=False, OPM=0),
        Half=Dictionary(ca=0.5),
        Whole=Dictionary(ca=1),
        Multiply=Dictionary(BM=Name.Multiply),
        Masked=Dictionary(BM=Name.Normal, SMask=Dictionary(S=Name.Luminosity, G=mask)),
    )


def _pictures(pdf: pikepdf.Pdf, spot: Array) -> dict[str, pikepdf.Stream]:
    ramp = Image.linear_gradient("L").resize((40, 40))
    turned = ramp.transpose(Image.Transpose.ROTATE_90)
    raw = Image.merge("CMYK", (ramp, turned, Image.new("L", ramp.size, 77), Image.new("L", ramp.size, 0)))
    colours = bytes([0, 0, 0, 0, 255, 0, 0, 0] + [0, 99, 9, 255] * 2)
    palette = Array([Name.Indexed, Name.DeviceCMYK, 3, pikepdf.String(colours)])
    stencil = pdf.make_stream(b"\xf0\xf0\xf0\xf0\x0f\x0f\x0f\x0f", _image(8, 8, 1))
    stencil.ImageMask = True
    soft = _picture(pdf, raw, Name.DeviceCMYK)
    soft.SMask = _picture(pdf, ramp, Name.DeviceGray)
    samples = pdf.make_stream(bytes(range(4)) * 4, _image(4, 4, 8))
    samples.ColorSpace = palette
    return {
        "/Raw": _picture(pdf, raw, Name.DeviceCMYK),
        "/Grey": _picture(pdf, ramp, Name.DeviceGray),
        "/Palette": samples,
        "/Soft": soft,
        "/Spotted": _picture(pdf, ramp, spot),
        "/Stencil": stencil,
    }


def _rare_pictures(pdf: pikepdf.Pdf, two: Array) -> dict[str, pikepdf.Stream]:
    """A JPEG as Adobe's programs turn it over, two inks, a colour key, one bit turned over, sixteen bits."""
    ramp = Image.linear_gradient("L").resize((64, 64))
    turned = ramp.transpose(Image.Transpose.ROTATE_90)
    out = io.BytesIO()
    Image.merge("CMYK", (ramp, turned, turned, Image.new("L", ramp.size, 20))).save(out, "JPEG", quality=95)
    jpeg = pdf.make_stream(out.getvalue(), _image(64, 64, 8))
    jpeg.Filter, jpeg.ColorSpace, jpeg.Decode = Name.DCTDecode, Name.DeviceCMYK, Array([1, 0] * 4)
    pair = pdf.make_stream(bytes(v for y in range(64) for x in range(64) for v in (x * 4, y * 4)), _image(64, 64, 8))
    pair.ColorSpace = two
    keyed = _picture(pdf, Image.merge("CMYK", (ramp, turned, ramp, turned)), Name.DeviceCMYK)
    keyed.Mask = Array([0, 255, 100, 160, 0, 255, 0, 255])
    bits = pdf.make_stream(b"\xf0\x0f" * 4, _image(8, 8, 1))
    bits.ColorSpace, bits.Decode = Name.DeviceGray, Array([1, 0.2])
    deep = pdf.make_stream(bytes(v for x in range(64) for v in (x * 4, 99)), _image(16, 1, 16))
    deep.ColorSpace = Name.DeviceCMYK
    return {"/Jpeg": jpeg, "/Pair": pair, "/Keyed": keyed, "/Bits": bits, "/Deep": deep}


def _image(width: int, height: int, bits: int) -> Dictionary:
    return Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=bits)


def _picture(pdf: pikepdf.Pdf, picture: Image.Image, space: pikepdf.Object) -> pikepdf.Stream:
    stream = pdf.make_stream(picture.tobytes(), _image(*picture.size, 8))
    stream.ColorSpace = space
    return stream


def _layered(pdf: pikepdf.Pdf, spaces: Dictionary) -> pikepdf.Stream:
    """A form that begins with the colour of its caller."""
    content = b"180 120 40 30 re f /Spot cs 0.7 scn 190 130 20 10 re f"
    resources = Dictionary(ColorSpace=spaces)
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, WIDTH, HEIGHT], Resources=resources
    )


def _group(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
    content = b"0 0 0 0.5 k 20 20 60 30 re f 0 0 0.7 0 k 50 30 60 30 re f"
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, WIDTH, HEIGHT], Group=group)


def _gradients(pdf: pikepdf.Pdf, spot: Array) -> Dictionary:
    plain = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0, 0], C1=[0, 0.8, 0.4, 0.2], N=1)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=2)
    stops = bytes([0, 0, 0, 255, 0, 255, 0, 0, 255, 0, 255, 0])
    sampled = pdf.make_stream(stops, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 4, Size=[3], BitsPerSample=8)
    stitched = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[plain, sampled], Bounds=[0.4], Encode=[0, 1, 0, 1])
    code = b"{ 2 copy mul 3 1 roll 0 exch }"
    surface = pdf.make_stream(code, FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    plane = Dictionary(ShadingType=1, ColorSpace=Name.DeviceCMYK, Matrix=[60, 0, 0, 60, 150, 85], Function=surface)
    corners = ((0, 0, b"\xff\0\0\0"), (255, 0, b"\0\xff\0\0"), (0, 255, b"\0\0\0\xff"))
    mesh = pdf.make_stream(b"".join(bytes([0, x, y]) + ink for x, y, ink in corners))
    mesh.ShadingType, mesh.ColorSpace, mesh.Decode = 4, Name.DeviceCMYK, Array([0, 28, 0, 60, *[0, 1] * 4])
    mesh.BitsPerCoordinate, mesh.BitsPerComponent, mesh.BitsPerFlag = 8, 8, 8
    return Dictionary(
        Surface=plane,
        Mesh=mesh,
        Axial=_shading(2, [10, 10, 110, 70], stitched, Name.DeviceCMYK),
        Radial=_shading(3, [170, 40, 5, 170, 40, 45], tint, spot),
    )


def _shading(kind: int, coords: list[float], function: pikepdf.Object, space: pikepdf.Object) -> Dictionary:
    return Dictionary(ShadingType=kind, ColorSpace=space, Coords=coords, Function=function, Extend=[True, True])


def _patterns(pdf: pikepdf.Pdf, spot: Array) -> Dictionary:
    cells = {"PatternType": 1, "TilingType": 1, "BBox": [0, 0, 10, 10], "XStep": 10, "YStep": 10}
    coloured = pdf.make_stream(b"0.9 0 0 0 k 0 0 5 5 re f /S cs 1 scn 5 5 5 5 re f", Dictionary())
    bare = pdf.make_stream(b"0 0 4 10 re f", Dictionary())
    for stream, kind in ((coloured, 1), (bare, 2)):
        for key, value in cells.items():
            stream[f"/{key}"] = value
        stream.PaintType, stream.Resources = kind, Dictionary(ColorSpace=Dictionary(S=spot))
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 1, 0.5], N=1)
    stitched = Dictionary(PatternType=2, Shading=_shading(2, [10, 80, 110, 80], ramp, Name.DeviceCMYK))
    return Dictionary(Cells=coloured, Bare=bare, Stitched=stitched)
