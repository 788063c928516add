"""What a clinic says of itself on every leaflet: words that a reader sees and no article holds."""

from __future__ import annotations

from brochure.content.translations import said, texts
from brochure.workspace.config import Config
from brochure.workspace.locations import Location

_PRINTED = ("name", "tagline", "phone", "address", "postal_address", "web", "email", "emergency")


def clinic_texts(config: Config, language: str) -> dict[str, str]:
    """The texts of [clinic] by key, in the language of the leaflet where the clinic has them; empty ones left out.

    Then those of each location.
    """
    clinic = config.clinic
    own = {key: getattr(clinic, key) for key in _PRINTED}
    own |= {key: text.words for key, text in texts(clinic, language).items()}
    lines = {key: value if isinstance(value, str) else ", ".join(value) for key, value in own.items()}
    places = {f"location {place.key}": _location(place, language, clinic.language) for place in config.location}
    return {key: text for key, text in {**lines, **places}.items() if text}


def _location(place: Location, language: str, own: str) -> str:
    name, hours = said(place, language, own)
    parts = name.words, *place.address, place.phone, *hours.words.splitlines(), *place.languages
    return ", ".join(filter(None, parts))
