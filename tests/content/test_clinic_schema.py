"""The schema that editors use is the one that the program checks by."""

from __future__ import annotations

import json
import tomllib

from brochure.storage.shipped import SHIPPED
from brochure.workspace.config import Config
from brochure.workspace.schema import schema


def test_the_shipped_schema_is_that_of_the_program() -> None:
    assert (SHIPPED / "assets" / "brochure.schema.json").read_text(encoding="utf-8") == schema(), (
        "run: python -m brochure.workspace.schema > assets/brochure.schema.json"
    )


def test_each_key_says_what_it_is_for() -> None:
    document = json.loads(schema())
    for table in document["$defs"].values():
        assert all(key.get("description") or "$ref" in key or "default" in key for key in table["properties"].values())
    assert document["additionalProperties"] is False


def test_the_sample_names_only_what_the_schema_knows() -> None:
    sample = tomllib.loads((SHIPPED / "brochure.toml").read_text(encoding="utf-8"))
    assert set(sample) <= set(json.loads(schema())["properties"])
    assert Config.model_validate(sample).leaflet
