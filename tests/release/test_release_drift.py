"""Copy that changed while its version stayed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from brochure.release.drift import drift
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk, environment
from tests.release.conftest import RELEASES, edit


def test_there_is_none_after_a_release(leaflet: Desk) -> None:
    assert drift(open_workspace(leaflet.root), "test") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nobody", "Someone"),
        ("subtitle: Ebb and flow", "subtitle: Flow and ebb"),
        ("J Sea 2001", "J Sea 2002"),
        ("- a hat\n", ""),
    ],
)
def test_changed_copy_is_told(leaflet: Desk, old: str, new: str) -> None:
    edit(leaflet, old, new)
    finding = drift(open_workspace(leaflet.root), "test")
    assert finding
    assert (finding.rule, finding.severity) == ("version-stays", "warning")
    assert finding.message == "The copy changed since release v1, while its version '1.0' stayed."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reviewed: 2026-09-14", "reviewed: 2026-11-30"),
        ("review_by: 2028-09-14", "review_by: 2029-09-14"),
        ("Bring a coat and", "Bring a coat\nand"),
        ("title: A test of the tide", 'title: "A test of the tide"'),
    ],
)
def test_dates_and_line_ends_are_not_copy(leaflet: Desk, old: str, new: str) -> None:
    edit(leaflet, old, new)
    assert drift(open_workspace(leaflet.root), "test") is None


def test_a_new_version_may_have_new_copy(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "Someone")
    edit(leaflet, 'version: "1.0"', 'version: "1.1"')
    assert drift(open_workspace(leaflet.root), "test") is None


def test_what_cannot_be_read_is_told_elsewhere(leaflet: Desk) -> None:
    workspace = open_workspace(leaflet.root)
    assert drift(workspace, "a-window-for-change") is None
    assert drift(workspace, "no-such-article") is None
    edit(leaflet, "Nobody", "Someone")
    file = leaflet.root / RELEASES / "v1/manifest.json"
    file.chmod(0o644)
    file.write_text('{"n": 1}', "utf-8")
    assert drift(workspace, "test") is None
    file.write_text("[" * 100_000, "utf-8")
    assert drift(workspace, "test") is None


def test_a_release_warns_of_it(leaflet: Desk) -> None:
    edit(leaflet, "Nobody", "Someone")
    done = leaflet.brochure("release", "test", "--anyway", "in a hurry", "--json")
    assert "warning: The copy changed since release v1, while its version '1.0' stayed." in done.err
    assert [warning["rule"] for warning in done.json["warnings"]] == ["version-stays"]


def test_looking_for_it_is_light() -> None:
    """It is asked for every leaflet of a workspace, so nothing that opens or draws PDFs is loaded for it."""
    heavy = "{'weasyprint', 'pikepdf', 'pypdfium2', 'PIL', 'fontTools', 'jinja2.sandbox'}"
    code = f"import brochure.release.drift, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
