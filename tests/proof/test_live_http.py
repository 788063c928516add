"""What the live proof page's server answers, and what it refuses, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from brochure.production.plan import Product
from brochure.proof.live.snapshot import public_id
from tests.proof.live_table import Table, table, workspace

pytestmark = pytest.mark.xdist_group("live-http")

OFFICE = public_id(Product("test", "trifold", "letter", "office").path)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    with table(workspace(tmp_path_factory.mktemp("live") / "workspace")) as live:
        live.wait_until_made()
        yield live


def addresses(live: Table) -> list[str]:
    """Everything that the page leads to."""
    return ["/", *sorted(set(re.findall(r'(?:src|href)="(/[^"]*)"', live.get().text)))]


def test_every_answer_is_guarded(live: Table) -> None:
    kinds = set()
    for address in (*addresses(live), "/static/title.ttf", "/static/fold.js", "/nothing"):
        answer = live.get(address)
        assert answer.status == (404 if address == "/nothing" else 200), address
        headers = answer.headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
        assert {policy[f"{kind}-src"] for kind in ("script", "style", "img", "connect", "font")} == {"'self'"}
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
        picture = address.startswith("/picture/")
        assert ("immutable" in headers["cache-control"]) == picture
        assert picture or headers["cache-control"] == "no-store"
        kinds.add(headers["content-type"].partition(";")[0])
    images = {"image/jpeg", "image/svg+xml"}
    assert kinds == {"text/html", "text/css", "text/javascript", "text/plain", "font/ttf", "application/pdf", *images}


def test_nothing_in_the_page_is_inline_or_from_elsewhere(live: Table) -> None:
    for address in addresses(live):
        answer = live.get(address)
        if answer.headers["content-type"].startswith(("text/", "image/svg")):
            text = answer.text.replace("http://www.w3.org/2000/svg", "")
            assert "http://" not in text
            assert "https://" not in text
    page = live.get().text
    assert not re.search(r'<script[^>]*>[^<]|\sstyle=|\son\w+="', page)


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:1", "127.0.0.1.evil.example", "[::1]", "0.0.0.0", "", "localhost.", "127.1"]
)
def test_another_host_is_refused(live: Table, host: str) -> None:
    answer = live.get(Host=host)
    assert answer.status == 421
    assert "Red Maple" not in answer.text


def test_our_own_hosts_are_served(live: Table) -> None:
    for host in ("127.0.0.1", "localhost", f"localhost:{live.port}", f"LOCALHOST:{live.port}"):
        assert live.get(Host=host).status == 200


def test_no_host_or_two_are_refused(live: Table) -> None:
    assert b" 421 " in live.raw(b"GET / HTTP/1.0\r\n\r\n")
    ours = f"Host: 127.0.0.1:{live.port}\r\n".encode()
    assert re.match(rb"HTTP/1.1 4\d\d ", live.raw(b"GET / HTTP/1.1\r\n" + ours + b"Host: evil.example\r\n\r\n"))


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", "file://"]
)
def test_another_origin_is_refused(live: Table, origin: str) -> None:
    for address in ("/", f"/product/{OFFICE}", "/events/x", "/static/table.css"):
        assert live.get(address, Origin=origin).status == 403


def test_what_a_browser_says_of_its_site_is_heeded(live: Table) -> None:
    assert live.get(Origin=live.address).status == 200
    for site, status in (("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403), ("?", 403)):
        assert live.get(Sec_Fetch_Site=site).status == status


@pytest.mark.sample(2)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_it_only_shows(live: Table, method: str) -> None:
    for address in ("/", f"/product/{OFFICE}", "/nothing"):
        answer = live.get(address, method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET")


SECRETS = ("brochure.toml", "assets/articles/test.md", "etc/passwd", ".brochure/build.sqlite", "app.py")
STEPS = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..%5c",
    "..\\",
    "%c0%ae%c0%ae/",
    "....//",
    "/",
    "%2f",
    "",
)


@pytest.mark.parametrize("room", ["", "static/", "product/", "picture/", "leaflet/", "events/", f"product/{OFFICE}/"])
def test_tricks_with_paths_lead_nowhere(live: Table, room: str) -> None:
    for step in STEPS:
        for secret in SECRETS:
            for tail in ("", "%00", "%00.jpg", ";.css", "?x=y"):
                answer = live.get(f"/{room}{step * 6}{secret}{tail}")
                assert answer.status == 404
                assert answer.text == "There is nothing here.\n"


def test_targets_that_are_no_paths_lead_nowhere(live: Table) -> None:
    host = f"Host: 127.0.0.1:{live.port}\r\n\r\n".encode()
    for target in (b"http://evil.example/", b"*", b"file:///etc/passwd", b"//evil.example/", b"/\xff\xfe"):
        answer = live.raw(b"GET " + target + b" HTTP/1.1\r\n" + host)
        assert re.match(rb"HTTP/1.1 4\d\d ", answer), (target, answer)
        assert b"Location" not in answer
    assert live.get("/leaflet/").status == 404
    assert live.get("/" + "a" * 30_000).status == 404


def test_a_product_is_its_very_bytes(live: Table) -> None:
    answer = live.get(f"/product/{OFFICE}")
    path = live.root / "output/test/test-trifold-letter-office.pdf"
    assert answer.body == path.read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{path.name}"'


def test_a_product_that_leads_out_of_the_folder_is_not_served(live: Table) -> None:
    path = live.root / "output/test/test-email.pdf"
    kept = path.read_bytes()
    secret = live.root.parent / "secret.pdf"
    secret.write_bytes(kept + b"secret")
    path.unlink()
    path.symlink_to(secret)
    name = public_id(Product("test", None, "letter", "email").path)
    answer = live.get(f"/product/{name}")
    assert b"secret" not in answer.body
    # what lies there is not what was made, so it is made again
    live.until(lambda _: not path.is_symlink())
    assert live.get(f"/product/{name}").body == kept


def test_rubbish_does_not_disturb_it(live: Table) -> None:
    for rubbish in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"\r\n" * 50 + b"x", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        live.raw(rubbish + b"\r\n\r\n")
    assert live.get().status == 200
