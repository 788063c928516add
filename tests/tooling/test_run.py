"""`./run`, in checkouts of its own whose locks name no package: what it installs, says, and leaves alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash") or ""

pytestmark = [pytest.mark.skipif(not BASH, reason="run needs bash"), pytest.mark.xdist_group("run")]

PROGRAM = """
import json, os, sys
print(json.dumps({"words": sys.argv[1:], "folder": os.getcwd(), "workspace": os.environ.get("BROCHURE_WORKSPACE"),
    "command": os.environ.get("BROCHURE_COMMAND")}))
"""


def make_checkout(folder: Path) -> Path:
    (folder / "brochure").mkdir(parents=True)
    (folder / "brochure" / "__init__.py").touch()
    (folder / "brochure" / "__main__.py").write_text(PROGRAM, "utf-8")
    (folder / "brochure.toml").touch()
    (folder / "requirements.lock").write_text("# nothing\n", "utf-8")
    shutil.copy(ROOT / "run", folder / "run")
    return folder


def run(
    checkout: Path, *words: str, cwd: Path | None = None, path: str | None = None, without: str = ""
) -> subprocess.CompletedProcess[str]:
    python = Path(getattr(sys, "_base_executable", sys.executable)).parent
    keep = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "LANG", "LC_"))}
    env = {**keep, "HOME": str(checkout), "PATH": f"{python}:/usr/bin:/bin" if path is None else path}
    command = [BASH, "-c", f'exec "$0" "$@" {without}', BASH, str(checkout / "run"), *words]
    return subprocess.run(command, cwd=cwd or checkout, env=env, capture_output=True, text=True, check=False)


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """What the program printed, which is all that may be on standard output."""
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert isinstance(said, dict)
    return said


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    checkout = make_checkout(tmp_path_factory.mktemp("run") / "a checkout's folder")
    first = run(checkout, "build", "--json")
    assert answer(first)["words"] == ["build", "--json"]
    assert "requirements.lock" in first.stderr
    return checkout


def test_silent_when_nothing_is_missing(installed: Path) -> None:
    done = run(installed, "build", "a b", "")
    assert answer(done)["words"] == ["build", "a b", ""]
    assert done.stderr == ""


def test_alone_asks_for_help(installed: Path) -> None:
    assert answer(run(installed))["words"] == ["--help"]


def test_current_folder_and_its_modules_stay_out_of_the_way(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')", "utf-8")
    said = answer(run(installed, "status", cwd=tmp_path))
    assert said["folder"] == str(tmp_path)
    assert said["workspace"] == str(installed)


def test_a_workspace_above_the_current_folder_is_used(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "brochure.toml").touch()
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    assert answer(run(installed, "status", cwd=inner))["workspace"] is None


def test_the_program_hears_how_it_was_called(installed: Path) -> None:
    assert answer(run(installed, "status"))["command"] == str(installed / "run")


def test_called_through_a_link(installed: Path, tmp_path: Path) -> None:
    link = tmp_path / "run"
    link.symlink_to(os.path.relpath(installed / "run", tmp_path))
    assert answer(run(tmp_path, "status"))["workspace"] == str(installed)


def test_script_in_the_environment(installed: Path, tmp_path: Path) -> None:
    script = installed / ".venv" / "bin" / "brochure"
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([script, "status"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
    assert answer(done)["words"] == ["status"]


def quick_venvs(installed: Path, programs: Path) -> str:
    """A PATH whose Python makes environments with a copy of another one's pip, which takes a third of the time."""
    real = shutil.which("python3", path=str(Path(getattr(sys, "_base_executable", sys.executable)).parent)) or ""
    (pip,) = installed.glob(".venv/lib/python*/site-packages/pip")
    programs.mkdir()
    (programs / "python3").write_text(
        f"""#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec "{real}" "$@"
shift 2
for venv; do :; done
"{real}" -m venv --without-pip "$@" && cp -R "{pip}" "$venv"/lib/python*/site-packages/
""",
        "utf-8",
    )
    (programs / "python3").chmod(0o755)
    return f"{programs}:/usr/bin:/bin"


def test_what_makes_it_install_again(installed: Path, tmp_path: Path) -> None:
    """An install cut short, met by two runs at once; a checkout that was moved, without standard error; a new lock."""
    path = quick_venvs(installed, tmp_path / "programs")
    checkout = make_checkout(tmp_path / "before")
    (checkout / ".venv" / "bin").mkdir(parents=True)  # as a run that was killed leaves it
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda word: run(checkout, word, path=path), ["one", "two"]))
    assert [answer(each)["words"] for each in done] == [["one"], ["two"]]
    assert sum("installing" in each.stderr for each in done) == 1

    moved = checkout.rename(tmp_path / "after")
    stamps = [path.stat().st_mtime_ns for path in moved.glob(".venv/*.stamp")]
    assert answer(run(moved, "three", path=path, without="2>&-"))["folder"] == str(moved)
    assert [path.stat().st_mtime_ns for path in moved.glob(".venv/*.stamp")] != stamps
    assert run(moved, "four", path=path).stderr == ""

    (moved / "requirements.lock").write_text("no requirement\n", "utf-8")
    changed = run(moved, "five", path=path)
    assert changed.returncode == 6
    assert changed.stdout == ""


@pytest.mark.parametrize("pythons", [[], ["python3", "python3.11"]], ids=["none", "too old"])
def test_without_a_python_that_will_do(tmp_path: Path, pythons: list[str]) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in pythons:
        (programs / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (programs / name).chmod(0o755)
    done = run(checkout, "build", path=str(programs))
    assert done.returncode == 6
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Python 3.11" in done.stderr
    assert "type: " in done.stderr
