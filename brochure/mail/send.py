"""Sends a leaflet to people, each of them once: by the clinic's server, or as drafts for any mail program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from brochure.budget import within
from brochure.content.translations import serves
from brochure.errors import BadInput, BrochureError, ExitCode, Overset, highest_ranking
from brochure.mail.attachment import Content, Contents
from brochure.mail.delivery import Kind, Outcome, deliver
from brochure.mail.drafts import DraftFolder
from brochure.mail.ledger import Ledger
from brochure.mail.message import compose
from brochure.mail.policy import Decision, Entry, IntakeCounts, Mailing, Recipient
from brochure.mail.preview import preview
from brochure.mail.recipients import RecipientList
from brochure.mail.sender import Sender, sender
from brochure.mail.smtp import Envelope
from brochure.storage import temporary as scratch
from brochure.workspace.mail_settings import Mail
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace

#: What a message adds to its attachment, at most, in bytes: texts and head.
_TEXTS = 20_000


@dataclass(frozen=True)
class SendRequest:
    """What shall be sent. `again` also to who has it, `retry_unknown` also to who may have it.

    `anyway` is why copy is sent in spite of what the rules say of it; the ledger keeps it.
    """

    article: str
    dry_run: bool = False
    may_build: bool = True
    again: bool = False
    retry_unknown: bool = False
    editions: tuple[str, ...] = ("email",)
    anyway: str = ""


@dataclass(frozen=True)
class Unserved:
    """So many people speak a language of which there is no leaflet, or whose leaflet cannot be made (`error`).

    `gets` is the language of what they get instead, empty where they get nothing.
    """

    language: str
    count: int
    gets: str
    slug: str
    error: BrochureError | None = None


@dataclass(frozen=True)
class Listener:
    """Who hears of it: `tell` of whom it does not serve, before anything is sent; `begin` of how many are to get it,
    `done` of each, `ask` whether those in doubt shall get it."""

    tell: Callable[[Unserved], None]
    begin: Callable[[int], None]
    done: Callable[[Entry, Outcome], None]
    ask: Callable[[int], bool]


@dataclass
class MailingResult:
    """What became of a mailing: how many people of each kind, by words such as 'sent' or 'opted out'."""

    mailing: Mailing
    numbers: Counter[str] = field(default_factory=Counter)
    drafts: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    unserved: tuple[Unserved, ...] = ()

    @property
    def code(self) -> ExitCode:
        """DELIVERY_FAILED where somebody who should have it has not, or may not have; that of a translation's error."""
        lacking = self.numbers[Kind.FAILED] + self.numbers[Kind.UNKNOWN] + self.numbers[Decision.REFUSED]
        codes = [one.error.code for one in self.unserved if one.error]
        return highest_ranking([*codes, *([ExitCode.DELIVERY_FAILED] if lacking else [])])


def send(workspace: Workspace, request: SendRequest, recipients: RecipientList, listener: Listener) -> MailingResult:
    """Sends, or writes drafts where there is no [mail] in brochure.toml or a dry run is wanted.

    All that can go wrong before the first message does so there: an edition that is missing or too large, a title that
    is no subject, a damaged ledger. Raises BadInput, Overset or DeliveryFailed.
    """
    tidy(workspace, workspace.output, (Path(request.article).stem,))
    with scratch.process_folder(workspace.records):
        clinic = sender(workspace.config)
        contents = Contents(
            workspace,
            request.article,
            clinic,
            may_build=request.may_build,
            editions=request.editions,
            anyway=bool(request.anyway),
        )
        unserved = tuple(_unserved(contents, recipients.speakers))
        for one in unserved:
            listener.tell(one)
        held = frozenset(one.language for one in unserved if one.error)
        recipients = replace(
            recipients,
            without=held,
            speakers={language: count for language, count in recipients.speakers.items() if language not in held},
        )
        result = MailingResult(contents.mailing, unserved=unserved)
        if held:
            result.numbers["held back"] = sum(one.count for one in unserved if one.error)
        config = workspace.config.mail
        with Ledger.open(workspace.records) as ledger:
            if request.anyway:
                ledger.note_anyway(contents.mailing, request.anyway, [each.rule for each in contents.overlooked])
            if request.dry_run or not config:
                _Drafts(workspace, request, recipients, clinic, contents, ledger, result).write(listener)
            else:
                _Post(config, request, recipients, clinic, contents, ledger, result).hand_over(listener)
    return result


def _unserved(contents: Contents, speakers: Mapping[str, int]) -> Iterator[Unserved]:
    """Whom the leaflet does not serve in their language. Makes the editions of all others.

    Raises BadInput or Overset where the article itself cannot be made; an unfit translation holds up nobody else.
    """
    own = contents.original
    for language in sorted(speakers, key=lambda tag: (not serves(own.front.language, tag), tag)):
        slug = f"{own.slug}-{language}"
        try:
            slug = contents.slug(language)
            content = contents.to(language)
        except (BadInput, Overset) as error:
            if slug == own.slug:
                raise
            yield Unserved(language, speakers[language], "", slug, error)
        else:
            gets = content.article.front.language
            if not serves(gets, language):
                yield Unserved(language, speakers[language], gets, slug)


@dataclass(frozen=True)
class _Post:
    config: Mail
    request: SendRequest
    recipients: RecipientList
    clinic: Sender
    contents: Contents
    ledger: Ledger
    result: MailingResult

    def hand_over(self, listener: Listener) -> None:
        """One article after the other: the one asked for and its translations are mailings of their own."""

        def report(entry: Entry, outcome: Outcome) -> None:
            self.result.numbers[outcome.kind] += 1
            listener.done(entry, outcome)

        mailings = self._queue(listener)
        for queued in mailings:
            self.result.numbers.update(_not_sent_to(queued))
        listener.begin(sum(queued.to_send for queued in mailings))
        for queued in mailings:
            deliver(self.ledger, self.config, queued.run, self._envelope, report)

    def _queue(self, listener: Listener) -> list[IntakeCounts]:
        contents = self.contents.prepared
        mailings = [self._take_in(content, retry_unknown=self.request.retry_unknown) for content in contents]
        unknown = sum(queued.unknown for queued in mailings)
        if unknown and listener.ask(unknown):
            mailings = [self._take_in(content, retry_unknown=True) for content in contents]
        return mailings

    def _take_in(self, content: Content, *, retry_unknown: bool) -> IntakeCounts:
        people = (person for person in self.recipients.people() if self.contents.to(person.language) is content)
        domain = self.clinic.address.rpartition("@")[2]
        again = self.request.again
        return self.ledger.queue(content.mailing, people, again=again, retry_unknown=retry_unknown, domain=domain)

    def _envelope(self, entry: Entry) -> Envelope:
        person = Recipient(entry.address, entry.key, entry.name, entry.language, entry.line)
        return Envelope(self.clinic.address, _message(person, self.clinic, self.contents, entry.message_id))


def _not_sent_to(queued: IntakeCounts) -> dict[str, int]:
    return {
        Decision.SENT: queued.already,
        Decision.OPTED_OUT: queued.opted_out,
        Decision.UNKNOWN: queued.unknown,
        Decision.REFUSED: queued.failed_for_good,
        Decision.TWICE: queued.twice,
    }


@dataclass(frozen=True)
class _Drafts:
    workspace: Workspace
    request: SendRequest
    recipients: RecipientList
    clinic: Sender
    contents: Contents
    ledger: Ledger
    result: MailingResult

    def write(self, listener: Listener) -> None:
        """The drafts, and a picture of the first in each language. Nothing is noted: who sends them is not known."""
        folder = DraftFolder(self.workspace.outbox, self.result.mailing.slug)
        sizes = [sum(len(one.encoded) for one in content.attachments) for content in self.contents.prepared]
        folder.check_room(self.recipients.count, max(sizes, default=0) + _TEXTS)
        # What was drafted for others waits to be sent; what was drafted for the same person is written anew.
        before, free = folder.by_mailbox(), count(max(folder.drafts(), default=0) + 1)
        listener.begin(self.recipients.count)
        pictured: set[Mailing] = set()
        for person in self._people():
            message = _message(person, self.clinic, self.contents, self.clinic.new_message_id(), draft=True)
            number = before.pop(person.key, None)
            self.result.drafts.append(folder.put(next(free) if number is None else number, message))
            self.result.numbers["drafted"] += 1
            content = self.contents.to(person.language)
            if content.mailing not in pictured:
                pictured.add(content.mailing)
                png = within("The picture of the message", self.workspace.config.limits, partial(self._preview, person))
                self.result.pictures.append(folder.put_preview(content.article.slug, png))
        if before:
            self.result.numbers["drafted before"] = len(before)

    def _preview(self, person: Recipient) -> bytes:
        content = self.contents.to(person.language)
        return preview(self.workspace, content.letters.to(person), person, self.clinic, content.attachments[0])

    def _people(self) -> Iterator[Recipient]:
        """Everyone who would get it, each article once. Those seen are no more than there may be drafts."""
        seen: set[tuple[Mailing, str]] = set()
        again, retry_unknown = self.request.again, self.request.retry_unknown
        mailings = [content.mailing for content in self.contents.prepared]
        decide = {one: self.ledger.foresee(one, again=again, retry_unknown=retry_unknown) for one in mailings}
        for person in self.recipients.people():
            mailing = self.contents.to(person.language).mailing
            decision = decide[mailing](person.key)
            if decision.sends and (mailing, person.key) in seen:
                decision = Decision.TWICE
            if not decision.sends:
                self.result.numbers[decision] += 1
                continue
            seen.add((mailing, person.key))
            yield person


def _message(person: Recipient, clinic: Sender, contents: Contents, message_id: str, *, draft: bool = False) -> bytes:
    content = contents.to(person.language)
    first, *more = content.attachments
    now = datetime.now().astimezone()

    def message() -> bytes:
        letter = content.letters.to(person)
        return compose(letter, person, clinic, first, message_id, now, draft=draft, more=more)

    return within(f"The message about '{content.mailing.slug}'", contents.limits, message)
