"""Commands and paths are printed as they can be typed where whoever types stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brochure.cli.standing import shown, typed, work_on
from brochure.storage.shipped import SHIPPED
from tests.conftest import Brochure, Desk


@pytest.fixture(autouse=True)
def called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROCHURE_COMMAND", "./run")


def test_commands_are_those_that_started_it(desk: Desk, brochure: Brochure, tmp_path: Path) -> None:
    desk.write("assets/articles/empty.md", "")
    assert "use `./run import`" in desk.build("empty", "--edition", "email").err
    assert "`./run --help`" in desk.brochure("build", "--nothing").refusal(2)
    assert "Usage: ./run build" in desk.brochure("build", "--help").out
    told = brochure("init", tmp_path / "new folder", "--empty").err
    assert told.endswith(f"Next: `./run import FILE --workspace '{tmp_path / 'new folder'}'`\n")
    # The workspace that was named is named again.
    assert (
        "use `./run import --workspace ../workspace`" in brochure("build", "empty", "--workspace", "../workspace").err
    )


def test_without_run_they_are_the_programs_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROCHURE_COMMAND")
    desk.write("assets/articles/empty.md", "")
    assert "use `brochure import`" in desk.build("empty", "--edition", "email").err


def test_a_name_with_spaces_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROCHURE_COMMAND", "../my clinic/run")
    work_on(None)
    assert typed("Use `brochure build x`. The word brochure, and brochure: stay.") == (
        "Use `'../my clinic/run' build x`. The word brochure, and brochure: stay."
    )


def test_paths_lead_there_from_the_current_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.article("Words.")
    desk.article("Words.", "title: a: b", "bad")
    inner = desk.root / "assets/articles"
    monkeypatch.chdir(inner)
    done = desk.build("test", "bad", "--edition", "email", "--json")
    assert "../../output/test/test-email.pdf: 1 page" in done.err
    assert "brochure: ../articles/bad.md:2: " in done.err or "brochure: bad.md:2: " in done.err
    # Programs go by the workspace.
    assert [product["path"] for product in done.json["products"]] == [
        "output/test/test-email.pdf",
        "output/bad/bad-email.pdf",
    ]
    assert done.json["products"][1]["error"]["file"] == "assets/articles/bad.md"
    draft = desk.brochure("send", "test", "--to", "ana@clients.example").out.splitlines()[-1]
    assert (inner / draft).is_file()


def test_what_was_typed_stays_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    far = desk.root / "a/b/c/d"
    far.mkdir(parents=True)
    monkeypatch.chdir(far)
    assert "list.csv" in desk.brochure("send", "test", "--recipients", "list.csv").err
    work_on(desk.root)
    assert shown(Path("list.csv")) == Path("list.csv")
    assert shown(Path("layouts/trifold/style.css")) == Path("layouts/trifold/style.css")
    # A way with many steps up is longer to read than the path.
    assert shown(Path("output/x.pdf")) == desk.root / "output/x.pdf"


def test_it_says_that_it_works_on_the_samples(
    brochure: Brochure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROCHURE_WORKSPACE", str(SHIPPED))
    done = brochure("status", "--json")
    assert done.err.splitlines() == [
        f"There is no brochure.toml here, so this works on the samples in {SHIPPED}.",
        "To begin your own leaflets: `./run init DIR`.",
    ]
    assert json.loads(done.out)["products"]
    assert brochure("status", "-q").err == ""
    monkeypatch.chdir(SHIPPED)
    assert brochure("status").err == ""


def test_an_empty_workspace_has_no_samples(desk: Desk, brochure: Brochure, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = brochure("init", new, "--empty", "--json")
    assert sorted(done.json["files"]) == ["assets/brochure.schema.json", "brochure.toml"]
    assert list((new / "assets/articles").iterdir()) == []
    text = (new / "brochure.toml").read_text("utf-8")
    assert "[[leaflet]]" not in text
    assert "[brand.colours]" in text
    assert "`./run import FILE" in brochure("build", "--workspace", new).refusal(2)
    copy = desk.write("knee.md", "# Knee care\n\nWalk every day.\n")
    assert brochure("import", copy, "--workspace", new).code == 0
    built = brochure("build", "--workspace", new, "--json")
    assert built.code == 0
    assert {product["article"] for product in built.json["products"]} == {"knee"}
