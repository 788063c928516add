"""Promises in many wordings, each told; and honest sentences with the same words, none of which is."""

from __future__ import annotations

from brochure.preflight import catalogue
from brochure.preflight.profiles import Wishes
from tests.preflight.copy_examples import copy_of

#: One a line.
PROMISES = """
Ketamine has no side effects, and is guaranteed to work in 95% of patients.
It is a safe and painless treatment.
It is 100% safe.
It is completely risk-free and has no risks.
The FDA approved ketamine for depression.
Ketamine is FDA approved for treating anxiety.
Ketamine, an FDA-approved treatment for depression, works quickly.
You will be cured after six sessions.
Say goodbye to depression.
Results are guaranteed.
We guarantee that you will feel better.
This is a miracle treatment.
You will feel instant relief.
Relief is immediate and permanent.
Your depression will never come back.
It works for all patients.
It works 100% of the time.
Every patient improves.
There are absolutely no side effects.
You will not have any side effects.
It is totally safe with zero risks.
Ketamine is safe and effective.
Ketamine is a proven, safe and effective cure for depression.
It eliminates depression.
It eradicates PTSD for good.
Side effects never happen.
It never causes side effects.
Nobody has ever had a side effect.
There are no known risks.
This treatment has a 100% success rate.
100 % effective.
It is 100 percent guaranteed.
Ketamine cannot be addictive.
You cannot get addicted to ketamine.
This permanently fixes your brain.
Relief that lasts forever.
You will be depression-free.
Ketamine always works.
It is proven to cure depression.
Our treatment is the only one that works.
The most effective treatment for depression.
America's leading ketamine clinic.
Our clinic is number one in the state.
The FDA has approved our ketamine treatment for depression.
This treatment is approved by the FDA.
It is entirely safe for everyone.
It is a harmless treatment.
Ketamine is a natural cure.
It will change your life.
You'll wake up happy the next morning.
You are sure to feel better.
You will feel better within one hour.
Ketamine will heal your depression.
It instantly lifts depression.
Ketamine works immediately for everyone.
Permanent relief from anxiety.
This wonder drug beats depression.
Your symptoms will disappear.
Your symptoms will vanish overnight.
It is without any danger.
Ketamine is side-effect-free.
Without side effects, ketamine helps.
It is better than any other treatment.
Doctors recommend it as the best treatment.
No risk at all.
It's risk free!
Ketamine carries no risks.
Ketamine has no side effects, and is guaranteed to work in 95% of patients.
If you feel low, ketamine always works.
You have nothing to lose: it works every time.
Finally, a cure for PTSD.
Be cured in just two weeks.
This therapy has helped every single patient.
There is no downside.
There is nothing to fear: the treatment is harmless.
Ketamine is 100% natural and completely safe.
Our infusions are approved by the FDA for depression.
Ketamine infusions are FDA-approved for PTSD.
Guaranteed relief within 24 hours!
Success guaranteed or your money back.
It will fix your depression for ever.
Feel better instantly.
Relief starts immediately.
Rapid, permanent relief.
Ketamine resets your brain.
It works for 9 out of 10 people.
Ketamine is the most powerful antidepressant in the world.
Nine in ten patients are cured.
You don't need your antidepressants any more.
You can stop taking your other medicines.
Ketamine has been shown to be totally free of side effects.
The treatment is risk free and painless.
It is safe for pregnant women.
It is safe during pregnancy.
There is no chance of addiction.
You can drive home after your treatment.
It is safe to drive straight afterwards.
You may drink alcohol during treatment.
"""
HONEST = """
Ketamine is not a cure, a miracle or a quick fix.
No treatment works for everyone.
We cannot guarantee that it will help.
Nothing works for everyone, and no treatment is without risk.
Nobody can promise that your depression will never come back.
If you have side effects, call us.
Many people have no side effects.
Most people do not have side effects, but some do.
Your symptoms may go away and come back.
Most side effects go away within a few hours.
The FDA has approved ketamine as an anesthetic, but not for depression.
Esketamine nasal spray is approved by the FDA for treatment-resistant depression.
Is it safe and effective?
Ask your doctor whether it is safe for you.
There is no cure for PTSD, but treatment can help.
Some people feel better within hours or days.
It is not known whether relief lasts.
The relief may fade after a few weeks.
You will not be able to drive until the next day.
There is no risk of infection from a cannula that is in for an hour.
It does not work for everyone.
You may not have any side effects at all.
Do not expect instant relief.
Ketamine can be addictive if it is misused.
You cannot become dependent on us for every decision.
Therapy helps you to heal.
You can say no at any time.
Call 911 if you are in danger.
You are free from any duty to explain.
We promise to listen.
You will feel sleepy within an hour.
Not everyone feels better.
You are sure to have questions.
It is the safest way to travel home: let somebody drive you.
"""


def _told(sentences: list[str]) -> dict[str, list[str]]:
    """The rules about promises that each sentence breaks, in an article about ketamine with a paragraph for each."""
    copy = copy_of("\n\n".join(sentences), "title: Ketamine for depression")
    outcomes = catalogue.check(copy, catalogue.of_family("CLAIM"), Wishes("copy"))
    lines = copy.lines
    told: dict[str, list[str]] = {sentence: [] for sentence in sentences}
    for outcome in outcomes:
        for finding in outcome.findings:
            told[lines[(finding.line or 1) - 1]].append(finding.rule)
    return told


def test_a_promise_is_told_however_it_is_worded() -> None:
    told = _told(PROMISES.strip().splitlines())
    assert [sentence for sentence, rules in told.items() if not rules] == []


def test_honest_sentences_are_not_taken_for_promises() -> None:
    told = _told(HONEST.strip().splitlines())
    assert {sentence: rules for sentence, rules in told.items() if rules} == {}


def test_a_denial_that_is_a_promise_takes_no_other_promise_back() -> None:
    told = _told(
        ["Ketamine has no side effects, and is guaranteed to work.", "It is not a cure, and not guaranteed to work."]
    )
    assert list(told.values()) == [["CLAIM-GUARANTEE", "CLAIM-NO-SIDE-EFFECTS"], []]
