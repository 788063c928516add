"""Small faults put into the code one at a time, to see whether a test notices: 400 of them, drawn with a seed.

    .venv/bin/python -P -m benchmarks.mutants [--count 400] [--seed 1] [--jobs 1] [--results FILE] [--survivors]

Each mutant is put into a copy of this checkout, runs against the tests of its own room, and becomes one line of JSON in
the file of results; what stands there is not run again. With --survivors, those that survived are: after a test was
added, say, and also against tests of other rooms that go through the same code. Annotations are not mutated, for they
are never evaluated. It needs cosmic-ray, which is no part of the locked tools.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Seconds of one test after which a mutant counts as endless, and bytes that it may take.
_SECONDS, _BYTES = 40, 6 << 30
_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
_LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".cache", ".hypothesis", "output", ".*_cache")
_PRESS = ("products/test_products_press", "products/test_products_press_jobs", "proof/test_proof_plates")
_COPYFIT = tuple(f"typeset/test_typeset_{name}" for name in ("fit", "overset", "boxes"))
_PAGES = ("products/test_products_fit", "products/test_products_layouts", "bad_input/test_bad_overset")
_SEPARATION = tuple(
    f"prepress/test_prepress_separation{name}"
    for name in ("", "_gradients", "_pictures", "_jobs", "_properties", "_sample", "_hostile")
)
_SHEETS = tuple(f"prepress/test_prepress_{name}" for name in ("pressheet", "marks", "pdfx"))
_BLACK = tuple(f"prepress/test_prepress_{name}" for name in ("black_curve", "conversion"))
_COMMANDS = ("cli/test_cli_usage", "cli/test_cli_codes")
_JSON = "products/test_products_json"
_LEDGER = tuple(
    f"mail/test_mail_{name}" for name in ("policy", "ledger", "ledger_file", "drafts", "delivery", "ledger_people")
)


@dataclass(frozen=True)
class Room:
    """Code, the tests of its room, those most likely to notice first, and tests of other rooms that reach it."""

    code: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]


ROOMS = (
    Room(("geometry/*",), ("geometry",), (*_SHEETS[:2], _PAGES[1])),
    Room(("typeset/fit.py", "typeset/overset.py"), _COPYFIT, _PAGES),
    Room(("typeset/panels.py",), ("typeset/test_typeset_panels", *_PAGES[:2]), (_PAGES[2], _JSON)),
    Room(("production/plan.py",), _COMMANDS, (_JSON, *_PAGES)),
    Room(("prepress/separation/*",), _SEPARATION, (*_SHEETS, *_PRESS)),
    Room(("prepress/marks.py", "prepress/impose.py", "prepress/pdfx.py"), _SHEETS, _PRESS),
    Room(("prepress/black_curve.py",), _BLACK, (*_SEPARATION, *_PRESS)),
    Room(("mail/policy.py", "mail/ledger.py"), _LEDGER, ("mail/test_mail_recipients", "mail/test_mail_send")),
)


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the how-manieth place where the operator applies, and what becomes of the lines there."""

    file: str
    line: int
    operator: str
    occurrence: int
    change: str


def _annotations(source: str) -> list[ast.expr]:
    nodes = list(ast.walk(ast.parse(source)))
    named = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return [node for node in named if isinstance(node, ast.expr)]


def _places(file: str) -> Iterator[Mutant]:
    """All mutants of a file, their changes not worked out yet."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    source = (ROOT / file).read_text("utf-8")
    spans = [((at.lineno, at.col_offset), (at.end_lineno, at.end_col_offset)) for at in _annotations(source)]
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            continue
        operator = kind()
        places = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, start in enumerate(places):
            if not any(first <= start <= last for first, last in spans):
                yield Mutant(file, start[0], name.removeprefix("core/"), occurrence, "")


def _mutated(mutant: Mutant, source: str) -> str:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    return str(mutate_code(source, get_operator(f"core/{mutant.operator}")(), mutant.occurrence))


def _change(mutant: Mutant) -> str:
    """The lines before and after; empty where Python does not take what comes of it."""
    source = (ROOT / mutant.file).read_text("utf-8")
    mutated = _mutated(mutant, source)
    try:
        compile(mutated, mutant.file, "exec")
    except SyntaxError:
        return ""
    lines = difflib.unified_diff(source.split("\n"), mutated.split("\n"), n=0)
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++", "@@ "))


def draw(count: int, seed: int) -> list[Mutant]:
    """`count` of all mutants that Python takes, each as likely as any other."""
    patterns = [pattern for room in ROOMS for pattern in room.code]
    files = sorted({file for pattern in patterns for file in (ROOT / "brochure").glob(pattern) if file.suffix == ".py"})
    places = [mutant for file in files for mutant in _places(file.relative_to(ROOT).as_posix())]
    print(f"{len(places)} mutants in {len(files)} files", file=sys.stderr)
    chance, drawn = random.Random(seed), dict[Mutant, str]()
    while sum(map(bool, drawn.values())) < count and len(drawn) < len(places):
        place = places[chance.randrange(len(places))]
        if place not in drawn:
            drawn[place] = _change(place)
    return [replace(place, change=change) for place, change in drawn.items() if change]


class _Watch:
    """Ends a test that takes too long, and keeps the name of the one that failed."""

    failed = ""

    def pytest_runtest_logstart(self) -> None:
        signal.alarm(_SECONDS)

    def pytest_runtest_logreport(self, report: object) -> None:
        if getattr(report, "failed", False):
            self.failed = str(getattr(report, "nodeid", ""))


def _test(copy: Path, tests: Sequence[str]) -> tuple[str, str]:
    """What became of the tests in a process of their own, and which test failed.

    The process is forked from this one, which has loaded the heavy libraries and nothing of ours.
    """
    note = copy / "failed"
    note.write_text("collection", "utf-8")
    if not (child := os.fork()):
        os.setsid()
        signal.alarm(_SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
        os.dup2(os.open(copy / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1), os.dup2(1, 2)
        os.chdir(copy)
        os.environ.update(PYTHONPATH=str(copy), PYTHONDONTWRITEBYTECODE="1")
        sys.path.insert(0, str(copy))
        sys.argv = ["pytest"]
        watch, code = _Watch(), 1
        try:
            import pytest

            paths = [f"tests/{path}{'.py' if '/' in path else ''}" for path in tests]
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *_QUIET, *paths], [watch])
            note.write_text(watch.failed or "collection", "utf-8")
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    outcome = "timeout" if status == -signal.SIGALRM else "killed" if status else "survived"
    return outcome, note.read_text("utf-8") if outcome == "killed" else ""


def _room(mutant: Mutant) -> Room:
    return next(room for room in ROOMS if any(Path(mutant.file).match(f"brochure/{code}") for code in room.code))


def _judge(copy: Path, mutant: Mutant, far: bool) -> dict[str, object]:
    room = _room(mutant)
    target, start = copy / mutant.file, time.monotonic()
    kept, times = target.read_bytes(), target.stat()
    target.write_text(_mutated(mutant, kept.decode()), "utf-8")
    outcome, test = _test(copy, room.near)
    if outcome == "survived" and far:
        outcome, test = _test(copy, room.far)
    target.write_bytes(kept)
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    seconds = round(time.monotonic() - start, 1)
    return {**asdict(mutant), "outcome": outcome, "test": test, "seconds": seconds}


def _copy(folder: str) -> Path:
    return Path(shutil.copytree(ROOT, Path(folder) / "checkout", ignore=_LEFT_OUT))


def _check(mutants: Sequence[Mutant], far: bool) -> None:
    """Ends the program where a test fails without any mutant."""
    rooms = {_room(mutant) for mutant in mutants}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = _copy(folder)
        for tests in {part for room in rooms for part in (room.near, *((room.far,) if far else ()))}:
            outcome, test = _test(copy, tests)
            if outcome != "survived":
                print((copy / "said").read_text("utf-8", "replace")[-3000:], file=sys.stderr)
                sys.exit(f"mutants: without a mutant, {test or tests} is {outcome}")


def _work(mutants: Sequence[Mutant], results: Path, far: bool) -> None:
    """Judges mutants one after the other, in a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = _copy(folder)
        for mutant in mutants:
            line = json.dumps(_judge(copy, mutant, far)) + "\n"
            with results.open("a", encoding="utf-8") as file:
                file.write(line)


def _read(results: Path) -> dict[Mutant, str]:
    """What became of each mutant last, and whether it is there still."""
    lines = results.read_text("utf-8").splitlines() if results.exists() else []
    names = Mutant.__dataclass_fields__
    found = [(Mutant(**{name: line[name] for name in names}), line["outcome"]) for line in map(json.loads, lines)]
    return dict(found)


def main() -> None:
    """Draws, judges what has not been judged, and sums up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("count", 400), ("seed", 1), ("jobs", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--results", type=Path, default=ROOT / ".cache" / "mutants.jsonl")
    parser.add_argument("--survivors", action="store_true", help="run those again that survived")
    given = parser.parse_args()
    try:
        import cosmic_ray.plugins  # noqa: F401
    except ImportError:
        sys.exit("mutants: cosmic-ray is missing; type: .venv/bin/python -m pip install cosmic-ray==8.7")
    import hypothesis
    import pikepdf  # noqa: F401
    import PIL.Image  # noqa: F401
    import pydantic  # noqa: F401
    import weasyprint  # noqa: F401

    # The same examples each time, and none made smaller: that a test fails is enough.
    quick = hypothesis.settings(phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate], deadline=None,
                                derandomize=True, database=None)  # fmt: skip
    hypothesis.settings.register_profile("mutants", quick)
    hypothesis.settings.load_profile("mutants")
    given.results.parent.mkdir(exist_ok=True)
    judged = _read(given.results)
    if given.survivors:
        left = [mutant for mutant, outcome in judged.items() if outcome == "survived"]
        left = [mutant for mutant in left if _change(mutant) == mutant.change]
    else:
        left = [mutant for mutant in draw(given.count, given.seed) if mutant not in judged]
    _check(left, given.survivors)
    children = []
    for job in range(given.jobs):
        if not (child := os.fork()):
            _work(left[job :: given.jobs], given.results.absolute(), given.survivors)
            os._exit(0)
        children.append(child)
    ended = [os.waitpid(child, 0)[1] for child in children]
    outcomes = _read(given.results)
    for mutant, outcome in outcomes.items():
        if outcome == "survived":
            print(f"{mutant.file}:{mutant.line} {mutant.operator}\n{mutant.change}")
    print(dict(Counter(outcomes.values())))
    sys.exit(any(ended))


if __name__ == "__main__":
    main()
