"""The typesetter's only way to files: four rooms, no way out of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.content.drawings import plain
from brochure.errors import BadInput
from brochure.storage.files import Files
from brochure.typeset.engine.fetch import Fetcher

#: What is plain already is handed on as it is.
DRAWING = plain("a.svg", b'<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
#: What lies in a workspace and is nobody's to print, or is to print only where brochure.toml or the copy names it.
NAMED = frozenset(
    {"brochure:workspace/my%20own.png", "brochure:workspace/.git/config", "brochure:workspace/output/a.png"}
)
PRIVATE = (
    ".brochure/mail.sqlite",
    ".git/config",
    "output/a/a-email.pdf",
    "brochure.toml",
    "assets/.cache/x",
    "notes.txt",
)


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    root = tmp_path / "workspace"
    for name in ("assets/images/a room.png", "layouts/card/mark.png", "assets/fonts/F.ttf"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(name.encode())
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "outside").symlink_to(tmp_path)
    (root / "in.png").symlink_to(root / "assets/images/a room.png")
    for name in PRIVATE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"SQLite format 3")
    (root / "assets/link.png").symlink_to(root / ".brochure/mail.sqlite")
    (root / "layouts/card/link.svg").symlink_to(root / "output/a/a-email.pdf")
    (root / "my own.png").write_bytes(b"my own.png")
    return Fetcher(
        Files(root), root / "layouts/card", {"F.ttf": root / "assets/fonts/F.ttf"}, {"art.svg": DRAWING}, NAMED
    )


@pytest.mark.parametrize(
    ("url", "content", "kind"),
    [
        ("brochure:workspace/assets/images/a%20room.png", b"assets/images/a room.png", "image/png"),
        ("brochure:workspace/in.png", b"assets/images/a room.png", "image/png"),
        ("brochure:workspace/layouts/card/mark.png", b"layouts/card/mark.png", "image/png"),
        ("brochure:layout/../../assets/images/a%20room.png", b"assets/images/a room.png", "image/png"),
        ("brochure:workspace/my%20own.png", b"my own.png", "image/png"),
        ("brochure:layout/mark.png", b"layouts/card/mark.png", "image/png"),
        ("brochure:font/F.ttf", b"assets/fonts/F.ttf", "font/ttf"),
        ("brochure:made/art.svg", DRAWING, "image/svg+xml"),
    ],
)
def test_the_rooms(fetcher: Fetcher, url: str, content: bytes, kind: str) -> None:
    assert fetcher.fetch(url) == (content, kind)
    assert not fetcher.refused


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "/etc/passwd",
        "data:image/png;base64,AAAA",
        "brochure:",
        "brochure:cellar/x",
        "brochure:font/G.ttf",
        "brochure:font/../brochure.toml",
        "brochure:made/other.svg",
        "brochure:workspace/missing.png",
        "brochure:workspace/assets",
        "brochure:workspace/../secret.txt",
        "brochure:workspace/assets/../../secret.txt",
        "brochure:workspace/%2e%2e/secret.txt",
        "brochure:workspace/%2Fetc%2Fpasswd",
        "brochure:workspace//etc/passwd",
        "brochure:layout/../../../secret.txt",
        "brochure:workspace/out.txt",
        "brochure:workspace/outside/secret.txt",
        "BROCHURE:workspace/in.png",
        *(f"brochure:workspace/{name}" for name in PRIVATE),
        *(f"brochure:layout/../../{name}" for name in PRIVATE),
        "brochure:workspace/assets/../.brochure/mail.sqlite",
        "brochure:workspace/assets/%2e%2e/.brochure/mail.sqlite",
        "brochure:workspace/my own.png",
        "brochure:workspace/assets/link.png",
        "brochure:layout/link.svg",
        "brochure:workspace/output/a.png",
    ],
)
def test_nothing_else(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetcher.fetch(url)
    assert fetcher.refused == [refused.value]


def test_the_first_refusal_is_kept(fetcher: Fetcher) -> None:
    for url in ("file:///one", "file:///two"):
        with pytest.raises(BadInput):
            fetcher.fetch(url)
    assert "one" in fetcher.refused[0].message
