"""What veraPDF, which nobody here wrote, says of all e-mail and large-print editions: as PDF/UA-1 and PDF/A-2a.

    python -m benchmarks.verapdf [FOLDER…]

Builds the samples, long copy with contents, and every article (*.md) below the folders, with the pictures there, in a
temporary workspace, on letter and A4 paper. Needs Java and Maven; the checker comes from Maven Central. Ends with 1
where a product fails, or nothing was checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace

CHECKER = "org.verapdf.apps:greenfield-apps:1.26.2"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
FLAVOURS = ("ua1", "2a")
PICTURES = {".svg", ".png", ".jpg", ".jpeg"}
#: Long enough for a page of contents; a box, a list of ten and a table in each section.
SECTION = (
    "## What helps in week {number}?\n\n" + "Sleep is the time in which the body mends itself. " * 30 + "\n\n"
    "| | Open |\n| --- | --- |\n| Monday | 8:00 |\n\n" + "1. Walk\n" * 10 + "\n"
    "::: help\n- Call [us](tel:5550142)\n:::\n\n"
)


def main(folders: Sequence[str]) -> int:
    """Builds, checks, tells the numbers."""
    with tempfile.TemporaryDirectory() as place:
        workspace, checker = Path(place, "clinic"), _checker(Path(place))
        scaffold(workspace)
        _fill(workspace, folders)
        products = _built(workspace, Path(place, "output"))
        return max(_check(checker, flavour, products) for flavour in FLAVOURS)


def _checker(folder: Path) -> Path:
    copy = ("mvn", "-q", "dependency:copy", f"-Dartifact={CHECKER}", f"-DoutputDirectory={folder}")
    subprocess.run(copy, check=True)
    (found,) = folder.glob("greenfield-apps-*.jar")
    return found


def _fill(workspace: Path, folders: Sequence[str]) -> None:
    articles, images = workspace / "assets" / "articles", workspace / "assets" / "images"
    sections = "".join(SECTION.format(number=number) for number in range(1, 11))
    (articles / "long.md").write_text(f"---\ntitle: A long leaflet\n---\n\n{sections}", encoding="utf-8")
    for file in sorted(file for folder in folders for file in Path(folder).rglob("*")):
        if file.suffix == ".md" and file.stem != "README":
            shutil.copy(file, articles)
        elif file.suffix.lower() in PICTURES:
            shutil.copy(file, images)


def _built(workspace: Path, output: Path) -> list[Path]:
    slugs = tuple(sorted(file.stem for file in (workspace / "assets" / "articles").glob("*.md")))
    products = []
    for paper in ("letter", "a4"):
        request = BuildRequest(slugs, None, paper, ("email", "large-print"))
        outcomes, _ = build(open_workspace(workspace), request, output / paper, 0, lambda _: None)
        for outcome in outcomes:
            if outcome.error:
                print(f"not built: {outcome.product.article}, {outcome.product.edition}: {outcome.error}")
            else:
                products.append(output / paper / outcome.product.path)
    return products


def _check(checker: Path, flavour: str, products: Sequence[Path]) -> int:
    call = ("java", "-cp", checker, MAIN, "--flavour", flavour, "--format", "text", *products)
    done = subprocess.run(list(map(str, call)), capture_output=True, text=True, check=False)
    verdicts = [line.split(" ", 1) for line in done.stdout.splitlines() if line.startswith(("PASS ", "FAIL "))]
    failed = [file for verdict, file in verdicts if verdict == "FAIL"]
    print(f"{flavour}: {len(verdicts)} of {len(products)} products checked, {len(failed)} failed", *failed, sep="\n  ")
    return int(bool(failed) or not products or len(verdicts) != len(products))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
