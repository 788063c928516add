"""Wrong usage, help, and what a call costs that does nothing."""

from __future__ import annotations

import inspect

import click
import pytest

from brochure.cli.commands import COMMANDS, cli
from tests.conftest import ROOT, Brochure, Desk

WRONG = [
    pytest.param(["bild"], "'bild'", id="unknown command"),
    pytest.param(["build", "--papr", "a4"], "'--paper'", id="unknown option"),
    pytest.param(["build", "--paper", "a3"], "'letter', 'a4', 'legal'", id="bad choice"),
    pytest.param(["build", "--edition", "press-office"], "'office', 'email'", id="bad edition"),
    pytest.param(["build", "--jobs", "0"], "1<=x<=64", id="no jobs"),
    pytest.param(["build", "--jobs", "many"], "'many'", id="jobs in words"),
    pytest.param(["build", "--layout"], "--layout", id="option without value"),
    pytest.param(["build", ""], "names no article", id="empty name"),
    pytest.param(["import"], "FILE", id="import without file"),
    pytest.param(["import", "a.txt", "b.txt", "--slug", "c"], "one FILE", id="one name for two files"),
    pytest.param(["init"], "brochure init DIR", id="init without folder"),
    pytest.param(["--jsn"], "--jsn", id="option before the command"),
]


@pytest.mark.sample(4)
@pytest.mark.parametrize(("arguments", "fault"), WRONG)
def test_wrong_usage(desk: Desk, arguments: list[str], fault: str) -> None:
    done = desk.brochure(*arguments)
    assert fault in done.refusal(2)
    assert done.out == ""
    with_json = desk.brochure(*arguments, "--json")
    if arguments[-1] != "--layout":
        assert fault in with_json.error["message"]
        with_json.refusal(2)


def test_a_name_that_is_not_text(process: Brochure) -> None:
    done = process("build", "\udcff", "--json")
    assert "names no article" in done.refusal(2)
    assert done.error["file"] is None


def test_without_arguments_it_helps(brochure: Brochure) -> None:
    done = brochure()
    assert done.code == 2
    assert "Usage: brochure" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_and_its_options_do(brochure: Brochure, name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command
    assert inspect.getdoc(command.callback)
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert {"--workspace", "--json", "--verbose", "--quiet"} <= {flag for option in options for flag in option.opts}
    readme = (ROOT / "README.md").read_text("utf-8")
    for option in options:
        assert option.help
        assert option.help.endswith((".", ")"))
    result = brochure(name, "--help")
    assert result.code == 0
    assert all(flag in result.out for option in options for flag in option.opts)
    assert f"brochure {name}" in readme


def test_help_lists_each_command(brochure: Brochure) -> None:
    text = brochure("--help").out
    for name, (_, about) in COMMANDS.items():
        assert name in text
        assert about in text


HEAVY = ("pydantic", "weasyprint", "jinja2", "pikepdf", "PIL", "fontTools", "yaml", "markdown_it")
BUILDERS = ("weasyprint", "pikepdf")


def imported(process: Brochure, *arguments: str) -> set[str]:
    """The packages that a call imports."""
    done = process(*arguments, PYTHONPROFILEIMPORTTIME="1")
    lines = [line for line in done.err.splitlines() if line.startswith("import time:")]
    assert lines
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.sample(2)
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["build", "--papr"], ["bild"]])
def test_help_and_wrong_usage_import_nothing_heavy(process: Brochure, arguments: list[str]) -> None:
    assert imported(process, *arguments) & set(HEAVY) == set()


@pytest.mark.sample(1)
@pytest.mark.parametrize("body", ["[x](y.md)", "::: calout\n:::", "![x](none.png)"])
def test_bad_input_does_not_wait_for_the_engine(desk: Desk, process: Brochure, body: str) -> None:
    desk.article(body)
    names = imported(process, "build", "test")
    assert "markdown_it" in names
    assert names & set(BUILDERS) == set()


def test_bad_configuration_does_not_wait_for_the_engine(desk: Desk, process: Brochure) -> None:
    desk.write("brochure.toml", "[clinc]")
    assert imported(process, "build") & set(BUILDERS) == set()


def test_import_does_not_wait_for_the_engine(desk: Desk, process: Brochure) -> None:
    desk.write("copy.txt", "Words.")
    assert imported(process, "import", "copy.txt", "--no-try") & set(BUILDERS) == set()
