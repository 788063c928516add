"""What `brochure release` freezes, and that nothing changes it again."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Desk
from tests.release.conftest import PRODUCTS, RELEASES, edit, manifest, released_files

REVIEW = "Reviewed September 2026 by a board-certified pilot; next review September 2028. Version 1.0."


def test_holds_products_copy_pictures_and_their_hashes(leaflet: Desk) -> None:
    files, document = released_files(leaflet), manifest(leaflet)
    assert set(files) == {*PRODUCTS, "article.md", "pictures/assets/images/boat.svg", "manifest.json"}
    for name in PRODUCTS:
        assert files[name] == (leaflet.root / "output/test" / name).read_bytes()
    assert files["article.md"] == (leaflet.root / "assets/articles/test.md").read_bytes()
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    assert document["files"] == digests
    assert document["pictures"] == {name: digest for name, digest in digests.items() if name.startswith("pictures/")}


def test_the_manifest_says_what_it_is(leaflet: Desk) -> None:
    document = manifest(leaflet)
    fields = {
        key: document[key] for key in ("n", "slug", "title", "language", "version", "reviewed", "review_by", "anyway")
    }
    assert fields == {
        "n": 1,
        "slug": "test",
        "title": "A test of the tide",
        "language": "en",
        "version": "1.0",
        "reviewed": "2026-09-14",
        "review_by": "2028-09-14",
        "anyway": None,
    }
    assert document["released"].endswith("Z")
    office, email = document["products"]
    assert (office["layout"], office["paper"], office["edition"], office["pages"]) == ("trifold", "letter", "office", 2)
    assert (email["layout"], email["edition"], email["freshness"]) == (None, "email", "fresh")
    assert {area["panel"] for area in office["areas"]} >= {"cover", "back"}


def test_is_read_only(leaflet: Desk) -> None:
    folder = leaflet.root / RELEASES / "v1"
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o555 if path.is_dir() else 0o444), path


def test_each_piece_bears_version_and_review(leaflet: Desk) -> None:
    for name in PRODUCTS:
        with pypdfium2.PdfDocument(leaflet.root / RELEASES / "v1" / name) as document:
            text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
        assert REVIEW in text, name


def test_says_folder_version_and_review(leaflet: Desk) -> None:
    edit(leaflet, 'version: "1.0"', 'version: "1.1"')
    assert leaflet.build("test").code == 0
    done = leaflet.brochure("release", "test")
    assert (done.code, done.out) == (0, f"{RELEASES}/v2\n")
    by = "reviewed September 2026 by a board-certified pilot, next review September 2028"
    assert done.err == f"v2: version 1.1, {by}\n"
    assert leaflet.brochure("release", "test", "--quiet").err == ""


def test_nothing_changes_it_again(leaflet: Desk) -> None:
    before = released_files(leaflet)
    edit(leaflet, "Nobody has to ask for it.", "It comes unasked.")
    assert leaflet.build("test").code == 0
    done = leaflet.brochure("release", "test", "--json").json
    assert (done["new"], done["path"], done["release"]["n"]) == (True, f"{RELEASES}/v2", 2)
    assert released_files(leaflet) == before
    assert b"It comes unasked." in released_files(leaflet, 2)["article.md"]


def test_without_a_change_there_is_no_new_version(leaflet: Desk) -> None:
    done = leaflet.brochure("release", "test")
    assert (done.code, done.out) == (0, f"{RELEASES}/v1\n")
    assert done.err.startswith("Nothing changed since v1: version 1.0, reviewed September 2026")
    assert leaflet.brochure("release", "test", "--json").json["new"] is False


def test_a_release_that_was_tampered_with_is_not_taken_for_the_present(leaflet: Desk) -> None:
    article = leaflet.root / RELEASES / "v1" / "article.md"
    article.chmod(0o644)
    article.write_text("Other words.", "utf-8")
    assert leaflet.brochure("release", "test").out == f"{RELEASES}/v2\n"
    other = leaflet.root / RELEASES / "v2" / "manifest.json"
    other.chmod(0o644)
    other.write_text("{}", "utf-8")
    done = leaflet.brochure("release", "test")
    assert done.out == f"{RELEASES}/v3\n"
    assert "warning: The manifest.json of v2 was changed after the release." in done.err


def test_an_article_may_be_named_by_its_path(leaflet: Desk) -> None:
    done = leaflet.brochure("release", "assets/articles/test.md")
    assert (done.code, done.out) == (0, f"{RELEASES}/v1\n"), done.err


@pytest.mark.parametrize("name", ["../test", "releases/test", "/etc/passwd", "..", "", "te\nst"])
def test_a_name_leads_nowhere_else(leaflet: Desk, name: str) -> None:
    before = leaflet.files()
    done = leaflet.brochure("release", name)
    assert done.code in (2, 3)
    assert len(done.err.splitlines()) == 1
    assert leaflet.files() == before


def test_a_file_whose_name_is_a_way_up_is_not_released(leaflet: Desk) -> None:
    leaflet.write("assets/articles/...md", (leaflet.root / "assets/articles/test.md").read_bytes())
    assert "names no article" in leaflet.brochure("release", "...md", "--anyway", "a try").refusal(2)
    assert "cannot be released by this name" in leaflet.brochure("diff", "...md").refusal()


def test_a_full_disk_leaves_nothing_half_released(leaflet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = leaflet.files()
    edit(leaflet, "Nobody", "Someone")
    with monkeypatch.context() as disk:
        disk.setattr("brochure.release.archive.os.fsync", full)
        refused = leaflet.brochure("release", "test", "--anyway", "a full disk").refusal()
    assert "No space left" in refused
    assert "nothing half-released is left" in refused
    assert {name for name in leaflet.files() if name not in before} == set()
    assert sorted(path.name for path in (leaflet.root / RELEASES).iterdir()) == [".lock", "v1"]


def test_a_folder_that_cannot_be_made_is_told(leaflet: Desk) -> None:
    leaflet.write("output/releases/other", "a file")
    leaflet.write("assets/articles/other.md", (leaflet.root / "assets/articles/test.md").read_bytes())
    assert leaflet.build("other", "--edition", "email").code == 0
    refused = leaflet.brochure("release", "other", "--anyway", "the office edition is not made").refusal()
    assert "output/releases/other cannot be written" in refused


def test_a_version_is_written_before_it_has_its_name(leaflet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        seen.append(sorted(path.name for path in self.iterdir()))
        return rename(self, target)

    edit(leaflet, "Nobody", "Someone")
    monkeypatch.setattr(Path, "rename", watched)
    assert leaflet.brochure("release", "test", "--anyway", "a look").code == 0
    assert seen == [sorted([*PRODUCTS, "article.md", "manifest.json", "pictures"])]


def test_a_version_is_on_the_disk_before_it_is_told(leaflet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and folder of it, and last the folder that has its name: a power cut takes none of them back."""
    flushed: list[int] = []
    flush = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(os.fstat(handle).st_ino)
        flush(handle)

    edit(leaflet, "Nobody", "Someone")
    monkeypatch.setattr("brochure.release.archive.os.fsync", fsync)
    assert leaflet.brochure("release", "test", "--anyway", "a look").code == 0
    archive = leaflet.root / RELEASES
    whole = [archive / "v2", *(archive / "v2").rglob("*")]
    assert len(whole) > 5
    assert {path.stat().st_ino for path in whole} <= set(flushed)
    assert flushed[-1] == archive.stat().st_ino


def test_an_overdue_review_is_told(leaflet: Desk) -> None:
    leaflet.swap("assets/articles/test.md", "review_by: 2028-09-14", "review_by: 2021-01-01")
    done = leaflet.brochure("release", "test", "--anyway", "a try")
    assert "warning: Its review was due on 2021-01-01." in done.err
