"""brochure send, sent and unsubscribe, through a real session with a real server, read back as a mail client does."""

from __future__ import annotations

import email.utils
import sqlite3
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from brochure.mail.attachment import Contents
from brochure.production import records as state
from tests.conftest import Desk, Result
from tests.mail.authority import Authority, found_authority
from tests.mail.faulty import Act, Faulty, Plan, Step
from tests.mail.postbox import PASSWORD, USER, Postbox, controller

pytestmark = pytest.mark.xdist_group("mail-send")

HOW, WINDOW = "how-ketamine-therapy-works", "a-window-for-change"
LIST = """name,address,language,consent
Maria López,maria@clients.example,es-MX,2026-01-31
"O'Neill, John",john@clients.example,,yes
,Nobody@Clients.EXAMPLE,fr,x
"""


@pytest.fixture
def postbox(desk: Desk, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A server that the workspace is set up for."""
    box = Postbox()
    server = controller(box, authority.server())
    server.start()
    try:
        _set_up(desk, server.port, f'user = "{USER}"')
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", PASSWORD)
        yield box
    finally:
        server.stop()


Serve = Callable[[Plan], Faulty]


@pytest.fixture
def serve(desk: Desk, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """A server that fails by plan."""
    servers: list[Faulty] = []

    def start(plan: Plan) -> Faulty:
        server = Faulty(authority.server(), plan).__enter__()
        servers.append(server)
        _set_up(desk, server.port, "attempts = 2\npause = 0.01")
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        return server

    yield start
    for server in servers:
        server.__exit__()


def _set_up(desk: Desk, port: int, more: str) -> None:
    text = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f'{text}\n[mail]\nhost = "localhost"\nport = {port}\nper_minute = 0\n{more}\n')


def part(message: EmailMessage, kind: str) -> EmailMessage:
    (part,) = [part for part in message.walk() if part.get_content_type() == kind]
    assert isinstance(part, EmailMessage)
    return part


@pytest.mark.sample(1)
@pytest.mark.parametrize("slug", [HOW, WINDOW])
def test_each_gets_the_leaflet_in_their_language(desk: Desk, postbox: Postbox, slug: str) -> None:
    desk.write("list.csv", LIST)
    done = desk.brochure("send", slug, "--recipients", "list.csv")
    assert done.code == 0, done.err
    assert "clients.example" not in done.err + done.out
    messages = postbox.messages()
    assert set(messages) == {"maria@clients.example", "john@clients.example", "Nobody@clients.example"}
    names = {address: email.utils.parseaddr(str(message["To"]))[0] for address, message in messages.items()}
    assert sorted(names.values()) == ["", "Maria López", "O'Neill, John"]
    for address, message in messages.items():
        article = f"{slug}-es" if "maria" in address else slug
        product = desk.root / "output" / article / f"{article}-email.pdf"
        pdf = part(message, "application/pdf")
        assert pdf.get_content() == product.read_bytes()
        title = next(line for line in (desk.root / f"assets/articles/{article}.md").read_text("utf-8").splitlines())
        assert title == "---"
        assert str(pdf.get_filename()).endswith(" (Red Maple Wellness).pdf")
        assert message["Content-Language"] == ("es" if "maria" in address else "en")
        assert "<mailto:hello@redmaple.example?subject=Unsubscribe>" in message["List-Unsubscribe"]
        for kind in ("text/plain", "text/html"):
            text = part(message, kind).get_content()
            assert "PO Box 100" in text
            assert "Red Maple Wellness" in text
    assert part(messages["maria@clients.example"], "text/plain").get_content().startswith("Hola, Maria López:")


def test_nobody_gets_it_twice_unless_it_is_asked_for(desk: Desk, postbox: Postbox) -> None:
    def send(*more: str) -> Result:
        return desk.brochure("send", WINDOW, "--to", "Ana <ana@clients.example>", *more, "--json")

    assert send().json["counts"] == {"sent": 1} | dict.fromkeys(ZEROS, 0)
    assert send().json["counts"]["sent_before"] == 1
    desk.swap(f"assets/articles/{WINDOW}.md", "A window for change", "A window for changes")
    assert send().json["counts"]["sent_before"] == 1, "mended copy is the same version"
    assert len(postbox.came) == 1
    assert send("--again").json["counts"]["sent"] == 1
    desk.swap(f"assets/articles/{WINDOW}.md", 'version: "1.0"', 'version: "1.1"')
    assert send().json["counts"]["sent"] == 1
    assert len(postbox.came) == 3
    listed = desk.brochure("sent", WINDOW, "--json").json["messages"]
    assert [(message["version"], message["state"]) for message in listed] == [
        ("1.0", "sent"),
        ("1.0", "sent"),
        ("1.1", "sent"),
    ]
    assert len({message["message_id"] for message in listed}) == 3


ZEROS = ("sent_before", "opted_out", "unknown", "refused_for_good", "on_the_list_twice")


def test_who_opted_out_gets_nothing(desk: Desk, postbox: Postbox) -> None:
    assert desk.brochure("unsubscribe", "ANA@clients.example").code == 0
    both = ("--to", "ana@clients.example", "--to", "bo@clients.example", "--again")
    done = desk.brochure("send", WINDOW, *both)
    assert done.code == 0
    assert "1 opted out" in done.err
    assert set(postbox.messages()) == {"bo@clients.example"}
    assert desk.brochure("unsubscribe", "--undo", "ana@clients.example").code == 0
    desk.brochure("send", WINDOW, "--to", "ana@clients.example")
    assert set(postbox.messages()) == {"ana@clients.example", "bo@clients.example"}


def test_a_person_is_erased_and_stays_opted_out(desk: Desk, postbox: Postbox) -> None:
    desk.brochure("send", WINDOW, "--to", "Ana Abad <ana@clients.example>")
    desk.brochure("unsubscribe", "ana@clients.example")
    assert "Erased: 1 message, 0 drafts." in desk.brochure("sent", "--forget", "Ana@clients.example").err
    assert desk.brochure("sent").out == ""
    for file in filter(Path.is_file, (desk.root / ".brochure").rglob("*")):
        assert b"clients.example" not in file.read_bytes().lower()
        assert b"Abad" not in file.read_bytes()
    assert "1 opted out" in desk.brochure("send", WINDOW, "--to", "ana@clients.example").err
    assert len(postbox.came) == 1


def test_wrong_rows_are_named_and_passed_over(desk: Desk, postbox: Postbox) -> None:
    desk.write("list.csv", LIST + "Eve,eve@@clients.example,en,yes\nNo,no@clients.example,en,\n")
    strict = desk.brochure("send", WINDOW, "--recipients", "list.csv", "--strict")
    assert strict.refusal().startswith("brochure: list.csv:5: ")
    assert postbox.came == []
    done = desk.brochure("send", WINDOW, "--recipients", "list.csv")
    assert done.code == 0
    lines = done.err.splitlines()
    assert lines[0].startswith("list.csv:5: Passed over: its address cannot be used")
    assert lines[1].startswith("list.csv:6: Passed over: it does not say that this person agreed")
    assert len(postbox.came) == 3
    assert "clients.example" not in done.err


def test_the_edition_is_made_first(desk: Desk, postbox: Postbox) -> None:
    send = ("send", WINDOW, "--to", "ana@clients.example")
    assert "is missing" in desk.brochure(*send, "--no-build").refusal()
    assert postbox.came == []
    assert desk.brochure(*send).code == 0
    desk.swap("brochure.toml", "(555) 555-0142", "(555) 555-0199")
    refused = desk.brochure(*send, "--again", "--no-build").refusal()
    assert "is stale: phone in brochure.toml changed" in refused
    assert desk.brochure(*send, "--again").code == 0
    product = desk.root / f"output/{WINDOW}/{WINDOW}-email.pdf"
    assert b"%%EOF" in product.read_bytes()[-8:]
    (_, first), (_, second) = postbox.came
    assert first != second


def test_copy_that_cannot_be_made_is_not_sent(desk: Desk, postbox: Postbox) -> None:
    desk.article("![no such](none.png)")
    message = desk.brochure("send", "test", "--to", "ana@clients.example").refusal()
    assert "test.md:5" in message
    assert postbox.came == []


def test_a_wrong_password_ends_it_and_the_right_one_goes_on(
    desk: Desk, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = ("send", WINDOW, "--to", "ana@clients.example", "--to", "bo@clients.example")
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "wrong")
    message = desk.brochure(*send).refusal(7)
    assert "password" in message.lower()
    assert "wrong" not in message.replace("wrong password", "")
    assert "clients.example" not in message
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", PASSWORD)
    assert desk.brochure(*send).code == 0
    assert len(postbox.came) == 2


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["expired", "foreign", "other name"])
def test_a_certificate_that_proves_nothing(
    desk: Desk, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    contexts = {
        "expired": lambda: authority.server(expired=True),
        "foreign": lambda: found_authority(tmp_path / "other", "Another").server(),
        "other name": lambda: authority.server("elsewhere.example"),
    }
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with Faulty(contexts[kind]()) as server:
        _set_up(desk, server.port, "")
        message = desk.brochure("send", WINDOW, "--to", "ana@clients.example").refusal(7)
        assert "certificate" in message
        assert server.taken == []


def test_one_refusal_does_not_stop_the_others(desk: Desk, serve: Serve) -> None:
    refused = iter(["550 <Bo@clients.example> nobody here"])
    server = serve(lambda step, _: next(refused, None) if step == Step.RCPT else None)
    both = ("--to", "bo@clients.example", "--to", "ana@clients.example")
    done = desk.brochure("send", WINDOW, *both, "--json")
    assert done.code == 7
    assert done.json["ok"] is False
    (trouble,) = done.json["troubles"]
    assert (trouble["recipient"], trouble["status"]) == (1, "failed")
    assert "550" in trouble["said"]
    assert "bo@" not in (done.out + done.err).lower()
    assert [taken.recipient for taken in server.taken] == ["ana@clients.example"]
    again = desk.brochure("send", WINDOW, *both)
    assert again.code == 7
    assert "1 refused for good" in again.err
    assert len(server.taken) == 1


def test_what_may_have_arrived_is_not_sent_again_by_itself(desk: Desk, serve: Serve) -> None:
    lost = iter([Act.DROP])
    server = serve(lambda step, _: next(lost, None) if step == Step.DOT else None)
    send = ("send", WINDOW, "--to", "ana@clients.example")
    first = desk.brochure(*send)
    assert first.code == 7
    assert "1 unknown" in first.err
    second = desk.brochure(*send, "--again")
    assert second.code == 7
    assert "--retry-unknown" in second.err
    assert len(server.taken) == 1
    assert [m["state"] for m in desk.brochure("sent", "--json").json["messages"]] == ["unknown"]
    assert desk.brochure(*send, "--retry-unknown").code == 0
    assert len(server.taken) == 2


def test_a_message_that_is_too_large(desk: Desk, postbox: Postbox) -> None:
    desk.swap("brochure.toml", "[mail]\n", "[mail]\nlargest_mb = 0.01\n")
    message = desk.brochure("send", WINDOW, "--to", "ana@clients.example").refusal()
    assert "[mail] allows 0.01 MB" in message
    assert postbox.came == []


def test_a_damaged_ledger_sends_nothing(desk: Desk, postbox: Postbox) -> None:
    send = ("send", WINDOW, "--to", "ana@clients.example")
    assert desk.brochure(*send).code == 0
    desk.write(".brochure/mail.sqlite", b"not what it was" * 1000)
    message = desk.brochure(*send, "--again").refusal()
    assert "mail.sqlite" in message
    assert len(postbox.came) == 1


def test_a_locked_ledger_sends_nothing(desk: Desk, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from brochure.mail import store

    monkeypatch.setattr(store, "PATIENCE", 0.1)
    monkeypatch.setattr(state, "_PATIENCE", 0.1)
    send = ("send", WINDOW, "--to", "ana@clients.example")
    assert desk.brochure(*send).code == 0
    other = sqlite3.connect(desk.root / ".brochure/mail.sqlite", isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        assert "mail.sqlite" in desk.brochure(*send, "--again").refusal()
    finally:
        other.close()
    assert len(postbox.came) == 1


def test_a_dry_run_asks_no_server(desk: Desk, postbox: Postbox) -> None:
    desk.write("list.csv", LIST)
    done = desk.brochure("send", WINDOW, "--recipients", "list.csv", "--dry-run")
    assert done.code == 0
    assert postbox.came == []
    assert sorted(path.name for path in (desk.root / "output/outbox").iterdir()) == [
        ".gitignore",
        f"{WINDOW}-0001.eml",
        f"{WINDOW}-0002.eml",
        f"{WINDOW}-0003.eml",
        f"{WINDOW}-es.png",
        f"{WINDOW}.png",
    ]
    assert desk.brochure("sent").out == ""


def test_without_a_server_drafts_are_written(desk: Desk) -> None:
    done = desk.brochure("send", WINDOW, "--to", "Ana <ana@clients.example>", "--to", "ana@clients.example", "--json")
    assert done.json["drafts"] == [f"output/outbox/{WINDOW}-0001.eml"]
    assert done.json["counts"] == {"drafted": 1, "on_the_list_twice": 1}


@pytest.mark.parametrize("key", ["password", "login"])
def test_a_password_in_the_file(desk: Desk, key: str) -> None:
    _set_up(desk, 25, f'{key} = "secret"')
    message = desk.brochure("send", WINDOW, "--to", "ana@clients.example").refusal()
    assert "BROCHURE_MAIL_PASSWORD" in message
    assert "secret" not in message.replace("'login'", "")


def test_no_password_at_all(desk: Desk, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROCHURE_MAIL_PASSWORD")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    message = desk.brochure("send", WINDOW, "--to", "ana@clients.example").refusal()
    assert "BROCHURE_MAIL_PASSWORD" in message
    assert "keyring" in message
    assert postbox.came == []


def test_a_translation_is_the_same_leaflet_by_either_name(desk: Desk, postbox: Postbox) -> None:
    desk.write("list.csv", LIST.replace("es-MX", "es") + "Maria again,MARIA@clients.example,es,yes\n")
    assert desk.brochure("send", f"{WINDOW}-es", "--to", "maria@clients.example").code == 0
    whole = desk.brochure("send", WINDOW, "--recipients", "list.csv", "--json").json
    assert (whole["article"], whole["version"]) == (WINDOW, "1.0")
    assert (whole["counts"]["sent"], whole["counts"]["sent_before"]) == (2, 2)
    assert len(postbox.came) == 3
    desk.swap(f"assets/articles/{WINDOW}-es.md", 'version: "1.0"', 'version: "1.1"')
    mended = desk.brochure("send", WINDOW, "--recipients", "list.csv", "--json").json["counts"]
    assert mended == dict.fromkeys(ZEROS, 0) | {"sent": 1, "sent_before": 2, "on_the_list_twice": 1}
    assert len(postbox.came) == 4
    listed = desk.brochure("sent", f"{WINDOW}-es", "--json").json["messages"]
    assert [message["version"] for message in listed] == ["1.0", "1.1"]


def test_drafts_are_for_those_who_would_get_it(desk: Desk, serve: Serve) -> None:
    refused, lost = iter([None, None, "550 nobody"]), iter([None, Act.DROP])
    serve(lambda step, _: next({Step.RCPT: refused, Step.DOT: lost}.get(step, iter(())), None))
    people = [word for name in "abcd" for word in ("--to", f"{name}@clients.example")]
    desk.brochure("unsubscribe", "d@clients.example")
    assert desk.brochure("send", WINDOW, *people[:6]).code == 7
    states = [message["state"] for message in desk.brochure("sent", "--json").json["messages"]]
    assert states == ["sent", "unknown", "failed"]

    def drafted(*more: str) -> list[str]:
        done = desk.brochure("send", WINDOW, *people, "--to", "e@clients.example", "--dry-run", "--json", *more)
        drafts = [(desk.root / draft).read_text("utf-8") for draft in done.json["drafts"]]
        return [draft.partition("@clients.example")[0][-1] for draft in drafts]

    assert drafted() == ["e"]
    assert drafted("--again") == ["a", "c", "e"]
    assert drafted("--retry-unknown") == ["b", "e"]
    counts = desk.brochure("send", WINDOW, *people, "--dry-run", "--json").json["counts"]
    assert counts == {"sent_before": 1, "unknown": 1, "refused_for_good": 1, "opted_out": 1, "drafted_before": 4}


def test_a_dry_run_goes_on_with_an_interrupted_round_as_a_real_one_does(desk: Desk, serve: Serve) -> None:
    taken = iter([None, None, None, "450 later", "450 later"])
    serve(lambda step, _: next(taken, None) if step == Step.RCPT else None)
    send = ("send", WINDOW, "--to", "ana@clients.example", "--to", "bo@clients.example", "--json")
    assert desk.brochure(*send).json["counts"]["sent"] == 2
    assert desk.brochure(*send, "--again").json["counts"]["failed"] == 1
    dry = desk.brochure(*send, "--again", "--dry-run").json
    assert dry["counts"] == {"drafted": 1, "sent_before": 1}
    assert "bo@clients.example" in (desk.root / dry["drafts"][0]).read_text("utf-8")
    real = desk.brochure(*send, "--again").json["counts"]
    assert (real["sent"], real["sent_before"]) == (1, 1)


def test_who_is_erased_is_in_no_draft_or_picture(desk: Desk) -> None:
    both = ("--to", "Ana Abad <Ana@clients.example>", "--to", "bo@clients.example")
    assert desk.brochure("send", WINDOW, *both).code == 0
    assert desk.brochure("sent", "--forget", "ana@CLIENTS.example", "--json").json["drafts"] == 1
    remaining = [
        path for folder in (".brochure", "output/outbox") for path in (desk.root / folder).rglob("*") if path.is_file()
    ]
    assert [path.name for path in remaining if path.parent.name == "outbox" and path.suffix] == [f"{WINDOW}-0002.eml"]
    for path in remaining:
        assert b"ana@" not in path.read_bytes().lower()
        assert b"Abad" not in path.read_bytes()


@pytest.mark.parametrize("arguments", [(WINDOW, "--to", "ana@x.example", "bo@x.example"), ("bo@x.example", "--strict")])
def test_an_address_without_an_option_is_not_repeated(desk: Desk, arguments: tuple[str, ...]) -> None:
    message = desk.brochure("send", *arguments).refusal(2)
    assert "Give each address a --to of its own." in message
    assert "x.example" not in message


def test_an_edition_that_is_deleted_at_the_last_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    product = desk.root / f"output/{WINDOW}/{WINDOW}-email.pdf"
    assert desk.build(WINDOW, "--edition", "email").code == 0
    monkeypatch.setattr(Contents, "_check_fresh", lambda *_: product.unlink())
    message = desk.brochure("send", WINDOW, "--to", "ana@clients.example", "--no-build").refusal()
    assert f"{WINDOW}-email.pdf cannot be read: No such file" in message


def test_drafts_for_others_wait_and_those_for_the_same_person_are_written_anew(desk: Desk) -> None:
    def draft(*people: str) -> Result:
        return desk.brochure("send", WINDOW, *(part for person in people for part in ("--to", person)))

    assert draft("maria@clients.example").code == 0
    second = draft("bo@clients.example")
    assert "1 drafted, 1 drafted before" in second.err
    assert second.out.split()[-1] == f"output/outbox/{WINDOW}-0002.eml"
    third = draft("maria@clients.example", "cy@clients.example")
    assert third.out.split()[-2:] == [f"output/outbox/{WINDOW}-0001.eml", f"output/outbox/{WINDOW}-0003.eml"]
    desk.brochure("unsubscribe", "bo@clients.example")
    assert sorted(path.name[-8:] for path in (desk.root / "output/outbox").glob("*.eml")) == ["0001.eml", "0003.eml"]
