"""The clinic's five colours, and the tints of them that a leaflet needs. All solid, as a press likes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from brochure.art.colour import BLACK, WHITE, Colour, mix, on, paler, readable, readable_on_all


@dataclass(frozen=True, slots=True)
class Palette:
    """Brand colours; every derived colour is a mix of them, so that nothing on the page is foreign to the brand."""

    primary: Colour
    secondary: Colour
    accent: Colour
    ink: Colour
    paper: Colour

    @property
    def warm(self) -> Colour:
        """Accent with a little primary: the pigment of all warm tints."""
        return mix(self.accent, self.primary, 0.2)

    @property
    def tint(self) -> Colour:
        """A very pale panel ground."""
        return self._ground(mix(self.paper, self.warm, 0.1))

    @property
    def tint_strong(self) -> Colour:
        """A ground for boxes that stand on paper or on `tint`."""
        return self._ground(mix(self.paper, self.warm, 0.22))

    @property
    def secondary_tint(self) -> Colour:
        """The cool counterpart of `tint`."""
        return self._ground(mix(self.paper, self.secondary, 0.1))

    @property
    def deep(self) -> Colour:
        """Primary in shadow. Black, not ink: a grey ink would make the primary muddy."""
        return mix(self.primary, BLACK, 0.28)

    @property
    def rule(self) -> Colour:
        """Hairlines: seen, never read."""
        return mix(self.paper, mix(self.ink, self.accent, 0.45), 0.38)

    @property
    def muted(self) -> Colour:
        """Captions and small print."""
        return self._text(mix(self.ink, self.paper, 0.3))

    @property
    def on_primary(self) -> Colour:
        return readable(on(self.primary, self.ink, self.tint), self.primary)

    @property
    def on_secondary(self) -> Colour:
        return readable(on(self.secondary, self.ink, self.tint), self.secondary)

    @property
    def on_accent(self) -> Colour:
        return readable(on(self.accent, self.ink, self.tint), self.accent)

    @property
    def accent_on_primary(self) -> Colour:
        """The accent as display type (3:1 is enough at 18 pt and more) on primary."""
        return readable(self.accent, self.primary, 3)

    @property
    def primary_text(self) -> Colour:
        return self._text(self.primary)

    @property
    def secondary_text(self) -> Colour:
        return self._text(self.secondary)

    @property
    def accent_text(self) -> Colour:
        return self._text(self.accent)

    @property
    def secondary_mark(self) -> Colour:
        """Signs that are seen and not read, such as the boxes to tick: 3:1 (WCAG 2.1, 1.4.11)."""
        return readable_on_all(self.secondary, self._pale, 3)

    @property
    def _pale(self) -> tuple[Colour, ...]:
        """All that coloured text stands on but primary; and sheets are white, whatever the brand calls its paper."""
        return (self.paper, WHITE, self.tint, self.secondary_tint)

    def _text(self, colour: Colour) -> Colour:
        """`colour` made readable on whatever text stands on: one colour in all places, for a box may hold anything."""
        return readable_on_all(colour, self._pale)

    def _ground(self, colour: Colour) -> Colour:
        """`colour` as a ground for text, so pale that ink is read on it."""
        return paler(colour, self.ink)

    def css_variables(self) -> Mapping[str, str]:
        """Every colour by its name as CSS writes it: {'primary': '#8a2a1f', 'on-primary': …}."""
        return _css_variables(self)


@lru_cache(maxsize=8)
def _css_variables(palette: Palette) -> Mapping[str, str]:
    """Reckoned once: each document of a clinic asks for them."""
    return MappingProxyType({name.replace("_", "-"): getattr(palette, name).hex for name in _NAMES})


_NAMES = (
    *Palette.__dataclass_fields__,
    *(name for name, value in vars(Palette).items() if isinstance(value, property) and not name.startswith("_")),
)
