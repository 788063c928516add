"""Many leaflets in one run: what they share is made once, and each comes out as it does alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from brochure.content import markdown
from brochure.content.article import load
from brochure.errors import BadInput
from brochure.preflight import gate
from brochure.production import copy_told, make
from brochure.production.plan import BuildRequest, Task, plan
from brochure.storage.read_trace import recording
from brochure.typeset.engine import drawn_pages, parted
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.production.conftest import Small

PLACES = ["1 North Way", "22 South Way, second floor", "3 Éast Quay"]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{}v4z"/></svg>'


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[Any]:
    """What a function of a module is called with first, call by call."""
    calls: list[Any] = []
    function: Callable[..., Any] = getattr(module, name)

    def noting(first: Any, *given: Any, **named: Any) -> Any:
        calls.append(first)
        return function(first, *given, **named)

    monkeypatch.setattr(module, name, noting)
    return calls


def test_a_variant_of_many_is_as_it_is_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.article("## Care\n\nSome words of care.")
    config = (desk.root / "brochure.toml").read_text("utf-8").partition("[[leaflet]]")[0]
    places = (f'[[location]]\nname = "Place {at}"\naddress = "{place}"\n' for at, place in enumerate(PLACES))
    one = '[[leaflet]]\narticle = "test"\nlocations = ["place-{}"]\neditions = ["office"]\nlayouts = ["trifold"]\n'
    tables = (one.format(at) for at in range(len(PLACES)))
    desk.write("brochure.toml", config + "\n".join((*places, *tables)))
    assert desk.build("--jobs", "1").code == 0
    *_, last = desk.files().values()
    parted.forget()
    monkeypatch.setattr(drawn_pages, "_put", lambda *_: False)
    workspace = open_workspace(desk.root)
    (alone,) = make.make(workspace, plan(workspace, BuildRequest())[-1])
    assert alone.data == last


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_copy_is_judged_once_as_the_first_leaflet_is_made(
    small: Small, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    small.articles("one", "two", "three")
    for name in ("one", "two"):
        small.desk.article("Take 1.0 mg of it.", name=name)
    places = "".join(f'[[location]]\nname = "{name}"\n\n' for name in ("North", "South"))
    more = f'{places}[[leaflet]]\narticle = "one"\nlocations = ["north"]\n'
    small.config("one", "two", "three", more=more)
    judged = counted(monkeypatch, gate, "_judged")
    done = small.desk.brochure("build", "--json", "--jobs", jobs)
    assert done.code == 0, done.err
    found = {each["article"]: [one["rule"] for one in each["findings"]] for each in done.json["copy"]}
    assert set(found) == {"one", "two", "three"}
    assert "COPY-DOSE-TRAILING-ZERO" in found["one"]
    assert found["one"] == found["two"] != found["three"]
    assert len(judged) == 3 if jobs == "1" else len(judged) < 3
    assert "the copy has" in done.err


def test_an_article_is_read_once_and_its_pictures_each_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.article("![A triangle](one.svg)\n\nWords.")
    picture = desk.write("assets/images/one.svg", PICTURE.format(5))
    rendered = counted(monkeypatch, markdown, "render")

    def read() -> tuple[str, dict[str, str]]:
        with recording() as trace:
            return load(open_workspace(desk.root), path).html, trace.files

    html, files = read()
    assert read() == (html, files)
    assert len(rendered) == 1
    picture.write_text(PICTURE.format(6))
    changed = read()[1]
    assert [name for name, digest in changed.items() if digest != files[name]] == ["assets/images/one.svg"]
    desk.write("assets/articles/one.svg", PICTURE.format(5))  # it comes first
    assert "assets/articles/one.svg" in read()[0]
    for file in (picture, Path(desk.root / "assets/articles/one.svg")):
        file.unlink()
    with pytest.raises(BadInput, match=r"There is no picture 'one\.svg'"):
        read()
    desk.write("layouts/base/words/en.toml", 'language = "English"\nlink_call = "Ring {phone}"\n')
    desk.article("Words.")
    assert load(open_workspace(desk.root), path).words.texts["link_call"] == "Ring {phone}"


def test_what_tasks_left_is_collected_after_the_first_and_each_eighth(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[bool] = []
    monkeypatch.setattr(make, "_cleared", iter(range(20)))
    monkeypatch.setattr("brochure.production.make.gc.get_count", lambda: (0, 1, 0))
    monkeypatch.setattr("brochure.production.make.gc.collect", lambda: collected.append(True))
    counts = []
    for _ in range(17):
        make.clear_away()
        counts.append(len(collected))
    assert counts == [1] * 8 + [2] * 8 + [3]


def test_products_are_made_though_their_copy_cannot_be_judged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise OSError("no longer there")

    desk.article("Words.", name="one")
    workspace = open_workspace(desk.root)
    monkeypatch.setattr(copy_told, "copy_findings", broken)
    (made,) = make.make(workspace, Task("one", None, "letter", ("email",), tells=True))
    assert (made.error, made.copy) == (None, None)
    assert made.data.startswith(b"%PDF")
