"""Pipes, sockets, devices, folders and links where files should be: nothing waits for them, and each is called so."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import FrameType

import pytest

from tests.conftest import Desk

PRODUCT = "output/test/test-email.pdf"
#: Seconds after which a test that waits for a pipe has failed.
PATIENCE = 60


@pytest.fixture(autouse=True)
def promptly() -> Iterator[None]:
    """Who waits for somebody to write into a pipe waits for ever; so a test does not."""

    def late(_: int, __: FrameType | None) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_bytes(b"")


def listening(path: Path) -> None:
    """Bound by its last name, for the system takes no long ones."""
    before = Path.cwd()
    os.chdir(path.parent)
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind(path.name)
    os.chdir(before)


KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a socket": listening,
    "a folder": folder,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link that leads nowhere": lambda path: path.symlink_to("nothing-of-the-kind"),
}
kinds = pytest.mark.parametrize("kind", KINDS)


def lay(desk: Desk, name: str, kind: str) -> None:
    """Something of that kind in the place of a file of the workspace."""
    path = desk.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    KINDS[kind](path)


OFFICE = ["build", "test", "--edition", "office", "--layout"]
READ = [
    pytest.param("brochure.toml", ["status"], id="brochure.toml"),
    pytest.param("assets/articles/test.md", ["build", "test", "--edition", "email"], id="article"),
    pytest.param("assets/articles/test.md", ["build", "assets/articles/test.md"], id="article by path"),
    pytest.param("assets/articles/test.md", ["release", "test"], id="article to release"),
    pytest.param("assets/articles/test.md", ["diff", "test"], id="article to compare"),
    pytest.param("assets/articles/test.md", ["proof", "test"], id="article to proof"),
    pytest.param("assets/articles/test.md", ["send", "test", "--to", "a@home.example"], id="article to send"),
    pytest.param("assets/images/map.png", ["build", "shows", "--edition", "email"], id="picture"),
    pytest.param("assets/images/logo.svg", ["build", "shows", "--edition", "email"], id="logo"),
    pytest.param("assets/fonts/ours.ttf", ["build", "a-window-for-change", "--edition", "email"], id="font"),
    pytest.param("layouts/own/layout.toml", [*OFFICE, "own"], id="layout"),
    pytest.param("layouts/trifold/layout.toml", [*OFFICE, "trifold"], id="layout over ours"),
    pytest.param("layouts/trifold/leaflet.html", [*OFFICE, "trifold"], id="template"),
    pytest.param("layouts/mail/message.txt", ["send", "test", "--to", "a@home.example"], id="letter"),
    pytest.param("own.icc", ["build", "test", "--layout", "trifold", "--edition", "press"], id="profile"),
]


@kinds
@pytest.mark.parametrize(("name", "arguments"), READ[:3])
def test_what_is_no_file(desk: Desk, name: str, arguments: list[str], kind: str) -> None:
    desk.article("Words.")
    lay(desk, name, kind)
    message = desk.brochure(*arguments).refusal()
    assert f"{name} is {kind}, not a file." in message
    assert "Did you mean" not in message


@pytest.mark.parametrize("kind", ["a pipe", "a folder"])
@pytest.mark.parametrize(("name", "arguments"), READ[3:])
def test_what_is_read(desk: Desk, name: str, arguments: list[str], kind: str) -> None:
    desk.article("Words.")
    if "shows" in arguments:
        desk.article("![A map](map.png)" if "map" in name else "Words.", name="shows")
    if "logo" in name:
        desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', 'logo = "assets/images/logo.svg"')
    if "icc" in name:
        desk.write("brochure.toml", (desk.root / "brochure.toml").read_text("utf-8") + '\n[printer]\nprofile="own.icc"')
    lay(desk, name, kind)
    message = desk.brochure(*arguments).refusal()
    assert f"{name} is {kind}, not a file." in message


@kinds
def test_a_missing_name_is_not_likened_to_what_is_no_file(desk: Desk, kind: str) -> None:
    lay(desk, "assets/articles/test.md", kind)
    message = desk.build("tests", "--edition", "email").refusal()
    assert "There is no article 'tests'" in message
    assert "'test'?" not in message
    lay(desk, "assets/images/map.png", kind)
    desk.article("![x](maps.png)", name="shows")
    assert "map.png" not in desk.build("shows", "--edition", "email").refusal()


@pytest.mark.parametrize("kind", ["a pipe", "a socket", "a folder"])
def test_the_place_of_a_product(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    lay(desk, PRODUCT, kind)
    assert f"{kind} lies in its place" in desk.brochure("status", "test").out
    message = desk.build().refusal()
    assert f"{PRODUCT} cannot be written: it is {kind}, not a file. Move it away." in message
    assert "is gone" not in message
    assert [path.name for path in (desk.root / PRODUCT).parent.iterdir()] == ["test-email.pdf"]
    message = desk.brochure("release", "test", "--anyway", "to see").refusal()
    assert "No product of 'test' lies in output/." in message


@pytest.mark.parametrize("kind", ["a device", "a link that leads nowhere"])
def test_a_link_in_the_place_of_a_product_is_replaced(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    lay(desk, PRODUCT, kind)
    assert desk.build().code == 0
    assert not (desk.root / PRODUCT).is_symlink()
    assert desk.build("test", "--edition", "email", "--json").json["products"][0]["status"] == "fresh"


@kinds
def test_the_folder_of_products(desk: Desk, kind: str) -> None:
    if kind == "a folder":
        pytest.skip("it is one")
    desk.article("Words.")
    shutil.rmtree(desk.root / "output")
    lay(desk, "output", kind)
    assert f"output is {kind}, not a folder" in desk.build().refusal()
    message = desk.brochure("status", "--workspace", "output").refusal()
    assert f"{desk.root / 'output'} is {kind}, not a folder" in message


@kinds
def test_what_was_being_written_is_no_file(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    lay(desk, "output/test/.0123456789abcdef.tmp", kind)
    assert desk.build().code == 0


@kinds
@pytest.mark.parametrize("name", ["build.sqlite", "build.sqlite-journal"])
def test_the_memory_of_builds(desk: Desk, kind: str, name: str) -> None:
    desk.article("Words.")
    lay(desk, f".brochure/{name}", kind)
    done = desk.build()
    assert done.code == 0
    what = "it" if name == "build.sqlite" else name
    assert f"The memory of builds cannot be used ({what} is {kind}, not a file)" in done.err
    assert os.path.lexists(desk.root / ".brochure" / name)


@kinds
@pytest.mark.parametrize("name", ["mail.sqlite", "mail.sqlite-wal", "mail.sqlite-shm", "mail.sqlite-damaged"])
def test_the_ledger(desk: Desk, kind: str, name: str) -> None:
    assert desk.brochure("sent").code == 0
    lay(desk, f".brochure/{name}", kind)
    message = desk.brochure("sent").refusal()
    what = "it" if name == "mail.sqlite" else name
    assert f"The ledger of sent mail cannot be opened: {what} is {kind}, not a file." in message
    assert "backup" in message


@kinds
def test_the_lock_of_senders(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    desk.write("brochure.toml", (desk.root / "brochure.toml").read_text("utf-8") + '\n[mail]\nhost = "localhost"\n')
    lay(desk, ".brochure/sending.lock", kind)
    message = desk.brochure("send", "test", "--to", "a@home.example").refusal()
    assert f"The lock for sending cannot be taken: sending.lock is {kind}, not a file." in message


@kinds
def test_a_list(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    lay(desk, "list.csv", kind)
    message = desk.brochure("send", "test", "--recipients", "list.csv").refusal()
    assert message.startswith("brochure: list.csv: The list cannot be read: ")
    assert f"it is {kind}, not a file. Save the list as a file." in message


@kinds
def test_a_draft(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    lay(desk, "output/outbox/test-0001.eml", kind)
    message = desk.brochure("send", "test", "--to", "a@home.example").refusal()
    assert f"test-0001.eml cannot be read: it is {kind}, not a file" in message


@kinds
def test_copy_to_import(desk: Desk, kind: str) -> None:
    lay(desk, "old.txt", kind)
    message = desk.brochure("import", "old.txt").refusal()
    assert f"old.txt: This is {kind}, not a file." in message


@kinds
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_the_place_of_an_imported_article(desk: Desk, kind: str, more: list[str]) -> None:
    desk.write("old.txt", "A title\n\nWords.\n")
    lay(desk, "assets/articles/old.md", kind)
    done = desk.brochure("import", "old.txt", *more)
    if more and kind in ("a device", "a link that leads nowhere"):  # the link is replaced, not what it leads to
        assert done.code == 0
    else:
        assert f"{kind}, not a file" in done.refusal()
        assert os.path.lexists(desk.root / "assets/articles/old.md")


@kinds
def test_a_workspace_is_not_begun_over_something_else(desk: Desk, kind: str) -> None:
    lay(desk, "new/brochure.toml", kind)
    assert "is a workspace already" in desk.brochure("init", "new").refusal()
    lay(desk, "other/layouts", kind)
    if kind != "a folder":
        assert f"layouts is {kind}, not a folder" in desk.brochure("init", "other").refusal()


@kinds
@pytest.mark.parametrize("name", [".lock", "v1"])
def test_the_place_of_a_release(desk: Desk, kind: str, name: str) -> None:
    if (name, kind) == ("v1", "a folder"):
        pytest.skip("it is one")
    desk.article("Words.")
    desk.write(PRODUCT, b"%PDF")
    lay(desk, f"output/releases/test/{name}", kind)
    assert f"{name} is {kind}, not a " in desk.brochure("release", "test", "--anyway", "to see").refusal()


@kinds
def test_files_of_a_release(desk: Desk, kind: str) -> None:
    desk.article("Words.")
    desk.write(PRODUCT, b"%PDF")
    assert desk.brochure("release", "test", "--anyway", "to see").code == 0
    release = desk.root / "output/releases/test/v1"
    release.chmod(0o755)
    lay(desk, "output/releases/test/v1/test-email.pdf", kind)
    done = desk.brochure("diff", "test", "--json")
    assert done.code == 0
    assert f"test-email.pdf is {kind} now" in done.json["tampered"]
    lay(desk, "output/releases/test/v1/manifest.json", kind)
    assert f"manifest.json of v1 is {kind}, not a file" in desk.brochure("diff", "test").refusal()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["assets/articles/test.md", "brochure.toml", "layouts/trifold/layout.toml"])
def test_what_may_not_be_read(desk: Desk, name: str) -> None:
    desk.article("Words.")
    shutil.copytree(Path(__file__).parents[2] / "layouts/trifold", desk.root / "layouts/trifold")
    (desk.root / name).chmod(0)
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal()
    assert f"{name} cannot be read: Permission denied." in message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_product_that_may_not_be_read_is_not_called_gone(desk: Desk) -> None:
    desk.article("Words.")
    desk.write(PRODUCT, b"%PDF").chmod(0)
    assert "it cannot be read: Permission denied" in desk.brochure("status", "test").out


@pytest.mark.parametrize(
    "arguments",
    [["build", "LONG"], ["import", "LONG.txt"], ["send", "test", "--recipients", "LONG.csv"], ["status", "LONG.md"]],
)
def test_a_name_longer_than_the_system_takes(desk: Desk, arguments: list[str]) -> None:
    desk.article("Words.")
    done = desk.brochure(*(word.replace("LONG", "x" * 300) for word in arguments))
    assert done.code in (0, 3), done.err
    assert "fault of brochure" not in done.err


@pytest.mark.parametrize("room", ["assets/articles", "assets/fonts", "layouts"])
def test_a_pipe_in_place_of_a_folder(desk: Desk, room: str) -> None:
    desk.article("Words.")
    shutil.rmtree(desk.root / room, ignore_errors=True)
    os.mkfifo(desk.root / room)
    assert f"{room} is a pipe, not a folder." in desk.build().refusal()


def test_a_pipe_among_temporary_folders(desk: Desk) -> None:
    desk.article("Words.")
    (desk.root / ".brochure/tmp").mkdir(parents=True)
    os.mkfifo(desk.root / ".brochure/tmp/abc")
    assert desk.build().code == 0
    assert not (desk.root / ".brochure/tmp/abc").exists()
