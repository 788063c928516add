"""Tables: whose first column heads its rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

Copy = Callable[..., BeautifulSoup]

HEAD_ROWS = [
    pytest.param(["", "Harbour Street"], [["Monday", "8:00–18:00"], ["Tuesday", "closed"]], id="empty corner"),
    pytest.param(["", "Eat"], [["1", "fish"], ["1", "cheese"]], id="empty corner above anything"),
    pytest.param(["Do", "Not"], [["**Walk.**", "Run"], ["**Walk.**", "Run"]], id="bold"),
    pytest.param(["Place", "Telephone"], [["12 Harbour Street", "555-0110"]], id="beside figures"),
    pytest.param(["When", "Dose", "Who"], [["Before", "0 mg", "Nurse"], ["After", "", "A"]], id="beside some figures"),
    pytest.param(["Sign", "What to do"], [["Fever", "Rest, and drink a lot"], ["Pain", "Call us"]], id="beside copy"),
]
PLAIN = [
    pytest.param(["Do", "Not"], [["Walk every day", "Run"], ["Sleep", "Lift boxes"]], id="two of a kind"),
    pytest.param(["Do", "Not"], [["Walk.", "Run for more than an hour."]], id="sentences"),
    pytest.param(["When", "Dose"], [["Morning", "5 mg"], ["Morning", "6 mg"]], id="the same name twice"),
    pytest.param(["When", "Dose"], [["Morning", "5 mg"], ["", "6 mg"]], id="a row without name"),
    pytest.param(["Week", "People"], [["1", "1,111"], ["2", "888"]], id="figures"),
    pytest.param(["Do", "For"], [["Walk with a friend near you", "10 min"]], id="long"),
    pytest.param(["Do", "For"], [["**Walk** and **run**", "a friend"]], id="bold in part"),
    pytest.param(["Name"], [["Monday"], ["Tuesday"]], id="one column"),
    pytest.param(["", "Open"], [], id="no rows"),
]


def table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


@pytest.mark.parametrize(("head", "rows"), HEAD_ROWS)
def test_names_head_their_rows(copy: Copy, head: list[str], rows: list[list[str]]) -> None:
    found = copy(table(head, rows)).select("tbody tr")
    assert len(found) == len(rows)
    for row in found:
        assert [cell.name for cell in row.select("th, td")] == ["th", *["td"] * (len(head) - 1)]
        assert [cell["scope"] for cell in row.select("th")] == ["row"]


@pytest.mark.parametrize(("head", "rows"), PLAIN)
def test_what_is_no_name_heads_nothing(copy: Copy, head: list[str], rows: list[list[str]]) -> None:
    tree = copy(table(head, rows))
    assert len(tree.select("tbody tr")) == len(rows)
    assert tree.select("tbody th") == []
    assert len(tree.select("thead th")) == len(head)


def test_each_table_is_judged_alone(copy: Copy) -> None:
    tree = copy(f"{table(['', 'A'], [['B', 'C']])}\n\nWords.\n\n{table(['Do', 'Not'], [['Walk', 'Run']])}")
    assert [cell.get_text() for cell in tree.select("tbody th")] == ["B"]
