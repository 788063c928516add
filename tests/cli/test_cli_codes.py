"""Exit codes and the JSON of failures; bugs; several products of which some fail."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure.editions import press as press_edition
from brochure.errors import BadInput, BrochureError, Lacking, Overset, highest_ranking
from brochure.findings import Finding
from brochure.production import build as build_run
from brochure.production import copy_told
from brochure.production import make as build_make
from brochure.production.make import MakeResult
from brochure.production.plan import Task
from brochure.typeset import panels
from brochure.workspace.workspace import Workspace
from tests.conftest import Desk, command, environment

Maker = Callable[..., list[MakeResult]]


def failing(errors: dict[str, BrochureError]) -> Maker:
    """Makes nothing of the articles named, and something of the others."""

    def make(_: Workspace, task: Task, *_more: object) -> list[MakeResult]:
        error = errors.get(task.article)
        return [MakeResult(product, b"" if error else b"%PDF", error=error) for product in task.products]

    return make


FAULTS = [
    pytest.param([Overset("long"), BadInput("bad")], 3, id="bad input before overset"),
    pytest.param([BadInput("bad"), Lacking("lacks")], 6, id="lacking before bad input"),
    pytest.param([Lacking("lacks"), BrochureError("bug")], 1, id="a bug before all"),
    pytest.param([Overset("long"), Overset("longer")], 4, id="overset"),
]


@pytest.mark.parametrize(("errors", "code"), FAULTS)
def test_the_rest_is_made(desk: Desk, monkeypatch: pytest.MonkeyPatch, errors: list[BrochureError], code: int) -> None:
    for name in ("one", "two", "three"):
        desk.article("Words.", name=name)
    monkeypatch.setattr(build_make, "make", failing(dict(zip(["one", "three"], errors, strict=True))))
    done = desk.build("one", "two", "three", "--edition", "email", "--jobs", "1", "--json")
    assert done.code == code
    assert done.json["ok"] is False
    products = done.json["products"]
    assert [product["status"] for product in products] == ["failed", "built", "failed"]
    assert [product["error"] and product["error"]["message"] for product in products] == [
        errors[0].message,
        None,
        errors[1].message,
    ]
    assert [name for name in desk.files() if name.endswith(".pdf")] == ["output/two/two-email.pdf"]
    assert len([line for line in done.err.splitlines() if "Not built: " in line]) == 2


def test_the_ranking_is_the_contract() -> None:
    codes = [error.code for error in (Overset("a"), BadInput("a"), Lacking("a"), BrochureError("a"))]
    assert [highest_ranking(codes[: count + 1]) for count in range(4)] == [4, 3, 6, 1]
    assert highest_ranking([]) == 0


@pytest.mark.parametrize("more", [[], ["--json"], ["-v"]])
def test_a_bug_asks_to_be_reported(desk: Desk, monkeypatch: pytest.MonkeyPatch, more: list[str]) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Two\nlines.")

    monkeypatch.setattr(build_run, "plan", broken)
    done = desk.build("a-window-for-change", *more)
    assert done.code == 1
    assert ("Traceback" in done.err) is ("-v" in more)
    message = done.err.splitlines()[-1]
    assert message.startswith("brochure: This is a fault of brochure, not yours: RuntimeError: Two lines.")
    assert "report it" in message
    assert "-v" in message
    if "--json" in more:
        assert "RuntimeError" in done.error["message"]
        assert len(done.err.splitlines()) == 1


REFUSED = [
    pytest.param(["build", "none", "--edition", "email"], 3, id="article"),
    pytest.param(["build", "--workspace", "none"], 3, id="workspace"),
    pytest.param(["import", "none.txt"], 3, id="import"),
    pytest.param(["init", "."], 3, id="init"),
    pytest.param(["build", "--jobs", "0"], 2, id="usage"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_one_document_of_json_for_a_failure(desk: Desk, arguments: list[str], code: int) -> None:
    done = desk.brochure(*arguments, "--json")
    done.refusal(code)
    assert done.error["message"]
    assert done.error["hint"]


def test_a_bug_in_one_product_does_not_stop_the_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Boom.")

    monkeypatch.setattr(panels, "typeset_panels", broken)
    done = desk.build("a-window-for-change", "--jobs", "1", "--json", "-v")
    assert done.code == 1
    assert [product["status"] for product in done.json["products"]] == ["failed", "failed", "built", "built"]
    assert "in broken" in done.err


def test_a_bug_in_one_edition_leaves_the_other_of_the_same_sheet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Boom.")

    monkeypatch.setattr(press_edition, "press", broken)
    desk.article("Words.")
    done = desk.build("test", "--layout", "trifold", "--edition", "office", "--edition", "press", "--json")
    assert done.code == 1
    assert [product["status"] for product in done.json["products"]] == ["built", "failed"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_takes_nothing(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("build", "nope", "--json"),
            cwd=desk.root,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert b"Standard output cannot be written" in done.stderr


def test_no_colours_but_on_a_terminal(desk: Desk) -> None:
    desk.article("[x](y.md)", name="bad")
    desk.article("Words.", name="good")
    done = desk.build("bad", "good", "--edition", "email")
    assert done.code == 3
    assert "\x1b" not in done.out + done.err
    assert "\r" not in done.err


def test_a_reader_who_has_gone_is_no_bug(desk: Desk) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command("build", "none", "--json"),
        cwd=desk.root,
        env=environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert done.returncode != 1
    assert "Traceback" not in done.stderr
    assert "fault of brochure" not in done.stderr


def test_json_where_standard_output_takes_only_ascii(desk: Desk) -> None:
    done = subprocess.run(
        command("build", "ñandú", "--edition", "email", "--json"),
        cwd=desk.root,
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout.isascii()
    assert b"\\u00f1and\\u00fa" in done.stdout


def test_an_interrupt_that_a_library_wrapped_is_still_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr(build_run, "plan", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.build()


def test_a_file_that_cannot_be_read_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IsADirectoryError(21, "Is a directory", "output/where")

    monkeypatch.setattr(build_run, "plan", broken)
    done = desk.build("a-window-for-change", "--json")
    assert "output/where cannot be read or written: Is a directory." in done.refusal()
    assert done.json["error"]["code"] == 3


def test_nobody_is_told_of_the_copy_who_asked_for_errors_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noting(_: Workspace, article: str) -> list[Finding]:
        asked.append(article)
        return []

    monkeypatch.setattr(copy_told, "copy_findings", noting)
    desk.article("Words.", name="one")
    for options, times in (([], 1), (["-q"], 0), (["-q", "--json"], 1)):
        asked.clear()
        done = desk.build("one", "--edition", "email", "--force", *options)
        assert (done.code, len(asked)) == (0, times)
