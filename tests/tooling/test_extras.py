"""The optional packages: declared where they are used, asked for in one line where missing, and needed by no other."""

from __future__ import annotations

import ast
import os
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from brochure.extras import EXTRAS, lacking_extra
from brochure.mail import login
from brochure.workspace.mail_settings import Mail
from tests.conftest import ROOT, Brochure, Desk
from tests.tooling.test_lock import normal

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OPTIONAL = PROJECT["optional-dependencies"]


def imported() -> Iterator[str]:
    """Every package that the program imports, wherever in its files."""
    for path in (ROOT / "brochure").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def distributions(packages: set[str]) -> set[str]:
    known = packages_distributions()
    return {normal(distribution) for package in packages for distribution in known[package]}


def declared(requirements: list[str]) -> set[str]:
    return {normal(Requirement(requirement).name) for requirement in requirements}


def test_each_package_is_declared_with_its_extra_or_for_all() -> None:
    optional = set().union(*EXTRAS.values())
    foreign = set(imported()) - set(sys.stdlib_module_names) - {"brochure"}
    # these come with one that is declared, pydantic, jinja2 and weasyprint; the last is for type checkers alone
    always = foreign - optional - {"pydantic_core", "markupsafe", "cffi", "_cffi_backend", "_typeshed"}
    assert distributions(always) == declared(PROJECT["dependencies"])
    for extra, packages in EXTRAS.items():
        assert packages <= foreign, extra
        assert distributions(set(packages)) == declared(OPTIONAL[extra]), extra


def test_all_is_every_extra_of_the_program() -> None:
    assert set(OPTIONAL) == {*EXTRAS, "all", "dev"}
    assert OPTIONAL["all"] == [f"brochure[{','.join(sorted(EXTRAS))}]"]


def without(packages: frozenset[str] | set[str], folder: Path) -> dict[str, str]:
    """The environment of a process in which these packages are not installed."""
    hidden = folder / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(f"import sys\nsys.modules.update(dict.fromkeys({sorted(packages)!r}))\n")
    return {"PYTHONPATH": os.pathsep.join((str(hidden), str(ROOT)))}


@pytest.mark.parametrize(
    ("package", "extra", "call"),
    [
        ("bs4", "import", ["import", "copy.html"]),
        ("mammoth", "import", ["import", "copy.docx"]),
        ("email_validator", "mail", ["unsubscribe", "maria@clinic.example"]),
        ("starlette", "proof", ["proof", "--port", "0"]),
        ("watchfiles", "proof", ["watch"]),
    ],
)
def test_what_is_missing_is_told_in_a_line(
    desk: Desk, process: Brochure, tmp_path: Path, package: str, extra: str, call: list[str]
) -> None:
    for name in ("copy.html", "copy.docx"):
        desk.write(name, "<p>Words.</p>")
    refusal = process(*call, **without({package}, tmp_path)).refusal(6)
    assert package in refusal
    assert refusal.endswith(f"Type: pip install 'brochure[{extra}]'")
    assert desk.files() == {}


def test_the_rest_works_without_them(desk: Desk, process: Brochure, tmp_path: Path) -> None:
    environment = without(set().union(*EXTRAS.values()), tmp_path)
    desk.write("copy.md", "# Words\n\nA few.\n")
    assert process("import", "copy.md", **environment).code == 0
    assert process("build", "copy", "--edition", "email", **environment).code == 0
    assert process("status", "copy", **environment).code == 0
    assert "output/copy/copy-email.pdf" in desk.files()


def test_a_missing_keyring_is_not_taken_for_one_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.delenv(login.PASSWORD, raising=False)
    config = Mail.model_validate({"host": "mail.example", "user": "a"})
    with pytest.raises(ModuleNotFoundError) as caught:
        login.find_login(config)
    lacking = lacking_extra(caught.value)
    assert lacking
    assert "brochure[mail]" in lacking.hint
    monkeypatch.setenv(login.PASSWORD, "secret")
    assert login.find_login(config)


def test_another_missing_module_is_no_extra() -> None:
    assert lacking_extra(ModuleNotFoundError("no", name="brochure.nothing")) is None
    assert lacking_extra(ModuleNotFoundError("no")) is None
