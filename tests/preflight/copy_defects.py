"""Defects of copy: the rule that is meant to find it, what stands in the sample article, and what is put there."""

from __future__ import annotations

#: A sentence of the sample, before which most is put in.
_BODY = "Most of this picture comes from animals"


def _said(rule: str, words: str) -> tuple[str, str, str]:
    return rule, _BODY, f"{words} {_BODY}"


COPY_DEFECTS = (
    _said("CLAIM-CURE", "Ketamine cures depression."),
    _said("CLAIM-GUARANTEE", "We guarantee that you will feel better."),
    _said("CLAIM-MIRACLE", "It is a miracle drug."),
    _said("CLAIM-INSTANT", "It gives instant relief."),
    _said("CLAIM-PERMANENT", "It gives permanent relief."),
    _said("CLAIM-CERTAIN", "It always works."),
    _said("CLAIM-NO-SIDE-EFFECTS", "It has no side effects."),
    _said("CLAIM-RISK-FREE", "It is risk-free."),
    _said("CLAIM-APPROVED", "Ketamine is FDA-approved for depression."),
    _said("CLAIM-SAFE-AND-EFFECTIVE", "Ketamine is safe and effective."),
    _said("CLAIM-BREAKTHROUGH", "It is a breakthrough."),
    _said("CLAIM-SUPERLATIVE", "We are the best clinic in town."),
    _said("COPY-CONTACT-PHONE", "Call us on (555) 555-0124."),
    _said("COPY-CONTACT-EMAIL", "Write to helo@redmaple.example."),
    _said("COPY-CONTACT-WEB", "See www.redmapel.example."),
    _said("COPY-CONTACT-PHONE", "Questions? Call us at 212-867-9931."),
    _said("COPY-CONTACT-EMAIL", "E-mail us: care@bluebirch.example."),
    _said("COPY-CONTACT-WEB", "Book a visit on our website, www.bluebirch.example."),
    _said("COPY-CONTACT-ADDRESS", "Our clinic is at 45 Oak Avenue."),
    _said("COPY-DOSE-TRAILING-ZERO", "Take 1.0 mg."),
    _said("COPY-DOSE-NAKED-POINT", "Take .5 mg."),
    _said("COPY-DOSE-U", "Take 10 U."),
    _said("COPY-DOSE-IU", "Take 400 IU."),
    _said("COPY-DOSE-MICROGRAM", "Take 25 µg."),
    _said("COPY-DOSE-FREQUENCY", "Take 5 mg QD."),
    _said("COPY-DOSE-RUN-TOGETHER", "Take 5mg."),
    _said("COPY-DOSE-BIG-NUMBER", "Take 50000 units."),
    _said("COPY-DOSE-CC", "Take 5 cc."),
    _said("COPY-DOSE-SIGN", "Take > 5 mg."),
    _said("COPY-DOSE-SPOON", "Give 2 tsp of the syrup."),
    _said("COPY-PERCENT-WITHOUT-BASE", "There is a 20% chance of side effects."),
    _said("COPY-RELATIVE-RISK", "It halves the risk of a relapse."),
    _said("COPY-JARGON", "Tell us if you have hypertension."),
    _said("COPY-WORDY", "Rest in order to get well."),
    _said("COPY-LATIN", "Eat soft food, e.g. soup."),
    _said("COPY-ACRONYM", "Ask for an ECG and a TMS."),
    _said("COPY-DOUBLE-NEGATIVE", "A sore arm is not uncommon."),
    _said("COPY-DOUBLE-WORD", "Take the the tablet."),
    _said("COPY-DOUBLE-SPACE", "Take  the tablet."),
    _said("COPY-SPACE-BEFORE-SIGN", "Take the tablet , then rest."),
    _said("COPY-NO-SPACE-AFTER-SIGN", "Take the tablet,then rest."),
    _said("COPY-EXCLAMATION", "Well done! You are home! Now rest!"),
    _said("COPY-CAPITALS", "DO NOT EAT BEFORE YOU COME TO US."),
    _said("COPY-PERSON-FIRST", "We treat addicts and schizophrenics."),
    _said("COPY-BLAME", "Some patients are non-compliant."),
    _said("COPY-AND-OR", "Bring a friend and/or a book."),
    _said("COPY-NOON", "Come at 12 pm."),
    _said("COPY-DATE-AMBIGUOUS", "It opens on 03/04/2026."),
    _said("COPY-PLACEHOLDER", "TODO: say more."),
    _said("COPY-LINK-TEXT", "[Click here](https://redmaple.example)."),
    _said("COPY-DEAD-LINK", "See [what we do](#nowhere)."),
    _said("COPY-SPELLING", "Take your medecine."),
    _said("COPY-SOURCE-UNKNOWN", "It helped many [9]."),
    _said("COPY-MIXED-ENGLISH", "The centre has a color room and the colour of its behavior."),
    _said(
        "COPY-LONG-SENTENCE",
        "When you are at home and you have rested for two days and have put ice on your knee three times each day you "
        "can start to walk a little in the house and then out of the house and then to the shop.",
    ),
    ("COPY-REVIEW-PAST", "review_by: 2028-09-14", "review_by: 2026-10-01"),
    ("COPY-REVIEW-MISSING", "reviewed: 2026-09-14\n", ""),
    ("COPY-NEXT-REVIEW-MISSING", "review_by: 2028-09-14\n", ""),
    ("COPY-REVIEWER-MISSING", "reviewer: a board-certified psychiatrist\n", ""),
    ("COPY-REVIEW-ORDER", "review_by: 2028-09-14", "review_by: 2026-09-01"),
    ("COPY-SAME-HEADING", "## Why does therapy matter?", "## What is neuroplasticity?"),
    ("COPY-HEADING-STOP", "## Why does therapy matter?", "## Therapy matters."),
)
