"""Lengths. Inside the program a length is a float in PostScript points (1/72 inch); words with units stay outside."""

from __future__ import annotations

import re

INCH = 72.0
MM = INCH / 25.4
POINTS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": INCH, "px": 0.75}

_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*([a-z]+)\s*")


def points(text: str) -> float:
    """'60mm' or '3.625 in' in points. Raises ValueError for anything else."""
    match = _LENGTH.fullmatch(text.lower())
    if not match or match[2] not in POINTS:
        raise ValueError(f"'{text}' is not a length; write a number and one of {', '.join(POINTS)}, such as '60mm'")
    return float(match[1]) * POINTS[match[2]]


def css(length: float) -> str:
    """A length in points as CSS writes it, to a thousandth of a point, without trailing zeros."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + "pt"
