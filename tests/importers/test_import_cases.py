"""Copy as people have it, in five languages: what comes in, what is told, and that it all is one or the other."""

from __future__ import annotations

import base64
import io
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from textwrap import fill

import pytest
from PIL import Image

from brochure.importers import ImportedCopy, ImportOptions, as_article, load

#: In each language: a title, two headings, and sentences, with letters of its own.
COPY = {
    "en": ("Caring for your knee", "At home", "Walk a little every day – and rest after each walk, don’t kneel on it."),
    "es": ("El cuidado de la rodilla", "En casa", "Camine un poco cada día y descanse después de cada paseo largo."),
    "de": ("Pflege für Ihr Knie", "Zu Hause", "Gehen Sie täglich ein wenig und ruhen Sie sich nach jeder Übung aus."),
    "fr": ("Soigner votre genou", "À la maison", "Marchez un peu chaque jour et reposez-vous après, même à la maison."),
    "ru": ("Уход за коленом", "Дома", "Ходите понемногу каждый день и отдыхайте после каждой прогулки."),
}


def imported(tmp_path: Path, data: str | bytes, name: str = "knee-care.html", **options: str) -> ImportedCopy:
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load(file, ImportOptions(slug="knee", **options))


def told(copy: ImportedCopy) -> str:
    """The whole report, as it is read."""
    return "\n".join(copy.report.lines(copy.title, copy.language))


def silent(copy: ImportedCopy) -> bool:
    """Whether the second reading found no word lost or gained."""
    return "that did not come in" not in told(copy) and "not in the file so" not in told(copy)


def png(width: int = 40, height: int = 30) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return buffer.getvalue()


# ---- Languages and encodings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", COPY)
def test_the_language_is_guessed_from_copy_that_does_not_say_it(tmp_path: Path, language: str) -> None:
    title, heading, sentence = COPY[language]
    for name, text in {
        "a.txt": f"{title}\n\n{sentence}\n\n{heading}\n\n{sentence} {sentence}\n",
        "b.md": f"# {title}\n\n{sentence}\n\n## {heading}\n\n{sentence}\n",
        "c.html": f"<meta charset=utf-8><h1>{title}</h1><p>{sentence}</p><h2>{heading}</h2><p>{sentence}</p>",
    }.items():
        copy = imported(tmp_path, text, name)
        assert (copy.title, copy.language, copy.report.language_from) == (title, language, "a guess"), name
        assert f"## {heading}" in copy.body, name
        assert silent(copy), told(copy)


def test_a_few_words_are_no_guess_and_the_user_knows_best(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Knee\n\nWalk.", "a.txt")
    assert (copy.language, copy.report.language_from) == ("en", "nothing in the file; --language says it better")
    copy = imported(tmp_path, "Knee\n\nWalk.", "a.txt", language="cy", title="Knees")
    assert (copy.title, copy.language, copy.report.language_from) == ("Knees", "cy", "the user")
    assert "the title that stood there; the user gave another: “Knee”" in told(copy)


PAGES = [
    ("en", "cp1252"), ("en", "mac-roman"), ("es", "cp1252"), ("es", "mac-roman"), ("de", "cp1252"),
    ("de", "mac-roman"), ("fr", "cp1252"), ("fr", "mac-roman"), ("ru", "cp1251"),
]  # fmt: skip
OTHER_PAGES = [
    ("cp1250", "Jak dbać o kolano\n\nChodź codziennie trochę więcej i odpoczywaj w nocy, jeśli kolano jest gorące."),
    (
        "cp1250",
        "A térd ápolása\n\nSétáljon minden nap egy kicsit többet, és éjszaka pihenjen. Hívja őszintén a rendelőt.",
    ),
    ("cp1253", "Φροντίδα για το γόνατο\n\nΠερπατάτε λίγο κάθε μέρα και ξεκουράζεστε τη νύχτα."),
    ("cp1254", "Diz bakımı\n\nHer gün biraz yürüyün ve gece dinlenin. Dizinizde şişlik ve ateş varsa kliniği arayın."),
    ("cp1255", "טיפול בברך\n\nללכת קצת כל יום ולנוח בלילה. יש להתקשר למרפאה אם הברך חמה ויש חום."),
    ("cp1256", "العناية بالركبة\n\nامش قليلا كل يوم واسترح في الليل. اتصل بالعيادة إذا كانت الركبة ساخنة."),
    ("cp1257", "Kelio priežiūra\n\nKasdien šiek tiek vaikščiokite ir naktį ilsėkitės, jei kelis karštas."),
    ("cp1251", "Догляд за коліном\n\nХодіть потроху щодня й відпочивайте вночі, якщо коліно гаряче."),
]


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_old_code_pages_are_told_by_the_letters_of_the_language(tmp_path: Path, language: str, page: str) -> None:
    title, heading, sentence = COPY[language]
    text = f"{title}\n\n{sentence}\n\n{heading}\n\n{sentence}\n"
    copy = imported(tmp_path, text.encode(page), "a.txt")
    assert (copy.title, copy.body) == (title, f"{sentence}\n\n## {heading}\n\n{sentence}")
    assert copy.report.encoding == page
    assert f"encoding: {page} (from a guess)" in told(copy)
    again = imported(tmp_path, text.encode(page), "a.txt", encoding=page)
    assert (again.body, again.report.encoding_from) == (copy.body, "the user")


@pytest.mark.parametrize(("page", "text"), OTHER_PAGES)
def test_other_pages_of_windows(tmp_path: Path, page: str, text: str) -> None:
    copy = imported(tmp_path, text.encode(page), "a.txt")
    assert f"{copy.title}\n\n{copy.body}" == text
    assert copy.report.encoding == page


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", COPY)
def test_wide_letters_without_a_mark(tmp_path: Path, language: str, codec: str) -> None:
    title, _, sentence = COPY[language]
    copy = imported(tmp_path, f"{title}\r\n\r\n{sentence}\r\n".encode(codec), "a.txt")
    assert (copy.title, copy.body) == (title, sentence)
    assert f"encoding: {codec} (from a guess)" in told(copy)


def test_odd_bytes_in_utf_8_are_read_and_told_with_their_lines(tmp_path: Path) -> None:
    text = "Genou\n\nMarchez un peu – même à la maison.\nLe caf".encode() + b"\xe9 est permis, d\x92abord.\n"
    copy = imported(tmp_path, text, "a.txt")
    assert "Le café est permis, d’abord." in copy.body
    assert "“café” (line 4)" in told(copy)
    assert "“d’abord.” (line 4)" in told(copy)


def test_the_end_mark_of_dos_is_told(tmp_path: Path) -> None:
    copy = imported(tmp_path, b"Knee care\r\n\r\nWalk.\r\n\x1a\x1a", "a.txt")
    assert copy.body == "Walk."
    assert "(^Z) (line 4)" in told(copy)


# ---- Web pages ------------------------------------------------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
    return f"{head}<body><h1>Knee</h1>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>10<sup>9</sup>/L, m<sup>2</sup>, CO<sub>2</sub> <b>H<sub>2</sub>O</b>", "10^9^/L, m^2^, CO~2~ **H~2~O**"),
        ("<p>a<sup>two words</sup> b", "a^two^ ^words^ b"),
        ("<p>~5 to ~10, x^2, a_b_c", r"\~5 to \~10, x\^2, a_b_c"),
        ("<p>a. first<br>ii. second", "a\\. first  \nii\\. second"),
        ("<ol type=A start=3><li>x<li>y</ol>", "C. x\nD. y"),
        ("<ol type=i><li>x<li>y</ol>", "i. x\nii. y"),
        ("<ol><li>a<li value=7>b<li>c</ol>", "1. a\n\n7) b\n8) c"),
        ("<ul><li>☐ ticket<li>☑ card</ul>", "- [ ] ticket\n- [x] card"),
        ("<dl><dt>A<dt>B<dd>one<dd>two</dl>", "A / B\n: one\n: two"),
        ("<p>Name: ________ Date: ............", "Name: ____ Date: ____"),
        ("<p><q>Walk <q>now</q></q>", "\"Walk 'now'\""),
        ("<blockquote><p>Walk.</p><footer>Ann</footer></blockquote>", "> Walk.\n>\n> Ann"),
        ("<details><summary>Can I swim?</summary><p>Yes.</details>", "## Can I swim?\n\nYes."),
        ("<table><tr><th>Day<th>Dose<tr><td rowspan=2>One<td>5<tr><td>6</table>",
         "| Day | Dose |\n| --- | --- |\n| One | 5 |\n| One | 6 |"),
        ("<table><tr><td>A<td>B<tr><td><p>x</p><p>y</p><td><ul><li>1<li>2</ul></table>",
         "| A | B |\n| --- | --- |\n| x · y | 1 · 2 |"),
        ("<table><tr><th>Day<th>Dose<tr><th>One<td>5<tr><th>Two<td>6</table>",
         "| Day | Dose |\n| --- | --- |\n| **One** | 5 |\n| **Two** | 6 |"),
        ("<p><a href='https://www.google.com/url?q=https://clinic.example/a&sa=D'>page</a>", "[page](https://clinic.example/a)"),
        ("<p><span lang=fr>genou</span> is knee", "[genou]{lang=fr} is knee"),
        ("<aside><h3>Alarm</h3><p>Call us.</aside>", "::: callout Alarm\nCall us.\n:::"),
        ("<p>⚠️ Careful", "⚠ Careful"),
    ],
)  # fmt: skip
def test_what_a_page_says_is_said_in_our_language(tmp_path: Path, body: str, expected: str) -> None:
    copy = imported(tmp_path, page(body))
    assert copy.body == expected
    assert "that did not come in" not in told(copy)


def test_a_page_between_menu_and_foot(tmp_path: Path) -> None:
    body = (
        "<nav><a href=/>Home</a></nav><div class='cookie-banner'>We use cookies</div><p class=x>secret</p>"
        "<p>Walk <a href=/knees>more</a>, <abbr title='Emergency department'>ED</abbr>. All of this is what you need to"
        " know about your knee.</p><button>Print</button><form><p>Newsletter</p></form><footer>Imprint</footer>"
    )
    copy = imported(tmp_path, page(body, "<style>.x{display:none}</style>"))
    assert copy.body == "Walk more, ED. All of this is what you need to know about your knee."
    for words in (
        "navigation: “Home”", "a banner: “We use cookies”", "hidden on the page: “secret”", "“Print”", "“Newsletter”",
        "the page's footer: “Imprint”", "what “ED” is short for: “Emergency department”",
        "link to /knees: its words stay: “more” (line 1)",
    ):  # fmt: skip
        assert words in told(copy)
    assert silent(copy)


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_links_keep_their_title_and_pictures_lose_their_link(tmp_path: Path, name: str) -> None:
    (tmp_path / "leg.png").write_bytes(png())
    same, long = (
        "<a href=https://c.example title='our page'>our page</a>",
        f"<a href=https://d.example title='{'x' * 99}'>d</a>",
    )
    copy = imported(
        tmp_path,
        page(
            f"<p>See <a href=https://b.example title='Opening \"hours\"'>here</a>, {same} or {long}.</p>"
            "<p><a href=https://e.example><img src=leg.png alt='A leg'></a></p>"
            "<p><a href=https://f.example><img src=leg.png alt='A leg'> Our team</a></p>"
            "<a href=https://g.example><div><img src=leg.png alt='A foot'></div></a>"
        )
        if name == "a.html"
        else "# Knee\n\nSee [here](https://b.example 'Opening \"hours\"'), [our page](https://c.example) or "
        "[d](https://d.example).\n\n[![A leg](leg.png)](https://e.example)\n\n"
        "[![A leg](leg.png) Our team](https://f.example)\n\n*[HTML]: Hyper text\n",
        name,
    )
    assert copy.body.startswith(
        'See [here](https://b.example "Opening \\"hours\\""), [our page](https://c.example) or [d](https://d.example).'
    )
    assert "![A leg](../images/knee/leg.png)\n" in copy.body
    assert "[Our team](https://f.example)" in copy.body
    assert told(copy).count("the link of a picture to https://e.example is not kept: “A leg”") == 1
    assert "f.example" not in told(copy)
    assert ("the link of a picture to https://g.example is not kept: “A foot”" in told(copy)) == (name == "a.html")
    if name == "a.md":
        assert "what an abbreviation is short for: “*[HTML]: Hyper text”" in told(copy)


@pytest.mark.parametrize(
    "question",
    [
        "<h3><button aria-expanded=false>Can I drive?</button></h3><div hidden><p>Not yet.</div>",
        "<h3><a role=button href='#x'>Can I drive?</a></h3><div id=x style='display: none'><p>Not yet.</div>",
        "<h3 aria-expanded=false>Can I drive?</h3><div class=shut>Not yet.</div>",
    ],
)
def test_hidden_answers_are_copy(tmp_path: Path, question: str) -> None:
    copy = imported(tmp_path, page(f"<h3>First</h3><p>Read.</p>{question}", "<style>.shut{display:none}</style>"))
    assert copy.body == "## First\n\nRead.\n\n## Can I drive?\n\nNot yet."
    assert "folded away on the page, here in full: “Not yet.”" in told(copy)


def test_bold_and_italic_by_class_as_google_docs_writes_them(tmp_path: Path) -> None:
    style = "<style>.c1{font-weight:700}.c2{font-style:italic}.c3{vertical-align:super;font-size:9px}</style>"
    body = "<p><span class=c1>Never</span> stop <span class='c2'>at once</span>, 10<span class=c3>9</span>/L."
    assert imported(tmp_path, page(body, style)).body == "**Never** stop *at once*, 10^9^/L."


def test_a_page_may_use_the_names_that_we_use_ourselves(tmp_path: Path) -> None:
    copy = imported(tmp_path, page("<box kind=x>Walk</box> <fill>on</fill> <asis>daily</asis>."))
    assert copy.body == "Walk on daily."


def test_notes_become_references(tmp_path: Path) -> None:
    body = (
        "<p>Walking helps<sup><a href='#n1' id=r1>[1]</a></sup><sup><a href='#n2' id=r2>[2]</a></sup>.</p><hr>"
        "<section class=footnotes><ol><li id=n1><p>Smith 2020. <a href='#r1'>↩</a></p></li>"
        "<li id=n2>Doe_2021 <a href='#r2'>↑</a></li></ol></section>"
    )
    copy = imported(tmp_path, page(body))
    assert copy.body == "Walking helps^1,2^."
    assert copy.front["references"] == ["Smith 2020.", "Doe_2021"]
    assert silent(copy), told(copy)


def test_pictures_beside_a_page_and_in_it(tmp_path: Path) -> None:
    (tmp_path / "My leg (1).png").write_bytes(png())
    (tmp_path / "fake.png").write_bytes(b"no picture")
    inside = base64.b64encode(png(50, 20)).decode()
    copy = imported(
        tmp_path,
        page(
            "<figure><img src='My%20leg%20(1).png' alt='A leg'><figcaption>Keep \"it\" high.</figcaption></figure>"
            f"<p><img src='data:image/png;base64,{inside}'></p><p><img src=fake.png alt=Fake></p>"
            "<p><img src=warn.png alt='Warning:'> do not drive.</p><p><img src='../up.png' alt='Up'></p>"
        ),
    )
    assert copy.body == (
        '![A leg](../images/knee/my-leg-1.png "Keep \\"it\\" high.")\n\n![Picture](../images/knee/picture-2.png)\n\n'
        "Warning: do not drive."
    )
    assert copy.pictures == {"my-leg-1.png": png(), "picture-2.png": png(50, 20)}
    assert "a picture without a description" in told(copy)
    assert "fake.png: 'fake.png' is not a picture, or is damaged.: “Fake”" in told(copy)
    assert "picture: ../up.png is not there: “Up”" in told(copy)


def test_a_page_in_one_file_and_one_that_has_another_name(tmp_path: Path) -> None:
    message = MIMEMultipart("related")
    part = MIMEText(page("<p>Walk <img src='cid:a@b' alt='a leg'> daily.</p>"), "html", "utf-8")
    part["Content-Location"] = "https://clinic.example/knee/page.html"
    message.attach(part)
    picture = MIMEImage(png(), "png")
    picture["Content-ID"] = "<a@b>"
    message.attach(picture)
    copy = imported(tmp_path, message.as_bytes(), "page.mht")
    assert copy.title == "Knee"
    assert [*copy.pictures.values()] == [png()]
    copy = imported(tmp_path, page("<p>Walk.</p>"), "knee.docx")
    assert copy.body == "Walk."
    assert "called .docx, but it is a web page" in told(copy)
    xhtml = '<?xml version="1.0" encoding="utf-8"?>\n' + page("<p>Walk<br/>on.</p>")
    assert imported(tmp_path, xhtml, "knee.xhtml").body == "Walk  \non."


def test_the_title_is_the_short_line_above_several_first_headings(tmp_path: Path) -> None:
    copy = imported(tmp_path, "<p>Our clinic</p><h1>Before</h1><p>Rest.</p><h1>After</h1><p>Walk.</p>")
    assert (copy.title, copy.body) == ("Our clinic", "## Before\n\nRest.\n\n## After\n\nWalk.")
    copy = imported(tmp_path, "<h1><s>Old clinic</s> New clinic</h1><p>Walk.")
    assert copy.title == "New clinic"
    assert "struck words in the title: “Old clinic”" in told(copy)
    copy = imported(tmp_path, "<ul><li>one<li>two</ul><p>Walk every day, as far as you can.")
    assert (copy.title, copy.report.title_from) == ("Knee care", "the file's name")


# ---- Markdown -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("::: warning\nStop.\n:::", "::: callout\nStop.\n:::"),
        (":::tip[Rest]\nStop.\n:::", "::: callout Rest\nStop.\n:::"),
        ("::: {.callout-note}\nStop.\n:::", "::: callout\nStop.\n:::"),
        ('!!! danger "Rest well"\n    Stop.\n\n    Go.', "::: callout Rest well\nStop.\n\nGo.\n:::"),
        ("??? note\n    Stop.", "::: callout\nStop.\n:::"),
        ("> [!tip]- Rest\n> Stop.\n> Go.", "::: callout Rest\nStop.\nGo.\n:::"),
        ("> [!info] Stop here.", "::: callout\nStop here.\n:::"),
        ("```{note} Rest\nStop.\n```", "::: callout Rest\nStop.\n:::"),
        ("::::: warning\n::: tip Inner\nStop.\n:::\n:::::", "::: callout\n**Inner**\n\nStop.\n:::"),
    ],
)
def test_boxes_of_other_dialects(tmp_path: Path, body: str, expected: str) -> None:
    copy = imported(tmp_path, f"# Knee\n\n{body}\n", "a.md")
    assert [line for line in copy.body.split("\n") if line] == [line for line in expected.split("\n") if line]
    assert "a box of another dialect set as ours" in told(copy)
    assert silent(copy), told(copy)


@pytest.mark.parametrize(
    ("body", "expected", "report"),
    [
        ("Walk <b>daily</b>.<br>Rest &amp; sleep.", "Walk **daily**.  \nRest & sleep.", ""),
        ("a {{< ref >}} b", "a  b", "a site's own code: “{{< ref >}}” (line 3)"),
        ("## At home {#home .x}", "## At home", "an attribute for web pages: “{#home .x}”"),
        ("<!-- todo: ask -->\n\nRest.", "Rest.", "a comment: “<!-- todo: ask -->” (line 3)"),
        ("See [[Knee|the knee]] and [at home](#home).", "See the knee and at home.", "link to #home"),
        ("Walk.[^a]\n\n[^a]: Smith 2020.", "Walk.^1^", ""),
        ("- [ ] card\n- [x] list", "- [ ] card\n- [x] list", ""),
        ("```js\nDay 1: rest\n```", "Day 1: rest", ""),
        ("    Take one\n    tablet", "Take one tablet", ""),
        ("Call www.clinic.example, me@clinic.example.",
         "Call [www.clinic.example](https://www.clinic.example), [me@clinic.example](mailto:me@clinic.example).", ""),
        ("![A leg](leg.png)\n\nRest.", "Rest.", "picture: leg.png is not there: “A leg” (line 3)"),
        ('=== "Tab"\n\n    * one\n    * two', "**Tab**\n\n* one\n* two", ""),
        ("==now== and 10^9^/L, CO~2~ <x>", "**now** and 10^9^/L, CO~2~", ""),
        ("| a | b |\n| - | - |\n| 1 | <i>2</i> |", "| a | b |\n| --- | --- |\n| 1 | *2* |", ""),
    ],
)  # fmt: skip
def test_markdown_of_site_makers(tmp_path: Path, body: str, expected: str, report: str) -> None:
    copy = imported(tmp_path, f"# Knee\n\n{body}\n", "a.md")
    assert " ".join(copy.body.split(" ")).replace("  b", " b") == expected.replace("  b", " b")
    assert report in told(copy)
    assert silent(copy), told(copy)


HEADS = [
    ("---\ntitle: Knee care: the first weeks\nlang: es_MX\n---", "Knee care: the first weeks", "es-MX", ""),
    ("---\ntitle:\tKnee care\ndescription: Walk.\n---", "Knee care", "en", "summary: Walk."),
    ('+++\ntitle = "Knie"\ntags = ["a"]\n[params]\nx = 1\n+++', "Knie", "en", "# tags"),
    ("---\ntitle: Knee\nauthor: [A. Nurse, B. Nurse]\n---", "Knee", "en", "author: A. Nurse, B. Nurse"),
    ("---\ntitle: Knee\nreviewed: May 2024\n# staff only\n---", "Knee", "en", "# reviewed: May 2024"),
    ("---\ntitle: Knee\nlast_modified_at: 2024-05-01T10:00:00Z\n---", "Knee", "en", "reviewed: '2024-05-01'"),
]


@pytest.mark.parametrize(("head", "title", "language", "line"), HEADS)
def test_foreign_heads(tmp_path: Path, head: str, title: str, language: str, line: str) -> None:
    copy = imported(tmp_path, f"{head}\n\nWalk.\n", "a.md")
    assert (copy.title, copy.language, copy.body) == (title, language, "Walk.")
    assert line in as_article(copy)
    assert silent(copy), told(copy)
    if line.startswith("#"):
        assert "of the head, kept as a comment" in told(copy)


# ---- Plain text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bring:\n§ card\n§ list", "Bring:\n\n- card\n- list"),
        ("Bring:\n» card\n» list", "Bring:\n\n- card\n- list"),
        ("Only:\n• a friend", "Only:\n\n- a friend"),
        ("Ask:\n-your nurse\n-your doctor", "Ask:\n\n- your nurse\n- your doctor"),
        ("(1) Sit.\n(2) Stand.", "1. Sit.\n2. Stand."),
        ("4) Sit.\n5) Stand.", "4. Sit.\n5. Stand."),
        ("a) Left.\nb) Right.", "a. Left.\nb. Right."),
        ("i. Left.\nii. Right.\niii. Up.", "i. Left.\nii. Right.\niii. Up."),
        ("1.Sit.\n2.Stand.", "1. Sit.\n2. Stand."),
        ("- one\n   - two\n- three", "- one\n  - two\n- three"),
        ("☐ card\n☑ list", "- [ ] card\n- [x] list"),
        ("§ 218 is a law.\nSo it is.", "§ 218 is a law.\n\nSo it is."),
        ("»Guten Tag«, sagt sie.", "»Guten Tag«, sagt sie."),
        ("When\tRed\tBlue\nNoon\t\t1\nNight\t1\t",
         "| When | Red | Blue |\n| --- | --- | --- |\n| Noon |  | 1 |\n| Night | 1 |  |"),
        ("Day    Red   Blue\n-----  ----  ----\nNoon         1\nNight  2     closed",
         "| Day | Red | Blue |\n| --- | --- | --- |\n| Noon |  | 1 |\n| Night | 2 | closed |"),
        ("Dr. Lee      555-0101\nDr. Ruiz     555-0102",
         "| Dr. Lee | 555-0101 |\n| --- | --- |\n| Dr. Ruiz | 555-0102 |"),
        ("Call us.  Then rest.\nWalk on.  Do rest.", "Call us. Then rest.\n\nWalk on. Do rest."),
        ("- Call   him\n- Rest   now", "- Call him\n- Rest now"),
        ("Do *not* go. Take 2*5. Call _now_.", "Do *not* go. Take 2\\*5. Call *now*."),
        ("* * *", "---"),
        ("Sign: ..........", "Sign: ____"),
        ("_____________", "____"),
        ("> Walk.\n> Rest.", "Walk.\n\nRest."),
        ("At home\n-------\nRest.", "## At home\n\nRest."),
        ("=======\nAt home\n=======\n\nRest.", "## At home\n\nRest."),
        ("AT HOME\n\nRest.", "## AT HOME\n\nRest."),
        ("1. AT HOME\n\nStop early, please.\n\n1.1 Food\n\nEat nothing at all.",
         "## 1. AT HOME\n\nStop early, please.\n\n### 1.1 Food\n\nEat nothing at all."),
        ("Walk.\n\nPage 3 of 4\n\nRest.", "Walk.\n\nRest."),
        ("Walk.\n\n\x0c      3\n\nRest.", "Walk.\n\nRest."),
    ],
)  # fmt: skip
def test_plain_text_as_people_type_it(tmp_path: Path, text: str, expected: str) -> None:
    copy = imported(tmp_path, f"Knee\n\n{text}\n", "a.txt")
    assert (copy.title, copy.body) == ("Knee", expected)
    assert "that did not come in" not in told(copy)


HEADLINES = {
    "en": ("Things to Bring", "Your insurance card and a list of tablets", "A friend who can drive", "When to Call"),
    "de": (
        "Was Sie Brauchen",
        "Ihre Karte und eine Liste der Tabletten",
        "Eine Freundin, die fahren kann",
        "Wann Anrufen",
    ),
}


@pytest.mark.parametrize("language", HEADLINES)
def test_a_list_that_lost_its_bullets_below_a_headline(tmp_path: Path, language: str) -> None:
    title, _, sentence = COPY[language]
    heading, one, two, next_heading = HEADLINES[language]
    copy = imported(tmp_path, "\n".join([title, sentence, heading, one, two, next_heading, sentence]), "a.txt")
    assert copy.body == f"{sentence}\n\n## {heading}\n\n- {one}\n- {two}\n\n## {next_heading}\n\n{sentence}"
    assert f"lines without bullets taken for a list: “{one} {two}” (line 4)" in told(copy)


@pytest.mark.parametrize("language", COPY)
def test_a_paragraph_is_no_title(tmp_path: Path, language: str) -> None:
    _, heading, sentence = COPY[language]
    copy = imported(tmp_path, f"{sentence} {sentence}", "knee_care.txt")
    assert (copy.title, copy.report.title_from, copy.body) == ("Knee care", "the file's name", f"{sentence} {sentence}")
    wrapped = f"{fill(f'{sentence} {sentence}', 60)}\n\n{heading}\n\n{fill(sentence, 60)}\n"
    copy = imported(tmp_path, wrapped, "knee_care.txt")
    assert copy.title == "Knee care"
    assert f"## {heading}" in copy.body
    assert silent(copy)
