"""Whatever is done to the workspace while it is shown, the page tells, lives on and heals."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof.live_table import ARTICLE, BODY, Table, table, workspace

pytestmark = pytest.mark.xdist_group("live-survival")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    with table(workspace(tmp_path_factory.mktemp("live") / "workspace")) as running:
        running.made()
        yield running


@pytest.fixture
def shown(running: Table) -> Table:
    """The page as usual, whatever the test before did."""
    running.as_usual()
    return running


def calm(page: str) -> bool:
    return 'class="alarm"' not in page and "/picture/" in page


def tell(shown: Table, words: str) -> None:
    """Waits for the alarm; the last pictures stay."""
    page = shown.until(lambda page: 'class="alarm"' in page and words in page)
    assert all(picture in page for picture in shown.usual)
    assert "Traceback" not in page


def test_an_article_is_deleted_and_comes_back(shown: Table) -> None:
    (shown.root / ARTICLE).unlink()
    tell(shown, "There is no article &#39;test&#39;")
    shown.copy()
    shown.until(calm)


def test_an_article_is_renamed_and_back(shown: Table) -> None:
    path = shown.root / ARTICLE
    path.rename(path.with_name("tset.md"))
    tell(shown, "Did you mean &#39;tset&#39;?")
    path.with_name("tset.md").rename(path)
    shown.until(calm)


def test_a_folder_becomes_a_link_and_a_folder_again(shown: Table) -> None:
    folder, away = shown.root / "assets/articles", shown.root.parent / "away"
    folder.rename(away)
    folder.symlink_to(away)
    tell(shown, "lies outside the workspace")
    folder.unlink()
    away.rename(folder)
    shown.until(calm)
    # and its files are heard again
    shown.copy(BODY.replace("Breathe in", "Breathe well"))
    shown.until(lambda page: calm(page) and not all(picture in page for picture in shown.usual))


def test_a_file_cannot_be_read(shown: Table) -> None:
    path = shown.root / ARTICLE
    path.chmod(0)
    os.utime(path)
    tell(shown, "cannot be read")
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shown.until(calm)


def test_an_article_leads_to_itself(shown: Table) -> None:
    path = shown.root / ARTICLE
    path.unlink()
    path.symlink_to(path.name)
    tell(shown, "is a link that leads nowhere")


def test_an_article_becomes_a_folder(shown: Table) -> None:
    path = shown.root / ARTICLE
    path.unlink()
    path.mkdir()
    tell(shown, "is a folder, not a file")
    path.rmdir()
    shown.copy()
    shown.until(calm)


def test_an_article_is_no_text(shown: Table) -> None:
    path = shown.root / ARTICLE
    path.write_bytes(b"\xff\xfe\x00\x01")
    tell(shown, "is not UTF-8 text")
    path.write_bytes(b"")
    tell(shown, "The article is empty")


def test_toml_is_broken_and_mended(shown: Table) -> None:
    path = shown.root / "brochure.toml"
    kept = path.read_text("utf-8")
    for broken, words in (
        (kept + "\n[clinic\n", "not valid TOML"),
        ("", "clinic"),
        (kept + "\nnonsense = 1\n", "nonsense"),
    ):
        shown.write("brochure.toml", broken)
        tell(shown, words)
    path.unlink()
    tell(shown, "There is no brochure.toml")
    shown.write("brochure.toml", kept)
    shown.until(calm)


def test_no_leaflet_is_left_and_another_comes(shown: Table) -> None:
    path = shown.root / "brochure.toml"
    kept = path.read_text("utf-8")
    shown.write("brochure.toml", kept[: kept.index("[[leaflet]]")])
    tell(shown, "There is nothing to build")
    third = kept.replace('article = "other"', 'article = "third"')
    shutil.copy(shown.root / ARTICLE, shown.root / "assets/articles/third.md")
    shown.write("brochure.toml", third)
    shown.until(lambda page: calm(page) and page.count("<section>\n    <h2") == 2)
    shown.write("brochure.toml", kept)
    shown.until(calm)


def test_a_layout_is_broken_and_mended(shown: Table) -> None:
    (shown.root / "layouts/trifold").mkdir()
    shown.write("layouts/trifold/layout.toml", "title = ")
    tell(shown, "layouts/trifold/layout.toml, line 1")
    shutil.rmtree(shown.root / "layouts/trifold")
    shown.until(calm)


def test_products_are_made_again(shown: Table) -> None:
    product = shown.root / "output/test/test-trifold-letter-office.pdf"
    kept = product.read_bytes()
    product.unlink()
    shown.until(lambda _: product.is_file())
    product.write_bytes(b"%PDF-1.7 but no more")
    shown.until(lambda _: product.read_bytes() == kept)
    shutil.rmtree(shown.root / "output")
    shutil.rmtree(shown.root / ".brochure")
    shown.until(lambda page: product.is_file() and calm(page))
    assert product.read_bytes() == kept


def test_the_output_folder_cannot_be(shown: Table) -> None:
    shutil.rmtree(shown.root / "output")
    (shown.root / "output").write_text("in the way", encoding="utf-8")
    shown.until(lambda page: 'class="alarm"' in page and "cannot be written" in page)
    (shown.root / "output").unlink()
    shown.copy(BODY + "\nMore.\n")
    shown.until(calm)


def test_an_attack_in_copy_stays_copy(shown: Table) -> None:
    shown.copy(front="---\ntitle: <script>alert(1)</script>\n---\n\n")
    page = shown.until(lambda page: "&lt;script&gt;alert(1)" in page)
    assert "<script>alert" not in page


def test_the_workspace_goes_and_comes_back(shown: Table) -> None:
    away = Path(f"{shown.root}-away")
    shown.root.rename(away)
    shown.until(lambda page: "There is no folder" in page or "There is no brochure.toml" in page)
    assert shown.get("/static/table.css").status == 200
    # the product that was just being made may have been put where its folder was
    shutil.rmtree(shown.root, ignore_errors=True)
    away.rename(shown.root)
    shown.until(calm)
    assert shown.stop() == 130
