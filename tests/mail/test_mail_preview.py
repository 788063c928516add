"""The picture of a message: as wide as a window, as deep as the message, and of nothing from elsewhere."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from brochure.errors import BadInput
from brochure.mail.attachment import Attachment
from brochure.mail.letter import Letters
from brochure.mail.policy import Recipient
from brochure.mail.preview import preview
from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk
from tests.mail.writing import MARIA, opened

PDF = Attachment("How ketamine therapy works (Red Maple Wellness).pdf", b"x" * 84_000)
LONG = Recipient("m@example.org", "m@example.org", "Wolfeschlegelsteinhausenbergerdorff-" * 3 + "中文 \U0001f600")


def drawn(desk: Desk, name: str = "test", recipient: Recipient = MARIA) -> Image.Image:
    workspace, article, whose = opened(desk.root, name)
    letter = Letters(workspace, article, whose).to(recipient)
    data = preview(workspace, letter, recipient, whose, PDF)
    assert data.startswith(b"\x89PNG\r\n")
    return Image.open(io.BytesIO(data)).convert("RGB")


def blank_foot(shot: Image.Image) -> int:
    """How many rows at the foot of the picture are of one colour."""
    row = shot.height - 1
    while row and len(shot.crop((0, row, shot.width, row + 1)).getcolors(shot.width) or []) == 1:
        row -= 1
    return shot.height - 1 - row


@pytest.mark.sample(1)
@pytest.mark.parametrize("slug", ["how-ketamine-therapy-works", "a-window-for-change"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("recipient", [MARIA, LONG], ids=["short", "long"])
def test_shows_the_whole_message(desk: Desk, slug: str, language: str, recipient: Recipient) -> None:
    desk.swap(f"assets/articles/{slug}.md", "language: en", f"language: {language}")
    shot = drawn(desk, slug, recipient)
    assert shot.width == 1280
    assert 2000 < shot.height < 4000
    colours = {colour for _, colour in shot.getcolors(1 << 20) or []}
    assert {(0x8A, 0x2A, 0x1F), (0xE3, 0xA2, 0x3B), (255, 255, 255)} <= colours
    assert 20 < blank_foot(shot) < 200


def test_a_longer_message_is_a_deeper_picture(desk: Desk) -> None:
    desk.article("Words.", "title: A test\nsummary: Short.")
    short = drawn(desk).height
    desk.article("Words.", f"title: A test\nsummary: {'Longer words. ' * 60}")
    assert drawn(desk).height > short + 500


def test_a_message_without_end_is_cut(desk: Desk) -> None:
    desk.article("Words.", f"title: A test\nsummary: {'Longer words. ' * 300}")
    text = (SHIPPED / "layouts/mail/message.html").read_text("utf-8")
    endless = "{% for _ in range(5) %}{{ html.summary }} {% endfor %}"
    desk.write("layouts/mail/message.html", text.replace("{{ html.summary }}", endless))
    assert 2 * 8000 < drawn(desk).height <= 2 * 8400


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.png", "file:///etc/passwd", "brochure:workspace/a.png"])
def test_nothing_is_fetched(desk: Desk, address: str) -> None:
    desk.article("Words.")
    picture_of = f'<img src="{address}" alt="a picture">'
    desk.write("layouts/mail/message.html", f'<html lang="en"><body><p>Words</p>{picture_of}</body></html>')
    with pytest.raises(BadInput, match="A message fetches nothing"):
        drawn(desk)
