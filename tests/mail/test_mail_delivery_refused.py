"""Servers that nothing is sent to, however often one asks: no encryption, a wrong certificate, a wrong password."""

from __future__ import annotations

import socket
import ssl
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brochure.errors import BadInput, BrochureError, DeliveryFailed, ExitCode
from brochure.mail.ledger import Ledger
from brochure.mail.login import Login, find_login
from brochure.mail.policy import MessageState
from brochure.workspace.mail_settings import Mail
from tests.mail.authority import Authority, found_authority
from tests.mail.faulty import Act, Faulty, Step
from tests.mail.post import DOMAIN, MAILING, Hasty, mail, people, send


def refused(ledger: Ledger, config: Mail, kind: type[BrochureError] = DeliveryFailed) -> str:
    """The line that says so. Nobody waited, nothing was handed over, and all is queued as it was."""
    clock = Hasty()
    run = ledger.queue(MAILING, people(2), domain=DOMAIN).run
    with pytest.raises(kind) as caught:
        send(ledger, config, run, clock)
    assert clock.waits == []
    assert ledger.counts(run)[MessageState.QUEUED] == 2
    assert caught.value.hint
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def bad_certificates(authority: Authority, folder: Path) -> dict[str, tuple[ssl.SSLContext, str]]:
    return {
        "expired": (authority.server(expired=True), "has expired"),
        "foreign": (found_authority(folder, "Foreign").server(), "does not trust"),
        "own": (authority.server(by_itself=True), "is signed by itself"),
        "wrong name": (authority.server("mail.example"), "belongs to another name"),
    }


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("which", ["expired", "foreign", "own", "wrong name"])
def test_a_wrong_certificate(ledger: Ledger, authority: Authority, tmp_path: Path, which: str, tls: bool) -> None:
    context, why = bad_certificates(authority, tmp_path / "foreign")[which]
    with Faulty(context, tls=tls, login=("office", "pw")) as server:
        message = refused(ledger, mail(server))
    assert why in message
    assert "localhost" in message
    assert server.connections == 1
    assert all(words.startswith(("ehlo", "STARTTLS")) for words in server.heard)


def test_a_server_without_starttls(ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pw")
    with Faulty(authority.server(), extensions=("AUTH PLAIN",)) as server:
        assert "offers no encryption" in refused(ledger, mail(server, user="office"))
    assert server.heard == ["ehlo [127.0.0.1]"]


@pytest.mark.parametrize("tls", [False, True])
def test_the_other_kind_of_encryption_than_configured(ledger: Ledger, authority: Authority, tls: bool) -> None:
    with Faulty(authority.server(), tls=tls, stall=0) as server:
        config = mail(server, security="starttls" if tls else "tls", timeout=0.3)
        if tls:  # it waits for us to speak first, as a dead server would
            with pytest.raises(DeliveryFailed, match="fell silent"):
                send(ledger, config, ledger.queue(MAILING, people(2), domain=DOMAIN).run, Hasty())
        else:
            assert "starttls goes with 587, and tls with 465" in refused(ledger, config)
    assert server.taken == []


def test_encryption_that_is_too_old(ledger: Ledger, authority: Authority) -> None:
    context = authority.server()
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with Faulty(context) as server:
        assert "does not encrypt as it should" in refused(ledger, mail(server))


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN", "PLAIN LOGIN"])
def test_a_wrong_password_is_tried_once(
    ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "wrong")
    user = "Office@Clinic.example"
    with Faulty(authority.server(), extensions=("STARTTLS", f"AUTH {way}"), login=(user, "right")) as server:
        message = refused(ledger, mail(server, user=user))
    assert "refuses the login: 535 5.7.8 wrong password for …" in message
    assert "clinic.example" not in message.lower()
    assert sum(words.startswith("AUTH") for words in server.heard) == 1


def test_a_login_that_fails_for_a_moment_is_tried_again(
    ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pw")
    clock = Hasty()

    def plan(step: Step, connection: int) -> Act | str | None:
        return "454 4.7.0 try later" if step == Step.AUTH and connection == 1 else None

    with Faulty(authority.server(), plan, login=("office", "pw")) as server:
        send(ledger, mail(server, user="office"), ledger.queue(MAILING, people(2), domain=DOMAIN).run, clock)
    assert clock.waits == [1]
    assert len(server.taken) == 2


@pytest.mark.parametrize("offered", [("STARTTLS", "AUTH XOAUTH2 NTLM"), ("STARTTLS",)])
def test_no_way_to_log_in_that_we_know(
    ledger: Ledger, authority: Authority, monkeypatch: pytest.MonkeyPatch, offered: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pw")
    with Faulty(authority.server(), extensions=offered) as server:
        message = refused(ledger, mail(server, user="office"))
    assert ("XOAUTH2 NTLM" if len(offered) > 1 else "none") in message
    assert not any(words.startswith("AUTH") for words in server.heard)


def test_a_server_that_turns_us_away(ledger: Ledger, authority: Authority) -> None:
    def plan(step: Step, _: int) -> str | None:
        return "554 5.7.1 your address 192.0.2.1 is listed" if step == Step.GREETING else None

    with Faulty(authority.server(), plan) as server:
        assert "554 5.7.1 your address 192.0.2.1 is listed" in refused(ledger, mail(server))


@pytest.mark.parametrize("host", ["mail.invalid", "a" * 70 + ".example", "..", "mail example"])
def test_a_server_that_does_not_exist(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    def unknown(name: str, *_: Any, **__: Any) -> None:
        name.encode("idna")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert f"There is no mail server {host}" in refused(ledger, mail(25, host=host))


# ---- The password ---------------------------------------------------------------------------------------------------


class Ring(SimpleNamespace):
    """A keyring with one password, or one that fails."""

    broken = False

    def get_password(self, service: str, user: str) -> str | None:
        if self.broken:
            raise RuntimeError("No backend")
        return "from the ring" if (service, user) == ("brochure", "office") else None


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    for name in ("BROCHURE_MAIL_USER", "BROCHURE_MAIL_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    ring = Ring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    return ring


@pytest.mark.usefixtures("ring")
def test_where_the_password_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_login(Mail(host="h")) is None
    assert find_login(Mail(host="h", user="office")) == Login("office", "from the ring")
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "from the environment")
    assert find_login(Mail(host="h", user="office")) == Login("office", "from the environment")
    monkeypatch.setenv("BROCHURE_MAIL_USER", "other")
    assert find_login(Mail(host="h")) == Login("other", "from the environment")
    assert "environment" not in repr(find_login(Mail(host="h")))


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("name", ["BROCHURE_MAIL_USER", "BROCHURE_MAIL_PASSWORD"])
def test_a_login_that_is_no_text(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("BROCHURE_MAIL_PASSWORD", "pw")
    monkeypatch.setenv(name, "secret\udcff")
    message = refused(ledger, mail(25, user="office"), BadInput)
    assert "is not proper text" in message
    assert name in message
    assert "secret" not in message


@pytest.mark.parametrize("broken", [False, True])
def test_no_password(ledger: Ledger, ring: Ring, broken: bool) -> None:
    ring.broken = broken
    message = refused(ledger, mail(25, user="somebody"), BadInput)
    assert "BROCHURE_MAIL_PASSWORD" in message
    assert "keyring set brochure" in message
    with pytest.raises(BadInput) as caught:
        find_login(Mail(host="h", user="somebody"))
    assert caught.value.code == ExitCode.BAD_INPUT
