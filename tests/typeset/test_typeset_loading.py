"""How the engine is loaded: without programs that look for its libraries, or what hardly any leaflet needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from brochure.typeset.engine import declarations
from tests.conftest import ROOT

#: Loads the engine as we do, tells which programs that started and what was loaded, and then calls what was not.
TOLD = """
import sys
started = []
sys.addaudithook(lambda event, given: started.append(given[0]) if event == "subprocess.Popen" else None)
from brochure.typeset.engine.loading import load
load()
late = ("fontTools.subset", "fontTools.varLib.instancer", "cffi", "pycparser")
print(started, [name for name in late if name in sys.modules])
from weasyprint.pdf import fonts
print(type(fonts.subset.Options(hinting=False)).__module__, "fontTools.subset" in sys.modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are looked for as the engine does")
def test_the_engine_starts_no_programs_and_loads_late_what_it_hardly_needs() -> None:
    told = subprocess.run([sys.executable, "-P", "-c", TOLD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines() == ["[] []", "fontTools.subset True"], told.stderr


def test_the_engines_declarations_are_those_of_its_version() -> None:
    kept = (ROOT / "brochure" / "typeset" / "engine" / "declarations.json").read_text("ascii")
    assert kept == declarations.written(), "python -m brochure.typeset.engine.declarations"


#: What is set is freed when the process ends, in no order, by libraries that must still be there.
CLOSED = """
from pathlib import Path
from brochure.typeset.engine import declarations
library = declarations._declared().dlopen("libharfbuzz-subset.so.0", 2)
del library
print("libharfbuzz-subset" in Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they are opened by the engine")
def test_libraries_stay_until_the_process_ends() -> None:
    told = subprocess.run([sys.executable, "-P", "-c", CLOSED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.split() == ["True"], told.stderr


#: The engine with other declarations than were read beforehand.
OTHER = """
import sys
from brochure.typeset.engine import declarations, loading
declarations._digest = lambda declared: "another"
print(loading.load().HTML(string="<p>Words").render().pages[0].width > 0, "pycparser" in sys.modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they are parsed at each start")
def test_another_version_of_the_engine_has_its_declarations_parsed() -> None:
    told = subprocess.run([sys.executable, "-P", "-c", OTHER], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout.split() == ["True", "True"], told.stderr
