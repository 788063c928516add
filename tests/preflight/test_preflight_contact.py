"""Numbers and addresses in copy: what is given as the clinic's own and differs is told, what is another's is not."""

from __future__ import annotations

import pytest

from brochure.findings import Finding
from brochure.preflight import catalogue
from brochure.preflight.profiles import Wishes
from tests.conftest import Desk
from tests.preflight.copy_examples import HEAD, copy_of

_RULES = [rule for rule in catalogue.of_family("COPY") if rule.id.startswith("COPY-CONTACT-")]


def _told(body: str, head: str = HEAD, **clinic: str) -> list[Finding]:
    outcomes = catalogue.check(copy_of(body, head, clinic=clinic), _RULES, Wishes("copy"))
    return [finding for outcome in outcomes for finding in outcome.findings]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("Call us on 212-867-9931.", ["PHONE"]),
        ("Questions? Call (212) 867-9931.", ["PHONE"]),
        ("To book a visit, phone 020 8780 9700.", ["PHONE"]),
        ("Appointments: 020 8780 9700", ["PHONE"]),
        ("If you cannot come, tell us on 020 8780 9700.", ["PHONE"]),
        ("Leave a message at 212-867-9931.", ["PHONE"]),
        ("Call Red Maple Wellness at 212.867.9931.", ["PHONE"]),
        ("Llámenos al 212-867-9931.", ["PHONE"]),
        ("## Contact us\n\nPhone: 212-867-9931", ["PHONE"]),
        (
            "::: contact How to reach us\n- **Phone** 212-867-9931\n- **E-mail** care@bluebirch.example\n"
            "- **Web** bluebirch.example\n- **Address** 45 Oak Avenue\n:::",
            ["PHONE", "WEB", "EMAIL", "ADDRESS"],
        ),
        ("Write to us: redmaple@gmail.com", ["EMAIL"]),
        ("See [our website](https://bluebirch.example/forms) for forms.", ["WEB"]),
        ("Come to us at 400 N Main St. on the day.", ["ADDRESS"]),
    ],
)
def test_what_is_given_as_the_clinics_and_differs_is_told(body: str, rules: list[str]) -> None:
    found = _told(body)
    assert [finding.rule for finding in found] == [f"COPY-CONTACT-{rule}" for rule in rules]
    assert {finding.severity for finding in found} == {"error"}


def test_the_next_step_is_the_clinics() -> None:
    (found,) = _told("Rest.", f"{HEAD}\nnext_step: Call 212-867-9931 today.")
    assert (found.rule, found.line, found.quote) == ("COPY-CONTACT-PHONE", 11, "212-867-9931")


@pytest.mark.parametrize(
    "body",
    [
        "If you have questions, call the poison line at 1-800-222-1234.",
        "The American Heart Association answers questions: call 1-800-242-8721.",
        "Call us, or the Samaritans on 0116 123 4567.",
        "For support, call SAMHSA on 1-800-555-4357. They answer your questions.",
        "Questions? Call 1-800-662-4357.",
        "Ask your pharmacist, or call 212-867-9931 with questions.",
        "In the US call 1-800-867-9931.",
        "Our clinic closes on 24.12.2026, and has seen 1 200 000 people.",
        "Fax us your forms: 212-867-9931.",
        "Read more at www.cdc.gov, or on [their website](https://www.diabetes.org).",
        "Find us on www.facebook.com/redmaple.",
        "Write to us at billing@redmaple.example, or book with us at my.redmaple.example.",
        "The lab is at 45 Oak Avenue. Tell us if you cannot go.",
        "Our clinic is at 12 Sample St. on the corner.",
        "## Useful numbers\n\nPhone: 212-867-9931",
        "| Who | How |\n| --- | --- |\n| County intake | Call 212-867-9931 for an appointment |",
    ],
)
def test_what_is_anothers_is_not(body: str) -> None:
    assert _told(body) == []


def test_a_mailbox_at_everybodys_host_is_not_the_clinics_for_that() -> None:
    assert [f.rule for f in _told("Write to us: blue.birch@gmail.com", email="red.maple@gmail.com")] == [
        "COPY-CONTACT-EMAIL"
    ]


def test_the_clinics_further_lines_are_named_once(desk: Desk) -> None:
    desk.write("assets/articles/test.md", "---\ntitle: A test\n---\n\nCall us on 212-867-9931.\n")
    (told,) = [
        f for f in desk.brochure("check", "test", "--json").json["findings"] if f["rule"] == "COPY-CONTACT-PHONE"
    ]
    assert "assets/checks/contact.toml" in told["hint"]
    desk.write("assets/checks/contact.toml", '[words]\nknown = ["212-867-9931"]\n')
    assert "COPY-CONTACT-PHONE" not in desk.brochure("check", "test").out
