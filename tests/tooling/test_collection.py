"""Every test that is written is run: pytest passes over some folders without a word."""

from __future__ import annotations

import pytest

from tests.conftest import COLLECTED, ROOT


def test_each_file_of_tests_has_tests_that_are_collected(pytestconfig: pytest.Config) -> None:
    if pytestconfig.args != [str(ROOT / "tests")] and pytestconfig.args != pytestconfig.getini("testpaths"):
        pytest.skip("a run of some tests does not collect all")
    collected = pytestconfig.stash[COLLECTED]
    written = set((ROOT / "tests").rglob("test_*.py"))
    assert written - collected == set()
    assert len(written) > 100
