"""[brand]: the clinic's colours, on screens and in ink, and its fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from brochure.art import LeafName, MotifName
from brochure.workspace.language import Language, ranked
from brochure.workspace.tables import Table

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _hex(value: object) -> object:
    if isinstance(value, str) and not _HEX.fullmatch(value):
        raise ValueError(f"'{value}' is not a colour; write it as '#8a2a1f'")
    return value


Hex = Annotated[str, BeforeValidator(_hex)]
Percent = Annotated[float, Field(ge=0, le=100)]


class InkedColour(Table):
    """A colour whose inks the brand book names. Without them it goes through the press profile."""

    rgb: Hex = Field(description="On screens and the office printer.")
    cmyk: tuple[Percent, Percent, Percent, Percent] | None = Field(None, description="On a press, in percent.")
    spot: str = Field("", description="A special ink, such as 'PANTONE 7623 C'; cmyk is then its stand-in.")

    @model_validator(mode="after")
    def _stand_in(self) -> InkedColour:
        if self.spot and self.cmyk is None:
            raise ValueError(f"the spot colour '{self.spot}' needs cmyk values that stand in for it")
        return self


#: '#8a2a1f', or a table with the inks.
BrandColour = Hex | InkedColour


class Colours(Table):
    """The brand's named colours. Tints for panels and rules are mixed from them."""

    section: ClassVar[str] = "brand.colours"

    primary: BrandColour = Field("#8a2a1f", description="Covers and headings.")
    secondary: BrandColour = Field("#2f5d57", description="Titles of callouts, numbers, links.")
    accent: BrandColour = Field("#e3a23b", description="Art and small marks; never text.")
    ink: BrandColour = Field("#2a2320", description="Text.")
    paper: BrandColour = Field("#ffffff", description="What the sheet looks like unprinted.")


class LanguageFonts(Table):
    """Families for leaflets in one language. What is left out, and what they lack, is the brand's."""

    body: str = Field("", description="Copy.")
    heading: str = Field("", description="Titles and headings; if left out, the same as for copy.")


class Fonts(Table):
    """Families of fonts in `assets/fonts`, the workspace's or those that ship with brochure."""

    section: ClassVar[str] = "brand.fonts"

    body: str = Field("Atkinson Hyperlegible Next", description="Copy.")
    heading: str = Field("Source Serif 4 Display", description="Titles and headings.")
    languages: Mapping[Language, LanguageFonts] = Field(
        {}, description="By language, such as [brand.fonts.languages.ar]: for leaflets in that language."
    )

    def families(self, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The families of copy and of headings in a language, each with the brand's own behind it, to help it out."""
        known = {tag.lower(): fonts for tag, fonts in self.languages.items()}
        own = next((known[tag] for tag in ranked(language) if tag in known), LanguageFonts.model_validate({}))
        heading = own.heading or own.body
        return tuple(dict.fromkeys(filter(None, (own.body, self.body)))), tuple(
            dict.fromkeys(filter(None, (heading, self.heading)))
        )


class Brand(Table):
    """How the clinic looks in print."""

    colours: Colours = Colours.model_validate({})
    fonts: Fonts = Fonts.model_validate({})
    motifs: tuple[MotifName, ...] = Field(
        (), description="The drawings that covers are chosen from; an article's cover_art names its own."
    )
    leaves: LeafName = Field("maple", description="The leaves of the branches that are drawn.")
    covers: tuple[Literal["art", "type"], ...] = Field(
        (),
        description="The compositions that covers are chosen from, else the look's; an article's cover names its own.",
    )
