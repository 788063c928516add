"""What goes into the envelope: the leaflet's email edition in a reader's language, and the letter that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.build.plan import Wish, plan, products
from brochure.build.run import build
from brochure.build.status import survey
from brochure.clinic import article as articles
from brochure.clinic.article import Article
from brochure.clinic.markdown import plain
from brochure.clinic.translations import translation
from brochure.clinic.workspace import Workspace
from brochure.errors import BadInput
from brochure.files import read_file, unreadable
from brochure.mail.letter import Letters
from brochure.mail.message import Attachment, file_name
from brochure.mail.policy import Mailing
from brochure.mail.sender import Sender


@dataclass(frozen=True)
class Enclosure:
    """An article, its email edition under the name that readers see, and who writes the letters to it."""

    article: Article
    letters: Letters
    attachment: Attachment

    @property
    def mailing(self) -> Mailing:
        """What nobody gets twice: a translation has a version of its own, whatever was asked for."""
        return mailing(self.article)


class Enclosures:
    """Of one article, by language. Each is made once, when the first person needs it."""

    def __init__(self, workspace: Workspace, article: str, sender: Sender, *, may_build: bool) -> None:
        """Raises BadInput where there is no such article."""
        self._workspace = workspace
        self._article = article
        self._sender = sender
        self._may_build = may_build
        self._made: dict[str, Enclosure] = {}
        self._by_language: dict[str, Enclosure] = {}
        self.original = articles.load(workspace, workspace.article(article))

    def to(self, language: str) -> Enclosure:
        """For a reader of `language`; without one, or without a translation, the article itself.

        Raises BadInput or Overset where the edition cannot be made, is not fresh and may not be, or fits no message.
        """
        if language not in self._by_language:
            name = translation(self._workspace, self.original.slug, language) if language else self.original.slug
            if name not in self._made:
                self._made[name] = self._enclosure(self._article if name == self.original.slug else name)
            self._by_language[language] = self._made[name]
        return self._by_language[language]

    @property
    def made(self) -> list[Enclosure]:
        """Those that somebody needed so far, each once."""
        return list(self._made.values())

    def _enclosure(self, name: str) -> Enclosure:
        workspace = self._workspace
        data = self._edition(name)
        article = articles.load(workspace, workspace.article(name))
        title = plain(article.front.title, article.front.language)
        attachment = Attachment(file_name(title, workspace.config.clinic.name), data)
        self._check_size(attachment)
        return Enclosure(article, Letters(workspace, article, self._sender), attachment)

    def _edition(self, name: str) -> bytes:
        wish = Wish((name,), editions=("email",))
        (product,) = products(plan(self._workspace, wish))
        if self._may_build:
            outcomes, _ = build(self._workspace, wish, self._workspace.output, 1, lambda _: None)
            for outcome in outcomes:
                if outcome.error:
                    raise outcome.error
        else:
            self._check_fresh(wish)
        path = self._workspace.output / product.path
        try:
            return read_file(path)
        except OSError as error:
            raise unreadable(str(path), error) from error

    def _check_fresh(self, wish: Wish) -> None:
        for verdict in survey(self._workspace, wish, self._workspace.output):
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


def mailing(article: Article) -> Mailing:
    """What somebody has who got this article."""
    return Mailing(article.slug, article.front.version)
