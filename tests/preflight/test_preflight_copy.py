"""Copy checks: the formulas, places and fixes, lists that a clinic adds to, clean samples, what is not judged."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from brochure.errors import BadInput
from brochure.findings import Finding
from brochure.preflight import catalogue
from brochure.preflight.fixing import mended
from brochure.preflight.profiles import Wishes
from brochure.preflight.prose import spelling
from brochure.preflight.prose.reading import Measure, measure
from brochure.preflight.prose.sentences import sentences, words
from brochure.preflight.prose.syllables import syllables
from brochure.preflight.subject_copy import Copy, read
from brochure.workspace.workspace import open_workspace
from tests.conftest import ROOT, Desk
from tests.preflight.copy_examples import TODAY, copy_of

SAMPLES = sorted([*(ROOT / "assets" / "articles").glob("*.md"), *(ROOT / "tests" / "data" / "everyday").glob("*.md")])
COPY = ("COPY", "CLAIM")


def judged(copy: Copy, *rules: str) -> list[Finding]:
    """What the rules find, or all rules about copy."""
    asked = [catalogue.rule(rule) for rule in rules] or [r for family in COPY for r in catalogue.of_family(family)]
    outcomes = catalogue.check(copy, asked, Wishes("copy"))
    assert [outcome for outcome in outcomes if outcome.state == "crashed"] == []
    return [finding for outcome in outcomes for finding in outcome.findings]


# ---- Formulas --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # Published with their counts: Flesch's examples, and Dr. Seuss.
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", (13, 24)),
        ("The cat sat on the mat.", (6, 6)),
        ("Ketamine blocks receptors.", (3, 7)),
        ("Everyone takes medicines sometimes, elsewhere something else.", (7, 14)),
    ],
)
def test_syllables_are_counted_as_published(text: str, count: tuple[int, int]) -> None:
    measured = measure(sentences(text, words(text)))
    assert (measured.words, measured.syllables) == count


@pytest.mark.parametrize(("hard", "grade"), [(9, 6), (16, 7), (25, 8), (36, 9), (49, 10), (64, 11), (81, 12)])
def test_smog_is_that_of_its_published_table(hard: int, grade: int) -> None:
    """McGraw's table for thirty sentences: three more than the root of the hard words."""
    assert Measure(30, 400, 600, hard).smog == pytest.approx(grade, abs=0.55)


def test_flesch_kincaid_is_that_of_its_published_examples() -> None:
    assert Measure(1, 13, 24, 4).flesch_kincaid == pytest.approx(11.3, abs=0.1)
    assert Measure(1, 6, 6, 0).flesch_kincaid == pytest.approx(-1.45, abs=0.01)


def test_spanish_syllables_and_ease() -> None:
    counts = [syllables(word, "es") for word in ("medicina", "corazón", "día", "cuidado", "aéreo", "guerra", "queso")]
    assert counts == [4, 3, 2, 3, 4, 2, 2]
    assert Measure(10, 100, 200, 0).inflesz == pytest.approx(206.835 - 62.3 * 2 - 10)


def test_sentences_end_where_readers_think_they_do() -> None:
    text = "Call Dr. Smith at 9 a.m. or later. Take 1.5 mg (e.g. with milk). Why? “Rest.” See J. Smith 2020."
    assert len(sentences(text, words(text))) == 5


# ---- Places and fixes ------------------------------------------------------------------------------------------------


def test_a_finding_has_its_place_under_markup() -> None:
    (found,) = judged(copy_of("Rest.\n\n- Take **[.5](https://redmaple.example)** mg daily"), "COPY-DOSE-NAKED-POINT")
    assert (found.line, found.column) == (15, 11)
    assert found.quote == ".5 mg"


def test_fixes_are_made_once_and_leave_the_rest() -> None:
    copy = copy_of("Take the the tablet , .5 mg QD.\n\nCome at *12 pm*.")
    text, count = mended(copy.source, judged(copy))
    assert text == copy.source.replace("the the", "the").replace(" ,", ",").replace(".5", "0.5").replace(
        "QD", "daily"
    ).replace("12 pm", "12 noon")
    assert count == 5
    again = copy_of(text.split("---\n\n", 1)[1])
    assert mended(again.source, judged(again)) == (again.source, 0)


@pytest.mark.parametrize(("bom", "end"), [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_fix_writes_the_file_and_shows_how(desk: Desk, bom: bytes, end: bytes) -> None:
    before = b"---\ntitle: A test\n---\n\nTake the the tablet.\n\nThen rest.\n"
    path = desk.write("assets/articles/test.md", bom + before.replace(b"\n", end))
    done = desk.brochure("check", "test", "--profile", "copy", "--fix", "--ignore", "COPY-SPELLING")
    assert path.read_bytes() == bom + before.replace(b"the the", b"the").replace(b"\n", end)
    assert "-Take the the tablet.\n+Take the tablet.\n" in done.err
    assert "1 place put right" in done.err
    assert "COPY-DOUBLE-WORD" not in done.out


# ---- What is judged --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_clean_samples_have_nothing_to_report(sample: Path) -> None:
    found = judged(read(open_workspace(ROOT), sample, TODAY))
    assert [each for each in found if each.severity != "note"] == []


def test_another_language_is_not_judged_as_english() -> None:
    copy = copy_of("Die Ketamin-Behandlung.", "title: Ketamin\nlanguage: de")
    states = {each.rule: each for each in catalogue.judge_copy(copy, Wishes("copy"))}
    for rule in ("COPY-READING-GRADE", "COPY-SPELLING", "CLAIM-CURE", "COPY-JARGON"):
        assert states[rule].state == "not run"
        assert "written for English" in states[rule].reason
    assert states["COPY-REVIEW-MISSING"].state == "fail"


def test_what_depends_on_the_day_is_not_judged_without_one() -> None:
    copy = replace(copy_of("Rest.", "title: A\nreviewed: 2020-01-01\nreview_by: 2021-01-01"), today=None)
    (outcome,) = catalogue.check(copy, [catalogue.rule("COPY-REVIEW-PAST")], Wishes())
    assert outcome.state == "not run"


def test_a_dictionary_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spelling, "_DICTIONARY", tmp_path / "en_US")
    spelling._dictionary.cache_clear()
    (outcome,) = catalogue.check(copy_of("Rest."), [catalogue.rule("COPY-SPELLING")], Wishes())
    assert (outcome.state, outcome.reason) == ("not run", "the dictionary en_US.aff is missing")


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no miracle.",
        "Is it a miracle?",
        "Do not believe those who call it a miracle.",
        "Nobody can guarantee that it works.",
        "We cannot promise that it is a miracle.",
    ],
)
def test_who_denies_or_asks_promises_nothing(sentence: str) -> None:
    assert judged(copy_of(sentence), "CLAIM-MIRACLE", "CLAIM-GUARANTEE") == []


def test_a_rule_that_promises_is_not_excused_by_not_only() -> None:
    assert judged(copy_of("It is not only good but a miracle."), "CLAIM-MIRACLE")


@pytest.mark.parametrize(
    "body",
    [
        "Call the lab on (212) 867-5309, or 911.",
        "See www.cdc.gov, nih.gov and my.redmaple.example.",
        "Write to help@nih.gov.",
        "Come to 40 Oak Street.",
    ],
)
def test_others_contacts_are_no_slips(body: str) -> None:
    rules = [f"COPY-CONTACT-{kind}" for kind in ("PHONE", "WEB", "EMAIL", "ADDRESS")]
    assert judged(copy_of(body), *rules) == []


# ---- The clinic's own lists ------------------------------------------------------------------------------------------


def test_a_workspace_adds_to_lists_and_takes_out(desk: Desk) -> None:
    path = desk.article("Your syncope was short. Take a zorb. Your edema is gone.", "title: A test")
    desk.write("assets/checks/plain-words.toml", '[jargon]\nzorb = "tablet"\nedema = ""\n')
    found = judged(read(open_workspace(desk.root), path, TODAY), "COPY-JARGON")
    assert [each.quote for each in found] == ["syncope", "zorb"]


@pytest.mark.parametrize(
    ("text", "told"), [("[jargon", "cannot be read"), ("[jargn]\n", "a part 'jargn'"), ("jargon = 3", "not written as")]
)
def test_a_list_that_is_wrong_is_told(desk: Desk, text: str, told: str) -> None:
    path = desk.article("Rest.")
    desk.write("assets/checks/plain-words.toml", text)
    with pytest.raises(BadInput, match=told):
        _ = read(open_workspace(desk.root), path, TODAY).lists.table("plain-words", "jargon")
    assert told in desk.brochure("check", "test", "--profile", "copy").refusal()


def test_a_clinics_own_words_are_spelt_right(desk: Desk) -> None:
    path = desk.article("Take a zorbine and a floopine with a wrogn word.")
    desk.write("assets/checks/words.txt", "# ours\nfloopine\n")
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text() + '\n[check]\nwords = ["Zorbine"]\n')
    found = judged(read(open_workspace(desk.root), path, TODAY), "COPY-SPELLING")
    assert [each.quote for each in found] == ["wrogn"]
    assert "wrong" in found[0].hint


# ---- Hostile copy ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "www." * 12_000,
        "a." * 20_000,
        "e.g. 50% MS QD 10U <5 mg @ 3 " * 1_000,
        "." * 20_000 + " x",
        "a" + " " * 60_000 + "b",
        "see “a" * 5_000,
        "reduces the risk " * 4_000,
        "555-01 " * 7_000,
        "Call 555-01-01-01. " * 1_000,
        "[" * 3_000,
    ],
    ids=lambda body: SimpleNamespace(name=body[:8]).name.strip(),
)
def test_copy_of_one_long_line_is_judged_in_time(body: str) -> None:
    start = time.process_time()
    judged(replace(copy_of(body), spelling=False))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("dose", ["50,000 units", "3,000 mg", "1,000 mL"])
def test_a_comma_of_thousands_is_no_trailing_zero(dose: str) -> None:
    assert judged(copy_of(f"Take {dose}."), "COPY-DOSE-TRAILING-ZERO") == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("over > 38 °C", "over more than 38 °C"),
        ("under <5 mg", "under less than 5 mg"),
        ("2.0 mg", "2 mg"),
        ("**.5** mg", "**0.5** mg"),
        ("10U", "10 units"),
        ("400 IU", "400 units"),
        ("25µg", "25 mcg"),
        ("5000 units", "5,000 units"),
        ("10 mg q.d.", "10 mg daily"),
        ("5mg x3d", "5 mg for 3 days"),
    ],
)
def test_a_dose_is_put_right_and_not_changed(typed: str, right: str) -> None:
    copy = copy_of(f"Take {typed} with food.")
    assert mended(copy.source, judged(replace(copy, spelling=False)))[0] == copy.source.replace(typed, right)


def test_words_that_are_shouted_beside_a_dose_are_words() -> None:
    assert judged(copy_of("Take 5 mg AS SOON AS YOU CAN."), "COPY-DOSE-ROUTE") == []


def test_three_zeros_behind_a_point_are_told_and_left() -> None:
    (found,) = judged(copy_of("Take 50.000 units."), "COPY-DOSE-TRAILING-ZERO")
    assert found.fix is None


@pytest.mark.parametrize("slip", ["anxius", "docter", "teh", "isnt", "foodsinto", "levelsare", "apointment"])
def test_what_is_like_a_known_word_is_a_slip(slip: str) -> None:
    assert [each.severity for each in judged(copy_of(f"We see {slip} here."), "COPY-SPELLING")] == ["warning"]


@pytest.mark.parametrize("term", ["praziquantel", "thyroidectomy", "hyperprolactinemia", "ribavirin", "pyrethrins"])
def test_what_is_like_no_word_is_a_term(term: str) -> None:
    assert [each.severity for each in judged(copy_of(f"We see {term} here."), "COPY-SPELLING")] in ([], ["note"])


@pytest.mark.parametrize("name", ["Taenia solium", "S. mansoni", "Necator americanus"])
def test_the_second_word_of_a_species_is_a_name(name: str) -> None:
    assert judged(copy_of(f"It is called {name} in Latin."), "COPY-SPELLING") == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("People with Loa loa itch.", "COPY-DOUBLE-WORD"),
        ("The manual helps health-care workers. Ask for health care.", "COPY-TWO-SPELLINGS"),
        ("Read Yeung SJ, Habra MA, Chiu BC. Graves disease.", "COPY-ACRONYM"),
        ("This is Marburg hemorrhagic fever (Marburg HF). People with HF bleed.", "COPY-ACRONYM"),
    ],
)
def test_names_are_no_slips(body: str, rule: str) -> None:
    assert judged(copy_of(body), rule) == []


def test_a_plain_word_is_one_of_the_dictionarys() -> None:
    plain = spelling.plain_words()
    some = sorted(plain)[::500]
    asked = [*some, *(word[:-1] for word in some), *(f"{word}x" for word in some), "Now", "now", "79013", "", "/"]
    assert [word for word in asked if spelling.is_plain(word)] == [word for word in asked if word in plain]
