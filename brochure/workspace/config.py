"""What `brochure.toml` may say. The JSON Schema that editors use is made from these models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from brochure.editions import EditionName
from brochure.geometry.paper import PaperName
from brochure.geometry.tables import Name
from brochure.workspace.brand import Brand
from brochure.workspace.checks import USUAL as USUAL_CHECKS
from brochure.workspace.checks import Checks
from brochure.workspace.language import Language
from brochure.workspace.limits import USUAL, Limits
from brochure.workspace.locations import Location
from brochure.workspace.mail_settings import Mail
from brochure.workspace.office import Office
from brochure.workspace.printer import Printer
from brochure.workspace.tables import Table
from brochure.workspace.web import Lines, Web

#: Instead of a layout's name: the one that suits the copy best.
BEST = "best"
_MAILBOX = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def _mailbox(value: str) -> str:
    if value and not _MAILBOX.fullmatch(value):
        raise ValueError(f"'{value[:60]}' is not an e-mail address; write it as 'hello@clinic.example'")
    return value


def _article(value: str) -> str:
    if Path(value).stem.startswith("."):
        raise ValueError(f"'{value[:60]}' names no article; write the name of a file in assets/articles, without .md")
    return value


class Translation(Table):
    """What the clinic says of itself, in another language. What is left out stays in the clinic's own."""

    tagline: str = Field("", description="A few words under the name.")
    emergency: str = Field("", description="What to do in an emergency.")
    scan: str = Field("", description="Why to scan the QR code.")


class Clinic(Table):
    """Who publishes."""

    section: ClassVar[str] = "clinic"

    name: str = Field(min_length=1, description="The clinic's name, as it stands on the cover.")
    tagline: str = Field("", description="A few words under the name.")
    phone: str = Field("", description="Printed as it is written here; in PDFs a link that dials.")
    address: Lines = Field((), description="Where clients come: one string a line.")
    postal_address: Lines = Field((), description="Where letters go, if elsewhere.")
    web: Web = Field("", description="The web site; the QR code on the back leads there.")
    map: Web = Field(
        "",
        description="Where addresses are looked up: a web address with {address} in it, else Google's; or the clinic's"
        " own page on a map.",
    )
    email: Annotated[str, AfterValidator(_mailbox)] = Field("", description="The address for enquiries.")
    emergency: str = Field("", description="What to do in an emergency: a sentence on the back panel.")
    scan: str = Field("", description="Why to scan the QR code, such as 'Scan to book a visit'.")
    logo: str = Field("", description="An image file, from the workspace; SVG or PNG.")
    logo_on_dark: str = Field("", description="The logo for dark grounds, such as covers, if there is one.")
    language: Language = Field("en", description="The language that this table is written in.")
    translations: Mapping[Language, Translation] = Field(
        {}, description="By language, such as [clinic.translations.es]: for leaflets in that language."
    )


class Defaults(Table):
    """What holds for a leaflet that does not say otherwise."""

    section: ClassVar[str] = "defaults"

    paper: PaperName = Field("letter", description="The paper in the office printer.")
    layouts: tuple[str, ...] = Field(
        ("trifold",), min_length=1, description="Folders in layouts/; or 'best', the one that suits the copy best."
    )
    look: Name = Field("maple", description="How leaflets look: a folder in layouts/looks.")
    editions: tuple[EditionName, ...] = Field(
        ("office", "email", "large-print"), min_length=1, description="What is made of it."
    )
    references: bool = Field(True, description="Whether an article's sources are printed with it; its footnotes are.")
    link_addresses: bool = Field(
        True, description="Whether paper has the address that a link leads to, in brackets behind it."
    )
    confirmed_words: tuple[Language, ...] = Field(
        (), description="Languages whose words in layouts/base/words somebody who speaks them has read for you."
    )
    large_print: float = Field(18, ge=18, le=36, description="Type of the large-print edition, in points.")


class Leaflet(Table):
    """An article in one layout or more."""

    article: Annotated[str, AfterValidator(_article)] = Field(
        min_length=1, description="The name of a file in assets/articles, without .md."
    )
    layouts: tuple[str, ...] | None = Field(
        None, min_length=1, description="Instead of [defaults] layouts; 'best' is the one that suits the copy best."
    )
    look: Name | None = Field(None, description="Instead of [defaults] look; its files tell it.")
    papers: tuple[PaperName, ...] | None = Field(None, min_length=1, description="Instead of [defaults] paper.")
    editions: tuple[EditionName, ...] | None = Field(None, min_length=1, description="Instead of [defaults] editions.")
    locations: tuple[str, ...] | None = Field(
        None, min_length=1, description="The locations that it shows, by id or name; else all."
    )


class Config(Table):
    """The whole of brochure.toml."""

    clinic: Clinic
    brand: Brand = Brand.model_validate({})
    office: Office = Office.model_validate({})
    printer: Printer = Printer.model_validate({})
    defaults: Defaults = Defaults.model_validate({})
    mail: Mail | None = None
    limits: Limits = USUAL
    check: Checks = USUAL_CHECKS
    location: tuple[Location, ...] = Field((), description="Where the clinic sees patients.")
    leaflet: tuple[Leaflet, ...] = Field((), description="The leaflets that `brochure build` makes.")
