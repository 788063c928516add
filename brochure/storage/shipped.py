"""Where the data that ships with the program lies: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_IN_WHEEL = _PACKAGE / "data"

#: The folder that holds `layouts/`, `assets/` and the sample `brochure.toml`.
SHIPPED = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent

#: What of it documents may be made from: the checkout's other folders hold what is nobody's business.
READABLE = (SHIPPED / "layouts", SHIPPED / "assets")
