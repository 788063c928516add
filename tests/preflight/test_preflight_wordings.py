"""Faults of copy in an office's own wording: each is found by its rule, and what is well said is not."""

from __future__ import annotations

import pytest

from brochure.preflight import catalogue
from brochure.preflight.profiles import Wishes
from tests.conftest import ROOT
from tests.preflight.copy_examples import copy_of

_KETAMINE = "title: How ketamine therapy works\nsubtitle: Ketamine and low mood"


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("COPY-DOSE-DRUG", "Stop HCTZ on the day of the test.", "Stop the water tablet on the day of the test."),
        ("COPY-DOSE-DRUG", "We may give you MS for pain.", "We see many people with MS and their families."),
        ("COPY-DOSE-ROUTE", "The nurse injects it SC into the belly.", "Our clinic in Greenville, SC is open."),
        ("COPY-DOSE-RUN-TOGETHER", "Take propranolol20 mg at night.", "Take propranolol 20 mg at night."),
        ("COPY-CONTACT-ADDRESS", "Write to PO Box 1000, Springfield.", "Write to P.O. Box 100, Springfield."),
        ("COPY-EMERGENCY-NUMBER", "In a crisis call 911 or 998.", "In a crisis call 911 or 988; at the desk dial 245."),
        ("COPY-ACRONYM", "Our PMHNPs see you once a month.", "Our nurses see you once a month."),
        ("COPY-JARGON", "Tell us about any hematochezia.", "Tell us about blood in your stool."),
        ("COPY-BLAME", "People who fail to comply are sent home.", "People who cannot drink it may call us."),
        ("COPY-BLAME", "If you refuse the test, tell us why.", "If you choose not to have it, tell us why."),
        ("COPY-SLIP", "A quite room helps you sleep.", "A quiet room is quite nice."),
        ("COPY-SLIP", "Take you’re medicine as usual.", "Take your medicine when you’re up."),
        ("COPY-SLIP", "The affect of the talk is good.", "The effect of the talk is good."),
        ("COPY-SLIP", "You loose fluid all day.", "Wear loose clothes all day."),
        ("CLAIM-TESTIMONY", "“I got my life back,” says Anna.", "Anna got her card back."),
        ("CLAIM-PRESSURE", "Only five places left for May.", "Only two people may sit in the room."),
        ("CLAIM-CERTAIN", "The test never misses a polyp.", "The test may miss a polyp."),
        ("CLAIM-NATURAL", "It is natural, so it cannot harm you.", "It is natural to feel low now and then."),
        ("CLAIM-PERMANENT", "The effect of ketamine lasts for life.", "The effect of ketamine lasts for days."),
    ],
)
def test_a_wording_is_found(rule: str, bad: str, good: str) -> None:
    asked = [catalogue.rule(rule)]
    copies = (copy_of(text, _KETAMINE if rule.startswith("CLAIM") else "title: Your visit") for text in (bad, good))
    states = [catalogue.check(copy, asked, Wishes())[0].state for copy in copies]
    assert states[0] == "fail", "the fault is not found"
    assert states[1] in ("pass", "not applicable"), "what is well said is taken for a fault"


def test_copy_about_ketamine_owes_side_effects_and_whom_it_may_harm() -> None:
    text = (ROOT / "assets/articles/how-ketamine-therapy-works.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    effects = body[body.index("Common side effects") : body.index("Most pass within hours")]
    harmed = body[body.index("Ketamine may not be right for you") : body.index("The FDA has approved")]
    asked = [catalogue.rule("COPY-TREATMENT-FACTS")]
    for said, state in ((body, "pass"), (body.replace(effects, ""), "fail"), (body.replace(harmed, ""), "fail")):
        assert catalogue.check(copy_of(said, head.rstrip()), asked, Wishes())[0].state == state
