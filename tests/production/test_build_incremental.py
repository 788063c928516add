"""Only what is stale is made, and the build says why."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from tests.production.conftest import CONFIG, Small

ONE = "output/one/one-email.pdf"


def test_twice_builds_nothing_the_second_time(small: Small) -> None:
    small.config("one", text=CONFIG.replace('"email"', '"office", "email"'))
    assert set(small.built()) == {"one-email", "one-trifold-letter-office"}
    before = small.desk.files(), times(small.root)
    done = small.desk.brochure("build")
    assert (done.code, done.out, done.err) == (0, "", "2 products are fresh.\n")
    assert (small.desk.files(), times(small.root)) == before


def times(root: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*")}


def test_a_fresh_product_says_what_it_said_when_it_was_made(small: Small) -> None:
    kept = ("pages", "fit", "findings", "about", "path", "error")
    first, second = (
        small.desk.brochure("build", "--layout", "trifold", "--edition", "office", "--json").json for _ in range(2)
    )
    (built,), (fresh,) = first["products"], second["products"]
    assert (built["status"], fresh["status"]) == ("built", "fresh")
    assert built["fit"]["panels"]
    assert {key: built[key] for key in kept} == {key: fresh[key] for key in kept}


def test_one_word_changed_in_one_of_12_articles(small: Small) -> None:
    names = [f"article-{number}" for number in range(12)]
    small.articles(*names)
    assert len(small.built()) == 12
    before = times(small.root)
    small.desk.swap("assets/articles/article-7.md", "words", "terms")
    assert small.built() == {"article-7-email": ("assets/articles/article-7.md changed",)}
    # Its own folder too, for the file was replaced in it.
    changed = {path.name for path, time in times(small.root).items() if before[path] != time}
    assert changed == {"article-7", "article-7-email.pdf"}


@pytest.mark.parametrize("gone", [".brochure", "output", ONE])
def test_what_is_deleted_only_costs_time(small: Small, gone: str) -> None:
    small.articles("one", "two")
    small.built()
    before = small.desk.files()
    path = small.root / gone
    path.unlink() if path.is_file() else shutil.rmtree(path)
    why = "nothing is known of how it was made" if gone == ".brochure" else "it is gone"
    expected = {"one-email": (why,), "two-email": (why,)}
    assert small.built() == ({"one-email": (why,)} if gone == ONE else expected)
    assert small.desk.files() == before
    assert small.built() == {}


def test_a_product_that_was_tampered_with(small: Small) -> None:
    small.built()
    before = small.desk.files()
    small.desk.write(ONE, before[ONE][:-1] + b"!")
    assert small.built() == {"one-email": ("the file was changed or is not the last one made",)}
    assert small.desk.files() == before


def test_force_makes_all_and_the_same(small: Small) -> None:
    small.built()
    before = small.desk.files()
    assert small.built("--force") == {"one-email": ()}
    assert small.desk.files() == before


def test_another_output_folder_has_its_own_products(small: Small, tmp_path: Path) -> None:
    small.built()
    other = str(tmp_path / "elsewhere")
    assert small.built("--output", other) == {"one-email": ("it was never made",)}
    assert small.built("--output", other) == {}
    assert small.built() == {}
    assert (tmp_path / "elsewhere/one/one-email.pdf").read_bytes() == small.desk.files()[ONE]
    assert small.standing("--output", other) == {"one-email": ("fresh",)}


def test_a_fault_stays_told_until_it_heals_and_the_good_product_stays(small: Small) -> None:
    small.built()
    before = small.desk.files()
    good = (small.root / "assets/articles/one.md").read_text("utf-8")
    small.desk.write("assets/articles/one.md", good.replace("title:", "titel:"))
    for _ in range(2):
        assert "titel" in small.desk.brochure("build").refusal()
        (standing,) = small.standing().values()
        assert standing[0] == "failed"
        assert "titel" in standing[1]
        assert small.desk.files() == before
    small.desk.write("assets/articles/one.md", good.replace("words", "terms"))
    assert small.built() == {"one-email": ("it could not be made before",)}
    assert small.desk.files() != before
    assert small.standing() == {"one-email": ("fresh",)}


def test_clocks_do_not_count(small: Small) -> None:
    small.built()
    before = small.desk.files()
    for moment in (0, 4_000_000_000):
        for path in [path for path in small.root.rglob("*") if ".brochure" not in path.parts]:
            os.utime(path, (moment, moment))
        assert small.built() == {}
    # A change that keeps size and time is one all the same.
    article = small.root / "assets/articles/one.md"
    stat = article.stat()
    small.desk.swap("assets/articles/one.md", "words", "sword")
    os.utime(article, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert set(small.built()) == {"one-email"}
    assert small.desk.files() != before


def test_the_paper_that_is_in_no_name(small: Small) -> None:
    small.built("--paper", "letter")
    letter = small.desk.files()
    assert small.built("--paper", "a4") == {"one-email": ("it was made for letter paper",)}
    assert small.desk.files() != letter
    assert small.built("--paper", "letter") == {"one-email": ("it was made for a4 paper",)}
    assert small.desk.files() == letter


def test_another_article_of_the_same_name(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.desk.write("drafts/one.md", "---\ntitle: Another\n---\n\nOther words.\n")
    small.built("one")
    plain = small.desk.files()
    why = {"one-email": ("it was made from another article of that name",)}
    assert small.built("drafts/one.md") == why
    assert small.desk.files() != plain
    monkeypatch.chdir(small.root / "drafts")
    assert small.built("one.md") == {}
    monkeypatch.chdir(small.root / "assets" / "articles")
    assert small.built("one.md") == why
    assert small.desk.files() == plain


def test_a_link_that_leads_elsewhere_tomorrow(small: Small) -> None:
    article = small.root / "assets/articles/one.md"
    article.rename(small.root / "first.md")
    small.desk.write("second.md", (small.root / "first.md").read_text("utf-8").replace("words", "terms"))
    article.symlink_to(small.root / "first.md")
    small.built()
    assert small.built() == {}
    article.unlink()
    article.symlink_to(small.root / "second.md")
    before = small.desk.files("output")
    assert small.standing() == {"one-email": ("stale", "assets/articles/one.md changed")}
    assert set(small.built()) == {"one-email"}
    assert small.desk.files("output") != before


def test_a_folder_of_articles_that_becomes_a_link(small: Small) -> None:
    small.built()
    folder = small.root / "assets/articles"
    folder.rename(small.root / "copy")
    folder.symlink_to(small.root / "copy")
    # What is read through it is the same, so nothing is stale; what it leads to is looked at each time.
    assert small.built() == {}
    small.desk.swap("copy/one.md", "words", "terms")
    assert small.built() == {"one-email": ("assets/articles/one.md changed",)}


def test_what_leads_out_of_the_workspace_since(small: Small, tmp_path: Path) -> None:
    small.built()
    article = small.root / "assets/articles/one.md"
    article.replace(tmp_path / "one.md")
    article.symlink_to(tmp_path / "one.md")
    assert small.standing() == {"one-email": ("stale", "assets/articles/one.md cannot be read")}
    assert "lies outside the workspace" in small.desk.brochure("build").refusal()


def test_a_full_disk(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.built()
    before = small.desk.files()
    small.desk.swap("assets/articles/one.md", "words", "terms")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert "No space left on device" in small.desk.brochure("build").refusal()
    assert small.desk.files() == before
    assert small.standing()["one-email"][0] == "failed"
    assert set(small.built()) == {"one-email"}
    assert small.built() == {}
