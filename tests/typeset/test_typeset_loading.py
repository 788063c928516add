"""How the engine is loaded: without programs that look for its libraries, or what hardly any leaflet needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

#: Loads the engine as we do, tells which programs that started and what was loaded, and then calls what was not.
TOLD = """
import sys
started = []
sys.addaudithook(lambda event, given: started.append(given[0]) if event == "subprocess.Popen" else None)
from brochure.typeset.engine.loading import load
load()
print(started, [name for name in ("fontTools.subset", "fontTools.varLib.instancer") if name in sys.modules])
from weasyprint.pdf import fonts
print(type(fonts.subset.Options(hinting=False)).__module__, "fontTools.subset" in sys.modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are looked for as the engine does")
def test_the_engine_starts_no_programs_and_loads_late_what_it_hardly_needs() -> None:
    told = subprocess.run([sys.executable, "-P", "-c", TOLD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines() == ["[] []", "fontTools.subset True"], told.stderr
