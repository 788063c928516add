"""Word's own ways to say words: each comes in as a person would read it, and what does not is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.word_files import NAMES, docx, imported, is_whole, p, r, told

TITLE = p("Knee care", style="Title")
CHECK = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
FORM = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PAGE, RETURN = '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:cr/></w:r>"
UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("paragraph", "body"),
    [
        (p(r("10"), r("9", UP), r("/L and CO"), r("2", DOWN)), "10^9^/L and CO~2~"),
        (p(r("the 1"), r("s", UP), r("t", UP)), "the 1^st^"),
        (p(r("x"), r("a b", UP)), "x^a^ ^b^"),
        (p(r("cm"), r("2", '<w:position w:val="6"/>')), "cm^2^"),
        (p(r("not "), r("two", "<w:strike/>"), r(" one")), "not ~~two~~ one"),
        (p(r("not "), r("two", "<w:dstrike/>"), r(" one")), "not ~~two~~ one"),
        (p(r("x"), "<w:r><w:noBreakHyphen/></w:r>", r("ray")), "x\u2011ray"),
        (p(r("medi"), "<w:r><w:softHyphen/></w:r>", r("cine")), "medi\u00adcine"),
        (p(r("one"), PAGE, r("two"), RETURN, r("three")), "one\\\ntwo\\\nthree"),
        (p(r("one"), "<w:r><w:tab/></w:r>", r("two")), "one two"),
        (p(r("Call "), f'<w:bdo w:val="ltr">{r("555-0142")}</w:bdo>', r(" now")), "Call 555-0142 now"),
        (p(r("Call "), f'<w:dir w:val="rtl">{r("555")}</w:dir>'), "Call 555"),
        (p(f'<w:smartTag w:element="place"><w:smartTagPr/>{r("Paris")}</w:smartTag>', r(" rest")), "Paris rest"),
        (p(f'<w:customXml w:element="x">{r("Rest")}</w:customXml>', r(" well")), "Rest well"),
        (p(r("Table "), f'<w:fldSimple w:instr=" SEQ Table ">{r("1")}</w:fldSimple>', r(". Doses")), "Table 1. Doses"),
        (p(r("See "), FIELD.format(" REF _Ref1 \\h ", r("Table 1")), r(" now")), "See Table 1 now"),
        (p(FIELD.format(" IF 1 ", r("a ") + FIELD.format(" PAGE ", r("7")) + r(" b"))), "a 7 b"),
        (p(CHECK.format("0", r("☐")), r(" I ate")), "☐ I ate"),
        (p(CHECK.format("1", r("☒")), r(" I ate")), "☑ I ate"),
        (p(CHECK.format("true", ""), r(" I ate")), "☑ I ate"),
        (p(FORM.format('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX"), r(" I ate")), "☐ I ate"),
        (p(FORM.format("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX"), r(" I ate")), "☑ I ate"),
        (p(r("Name: "), FORM.format("<w:textInput/>", "FORMTEXT")), "Name: ____"),
        (p(r("Name: "), FIELD.format(" FORMTEXT ", r("Ann"))), "Name: Ann"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', r(" my list")), "☐ my list"),
        (p(r("ü", '<w:rFonts w:ascii="Wingdings"/>'), r(" Done")), "✓ Done"),
        (p(r("\uf0e0", '<w:rFonts w:ascii="Wingdings"/>'), r(" go")), "→ go"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', r(" 38 °C")), "≥ 38 °C"),
        (p(FIELD.format(' SYMBOL 254 \\f "Wingdings" \\s 10 ', ""), r(" yes")), "☑ yes"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_printed(tmp_path: Path, paragraph: str, body: str) -> None:
    copy = imported(tmp_path, docx(TITLE + paragraph))
    assert copy.body == body
    assert is_whole(copy), told(copy)


MATH = "<m:r><m:t>{}</m:t></m:r>"


def math(text: str) -> str:
    return MATH.format(text)


@pytest.mark.parametrize(
    ("equation", "plain"),
    [
        (math("BMI=kg/m"), "BMI=kg/m"),
        (f"<m:f><m:num>{math('a')}</m:num><m:den>{math('b+c')}</m:den></m:f>", "a/(b+c)"),
        (f"<m:sSup><m:e>{math('m')}</m:e><m:sup>{math('2')}</m:sup></m:sSup>", "m^2^"),
        (f"<m:sSub><m:e>{math('CO')}</m:e><m:sub>{math('2')}</m:sub></m:sSub>", "CO~2~"),
        (f"<m:rad><m:deg/><m:e>{math('x+1')}</m:e></m:rad>", "√(x+1)"),
        (f"<m:d><m:e>{math('a')}</m:e></m:d>", "(a)"),
        (math("𝐻=2𝛼"), "H=2α"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{math("i=1")}</m:sub><m:sup>{math("n")}</m:sup>'
            f"<m:e>{math('x')}</m:e></m:nary>",
            "∑ from i=1 to n of x",
        ),
        (f"<m:func><m:fName>{math('sin')}</m:fName><m:e>{math('x')}</m:e></m:func>", "sin x"),
    ],
)
def test_equations_are_plain_text_and_told(tmp_path: Path, equation: str, plain: str) -> None:
    copy = imported(tmp_path, docx(TITLE + p(r("It is "), f"<m:oMath>{equation}</m:oMath>", r(" here."))))
    assert copy.body == f"It is {plain} here."
    assert "an equation became plain text" in told(copy)
    assert is_whole(copy), told(copy)


def test_hidden_words_are_left_out_by_mark_and_by_style(tmp_path: Path) -> None:
    styles = '<w:style w:type="character" w:styleId="Staff"><w:name w:val="Staff"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("Knee care") + p(
        r("Rest."),
        r(" STAFF", "<w:vanish/>"),
        r(" ONLY", '<w:rStyle w:val="Staff"/>'),
        r(" Walk.", '<w:vanish w:val="0"/>'),
    )
    copy = imported(tmp_path, docx(body, styles))
    assert copy.body == "Rest. Walk."
    assert "hidden words: “STAFF ONLY” (paragraph 2)" in told(copy)
    assert is_whole(copy), told(copy)


def test_tracked_changes_are_accepted_and_told(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>two</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{r("Early.")}</w:moveFrom>'
    there = f'<w:moveTo w:id="3">{r("Early.")}</w:moveTo>'
    row = f'<w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc>{p("old")}</w:tc><w:tc>{p("row")}</w:tc></w:tr>'
    kept = "".join(
        f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in (("Day", "Dose"), ("One", "Full"))
    )
    body = TITLE + p(r("Take "), deleted, f'<w:ins w:id="5">{r("one")}</w:ins>', r(" tablet. "), moved) + p(there)
    joined = p(r("Drink "), properties='<w:rPr><w:del w:id="6"/></w:rPr>') + p("water.")
    copy = imported(tmp_path, docx(body + joined + f"<w:tbl>{kept}{row}</w:tbl>"))
    assert copy.body == "Take one tablet.\n\nEarly.\n\nDrink water.\n\n| Day | Dose |\n| --- | --- |\n| One | Full |"
    for words in ("deleted words (a tracked change, accepted): “two”", "accepted): “one”", "“old row”"):
        assert words in told(copy)
    assert is_whole(copy), told(copy)


def test_a_word_that_was_mended_by_half_is_one_word(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>'
    copy = imported(tmp_path, docx(TITLE + p(r("medi"), deleted, f'<w:ins w:id="2">{r("cine")}</w:ins>')))
    assert copy.body == "medicine"
    assert is_whole(copy), told(copy)


def test_heads_of_pages_comments_and_contents_are_left_out_and_told(tmp_path: Path) -> None:
    toc = p(FIELD.format(' TOC \\o "1-3" ', r("Before") + "<w:r><w:tab/></w:r>" + r("2")))
    head = f"<w:hdr {NAMES}>{p('Red clinic, 555-0142')}</w:hdr>"
    comment = f'<w:comments {NAMES}><w:comment w:id="0" w:author="Ann">{p("check the dose!")}</w:comment></w:comments>'
    body = (
        TITLE + p("Contents", style="toc1") + toc + p("Before", style="heading1")
        + p('<w:commentRangeStart w:id="0"/>', r("Stop."), '<w:commentRangeEnd w:id="0"/>',
            '<w:r><w:commentReference w:id="0"/></w:r>')
    )  # fmt: skip
    copy = imported(tmp_path, docx(body, header_1=head, header_2=head, footer_1=head, comments=comment))
    assert copy.body == "## Before\n\nStop."
    for words in (
        "“Contents”",
        "“Before 2”",
        "head of a page: “Red clinic",
        "foot of a page",
        "by Ann: “check the dose!”",
    ):
        assert words in told(copy)
    assert is_whole(copy), told(copy)


def test_notes_become_references_in_the_order_in_which_they_are_cited(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{at}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'
        for at, text in ((2, "Smith, 2020."), (3, "Jones, 10 ml."), (4, "Never cited."))
    )
    separator = f'<w:footnote w:type="separator" w:id="0">{p("-----")}</w:footnote>'
    ends = f'<w:endnotes {NAMES}><w:endnote w:id="2">{p("Doe, 1999.")}</w:endnote></w:endnotes>'
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    body = TITLE + p(
        r("Walk"), f'<w:r>{raised}<w:footnoteReference w:id="3"/></w:r>', r(" and rest"),
        '<w:r><w:endnoteReference w:id="2"/></w:r>', r("."), '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )  # fmt: skip
    copy = imported(
        tmp_path, docx(body, footnotes=f"<w:footnotes {NAMES}>{separator}{notes}</w:footnotes>", endnotes=ends)
    )
    assert copy.body == "Walk^1^ and rest^2^.^3^"
    assert copy.front["references"] == ["Jones, 10 ml.", "Doe, 1999.", "Smith, 2020."]
    assert "a footnote that is cited nowhere: “Never cited.”" in told(copy)
    assert is_whole(copy), told(copy)


BOX = "<wps:wsp>{}<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"


def test_text_boxes_stand_behind_their_anchor_once_and_in_reading_order(tmp_path: Path) -> None:
    new = f"<w:drawing><wp:anchor>{BOX.format('', p('Call us.'))}</wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('Call us.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    at = '<wps:spPr><a:xfrm><a:off x="0" y="{}"/></a:xfrm></wps:spPr>'
    boxes = BOX.format(at.format(90), p("Below.")) + BOX.format(at.format(10), p("Above."))
    group = f"<w:r><w:drawing><wp:anchor><wpg:wgp>{boxes}</wpg:wgp></wp:anchor></w:drawing></w:r>"
    copy = imported(tmp_path, docx(TITLE + p(r("Rest."), both) + p(r("Walk."), group)))
    assert copy.body == "Rest.\n\nCall us.\n\nWalk.\n\nAbove.\n\nBelow."
    assert "a text box" in told(copy)
    assert is_whole(copy), told(copy)


def test_drop_caps_ruby_and_links(tmp_path: Path) -> None:
    letter = p("O", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase></w:ruby></w:r>"
    inside = f'<w:hyperlink w:anchor="at_home">{r("See below")}</w:hyperlink>'
    outside = f'<w:hyperlink r:id="hyperlink_1">{r("our page")}</w:hyperlink>'
    nowhere = f'<w:hyperlink r:id="hyperlink_2">{r("the form")}</w:hyperlink>'
    field = FIELD.format(' HYPERLINK "https://b.example/x" ', r("there"))
    copy = imported(
        tmp_path,
        docx(
            TITLE + letter + p("nce more.") + p(ruby) + p(inside, r(", "), outside, r(", "), nowhere, r(", "), field),
            hyperlink_1="https://a.example/", hyperlink_2="file:///C:/form.doc",
        ),
    )  # fmt: skip
    assert copy.body == (
        "Once more.\n\n漢字(かんじ)\n\nSee below, [our page](https://a.example/), the form, [there](https://b.example/x)"
    )
    assert "the place “at_home” in the document became words: “See below”" in told(copy)
    assert "a link to file:///C:/form.doc became words: “the form”" in told(copy)
    assert is_whole(copy), told(copy)


def test_underline_is_kept_as_bold_type_and_colour_and_light_are_told(tmp_path: Path) -> None:
    runs = [
        r("Do NOT", '<w:u w:val="single"/><w:color w:val="FF0000"/>'),
        r(" take ", '<w:color w:val="333333"/>'),
        r("aspirin", '<w:highlight w:val="yellow"/>'),
    ]
    copy = imported(tmp_path, docx(TITLE + p(*runs)))
    assert copy.body == "**Do NOT** take aspirin"
    for words in (
        "bold type: “Do NOT”",
        "colour of words is not kept: “Do NOT”",
        "highlighting is not kept: “aspirin”",
    ):
        assert words in told(copy)
    assert is_whole(copy), told(copy)


def test_capitals_by_format_are_told(tmp_path: Path) -> None:
    runs = [r("do not", "<w:caps/>"), r(" drive, "), r("NHS", "<w:caps/>"), r(" care", '<w:smallCaps w:val="0"/>')]
    copy = imported(tmp_path, docx(TITLE + p(r("At home", "<w:caps/>"), style="heading1") + p(*runs)))
    assert copy.body.endswith("do not drive, NHS care")
    assert "capitals that were made by format are set as the letters that were typed: “do not”" in told(copy)
    assert "At home" not in told(copy), "layouts set headings in their own way"
    assert is_whole(copy), told(copy)


def test_the_blanks_of_a_form_are_lines_to_fill_in(tmp_path: Path) -> None:
    prompt = r("Click here to enter text.")
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt>"
    copy = imported(tmp_path, docx(TITLE + p(r("Name: "), control) + p("Date: ________")))
    assert copy.body == "Name: ____\n\nDate: ____"
    assert "“Click here to enter text.”" in told(copy)
    assert is_whole(copy), told(copy)


def test_an_embedded_page_comes_in(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><h1>Caring for your knee</h1><p>Walk every day.</p></body></html>"
    copy = imported(tmp_path, docx('<w:altChunk r:id="aFChunk_1"/>', aFChunk_1=page))
    assert (copy.title, copy.body) == ("Caring for your knee", "Walk every day.")
    copy = imported(tmp_path, docx(TITLE + p("Rest.") + '<w:altChunk r:id="aFChunk_1"/>', aFChunk_1=page))
    assert (copy.title, copy.body) == ("Knee care", "Rest.\n\n## Caring for your knee\n\nWalk every day.")
    assert is_whole(copy), told(copy)


def test_diagrams_and_charts_are_told_with_their_words(tmp_path: Path) -> None:
    diagram = f'<d:dataModel xmlns:d="x" {NAMES}><a:t>Eat</a:t><a:t>Sleep</a:t></d:dataModel>'
    drawn = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds "
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="diagramData_1"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    copy = imported(tmp_path, docx(TITLE + p("Rest.") + p(drawn), diagramData_1=diagram))
    assert "a diagram (SmartArt): “Eat Sleep” (paragraph 3)" in told(copy)
    assert is_whole(copy), told(copy)


def test_the_strict_form_of_the_format_is_read(tmp_path: Path) -> None:
    import io
    import zipfile

    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(TITLE + p("Rest.")))) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            data = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                b"http://purl.oclc.org/ooxml/wordprocessingml/",
            )
            new.writestr(
                name,
                data.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/",
                    b"http://purl.oclc.org/ooxml/officeDocument/",
                ),
            )
    copy = imported(tmp_path, strict.getvalue())
    assert (copy.title, copy.body) == ("Knee care", "Rest.")
