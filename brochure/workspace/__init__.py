"""The clinic's folder, and its brochure.toml."""
