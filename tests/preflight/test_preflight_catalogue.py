"""The catalogue: every rule explains itself, has its examples, and judges them; what breaks is told as our fault."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from subprocess import run

import pytest
from page import PageError

from brochure.errors import BadInput, UsageError
from brochure.preflight import catalogue, listing
from brochure.preflight.document import Document
from brochure.preflight.profiles import PROFILES, Wishes, check_names
from brochure.preflight.rule import FAMILIES, Found, NotApplicable, NotRun, Rule
from brochure.workspace.checks import Checks
from tests.conftest import ROOT, Desk, environment
from tests.preflight import copy_examples, pdf_examples
from tests.preflight.examples import Example
from tests.preflight.pdfs import made, press, screen

#: By rule; those of copy, then those of PDFs.
EXAMPLES: dict[str, Example] = {**copy_examples.EXAMPLES, **pdf_examples.EXAMPLES}
RULES = {rule.id: rule for rule in catalogue.all_rules()}


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) == set(RULES)
    assert len(RULES) == len(catalogue.all_rules())


@pytest.mark.parametrize("name", RULES)
def test_a_rule_explains_itself(name: str) -> None:
    rule = RULES[name]
    assert re.fullmatch(rf"({'|'.join(FAMILIES)})(-[A-Z0-9]+)+", rule.id)
    for sentence in (rule.what, rule.why, rule.mend):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert rule.source
    assert rule.name[0].isupper()
    assert not rule.name.endswith(".")
    assert any(profile.asks(rule.id) for profile in PROFILES.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_passes_its_good_example_and_fails_its_bad_one(name: str) -> None:
    rule, example = RULES[name], EXAMPLES[name]
    (good,) = catalogue.check(example.passing(), [rule], Wishes())
    assert (good.state, good.findings, good.reason) == ("pass", (), "")
    (bad,) = catalogue.check(example.failing(), [rule], Wishes())
    assert (bad.state, bad.reason) == ("fail", "")
    for finding in bad.findings:
        assert finding.rule == name
        assert finding.message.endswith((".", "”", "!"))
        assert finding.hint


def _rule(judge: object, name: str = "COPY-TEST") -> Rule[object]:
    return Rule(name, "A test", "error", "What.", "Why.", "Mend.", "nowhere", judge)  # type: ignore[arg-type]


def _one(_: object) -> Iterator[Found]:
    yield Found("It is so.")


def _not_applicable(_: object) -> Iterator[Found]:
    raise NotApplicable("it has no pictures")
    yield


def _not_run(_: object) -> Iterator[Found]:
    raise NotRun("there is no dictionary")
    yield


def _broken(_: object) -> Iterator[Found]:
    yield Found("It is so.")
    raise KeyError("lost")


@pytest.mark.parametrize(
    ("judge", "state", "reason"),
    [
        (_one, "fail", ""),
        (lambda _: iter(()), "pass", ""),
        (_not_applicable, "not applicable", "it has no pictures"),
        (_not_run, "not run", "there is no dictionary"),
        (_broken, "crashed", "KeyError: 'lost'"),
    ],
)
def test_each_outcome_is_told(judge: object, state: str, reason: str) -> None:
    (outcome,) = catalogue.check(None, [_rule(judge)], Wishes())
    assert (outcome.state, outcome.reason) == (state, reason)


def test_a_checker_that_is_not_installed_or_gives_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = [RULES["A11Y-CONFORMANCE"]]
    monkeypatch.setattr("page.validate_pdf_bytes", _gives_up)
    (outcome,) = catalogue.check(screen()(), rule, Wishes())
    assert (outcome.state, outcome.reason) == ("not run", "page-validation gave up: too deep")
    monkeypatch.setitem(sys.modules, "page", None)
    (outcome,) = catalogue.check(screen()(), rule, Wishes())
    assert (outcome.state, outcome.reason.rpartition(": ")[2]) == ("not run", "type pip install 'brochure[check]'")
    (outcome,) = catalogue.check(press()(), rule, Wishes())
    assert outcome.state == "not applicable"


def _gives_up(*_: object, **__: object) -> None:
    raise PageError("too deep")


def test_a_rule_that_finds_too_much_says_how_much_more() -> None:
    def judge(_: object) -> Iterator[Found]:
        return (Found(f"Number {number}.") for number in range(1000))

    (outcome,) = catalogue.check(None, [_rule(judge)], Wishes())
    assert len(outcome.findings) == catalogue.MOST_FINDINGS + 1
    assert outcome.findings[-1].message == f"There are {1000 - catalogue.MOST_FINDINGS} more of the kind."


def test_the_clinic_has_the_last_word_on_severity() -> None:
    checks = Checks.model_validate({"severity": {"COPY-TEST": "note"}})
    (outcome,) = catalogue.check(None, [_rule(_one)], Wishes(checks=checks))
    assert outcome.findings[0].severity == "note"


@pytest.mark.parametrize(
    ("today", "asked"), [(date(2026, 5, 1), False), (date(2026, 5, 2), True), (None, False)], ids=str
)
def test_an_ignore_ends_on_its_day(today: date | None, asked: bool) -> None:
    checks = Checks.model_validate({"ignore": [{"rule": "COPY-TEST", "reason": "Why.", "until": date(2026, 5, 1)}]})
    assert bool(catalogue.check(None, [_rule(_one)], Wishes(checks=checks, today=today))) == asked


def test_a_rule_that_there_is_not_is_told_by_its_line() -> None:
    checks = Checks.model_validate({"severity": {"COPY-TSET": "note"}})
    with pytest.raises(BadInput) as told:
        check_names(checks, ["COPY-TEST"], {"COPY-TSET": 12})
    assert str(told.value).startswith("brochure.toml:12: ")
    assert "Did you mean 'COPY-TEST'?" in str(told.value)


def test_an_unknown_rule_is_wrong_usage(desk: Desk) -> None:
    with pytest.raises(UsageError):
        catalogue.rule("COPY-NOTHING-OF-THE-KIND")
    assert desk.brochure("rules", "nonsense").code == 2
    assert desk.brochure("check", "--ignore", "nonsense").code == 2
    assert desk.brochure("check", "--profile", "nonsense").code == 2


def test_an_ignore_without_a_reason_is_refused(desk: Desk) -> None:
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text() + '\n[[check.ignore]]\nrule = "X"\n')
    assert "reason" in desk.brochure("check").refusal()


def test_a_rule_of_the_settings_that_there_is_not_is_refused(desk: Desk) -> None:
    text = (desk.root / "brochure.toml").read_text()
    desk.write("brochure.toml", f'{text}\n[[check.ignore]]\nrule = "COPY-NO-SUCH"\nreason = "Why"\n')
    line = len(text.splitlines()) + 3
    assert f"brochure.toml:{line}: [check] names a rule 'COPY-NO-SUCH'" in desk.brochure("check").refusal()


def test_the_catalogue_loads_nothing_slow() -> None:
    slow = {"pikepdf", "PIL", "pypdfium2", "weasyprint", "fontTools", "zxingcpp", "spylls"}
    code = "import sys; from brochure.preflight import catalogue as c; c.all_rules(); print(*sys.modules)"
    done = run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert slow & {name.partition(".")[0] for name in done.stdout.split()} == set()


@pytest.mark.parametrize(
    ("document", "profile"),
    [(press(), "press"), (press(job=replace(made(), words=("walk",))), "press"), (screen(), "email")],
)
def test_a_good_file_has_nothing_to_report(document: Callable[[], Document], profile: str) -> None:
    outcomes = catalogue.judge_pdf(document(), Wishes(profile))
    assert [finding for outcome in outcomes for finding in outcome.findings] == []
    assert {outcome.state for outcome in outcomes} <= {"pass", "not applicable"}
    assert all(outcome.reason for outcome in outcomes if outcome.state == "not applicable")


def test_the_pages_that_list_the_rules_are_true() -> None:
    assert (ROOT / "brochure" / "preflight" / "RULES.md").read_text("utf-8") == listing.document()
    assert listing.families() in (ROOT / "README.md").read_text("utf-8")
