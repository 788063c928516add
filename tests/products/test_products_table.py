"""A new edition is one row of the table, and a new paper one row of the other."""

from __future__ import annotations

import shutil
import subprocess
import sys

from brochure.storage.shipped import SHIPPED
from tests.conftest import Desk, environment

#: Adds an edition that comes from panels, one that is read page by page, and a paper; then runs the program.
ADDED = """
import sys
from typing import Literal

from brochure import editions
from brochure.geometry import paper
from brochure.units import MM

editions.EDITIONS["poster"] = editions.Edition("Poster", True, "brochure.editions.office:office")
editions.EDITIONS["reader"] = editions.Edition("Reader", False, "brochure.editions.email:email")
editions.EditionName = Literal[tuple(editions.EDITIONS)]
paper.PAPERS["a3"] = paper.Paper("a3", "A3", 297 * MM, 420 * MM, 3 * MM, (148 * MM, 210 * MM), iso=True)
paper.PaperName = Literal[tuple(paper.PAPERS)]

from brochure.cli.run import run

sys.exit(run(sys.argv[1:]))
"""


def run(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", ADDED, *arguments]
    return subprocess.run(call, cwd=desk.root, env=environment(), capture_output=True, text=True, check=False)


def test_an_edition_and_a_paper_are_added(desk: Desk) -> None:
    desk.article("Words.")
    shutil.copytree(SHIPPED / "layouts/handout", desk.root / "layouts/handout")
    desk.swap("layouts/handout/layout.toml", 'papers = ["letter", "a4"]', 'papers = ["letter", "a4", "a3"]')
    desk.swap("brochure.toml", 'editions = ["office", "email", "large-print"]', 'editions = ["poster", "reader"]')
    done = run(desk, "build", "test", "--layout", "handout", "--paper", "a3")
    assert done.returncode == 0, done.stderr
    assert {path.rsplit("/", 1)[1] for path in desk.files()} == {"test-handout-a3-poster.pdf", "test-reader.pdf"}
    told = run(desk, "build", "test", "--edition", "postr")
    assert told.returncode == 2
    assert "'office', 'email', 'large-print', 'press', 'poster', 'reader'" in told.stderr
    assert run(desk, "status", "test", "--layout", "handout", "--paper", "a3", "--exit-code").returncode == 0
