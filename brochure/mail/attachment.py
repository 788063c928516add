"""The attachment: the leaflet's email edition in a reader's language, under a name that any system takes.

It is kept together with the letters that go with it: both come of one article, and are made once for all its readers.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property

from brochure.budget import Bounds, within
from brochure.content import article as articles
from brochure.content.article import Article
from brochure.content.markdown import plain
from brochure.content.translations import translation
from brochure.editions.language import language_findings
from brochure.errors import BadInput, ExitCode
from brochure.findings import GIVEN_OUT
from brochure.mail.letter import Letters
from brochure.mail.policy import Mailing
from brochure.mail.sender import Sender
from brochure.production.build import build
from brochure.production.plan import BuildRequest, plan, products
from brochure.production.status import survey
from brochure.release.checks import Unfit
from brochure.storage.files import read_file
from brochure.storage.os_errors import unreadable
from brochure.workspace.workspace import Workspace

#: Stands for the attachment while the rest is put together. The attachment comes last, so the last one found is it.
PLACEHOLDER = "brochure-attachment"
#: Names of files, without ".pdf": no system takes more than 255 bytes, and few people read more letters.
_LONGEST_NAME = 116
_LONGEST_NAME_BYTES = 200


@dataclass(frozen=True)
class Attachment:
    """The leaflet under the name that readers see."""

    name: str
    data: bytes

    @cached_property
    def encoded(self) -> bytes:
        """Base64 in lines; made once for all messages that carry it."""
        return base64.encodebytes(self.data).replace(b"\n", b"\r\n")

    @cached_property
    def part(self) -> EmailMessage:
        """Its part of a message, with a mark where the data shall stand."""
        part = EmailMessage(policy=SMTP)
        part["Content-Type"] = "application/pdf"
        part["Content-Transfer-Encoding"] = "base64"
        part.add_header("Content-Disposition", "attachment", filename=self.name)
        part.set_payload(PLACEHOLDER + "\r\n")
        return part


@dataclass(frozen=True)
class Content:
    """What a message about an article holds: who writes its letters, and the email edition."""

    article: Article
    letters: Letters
    attachment: Attachment

    @property
    def mailing(self) -> Mailing:
        """What nobody gets twice: a translation has a version of its own, whatever was asked for."""
        return mailing(self.article)


class Contents:
    """Of one article, by language. Each is made once, when the first person needs it."""

    def __init__(self, workspace: Workspace, article: str, sender: Sender, *, may_build: bool) -> None:
        """Raises BadInput where there is no such article."""
        self._workspace = workspace
        self._article = article
        self._sender = sender
        self._may_build = may_build
        self._by_article: dict[str, Content] = {}
        self._by_language: dict[str, Content] = {}
        self.original = _loaded(workspace, article)

    def to(self, language: str) -> Content:
        """For a reader of `language`; without one, or without a translation, the article itself.

        Raises BadInput or Overset where the edition cannot be made, is not fresh and may not be, or fits no message.
        """
        if language not in self._by_language:
            name = translation(self._workspace, self.original.slug, language) if language else self.original.slug
            if name not in self._by_article:
                self._by_article[name] = self._content(self._article if name == self.original.slug else name)
            self._by_language[language] = self._by_article[name]
        return self._by_language[language]

    @property
    def limits(self) -> Bounds:
        """What one message may take."""
        return self._workspace.config.limits

    @property
    def prepared(self) -> list[Content]:
        """Those that somebody needed so far, each once."""
        return list(self._by_article.values())

    def _content(self, name: str) -> Content:
        workspace = self._workspace
        article = _loaded(workspace, name)
        _check_language(workspace, article)
        data = self._edition(name)
        title = plain(article.front.title, article.front.language)
        attachment = Attachment(file_name(title, workspace.config.clinic.name), data)
        self._check_size(attachment)
        return Content(article, Letters(workspace, article, self._sender), attachment)

    def _edition(self, name: str) -> bytes:
        request = BuildRequest((name,), editions=("email",), one=True)
        (product,) = products(plan(self._workspace, request))
        if self._may_build:
            outcomes, _ = build(self._workspace, request, self._workspace.output, 1, lambda _: None)
            for outcome in outcomes:
                if outcome.error:
                    raise outcome.error
        else:
            self._check_fresh(request)
        path = self._workspace.output / product.path
        try:
            return read_file(path)
        except OSError as error:
            raise unreadable(str(path), error) from error

    def _check_fresh(self, request: BuildRequest) -> None:
        for verdict in survey(self._workspace, request, self._workspace.output):
            if verdict.freshness != "fresh":
                why = f": {'; '.join(verdict.reasons)}" if verdict.reasons else ""
                raise BadInput(
                    f"The email edition of '{verdict.product.slug}' is {verdict.freshness}{why}.",
                    hint="Leave out --no-build, or run `brochure build` first.",
                )

    def _check_size(self, attachment: Attachment) -> None:
        mail = self._workspace.config.mail
        size = len(attachment.encoded) / 1e6
        if mail and size > mail.largest_mb:
            raise BadInput(
                f"'{attachment.name}' makes messages of {size:.1f} MB; [mail] allows {mail.largest_mb:g} MB.",
                hint="Use smaller pictures, or raise largest_mb in brochure.toml.",
            )


def _check_language(workspace: Workspace, article: Article) -> None:
    """Raises Unfit where the clinic speaks to the leaflet's readers in a language that is not theirs."""
    faults = [found for found in language_findings(workspace, article) if found.rule == GIVEN_OUT]
    if faults:
        message = f"'{article.slug}' is not fit to be sent. {' '.join(found.message for found in faults)}"
        raise Unfit(message, hint=" ".join(found.hint for found in faults), code=ExitCode.CHECK_FAILED)


def _loaded(workspace: Workspace, name: str) -> Article:
    limits = workspace.config.limits
    return within(name, limits, lambda: articles.load(workspace, workspace.article(name)))


def mailing(article: Article) -> Mailing:
    """What somebody has who got this article."""
    return Mailing(article.slug, article.front.version)


def file_name(title: str, clinic: str) -> str:
    """'TITLE (CLINIC).pdf', of letters that every system takes in names of files."""
    clinic = _safe(clinic)[:40].strip()
    ending = f" ({clinic})" if clinic else ""
    stem = _cut(_safe(title), len(ending), len(ending.encode())).strip(" .") or "Leaflet"
    return f"{stem}{ending}.pdf"


def _safe(text: str) -> str:
    """`text` without what a system refuses in names, what cannot be seen, and leading dots."""
    seen = "".join(" " if _unseen(character) else character for character in unicodedata.normalize("NFC", text))
    return " ".join(re.sub(r'[/\\:*?"<>|]', " ", seen).split()).strip(" .")


def _unseen(character: str) -> bool:
    return unicodedata.category(character)[0] in "CZ"


def _cut(text: str, letters: int, size: int) -> str:
    """`text`, shortened at a word where it can be, so that so many `letters` and bytes (`size`) find room beside it."""
    short = text[: _LONGEST_NAME - letters].encode()[: _LONGEST_NAME_BYTES - size].decode(errors="ignore")
    if len(short) < len(text) and text[len(short)] != " ":
        short = short.rpartition(" ")[0] or short
    return short
