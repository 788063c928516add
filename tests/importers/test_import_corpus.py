"""A hundred and eighty documents made of what copy is made of: no word is lost or gained, and all can be set."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from brochure.content.markdown import render
from brochure.importers import ImportOptions, load
from tests.importers.test_import_cases import COPY, silent, told

#: A part of a document, made of a heading and a sentence.
Part = Callable[[str, str], str]

PAGES: Mapping[str, Part] = {
    "paragraph": lambda _, s: f"<p>{s}</p>",
    "heading": lambda h, s: f"<h2>{h}</h2><p>{s}</p>",
    "question": lambda h, s: f"<h3><button aria-expanded=false>{h}</button></h3><div hidden><p>{s}</p></div>",
    "details": lambda h, s: f"<details><summary>{h}</summary>{s}</details>",
    "list": lambda h, s: f"<ul><li>{h}</li><li>{s}<ul><li>{h}</ul></li></ul>",
    "numbers": lambda h, s: f"<ol start=4><li>{h}</li><li value=9>{s}</li></ol>",
    "table": lambda h, s: f"<table><tr><th>1<th>{h}<tr><td rowspan=2>{h}<td><p>{s}</p><p>2</p><tr><td>3</table>",
    "layout": lambda h, s: (
        f"<table><tr><td><h2>{h}</h2>{s}</td><td><table><tr><td>1<td>2<tr><td>3<td>4</table></td></tr></table>"
    ),
    "terms": lambda h, s: f"<dl><dt>{h}</dt><dd>{s}</dd></dl>",
    "box": lambda h, s: f"<aside><h3>{h}</h3><p><b>{s}</b></p></aside>",
    "quote": lambda h, s: f"<blockquote><p>{s}</p><footer>{h}</footer></blockquote>",
    "figure": lambda h, s: f"<figure><img src=x.png alt='{h}'><figcaption>{s}</figcaption></figure>",
    "links": lambda h, s: f"<p><a href=/x>{h}</a> <a href='https://clinic.example/a'>{s}</a> <a href='#y'>{h}</a></p>",
    "raised": lambda h, s: f"<p>10<sup>9</sup>/L {h} CO<sub>2</sub>, <u>{s}</u> <abbr title='{h}'>ABC</abbr></p>",
    "menu": lambda h, s: f"<nav><a href=/>{h}</a><a href=/>{h}</a></nav><div style='display:none'>{s}</div>",
    "form": lambda h, s: f"<form><label>{h}</label><input><button>{h}</button></form><p>{s}</p>",
}
MARKDOWN: Mapping[str, Part] = {
    "paragraph": lambda _, s: s,
    "heading": lambda h, s: f"## {h} {{#x}}\n\n{s}",
    "underlined": lambda h, s: f"{h}\n---\n\n{s}",
    "list": lambda h, s: f"* {h}\n* {s}\n    * {h}",
    "tasks": lambda h, s: f"- [ ] {h}\n- [x] {s}",
    "numbers": lambda h, s: f"4) {h}\n5) {s}",
    "table": lambda h, s: f"| 1 | {h} |\n|---|:-:|\n| *{h}* | {s} |",
    "bangs": lambda h, s: f'!!! note "{h}"\n    {s}',
    "alert": lambda h, s: f"> [!TIP] {h}\n> {s}",
    "colons": lambda h, s: f"::: warning {h}\n{s}\n:::",
    "html": lambda h, s: f"<div class='x'>\n{h}<br>**{s}**\n</div>\n\n{h} <b>{h}</b> H<sub>2</sub>O",
    "code": lambda h, s: f"```text\n{h}\n```\n\n    {s}\n\nTerm `{h}`",
    "picture": lambda h, s: f"![{h}](x.png '{h}')\n\n{s}",
    "links": lambda h, s: f"[{h}](#x) [{s}](https://clinic.example/a) <https://clinic.example> [{h}][1]\n\n[1]: /x",
    "liquid": lambda h, s: f"{{% include {h} %}}\n\n{s} {{{{ site.x }}}}\n\n<!-- {h} -->",
    "wiki": lambda h, s: f"[[{h}]] [[x|{s}]] =={h}==",
}
TEXTS: Mapping[str, Part] = {
    "paragraph": lambda _, s: s,
    "heading": lambda h, s: f"{h}\n\n{s} {s}",
    "capitals": lambda h, s: f"{h.upper()}\n\n{s}",
    "underlined": lambda h, s: f"{h}\n{'-' * len(h)}\n\n{s}",
    "bullets": lambda h, s: f"• {h}\n• {s}",
    "dashes": lambda h, s: f"-{h}\n-{s}",
    "numbers": lambda h, s: f"(1) {h}\n(2) {s}",
    "letters": lambda h, s: f"a) {h}\nb) {s}",
    "table": lambda h, s: f"1\t{h}\t2\n{h}\t\t3\n4\t{s}\t",
    "stars": lambda h, s: f"*{h}* {s} _{h}_\n\n* * *",
    "fill in": lambda h, s: f"{h}: .........\n\n__________\n\n{s}",
    "signs": lambda h, s: f"2*5 ~6 x^2 [{h}] # {s} | & < {{{h}}}",
    "quoted": lambda h, s: f"> {h}\n> {s}",
    "page": lambda h, s: f"{h}\n\n\x0c    7\n\n{s}",
    "boxes": lambda h, s: f"☐ {h}\n☐ {s}",
}
KINDS = {"html": PAGES, "md": MARKDOWN, "txt": TEXTS}
PARTS = 6


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", COPY)
def test_no_word_is_lost_or_gained_and_all_can_be_set(tmp_path: Path, language: str, kind: str, number: int) -> None:
    title, heading, sentence = COPY[language]
    chosen = random.Random(number).sample(sorted(KINDS[kind]), PARTS)
    body = [KINDS[kind][name](heading, sentence) for name in chosen]
    head = {"html": f"<meta charset=utf-8><h1>{title}</h1>", "md": f"# {title}\n\n", "txt": f"{title}\n\n"}[kind]
    file = tmp_path / f"copy.{kind}"
    file.write_text(head + "\n\n".join(body) + "\n", "utf-8")
    copy = load(file, ImportOptions(slug="copy"))
    assert copy.title == title
    assert silent(copy), f"{chosen}\n{copy.body}\n{told(copy)}"
    render(copy.body, copy.language, file, lambda name, _: name)
