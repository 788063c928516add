"""A process that lives long builds what a new one would: nothing that it keeps hides a change or gives an old value."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk, environment
from tests.production.conftest import CONFIG, Small

Edit = Callable[[Desk], object]

FONTS = SHIPPED / "assets" / "fonts"
PROFILES = SHIPPED / "assets" / "profiles"
IMAGE = "assets/images/map.png"
COPY = "A picture.\n\n![A square](../images/map.png)\n\n" + "Words that fill more than one page. " * 30
LOCAL = "@font-face { font-family: Own; src: url(brochure:layout/own.ttf) } p { font-family: Own }\n"
BODY, MORE = "{% block body %}", "<p>{% include 'email/more.txt' %}</p>"
OUTER = "{% import 'email/outer.html' as outer %}<p>{{ outer.say() }}</p>"
NESTED = "{% import 'email/inner.html' as inner %}{% macro say() %}{{ inner.word() }}{% endmacro %}"


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(data, "png")
    return data.getvalue()


def ship(name: str, change: Callable[[str], str] = lambda text: text) -> Edit:
    """A shipped file becomes the workspace's own, changed: it has the say from now on."""

    def edit(desk: Desk) -> None:
        text = (SHIPPED / name).read_text("utf-8")
        assert change(text) != text
        desk.write(name, change(text))

    return edit


def put(name: str, content: str | bytes) -> Edit:
    return lambda desk: desk.write(name, content)


def add(name: str, text: str) -> Edit:
    return lambda desk: desk.write(name, (desk.root / name).read_text("utf-8") + text)


def swap(name: str, old: str, new: str) -> Edit:
    return lambda desk: desk.swap(name, old, new)


def font(name: str, other: str) -> Edit:
    """The font file of that name in the workspace has the content of the shipped `other`."""
    return lambda desk: desk.write(f"assets/fonts/{name}", (FONTS / other).read_bytes())


#: One after the other in one workspace: the edit, what it makes stale, and a part of the reason.
EMAIL: list[tuple[Edit, str]] = [
    (swap("assets/articles/one.md", "A picture.", "The picture."), "assets/articles/one.md changed"),
    (put(IMAGE, picture("green")), f"{IMAGE} changed"),
    (ship("layouts/email/style.css", lambda text: text + "p { letter-spacing: 0.1pt }\n"), "style.css is new"),
    (add("layouts/email/style.css", "h1 { letter-spacing: 1pt }\n"), "style.css changed"),
    (ship("layouts/email/cover.svg", lambda text: text.replace("<svg", "<svg id='a'", 1)), "cover.svg is new"),
    (swap("layouts/email/cover.svg", "id='a'", "id='abc' opacity='0.95'"), "cover.svg changed"),
    (ship("layouts/base/parts.html", lambda text: text + "\n"), "parts.html is new"),
    (ship("layouts/email/leaflet.html", lambda text: text.replace(BODY, BODY + MORE)), "leaflet.html is new"),
    (put("layouts/email/more.txt", "Words that were included later."), "more.txt changed"),
    (swap("layouts/email/leaflet.html", MORE, OUTER), "leaflet.html changed"),
    (put("layouts/email/inner.html", "{% macro word() %}Second{% endmacro %}"), "inner.html changed"),
    (font("SourceSerif4-Bold.ttf", "SourceSerif4-Bold.ttf"), "other files in assets/fonts"),
    (font("SourceSerif4-Regular.ttf", "SourceSerif4-Regular.ttf"), "other files in assets/fonts"),
    (font("SourceSerif4-Regular.ttf", "SourceSerif4-It.ttf"), "SourceSerif4-Regular.ttf changed"),
    (font("SourceSerif4-Regular.ttf", "SourceSerif4-Regular.ttf"), "SourceSerif4-Regular.ttf changed"),
    (add("layouts/email/style.css", LOCAL), "style.css changed"),
    (put("layouts/email/own.ttf", (FONTS / "SourceSerif4-Regular.ttf").read_bytes()), "own.ttf changed"),
    (swap("brochure.toml", "555 0100", "555 0199"), "phone in brochure.toml changed"),
    (lambda desk: (desk.root / "layouts/email/cover.svg").unlink(), "cover.svg is gone"),
]
"""The rest of what the edits need is there from the beginning, read or not."""
BEFORE: dict[str, str | bytes] = {
    IMAGE: picture("red"),
    "layouts/email/more.txt": "Words that were included.",
    "layouts/email/outer.html": NESTED,
    "layouts/email/inner.html": "{% macro word() %}First{% endmacro %}",
    "layouts/email/own.ttf": (FONTS / "AtkinsonHyperlegibleNext-Regular.ttf").read_bytes(),
}


def test_the_email_edition(small: Small, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    small.desk.article(COPY, name="one")
    for name, content in BEFORE.items():
        small.desk.write(name, content)
    small.config("one", text=CONFIG + "[brand.fonts]\nbody = 'Source Serif 4'\nheading = 'Source Serif 4'\n")
    check(small, EMAIL, tmp_path, each=1 if request.config.getoption("whole") else 4)


PRESS: list[tuple[Edit, str]] = [
    (put("shop.icc", (PROFILES / "swop5.icc").read_bytes()), "shop.icc changed"),
    (ship("layouts/trifold/layout.toml", lambda text: text + "\n# a note\n"), "layout.toml is new"),
]


def test_the_press_edition(small: Small, tmp_path: Path) -> None:
    small.desk.write("shop.icc", (PROFILES / "swop3.icc").read_bytes())
    small.config("one", text=CONFIG.replace("email", "press") + "[printer]\nprofile = 'shop.icc'\n")
    check(small, PRESS, tmp_path)


def check(small: Small, edits: list[tuple[Edit, str]], tmp_path: Path, each: int = 1) -> None:
    """After each edit in turn this process makes what a new process makes of the same workspace.

    The new process makes what was after every edit that `each` divides, counted from the last.
    """
    small.built()
    made: dict[int, dict[str, bytes]] = {}
    for number, (edit, why) in enumerate(edits):
        edit(small.desk)
        (reasons,) = small.built().values()
        assert any(why in reason for reason in reasons), (number, reasons)
        if (len(edits) - 1 - number) % each == 0:
            made[number] = small.desk.files()
            kept = tmp_path / "states" / str(number)
            shutil.copytree(small.root, kept, ignore=shutil.ignore_patterns("output", ".brochure"))
    assert small.built() == {}
    states = {number: tmp_path / "states" / str(number) for number in made}
    subprocess.run([sys.executable, "-c", ANEW, *map(str, states.values())], env=environment(), check=True)
    for number, files in made.items():
        state = states[number]
        expected = {path.relative_to(state).as_posix(): path.read_bytes() for path in state.glob("output/*/*.pdf")}
        assert files == expected, f"after edit {number}"


#: A process of its own for each workspace; all that they share is what is imported, and that has not been used yet.
ANEW = """
import os, sys
import brochure.production.make, brochure.editions.email, brochure.editions.press, brochure.typeset.panels
from brochure.cli.run import run
from brochure.typeset.engine import render
render._engine()
for root in sys.argv[1:]:
    child = os.fork()
    if not child:
        os._exit(run(["build", "-q", "--workspace", root]))
    assert os.waitpid(child, 0)[1] == 0
"""
