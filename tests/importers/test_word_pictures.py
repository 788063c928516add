"""Pictures of Word documents are saved and placed, with description and caption; what cannot come in is told."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.importers.word_files import docx, imported, is_whole, p, picture, png, r, table, told

TITLE = p("Knee care", style="Title")
ADDRESS = "../images/knee/picture-1.png"


def test_a_picture_with_description_and_caption(tmp_path: Path) -> None:
    body = TITLE + p("Before.") + p(picture("image_1", "A leg")) + p("Leg “up”", style="Caption") + p("After.")
    copy = imported(tmp_path, docx(body, image_1=png()))
    assert copy.body == f'Before.\n\n![A leg]({ADDRESS} "Leg “up”")\n\nAfter.'
    assert copy.pictures == {"picture-1.png": png()}
    assert is_whole(copy), told(copy)


def test_a_caption_describes_a_picture_that_lacks_a_description(tmp_path: Path) -> None:
    body = TITLE + p("Leg up", style="Caption") + p(picture("image_1")) + p("After.")
    copy = imported(tmp_path, docx(body, image_1=png()))
    assert copy.body == f'![Leg up]({ADDRESS} "Leg up")\n\nAfter.'
    assert "a picture without a description" in told(copy)
    assert is_whole(copy), told(copy)


@pytest.mark.parametrize("description", ["", "C:\\pictures\\leg.png", "leg.JPG", "https://a.example/leg"])
def test_a_file_name_is_no_description(tmp_path: Path, description: str) -> None:
    copy = imported(tmp_path, docx(TITLE + p("Rest.") + p(picture("image_1", description)), image_1=png()))
    assert copy.body == f"Rest.\n\n![Picture]({ADDRESS})"
    assert "a picture without a description" in told(copy)


def test_the_note_of_a_machine_is_taken_off_a_description(tmp_path: Path) -> None:
    text = "A leg on a pillow&#10;&#10;Description automatically generated"
    copy = imported(tmp_path, docx(TITLE + p("Rest.") + p(picture("image_1", text)), image_1=png()))
    assert copy.body == f"Rest.\n\n![A leg on a pillow]({ADDRESS})"
    assert "“Description automatically generated”" in told(copy)


def test_pictures_within_text_in_groups_in_old_drawings_and_twice(tmp_path: Path) -> None:
    old = '<w:r><w:pict><v:shape alt="A cup"><v:imagedata r:id="image_2"/></v:shape></w:pict></w:r>'
    one = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" descr="{}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image_{}"/>'
        "</pic:blipFill></pic:pic>"
    )
    both = one.format("A leg", 1) + one.format("A foot", 3)
    group = f"<w:r><w:drawing><wp:anchor><wpg:wgp>{both}</wpg:wgp></wp:anchor></w:drawing></w:r>"
    body = TITLE + p(r("Drink."), old, r(" Rest.")) + p(group)
    copy = imported(tmp_path, docx(body, image_1=png(1), image_2=png(2), image_3=png(1)))
    assert copy.body == (
        "Drink. Rest.\n\n![A cup](../images/knee/picture-1.png)\n\n![A leg](../images/knee/picture-2.png)\n\n"
        "![A foot](../images/knee/picture-2.png)"
    )
    assert sorted(copy.pictures) == ["picture-1.png", "picture-2.png"]


def test_a_picture_in_a_cell_stays_there(tmp_path: Path) -> None:
    copy = imported(
        tmp_path, docx(TITLE + table(["Do", "How"], ["Sit", p(picture("image_1", "A chair"))]), image_1=png())
    )
    assert copy.body == f"| Do | How |\n| --- | --- |\n| Sit | ![A chair]({ADDRESS}) |"


def test_pictures_that_cannot_come_in_are_told_with_their_place(tmp_path: Path) -> None:
    shape = "<w:r><w:drawing><wp:anchor><wps:wsp/></wp:anchor></w:drawing></w:r>"
    linked = picture("image_9", "A map").replace("r:embed", "r:link")
    body = TITLE + p("Rest.") + p(picture("image_1", "A leg")) + p(picture("image_2", "A cup")) + p(linked) + p(shape)
    copy = imported(tmp_path, docx(body, image_1=b"no picture", image_9="https://a.example/map.png"))
    assert copy.body == "Rest."
    assert not copy.pictures
    for words in (
        "a picture (“A leg”) that is of a kind that cannot be read (paragraph 3)",
        "a picture (“A cup”) that is not in the file",
        "a picture (“A map”) that is only linked: https://a.example/map.png",
        "a drawn shape (paragraph 3)",
    ):
        assert words in told(copy)


def test_the_link_of_a_picture_is_told(tmp_path: Path) -> None:
    inside = picture("image_1", "A leg").replace(
        ' descr="A leg"/>', ' descr="A leg"><a:hlinkClick r:id="hyperlink_1"/></wp:docPr>'
    )
    around = f'<w:hyperlink r:id="hyperlink_2">{picture("image_1", "A foot")}</w:hyperlink>'
    old = '<w:r><w:pict><v:shape alt="A cup" href="https://c.example/">'
    old += '<v:imagedata r:id="image_1"/></v:shape></w:pict></w:r>'
    worded = f'<w:hyperlink r:id="hyperlink_1">{picture("image_1", "A hand")}{r("our page")}</w:hyperlink>'
    links = {"hyperlink_1": "https://a.example/", "hyperlink_2": "https://b.example/"}
    copy = imported(tmp_path, docx(TITLE + p(inside) + p(around) + p(old), image_1=png(), **links))
    assert copy.body.count("![") == 3
    for address in ("https://a.example/", "https://b.example/", "https://c.example/"):
        assert told(copy).count(f"the link of a picture to {address}") == 1
    assert "(paragraph 2)" in told(copy), told(copy)
    copy = imported(tmp_path, docx(TITLE + p(worded), image_1=png(), **links))
    assert "[our page](https://a.example/)" in copy.body
    assert "the link of a picture" not in told(copy)


def test_a_picture_that_moves_or_is_of_an_old_kind_becomes_a_png(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 30), shade) for shade in ("red", "blue")]
    moving, old = io.BytesIO(), io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    frames[0].save(old, "BMP")
    body = TITLE + p("Rest.") + p(picture("image_1", "A leg")) + p(picture("image_2", "A cup"))
    copy = imported(tmp_path, docx(body, image_1=moving.getvalue(), image_2=old.getvalue()))
    assert sorted(copy.pictures) == ["picture-1.png", "picture-2.png"]
    assert all(data.startswith(b"\x89PNG") for data in copy.pictures.values())


EMF = b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 40
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


@pytest.mark.skipif(os.name != "posix", reason="the program of the test is a shell script")
def test_drawings_of_windows_come_in_by_their_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(TITLE + p("Rest.") + p(picture("image_1", "A leg")), image_1=EMF)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    copy = imported(tmp_path, data)
    assert "of the kind EMF; install the Debian package emf2svg" in told(copy)
    program(tmp_path / "bin", "emf2svg-conv", f"echo '{SVG}' > \"$4\"", monkeypatch)
    assert list(imported(tmp_path, data).pictures)
    bitmap = SVG.replace("<path", '<image width="9" height="9" href="data:image/png;base64,iVBORw0KGgo="/><path')
    program(tmp_path / "bin", "emf2svg-conv", f"echo '{bitmap}' > \"$4\"", monkeypatch)
    assert [name[-4:] for name in imported(tmp_path, data).pictures] == [".png"]
    fetching = bitmap.replace("data:image/png;base64,iVBORw0KGgo=", "/etc/hostname")
    program(tmp_path / "bin", "emf2svg-conv", f"echo '{fetching}' > \"$4\"", monkeypatch)
    assert "a picture (“A leg”) that refers to other files" in told(imported(tmp_path, data))
    program(tmp_path / "bin", "emf2svg-conv", "exit 1", monkeypatch)
    assert "a drawing of the kind EMF that emf2svg-conv cannot read" in told(imported(tmp_path, data))


def test_a_document_of_pictures_alone_is_refused(tmp_path: Path) -> None:
    from brochure.errors import BadInput

    with pytest.raises(BadInput, match="no words in this document, only pictures"):
        imported(tmp_path, docx(p(picture("image_1", "")), image_1=png()))
