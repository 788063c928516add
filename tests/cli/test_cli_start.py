"""How the program starts: without what it does not need to see that everything is fresh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from brochure.workspace.scaffold import scaffold
from tests.conftest import ROOT

#: What makes products, what lays panels out, and what pydantic would look for plugins with.
_LEFT_OUT = ("weasyprint", "brochure.production.make", "brochure.geometry.piece", "importlib.metadata")


def test_what_stands_is_told_without_what_makes_it(tmp_path: Path) -> None:
    scaffold(tmp_path)
    command = (sys.executable, "-X", "importtime", "-P", "-m", "brochure", "status", "--workspace", str(tmp_path))
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "brochure.production.records" in loaded
    assert not loaded.intersection(_LEFT_OUT)
