"""Times what follows an edit: whole processes, in turn with the bare engine on one leaflet.

    python -m benchmarks.rebuild [--rounds 7]

Nothing stale and one word changed among 25 articles with 50 products, and the state of 500 leaflets. Prints the median
of the ratios of runs taken in turn, and the spread.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.bare import ARTICLE, BROCHURE, ROOT, bare_command, compare, run
from brochure.production.inputs import Inputs
from brochure.production.plan import Product
from brochure.production.records import BuildRecords, Record
from brochure.workspace.scaffold import scaffold

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Makes the workspaces in a temporary folder, and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_command(folder)
        few = _workspace(folder / "25", 25, ("office", "email"))
        single = _workspace(folder / "25-office", 25, ("office",))
        many = _workspace(folder / "500", 500, ("office", "email"))
        compare("nothing stale, 50 products", _command("build", few), bare, rounds, ("wall",))
        compare("status, 50 products", _command("status", few), bare, rounds, ("wall",))
        compare("status, 500 leaflets, 1000 products", _command("status", many), bare, rounds, ("wall", "peak memory"))
        _compare_memory(_command("status", many), _command("status", few), rounds)
        _edited("one word changed of 25 articles, office", single, bare, rounds)
        _edited("one word changed of 25 articles, office + email", few, bare, rounds)


def _command(verb: str, workspace: Path) -> list[str]:
    return [*BROCHURE, verb, "--workspace", str(workspace)]


def _workspace(root: Path, articles: int, editions: Sequence[str]) -> Path:
    """So many articles, each in a trifold, all fresh: one is built, and for the others it is remembered alike."""
    scaffold(root)
    config = (root / "brochure.toml").read_text(encoding="utf-8").partition("[[leaflet]]")[0]
    slugs = [f"article-{number}" for number in range(articles)]
    tables = (
        f'[[leaflet]]\narticle = "{slug}"\nlayouts = ["trifold"]\neditions = {json.dumps(editions)}\n' for slug in slugs
    )
    (root / "brochure.toml").write_text(config + "\n".join(tables), encoding="utf-8")
    copy = root / "assets" / "articles"
    for slug in slugs:
        shutil.copy(copy / f"{ARTICLE}.md", copy / f"{slug}.md")
    run([*_command("build", root), slugs[0]])
    with closing(BuildRecords(root / ".brochure", print)) as records:
        for edition in editions:
            for slug in slugs[1:]:
                _remember(records, root / "output", slugs[0], slug, edition)
    subprocess.run([*_command("status", root), "--exit-code", "-q"], env=ENVIRONMENT, check=True)
    return root


def _remember(records: BuildRecords, output: Path, built: str, other: str, edition: str) -> None:
    def path(slug: str) -> Path:
        layout = None if edition == "email" else "trifold"
        return output / Product(slug, layout, "letter", edition).path

    record = records.of(path(built))
    if not record:
        raise SystemExit("The first article could not be built.")
    path(other).parent.mkdir(exist_ok=True)
    shutil.copy(path(built), path(other))
    records.record(path(other), _renamed(record, f"assets/articles/{built}.md", f"assets/articles/{other}.md"))


def _renamed(record: Record, old: str, new: str) -> Record:
    files = {new if name == old else name: content for name, content in record.inputs.files.items()}
    return replace(record, inputs=Inputs(files, record.inputs.folders, record.inputs.keys))


def _edited(title: str, workspace: Path, bare: Sequence[str], rounds: int) -> None:
    """Each round changes a word of another article; only its products are made."""
    numbers = iter(range(25))

    def edit() -> None:
        article = workspace / "assets" / "articles" / f"article-{next(numbers)}.md"
        article.write_text(article.read_text(encoding="utf-8").replace("ketamine", "Ketamine", 1), encoding="utf-8")

    _compare_after(edit, title, _command("build", workspace), bare, rounds)


def _compare_after(edit: Callable[[], None], title: str, ours: Sequence[str], bare: Sequence[str], rounds: int) -> None:
    ratios = []
    for _ in range(rounds):
        edit()
        ratios.append(run(ours)["wall"] / run(bare)["wall"])
    print(f"{title}: wall {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f})")


def _compare_memory(more: Sequence[str], less: Sequence[str], rounds: int) -> None:
    ratios = [run(more)["peak memory"] / run(less)["peak memory"] for _ in range(rounds)]
    print(f"peak memory, 500 leaflets against 25: {statistics.median(ratios):.2f} ×")


if __name__ == "__main__":
    main()
