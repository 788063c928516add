"""Panels that did not change are not set again, and no edit after any other gives other bytes than a clean build."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from PIL import Image

from brochure.typeset import art_pages, motifs_kept
from brochure.typeset.engine import parted
from brochure.typeset.engine.parted import PartedTypesetter
from tests.conftest import Desk

NAME = "a-window-for-change"
PRODUCT = f"output/{NAME}/{NAME}-trifold-letter-office.pdf"
ARTICLE = f"assets/articles/{NAME}.md"
WORDS = ["care", "rest", "water", "light", "breathing", "morning"]


def replace_once(name: str, old: str, new: Callable[[Random], str]) -> Callable[[Desk, Random], object]:
    """An edit: the line of a file that begins with `old` becomes another."""

    def edit(desk: Desk, random: Random) -> None:
        lines = (desk.root / name).read_text("utf-8").split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(old))
        lines[at] = f"{old}{new(random)}"
        desk.write(name, "\n".join(lines))

    return edit


def logo(desk: Desk, random: Random) -> None:
    """The same name, another picture."""
    data = io.BytesIO()
    Image.new("RGB", (90, 40), tuple(random.randrange(200) for _ in range(3))).save(data, "png")
    desk.write("assets/images/logo.png", data.getvalue())


def word(desk: Desk, random: Random) -> None:
    """A word more in the copy."""
    text = (desk.root / ARTICLE).read_text("utf-8")
    at = random.choice([at for at in range(text.index("\n## "), len(text)) if text[at - 2 : at] == ". "])
    desk.write(ARTICLE, f"{text[:at]}{random.choice(WORDS).title()}. {text[at:]}")


#: It stands on the back panel alone.
ADDRESS = replace_once("brochure.toml", "address = ", lambda random: f'["{random.randrange(1, 900)} Main Street"]')
TITLE = replace_once(ARTICLE, "title: ", lambda random: f"A window for {random.choice(WORDS)}")
EDITS: list[Callable[[Desk, Random], object]] = [
    ADDRESS,
    replace_once("brochure.toml", "phone = ", lambda random: f'"(555) 555-{random.randrange(10_000):04}"'),
    replace_once("brochure.toml", "web = ", lambda random: f'"https://example.org/{random.choice(WORDS)}"'),
    replace_once("brochure.toml", "name = ", lambda random: f'"The {random.choice(WORDS)} Clinic"'),
    replace_once("brochure.toml", "look = ", lambda random: random.choice(['"maple"', '"clear"', '"studio"'])),
    TITLE,
    logo,
    word,
]


def made(desk: Desk) -> bytes:
    done = desk.build(NAME, "--layout", "trifold", "--edition", "office", "--force")
    assert done.code == 0, done.err
    return (desk.root / PRODUCT).read_bytes()


def cleanly(desk: Desk) -> bytes:
    """As a new process in a workspace without anything kept makes it."""
    parted.forget()
    art_pages._kept.clear()
    motifs_kept.drawn.cache_clear()
    for room in ("art", "motifs"):
        for file in (desk.root / ".brochure").glob(f"{room}/*"):
            file.unlink()
    return made(desk)


@pytest.fixture
def set_parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that are set, in order; '' for copy."""
    parts: list[str] = []
    set_ = PartedTypesetter._set

    def noting(self: Any, part: str, *given: Any) -> Any:
        parts.append(part)
        return set_(self, part, *given)

    monkeypatch.setattr(PartedTypesetter, "_set", noting)
    return parts


def ready(desk: Desk) -> None:
    logo(desk, Random(0))
    desk.swap("brochure.toml", "[clinic]\n", '[clinic]\nlogo = "assets/images/logo.png"\n')


def test_a_panel_that_changed_is_set_alone(desk: Desk, set_parts: list[str]) -> None:
    parted.forget()  # what another test set
    ready(desk)
    made(desk)
    assert set(set_parts) == {"", "cover", "back"}
    for edit, parts in ((ADDRESS, {"back"}), (TITLE, {"", "cover"}), (logo, {"cover", "back"})):
        set_parts.clear()
        edit(desk, Random(1))
        made(desk)
        assert set(set_parts) == parts


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(24))
def test_edits_one_after_the_other_give_what_a_clean_build_gives(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The clean build sets all panels at once, as the engine would have it."""
    random = Random(seed)
    ready(desk)
    made(desk)
    for _ in range(2):
        for edit in random.sample(EDITS, 2):
            edit(desk, random)
        warm = made(desk)
    monkeypatch.setattr(PartedTypesetter, "_found", lambda *_: {})
    assert cleanly(desk) == warm


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PartedTypesetter, "_key", lambda *_: "")
    monkeypatch.setattr(PartedTypesetter, "_set", lambda *_: parted._Set(None, (object(),), None, {}, {}))  # type: ignore[arg-type]
    typesetter = PartedTypesetter.__new__(PartedTypesetter)
    typesetter._panels, typesetter._fetcher = {"back": None}, None  # type: ignore[assignment]
    for number in range(100):
        typesetter.copy(str(number))
        typesetter.panels(str(number))
    assert len(parted._kept_copy) == parted._MOST_OF_COPY
    assert len(parted._kept_panels) == parted._MOST_OF_PANELS
    parted.forget()


def test_what_no_further_task_asks_for_is_not_kept_by_a_build_that_ends(desk: Desk) -> None:
    parted.forget()
    made(desk)
    assert parted._kept_copy, "a variant would come next"
    done = desk.build(NAME, "--layout", "trifold", "--edition", "office", "--edition", "email", "--force")
    assert done.code == 0, done.err
    assert not parted._kept_copy
