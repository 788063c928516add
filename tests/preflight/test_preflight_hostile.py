"""PDFs from anywhere, hostile ones too: each ends within its budget, with a report or with one line."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochure.budget import within
from brochure.errors import BadInput
from brochure.preflight import catalogue
from brochure.preflight.checked import Checked
from brochure.preflight.child import Request, judged
from brochure.preflight.document import Document
from brochure.preflight.pdf_file import check_pdf
from brochure.preflight.profiles import Wishes
from brochure.workspace.limits import Limits
from tests.conftest import Desk
from tests.preflight.pdfs import Screen, press_bytes, saved

#: Bounds that an ordinary leaflet keeps to easily.
BOUNDS = Limits.model_validate({"seconds": 20, "memory_mb": 500})


def _encrypted(user: str) -> bytes:
    with pikepdf.open(io.BytesIO(press_bytes())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user), deterministic_id=False)


def _painting(content: bytes, change: Callable[[pikepdf.Pdf], object] | None = None) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    if change:
        change(pdf)
    return saved(pdf)


def _form_in_itself(pdf: pikepdf.Pdf) -> None:
    form: Any = pdf.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))


def _forms_without_end(pdf: pikepdf.Pdf) -> None:
    """Twenty forms, each of which paints the next ten times: 10²⁰ marks."""
    inner: Any = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(20):
        outer: Any = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))


def _tree_in_itself(pdf: pikepdf.Pdf) -> None:
    pages = pdf.Root.Pages
    pages.Kids = Array([pages.Kids[0], pages])


def _names_in_themselves(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree, tree])
    pdf.Root.Names = Dictionary(JavaScript=tree, EmbeddedFiles=tree)


def _structure_in_itself(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P))
    element.K = Array([element, element])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=element, RoleMap=Dictionary(A=Name.B, B=Name.A)))


def _wrong_kinds(pdf: pikepdf.Pdf) -> None:
    """Each entry that is read is something else than it must be."""
    page = pdf.pages[0].obj
    for key in ("/Annots", "/TrimBox", "/BleedBox", "/Group", "/UserUnit", "/Rotate", "/Tabs"):
        page[key] = Name.Wrong
    page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Subtype=7, FontDescriptor=Array([]))), XObject=Array([]))
    for key in ("/Lang", "/OutputIntents", "/OCProperties", "/Names", "/AcroForm", "/MarkInfo", "/ViewerPreferences"):
        pdf.Root[key] = Array([1, Name.Wrong])
    pdf.Root.StructTreeRoot = Dictionary(K=Array([Name.Wrong, 1, Dictionary(S=1, K=Name.Wrong, A=7)]))
    pdf.Root.Outlines = Name.Wrong


def _damaged_font(pdf: pikepdf.Pdf) -> None:
    for number, font in enumerate(("/FontFile2", "/FontFile3", "/FontFile")):
        descriptor = Dictionary(Type=Name.FontDescriptor)
        descriptor[font] = pdf.make_stream(b"\0\1\0\0\xff\xff" + b"\xff" * 500)
        resources = pdf.pages[0].obj.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        resources.Font[f"/F{number}"] = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Broken, FontDescriptor=descriptor
        )


def _bomb() -> bytes:
    """400 MB of content in 800 KB."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    packed = zlib.compressobj(9)
    content = b"".join(packed.compress(b"0 0 9 9 re f\n" * 80_000) for _ in range(400)) + packed.flush()
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, content, Filter=Name.FlateDecode)
    return saved(pdf)


def _five_thousand() -> bytes:
    pdf = pikepdf.new()
    for _ in range(5000):
        pdf.add_blank_page(page_size=(300, 300))
    return saved(pdf)


_TEXT = b"BT /F0 12 Tf (abc) Tj /F1 9 Tf (abc) Tj /F2 9 Tf (abc) Tj ET"

#: What can be read gets a report; by its rule the fault is told.
REPORTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked": (lambda: _encrypted("user"), "FILE-ENCRYPTED"),
    "encrypted": (lambda: _encrypted(""), "FILE-ENCRYPTED"),
    "truncated": (lambda: press_bytes()[:-300], "FILE-DAMAGED"),
    "a form in itself": (lambda: _painting(b"/X Do", _form_in_itself), "FILE-CONTENT-DAMAGED"),
    "forms without end": (lambda: _painting(b"/X Do", _forms_without_end), "FILE-CONTENT-DAMAGED"),
    "names in themselves": (lambda: _painting(b"", _names_in_themselves), "PRESS-BLANK-PAGE"),
    "a structure in itself": (lambda: _painting(b"", _structure_in_itself), "A11Y-STRUCTURE"),
    "wrong kinds": (lambda: _painting(b"/F 9 Tf (a) Tj /X Do /Y gs", _wrong_kinds), "PRESS-TRIM-BOX"),
    "damaged fonts": (lambda: _painting(_TEXT, _damaged_font), "TYPE-DAMAGED"),
    "content without sense": (lambda: _painting(b"q (x [ << 1 2 re ] W"), "FILE-CONTENT-DAMAGED"),
    "5,000 pages": (_five_thousand, "FILE-LONG"),
    "a number beyond all bounds": (
        lambda: _painting(b"1" * 99 + b" 0 0 1 0 0 cm 0 0 9 9 re f"),
        "FILE-CONTENT-DAMAGED",
    ),
}


@pytest.mark.parametrize("name", REPORTED)
def test_a_hostile_file_gets_a_report(name: str) -> None:
    make, rule = REPORTED[name]
    content = make()
    outcomes = within("x.pdf", BOUNDS, lambda: catalogue.judge_pdf(Document(content), Wishes("release")))
    states = {outcome.rule: outcome.state for outcome in outcomes}
    assert states[rule] == "fail"
    assert [outcome for outcome in outcomes if outcome.state == "crashed"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"MZ\x90 a program", "This is not a PDF."),
        (b"%PDF-1.7\n" + b"\xff" * 300, "too damaged to be read"),
        (press_bytes()[:200], "too damaged to be read"),
    ],
    ids=["zero bytes", "no PDF", "noise", "the beginning alone"],
)
def test_what_is_no_pdf_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as told:
        judged(Request("x.pdf", content, Wishes(), "release", BOUNDS))
    assert said in str(told.value)


def _checked(content: bytes, **bounds: Any) -> Checked:
    limits = BOUNDS.model_copy(update=bounds)
    return check_pdf(Request("x.pdf", content, Wishes(), None, limits))


def test_a_page_tree_in_itself_ends() -> None:
    checked = _checked(_painting(b"", _tree_in_itself))
    assert checked.error or not checked.crashed


def test_a_bomb_is_ended_by_the_budget() -> None:
    error = _checked(_bomb(), memory_mb=300).error
    assert error
    assert "takes more than 300 MB of memory" in str(error)
    assert str(error).startswith("x.pdf: ")


def test_a_child_that_dies_takes_nothing_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brochure.preflight.pdf_file.BOOT", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert "break down" in str(_checked(b"%PDF-").error)


def test_files_are_checked_each_by_itself(desk: Desk) -> None:
    desk.write("good.pdf", press_bytes())
    desk.write("bad.pdf", b"no PDF")
    desk.write("locked.PDF", _encrypted("user"))
    result = desk.brochure("check", "bad.pdf", "good.pdf", "locked.PDF", "nothing.pdf", "--json")
    assert result.code == 3
    assert result.err.splitlines() == [
        "brochure: bad.pdf: This is not a PDF. Export it as PDF from the program that made it.",
        "brochure: nothing.pdf: There is no such file. Look at its name.",
    ]
    files = {each["file"]: each for each in result.json["files"]}
    assert set(files) == {"bad.pdf", "good.pdf", "locked.PDF", "nothing.pdf"}
    assert files["good.pdf"]["profile"] == "press"
    assert files["locked.PDF"]["rules"]["TYPE-EMBEDDED"] == "not run"
    assert [finding["rule"] for finding in result.json["findings"]] == ["FILE-ENCRYPTED"]


def test_a_pdf_needs_no_workspace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.root.parent / "elsewhere"
    folder.mkdir()
    (folder / "x.pdf").write_bytes(press_bytes("1 0 0 rg 80 80 9 9 re f"))
    monkeypatch.chdir(folder)
    result = desk.brochure("check", "x.pdf")
    assert result.code == 5
    assert "error PRESS-NO-INK (page 1): The page has colours that are no ink: RGB." in result.out
    assert desk.brochure("check", "x.pdf", "--ignore", "press-no-ink").code == 0
    assert desk.brochure("check", "x.pdf", "--profile", "email", "-q").code == 5


def test_each_file_is_judged_by_what_suits_it(desk: Desk) -> None:
    desk.write("x.pdf", press_bytes())
    desk.write("y.pdf", Screen().bytes())
    files = desk.brochure("check", "x.pdf", "y.pdf", "--profile", "release", "--json").json["files"]
    assert [each["profile"] for each in files] == ["press", "email"]
    assert "is for articles" in desk.brochure("check", "x.pdf", "--profile", "copy").refusal(2)
