"""The JSON of `build`, key by key as the contract of the command line has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from brochure.editions import EditionName
from brochure.production.plan import BuildRequest, plan, products
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace
from tests.conftest import Brochure
from tests.products.conftest import HOW, WINDOW, build_json

pytestmark = pytest.mark.xdist_group(HOW)

PRODUCT: dict[str, tuple[type, ...]] = {
    "article": (str,),
    "layout": (str, type(None)),
    "paper": (str,),
    "edition": (str,),
    "path": (str,),
    "status": (str,),
    "pages": (int, type(None)),
    "seconds": (float, int),
    "fit": (dict, type(None)),
    "findings": (list,),
    "error": (dict, type(None)),
}
FIT = {"type_size_pt", "fill", "overset_lines", "overset_words"}
ERROR = {"code", "message", "hint", "file", "line"}
FINDING = {"rule", "severity", "message", "hint", "page", "panel"}


def check(document: dict[str, Any], workspace: Path) -> None:
    assert isinstance(document["ok"], bool)
    for product in document["products"]:
        assert set(PRODUCT) <= set(product)
        for key, kinds in PRODUCT.items():
            assert isinstance(product[key], kinds), key
        assert product["status"] in ("built", "fresh", "failed")
        assert (product["error"] is None) == (product["status"] != "failed")
        assert set(product["fit"] or FIT) >= FIT
        assert set(product["error"] or ERROR) >= ERROR
        assert all(set(finding) >= FINDING for finding in product["findings"])
        slug, edition = product["article"], product["edition"]
        folded = f"{product['layout']}-{product['paper']}-" if product["layout"] else ""
        assert product["path"] == f"output/{slug}/{slug}-{folded}{edition}.pdf"
        assert (workspace / product["path"]).is_file() == (product["status"] != "failed")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    scaffold(folder)
    return folder


def test_all_is_well_in_a_workspace_that_init_made(
    tmp_path: Path, brochure: Brochure, pytestconfig: pytest.Config
) -> None:
    """`--all` makes all of them, and not only two articles in two editions."""
    workspace = tmp_path / "new" / "clinic"
    assert brochure("init", workspace).code == 0
    whole = pytestconfig.getoption("whole")
    only: tuple[EditionName, ...] = () if whole else ("office", "email")
    slugs = () if whole else (HOW, WINDOW)
    document = build_json(workspace, *slugs, *(f"--edition={edition}" for edition in only), cwd=workspace)
    check(document, workspace)
    assert document["ok"] is True
    made = [(product["article"], product["layout"], product["edition"]) for product in document["products"]]
    planned = products(plan(open_workspace(workspace), BuildRequest(slugs, editions=only)))
    assert made == [(product.article, product.layout, product.edition) for product in planned]
    assert {product["status"] for product in document["products"]} == {"built"}
    assert all((workspace / product["path"]).read_bytes().startswith(b"%PDF") for product in document["products"])
    editions = [("trifold", "office"), ("handout", "office"), (None, "email")]
    assert {(slug, *edition) for slug in (HOW, WINDOW) for edition in editions} <= set(made)
    for product in document["products"]:
        assert product["paper"] == "letter"
        assert product["pages"] >= 2
        assert product["seconds"] > 0
        assert (product["fit"] is None) == (product["layout"] is None)
        if product["fit"]:
            assert (product["fit"]["overset_lines"], product["fit"]["overset_words"]) == (0, 0)
            assert 0.85 <= product["fit"]["fill"] <= 1
            assert 9 < product["fit"]["type_size_pt"] < 14


def test_one_product_fails_the_others_are_made(workspace: Path) -> None:
    article = workspace / f"assets/articles/{HOW}.md"
    article.write_text(article.read_text("utf-8") + "\n## Too much\n\n" + "More words than fit. " * 300, "utf-8")
    editions = ("--edition", "office", "--edition", "email")
    document = build_json(workspace, HOW, "--layout", "trifold", *editions, cwd=workspace, expect=4)
    check(document, workspace)
    assert document["ok"] is False
    office, *others = document["products"]
    assert [office["status"], *(product["status"] for product in others)] == ["failed", "built"]
    assert office["error"]["code"] == 4
    assert office["error"]["file"] == f"assets/articles/{HOW}.md"
    lines = article.read_text("utf-8").splitlines()
    assert lines[office["error"]["line"] - 1].startswith("## ")
    assert office["fit"]["overset_lines"] > 80
    assert 700 < office["fit"]["overset_words"] < 1300
    assert office["error"]["hint"]


def test_bad_input_is_one_error_with_its_place(workspace: Path) -> None:
    article = workspace / f"assets/articles/{WINDOW}.md"
    article.write_text(article.read_text("utf-8").replace("::: callout", "::: callouts"), "utf-8")
    document = build_json(workspace, WINDOW, "--edition", "email", cwd=workspace, expect=3)
    check(document, workspace)
    (product,) = document["products"]
    assert product["error"]["code"] == 3
    assert article.read_text("utf-8").splitlines()[product["error"]["line"] - 1].startswith("::: callouts")


def test_an_output_folder_elsewhere(workspace: Path, tmp_path: Path) -> None:
    arguments = (WINDOW, "--edition", "email", "--paper", "a4", "--output", "out")
    (product,) = build_json(workspace, *arguments, cwd=tmp_path)["products"]
    assert (product["paper"], product["status"]) == ("a4", "built")
    assert Path(product["path"]) == tmp_path / "out" / WINDOW / f"{WINDOW}-email.pdf"
    assert Path(product["path"]).is_file()
    assert not list((workspace / "output").rglob("*.pdf"))
