"""A look is a folder: one made on the spot works with every layout, joins names and records, and its faults are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brochure.art.colour import Colour, contrast
from brochure.art.palette import Palette
from brochure.storage.shipped import SHIPPED
from brochure.typeset import looks
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.pdf import fonts_of, ground_at, page_texts

pytestmark = pytest.mark.xdist_group("looks")

MAPLE = (SHIPPED / "layouts/looks/maple/look.toml").read_text("utf-8")
CARD = "::: help Call 911 if\n- you cannot swallow\n- you do not wake up\n:::"
