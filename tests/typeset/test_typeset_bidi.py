"""Runs of the other direction: wrapped whole, over whichever elements they go; nothing else in the document changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brochure.typeset.bidi import directed

#: Copy, and how its runs are wrapped; ‹ and › stand for the span and its end, ‹‹ for one that does not part.
CASES = [
    ("اتصل بنا على (555) 555-0110.", "اتصل بنا على ‹‹(555) 555-0110›."),
    ("اتصل (+1 555 555 0142) الآن", "اتصل (‹‹+1 555 555 0142›) الآن"),
    ("اسأل عن <strong>Red</strong> Clinic اليوم", "اسأل عن ‹<strong>Red</strong> Clinic› اليوم"),
    ("<em>نص Red</em> Clinic (RC) عند", "<em>نص </em>‹<em>Red</em> Clinic (RC)› عند"),
    ("عند Red <em>Clinic نص</em>", "عند ‹Red <em>Clinic</em>›<em> نص</em>"),
    ("خذ 5 mg أو 24-hour أو B12 يوميًا", "خذ ‹5 mg› أو ‹24-hour› أو ‹B12› يوميًا"),
    ("راجع https://a.example/x/ الآن", "راجع ‹https://a.example/x/› الآن"),
    ("اكتب إلى a.b@c.example.", "اكتب إلى ‹a.b@c.example›."),
    ("العيادة (Red Clinic) هنا", "العيادة (‹Red Clinic›) هنا"),
    ("Smith J. <em>Lancet</em> 2020;395:1–2.", "‹Smith J. <em>Lancet</em> 2020;395:1–2.›"),
    ("من 65-70 أو 2019-2024 أو 8:00 أو 50%", "من 65-70 أو 2019-2024 أو 8:00 أو 50%"),
    ("نص<br>Clinic<br>12", "نص<br>‹Clinic›<br>12"),
    ("x &amp; y نص A &amp; B.", "‹x &amp; y› نص ‹A &amp; B›."),
    ("שלום, Dr. Smith!", "שלום, ‹Dr. Smith›!"),
    ('ثم Red <a href="x">Clinic نص</a>', 'ثم ‹Red› <a href="x">‹Clinic› نص</a>'),
    ('ثم <a href="x">نص Red</a> Clinic نص', 'ثم <a href="x">نص ‹Red›</a> ‹Clinic› نص'),
]


def wrapped(marked: str) -> str:
    return (
        marked.replace("‹‹", '<span dir="ltr" class="together">')
        .replace("‹", '<span dir="ltr">')
        .replace("›", "</span>")
    )


@pytest.mark.parametrize(("copy", "marked"), CASES)
def test_each_run_is_wrapped_once(copy: str, marked: str) -> None:
    assert directed(f"<p>{copy}</p>", "ar") == f"<p>{wrapped(marked)}</p>"


def test_the_document_says_its_direction() -> None:
    assert directed('<html lang="fa"><p>متن</p>', "fa").startswith('<html dir="rtl" lang="fa">')
    assert directed('<html lang="en"><p>text</p>', "en") == '<html lang="en"><p>text</p>'


def test_a_link_and_words_of_another_language_say_it_themselves() -> None:
    """A second element in a link would be a second link."""
    link = '<a href="tel:5">(555) 555-0142</a>'
    marked = link.replace("<a", '<a dir="ltr" class="together"')
    assert directed(f"<p>نص {link}</p>", "ar") == f"<p>نص {marked}</p>"
    said = '<span lang="en">In an emergency call 911.</span>'
    marked = said.replace('">', '" dir="ltr">')
    assert directed(f"<p>{said}</p>", "ar") == f"<p>{marked}</p>"


def test_words_from_right_to_left_in_other_copy() -> None:
    assert directed("<p>We say <b>مرحبا</b> يا, too</p>", "en") == (
        '<p>We say <span dir="rtl"><b>مرحبا</b> يا</span>, too</p>'
    )


def test_what_is_no_text_stays() -> None:
    html = "<title>نص Red</title><style>a { b: c }</style><!-- Red --><svg><text>Red</text></svg><p>نص</p>"
    assert directed(html, "ar") == html


PARTS = ["نص", " ", "Red", "5", "(555) 555-0110", ".", "(", ")", "&amp;", "<br>", "</p><p>", "<hr>"]
INLINE = [("<b>", "</b>"), ("<em>", "</em>"), ('<a href="x">', "</a>"), ('<span lang="en">', "</span>")]
copy = st.recursive(
    st.lists(st.sampled_from(PARTS), max_size=5).map("".join),
    lambda inner: st.tuples(st.sampled_from(INLINE), st.lists(inner, max_size=3)).map(
        lambda made: (
            f"{made[0][0]}{''.join(made[1])}{made[0][1]}" if "<p>" not in "".join(made[1]) else "".join(made[1])
        )
    ),
    max_leaves=8,
)


@given(copy)
@example("<b><br>Red</b>Red")
@example('<b>Red<a href="x">Red<br></a></b>')
@example('<b>Red<a href="x">Redنص</a></b>')
def test_text_is_never_changed_and_elements_stay_nested(html: str) -> None:
    made = directed(f"<p>{html}</p>", "ar")
    assert re.sub("<[^>]*>", "", made) == re.sub("<[^>]*>", "", f"<p>{html}</p>")
    assert made.count("<a") == html.count("<a")
    stack: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)", made):
        if name in ("br", "hr"):
            continue
        if end:
            assert stack.pop() == name, made
        else:
            stack.append(name)
    assert not stack
