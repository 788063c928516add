"""Addresses in brochure.toml: on the web, and of houses."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

# As long as a QR code that telephones still read.
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]{2,200}")


def _web(value: object) -> object:
    if isinstance(value, str) and value and not _WEB.fullmatch(value.strip()):
        raise ValueError(f"'{value[:60]}' is not a web address; write it as 'https://clinic.example'")
    return value


def _lines(value: object) -> object:
    return value.splitlines() if isinstance(value, str) else value


Web = Annotated[str, BeforeValidator(_web)]
#: An address: one string, or a list with a string a line.
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
