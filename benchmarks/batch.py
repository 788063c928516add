"""Times many leaflets in one run of `build`, whole processes, in turn with the bare command on one leaflet.

    python -m benchmarks.batch [--leaflets 200] [--variants 1000] [--jobs 2]

Leaflets differ in their copy; variants are one article for as many places, and differ in their back panel. Prints how
many bare commands' time each takes, how many there were a second, and the peak memory of the process that began it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.bare import ARTICLE, BROCHURE, bare_command, run
from brochure.workspace.scaffold import scaffold


def main() -> None:
    """Makes both workspaces in a temporary folder, and builds them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaflets", type=int, default=200)
    parser.add_argument("--variants", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_command(folder)
        _time("leaflets", leaflets(folder / "leaflets", asked.leaflets), asked.leaflets, asked.jobs, bare)
        _time("variants", variants(folder / "variants", asked.variants), asked.variants, asked.jobs, bare)


def leaflets(root: Path, count: int) -> Path:
    """A workspace with so many leaflets, each with a word of its own in its copy."""
    settings = _settings(root)
    articles = root / "assets" / "articles"
    copy = (articles / f"{ARTICLE}.md").read_text("utf-8")
    for number in range(count):
        (articles / f"article-{number}.md").write_text(copy.replace("ketamine", f"Ketamine{number}", 1), "utf-8")
    tables = (f'[[leaflet]]\narticle = "article-{number}"\n' for number in range(count))
    (root / "brochure.toml").write_text(settings + "\n".join(tables), "utf-8")
    return root


def variants(root: Path, count: int) -> Path:
    """A workspace with one leaflet for each of so many places."""
    settings = _settings(root)
    places = (
        f'[[location]]\nname = "Place {number}"\naddress = ["{number} Main Street"]\nphone = "(555) 555-{number:04}"\n'
        for number in range(count)
    )
    tables = (f'[[leaflet]]\narticle = "{ARTICLE}"\nlocations = ["place-{number}"]\n' for number in range(count))
    (root / "brochure.toml").write_text(settings + "\n".join((*places, *tables)), "utf-8")
    return root


def _settings(root: Path) -> str:
    """brochure.toml of a new workspace whose leaflets are trifolds for the office."""
    scaffold(root)
    lines = (root / "brochure.toml").read_text("utf-8").partition("[[leaflet]]")[0].split("\n")
    return "\n".join('editions = ["office"]' if line.startswith("editions = ") else line for line in lines)


def _time(what: str, root: Path, count: int, jobs: int, bare: list[str]) -> None:
    run(bare)
    before = run(bare)["wall"]
    ours = run([*BROCHURE, "build", "--jobs", str(jobs), "--workspace", str(root)])
    one = (before + run(bare)["wall"]) / 2
    made = sum(1 for _ in (root / "output").rglob("*.pdf"))
    print(f"{made} of {count} {what}, {jobs} processes: {ours['wall'] / count / one:.2f} × bare each", end="")
    print(f", {count / ours['wall']:.1f} a second, peak memory {ours['peak memory'] / 1024:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
