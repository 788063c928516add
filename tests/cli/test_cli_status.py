"""`brochure status`: a table for people, JSON for programs, an exit code for jobs at night."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from brochure.cli import status
from tests.conftest import Desk

PAST = date.today() - timedelta(days=30)
FUTURE = date.today() + timedelta(days=30)
RED, RESET = "\x1b[31m", "\x1b[0m"
CONFIG = """
[clinic]
name = "Test Clinic"

[defaults]
editions = ["email"]

[[leaflet]]
article = "old"

[[leaflet]]
article = "new"
"""


@pytest.fixture
def clinic(desk: Desk) -> Desk:
    """A leaflet whose review is overdue, and another that says little of itself."""
    desk.write("brochure.toml", CONFIG)
    desk.article("Words.", f"title: Old\nversion: '2.0'\nreviewed: 2020-01-01\nreview_by: {PAST}", name="old")
    desk.article("Words.", f"title: New\nreview_by: {FUTURE}", name="new")
    return desk


def test_the_table(clinic: Desk) -> None:
    clinic.brochure("build", "-q")
    clinic.swap("assets/articles/new.md", "Words.", "Other words.")
    done = clinic.brochure("status")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"old  version 2.0, reviewed 2020-01-01, review overdue since {PAST}",
        "  fresh   email",
        f"new  version 1, next review {FUTURE}",
        "  stale   email  assets/articles/new.md changed",
    ]


def test_each_state_in_json(clinic: Desk) -> None:
    clinic.brochure("build", "-q")
    clinic.article("", "title: Broken", name="broken")
    clinic.swap("assets/articles/new.md", "Words.", "Other words.")
    clinic.brochure("build", "broken")
    document = clinic.brochure("status", "old", "new", "broken", "how-ketamine-therapy-works", "--json").json
    assert document["fresh"] is False
    assert document["ok"] is True
    assert {p["article"]: (p["status"], p["reasons"]) for p in document["products"]} == {
        "old": ("fresh", []),
        "new": ("stale", ["assets/articles/new.md changed"]),
        "broken": ("failed", ["The article has no words after its head."]),
        "how-ketamine-therapy-works": ("missing", ["it was never made"]),
    }
    old, new, *_ = document["products"]
    assert (old["overdue"], old["version"], old["reviewed"]) == (True, "2.0", "2020-01-01")
    assert (new["overdue"], new["review_by"], new["path"]) == (False, FUTURE.isoformat(), "output/new/new-email.pdf")


def test_a_missing_product_and_a_missing_article(clinic: Desk) -> None:
    clinic.brochure("build", "-q")
    (clinic.root / "output/old/old-email.pdf").unlink()
    (clinic.root / "assets/articles/new.md").unlink()
    assert clinic.brochure("status").out.splitlines()[1:] == [
        "  missing email  it is gone",
        "new",
        "  stale   email  assets/articles/new.md is gone",
    ]


def test_the_exit_code(clinic: Desk) -> None:
    for arguments, before, after in (([], 0, 0), (["--exit-code"], 1, 0), (["--exit-code", "-q"], 1, 0)):
        clinic.brochure("build", "-q")
        assert clinic.brochure("status", *arguments).code == after
        product = clinic.root / "output/old/old-email.pdf"
        product.unlink()
        done = clinic.brochure("status", *arguments)
        assert done.code == before
        assert (done.out == "") is ("-q" in arguments)
    assert clinic.brochure("status", "--exit-code", "--json").json["ok"] is False


def test_nothing_is_made(clinic: Desk) -> None:
    before = clinic.files(".")
    clinic.brochure("status")
    assert clinic.files(".") == before


def test_many_reasons_are_counted_and_told_with_v(clinic: Desk) -> None:
    clinic.brochure("build", "-q")
    config = CONFIG.replace("Test", "Other").replace(
        "[defaults]", "phone = '555'\nweb = 'https://a.example'\n\n[defaults]"
    )
    clinic.write("brochure.toml", config)
    line = clinic.brochure("status", "old").out.splitlines()[1]
    assert line.endswith("; 1 more")
    assert clinic.brochure("status", "old", "-v").out.splitlines()[1].count(" in brochure.toml changed") == 3


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize("coloured", [True, False])
def test_an_overdue_review_is_red_on_a_terminal_that_wants_colours(
    monkeypatch: pytest.MonkeyPatch, coloured: bool
) -> None:
    from click.testing import CliRunner

    monkeypatch.delenv("NO_COLOR", raising=False)
    if not coloured:
        monkeypatch.setenv("NO_COLOR", "1")
    out = CliRunner().invoke(status.command, [], color=True).output
    due = f"review overdue since {PAST}"
    assert (f"{RED}\x1b[1m{due}{RESET}" in out) is coloured
    assert ("\x1b" in out) is coloured
    assert due in out
    assert f"{RED}next" not in out


def test_a_workspace_that_cannot_be_written(clinic: Desk) -> None:
    clinic.write(".brochure", "A file, so that no folder can be there.")
    done = clinic.brochure("status")
    assert done.code == 0
    assert done.err.startswith("The memory of builds cannot be used (")
    assert Path(clinic.root / ".brochure").is_file()
