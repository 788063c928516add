"""Packages that only some commands need: which extra brings each, and what is said where it is not installed."""

from __future__ import annotations

from types import MappingProxyType

from brochure.errors import Lacking

#: By extra, as in `pip install 'brochure[import]'`, the packages by the names under which they are imported.
EXTRAS = MappingProxyType(
    {
        "check": frozenset(("page", "zxingcpp")),
        "import": frozenset(("bs4", "mammoth", "markdownify", "py3langid")),
        "mail": frozenset(("email_validator", "keyring", "openpyxl")),
        "photos": frozenset(("pi_heif",)),
        "proof": frozenset(("starlette", "uvicorn", "watchfiles")),
    }
)


def lacking_extra(error: ModuleNotFoundError) -> Lacking | None:
    """What to install, where `error` is that an extra's package is missing; None where it is another's."""
    package = (error.name or "").partition(".")[0]
    for extra, packages in EXTRAS.items():
        if package in packages:
            return Lacking(
                f"This needs the package {package}, which is not installed.",
                hint=f"Type: pip install 'brochure[{extra}]'",
            )
    return None
