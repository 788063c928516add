"""Which workspace, which articles, where to: `init` and `build`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Brochure, Desk

EMAIL = ["--edition", "email"]
MADE = "output/test/test-email.pdf"


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """A workspace with the article 'test', which no [[leaflet]] names."""
    desk.article("Words.")
    return desk


def test_init_makes_a_workspace(brochure: Brochure, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clinic"
    result = brochure("init", folder, "--json")
    assert result.code == 0
    assert all((folder / name).is_file() for name in result.json["files"])
    assert "brochure.toml" in result.json["files"]
    assert all((folder / name).is_dir() for name in ("assets/images", "assets/fonts", "layouts", "output"))


def test_init_changes_nothing_that_is_there(brochure: Brochure, tmp_path: Path) -> None:
    mine = tmp_path / "assets" / "articles" / "a-window-for-change.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("Mine.", "utf-8")
    result = brochure("init", tmp_path, "--json")
    assert result.code == 0
    assert mine.read_text("utf-8") == "Mine."
    assert "assets/articles/a-window-for-change.md" not in result.json["files"]


def test_init_refuses_a_workspace(desk: Desk) -> None:
    desk.write("brochure.toml", "# mine\n")
    before = desk.files(".")
    assert "is a workspace already" in desk.brochure("init", desk.root).refusal()
    assert desk.files(".") == before


def test_init_where_a_file_is(brochure: Brochure, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("Mine.", "utf-8")
    assert "cannot be written" in brochure("init", file).refusal()
    assert "cannot be written" in brochure("init", file / "below").refusal()
    assert file.read_text("utf-8") == "Mine."


def test_init_says_what_next_unless_told_to_be_quiet(brochure: Brochure, tmp_path: Path) -> None:
    result = brochure("init", tmp_path / "one")
    assert result.out == ""
    assert "brochure build" in result.err
    quiet = brochure("init", tmp_path / "two", "-q")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_the_nearest_workspace_upwards(ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROCHURE_WORKSPACE", str(tmp_path / "none"))
    monkeypatch.chdir(ready.root / "assets" / "images")
    assert ready.build().code == 0
    assert (ready.root / MADE).is_file()


def test_the_workspace_that_the_environment_names(ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "There is no brochure.toml" in ready.build().refusal()
    monkeypatch.setenv("BROCHURE_WORKSPACE", str(ready.root))
    assert ready.build().code == 0
    assert (ready.root / MADE).is_file()


def test_the_workspace_that_the_option_names(ready: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert ready.brochure("init", other).code == 0
    monkeypatch.setenv("BROCHURE_WORKSPACE", str(other))
    monkeypatch.chdir(other)
    assert ready.build("test", *EMAIL, "--workspace", str(ready.root)).code == 0
    assert (ready.root / MADE).is_file()
    assert not list((other / "output").iterdir())


@pytest.mark.parametrize("name", ["none", "brochure.toml"])
def test_a_workspace_that_is_none(ready: Desk, name: str) -> None:
    assert "brochure init DIR" in ready.build("--workspace", name).refusal()


def test_an_article_by_its_path(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ready.build("assets/articles/test.md", *EMAIL).code == 0
    ready.write("drafts/later.md", "---\ntitle: Later\n---\n\nWords.\n")
    monkeypatch.chdir(ready.root / "drafts")
    done = ready.build("later.md", *EMAIL, "--json")
    assert done.code == 0, done.err
    assert [product["article"] for product in done.json["products"]] == ["later"]
    assert (ready.root / "output" / "later" / "later-email.pdf").is_file()


def test_an_article_outside_the_workspace(ready: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: Outside\n---\n\nWords.\n", "utf-8")
    assert "outside the workspace" in ready.build(str(outside), *EMAIL).refusal()


def test_an_output_folder_elsewhere(ready: Desk, tmp_path: Path) -> None:
    done = ready.build("test", *EMAIL, "--output", str(tmp_path / "elsewhere"), "--json")
    assert done.code == 0
    path = tmp_path / "elsewhere" / "test" / "test-email.pdf"
    assert done.json["products"][0]["path"] == path.as_posix()
    assert path.is_file()
    assert not [name for name in ready.files() if name.endswith(".pdf")]


def test_editions_by_name(ready: Desk) -> None:
    ready.article("Some people feel lighter, and others notice little change at all. " * 40)
    both = ready.build("test", *EMAIL, "--edition", "office", *EMAIL, "--json").json["products"]
    assert sorted(product["edition"] for product in both) == ["email", "office"]
    assert sorted(name for name in ready.files() if name.endswith(".pdf")) == sorted(
        product["path"] for product in both
    )


def test_quiet_says_nothing_but_errors(ready: Desk) -> None:
    quiet = ready.build("test", *EMAIL, "-q")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    ready.article("[x](y.md)", name="bad")
    assert "bad.md:5" in ready.build("bad", "test", *EMAIL, "-q", "--jobs", "1").refusal()


def test_a_workspace_without_leaflets_has_nothing_to_build(desk: Desk) -> None:
    desk.write("brochure.toml", '[clinic]\nname = "A"\n')
    assert "There is nothing to build" in desk.brochure("build").refusal(2)
