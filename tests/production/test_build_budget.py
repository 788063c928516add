"""What takes too much time or memory is refused by name; everything else is made, and old products stay."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from brochure import budget
from brochure.errors import BadInput
from brochure.workspace.limits import Limits
from tests.conftest import command
from tests.production.conftest import Small
from tests.production.killing import tricks

#: Enough for the products of these tests, many times over.
MEMORY = 600


def limits(**values: float) -> Limits:
    return Limits.model_validate(values)


def loop() -> None:
    while True:
        pass


def deaf() -> None:
    for _ in range(2):
        with suppress(BaseException):
            loop()


def backtracking() -> None:
    re.fullmatch(r"(a+)+b", "a" * 60)


def asleep() -> None:
    time.sleep(60)


@pytest.mark.parametrize("work", [loop, deaf, backtracking, asleep])
def test_a_job_that_takes_too_long(work: Any) -> None:
    with pytest.raises(BadInput) as refused:
        budget.within("A job", limits(seconds=0.2), work)
    assert str(refused.value) == (
        "A job takes longer than 0.2 seconds. Make it simpler, or raise seconds in [limits] of brochure.toml."
    )
    # Nothing of it is left to hit the next one.
    assert budget.within("The next", limits(seconds=30), lambda: sum(range(1000))) == 499500


def test_a_machine_that_stands_still_is_no_fault_of_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a laptop sleeps: the clock goes on by an hour in which nothing works."""
    clock, slept = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock() + slept[0])

    def work() -> str:
        slept[0] = 3600.0
        time.sleep(0.4)
        return "made"

    assert budget.within("A job", limits(seconds=60), work) == "made"
    with pytest.raises(BadInput, match="longer than"):
        budget.within("A job", limits(seconds=0.2), loop)


@pytest.mark.parametrize("work", [loop, deaf])
def test_in_another_thread(work: Any) -> None:
    refused: list[BadInput] = []

    def job() -> None:
        try:
            budget.within("A job", limits(seconds=0.2), work)
        except BadInput as error:
            refused.append(error)
        refused.append(BadInput(str(sum(range(100_000)))))

    thread = threading.Thread(target=job)
    thread.start()
    thread.join(30)
    assert [error.message for error in refused] == ["A job takes longer than 0.2 seconds.", "4999950000"]


def hungry() -> None:
    pieces = []
    while True:
        pieces.append(bytes(1_000_000).replace(b"\0", b"x"))


def huge() -> None:
    bytearray(10**11)


def wrapped() -> None:
    try:
        huge()
    except Exception as error:
        raise ValueError("the template is at fault") from error


@pytest.mark.sample(2)
@pytest.mark.parametrize("work", [hungry, huge, wrapped])
def test_a_job_that_takes_too_much_memory(work: Any) -> None:
    with pytest.raises(BadInput) as refused:
        budget.within("A job", limits(memory_mb=300), work)
    assert str(refused.value) == (
        "A job takes more than 300 MB of memory. Make it simpler, or raise memory_mb in [limits] of brochure.toml."
    )


def test_what_else_goes_wrong_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        budget.within("A job", limits(), lambda: 1 / 0)
    with pytest.raises(KeyboardInterrupt):
        budget.within("A job", limits(), lambda: (_ for _ in ()).throw(KeyboardInterrupt))


def test_an_error_that_stands_twice_in_its_own_chain() -> None:
    error, other = BadInput("Raised again."), ValueError()
    error.__cause__, other.__context__ = other, error

    def work() -> None:
        raise error

    with pytest.raises(BadInput, match="Raised again"):
        budget.within("A job", limits(seconds=5), work)


def built(small: Small, tmp_path: Path, *arguments: str) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit code, each product by its article, and what was said."""
    done = subprocess.run(
        command("build", "--json", *arguments),
        cwd=small.root,
        env=tricks(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    products = json.loads(done.stdout)["products"] if done.stdout else []
    return done.returncode, {product["article"]: product for product in products}, done.stderr


TIME, SPACE = "longer than 120 seconds", f"more than {MEMORY} MB of memory"


@pytest.mark.sample(1)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_other_products_are_made_and_the_old_one_stays(small: Small, tmp_path: Path, jobs: str) -> None:
    # Those of the end are the worker's, which is lost or not with each.
    names = {"one": "", "slow": TIME, "hungry": SPACE, "two": "", "deaf": TIME, "huge": SPACE}
    if jobs == "2":
        names |= {"crash-worker": SPACE, "stuck-worker": TIME, "last": ""}
    small.articles(*names)
    small.config(*names, more=f"[limits]\nmemory_mb = {MEMORY}\n")
    old = small.desk.write("output/slow/slow-email.pdf", "The old product.")
    code, products, errors = built(small, tmp_path, "--jobs", jobs)
    assert code == 3, errors
    assert "Traceback" not in errors
    for name, bound in names.items():
        error = products[name]["error"]
        if not bound or (name.endswith("-worker") and error is None):  # the first process may have come by it
            assert error is None, (name, error)
            assert (small.root / f"output/{name}/{name}-email.pdf").read_bytes().rstrip().endswith(b"%%EOF")
        else:
            assert error["code"] == 3
            assert bound in error["message"]
            assert name in error["message"]
            assert "[limits]" in error["hint"]
    assert old.read_bytes() == b"The old product."


def test_a_lost_worker_is_replaced(small: Small, tmp_path: Path) -> None:
    """Three times; the first process waits until the last task is taken."""
    lost = {"crash": "more than", "gone": "was killed", "stuck": "longer than"}
    small.articles("one", "host", *(f"{name}-worker" for name in lost))
    code, products, errors = built(small, tmp_path, "--jobs", "2")
    assert code == 1, errors
    assert products["host"]["error"] is None
    for name, expected in lost.items():
        assert expected in products[f"{name}-worker"]["error"]["message"]


def test_a_first_process_that_is_stuck_says_so_and_ends(small: Small, tmp_path: Path) -> None:
    small.articles("stuck")
    old = small.desk.write("output/stuck/stuck-email.pdf", "The old product.")
    code, _, errors = built(small, tmp_path)
    assert (code, errors) == (
        3,
        "brochure: 'stuck' takes longer than 120 seconds."
        " Make it simpler, or raise seconds in [limits] of brochure.toml.\n",
    )
    assert old.read_bytes() == b"The old product."
    assert list((small.root / ".brochure" / "tmp").iterdir()) == []


def test_raising_a_limit_makes_nothing_stale(small: Small) -> None:
    small.built()
    small.config("one", more="[limits]\nseconds = 200\n")
    assert small.built() == {}


def test_an_import(small: Small) -> None:
    small.config("one", more="[limits]\nseconds = 0.001\n")
    file = small.desk.write("long.html", "<p>Words and <b>more</b> of them.</p>\n" * 20_000)
    assert small.desk.brochure("import", file).refusal() == (
        "brochure: long.html takes longer than 0.001 seconds."
        " Make it simpler, or raise seconds in [limits] of brochure.toml."
    )
    assert not (small.root / "assets/articles/long.md").exists()
