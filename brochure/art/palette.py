"""The clinic's five colours, and the tints of them that a leaflet needs. All solid, as a press likes it."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.art.colour import BLACK, Colour, mix, on, readable


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
        return mix(self.paper, self.warm, 0.1)

    @property
    def tint_strong(self) -> Colour:
        """A ground for boxes that stand on paper or on `tint`."""
        return mix(self.paper, self.warm, 0.22)

    @property
    def secondary_tint(self) -> Colour:
        """The cool counterpart of `tint`."""
        return mix(self.paper, self.secondary, 0.1)

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
        """Captions and small print; still 4.5:1 on paper and tint."""
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

    def _text(self, colour: Colour) -> Colour:
        """`colour` made readable on paper, and on the tint beside it."""
        return readable(readable(colour, self.tint), self.paper)

    def css_variables(self) -> dict[str, str]:
        """Every colour by its name as CSS writes it: {'primary': '#8a2a1f', 'on-primary': …}."""
        return {name.replace("_", "-"): getattr(self, name).hex for name in _NAMES}


_NAMES = (
    *Palette.__dataclass_fields__,
    *(name for name, value in vars(Palette).items() if isinstance(value, property)),
)
