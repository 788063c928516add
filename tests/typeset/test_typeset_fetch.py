"""The typesetter's only way to files: four rooms, no way out of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochure.errors import BadInput
from brochure.files import Files
from brochure.typeset.engine.fetch import Fetcher


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    root = tmp_path / "workspace"
    for name in ("assets/images/a room.png", "layouts/card/mark.svg", "fonts/F.ttf"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(name.encode())
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "outside").symlink_to(tmp_path)
    (root / "in.png").symlink_to(root / "assets/images/a room.png")
    return Fetcher(Files(root), root / "layouts/card", {"F.ttf": root / "fonts/F.ttf"}, {"art.svg": b"<svg/>"})


@pytest.mark.parametrize(
    ("url", "content", "kind"),
    [
        ("brochure:workspace/assets/images/a%20room.png", b"assets/images/a room.png", "image/png"),
        ("brochure:workspace/in.png", b"assets/images/a room.png", "image/png"),
        ("brochure:layout/mark.svg", b"layouts/card/mark.svg", "image/svg+xml"),
        ("brochure:font/F.ttf", b"fonts/F.ttf", "font/ttf"),
        ("brochure:made/art.svg", b"<svg/>", "image/svg+xml"),
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
