"""The release checks: what is not fit to be released, and what `--anyway` overlooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from brochure.findings import Finding
from brochure.production.freshness import Verdict
from brochure.production.plan import BuildRequest
from brochure.production.status import survey
from brochure.workspace.workspace import Workspace
from tests.conftest import Desk
from tests.release.conftest import PRODUCTS, RELEASES, edit, manifest, released_files

REASON = "The printer waits"


def test_stale_products_are_refused_with_the_reason(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", "It comes unasked.")
    message = leaflet.brochure("release", "test").refusal()
    assert "test-trifold-letter-office.pdf, test-email.pdf: stale, assets/articles/test.md changed." in message
    assert "Run `brochure build test` first. Or say why with --anyway REASON." in message
    assert leaflet.brochure("release", "test", "--json").error["code"] == 3


def test_a_missing_product_is_refused(leaflet: Desk) -> None:
    (leaflet.root / "output/test" / PRODUCTS[0]).unlink()
    assert "test-email.pdf: missing, it is gone." in leaflet.brochure("release", "test").refusal()


def test_a_reason_overlooks_it_and_is_kept(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", "It comes unasked.")
    (leaflet.root / "output/test" / PRODUCTS[0]).unlink()
    assert leaflet.brochure("release", "test", "--anyway", f" {REASON} ").code == 0
    document = manifest(leaflet, 2)
    assert document["anyway"] == REASON
    (office,) = document["products"]
    assert (office["freshness"], office["reasons"]) == ("stale", ["assets/articles/test.md changed"])
    assert PRODUCTS[0] not in released_files(leaflet, 2)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_has_words(leaflet: Desk, reason: str) -> None:
    assert "--anyway wants a reason" in leaflet.brochure("release", "test", "--anyway", reason).refusal(2)


def test_nothing_at_all_is_no_release(leaflet: Desk) -> None:
    for name in PRODUCTS:
        (leaflet.root / "output/test" / name).unlink()
    message = leaflet.brochure("release", "test", "--anyway", REASON).refusal()
    assert "No product of 'test' lies in output/." in message
    assert sorted(path.name for path in (leaflet.root / RELEASES).iterdir()) == [".lock", "v1"]


def test_overset_copy_is_refused_with_its_code(leaflet: Desk) -> None:
    edit(leaflet, "From there one sees", f"{'The way is long and the wind is fair. ' * 400}From there one sees")
    assert leaflet.build("test").code == 4
    message = leaflet.brochure("release", "test").refusal(4)
    assert "test-trifold-letter-office.pdf: could not be made." in message
    assert leaflet.brochure("release", "test", "--anyway", REASON).code == 0
    (office,) = [product for product in manifest(leaflet, 2)["products"] if product["layout"]]
    assert office["freshness"] == "failed"


def test_a_failed_check_is_refused(leaflet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("r", "error", "Text lies on a fold.")

    def with_finding(workspace: Workspace, request: BuildRequest, output: Path) -> Iterator[Verdict]:
        for verdict in survey(workspace, request, output):
            assert verdict.record
            assert verdict.record.facts
            facts = replace(verdict.record.facts, findings=(finding,))
            yield replace(verdict, record=replace(verdict.record, facts=facts))

    monkeypatch.setattr("brochure.release.freeze.survey", with_finding)
    message = leaflet.brochure("release", "test").refusal(5)
    assert message.count("Text lies on a fold.") == 1
    edit(leaflet, "An opening line", "An opening sentence")
    assert leaflet.brochure("release", "test", "--anyway", REASON).code == 0
    assert manifest(leaflet, 2)["products"][0]["findings"] == [finding.as_json()]


def test_products_that_change_while_they_are_read_are_refused(leaflet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(workspace: Workspace, request: BuildRequest, output: Path) -> Iterator[Verdict]:
        verdicts = list(survey(workspace, request, output))
        verdicts[0].path.write_bytes(b"%PDF-1.7 of another build")
        yield from verdicts

    monkeypatch.setattr("brochure.release.freeze.survey", late)
    assert "changed in this moment" in leaflet.brochure("release", "test").refusal()


def test_an_unknown_article_and_a_broken_one(leaflet: Desk) -> None:
    assert "There is no article 'tset'" in leaflet.brochure("release", "tset").refusal()
    edit(leaflet, "title: A test of the tide", "title: [")
    message = leaflet.brochure("release", "test").refusal()
    assert "assets/articles/test.md:" in message
