"""The attachment: the leaflet's email edition in a reader's language, under a name that any system takes.

It is kept together with the letters that go with it: both come of one article, and are made once for all its readers.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
from brochure.findings import GIVEN_OUT, Finding
from brochure.mail.letter import Letters
from brochure.mail.policy import Mailing
from brochure.mail.sender import Sender
from brochure.preflight.gate import of_mailing
from brochure.production.build import build
from brochure.production.choices import known
from brochure.production.plan import BuildRequest, plan, products
from brochure.production.status import survey
from brochure.release.checks import Unfit, check_copy
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
    """What a message about an article holds: who writes its letters, and an edition or more.

    `mailing` is what nobody gets twice: a translation has a version of its own, whatever was asked for.
    """

    article: Article
    letters: Letters
    attachments: tuple[Attachment, ...]
    mailing: Mailing


class Contents:
    """Of one article, by language. Each is made once, when the first person needs it."""

    def __init__(
        self,
        workspace: Workspace,
        article: str,
        sender: Sender,
        *,
        may_build: bool,
        editions: Sequence[str] = ("email",),
        anyway: bool = False,
    ) -> None:
        """With `anyway`, copy is sent in spite of what the rules say of it, and `overlooked` is what they say.

        Raises BadInput where there is no such article.
        """
        self._anyway = anyway
        self.overlooked: list[Finding] = []
        self._editions = tuple(editions)
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
            name = self.slug(language)
            if name not in self._by_article:
                self._by_article[name] = self._content(self._article if name == self.original.slug else name)
            self._by_language[language] = self._by_article[name]
        return self._by_language[language]

    def slug(self, language: str) -> str:
        """The article for a reader of `language`. Raises BadInput where its head says that it is in another."""
        return translation(self._workspace, self.original.slug, language) if language else self.original.slug

    @property
    def mailing(self) -> Mailing:
        """What nobody gets twice, of the article itself."""
        return mailing(self.original, self._editions)

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
        made = [self._edition(name, edition) for edition in self._editions]
        article = _loaded(workspace, name)
        _check_language(workspace, article)
        self._check_copy(article)
        title = plain(article.front.title, article.front.language)
        attachments = tuple(
            Attachment(file_name(self._named(title, edition), workspace.config.clinic.name), data)
            for edition, data in zip(self._editions, made, strict=True)
        )
        self._check_size(attachments)
        letters = Letters(workspace.wearing(self._look(name)), article, self._sender)
        return Content(article, letters, attachments, mailing(article, self._editions))

    def _look(self, name: str) -> str:
        """That of the leaflet which is enclosed."""
        request = BuildRequest((name,), editions=self._editions, one=True)
        return next(product.look for product in products(plan(self._workspace, request)))

    def _check_copy(self, article: Article) -> None:
        """Raises Unfit where the copy promises, is unsafe, or leads to a stranger."""
        found = of_mailing(self._workspace, article, date.today())
        if not self._anyway:
            check_copy(article.file, article.slug, found)
        self.overlooked += [each for each in found if each.severity == "error"]

    def _named(self, title: str, edition: str) -> str:
        """The title; for large print with its size, which says the same in every language."""
        return f"{title}, {self._workspace.config.defaults.large_print:g} pt" if edition == "large-print" else title

    def _edition(self, name: str, edition: str) -> bytes:
        request = BuildRequest((name,), editions=(edition,), one=True)
        if self._may_build:
            outcomes, _ = build(self._workspace, request, self._workspace.output, 1, lambda _: None)
            for outcome in outcomes:
                if outcome.error:
                    raise outcome.error
        else:
            self._check_fresh(request)
        (product,) = products(known(self._workspace, request))
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
                    f"The {verdict.product.edition} edition of '{verdict.product.slug}' is {verdict.freshness}{why}.",
                    hint="Leave out --no-build, or run `brochure build` first.",
                )

    def _check_size(self, attachments: Sequence[Attachment]) -> None:
        mail = self._workspace.config.mail
        size = sum(len(attachment.encoded) for attachment in attachments) / 1e6
        if mail and size > mail.largest_mb:
            raise BadInput(
                f"'{attachments[0].name}' makes messages of {size:.1f} MB; [mail] allows {mail.largest_mb:g} MB.",
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


def mailing(article: Article, editions: Sequence[str] = ("email",)) -> Mailing:
    """What somebody has who got this article. Another edition than that for e-mail is another thing to have."""
    which = "" if tuple(editions) == ("email",) else f" ({', '.join(editions)})"
    return Mailing(article.slug, article.front.version + which)


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
