"""Whatever is done to the workspace while it is shown, the page tells, lives on and heals."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from brochure.production.plan import Product
from brochure.proof.live.snapshot import public_id
from tests.proof.live_table import ARTICLE, BODY, Table, pictures, table, workspace

pytestmark = pytest.mark.xdist_group("live-survival")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    with table(workspace(tmp_path_factory.mktemp("live") / "workspace")) as running:
        running.wait_until_made()
        yield running


@pytest.fixture
def live(running: Table) -> Table:
    """The page as usual, whatever the test before did."""
    running.as_usual()
    return running


def calm(page: str) -> bool:
    return 'class="alarm"' not in page and "/picture/" in page


def tell(live: Table, words: str) -> None:
    """Waits for the alarm; the last pictures stay."""
    page = live.until(lambda page: 'class="alarm"' in page and words in page)
    assert all(picture in page for picture in live.usual)
    assert "Traceback" not in page


def take_away(live: Table, name: str) -> None:
    """Deletes a folder, at once: another product may just be put into it."""
    away = live.root.parent / f"{name}-{time.monotonic_ns()}"
    (live.root / name).rename(away)
    shutil.rmtree(away)


def test_an_article_is_deleted_and_comes_back(live: Table) -> None:
    (live.root / ARTICLE).unlink()
    tell(live, "There is no article &#39;test&#39;")
    live.copy()
    live.until(calm)


def test_an_article_is_renamed_and_back(live: Table) -> None:
    path = live.root / ARTICLE
    path.rename(path.with_name("tset.md"))
    tell(live, "Did you mean &#39;tset&#39;?")
    path.with_name("tset.md").rename(path)
    live.until(calm)


def test_a_folder_becomes_a_link_and_a_folder_again(live: Table) -> None:
    folder, away = live.root / "assets/articles", live.root.parent / "away"
    folder.rename(away)
    folder.symlink_to(away)
    tell(live, "lies outside the workspace")
    folder.unlink()
    away.rename(folder)
    live.until(calm)
    # and its files are heard again
    live.copy(BODY.replace("Breathe in", "Breathe well"))
    live.until(lambda page: calm(page) and not all(picture in page for picture in live.usual))


def test_a_file_cannot_be_read(live: Table) -> None:
    path = live.root / ARTICLE
    path.chmod(0)
    os.utime(path)
    tell(live, "cannot be read")
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    live.until(calm)


def test_an_article_leads_to_itself(live: Table) -> None:
    path = live.root / ARTICLE
    path.unlink()
    path.symlink_to(path.name)
    tell(live, "is a link that leads nowhere")


def test_an_article_becomes_a_folder(live: Table) -> None:
    path = live.root / ARTICLE
    path.unlink()
    path.mkdir()
    tell(live, "is a folder, not a file")
    path.rmdir()
    live.copy()
    live.until(calm)


def test_an_article_is_no_text(live: Table) -> None:
    path = live.root / ARTICLE
    path.write_bytes(b"\xff\xfe\x00\x01")
    tell(live, "is not UTF-8 text")
    path.write_bytes(b"")
    tell(live, "The article is empty")


def test_toml_is_broken_and_mended(live: Table) -> None:
    path = live.root / "brochure.toml"
    kept = path.read_text("utf-8")
    for broken, words in (
        (kept + "\n[clinic\n", "not valid TOML"),
        ("", "clinic"),
        (kept + "\nnonsense = 1\n", "nonsense"),
    ):
        live.write("brochure.toml", broken)
        tell(live, words)
    path.unlink()
    tell(live, "There is no brochure.toml")
    live.write("brochure.toml", kept)
    live.until(calm)


def test_no_leaflet_is_left_and_another_comes(live: Table) -> None:
    path = live.root / "brochure.toml"
    kept = path.read_text("utf-8")
    live.write("brochure.toml", kept[: kept.index("[[leaflet]]")])
    tell(live, "There is nothing to build")
    third = kept.replace('article = "other"', 'article = "third"')
    shutil.copy(live.root / ARTICLE, live.root / "assets/articles/third.md")
    live.write("brochure.toml", third)
    live.until(lambda page: calm(page) and page.count("<section>\n    <h2") == 2)
    live.write("brochure.toml", kept)
    live.until(calm)


def test_a_layout_is_broken_and_mended(live: Table) -> None:
    (live.root / "layouts/trifold").mkdir()
    live.write("layouts/trifold/layout.toml", "title = ")
    tell(live, "layouts/trifold/layout.toml, line 1")
    shutil.rmtree(live.root / "layouts/trifold")
    live.until(calm)


def test_products_are_made_again(live: Table) -> None:
    product = live.root / "output/test/test-trifold-letter-office.pdf"
    kept = product.read_bytes()
    product.unlink()
    live.until(lambda _: product.is_file())
    product.write_bytes(b"%PDF-1.7 but no more")
    live.until(lambda _: product.read_bytes() == kept)
    take_away(live, "output")
    take_away(live, ".brochure")
    live.until(lambda page: product.is_file() and calm(page))
    assert product.read_bytes() == kept


def test_what_a_rule_stops_is_shown_and_not_published(live: Table) -> None:
    Image.new("RGB", (60, 40), "#2a5a4a").save(live.root / "assets/images/leg.png")
    product = Product("test", None, "letter", "email").path
    live.until(lambda _: (live.root / "output" / product).is_file())
    name, kept = public_id(product), (live.root / "output" / product).read_bytes()
    settings = (live.root / "brochure.toml").read_text("utf-8")
    live.write("brochure.toml", f'{settings}\n[check.severity]\nA11Y-ALT-SAYS = "error"\n')
    live.until(calm, f"/leaflet/{name}")
    with live.news(name) as news:
        live.copy(BODY + "\n![image](leg.png)\n")
        drawn = next(set(pictures) for _, *pictures in news if pictures)
        shown = live.until(lambda page: "a draft that is not published" in page, f"/leaflet/{name}")
    assert "A11Y-ALT-SAYS" in shown
    assert pictures(shown) == drawn
    assert all(live.get(picture).body.startswith(b"\xff\xd8") for picture in drawn)
    assert live.get(f"/product/{name}").body == kept
    live.write("brochure.toml", settings)
    shown = live.until(calm, f"/leaflet/{name}")
    assert pictures(shown) == drawn
    assert live.get(f"/product/{name}").body != kept


def test_the_output_folder_cannot_be(live: Table) -> None:
    take_away(live, "output")
    (live.root / "output").write_text("in the way", encoding="utf-8")
    live.until(lambda page: 'class="alarm"' in page and "cannot be written" in page)
    (live.root / "output").unlink()
    live.copy(BODY + "\nMore.\n")
    live.until(calm)


def test_an_attack_in_copy_stays_copy(live: Table) -> None:
    live.copy(front="---\ntitle: <script>alert(1)</script>\n---\n\n")
    page = live.until(lambda page: "&lt;script&gt;alert(1)" in page)
    assert "<script>alert" not in page


def test_the_workspace_goes_and_comes_back(live: Table) -> None:
    away = Path(f"{live.root}-away")
    live.root.rename(away)
    live.until(lambda page: "There is no folder" in page or "There is no brochure.toml" in page)
    assert live.get("/static/table.css").status == 200
    # the product that was just being made may have been put where its folder was
    shutil.rmtree(live.root, ignore_errors=True)
    away.rename(live.root)
    live.until(calm)
    assert live.stop() == 130
