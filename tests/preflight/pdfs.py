"""Small PDFs in which all is well, for print and for screens, and what can be done to them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from brochure.geometry.flat import ImposedPage, PlacedSide
from brochure.geometry.piece import Panel, Piece, Side
from brochure.geometry.rect import Rect
from brochure.preflight.document import Document, Made
from brochure.storage.shipped import SHIPPED
from brochure.units import MM
from tests.preflight.examples import Example

Change = Callable[[pikepdf.Pdf], object]

#: The trim of the pages, what lies around it, and the bleed, in points.
WIDTH, HEIGHT, REACH, BLEED = 100 * MM, 140 * MM, 30.0, 9.0
TRIM = (REACH, REACH, REACH + WIDTH, REACH + HEIGHT)
#: Black that overprints, a tint, white: the colours of the base.
_LETTERS = "".join(map(chr, range(32, 127)))


@cache
def font_file() -> tuple[bytes, tuple[int, ...]]:
    """A TrueType font of ASCII alone, and its widths from the space on."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    file = next((SHIPPED / "assets" / "fonts").rglob("AtkinsonHyperlegibleNext-Regular.ttf"), None)
    file = file or next((SHIPPED / "assets" / "fonts").rglob("*.ttf"))
    font = TTFont(file)
    subsetter = Subsetter(Options(notdef_outline=True, layout_features=[]))
    subsetter.populate(text=_LETTERS)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    names, units = font.getBestCmap(), font["head"].unitsPerEm
    widths = tuple(round(font["hmtx"][names[ord(letter)]][0] * 1000 / units) for letter in _LETTERS)
    return out.getvalue(), widths


def font(pdf: pikepdf.Pdf, name: str = "ABCDEF+Atkinson") -> Any:
    """The font as a PDF has it."""
    content, widths = font_file()
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{name}"),
            Flags=32,
            FontBBox=Array([-200, -300, 1200, 1000]),
            ItalicAngle=0,
            Ascent=950,
            Descent=-250,
            CapHeight=700,
            StemV=80,
            FontFile2=pdf.make_stream(content),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(f"/{name}"),
            FirstChar=32,
            LastChar=126,
            Widths=Array(widths),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=descriptor,
        )
    )


def tint(pdf: pikepdf.Pdf, ink: str, alternate: tuple[float, ...] = (0, 1, 0, 0)) -> Any:
    """The space of a spot ink."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(alternate), N=1)
    return pdf.make_indirect(Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, function]))


@cache
def press_profile() -> bytes:
    """A press profile that is shipped."""
    return next((SHIPPED / "assets" / "profiles").rglob("*.icc")).read_bytes()


def text(words: str, x: float, y: float, size: float = 12) -> str:
    """Words in black that overprints, or in the colour that is set."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET "


def _press_page(pdf: pikepdf.Pdf, all_: Any, more: str) -> None:
    left, bottom, right, top = TRIM
    marks = " ".join(
        f"{x} {y0} m {x} {y1} l S"
        for x in (left, left + WIDTH / 2, right)
        for y0, y1 in ((bottom - 24, bottom - 12), (top + 12, top + 24))
    )
    marks += " " + " ".join(
        f"{x0} {y} m {x1} {y} l S"
        for y in (bottom, top)
        for x0, x1 in ((left - 24, left - 12), (right + 12, right + 24))
    )
    content = (
        f"0 0 0.2 0 k {left - BLEED} {bottom - BLEED} {WIDTH + 2 * BLEED} {HEIGHT + 2 * BLEED} re f "
        "/Over gs 0 0 0 1 k "
        + text("Walk every day", left + 20, top - 60)
        + text("Call us soon", left + WIDTH / 2 + 20, top - 60)
        + f"/Off gs {more} /Off gs q /All CS 1 SCN 0.25 w {marks} Q"
    )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDTH + 2 * REACH, HEIGHT + 2 * REACH]),
        TrimBox=Array(list(TRIM)),
        BleedBox=Array([left - BLEED, bottom - BLEED, right + BLEED, top + BLEED]),
        Contents=pdf.make_stream(content.encode("latin-1")),
        Resources=Dictionary(
            Font=Dictionary(F=pdf.Root.Shared),
            ColorSpace=Dictionary(All=all_),
            XObject=Dictionary(),
            ExtGState=Dictionary(
                Over=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1),
                Off=Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=1),
                Zero=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=0),
            ),
        ),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def press_bytes(more: str = "", change: Change | None = None, *, pages: int = 2, standard: str = "x-4") -> bytes:
    """A file for print; `more` is painted on its first page."""
    pdf = pikepdf.new()
    pdf.Root.Shared = font(pdf)
    all_ = tint(pdf, "All", (1, 1, 1, 1))
    for number in range(pages):
        _press_page(pdf, all_, more if number == 0 else "")
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA39"),
                Info=String("FOGRA39"),
                DestOutputProfile=pdf.make_stream(press_profile(), N=4),
            )
        ]
    )
    called = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}[standard]
    info = Dictionary(
        Title=String("Knee care"),
        CreationDate=String("D:20260101000000Z"),
        ModDate=String("D:20260101000000Z"),
        Trapped=Name("/False"),
    )
    if standard == "x-1a":
        info.GTS_PDFXVersion = String(called)
    pdf.trailer.Info = pdf.make_indirect(info)
    packet = f"<x:xmpmeta><pdfxid:GTS_PDFXVersion>{called}</pdfxid:GTS_PDFXVersion></x:xmpmeta>"
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    if change:
        change(pdf)
    if "/Shared" in pdf.Root:
        del pdf.Root.Shared
    return saved(pdf, force_version="1.6" if standard == "x-4" else "1.4")


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """The file."""
    out = io.BytesIO()
    how.setdefault("deterministic_id", True)
    pdf.save(out, fix_metadata_version=False, compress_streams=False, **how)
    return out.getvalue()


def panel(name: str, side: str, x: float, *, flow: bool = True) -> Panel:
    """Half of a side."""
    return Panel(name, side, x, 0, WIDTH / 2, HEIGHT, (18, 18, 18, 18), flow)


def piece() -> Piece:
    """A sheet that is folded once."""
    outside = Side("outside", (panel("back", "outside", 0), panel("cover", "outside", WIDTH / 2)), (WIDTH / 2,))
    inside = Side("inside", (panel("left", "inside", 0), panel("right", "inside", WIDTH / 2)), (WIDTH / 2,))
    order = (outside.panels[1], *inside.panels, outside.panels[0])
    return Piece(WIDTH, HEIGHT, (outside, inside), order, fold="half")


def sheets(reach: float = REACH) -> tuple[ImposedPage, ...]:
    """Both of its sides, each on a page."""
    trim = Rect(reach, reach, WIDTH, HEIGHT)
    return tuple(
        ImposedPage(WIDTH + 2 * reach, HEIGHT + 2 * reach, (PlacedSide(side, 0, trim, trim.grown(min(reach, BLEED))),))
        for side in piece().sides
    )


def made() -> Made:
    """The job of a press product."""
    return Made("press", "en", piece(), sheets(), 2, bleed=BLEED, marks=True)


def press(more: str = "", change: Change | None = None, job: Made | None = None, **how: Any) -> Callable[[], Document]:
    """The document of such a file, when it is asked for."""
    return lambda: Document(press_bytes(more, change, **how), job)


def pair(more: str = "", change: Change | None = None, *, ours: bool = False, good: str = "", **how: Any) -> Example:
    """The base, and the base with a fault."""
    job = made() if ours else None
    return Example(press(good, None, job, **how), press(more, change, job, **how))


# ---- For screens ----------------------------------------------------------------------------------------------------

_SCREEN = """
/Artifact BMC 0.9 g 0 0 10 10 re f EMC
/H1 <</MCID 0>> BDC 0 g BT /F 20 Tf 1 0 0 1 40 500 Tm (Knee care) Tj ET EMC
/P <</MCID 1>> BDC BT /F 12 Tf 1 0 0 1 40 470 Tm (Walk every day as far as you can.) Tj ET EMC
/Link <</MCID 2>> BDC BT /F 12 Tf 1 0 0 1 40 440 Tm (clinic.example) Tj ET EMC
/Lbl <</MCID 3>> BDC BT /F 12 Tf 1 0 0 1 40 410 Tm (1.) Tj ET EMC
/LBody <</MCID 4>> BDC BT /F 12 Tf 1 0 0 1 60 410 Tm (Rest) Tj ET EMC
/TH <</MCID 5>> BDC BT /F 12 Tf 1 0 0 1 40 380 Tm (Day) Tj ET EMC
/TH <</MCID 6>> BDC BT /F 12 Tf 1 0 0 1 100 380 Tm (Steps) Tj ET EMC
/TD <</MCID 7>> BDC BT /F 12 Tf 1 0 0 1 40 360 Tm (Monday) Tj ET EMC
/TD <</MCID 8>> BDC BT /F 12 Tf 1 0 0 1 100 360 Tm (800) Tj ET EMC
/Figure <</MCID 9>> BDC 0.2 0.4 0.6 rg 40 200 100 100 re f EMC
"""
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Knee care</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class Screen:
    """A tagged page for a screen. Its elements are attributes, to be changed."""

    def __init__(self) -> None:
        self.pdf = pdf = pikepdf.new()
        self.content = _SCREEN
        self.page = pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, 396, 612]),
                Resources=Dictionary(Font=Dictionary(F=font(pdf)), XObject=Dictionary()),
                Tabs=Name.S,
                StructParents=0,
            )
        )
        pdf.pages.append(pikepdf.Page(self.page))
        self.link = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([40, 436, 130, 452]),
                A=Dictionary(S=Name.URI, URI=String("https://clinic.example/")),
                Contents=String("The clinic's web site"),
                StructParent=1,
            )
        )
        self.page.Annots = Array([self.link])
        scope = Dictionary(O=Name.Table, Scope=Name.Column)
        self.h1, self.p = self.element("H1", 0), self.element("P", 1)
        self.a = self.element("Link", 2)
        self.a.K = Array([2, Dictionary(Type=Name.OBJR, Obj=self.link)])
        self.label, self.body = self.element("Lbl", 3), self.element("LBody", 4)
        self.item = self.element("LI", self.label, self.body)
        self.list = self.element("L", self.item)
        self.heads = [self.element("TH", 5), self.element("TH", 6)]
        for head in self.heads:
            head.A = scope
        self.cells = [self.element("TD", 7), self.element("TD", 8)]
        self.rows = [self.element("TR", *self.heads), self.element("TR", *self.cells)]
        self.table = self.element("Table", *self.rows)
        self.figure = self.element("Figure", 9)
        self.figure.Alt = String("A leg raised on a pillow")
        self.document = self.element("Document", self.h1, self.p, self.a, self.list, self.table, self.figure)
        self.tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=self.document))
        self.document.P = self.tree
        owners = [self.h1, self.p, self.a, self.label, self.body, *self.heads, *self.cells, self.figure]
        self.tree.ParentTree = Dictionary(Nums=Array([0, Array(owners), 1, self.a]))
        pdf.Root.StructTreeRoot = self.tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String("en")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Knee care")))
        pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)

    def element(self, kind: str, *kids: Any) -> Any:
        """An element on the page."""
        made = self.pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), Pg=self.page, K=Array(list(kids))))
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                kid.P = made
        return made

    def bytes(self) -> bytes:
        """The file."""
        self.page.Contents = self.pdf.make_stream(self.content.encode("latin-1"))
        return saved(self.pdf, force_version="1.7")


def screen(change: Callable[[Screen], object] | None = None, job: Made | None = None) -> Callable[[], Document]:
    """The document of such a page, when it is asked for."""

    def document() -> Document:
        base = Screen()
        if change:
            change(base)
        return Document(base.bytes(), job)

    return document


def told(change: Callable[[Screen], object], job: Made | None = None) -> Example:
    """The base, and the base with a fault."""
    return Example(screen(None, job), screen(change, job))


def email(**more: Any) -> Made:
    """The job of an e-mail product."""
    return replace(Made("email", "en"), **more)


def office(**more: Any) -> Made:
    """The job of a product for the office printer, its sheet the page of the press without its marks."""
    return replace(Made("office", "en", piece(), sheets(), 2, "DuplexFlipShortEdge", 14.0), **more)


def picture(
    pdf: pikepdf.Pdf, wide: int, high: int, space: str = "DeviceCMYK", bits: int = 8, content: bytes | None = None
) -> Stream:
    """A picture of one grey, of which nothing is wrong."""
    parts = {"DeviceCMYK": 4, "DeviceRGB": 3}.get(space, 1)
    size = (wide * parts * bits + 7) // 8 * high
    return pdf.make_stream(
        content if content is not None else b"\x20" * size,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=wide,
        Height=high,
        ColorSpace=Name(f"/{space}"),
        BitsPerComponent=bits,
    )


def with_picture(
    wide: int, high: int, matrix: str, space: str = "DeviceCMYK", bits: int = 8, **how: Any
) -> Callable[[], Document]:
    """The press file with a picture."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject.P = picture(pdf, wide, high, space, bits, how.get("content"))

    return press(f"q {matrix} cm /P Do Q", add, how.get("job"))


def code(address: str = "https://clinic.example/", module: float = 1.5, x: float = 80, y: float = 80) -> str:
    """A QR code of filled squares on white."""
    import segno

    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(rows) * module
    quiet = 5 * module
    drawn = [f"0 0 0 0 k {x - quiet} {y - quiet} {side + 2 * quiet} {side + 2 * quiet} re f 0 0 0 1 k"]
    for number, row in enumerate(rows):
        for column, dark in enumerate(row):
            if dark:
                drawn.append(f"{x + column * module} {y + side - (number + 1) * module} {module} {module} re f")
    return " ".join(drawn)
