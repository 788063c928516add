"""Tables: those that Markdown can hold are made plain, the others become paragraphs, so that no cell is lost."""

from __future__ import annotations

from bs4 import Tag

UNTABULAR = "table, ul, ol, blockquote, h1, h2, h3, h4, h5, h6"


def settle_tables(scope: Tag) -> None:
    """Changes `scope` in place."""
    for table in scope.select("table"):
        for caption in table.select("caption"):
            caption.name = "p"
            table.insert_before(caption.extract())
        if _is_grid(table):
            _plain(table)
        else:
            _flatten(table)
    for stray in scope.select("tr, td, th, thead, tbody, tfoot, caption"):
        if not stray.find_parent("table"):
            stray.name = "div"


def _is_grid(table: Tag) -> bool:
    """Whether rows are no wider than the first, which is all that Markdown prints, and no cell spans rows."""
    widths = [_width(row) for row in table.select("tr")]
    spanning = any(cell.get("rowspan", "1") not in ("0", "1") for cell in table.select("td, th"))
    inside_list = table.find_parent(["li", "blockquote"])
    simple = not (table.select_one(UNTABULAR) or spanning or inside_list)
    loose = any(child.strip() for child in table.find_all(string=True) if not child.find_parent(["td", "th"]))
    return simple and not loose and len(widths) > 1 and max(widths) == widths[0] > 1


def _width(row: Tag) -> int:
    return sum(max(1, int(str(cell.get("colspan", "1")))) for cell in row.select("td, th"))


def _plain(table: Tag) -> None:
    """Rows directly in the table, the first of them the head: Markdown has no table without one."""
    for part in table.select("thead, tbody, tfoot"):
        part.unwrap()
    for cell in table.select("th"):
        cell.name = "td"
    for cell in table.select("tr")[0].select("td"):
        cell.name = "th"


def _flatten(table: Tag) -> None:
    for part in table.select("thead, tbody, tfoot, tr, td, th"):
        part.name = "div"
    table.name = "div"
