"""What a clinic says of itself on every leaflet: words that a reader sees and no article holds."""

from __future__ import annotations

from brochure.content.translations import texts
from brochure.workspace.config import Clinic

_PRINTED = ("name", "tagline", "phone", "address", "postal_address", "web", "email", "emergency")


def clinic_texts(clinic: Clinic, language: str) -> dict[str, str]:
    """The texts of [clinic] by key, in the language of the leaflet where the clinic has them; empty ones left out."""
    own = {key: getattr(clinic, key) for key in _PRINTED}
    own |= {key: text.words for key, text in texts(clinic, language).items()}
    lines = {key: value if isinstance(value, str) else ", ".join(value) for key, value in own.items()}
    return {key: text for key, text in lines.items() if text}
