"""Every test that is written is run, and a group by one process: pytest passes over folders and groups in silence."""

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


@pytest.mark.xdist_group("collection")
def test_a_group_is_heard(request: pytest.FixtureRequest) -> None:
    """Or each process makes what the tests of a group share."""
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("not run in groups")
    assert request.node.nodeid.endswith("@collection")
