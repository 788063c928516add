"""What a message says: a subject, a plain text and an HTML text, from the templates in layouts/mail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from brochure.art.colour import Colour
from brochure.content.article import Article
from brochure.content.frontmatter import line_of
from brochure.content.markdown import inline, plain
from brochure.content.spaceless import close_up
from brochure.content.translations import texts
from brochure.errors import BadInput, Place
from brochure.mail.dress import Dress, dress
from brochure.mail.headers import unfit
from brochure.mail.policy import Recipient
from brochure.mail.sender import Sender
from brochure.typeset.brand import palette
from brochure.typeset.maps import link
from brochure.typeset.templates import environment, render
from brochure.typeset.values import ClinicValue, FontsValue, FrontValue, PictureValue, TextValue, palette_values
from brochure.workspace.language import is_right_to_left, same
from brochure.workspace.workspace import Workspace

#: How the HTML names the clinic's logo, and the most that is shown of it, in CSS pixels.
LOGO = "cid:logo"
_LOGO = (240, 48)
#: Lines of the plain text, in letters; RFC 5322 wants no more than 78.
_MEASURE = 76


@dataclass(frozen=True)
class Letter:
    """The texts of one message. `language` is the tag of the one that they are written in.

    `logo` is the clinic's, a PNG, which the HTML names as `cid:logo`; empty where it names none.
    """

    subject: str
    text: str
    html: str
    language: str
    logo: bytes = b""


class Letters:
    """Writes to one person after another about an article."""

    def __init__(self, workspace: Workspace, article: Article, sender: Sender) -> None:
        """Raises BadInput where the title cannot be a subject, or the clinic has no postal address."""
        _check_title(article)
        self._templates = environment(workspace.files, workspace.layout_folders)
        self._article = article
        self._sender = sender
        self._words = article.words.texts
        own, spoken = article.front.language, article.words.language
        self._language = own if same(own, spoken) else spoken
        look = dress(workspace, palette(workspace.config.brand.colours))
        picture, self._logo = _logo(workspace, look)
        self._values = {**_clinic(workspace, self._language), **_article(article), "logo": picture, "look": look}

    def to(self, recipient: Recipient) -> Letter:
        """The letter to this person. Raises BadInput for a fault in a template."""
        values = {
            **self._values,
            "words": self._words,
            "language": self._language,
            "to_left": is_right_to_left(self._language),
            "article_to_left": is_right_to_left(self._article.front.language),
            "name": recipient.name,
            "greeting": self._greeting(recipient.name),
            "opt_out_page": self._sender.opt_out_page(recipient.address),
            "opt_out_mail": self._sender.opt_out_mail,
        }
        html = self._render("message.html", values)
        return Letter(
            subject=self._subject(values),
            text=_wrapped(close_up(self._render("message.txt", values), self._language)),
            html=close_up(html, self._language),
            language=self._language,
            logo=self._logo if LOGO in html else b"",
        )

    def _greeting(self, name: str) -> str:
        return self._words["mail_greeting"].format(name=name) if name else self._words["mail_greeting_nobody"]

    def _subject(self, values: Mapping[str, Any]) -> str:
        subject = " ".join(self._render("subject.txt", values).split())
        if not subject or (fault := unfit(subject)):
            fault = fault if subject else "is empty"
            raise BadInput(f"The subject {fault}.", hint="Mend it.", place=Place(Path("layouts/mail/subject.txt")))
        return subject

    def _render(self, name: str, values: Mapping[str, Any]) -> str:
        return render(self._templates, f"mail/{name}", values)


def _check_title(article: Article) -> None:
    title = article.front.title
    if fault := unfit(title) or unfit(plain(title, article.front.language)):
        raise BadInput(
            f"The title {fault}; it would be the subject of a message.",
            hint="Write it on one line, in plain letters.",
            place=Place(article.file, line_of("title", article.source)),
        )


def _clinic(workspace: Workspace, language: str) -> dict[str, Any]:
    clinic, brand = workspace.config.clinic, workspace.config.brand
    postal = clinic.postal_address or clinic.address
    if not postal:
        raise BadInput(
            "The clinic has no postal address, which the law wants in such a message.",
            hint="Write postal_address or address in [clinic].",
            place=Place(Path("brochure.toml")),
        )
    return {
        "clinic": ClinicValue.of(clinic, {"map": link(clinic.address, clinic.map)}),
        "said": {key: TextValue(*text) for key, text in texts(clinic, language).items()},
        "postal": postal,
        "palette": palette_values(palette(brand.colours)),
        "fonts": FontsValue.of(brand.fonts),
    }


def _logo(workspace: Workspace, look: Dress) -> tuple[PictureValue | None, bytes]:
    """The clinic's logo on the colour of the message's head, and its PNG; nothing where it has none.

    Raises BadInput for one that cannot be shown.
    """
    if not (workspace.config.clinic.logo or workspace.config.clinic.logo_on_dark):
        return None, b""
    # Loaded here: to look at pixels takes much that letters without a logo do without.
    from brochure.typeset.logos import choose, logos_of, picture

    found = logos_of(workspace)
    colours = palette(workspace.config.brand.colours)
    logo, plate = choose(found, Colour.parse(look.head), colours)
    # Pixels of fine screens: two to one of CSS.
    data = picture(workspace, logo, 2 * _LOGO[0], 2 * _LOGO[1])
    high = min(_LOGO[1], _LOGO[0] / logo.ratio)
    return PictureValue(LOGO, round(high * logo.ratio), round(high), plate.hex if plate else ""), data


def _article(article: Article) -> dict[str, Any]:
    front = article.front
    fields = ("title", "subtitle", "summary", "reviewer")
    return {
        **{name: plain(getattr(front, name), front.language) for name in fields},
        "html": {name: Markup(inline(getattr(front, name), front.language)) for name in fields},
        "front": FrontValue.of(front),
    }


def _wrapped(text: str) -> str:
    """`text` in lines that any mail program shows whole, with single empty lines between its paragraphs."""
    lines = [
        wrapped
        for line in text.strip().splitlines()
        for wrapped in textwrap.wrap(line, _MEASURE, break_long_words=False, break_on_hyphens=False) or [""]
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
