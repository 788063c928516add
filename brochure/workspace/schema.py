"""The JSON Schema of brochure.toml for editors: `python -m brochure.workspace.schema > assets/brochure.schema.json`."""

from __future__ import annotations

import json

from brochure.workspace.config import Config


def schema() -> str:
    """The schema as JSON text."""
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}
    document["title"] = "brochure.toml"
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
