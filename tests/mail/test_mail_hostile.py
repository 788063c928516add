"""Names, titles and addresses that mean to become headers: refused with their place, and never in a message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.errors import BadInput, OurFault, UsageError
from brochure.mail.letter import Letter
from brochure.mail.message import compose
from brochure.mail.policy import Recipient
from brochure.mail.recipients import from_arguments
from brochure.mail.sender import Sender
from tests.conftest import Desk
from tests.mail.test_mail_message import parsed
from tests.mail.writing import CLINIC, DATE, MARIA, PDF, body, letter, message, opened_mail

#: As YAML and TOML write them, between double quotes.
INJECTIONS = [
    r"Hello\nBcc: x@y.example",
    r"Hello\r\nBcc: x@y.example",
    r"Hello\rBcc: x@y.example",
    r"Hello\n\nNew body",
    r"Hello\u0000there",
    r"Hello\u0007there",
    r"Hello\u0085Bcc: x@y.example",
    r"Hello\u2028Bcc: x@y.example",
    r"Hello\u202ethere",
    "Hello =?UTF-8?Q?=0ABcc:_x@y.example?=",
    "Hello =?utf-8?b?CkJjYzogeEB5LmV4YW1wbGU=?=",
    "=?utf-8?q?Hello=0D=0A?= =?utf-8?q?Bcc=3A_x=40y.example?=",
    "=?unknown-8?q?Hello?=",
    "=?utf-8*en?q?=0A?=",
]


@pytest.mark.parametrize("title", INJECTIONS)
def test_titles(desk: Desk, title: str) -> None:
    desk.article("Words.", f'subtitle: None\ntitle: "{title}"')
    with pytest.raises(BadInput, match=r"The title holds|'title' is wrong: it holds a control") as caught:
        letter(desk.root)
    assert str(caught.value).startswith("assets/articles/test.md:3: ")


@pytest.mark.parametrize("title", [r"=\?utf-8?q?=0A?=", "=*?utf-8?q?=0ABcc?*=", "=?utf-8?q?&#61;0A?&#61;"])
def test_titles_that_markdown_would_put_together(desk: Desk, title: str) -> None:
    desk.article("Words.", f"title: '{title}'")
    with pytest.raises(BadInput, match="The title holds"):
        letter(desk.root)


@pytest.mark.parametrize("title", ["Hello&#10;Bcc: x@y.example", "Hello&NewLine;Bcc: x@y.example", "{{ 7*7 }} <b>"])
def test_titles_that_are_only_odd(desk: Desk, title: str) -> None:
    desk.article("Words.", f'title: "{title}"')
    written = letter(desk.root)
    read = opened_mail(compose(written, MARIA, CLINIC, PDF, "<1@redmaple.example>", DATE))
    assert read["Subject"] == written.subject
    assert "Bcc" not in read
    assert "<b>" not in written.html


@pytest.mark.parametrize("name", INJECTIONS)
def test_the_clinics_name(desk: Desk, name: str) -> None:
    desk.article("Words.")
    desk.swap("brochure.toml", '"Red Maple Wellness"', f'"{name}"')
    with pytest.raises(BadInput, match="The clinic's name holds") as caught:
        letter(desk.root)
    assert str(caught.value).startswith("brochure.toml: ")


@pytest.mark.parametrize("key", ["sender", "reply_to"])
@pytest.mark.parametrize(
    "address", [r"a@b.example\nBcc: x@y.example", "a@b.example, x@y.example", "=?utf-8?q?=0A?=@b.c"]
)
def test_the_clinics_addresses(desk: Desk, key: str, address: str) -> None:
    desk.article("Words.")
    table = f'\n[mail]\nhost = "smtp.example"\n{key} = "{address}"\n'
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text() + table)
    with pytest.raises(BadInput, match=rf"{key} in \[mail\] is wrong"):
        letter(desk.root)


@pytest.mark.parametrize("end", [r"\nBcc: x", ">, <https://y.example", " x", "é"])
def test_the_page_that_opts_out(desk: Desk, end: str) -> None:
    desk.article("Words.")
    table = f'\n[mail]\nhost = "smtp.example"\nunsubscribe_url = "https://x.example/{{address}}{end}"\n'
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text() + table)
    with pytest.raises(BadInput, match="unsubscribe_url"):
        letter(desk.root)


@pytest.mark.parametrize("subject", ["", "{{ '\x07' }}", "=?utf-8?q?=0ABcc=3A_x?=", "{{ '=?' }}utf-8?q?=0A?="])
def test_subjects_of_a_template(desk: Desk, subject: str) -> None:
    desk.article("Words.")
    desk.write("layouts/mail/subject.txt", subject.replace("\x07", "\\x07"))
    with pytest.raises(BadInput, match="The subject") as caught:
        letter(desk.root)
    assert str(caught.value).startswith("layouts/mail/subject.txt: ")


@pytest.mark.parametrize("name", INJECTIONS)
def test_names_of_recipients(name: str) -> None:
    unescaped = name.encode().decode("unicode_escape")
    with pytest.raises(UsageError):
        from_arguments([f"{unescaped} <maria@example.org>"])
    with pytest.raises(UsageError):
        from_arguments([f"{unescaped}@example.org"])


def test_names_that_mean_to_be_html(desk: Desk) -> None:
    desk.article("Words.", 'title: "<script>alert(1)</script>"\nsummary: "<img src=http://x.example/a.png>"')
    name = '</p><img src="http://x.example"><a href="http://x.example">{{ 7*7 }}'
    written = letter(desk.root, recipient=Recipient("m@example.org", "m@example.org", name))
    html = parsed(written.html)
    assert f"Hello {name}," in html.text
    assert "http://x.example" not in "".join(html.links)
    assert not {"img", "script"} & {tag for tag, _ in html.tags}
    assert name in " ".join(written.text.split())


ANYTHING = st.text(max_size=60) | st.from_regex(r"a(\r|\n|\r\n)?(Bcc: x@y\.example|=\?utf-8\?[qb]\?=0A\w*\?=)")


@settings(database=None, deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_what_was_not_checked_before_does_not_leave_either(subject: str, name: str, clinic: str, address: str) -> None:
    """The last look at the finished bytes: whatever came so far, there is one recipient and no header more."""
    letter_, whose = Letter(subject, "Text.\n", "<p>Text.</p>\n", "en"), Sender(clinic, "hello@redmaple.example")
    try:
        data = compose(letter_, Recipient(address, address, name), whose, PDF, "<1@redmaple.example>", DATE)
    except (OurFault, ValueError):  # ValueError is what the library says of some
        return
    head = data.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert sorted(names) == sorted(
        b"MIME-Version Content-Type Subject From To Date Message-ID List-Unsubscribe Content-Language".split()
    )


@pytest.mark.parametrize("text", [b"brochure-attachment\r\n", b"--===============1==--\r\n", b".\r\n", b"From x\r\n"])
def test_copy_that_means_to_be_a_part_of_the_message(text: bytes) -> None:
    written = Letter("A leaflet", text.decode().replace("\r\n", "\n") * 3, f"<p>{text.decode()}</p>", "en")
    read = opened_mail(compose(written, MARIA, CLINIC, PDF, "<1@redmaple.example>", DATE))
    assert body(read, "plain") == written.text
    assert [part.get_content() for part in read.iter_attachments()] == [PDF.data]


def test_nothing_of_one_recipient_is_in_the_message_to_the_next() -> None:
    message(recipient=Recipient("jose@example.org", "jose@example.org", "José"))
    assert b"jose" not in message().lower()
