"""The first room: what the clinic says — brochure.toml and the articles — read and checked."""
