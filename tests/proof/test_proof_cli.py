"""`brochure proof --plates` as it is called."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image

from brochure.errors import BadInput
from brochure.geometry.piece import Piece
from brochure.geometry.press import PressSheet, press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.storage.files import Files
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from tests.conftest import Brochure, Desk

STEM = "output/test/proof/test-trifold-letter"
KINDS = ("cyan", "magenta", "yellow", "black", "soft", "ink")
ARTICLE = "A short text.\n\n## A heading\n\nMore words.\n"
LOOK = ("proof", "test", "--plates", "--layout", "trifold", "--ppi", "36")


def expected(stem: str = STEM, sides: tuple[str, ...] = ("outside", "inside")) -> list[str]:
    return [f"{stem}-{side}-{kind}.png" for side in sides for kind in KINDS] + [f"{stem}-folded.png"]


def test_pictures_are_written_and_named(desk: Desk) -> None:
    desk.article(ARTICLE)
    done = desk.brochure(*LOOK)
    assert (done.code, done.out.splitlines()) == (0, expected())
    assert "trifold, letter, outside: at most" in done.err
    files = desk.files()
    assert sorted(files) == sorted(expected())
    for name, data in files.items():
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.mode == ("RGB" if name.endswith(("soft.png", "ink.png", "folded.png")) else "L")
            assert picture.info["dpi"] == pytest.approx((36, 36), abs=0.1)
    again = desk.brochure(*LOOK, "--quiet")
    assert (again.code, again.err) == (0, "")
    assert desk.files() == files


def test_the_json_says_the_ink_too_and_no_program_is_called(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was called")

    # While it is loaded the engine asks the system where its libraries are.
    Typesetter("<p>Loaded</p>", [Sheet("")], Fetcher(Files(desk.root), desk.root, {}, {}))
    monkeypatch.setattr(subprocess, "Popen", refuse)
    desk.article(ARTICLE)
    done = desk.brochure(*LOOK, "--json", "--output", "elsewhere")
    document = done.json
    assert done.code == 0
    assert document["ok"] is True
    assert document["error"] is None
    assert document["pictures"] == expected("elsewhere/test/proof/test-trifold-letter")
    assert [row["side"] for row in document["ink"]] == ["outside", "inside"]
    for row in document["ink"]:
        assert 0 < row["worst_square"] <= row["max"] <= row["limit"] + 0.01
        assert row["limit"] == 3.2


def test_spot_inks_have_pictures(desk: Desk) -> None:
    desk.article(ARTICLE)
    (line,) = [
        line for line in (desk.root / "brochure.toml").read_text("utf-8").split("\n") if line.startswith("primary = ")
    ]
    spot = 'primary = { rgb = "#8a2a1f", cmyk = [0, 90, 80, 30], spot = "Maple 1 C" }'
    desk.swap("brochure.toml", line, spot)
    done = desk.brochure(*LOOK)
    assert done.code == 0
    assert f"{STEM}-outside-spot-maple-1-c.png" in done.out.splitlines()


def test_plates_are_those_of_an_article(desk: Desk) -> None:
    assert "ARTICLE" in desk.brochure("proof", "--plates").refusal(2)
    assert "36<=x<=600" in desk.brochure(*LOOK[:-1], "9").refusal(2)


def test_bad_input_is_named_and_nothing_written(desk: Desk) -> None:
    desk.article(ARTICLE)
    assert "There is no article 'tset'" in desk.brochure("proof", "tset", "--plates").refusal()
    assert "There is no layout 'trifod'" in desk.brochure("proof", "test", "--plates", "--layout", "trifod").refusal()
    with_json = desk.brochure("proof", "tset", "--plates", "--json").json
    assert with_json["ok"] is False
    assert with_json["error"]["code"] == 3
    assert with_json["pictures"] == []
    assert desk.files() == {}


def test_what_can_be_shown_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(piece: Piece, settings: PressSettings) -> PressSheet:
        if piece.fold == "none":
            raise BadInput("not this one")
        return press_sheet(piece, settings)

    monkeypatch.setattr("brochure.proof.press_proof.press_sheet", refusing)
    desk.article(ARTICLE)
    table = '\n[[leaflet]]\narticle = "test"\nlayouts = ["handout", "trifold"]\npapers = ["letter"]\n'
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", config + table)
    done = desk.brochure("proof", "test", "--plates", "--ppi", "36")
    assert done.code == 3
    assert done.out.splitlines() == expected()
    assert "brochure: not this one" in done.err


def test_help_is_light(process: Brochure) -> None:
    done = process("proof", "--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.code == 0
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines()}
    assert names & {"pypdfium2", "pikepdf", "PIL", "weasyprint", "pydantic"} == set()
