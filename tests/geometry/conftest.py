"""Layouts as plain values, changed one key at a time."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

Spec = dict[str, Any]

_TRIFOLD: Spec = {
    "title": "A roll fold",
    "fold": "roll",
    "orientation": "landscape",
    "papers": ["letter", "a4"],
    "margin": ["12mm", "9mm", "19mm", "9mm"],
    "type": {
        "smallest": {"size": 9, "leading": 1.3, "spacing": 0.5},
        "ideal": {"size": 10, "leading": 1.4, "spacing": 0.5},
        "largest": {"size": 12, "leading": 1.5, "spacing": 0.5},
    },
    "arrangements": [
        {
            "reading": ["cover", "flap", "left", "middle", "right", "back"],
            "flow": ["flap", "left", "middle", "right"],
            "sides": [
                {"name": "outside", "rows": [{"panels": ["flap", "back", "cover"]}]},
                {"name": "inside", "rows": [{"panels": ["left", "middle", "right"]}]},
            ],
        }
    ],
    "panels": {"cover": {"margin": ["14mm", "10mm", "14mm", "10mm"]}},
}


@pytest.fixture
def spec() -> Callable[..., Spec]:
    """What a roll-fold layout.toml holds; keyword arguments replace its keys, or those of its one arrangement."""

    def make(**changes: Any) -> Spec:
        layout = deepcopy(_TRIFOLD)
        for key, value in changes.items():
            (layout if key in layout else layout["arrangements"][0])[key] = value
        return layout

    return make
