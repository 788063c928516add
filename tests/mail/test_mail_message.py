"""What the message says, and that mail programs read it back: parts, names and bytes intact."""

from __future__ import annotations

import email
import quopri
import re
from email.header import decode_header, make_header
from email.policy import SMTPUTF8, compat32
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from brochure.art.colour import Colour, contrast
from brochure.content.words import words
from brochure.errors import BadInput, OurFault
from brochure.mail.attachment import Attachment, Contents, file_name
from brochure.mail.headers import unfit
from brochure.mail.letter import Letters
from brochure.mail.message import check_head, compose
from brochure.mail.policy import Recipient
from brochure.mail.recipients import from_arguments
from brochure.mail.sender import Sender
from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk
from tests.mail.writing import CLINIC, DATE, MARIA, PDF, body, letter, message, opened, opened_mail

SAMPLES = ("how-ketamine-therapy-works", "a-window-for-change")
LANGUAGES = ("en", "es", "fr")
LOOKS = sorted(folder.name for folder in (SHIPPED / "layouts/looks").iterdir())


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_program_reads_it_back(desk: Desk, slug: str, language: str) -> None:
    desk.swap(f"assets/articles/{slug}.md", "language: en", f"language: {language}")
    workspace, article, whose = opened(desk.root, slug)
    written = Letters(workspace, article, whose).to(MARIA)
    attachment = Attachment(file_name(article.front.title, whose.name), PDF.data)
    read = opened_mail(compose(written, MARIA, whose, attachment, whose.new_message_id(), DATE))
    assert read["Subject"] == written.subject
    assert article.front.title in read["Subject"]
    assert [(to.display_name, to.addr_spec) for to in read["To"].addresses] == [("Maria Lopez", "maria@example.org")]
    assert [(by.display_name, by.addr_spec) for by in read["From"].addresses] == [
        ("Red Maple Wellness", "hello@redmaple.example")
    ]
    assert read["Date"].datetime == DATE
    assert read["Content-Language"] == language
    assert re.fullmatch(r"<[^@<> ]+@redmaple\.example>", read["Message-ID"])
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert body(read, "plain") == written.text
    assert body(read, "html").rstrip("\n") == written.html.rstrip("\n")
    (leaflet,) = read.iter_attachments()
    assert leaflet.get_content() == PDF.data
    assert leaflet.get_filename() == f"{article.front.title} (Red Maple Wellness).pdf"
    assert leaflet.get_content_disposition() == "attachment"


def test_an_older_mail_program_reads_the_same() -> None:
    """The library's first reader, which shares neither parser nor decoder with the present one."""
    recipient = Recipient("maria@example.org", "maria@example.org", "López, “Mária”")
    name = "¿Cómo actúa la ketamina?".replace("?", "") + " (Clínica).pdf"
    data = message("¿Cómo actúa?", recipient, attachment=Attachment(name, PDF.data))
    read = email.message_from_bytes(data, policy=compat32)
    assert str(make_header(decode_header(read["Subject"]))) == "¿Cómo actúa?"
    person, address = parseaddr(read["To"])
    assert (str(make_header(decode_header(person))), address) == ("López, “Mária”", "maria@example.org")
    assert parsedate_to_datetime(read["Date"]) == DATE
    text, html, leaflet = [part for part in read.walk() if not part.is_multipart()]
    assert collapse_rfc2231_value(leaflet.get_param("filename", header="content-disposition")) == name  # type: ignore[arg-type]
    assert leaflet.get_payload(decode=True) == PDF.data
    assert quopri.decodestring(str(text.get_payload())).decode() == "Hello Mária,\r\n"
    assert quopri.decodestring(str(html.get_payload())).decode() == "<p>Hello Mária,</p>\r\n"


def test_every_line_is_one_that_servers_take() -> None:
    data = message("Wort" * 200, Recipient("maria@example.org", "maria@example.org", "M" * 120))
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", data)
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 78


ANY = st.text(max_size=200) | st.text('ab =?_Q?B.,;:"\\()<>@é中\U0001f600 \u0301\u200d-', max_size=200)


def person(data: bytes) -> str:
    """The name in To, by the older reader: that of Python 3.11 puts spaces between the encoded words of a name."""
    return str(make_header(decode_header(parseaddr(email.message_from_bytes(data, policy=compat32)["To"])[0])))


@settings(database=None, deadline=None)
@given(ANY, ANY, ANY)
@example("What is 2+2=?", 'Lopez, "Mia" \\ (Maria)', "2+2=?")
@example("  ", "Grüße", "..")
@example("x" * 300, "é" * 120, "中" * 300)
def test_names_and_titles_come_back_as_they_were(title: str, name: str, file: str) -> None:
    title, name = (" ".join(text.split()) for text in (title, name))
    assume(title and not unfit(title) and not unfit(name))
    attachment = Attachment(file_name(file, name), PDF.data)
    data = message(title, Recipient("maria@example.org", "maria@example.org", name), attachment=attachment)
    read = opened_mail(data)
    assert read["Subject"] == title
    assert [to.addr_spec for to in read["To"].addresses] == ["maria@example.org"]
    assert person(data) == name
    assert [part.get_filename() for part in read.iter_attachments()] == [attachment.name]
    assert [part.get_content() for part in read.iter_attachments()] == [PDF.data]
    assert max(len(line) for line in data.split(b"\r\n")) <= 998


@settings(database=None, deadline=None)
@given(st.text(), st.text())
def test_names_of_files_are_safe_everywhere(title: str, clinic: str) -> None:
    name = file_name(title, clinic)
    assert name.endswith(".pdf")
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]|^[. ]|[. ]\.pdf$', name)
    assert len(name) <= 120
    assert len(name.encode()) <= 255
    assert file_name(name.removesuffix(".pdf"), "") == name


def test_names_of_files_are_what_people_read() -> None:
    assert file_name("How ketamine therapy works", "Red Maple") == "How ketamine therapy works (Red Maple).pdf"
    assert file_name("../../etc/passwd: what?", "a|b") == "etc passwd what (a b).pdf"
    assert file_name("¿Cómo actúa?", "Clínica") == "¿Cómo actúa (Clínica).pdf"
    assert file_name("\u202efdp.exe", "") == "fdp.exe.pdf"
    assert file_name("...", "...") == "Leaflet.pdf"
    assert file_name("word " * 60, "Red Maple") == "word " * 20 + "word (Red Maple).pdf"


def test_ways_to_opt_out() -> None:
    page = "https://redmaple.example/stop?who={address}&list=leaflets"
    whose = Sender("Red Maple", "hello@redmaple.example", "office@redmaple.example", page)
    read = opened_mail(message(recipient=Recipient("m+a&b=c@example.org", "m+a&b=c@example.org"), whose=whose))
    assert read["List-Unsubscribe"] == (
        "<https://redmaple.example/stop?who=m%2Ba%26b%3Dc%40example.org&list=leaflets>,"
        " <mailto:office@redmaple.example?subject=Unsubscribe>"
    )
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [to.addr_spec for to in read["Reply-To"].addresses] == ["office@redmaple.example"]
    plain = opened_mail(message())
    assert plain["List-Unsubscribe"] == "<mailto:hello@redmaple.example?subject=Unsubscribe>"
    assert not {"List-Unsubscribe-Post", "Reply-To", "X-Unsent", "Bcc", "Cc", "Auto-Submitted"} & set(plain.keys())


def test_a_draft_opens_ready_to_be_sent() -> None:
    assert opened_mail(message(draft=True))["X-Unsent"] == "1"


def test_addresses_beyond_ascii() -> None:
    jose, munich = from_arguments(["José <josé@münchen.example>", "maria@münchen.example"])
    data = message(recipient=jose)
    assert "To: =?utf-8?b?Sm9zw6k=?= <josé@xn--mnchen-3ya.example>\r\n".encode() in data
    read = email.message_from_string(data.decode(), policy=SMTPUTF8)
    assert [(to.display_name, to.addr_spec) for to in read["To"].addresses] == [("José", "josé@xn--mnchen-3ya.example")]
    assert message(recipient=munich).isascii()


@pytest.mark.parametrize(
    "head",
    [
        "To: maria@example.org\r\nSubject: a\r\nBcc: x@example.org",
        "To: maria@example.org\r\nSubject: a\r\nSubject: b",
        "To: maria@example.org, x@example.org\r\nSubject: a",
        "To: x@example.org\r\nSubject: a",
        "To: maria@example.org",
        "To: maria@example.org\r\nSubject: a\nBcc: x@example.org",
        "To: maria@example.org\r\nSubject: a\rb",
        "To: maria@example.org\r\nSubject: a\0b",
        "To: maria@example.org\r\nTo: x@example.org",
    ],
)
def test_no_other_head_leaves(head: str) -> None:
    with pytest.raises(OurFault, match="Nothing of it was sent"):
        check_head(f"{head}\r\n\r\nBody.".encode(), ["Subject", "To"], "maria@example.org")
    check_head(b"To: maria@example.org\r\nSubject: a\r\n b\r\n\r\nBcc: x", ["To", "Subject"], "maria@example.org")


class _Reader(HTMLParser):
    """What an HTML text is made of, and that its tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "a":
            self.links.append(str(dict(attrs)["href"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says(desk: Desk, language: str) -> None:
    desk.swap(f"assets/articles/{SAMPLES[0]}.md", "language: en", f"language: {language}")
    written = letter(desk.root, SAMPLES[0])
    html, spoken = parsed(written.html), words(language).texts
    assert written.language == language
    assert html.tags[0] == ("html", {"lang": language})
    for text in (written.text, html.text):
        flat = " ".join(text.split())
        for part in (
            spoken["mail_greeting"].format(name="Maria Lopez"),
            "How ketamine therapy works",
            "Ketamine may help the brain form new connections for a short time.",
            spoken["mail_attached"],
            spoken["mail_large_print"].replace("\u00a0", " "),
            "PO Box 100, Springfield, ST 00000",
            "988",
            f"{spoken['version']} 1.0",
            "(555) 555-0142",
        ):
            assert part in flat
    assert spoken["mail_opt_out"] in html.text
    assert " ".join(spoken["mail_opt_out_answer"].split()) in " ".join(written.text.split())
    assert all(len(line) <= 78 for line in written.text.splitlines())
    assert set(html.links) == {
        "tel:5555550142",
        "mailto:hello@redmaple.example",
        "https://redmaple.example",
        "mailto:hello@redmaple.example?subject=Unsubscribe",
    }


def test_nothing_is_fetched_and_tables_say_nothing(desk: Desk) -> None:
    html = letter(desk.root, SAMPLES[0]).html
    for tag, attributes in parsed(html).tags:
        assert tag not in ("img", "script", "link", "iframe", "form", "svg", "style")
        assert not {"src", "background"} & set(attributes)
        assert "url(" not in (attributes.get("style") or "")
        assert tag != "table" or attributes["role"] == "presentation"
    assert html.count("<h1") == 1
    assert len(html) < 20_000


class _Contrast(HTMLParser):
    """Finds the colour and the ground of each text, as they are inherited."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = [("", "")]
        self.pairs: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = f"; {dict(attrs).get('style')}"
        colour = re.search(r"; color: (#\w+)", style)
        ground = re.search(r"; background-color: (#\w+)", style)
        above = self.stack[-1]
        # Programs for the dark turn a colour by its ground, so no element sets the ground alone and bears text.
        assert colour or not ground or re.search(r"; height: \d+px", style)
        if tag not in ("meta", "br"):
            self.stack.append((colour[1] if colour else above[0], ground[1] if ground else above[1]))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the library's name)
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and all(self.stack[-1]):
            self.pairs.add(self.stack[-1])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "colours",
    [
        {},
        {"primary": "#ffe14d", "secondary": "#9be7ff", "accent": "#ff9ad5"},
        {"primary": "#7a7a7a", "secondary": "#808080", "accent": "#777777"},
        {"paper": "#e8e4da", "ink": "#5a5a5a", "primary": "#1b3a5c", "secondary": "#224433"},
    ],
)
def test_all_text_can_be_read_on_its_ground(desk: Desk, colours: dict[str, str], look: str) -> None:
    desk.article("Words.", "title: A test\nsubtitle: More\nsummary: Words.\nreviewed: 2026-09-14")
    for name, colour in colours.items():
        text = (desk.root / "brochure.toml").read_text("utf-8")
        desk.write("brochure.toml", re.sub(rf'^{name} = "#\w+"', f'{name} = "{colour}"', text, flags=re.M))
    workspace, article, whose = opened(desk.root)
    html = Letters(workspace.wearing(look), article, whose).to(MARIA).html
    parsed(html)
    reader = _Contrast()
    reader.feed(html)
    assert len(reader.pairs) > 4
    worst = min(contrast(Colour.parse(colour), Colour.parse(ground)) for colour, ground in reader.pairs)
    assert worst >= 4.5


def test_it_wears_the_look_of_the_leaflet_that_is_enclosed(desk: Desk) -> None:
    tokens = (SHIPPED / "layouts/looks/maple/look.toml").read_text("utf-8")
    desk.write("layouts/looks/poppy/look.toml", tokens.replace('help = "primary"', 'help = "secondary"'))
    rule = "{% macro rule() %}<tr><td>*</td></tr>{% endmacro %}{% macro note() %}border: 1px solid red{% endmacro %}"
    desk.write("layouts/looks/poppy/message.html", rule)
    desk.article("Words.")
    with (desk.root / "brochure.toml").open("a") as config:
        config.write('[[leaflet]]\narticle = "test"\nlook = "poppy"\n')
    workspace, _, whose = opened(desk.root)
    html = Contents(workspace, "test", whose, may_build=True).to("").letters.to(MARIA).html
    assert "<td>*</td>" in html
    assert "border: 1px solid red" in html
    assert "border: 1px solid red" not in letter(desk.root).html


def test_without_name_or_details_it_reads_as_well(desk: Desk) -> None:
    desk.article("Words.")
    desk.write("brochure.toml", '[clinic]\nname = "Red Maple"\nemail = "a@b.example"\naddress = ["1 Street"]\n')
    written = letter(desk.root, recipient=Recipient("m@example.org", "m@example.org"))
    assert written.text.startswith("Hello,\n\nHere is")
    assert "\n\n\n" not in written.text
    assert "1 Street" in written.text
    assert parsed(written.html).links == ["mailto:a@b.example", "mailto:a@b.example?subject=Unsubscribe"]


def test_a_language_that_is_not_spoken_has_english_round_its_title(desk: Desk) -> None:
    desk.article("Maneno.", "title: Kichwa\nlanguage: sw")
    written = letter(desk.root)
    assert written.language == "en"
    assert '<html lang="en">' in written.html
    assert '<h1 lang="sw"' in written.html


def test_the_page_that_opts_out_is_linked(desk: Desk) -> None:
    desk.article("Words.")
    page = 'unsubscribe_url = "https://redmaple.example/stop?{address}"'
    desk.write(
        "brochure.toml", (desk.root / "brochure.toml").read_text() + f'\n[mail]\nhost = "smtp.example"\n{page}\n'
    )
    written = letter(desk.root)
    assert "https://redmaple.example/stop?maria%40example.org" in parsed(written.html).links
    assert "Stop these messages: https://redmaple.example/stop?maria%40example.org\n" in written.text


def test_the_clinic_speaks_the_readers_language(desk: Desk) -> None:
    desk.article("Palabras.", "title: Una prueba\nlanguage: es-MX")
    written = letter(desk.root)
    assert "Atención integral en salud mental\n" in written.text
    assert "En una emergencia, llame al 911." in written.text
    assert '<html lang="es-MX">' in written.html
    desk.article("Mots.", "title: Un essai\nlanguage: fr")
    assert re.search(r'<p lang="en"[^>]*>Whole-person mental health care</p>', letter(desk.root).html)


def test_the_clinic_may_write_its_own(desk: Desk) -> None:
    desk.article("Words.")
    desk.write("layouts/mail/subject.txt", "{{ clinic.name }}:\n  {{ title }}\n")
    desk.write("layouts/mail/message.txt", "Dear {{ name }}, <b>&\n")
    written = letter(desk.root)
    assert written.subject == "Red Maple Wellness: A test"
    assert written.text == "Dear Maria Lopez, <b>&\n"


@pytest.mark.parametrize("template", ["subject.txt", "message.txt", "message.html"])
def test_a_fault_in_a_template_is_told_with_its_line(desk: Desk, template: str) -> None:
    desk.article("Words.")
    desk.write(f"layouts/mail/{template}", "\n{{ nobody.knows }}\n")
    with pytest.raises(BadInput, match="template") as caught:
        letter(desk.root)
    assert str(caught.value).startswith(f"layouts/mail/{template}:2: ")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ('address = ["1 Street"]', "no sender"),
        ('email = "a@b.example"', "no postal address"),
        ('email = "nobody@home..example"\naddress = ["1 Street"]', r"email in \[clinic\] is wrong"),
    ],
)
def test_what_a_mailing_needs_of_the_clinic(desk: Desk, table: str, why: str) -> None:
    desk.article("Words.")
    desk.write("brochure.toml", f'[clinic]\nname = "Red Maple"\n{table}\n')
    with pytest.raises(BadInput, match=why) as caught:
        letter(desk.root)
    assert str(caught.value).startswith("brochure.toml: ")
    assert caught.value.hint


def test_message_ids_differ_and_name_no_machine() -> None:
    ids = {CLINIC.new_message_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(one.endswith("@redmaple.example>") for one in ids)
