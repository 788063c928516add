"""What small edits do to a leaflet: one word more, again and again; and cuts as they were advised.

    python -P -m benchmarks.copyfit_edits --steps 200 [--count 3] [--seed 14] [--jobs 2]
    python -P -m benchmarks.copyfit_edits --cuts [--count 150] [--seed 14] [--jobs 2]

With --steps an article grows by a word so many times: within one arrangement its size of type may move by 0.2 pt at a
step, and the arrangement may change once. With --cuts each article that is too long loses as many words at its end as
it was said to have too many: that must do in 95 % of cases, with at most 1.15 × the words that have to go.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.articles import Sample, samples
from benchmarks.copyfit import LEAFLETS, Made, make, new_workspace
from benchmarks.vocabulary import VOCABULARIES
from brochure.errors import ExitCode
from brochure.geometry.paper import PaperName
from brochure.workspace.workspace import Workspace

#: Points of type size that one word more may cost; a cut that is advised, as a share of what has to go.
_STEP, _TOO_MUCH = 0.2, 1.15
#: Lines of an article from which no words are taken: they are no copy, or no longer what they were without them.
_KEPT = re.compile(r"^(?:#|:::|\||!\[|$)")


def main() -> None:
    """Edits, builds, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--steps", type=int)
    what.add_argument("--cuts", action="store_true")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder) / "workspace")
        if options.cuts:
            _print_cuts(workspace, list(samples(options.count or 150, options.seed)), options.jobs)
        else:
            for sample in islice(_built(workspace, options.seed), options.count or 3):
                _print_steps(workspace, sample, options.steps, options.jobs)


def one_word_steps(sample: Sample, count: int) -> Iterator[Sample]:
    """The article with one word more at its end at each step, each under a name of its own."""
    clauses = (f"{clause}," for clause in VOCABULARIES[sample.language].clauses * count)
    words = list(islice((word for clause in clauses for word in clause.split()), count))
    for step in range(1, count + 1):
        last = f"{' '.join(words[:step]).rstrip(',')}."
        yield replace(sample, name=f"{sample.name}-{step:03}", text=f"{sample.text}\n{last}\n")


def without_words(sample: Sample, count: int, name: str) -> Sample:
    """The article without so many words of the last paragraphs and items, each box with its first word left."""
    head, mark, body = sample.text.rpartition("---\n")
    lines = body.splitlines()
    opening = {at + 1 for at, line in enumerate(lines) if line.startswith("::: ")}
    for at in range(len(lines) - 1, -1, -1):
        if _KEPT.match(lines[at]):
            continue
        sign, words = _item(lines[at])
        gone = min(count, len(words) - 1 if at in opening else len(words))
        count -= gone
        left = words[: len(words) - gone]
        lines[at] = " ".join((*sign, *left)) if left else ""
    return replace(sample, name=name, text=head + mark + "\n".join(lines) + "\n")


def _item(line: str) -> tuple[list[str], list[str]]:
    """The sign of an item, if a line is one, and its words."""
    words = line.split()
    return (words[:1], words[1:]) if words[0] in ("-", "1.") else ([], words)


def _built(workspace: Workspace, seed: int) -> Iterator[Sample]:
    """Articles that are too long for none of the leaflets."""
    for sample in samples(1000, seed):
        if all(one.measured for one in make(workspace, [sample], 1)):
            yield sample


def _print_steps(workspace: Workspace, sample: Sample, steps: int, jobs: int) -> None:
    made = make(workspace, list(one_word_steps(sample, steps)), jobs)
    for leaflet in LEAFLETS:
        row = [one for one in made if (one.layout, one.paper) == leaflet]
        print(f"{sample.name}-{'-'.join(leaflet)}: {_steps(row)}", flush=True)


def _steps(row: Sequence[Made]) -> str:
    """What one word more did, in words."""
    built = [one for one in row if one.measured]
    pairs = list(pairwise(built))
    jumps = [abs(_size(after) - _size(before)) for before, after in pairs if before.arrangement == after.arrangement]
    changes = sum(before.arrangement != after.arrangement for before, after in pairs)
    worst = max(jumps, default=0.0)
    fine = worst <= _STEP + 0.001 and changes <= 1
    return (
        f"{len(built)} of {len(row)} built, {max(map(_size, built), default=0):.1f} to"
        f" {min(map(_size, built), default=0):.1f} pt, largest step {worst:.1f} pt within an arrangement,"
        f" {changes} changes of arrangement{'' if fine else ': too much'}"
    )


def _size(one: Made) -> float:
    return one.measured.size if one.measured else 0.0


def _print_cuts(workspace: Workspace, articles: Sequence[Sample], jobs: int) -> None:
    by_name = {sample.name: sample for sample in articles}
    cases = fine = fitting = 0
    for one in make(workspace, articles, jobs):
        if one.code != ExitCode.OVERSET or not one.fit or not one.fit["overset_words"]:
            continue
        advised = int(one.fit["overset_words"])
        fits = _fits_without(workspace, by_name[one.article], (one.layout, one.paper))
        enough = fits(advised)
        least = _least(fits, advised, enough=enough)
        cases += 1
        fitting += enough
        fine += enough and advised <= _TOO_MUCH * least + 1
        said = "have to go" if enough else "or more have to go: does not fit"
        print(f"{one.name}: {advised} words advised, {least} {said}", flush=True)
    print(f"{cases} too long; {fitting} fit after the cut that was advised, {fine} of them without cutting too much.")


def _fits_without(workspace: Workspace, sample: Sample, leaflet: tuple[str, PaperName]) -> Callable[[int], bool]:
    """Whether the article fits without so many words."""
    return lambda count: (
        make(workspace, [without_words(sample, count, f"{sample.name}-cut-{count}")], 1, [leaflet])[0].code
        != ExitCode.OVERSET
    )


def _least(fits: Callable[[int], bool], advised: int, *, enough: bool) -> int:
    """The fewest words that have to go, within a twentieth."""
    low, high = (0, advised) if enough else (advised, 2 * advised)
    while high - low > max(1, advised // 20):
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


if __name__ == "__main__":
    main()
