"""How well leaflets are made up, measured from the products of made-up articles.

    python -P -m benchmarks.copyfit [--count 150] [--seed 14] [--jobs 2] [-v] [--json FILE] [--before FILE]

Builds each article as a trifold on letter and on A4 and as a handout, for the office, and reads the PDF files: where
each word of the article stands, and how full each panel is. Prints how many products have which fault, beside what is
allowed; with -v each of them. With --before the same run of another version, from its --json, stands in a column.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.article_blocks import blocks
from benchmarks.articles import Sample, samples
from benchmarks.copyfit_faults import Measured, measure
from benchmarks.leaflet_pages import read
from brochure.errors import ExitCode
from brochure.geometry.paper import PaperName
from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.typeset import layouts
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import CONFIG, Workspace, open_workspace

LEAFLETS: tuple[tuple[str, PaperName], ...] = (("trifold", "letter"), ("trifold", "a4"), ("handout", "letter"))
#: A fault, of which products it is a share, and how many percent are allowed.
BOUNDS: tuple[tuple[str, str, float | None], ...] = (
    ("hole of 15 %", "full", 5),
    ("hole of 30 %", "full", 1),
    ("fills differ by 30", "full", 2),
    ("so before the last", "full", None),
    ("so in short copy", "short", None),
    ("box split", "built", 0),
    ("steps split", "built", 0),
    ("table split", "built", 0),
    ("heading at a foot", "built", 0),
    ("widow", "built", 0),
    ("orphan", "built", 0),
    ("text outside", "built", 0),
    ("letters lost", "built", 0),
    ("line begins raised", "built", 0),
    ("sources alone", "built", 0),
    ("sources take a panel", "built", None),
    ("several panels of notes", "built", 0),
    ("turn within a block", "built", None),
    ("turn within a sentence", "built", None),
    ("short last line", "paragraphs", 0.5),
    ("short last line of an item", "items", None),
)
#: What a row is called that counts a fault for the second time.
FAULTS = {"so in short copy": "fills differ by 30"}


@dataclass(frozen=True)
class Made:
    """What became of a leaflet; `measured` where there is a product."""

    article: str
    layout: str
    paper: str
    code: int
    said: str
    fit: dict[str, Any] | None
    arrangement: int | None
    seconds: float
    measured: Measured | None

    @property
    def name(self) -> str:
        return f"{self.article}-{self.layout}-{self.paper}"


def main() -> None:
    """Builds, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--keep", type=Path, help="Leave the workspace with its products in this folder.")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(options.keep or Path(folder) / "workspace")
        made = make(workspace, list(samples(options.count, options.seed)), options.jobs)
    record = [asdict(one) for one in made]
    if options.json:
        options.json.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")
    before = json.loads(options.before.read_text(encoding="utf-8")) if options.before else None
    _print(record, before)
    if options.verbose:
        _print_offenders(made)


def new_workspace(root: Path) -> Workspace:
    """A clinic's folder without articles; where there is one, its products are built again if they are stale."""
    if not (root / CONFIG).exists():
        scaffold(root, empty=True)
    return open_workspace(root)


def make(
    workspace: Workspace,
    articles: Sequence[Sample],
    jobs: int,
    leaflets: Sequence[tuple[str, PaperName]] = LEAFLETS,
) -> list[Made]:
    """All articles as all leaflets, built and measured."""
    for sample in articles:
        sample.write(workspace.root)
    texts = {sample.name: sample.text for sample in articles}
    return [made for layout, paper in leaflets for made in _leaflets(workspace, texts, layout, paper, jobs)]


def _leaflets(workspace: Workspace, texts: dict[str, str], layout: str, paper: PaperName, jobs: int) -> Iterator[Made]:
    output = workspace.root / "output"
    request = BuildRequest(tuple(texts), layout, paper, ("office",))
    outcomes, _ = build(workspace, request, output, jobs, lambda _: None)
    described = layouts.load(workspace, layout)[0]
    arrangements = layouts.on_paper(described, layout, paper, workspace.config.printer)
    for outcome in outcomes:
        said = outcome.as_json()
        error = said["error"] or {"code": ExitCode.DONE, "message": ""}
        measured = None
        if not error["code"]:
            piece = arrangements[said["arrangement"]]
            product = read(output / outcome.product.path, piece, blocks(texts[said["article"]]))
            measured = measure(product, described.type.largest.size)
        yield Made(
            said["article"],
            layout,
            paper,
            int(error["code"]),
            error["message"],
            said["fit"],
            said["arrangement"],
            said["seconds"],
            measured,
        )


def _print(now: list[dict[str, Any]], before: list[dict[str, Any]] | None) -> None:
    columns = [_column(now)] + ([_column(before)] if before is not None else [])
    print(f"{'':28}{'allowed':>9}" + "".join(f"{name:>20}" for name in ("now", "before")[: len(columns)]))
    bounds = {name: bound for name, _, bound in BOUNDS} | {"refused": 0}
    for name in columns[0]:
        bound = bounds.get(name)
        allowed = "" if bound is None else f"{bound:g} %"
        print(f"{name:28}{allowed:>9}" + "".join(f"{column[name]:>20}" for column in columns))


def _column(record: list[dict[str, Any]]) -> dict[str, str]:
    built = [one["measured"] for one in record if one["measured"]]
    full = [one for one in built if one["full"]]
    sizes = [one["size"] for one in built]
    overset = sum(one["code"] == ExitCode.OVERSET for one in record)
    among = {"full": full, "short": [one for one in built if not one["full"]]}
    wholes = {"built": len(built)} | {kind: len(ones) for kind, ones in among.items()}
    wholes |= {kind: sum(one[kind] for one in built) for kind in ("paragraphs", "items")}
    column = {
        "leaflets": str(len(record)),
        "overset": _share(overset, len(record)),
        "refused": _share(len(record) - len(built) - overset, len(record)),
        "built": _share(len(built), len(record)),
        "full": _share(len(full), len(built)),
        "mean size of type": f"{sum(sizes) / max(1, len(sizes)):.2f} pt",
        "seconds for one": f"{sum(one['seconds'] for one in record) / max(1, len(record)):.2f}",
        "panels of notes": str(sum(one["notes"] for one in built)),
        "size is not what was said": _share(sum(map(_lies, record)), len(built)),
    }
    for name, whole, _ in BOUNDS:
        found = [len(one["faults"].get(FAULTS.get(name, name), ())) for one in among.get(whole, built)]
        count = sum(found) if whole in ("paragraphs", "items") else sum(map(bool, found))
        column[name] = _share(count, wholes[whole])
    return column


def _share(count: int, whole: int) -> str:
    return f"{count} = {100 * count / max(1, whole):.1f} %"


def _lies(one: dict[str, Any]) -> bool:
    """Whether the size of type that was said is not the one that was printed."""
    return bool(one["measured"]) and abs(one["measured"]["size"] - one["fit"]["type_size_pt"]) > 0.06


def _print_offenders(made: Iterable[Made]) -> None:
    for one in made:
        if not one.measured:
            print(f"{one.name}: exit {one.code}, {one.said}")
            continue
        full = "full" if one.measured.full else "short"
        fills = " ".join(f"{fill:.0%}" for fill in one.measured.fills.values())
        print(f"{one.name}: {one.measured.size} pt, {full}, {fills}")
        for name, faults in one.measured.faults.items():
            for fault in faults:
                print(f"    {name}: {fault}")


if __name__ == "__main__":
    main()
