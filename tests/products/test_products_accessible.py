"""What is made to be read on a screen can be read by anyone: structure, standards, size, order of bytes."""

from __future__ import annotations

import io
import re
from textwrap import dedent
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFilter

from brochure.editions.tagging.writing import written
from brochure.errors import BadInput
from brochure.typeset.maps import SEARCH
from tests.conftest import Desk
from tests.products.accessible import Press, is_element, walk

ALL = """
Words with *stress*, **weight** and [a link that is so long that it takes two lines of this page](https://a.example/b).

![A hill](hill.jpg "The hill at noon")

| Dose | Effect |
| --- | --- |
| one | |
| | two |

## Lists

1. One
   - in one
     - deeper
2. Two

   More of two.

   - in two

   The end of two.

Term
: What it means

: What else it means

::: key-facts At a glance
- A fact
:::

::: callout
A word.
:::

::: steps
1. Do this
:::

::: questions
- Why?
:::

::: quote
A sentence.
:::

::: help
Call us.
:::
"""


@pytest.fixture
def press(desk: Desk) -> Press:
    return Press(desk)


def saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def photograph(mode: str = "RGB", size: tuple[int, int] = (1500, 900)) -> Image.Image:
    """Soft and of many colours, as a camera's are."""
    bands = [Image.effect_noise(size, 200).filter(ImageFilter.GaussianBlur(3)) for _ in range(3)]
    return Image.merge("RGB", bands).convert(mode)


def drawing(size: tuple[int, int] = (1500, 900)) -> Image.Image:
    """A disc with a clear ground."""
    image = Image.new("RGBA", size, (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((300, 100, 1200, 800), fill=(200, 30, 40, 255))
    return image


@pytest.mark.sample(1)
@pytest.mark.parametrize("slug", ["how-ketamine-therapy-works", "a-window-for-change"])
def test_the_samples_meet_both_standards(press: Press, slug: str) -> None:
    made = press.sample(slug)
    assert made.failures == []
    assert len(made.data) < 150_000


def test_all_that_copy_can_hold_meets_both_standards(press: Press) -> None:
    press.desk.write("assets/images/hill.jpg", saved(photograph(), "JPEG"))
    made = press.markdown(ALL)
    assert made.failures == []
    with made.open() as pdf:
        elements = [found for _, found in walk(pdf.Root.StructTreeRoot.K) if is_element(found)]
        empty = {str(found.S) for found in elements if "/K" not in found}
        levels = [int(str(found.S)[2]) for found in elements if re.fullmatch(r"/H\d", str(found.S))]
        assert empty == {"/TD"}
        assert {"/NonStruct", "/Span"} & {str(found.S) for found in elements} == set()
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


STRUCTURES = [
    pytest.param("<p>One <b>two</b> <em>three</em></p>", "P\n  …", id="stress"),
    pytest.param("<div><div><p>One</p></div><div></div></div>", "P\n  …", id="boxes without meaning"),
    pytest.param("<div>One <b>two</b> three</div>", "P\n  …", id="text in a box"),
    pytest.param(
        "<section>One <b>two</b><p>Three</p></section>", "Sect\n  P\n    …\n  P\n    …", id="text beside blocks"
    ),
    pytest.param("<aside><p>One</p></aside>", "Sect\n  P\n    …", id="aside"),
    pytest.param("<p>A <span lang=es>dos</span> b</p>", "P\n  …\n  Span es\n    …\n  …", id="language of a word"),
    pytest.param("<p>A <em lang=es>dos</em></p>", "P\n  …\n  Span es\n    …", id="language of stress"),
    pytest.param("<p lang=fr>Un</p>", "P fr\n  …", id="language of a paragraph"),
    pytest.param("<div lang=fr><p>Un</p><p>Deux</p></div>", "Div fr\n  P\n    …\n  P\n    …", id="language of many"),
    pytest.param("<p><a href='https://a.example'>A</a></p>", "P\n  Link\n    →\n    …", id="link"),
    pytest.param("<figure><img src=a.svg alt=A></figure>", "Figure\n  …", id="figure"),
    pytest.param(
        "<figure><img src=a.svg alt=A><figcaption>B</figcaption></figure>",
        "Div\n  Figure\n    …\n  Caption\n    …",
        id="caption",
    ),
    pytest.param("<ul><li>One</ul>", "L\n  LI\n    Lbl\n      …\n    LBody\n      …", id="list"),
    pytest.param(
        "<ol style='list-style: none'><li class=n>One</ol><style>.n::before { content: '1.'; float: left }</style>",
        "L\n  LI\n    Lbl\n      …\n    LBody\n      …",
        id="list with marks of its own",
    ),
    pytest.param(
        "<ul style='list-style: none'><li class=n>One</ul><style>.n::before { content: ''; float: left }</style>",
        "L\n  LI\n    LBody\n      …",
        id="list with boxes to tick",
    ),
    pytest.param(
        "<ul style='list-style: none'><li><p>One</p><ul><li>Two</ul><p>Three</p></ul>",
        "L\n  LI\n    LBody\n      P\n        …\n"
        "      L\n        LI\n          Lbl\n            …\n          LBody\n            …\n      P\n        …",
        id="list in a list",
    ),
    pytest.param(
        "<dl><dt>A<dd>B<dd>C<dt>D<dd>E</dl>",
        "L\n  LI\n    Lbl\n      …\n    LBody\n      …\n  LI\n    Lbl\n      …\n    LBody\n      …",
        id="definitions",
    ),
    pytest.param(
        "<dl><dt>A<dd lang=es>B</dl>",
        "L\n  LI\n    Lbl\n      …\n    LBody\n      P es\n        …",
        id="language of a definition",
    ),
    pytest.param(
        "<table><tr><th>A<th>F<tr><th>B<td></table>",
        "Table\n  TBody\n    TR\n      TH\n        …\n      TH\n        …\n    TR\n      TH\n        …\n      TD",
        id="table",
    ),
    pytest.param(
        "<table><tr><th><th>F<tr><th>B<td>C</table>",
        "Table\n  TBody\n    TR\n      TD\n      TH\n        …\n    TR\n      TH\n        …\n      TD\n        …",
        id="table with an empty corner",
    ),
    pytest.param(
        "<nav><ol style='list-style: none'><li><a href=#b>A</a> 2<ol><li>C</ol></ol></nav><p id=b>B</p>",
        "Sect\n  TOC\n    TOCI\n      Reference\n        Link\n          →\n          …\n        …\n"
        "      TOC\n        TOCI\n          Lbl\n            …\n          Reference\n            …\nP\n  …",
        id="contents",
    ),
]


@pytest.mark.parametrize(("body", "tree"), STRUCTURES)
def test_structure(press: Press, body: str, tree: str) -> None:
    press.desk.write("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>')
    made = press.html(body.replace("a.svg", "brochure:workspace/a.svg"))
    assert dedent(made.tree.partition("\n")[2]) == tree
    assert made.failures == []


def test_what_runs_on_over_pages_is_one(press: Press) -> None:
    long = "word " * 300
    made = press.html(f"<main><p>{long}</p><ul><li>{long}<li>{long}</ul></main>", "p, li { orphans: 1; widows: 1 }")
    assert made.failures == []
    assert [line.strip() for line in made.tree.splitlines() if "…" not in line] == [
        *("Document", "Part", "P", "L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody")
    ]
    with made.open() as pdf:
        (paragraph,) = made.elements(pdf, "P")
        pages = {kid.Pg.objgen for kid in paragraph.K if not isinstance(kid, int)} | {paragraph.Pg.objgen}
        assert len(pages) > 1


def test_cells_that_head_say_what(press: Press) -> None:
    made = press.html("<table><thead><tr><th><th>A<tbody><tr><th>B<td rowspan=2>C<tr><th>D</table>")
    with made.open() as pdf:
        assert [str(cell.A.Scope) for cell in made.elements(pdf, "TH")] == ["/Column", "/Row", "/Row"]
        assert [int(cell.A.RowSpan) for cell in made.elements(pdf, "TD") if "/A" in cell] == [2]


LINKS = [
    pytest.param("<a href='tel:+15555550142'>(555) 555-0142</a>", "Call (555) 555-0142", id="telephone"),
    pytest.param("<a href='tel:+15555550142'>call us</a>", "Call +15555550142", id="telephone behind words"),
    pytest.param("<a href='mailto:a%2Bb@c.example?subject=A'>write</a>", "E-mail a+b@c.example", id="address"),
    pytest.param("<a href='https://c.example/x'>our <b>new\n page</b></a>", "Web page: our new page", id="web page"),
    pytest.param("<a href='https://c.example/x' title='Hours'>here</a>", "Web page: Hours", id="title"),
    pytest.param(
        "<a href='https://c.example/x'><img src='brochure:made/art.svg' alt='A map'></a>",
        "Web page: A map",
        id="picture",
    ),
    pytest.param(
        f"<a style='white-space: pre-line' href='{SEARCH}x'>12 Way\nOak Hill</a>",
        "Map: 12 Way, Oak Hill",
        id="map",
    ),
    pytest.param("<a href='#here'>Above</a><p id=here>A</p>", "Above", id="place within"),
]


@pytest.mark.parametrize(("body", "said"), LINKS)
def test_a_link_says_in_words_where_it_leads(press: Press, body: str, said: str) -> None:
    made = press.html(f"<p>{body}</p>")
    assert made.failures == []
    with made.open() as pdf:
        assert {str(note.Contents) for page in pdf.pages for note in page.Annots} == {said}


def test_a_link_speaks_the_language_of_the_article(press: Press) -> None:
    with press.markdown("[Llame](tel:5550142)", "title: Una prueba\nlanguage: es").open() as pdf:
        (note,) = pdf.pages[0].Annots
        assert str(note.Contents) == "Llamar al 5550142"


def test_art_and_running_feet_are_artifacts(press: Press) -> None:
    with press.html("<h1>A</h1><p>Words</p><p style='break-before: page'>B</p>").open() as pdf:
        told = len([found for _, found in walk(pdf.Root.StructTreeRoot.K) if isinstance(found, int)])
        contents = [page.Contents.read_bytes() for page in pdf.pages]
    assert sum(len(re.findall(rb"/MCID", content)) for content in contents) == told == 3
    assert all(content.count(b"/Pagination") == 2 for content in contents)


def test_every_content_leads_to_its_element(press: Press) -> None:
    press.desk.write("assets/images/hill.jpg", saved(photograph(size=(90, 60)), "JPEG"))
    with press.markdown(ALL).open() as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for number, page in enumerate(pdf.pages):
            assert page.StructParents == number
            assert page.Tabs == Name.S
            for mark in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes()):
                owner = owners[number][int(mark)]
                assert any(found == int(mark) or getattr(found, "MCID", -1) == int(mark) for _, found in walk(owner.K))
            for note in page.get("/Annots", ()):
                assert Name.Link == owners[int(note.StructParent)].S
                assert str(note.Contents)


def test_figures_say_where_they_stand(press: Press) -> None:
    press.desk.write("a.png", saved(drawing((100, 50)), "PNG"))
    css = "@page { margin: 0 } body { margin: 0 } img { display: block; width: 100pt; margin: 20pt 0 0 30pt }"
    made = press.html("<img src='brochure:workspace/a.png' alt=A>", css)
    with made.open() as pdf:
        (figure,) = made.elements(pdf, "Figure")
        assert [float(side) for side in figure.A.BBox] == pytest.approx([30, 330, 130, 380], abs=0.1)


def test_the_outline_is_that_of_the_headings(press: Press) -> None:
    with press.html("<h1>A</h1><h2>B</h2><h2>C</h2>").open() as pdf, pdf.open_outline() as outline:
        assert [(one.title, [two.title for two in one.children]) for one in outline.root] == [("A", ["B", "C"])]


def test_says_what_it_is(press: Press) -> None:
    with press.markdown("Palabras.", "title: Una prueba & más\nlanguage: es").open() as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "Una prueba & más"
            assert xmp["dc:creator"] == ["Our & clinic"]
            assert xmp["dc:description"] == "What <it> is"
            assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "2", "A")
        assert str(pdf.Root.Lang) == "es"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/Filter" not in pdf.Root.Metadata
        assert b"Origin" not in b"".join(thing.unparse() for thing in pdf.objects if hasattr(thing, "unparse"))


def test_the_first_page_comes_first(press: Press) -> None:
    made = press.html("<h1>A</h1><p style='break-before: page'>B</p>")
    with made.open() as pdf:
        assert pdf.is_linearized
        assert pdf.check_linearization()
        assert any(thing.get("/Type") == Name.ObjStm for thing in pdf.objects if isinstance(thing, pikepdf.Stream))


def test_the_same_pages_are_the_same_bytes(press: Press) -> None:
    press.desk.write("assets/images/hill.jpg", saved(photograph(), "JPEG"))
    assert press.markdown(ALL).data == press.markdown(ALL).data


def pixels(picture: Any) -> tuple[int, int]:
    return int(picture.Width), int(picture.Height)


def pictures(pdf: pikepdf.Pdf) -> list[Any]:
    """The pictures of a file that are not masks."""
    found = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
    masks = [picture.SMask.objgen for picture in found if "/SMask" in picture]
    assert not any(picture.Interpolate for picture in found)
    return [picture for picture in found if picture.objgen not in masks]


PICTURES = [
    pytest.param("RGB", "JPEG", "/DCTDecode", "/DeviceRGB", id="photograph"),
    pytest.param("L", "JPEG", "/DCTDecode", "/DeviceGray", id="grey photograph"),
    pytest.param("CMYK", "JPEG", "/DCTDecode", "/DeviceRGB", id="photograph in ink"),
    pytest.param("RGB", "PNG", "/DCTDecode", "/DeviceRGB", id="photograph as PNG"),
]


@pytest.mark.sample(2)
@pytest.mark.parametrize(("mode", "kind", "packed", "space"), PICTURES)
def test_photographs_are_small_and_look_the_same(press: Press, mode: str, kind: str, packed: str, space: str) -> None:
    image = photograph(mode)
    press.desk.write(f"a.{kind.lower()}", saved(image, kind))
    made = press.html(f"<img src='brochure:workspace/a.{kind.lower()}' alt=A style='width: 200pt'>")
    assert made.failures == []
    with made.open() as pdf:
        (picture,) = pictures(pdf)
        assert (str(picture.Filter), str(picture.ColorSpace)) == (packed, space)
        assert pixels(picture) == (417, 250)
        seen = pikepdf.PdfImage(picture).as_pil_image().convert("L").resize((30, 18))
    wanted = image.convert("L").resize((30, 18))
    # Ink becomes light through a profile, which Pillow does not know of.
    off = [abs(one - two) for one, two in zip(seen.tobytes(), wanted.tobytes(), strict=True)]
    assert sum(off) / len(off) < (40 if mode == "CMYK" else 3)


def test_drawings_stay_without_loss_and_clear_where_they_were(press: Press) -> None:
    press.desk.write("a.png", saved(drawing(), "PNG"))
    made = press.html("<img src='brochure:workspace/a.png' alt=A style='width: 200pt'>")
    assert made.failures == []
    with made.open() as pdf:
        (picture,) = pictures(pdf)
        assert picture.Filter == picture.SMask.Filter == "/FlateDecode"
        assert pixels(picture) == pixels(picture.SMask) == (417, 250)
        inside = pikepdf.PdfImage(picture).as_pil_image().convert("RGB").getpixel((208, 125))
        alpha = pikepdf.PdfImage(picture.SMask).as_pil_image()
    assert inside == (200, 30, 40)
    assert (alpha.getpixel((2, 2)), alpha.getpixel((208, 125))) == (0, 255)


def test_what_is_fine_enough_is_left_as_it_is(press: Press) -> None:
    data = saved(photograph(size=(480, 300)), "JPEG")
    press.desk.write("a.jpeg", data)
    with press.html("<img src='brochure:workspace/a.jpeg' alt=A style='width: 200pt'>").open() as pdf:
        (picture,) = pictures(pdf)
        assert picture.read_raw_bytes() == data


def test_a_picture_is_as_fine_as_its_largest_place_wants(press: Press) -> None:
    press.desk.write("a.jpeg", saved(photograph(), "JPEG"))
    image = "<img src='brochure:workspace/a.jpeg' alt=A style='width: {}pt; opacity: .5'>"
    made = press.html(image.format(50) + image.format(100), "main { color: red }")
    assert made.failures == []
    with made.open() as pdf:
        (picture,) = pictures(pdf)
        assert pixels(picture) == (209, 125)


def test_a_picture_behind_text_is_brought_down_too(press: Press) -> None:
    press.desk.write("a.jpeg", saved(photograph(), "JPEG"))
    with press.html(
        "<p class=a>A</p>", ".a { background: url(brochure:workspace/a.jpeg) 0 0 / 72pt 72pt }"
    ).open() as pdf:
        (picture,) = pictures(pdf)
        assert pixels(picture) == (150, 150)


def test_a_picture_without_text_is_named_with_its_line(press: Press) -> None:
    press.desk.write("assets/images/hill.jpg", saved(photograph(size=(9, 6)), "JPEG"))
    with pytest.raises(BadInput) as refused:
        press.markdown("One\n\n![![](hill.jpg)](hill.jpg)")
    assert str(refused.value).startswith("assets/articles/test.md:7: The picture 'hill.jpg' has no text for readers")


def test_a_picture_that_cannot_be_set_is_named_with_its_line(press: Press) -> None:
    press.desk.write("assets/images/hill.tif", saved(Image.new("F", (9, 6)), "TIFF"))
    with pytest.raises(BadInput, match=r"^assets/articles/test\.md:5: 'hill\.tif' has colours of a kind"):
        press.markdown("![A hill](hill.tif)")


def test_a_fault_of_the_layout_is_not_laid_to_the_article(press: Press) -> None:
    with pytest.raises(BadInput, match="complains") as refused:
        press.html("<p>A</p>", "p { colour: red }")
    assert refused.value.place is None


@pytest.mark.sample(8)
@pytest.mark.parametrize("words", range(24))
def test_no_stream_seems_shorter_than_it_is(press: Press, words: int) -> None:
    """Packed bytes may end in anything, a carriage return too."""
    made = press.html(f"<h1>A</h1><p>{'word ' * words}</p>", "@page { background: none }")
    assert b"\r\nendstream" not in made.data


def test_the_hints_do_not_seem_shorter_than_they_are() -> None:
    """Of so many files there are some in which the hints' packed bytes end in a line feed."""
    for number in range(900):
        data = written(small(number))
        (hints,) = re.finditer(rb"/S \d+(?: /O \d+)? /Length (\d+) >>\nstream\n", data)
        assert data[hints.end() + int(hints[1]) :].startswith(b"\nendstream"), number


def small(number: int) -> pikepdf.Pdf:
    """A tagged file of some pages with a line on each."""
    pdf = pikepdf.new()
    for page in range(1 + number % 5):
        line = b"0 0 m %d 0 l S " % number * (1 + (number * 7 + page * 13) % 97)
        pdf.add_blank_page().Contents = pdf.make_stream(line)
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
    tree = Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=pdf.make_indirect(Dictionary(Nums=Array([]))))
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    pdf.Root.MarkInfo, pdf.Root.ViewerPreferences = Dictionary(Marked=True), Dictionary(DisplayDocTitle=True)
    return pdf
