"""Copy that must not be given out: a build tells it and goes on, release and send refuse, with a reason they go on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.conftest import Desk

BAD = "Call us on (555) 555-0124. Take 1.0 mg. It is a miracle."
REASON = "The board has seen it"


@pytest.fixture
def bad(desk: Desk) -> Desk:
    desk.article(BAD, "title: A test\nversion: '1.0'")
    return desk


def test_a_build_tells_the_gravest_and_goes_on(bad: Desk) -> None:
    done = bad.build("test", "--edition", "email", "--json")
    assert done.code == 0
    assert "assets/articles/test.md: the copy has 3 errors, " in done.err
    assert done.err.count("  error: assets/articles/test.md:6: ") == 3
    (copy,) = json.loads(done.out)["copy"]
    assert copy["article"] == "test"
    rules = {each["rule"] for each in copy["findings"]}
    assert {"COPY-CONTACT-PHONE", "COPY-DOSE-TRAILING-ZERO", "CLAIM-MIRACLE"} <= rules
    assert "COPY-SPELLING" not in rules
    assert "the copy has" not in bad.build("test", "--edition", "email").err


def test_a_release_is_refused_or_keeps_the_reason(bad: Desk) -> None:
    bad.swap("brochure.toml", 'editions = ["office", "email", "large-print"]', 'editions = ["email"]')
    bad.write("brochure.toml", (bad.root / "brochure.toml").read_text() + '\n[[leaflet]]\narticle = "test"\n')
    bad.build("test")
    refused = bad.brochure("release", "test")
    assert refused.code == 5
    assert "test.md:6: The copy says (555) 555-0124, brochure.toml (555) 555-0142." in refused.err
    assert not (bad.root / "output" / "releases").exists()
    assert bad.brochure("release", "test", "--anyway", REASON).code == 0
    manifest = json.loads((bad.root / "output/releases/test/v1/manifest.json").read_text())
    assert manifest["anyway"] == REASON
    assert {each["rule"] for each in manifest["overlooked"]} >= {"COPY-CONTACT-PHONE", "CLAIM-MIRACLE"}


def test_nothing_is_sent_or_the_ledger_keeps_the_reason(bad: Desk) -> None:
    to = ("send", "test", "--to", "ann@patients.example", "--dry-run")
    refused = bad.brochure(*to)
    assert refused.code == 5
    assert "'It is a miracle" not in refused.out
    assert list(Path(bad.root, "output").glob("outbox/*.eml")) == []
    assert bad.brochure(*to, "--anyway", " ").code == 2
    assert bad.brochure(*to, "--anyway", REASON).code == 0
    (kept,) = json.loads(bad.brochure("sent", "--json").out)["anyway"]
    assert (kept["article"], kept["version"], kept["reason"]) == ("test", "1.0", REASON)
    assert "CLAIM-MIRACLE" in kept["rules"]


def test_a_sheet_for_approval_shows_where_it_stands(bad: Desk) -> None:
    bad.build("test", "--edition", "email")
    done = bad.brochure("check", "test", "--profile", "copy", "--report", "--ignore", "COPY-SPELLING")
    assert done.code == 5
    page = (bad.root / "output/test/test-approval.html").read_text()
    assert "In output/test/test-email.pdf." in page
    # On which page it is set is the edition's affair.
    assert re.search(r'alt="Page \d, with findings 1, 2, 3', page)
    with pypdfium2.PdfDocument(bad.root / "output/test/test-approval.pdf") as pdf:
        assert any(each.type == 3 for number in range(len(pdf)) for each in pdf[number].get_objects())


def test_a_sheet_for_approval_tells_and_draws_what_products_have(bad: Desk) -> None:
    bad.build("test", "--edition", "email")
    file = bad.root / "output/test/test-email.pdf"
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        del pdf.Root.Lang
        pdf.pages[0].contents_add(b"q 0 0 0 RG 0.02 w 100 300 m 300 300 l S Q")
        pdf.save(file)
    done = bad.brochure("check", "test", "--report", "--ignore", "COPY-SPELLING")
    page = (bad.root / "output/test/test-approval.html").read_text()
    told = dict.fromkeys(("does not say which language it is in", "A line is 0.02 pt wide"), "")
    for message in told:
        found = re.search(rf'>(\d+)</span> <span class="line">output/test/test-email.pdf[^<]*</span> .*{message}', page)
        assert found, done.out
        told[message] = found[1]
    drawn = re.search(r'alt="Page 1, with findings? ([\d, ]+)', page)
    assert drawn
    assert [number in drawn[1].split(", ") for number in told.values()] == [False, True]


def test_options_about_copy_say_so_of_pdfs(bad: Desk) -> None:
    bad.write("x.pdf", "%PDF-1.4")
    for option in ("--report", "--fix"):
        done = bad.brochure("check", "x.pdf", option)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert f"{option} is about an article's copy" in done.err


@pytest.mark.parametrize("profile", ["copy", "press"])
def test_an_article_that_is_not_there_is_one_line(bad: Desk, profile: str) -> None:
    done = bad.brochure("check", "nowhere", "--profile", profile)
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert "There is no article 'nowhere'" in done.err


def test_why_rules_could_not_be_asked_is_told(bad: Desk) -> None:
    bad.article("Reposez-vous bien.", "title: Le genou\nlanguage: fr")
    done = bad.brochure("check", "test", "--profile", "copy")
    assert "rules could not be asked: it is written for English, and this is 'fr'." in done.out


def test_a_sheet_for_approval_is_written_for_screen_and_paper(bad: Desk) -> None:
    bad.article("Take 1.0 mg. <script>x</script> & rest.", "title: A <test>\nreviewer: a nurse\nreviewed: 2026-09-14")
    done = bad.brochure("check", "test", "--profile", "copy", "--report", "--ignore", "COPY-SPELLING")
    assert done.code == 5
    assert "output/test/test-approval.html: for approval." in done.err
    page = (bad.root / "output/test/test-approval.html").read_text()
    assert "<script>" not in page
    assert "&#39;1.0 mg.&#39; may be read as ten times as much." in page
    assert "Reviewed on 2026-09-14 by a nurse." in page
    with pypdfium2.PdfDocument(bad.root / "output/test/test-approval.pdf") as pdf:
        text = "".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    assert "No product is made yet" in page
    assert "<img" not in page
    for words in ("A <test>", "Must be mended", "CDC Clear Communication Index", "PEMAT-P", "Signature"):
        assert words in text
