"""Web pages: what is kept, what is left out, and that text stays text."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from brochure.errors import BadInput
from brochure.importers import ImportedCopy, load
from brochure.importers.html import read

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PAGE = """<!doctype html><html lang="fr-CA"><head><meta charset="utf-8"><title>Sleep | Clinic</title>
<style>p { color: red }</style><script>alert("no")</script></head><body>
<header><h1>Clinic</h1></header><nav><ul><li>Menu</li></ul></nav>
<article><header><h1>Sleeping<br>Well</h1><p>Share this</p></header>
<p>Sleep&nbsp;is <b>not</b> a <i>switch</i>.<img src="http://e.example/x.png" alt="A bed"></p>
<h2>Habits</h2><ul><li>Dark rooms</li><li>Calm<ul><li>No news</li></ul></li></ul>
<h3><strong>Steps</strong></h3><ol start="3"><li>Lie down</li><li>Breathe</li></ol>
<figure><img src="y.png"><figcaption>A bed</figcaption></figure>
<table><thead><tr><th>Hour</th><th>Light</th></tr></thead><tbody><tr><td>8 | 9</td><td>dim</td></tr></tbody></table>
<p>Call <a href="tel:+1 (613) 555-0100">us</a>, <a href="javascript:x()">click</a>, <a href="/shop">shop</a> or
<a href="https://e.example/a_(b)?x=1" title="T">read</a>.</p><form><p>Newsletter</p></form><svg><text>s</text></svg>
</article><aside>Related</aside><footer>Imprint</footer></body></html>"""
BODY = """Share this

Sleep is **not** a *switch*.

## Habits

- Dark rooms
- Calm
  - No news

### Steps

3. Lie down
4. Breathe

A bed

| Hour | Light |
| --- | --- |
| 8 \\| 9 | dim |

Call [us](tel:+1613555-0100), click, shop or [read](https://e.example/a_%28b%29?x=1 "T")."""


def imported(tmp_path: Path, page: str | bytes, name: str = "page.html") -> ImportedCopy:
    file = tmp_path / name
    file.write_bytes(page if isinstance(page, bytes) else page.encode())
    return load(file)


def body(tmp_path: Path, markup: str) -> str:
    return imported(tmp_path, f"<h1>Title</h1>{markup}").body


def test_a_whole_page(tmp_path: Path) -> None:
    assert imported(tmp_path, PAGE, "page.HTM") == ImportedCopy("Sleeping Well", BODY, language="fr-CA")


@pytest.mark.parametrize(
    ("page", "title", "body"),
    [
        ("<title>T</title><p>Body.</p>", "T", "Body."),
        ("<header><h1>T</h1></header><main><p>Body.</p></main><p>Else</p>", "T", "Body."),
        ("<h2>T</h2><p>Body.</p>", "T", "Body."),
        ("<p>T</p><p>Body.</p>", "T", "Body."),
        ("T<br>", "T", ""),
        ("<h1>T</h1><article>One</article><article>Two</article>", "T", "One\n\nTwo"),
        ("<h1>T</h1><article>The long one.</article><article>Card</article>", "T", "The long one."),
        ("<form><h1>T</h1><p>Body.</p></form>", "T", "Body."),
    ],
)
def test_titles_and_the_part_that_is_the_article(tmp_path: Path, page: str, title: str, body: str) -> None:
    copy = imported(tmp_path, page)
    assert (copy.title, copy.body) == (title, body)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("<meta charset=windows-1251>", "cp1251"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="no-such-thing">', "utf-8"),
        ('<meta charset="rot13">', "utf-8"),
        ("", "utf-16"),
        ("", "cp1252"),
    ],
)
def test_charsets(tmp_path: Path, head: str, encoding: str) -> None:
    words = "Сон — всё" if encoding == "cp1251" else "Café — “rest”"
    assert imported(tmp_path, f"{head}<h1>T</h1><p>{words}".encode(encoding)).body == words


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a<b>b<br></b>c", "a**b**  \nc"),
        ("<p>a<b>b </b>c", "a**b** c"),
        ("<p><b>a</b><b>b</b> c", "**ab** c"),
        ("<p><b>Note:</b>text", "Note:text"),
        ("<p>x<b><i>(y)</i></b>", "x(y)"),
        ("<b><p>one</p><p>two</p></b>", "one\n\ntwo"),
        ("<b style='font-weight:normal'><p>one</p></b>", "one"),
        ("<p><b></b>a<i> </i>b", "a b"),
        ("<p>now!<a href='https://e.example'>here</a>", "now! [here](https://e.example)"),
        ("<p><span>1</span>. text", "1\\. text"),
        ("<p>a<br> - b", "a  \n \\- b"),
        ("<pre>one\n- two</pre>", "one  \n\\- two"),
        ("<p>::: callout", "\\::: callout"),
        ("<p>&lt;b&gt; &amp;amp; &#8203;x&shy;y", "\\<b> \\&amp; xy"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\n: Meaning"),
        ("<h1></h1><h3>A</h3><h4>B</h4>", "## A\n\n### B"),
        ("<h1>A</h1><h2>B</h2>", "## A\n\n### B"),
        ("<p><b>A Heading</b></p><p>Text.</p><p><b>Bold.</b></p>", "## A Heading\n\nText.\n\n**Bold.**"),
        ("<table><tr><td>a<ul><li>b</li></ul></td><td>c</td></tr></table>", "a\n\n- b\n\nc"),
        ("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "| a |  |\n| --- | --- |\n| b | c |"),
        ("<table><caption>N</caption><tr><td>a<td>b<tr><td>c<td>d</table>", "N\n\n| a | b |\n| --- | --- |\n| c | d |"),
        ("<p>a <a href='data:text/html,x'>b</a> <a href=' java\nscript:x'>c</a>", "a b c"),
        ("<a href='https://e.example'><h2>Card</h2><p>text</p></a>", "## Card\n\ntext"),
        ("<p hidden>no</p><noscript>no</noscript><iframe>no</iframe><p>yes", "yes"),
        ("<ul><li>a</li><ul><li>b</li></ul>c</ul>", "- a\n  - b\n- c"),
        ("<ol start='²'><li>a</li></ol>", "1. a"),
    ],
)
def test_markup_that_markdown_finds_hard(tmp_path: Path, markup: str, expected: str) -> None:
    assert body(tmp_path, markup) == expected


def test_a_page_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nested"):
        imported(tmp_path, "<h1>T</h1>" + "<div>" * 5000 + "deep" + "</div>" * 5000)


TEXT = st.text(st.sampled_from("*_#`[]()<>&!|~-+=:;.1 \nabcABé²…—"), min_size=1, max_size=12).map(escape)
INLINES = ["b", "i", "em", "span", "u", "del", "code", "a href='https://e.example/'"]
BLOCKS = ["p", "div", "ul", "ol", "li", "h2", "h4", "blockquote", "pre", "table", "tr", "td", "th", "dl", "dt", "dd"]


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    element = st.builds(lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>", st.sampled_from(INLINES + BLOCKS), inner)
    return st.lists(element | inner | st.sampled_from(["<br>", "<img src=http://e.example/x.png>"]), max_size=4).map(
        "".join
    )


@settings(database=None, deadline=None, derandomize=True, max_examples=settings().max_examples)
@example("<p>!<b></b><a href='https://e.example/'>x</a>")
@example("<pre><pre>1</pre></pre>")
@example("<del>~1</del>")
@given(st.recursive(TEXT, wrapped, max_leaves=8))
def test_any_page_keeps_its_words_and_gains_no_markup(markup: str) -> None:
    copy = read(f"<h1>T</h1><div>{markup}</div>".encode(), Path("x.html"))
    kinds = {child.type for token in PARSER.parse(copy.body) for child in token.children or []}
    assert kinds.isdisjoint({"image", "html_inline", "code_inline"})
    before = BeautifulSoup(f"<body><div>{markup}</div>", "lxml").get_text()
    after = BeautifulSoup(PARSER.render(copy.body), "lxml").get_text()
    assert re.findall(r"[^\W_]", after) == re.findall(r"[^\W_]", before)
