"""A mend of tables that run from right to left, of which the engine has no public face.

The engine turns the widths of such a table's columns around each time that it lays it out, and does so twice where the
table ends close to the foot of a page (seen in WeasyPrint 70.0): the columns then have each other's widths.
"""

from __future__ import annotations

from typing import Any


def mend() -> None:
    """From now on a table that is laid out again has the widths that it had. Called once, as the engine is loaded."""
    from weasyprint.layout import block

    table_layout = block.table_layout

    def layout(context: Any, table: Any, *rest: Any, **more: Any) -> Any:
        widths = list(table.column_widths)
        try:
            return table_layout(context, table, *rest, **more)
        finally:
            table.column_widths = widths

    block.table_layout = layout
