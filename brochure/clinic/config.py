"""What `brochure.toml` may say. The JSON Schema that editors use is made from these models."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from brochure.geometry.paper import PaperName

EditionName = Literal["office", "email"]

# As long as a QR code that telephones still read.
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]{2,200}")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _hex(value: object) -> object:
    if isinstance(value, str) and not _HEX.fullmatch(value):
        raise ValueError(f"'{value}' is not a colour; write it as '#8a2a1f'")
    return value


def _web(value: object) -> object:
    if isinstance(value, str) and value and not _WEB.fullmatch(value.strip()):
        raise ValueError(f"'{value[:60]}' is not a web address; write it as 'https://clinic.example'")
    return value


def _lines(value: object) -> object:
    return value.splitlines() if isinstance(value, str) else value


Web = Annotated[str, BeforeValidator(_web)]
Hex = Annotated[str, BeforeValidator(_hex)]
#: An address: one string, or a list with a string a line.
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Clinic(_Table):
    """Who publishes."""

    name: str = Field(min_length=1, description="The clinic's name, as it stands on the cover.")
    tagline: str = Field("", description="A few words under the name.")
    phone: str = Field("", description="Printed as it is written here; in PDFs a link that dials.")
    address: Lines = Field((), description="Where clients come: one string a line.")
    postal_address: Lines = Field((), description="Where letters go, if elsewhere.")
    web: Web = Field("", description="The web site; the QR code on the back leads there.")
    email: str = Field("", description="The address for enquiries.")
    emergency: str = Field("", description="What to do in an emergency: a sentence on the back panel.")
    logo: str = Field("", description="An image file, from the workspace; SVG or PNG.")


class Colours(_Table):
    """The brand's named colours. Tints for panels and rules are mixed from them."""

    primary: Hex = Field("#8a2a1f", description="Covers and headings.")
    secondary: Hex = Field("#2f5d57", description="Titles of callouts, numbers, links.")
    accent: Hex = Field("#e3a23b", description="Art and small marks; never text.")
    ink: Hex = Field("#2a2320", description="Text.")
    paper: Hex = Field("#ffffff", description="What the sheet looks like unprinted.")


class Fonts(_Table):
    """Families of fonts in `assets/fonts`, the workspace's or those that ship with brochure."""

    body: str = Field("Atkinson Hyperlegible Next", description="Copy.")
    heading: str = Field("Source Serif 4 Display", description="Titles and headings.")


class Brand(_Table):
    """How the clinic looks in print."""

    colours: Colours = Colours.model_validate({})
    fonts: Fonts = Fonts.model_validate({})


class Defaults(_Table):
    """What holds for a leaflet that does not say otherwise."""

    paper: PaperName = Field("letter", description="The paper in the office printer.")
    layouts: tuple[str, ...] = Field(("trifold",), min_length=1, description="Folders in layouts/.")
    editions: tuple[EditionName, ...] = Field(("office", "email"), min_length=1, description="What is made of it.")
    references: bool = Field(True, description="Whether an article's sources are printed with it.")


class Leaflet(_Table):
    """An article in one layout or more."""

    article: str = Field(min_length=1, description="The name of a file in assets/articles, without .md.")
    layouts: tuple[str, ...] | None = Field(None, min_length=1, description="Instead of [defaults] layouts.")
    papers: tuple[PaperName, ...] | None = Field(None, min_length=1, description="Instead of [defaults] paper.")
    editions: tuple[EditionName, ...] | None = Field(None, min_length=1, description="Instead of [defaults] editions.")


class Config(_Table):
    """The whole of brochure.toml."""

    clinic: Clinic
    brand: Brand = Brand.model_validate({})
    defaults: Defaults = Defaults.model_validate({})
    leaflet: tuple[Leaflet, ...] = Field((), description="The leaflets that `brochure build` makes.")
